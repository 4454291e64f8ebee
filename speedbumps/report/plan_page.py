"""A school's plan with the titles of its bumps and actions, from which every hand-out is made."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from speedbumps.i18n import Locale, format_date
from speedbumps.model.actions import Hours
from speedbumps.model.audit import AuditedAction
from speedbumps.model.plan import PlannedAction, SchoolPlan, hours_from_now, open_actions
from speedbumps.model.staff_hours import hours_for_staff
from speedbumps.plan.draft import PlanDraft


class PlanPage(NamedTuple):
    """A plan, with what is needed to show it."""

    plan: SchoolPlan
    titles: Mapping[str, str]
    """The titles of facets and barriers, by their full names."""
    heights: Mapping[str, str]
    """How high bumps are, out of 100, where that is known."""
    actions: Mapping[str, AuditedAction]
    """The actions of the library, by id."""
    keeping: tuple[str, ...] = ()
    """The titles of actions that keep work going when those who stand behind it change."""
    draft: PlanDraft | None = None
    """What was drafted just now, with its reasons."""
    bodies: tuple[str, ...] = ()
    """Whom the questionnaire names to be asked, in the words of the school's nation."""
    draft_translation: bool = False
    """Whether the titles are of a translation that no named translator has checked."""

    @property
    def school(self) -> str:
        """Return what people call the school, or its id."""
        return self.plan.name or self.plan.school

    @property
    def going(self) -> tuple[PlannedAction, ...]:
        """Return the actions that are neither done nor dropped."""
        return open_actions(self.plan)

    def bump_title(self, name: str) -> str:
        """Return the title of a bump, or its name if the questionnaire does not have it."""
        return self.titles.get(name, name)

    def bump_with_height(self, name: str, words: Locale) -> str:
        """Return the title of a bump, and how high it is where that is known."""
        height, title = self.heights.get(name), self.bump_title(name)
        return words.gettext("%(bump)s: %(height)s out of 100", bump=title, height=height) if height else title

    def action_of(self, planned: PlannedAction) -> AuditedAction | None:
        """Return the action of the library that is planned, if it is one, and if the library still has it."""
        return self.actions.get(planned.action or "")

    def action_title(self, planned: PlannedAction) -> str:
        """Return the title of what is planned, or its id if the library no longer has it."""
        if planned.own is not None:
            return planned.own.title
        action = self.action_of(planned)
        return action.title if action else planned.action or ""

    def hours_of(self, planned: PlannedAction) -> Hours | None:
        """Return the hours that this plan expects of an action in this school, if they are known."""
        if planned.own is not None:
            return hours_from_now(planned, planned.own.hours)
        action = self.action_of(planned)
        return hours_from_now(planned, hours_for_staff(action, self.plan.staff)) if action else None

    def first_step(self, planned: PlannedAction) -> str | None:
        """Return what could be done this week, if that is known."""
        if planned.own is not None:
            return planned.own.first_step
        action = self.action_of(planned)
        return action.first_step if action else None


def day_text(day: date | None, words: Locale) -> str | None:
    """Return *day* in words, if there is one."""
    return format_date(day.isoformat(), words) if day else None
