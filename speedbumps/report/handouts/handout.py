"""What hand-outs are made from: a school's plan and, where they are at hand, the figures of its report."""

from typing import NamedTuple

from speedbumps.i18n import Locale, format_date
from speedbumps.report.beside import NOTHING_BESIDE, Beside
from speedbumps.report.blocks import Block, Document, Masthead, Section
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.plan_sections.front import plan_stamp
from speedbumps.report.sections.front import round_facts
from speedbumps.report.sections.respondents import response_line
from speedbumps.report.view import View


class Handout(NamedTuple):
    """A plan with what a hand-out of it shows beside."""

    page: PlanPage
    view: View | None = None
    """The report on the answers that the plan rests on; None if only the plan is known."""
    day: str | None = None
    """The date to print, such as 2026-11-30."""
    beside: Beside = NOTHING_BESIDE
    """What changed since the round before, and the plan that was made after it."""

    @property
    def staff_spoke(self) -> bool:
        """Return whether what people said may be put as what staff said; one person does not speak for all."""
        return self.view is None or not self.view.is_one_voice or self.view.agreed_together

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the round, the date, and how many people answered, as sentences."""
        if self.view is None:
            return (f"{self.page.plan.round}.",) if self.page.plan.round else ()
        facts = tuple(f"{fact}." for fact in round_facts(self.view))
        if not self.staff_spoke:
            return (*facts, self.view.words.gettext("One person answered; this is that person’s view."))
        return (*facts, response_line(self.view))


def dated_stamp(handout: Handout, words: Locale) -> str:
    """Return whether people have agreed to the plan, and the date to print, if there is one."""
    day = format_date(handout.day, words) if handout.day else None
    return " · ".join(part for part in (plan_stamp(handout.page, words), day) if part)


def one_sheet(handout: Handout, masthead: Masthead, blocks: tuple[Block, ...], words: Locale) -> Document:
    """Return the document of one sheet with *masthead* and *blocks*."""
    sheet, school = (masthead, *blocks), handout.page.school
    title = masthead.title if masthead.title != school else f"{school} · {masthead.kicker}"
    return Document(
        subject="school",
        language=words.language,
        title=title,
        description=masthead.kicker,
        front=Section("title", masthead.title, sheet, sheet),
        skip=words.gettext("Skip the first page"),
        contents=None,
        sections=(),
        footer=" · ".join(part for part in (school, handout.page.plan.round, masthead.stamp) if part),
        page=words.gettext("Page {page} of {pages}"),
        school=school,
    )
