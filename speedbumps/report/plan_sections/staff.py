"""The page for all staff: what they said, what will be done about it, and what will not."""

from typing import Literal

from speedbumps.i18n import Locale
from speedbumps.model.plan import PlannedAction
from speedbumps.report.blocks import Block, Box, Boxes, Paragraph, Section, Strong, Text, titled_bullets
from speedbumps.report.plan_page import PlanPage, day_text
from speedbumps.report.plan_sections.front import ask_texts, outcome_texts, titled_text
from speedbumps.text import as_sentence


def for_staff(page: PlanPage, words: Locale) -> Section:
    """Return the page for all staff."""
    blocks = (Paragraph(read_out_line(words), "lead"), *staff_blocks(page, words))
    return Section("for-staff", words.gettext("For all staff"), blocks, ())


def read_out_line(words: Locale) -> str:
    """Return what the page for all staff is for."""
    return words.gettext("To read out, or to put up, within a week.")


def staff_blocks(
    page: PlanPage, words: Locale, level: Literal[2, 3] = 3, *, said: bool = True, last: PlanPage | None = None
) -> tuple[Block, ...]:
    """Return what will be done, what will not, and what others are asked, below titles of some *level*.

    *said* is whether staff were heard. With the *last* plan, requests that it made already are said to be such.
    """
    gettext, plan = words.gettext, page.plan
    return (
        *titled_bullets(
            gettext("You said, we will") if said else gettext("We will"),
            [_promise(each, page, words) for each in page.going],
            level,
        ),
        *titled_bullets(gettext("What came of the rest"), outcome_texts(page, words), level),
        *titled_bullets(
            gettext("You said, and we leave it for now") if said else gettext("We leave it for now"),
            [titled_text(page.bump_title(each.bump), each.because) for each in plan.left_out],
            level,
        ),
        *titled_bullets(
            gettext("You said, we ask others") if said else gettext("We ask others"),
            ask_texts(plan.asks, last, words),
            level,
        ),
        Boxes((Box(gettext("Questions go to")), Box(gettext("We tell you more on")))),
    )


def _promise(planned: PlannedAction, page: PlanPage, words: Locale) -> Text:
    gettext, goes_on = words.gettext, planned.status == "under-way"
    first = None if goes_on else page.first_step(planned)
    title = page.action_title(planned)
    lines = (
        gettext("we go on with “%(action)s”.", action=title)
        if goes_on
        else gettext("we try “%(action)s”.", action=title),
        gettext("What we change: %(change)s", change=as_sentence(planned.change)) if planned.change else None,
        gettext("The first step, for whoever leads it: %(step)s", step=as_sentence(first)) if first else None,
        gettext("To make room, this gives way: %(stop)s", stop=as_sentence(planned.stops)) if planned.stops else None,
        gettext("Who leads: %(owner)s", owner=as_sentence(planned.owner)) if planned.owner else None,
        gettext("We begin on %(day)s.", day=day_text(planned.start, words)) if planned.start and not goes_on else None,
        gettext("We look again on %(day)s.", day=day_text(planned.review, words)) if planned.review else None,
    )
    return (Strong(f"{page.bump_title(planned.bump)}:"), f" {' '.join(line for line in lines if line)}")
