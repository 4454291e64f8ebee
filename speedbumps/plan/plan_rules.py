"""What a plan has to observe: how much fits into it, what must be in it, and what goes on anyway."""

from typing import NamedTuple

from speedbumps.model.staff_hours import TERMS, TermHours


class UnderWay(NamedTuple):
    """An action that goes on, whatever is chosen."""

    bump: str
    action: str | None
    """Its id; None if it is one of the school's own."""
    hours: TermHours
    """What it takes in each term from now on."""


class PlanRules(NamedTuple):
    """What a plan has to observe."""

    most: int = 3
    """The most bumps in it, with those for which something is under way."""
    hours: TermHours | None = None
    """The hours that there are in each term; None if that is not known."""
    pinned: frozenset[str] = frozenset()
    """Ids of actions that must be in it."""
    forbidden: frozenset[str] = frozenset()
    """Ids of actions that must not be in it."""
    under_way: tuple[UnderWay, ...] = ()
    """What goes on for its own bump, and is not chosen again."""
    worked: frozenset[str] = frozenset()
    """Ids of actions after which a bump became lower in this school."""
    energy: bool = False
    """Whether people have little energy for something new."""
    staff: int | None = None
    """The number of people who work at the school, for whom hours are scaled."""


def available_hours(hours_per_term: float, *, energy: bool) -> TermHours:
    """Return the hours that a plan may take in each term: half of *hours_per_term* where *energy* is low."""
    hours = hours_per_term / 2 if energy else hours_per_term
    return (hours, hours, hours)


def beside_under_way(rules: PlanRules) -> PlanRules:
    """Return *rules* for what may be chosen beside all that is under way."""
    hours = rules.hours
    if hours is not None:
        taken = [sum(each.hours[term] for each in rules.under_way) for term in range(TERMS)]
        # What was agreed stands, even if it takes more.
        first, second, third = (max(0.0, there - used) for there, used in zip(hours, taken, strict=True))
        hours = (first, second, third)
    names = {each.action for each in rules.under_way if each.action}
    return rules._replace(
        most=max(0, rules.most - len(rules.under_way)), hours=hours, forbidden=rules.forbidden | names
    )


def is_under_way(bump: str, rules: PlanRules) -> bool:
    """Return whether something is under way for the bump of this name."""
    return any(each.bump == bump for each in rules.under_way)
