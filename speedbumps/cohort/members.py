"""From a school's outline to what a cohort needs of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from speedbumps.audit import Figure, Outline
from speedbumps.model.answers import School
from speedbumps.model.over_staff import OverStaff, over_staff


class Typical(NamedTuple):
    """A measured amount in one school."""

    typical: float | None
    hours_a_year: float | None


class Member(NamedTuple):
    """One school among others."""

    school: School
    round: str | None
    people: int | None
    """The school's own people who answered; None where that may not be told."""
    headcount: int | None
    response_rate: float | None
    figures: Mapping[str, Figure]
    """By barrier and facet, in the questionnaire's order; where several answered, one person's view is left out."""
    amounts: Mapping[str, Typical]
    over_staff: tuple[OverStaff, ...] = ()
    """Where more of its people answered than it has."""

    @property
    def name(self) -> str:
        """What people call it."""
        return self.school.name or self.school.id

    @property
    def counts(self) -> bool:
        """Whether it is part of what is told of the cohort: one person's answers are not."""
        return self.people is not None and self.people > 1


def member(outline: Outline, school: School) -> Member:
    """Return what a cohort needs of the *school* that *outline* is about."""
    people = outline.respondents
    return Member(
        school=school,
        round=outline.round,
        people=people.n,
        headcount=people.headcount,
        response_rate=people.response_rate,
        figures={name: each for name, each in outline.figures.items() if people.n == 1 or each.n != 1},
        amounts={
            each.id: Typical(each.median if each.aggregate == "median" else each.mean, each.hours_a_year)
            for each in outline.amounts
            if each.status == "scored"
        },
        over_staff=over_staff(outline),
    )


def round_of(members: Iterable[Member]) -> str | None:
    """Return the round of all of the *members*; None where they are of several, or it has no name."""
    rounds = {each.round for each in members}
    return rounds.pop() if len(rounds) == 1 else None


def called(members: Iterable[Member]) -> dict[str, str]:
    """What each of the *members* is called, by its id; with its area and id where others are called alike."""
    every = list(members)
    times = Counter(each.name.casefold() for each in every)
    return {
        each.school.id: each.name
        if times[each.name.casefold()] == 1
        else f"{each.name} ({', '.join(filter(None, (each.school.area, each.school.id)))})"
        for each in every
    }


def in_turn(members: Iterable[Member]) -> tuple[Member, ...]:
    """The *members* by name, as people look them up; never by any figure."""
    return tuple(sorted(members, key=lambda each: (each.name.casefold(), each.school.id)))
