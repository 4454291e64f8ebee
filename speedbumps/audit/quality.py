"""How the answers were given, and what else a reader has to know: counted and said, never a reason to drop any."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from speedbumps.audit.school_data import Case, rounded
from speedbumps.audit.scores import UNEVEN
from speedbumps.audit.signals import hints
from speedbumps.model.audit import BarrierResult, FacetResult, ItemFirst, Note, Quality, QuestionResult, Respondents
from speedbumps.plan.options import Bump
from speedbumps.scoring.people import IGNORED
from speedbumps.scoring.responses import Responses

FAR = 5.0
"""Points between the mean over people and the mean over questions that are worth a sentence."""

LONG = 10
"""Answers that have to be alike before somebody counts as having answered straight down."""

MANY = 50_000
"""People among whom two will answer alike by chance."""

CLOSER = 1e-9
"""Differences below this do not put another bump first."""


def quality(case: Case, responses: Responses, barriers: tuple[BarrierResult, ...]) -> Quality:
    """Counts of how the answers were given."""
    told = case.all_told and not case.alone
    long = tuple(_long_answers(case)) if told else ()
    varied = [each for each in long if each.varied]
    return Quality(
        straight_lined=len(long) - len(varied) if told else None,
        alike=_alike(varied) if told else None,
        duplicates=responses.duplicates.get(case.school.id, 0),
        item_first=tuple(_item_first(barriers)),
        set_aside=responses.set_aside.get(case.school.id, 0),
        ignored=_ignored(case) if case.all_told else None,
    )


def _ignored(case: Case) -> int | None:
    if any(len(cell.roles) > 1 or not (cell.shown or name in case.public) for name, cell in case.cells.items()):
        return None
    return int(case.people.get_column(IGNORED).sum())


class _Answers(NamedTuple):
    """What one person answered."""

    row: tuple[str | int, ...]
    """The cell, and a code for each question."""
    varied: bool
    """Whether the codes of points differ."""


def _long_answers(case: Case) -> Iterator[_Answers]:
    """The answers of everybody who gave enough of them for a pattern to tell something.

    Row by row: for the few people of a school far faster than a query over fifty columns.
    """
    questions = sorted({part.question for part in case.rubric.parts})
    if len(questions) < LONG:
        return
    for row in case.people.select("cell", *questions).iter_rows():
        given = [code for code in row[1:] if code >= 0]
        if len(given) >= LONG:
            yield _Answers(row, len(set(given)) > 1)


def _alike(varied: Sequence[_Answers]) -> int:
    """How many people's answers are all the same as those of an earlier one; straight lines are counted elsewhere."""
    return len(varied) - len({each.row for each in varied}) if len(varied) <= MANY else 0


def _item_first(barriers: tuple[BarrierResult, ...]) -> Iterator[ItemFirst]:
    """Scores that would be far from what they are, were they means over questions rather than people.

    Only where all of the questions are shown, so that nothing new is told.
    """
    for barrier in barriers:
        questions = barrier.questions or tuple(question for facet in barrier.facets for question in facet.questions)
        yield from _far(barrier, questions)
        for facet in barrier.facets:
            yield from _far(facet, facet.questions)


def _far(score: BarrierResult | FacetResult, questions: tuple[QuestionResult, ...]) -> Iterator[ItemFirst]:
    put = [question for question in questions if question.status != "not-asked"]
    means = [(each.severity, each.weight) for each in put if each.severity is not None]
    if score.severity is None or not means or len(means) < len(put):
        return
    item_first = sum(mean * weight for mean, weight in means) / sum(weight for _, weight in means)
    if abs(item_first - score.severity) > FAR:
        yield ItemFirst(where=score.id, severity=score.severity, item_first=rounded(item_first) or 0.0)


def joint_first(case: Case, bumps: tuple[Bump, ...]) -> tuple[str, ...]:
    """The bumps that could as well be first: under one weight 0.8 or 1.2 times as large, or without one respondent."""
    if len(bumps) < 2 or case.n < case.limits.min_group:  # noqa: PLR2004 - one bump is first by itself
        return ()
    reach = {bump.id: _under_other_weights(case, bump) for bump in bumps}
    top = bumps[0]
    low = reach[top.id][0]
    leading = _leading_without_one(case, [bump.id for bump in bumps[1:]], top.id)
    rivals = [
        bump.id
        for bump in bumps[1:]
        if bump.severity > low + CLOSER
        or reach[bump.id][1] > top.severity + CLOSER
        or bump.severity >= top.severity
        or bump.id in leading
    ]
    return (top.id, *rivals) if rivals else ()


def _under_other_weights(case: Case, bump: Bump) -> tuple[float, float]:
    """The lowest and highest severity that *bump* has when one weight is lighter or heavier."""
    people = case.people.get_column(bump.id).count()
    moved = [
        float(row[way] or 0.0) / people
        for (target, _), row in case.lines.items()
        if target == bump.id
        for way in ("lighter", "heavier")
    ]
    return bump.severity + min(moved, default=0.0), bump.severity + max(moved, default=0.0)


def _leading_without_one(case: Case, rivals: Sequence[str], top: str) -> frozenset[str]:
    """Which of the *rivals* would lead *top* if some one person had not answered.

    Person by person: for the few people of a school far faster than a query.
    """
    first = _without_each(case, top)
    return frozenset(name for name in rivals if _ever_leads(_without_each(case, name), first))


def _without_each(case: Case, target: str) -> list[float | None]:
    """For each person, the mean of all others who have a severity; None where there are none."""
    severities: list[float | None] = case.people.get_column(target).to_list()
    held = [severity for severity in severities if severity is not None]
    n, total = len(held), sum(held)
    left = {True: n, False: n - 1}
    return [
        (total - (severity or 0.0)) / left[severity is None] if left[severity is None] else None
        for severity in severities
    ]


def _ever_leads(means: Iterable[float | None], others: Iterable[float | None]) -> bool:
    both = zip(means, others, strict=True)
    return any(mean is not None and other is not None and mean > other + CLOSER for mean, other in both)


def notes(
    case: Case, barriers: tuple[BarrierResult, ...], people: Respondents, *, mixed: bool, overall: bool
) -> tuple[Note, ...]:
    """What else to know about how this audit was made."""
    found: list[Note] = []
    if mixed:
        found.append(Note(about="mixed-forms", items=(case.setting.form,)))
    weighed = any(score.equal_response is not None for barrier in barriers for score in (barrier, *barrier.facets))
    if weighed or _uneven(people):
        found.append(Note(about="response-differs"))
    if overall:
        found.append(Note(about="overall"))
    return (*found, *hints(case, barriers))


def _uneven(people: Respondents) -> bool:
    """Whether the response rates of roles, as far as they are shown, are far apart."""
    own = [count for count in people.by_role if not count.outside and not count.one_person]
    rates = [count.response_rate for count in own if count.response_rate is not None]
    return bool(rates) and max(rates) - min(rates) > UNEVEN
