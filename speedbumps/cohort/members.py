"""What a cohort needs of each school, taken from the school's outline."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from speedbumps.audit import Figure, Outline
from speedbumps.model.answers import School
from speedbumps.model.cohort import Division
from speedbumps.model.over_staff import OverStaff, over_staff


class Typical(NamedTuple):
    """A measured amount in one school."""

    typical: float | None
    hours_a_year: float | None


class Member(NamedTuple):
    """One school of a cohort."""

    school: School
    round: str | None
    people: int | None
    """The school's own people who answered; None where that may not be shown."""
    headcount: int | None
    response_rate: float | None
    figures: Mapping[str, Figure]
    """The figures by barrier and facet, in the questionnaire's order, without those of one person among several."""
    amounts: Mapping[str, Typical]
    over_staff: tuple[OverStaff, ...] = ()
    """Where more of its people answered than it has."""

    @property
    def display_name(self) -> str:
        """Return the name of the school, or its id."""
        return self.school.name or self.school.id

    @property
    def counts(self) -> bool:
        """Return whether the school counts in the cohort; answers of one person do not."""
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


def figures_mark(member: Member, names: Sequence[str]) -> str:
    """Return a short digest of all of *member* that comes from answers and that figures of schools together rest on.

    After a dash it says which of the *names* of scores and amounts the school lacks, as bits of a number.

    Not of facts such as its area or the number of its staff: if these change for every school, while one has other
    answers, figures before and after still differ by the answers of that one.
    """
    severities = {name: figure.severity for name, figure in member.figures.items()}
    amounts = {name: each.typical for name, each in member.amounts.items()}
    text = json.dumps([member.people, severities, amounts], separators=(",", ":"))
    lacking = sum((severities.get(name, amounts.get(name)) is None) << place for place, name in enumerate(names))
    return f"{sha256(text.encode()).hexdigest()[:16]}-{lacking:x}"


def round_of(members: Iterable[Member]) -> str | None:
    """Return the round of all *members*; None where there are several, or it has no name."""
    rounds = {each.round for each in members}
    return rounds.pop() if len(rounds) == 1 else None


def display_names(members: Iterable[Member]) -> dict[str, str]:
    """Return a name for each of the *members* by id, with its area and id where several have the same name."""
    every = list(members)
    times = Counter(each.display_name.casefold() for each in every)
    return {
        each.school.id: each.display_name
        if times[each.display_name.casefold()] == 1
        else f"{each.display_name} ({', '.join(filter(None, (each.school.area, each.school.id)))})"
        for each in every
    }


def part_name(member: Member, divided_by: Division) -> str | None:
    """Return the area or the phase of *member*; None where it is not known."""
    school = member.school
    return school.area if divided_by == "area" else (school.phase or "").casefold() or None


def sort_by_name(members: Iterable[Member]) -> tuple[Member, ...]:
    """Return the *members* sorted by name, as people look them up; never by any figure."""
    return tuple(sorted(members, key=lambda each: (each.display_name.casefold(), each.school.id)))
