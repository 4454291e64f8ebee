"""Check assertions about a cohort."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from speedbumps.cohort.members import Member
from speedbumps.model.assertion import Assertion, Assertions
from speedbumps.model.queries import facets, target_names
from speedbumps.model.questionnaire import Questionnaire

NAMED = 5
"""Schools or facets that do not meet an assertion and are listed."""


class CheckedValue(NamedTuple):
    """One value that an assertion is about: the response rate of a school, the share of schools of a facet."""

    name: str
    value: float | None
    """None where it cannot be known."""


class Verdict(NamedTuple):
    """Whether an assertion holds."""

    id: str
    level: Literal["error", "warning"]
    holds: bool
    says: str
    expected: str
    found: str

    def __str__(self) -> str:
        """Return the verdict as one line."""
        if self.holds:
            return f"holds: {self.id}: {self.says} ({self.found})"
        return f"{self.level}: {self.id}: {self.says} Expected {self.expected}; found {self.found}."


def verdicts(
    wanted: Assertions, questionnaire: Questionnaire, members: Sequence[Member], left_out: int
) -> tuple[Verdict, ...]:
    """Return the verdict on each of the assertions *wanted*, whose targets are all in the *questionnaire*."""
    return tuple(
        _verdict(each, list(_checked_values(each, questionnaire, members, left_out))) for each in wanted.assertions
    )


def _checked_values(
    each: Assertion, questionnaire: Questionnaire, members: Sequence[Member], left_out: int
) -> Iterator[CheckedValue]:
    # Shares of schools are defined for facets only.
    """Yield the values that an assertion is about."""
    every = target_names(questionnaire) if each.of == "severity" else (name for name, _ in facets(questionnaire))
    named = [each.target] if each.target else list(every)
    match each.of:
        case "response-rate":
            yield from (CheckedValue(member.display_name, member.response_rate) for member in members)
        case "people":
            yield from (
                CheckedValue(member.display_name, _respondent_count(each, member, questionnaire)) for member in members
            )
        case "severity":
            yield from (
                CheckedValue(f"{member.display_name}, {name}", member.figures[name].severity)
                for member in members
                for name in named
                if name in member.figures
            )
        case "share":
            yield from (CheckedValue(name, _share_in_band(name, each.band, questionnaire, members)) for name in named)
        case "left-out":
            yield CheckedValue("files and schools", left_out)
        case "schools":
            yield CheckedValue("schools", len(members))
        case "answers-over-staff":
            yield CheckedValue("schools with more answers than staff", _over_staff(members))


def _respondent_count(each: Assertion, member: Member, questionnaire: Questionnaire) -> float | None:
    """Return how many answered.

    For few people that number is not shown, but that they are fewer than an assertion demands may be.
    """
    least = questionnaire.privacy.min_group
    return 0 if member.people is None and (each.at_least or 0) >= least else member.people


def _over_staff(members: Iterable[Member]) -> float | None:
    """Return how many schools have more answers than staff; None where no school's number of staff is known."""
    known = [member for member in members if member.over_staff or member.headcount is not None]
    return sum(bool(member.over_staff) for member in known) if known else None


def _share_in_band(
    target: str, band: str | None, questionnaire: Questionnaire, members: Iterable[Member]
) -> float | None:
    """Return the share of schools whose severity is in *band*, from 0 to 1."""
    bands = questionnaire.scoring.bands
    at = next(place for place, each in enumerate(bands) if each.id == band)
    end = bands[at + 1].from_ if at + 1 < len(bands) else float("inf")
    held = [
        figure.severity
        for member in members
        if member.counts and (figure := member.figures.get(target)) is not None and figure.severity is not None
    ]
    return sum(bands[at].from_ <= severity < end for severity in held) / len(held) if held else None


def _verdict(each: Assertion, cases: Sequence[CheckedValue]) -> Verdict:
    """Return the verdict on one assertion."""
    known = [case for case in cases if case.value is not None]
    wrong = [case for case in known if not _is_met(each, case.value or 0.0)]
    return Verdict(each.id, each.level, not wrong, each.says, _expected_text(each), _finding_text(cases, known, wrong))


def _is_met(each: Assertion, value: float) -> bool:
    """Return whether *value* is within the limits of an assertion."""
    return (each.at_least is None or value >= each.at_least) and (each.at_most is None or value <= each.at_most)


def _expected_text(each: Assertion) -> str:
    """Return what an assertion expects, in words."""
    least = f"at least {each.at_least:g}" if each.at_least is not None else ""
    most = f"at most {each.at_most:g}" if each.at_most is not None else ""
    return " and ".join(part for part in (least, most) if part)


def _finding_text(cases: Sequence[CheckedValue], known: Sequence[CheckedValue], wrong: Sequence[CheckedValue]) -> str:
    """Return what was found, in words."""
    unknown = f", {len(cases) - len(known)} not known" if len(known) < len(cases) else ""
    if len(cases) == 1:
        return f"{known[0].value:g}" if known else "nothing that can be known"
    if not wrong:
        return f"{len(known)} of {len(cases)} looked at{unknown}"
    named = ", ".join(f"{case.name}: {case.value:.4g}" for case in wrong[:NAMED])
    more = f" and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
    return f"something else in {len(wrong)} of {len(known)} ({named}{more}){unknown}"
