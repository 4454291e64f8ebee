"""From a cohort to whether what must hold of it does."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from speedbumps.cohort.members import Member
from speedbumps.model.assertion import Assertion, Assertions
from speedbumps.model.queries import facets, targets
from speedbumps.model.questionnaire import Questionnaire

NAMED = 5
"""Schools or facets that do not hold and are named."""


class Case(NamedTuple):
    """One thing that is looked at: a school's response rate, a facet's share of schools."""

    name: str
    value: float | None
    """None where it cannot be known."""


class Verdict(NamedTuple):
    """Whether something holds."""

    id: str
    level: Literal["error", "warning"]
    holds: bool
    says: str
    expected: str
    found: str

    def __str__(self) -> str:
        """The verdict as one line."""
        if self.holds:
            return f"holds: {self.id}: {self.says} ({self.found})"
        return f"{self.level}: {self.id}: {self.says} Expected {self.expected}; found {self.found}."


def verdicts(
    wanted: Assertions, questionnaire: Questionnaire, members: Sequence[Member], left_out: int
) -> tuple[Verdict, ...]:
    """What becomes of everything that is *wanted*; what it names is there in the *questionnaire*."""
    return tuple(_verdict(each, list(_cases(each, questionnaire, members, left_out))) for each in wanted.assertions)


def _cases(each: Assertion, questionnaire: Questionnaire, members: Sequence[Member], left_out: int) -> Iterator[Case]:
    # Shares of schools are those of facets.
    every = targets(questionnaire) if each.of == "severity" else (name for name, _ in facets(questionnaire))
    named = [each.target] if each.target else list(every)
    match each.of:
        case "response-rate":
            yield from (Case(member.name, member.response_rate) for member in members)
        case "people":
            yield from (Case(member.name, _people(each, member, questionnaire)) for member in members)
        case "severity":
            yield from (
                Case(f"{member.name}, {name}", member.figures[name].severity)
                for member in members
                for name in named
                if name in member.figures
            )
        case "share":
            yield from (Case(name, _share(name, each.band, questionnaire, members)) for name in named)
        case "left-out":
            yield Case("files and schools", left_out)
        case "schools":
            yield Case("schools", len(members))
        case "answers-over-staff":
            yield Case("schools with more answers than staff", _over_staff(members))


def _people(each: Assertion, member: Member, questionnaire: Questionnaire) -> float | None:
    """How many answered. Of a few that is not told, but that they are too few for what is wanted may be."""
    least = questionnaire.privacy.min_group
    return 0 if member.people is None and (each.at_least or 0) >= least else member.people


def _over_staff(members: Iterable[Member]) -> float | None:
    """How many schools have more answers than staff; None where no school's number of staff is known."""
    known = [member for member in members if member.over_staff or member.headcount is not None]
    return sum(bool(member.over_staff) for member in known) if known else None


def _share(target: str, band: str | None, questionnaire: Questionnaire, members: Iterable[Member]) -> float | None:
    """The share of schools whose severity lies in *band*, from 0 to 1."""
    bands = questionnaire.scoring.bands
    at = next(place for place, each in enumerate(bands) if each.id == band)
    end = bands[at + 1].from_ if at + 1 < len(bands) else float("inf")
    held = [
        figure.severity
        for member in members
        if member.counts and (figure := member.figures.get(target)) is not None and figure.severity is not None
    ]
    return sum(bands[at].from_ <= severity < end for severity in held) / len(held) if held else None


def _verdict(each: Assertion, cases: Sequence[Case]) -> Verdict:
    known = [case for case in cases if case.value is not None]
    wrong = [case for case in known if not _good(each, case.value or 0.0)]
    return Verdict(each.id, each.level, not wrong, each.says, _expected(each), _found(cases, known, wrong))


def _good(each: Assertion, value: float) -> bool:
    return (each.at_least is None or value >= each.at_least) and (each.at_most is None or value <= each.at_most)


def _expected(each: Assertion) -> str:
    least = f"at least {each.at_least:g}" if each.at_least is not None else ""
    most = f"at most {each.at_most:g}" if each.at_most is not None else ""
    return " and ".join(part for part in (least, most) if part)


def _found(cases: Sequence[Case], known: Sequence[Case], wrong: Sequence[Case]) -> str:
    unknown = f", {len(cases) - len(known)} not known" if len(known) < len(cases) else ""
    if len(cases) == 1:
        return f"{known[0].value:g}" if known else "nothing that can be known"
    if not wrong:
        return f"{len(known)} of {len(cases)} looked at{unknown}"
    named = ", ".join(f"{case.name}: {case.value:.4g}" for case in wrong[:NAMED])
    more = f" and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
    return f"something else in {len(wrong)} of {len(known)} ({named}{more}){unknown}"
