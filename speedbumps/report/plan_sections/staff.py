"""The page for all staff: what they said, what will be done about it, and what will not."""

from speedbumps.i18n import Locale
from speedbumps.model.plan import OPEN, PlannedAction
from speedbumps.report.blocks import Box, Boxes, Paragraph, Section, Strong, Text, titled_bullets
from speedbumps.report.plan_page import PlanPage, day_text
from speedbumps.report.plan_sections.front import ask_text, outcome_texts, titled_text
from speedbumps.text import as_sentence


def for_staff(page: PlanPage, words: Locale) -> Section:
    """Return the page for all staff."""
    gettext, plan = words.gettext, page.plan
    going = [each for each in plan.priorities if each.status in OPEN]
    blocks = (
        Paragraph(gettext("To read out, or to put up, within a week."), "lead"),
        *titled_bullets(gettext("You said, we will"), [_promise(each, page, words) for each in going]),
        *titled_bullets(gettext("What came of the rest"), outcome_texts(page, words)),
        *titled_bullets(
            gettext("You said, and we leave it for now"),
            [titled_text(page.bump_title(each.bump), each.because) for each in plan.left_out],
        ),
        *titled_bullets(
            gettext("You said, we ask others"),
            map(ask_text, plan.asks),
        ),
        Boxes((Box(gettext("Questions go to")), Box(gettext("We tell you more on")))),
    )
    return Section("for-staff", gettext("For all staff"), blocks, ())


def _promise(planned: PlannedAction, page: PlanPage, words: Locale) -> Text:
    gettext, first = words.gettext, page.first_step(planned)
    lines = (
        gettext("we try “%(action)s”.", action=page.action_title(planned)),
        as_sentence(first) if first else None,
        as_sentence(planned.change) if planned.change else None,
        gettext("To make room, this gives way: %(stop)s", stop=as_sentence(planned.stops)) if planned.stops else None,
        gettext("Who leads: %(owner)s", owner=as_sentence(planned.owner)) if planned.owner else None,
        gettext("We begin on %(day)s.", day=day_text(planned.start, words)) if planned.start else None,
        gettext("We look again on %(day)s.", day=day_text(planned.review, words)) if planned.review else None,
    )
    return (Strong(f"{page.bump_title(planned.bump)}:"), f" {' '.join(line for line in lines if line)}")
