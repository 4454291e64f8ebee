"""How the answers were given, and what else a reader has to know; nothing is ever dropped because of it."""

from collections.abc import Iterable, Iterator, Sequence

from speedbumps.audit.school_data import SchoolData, round_figure
from speedbumps.audit.scores import UNEVEN
from speedbumps.model.audit import (
    RESPONDENTS,
    AuditNote,
    BarrierResult,
    FacetResult,
    ItemFirst,
    Quality,
    QuestionResult,
    Respondents,
)
from speedbumps.plan.options import RankedBump
from speedbumps.scoring.patterns import count_patterns
from speedbumps.scoring.people import IGNORED
from speedbumps.scoring.responses import Responses

FAR = 5.0
"""Points between the mean over people and the mean over questions from which the difference is reported."""

CLOSER = 1e-9
"""Differences below this do not put another bump first."""


def quality(data: SchoolData, responses: Responses, barriers: tuple[BarrierResult, ...]) -> Quality:
    """Return counts of how the answers were given."""
    told = data.decisions.shown("patterns", RESPONDENTS)
    patterns = count_patterns(data.people, {part.question for part in data.rubric.parts}) if told else None
    return Quality(
        straight_lined=patterns.straight_lined if patterns else None,
        alike=patterns.alike if patterns else None,
        duplicates=responses.duplicates.get(data.school.id, 0),
        item_first=tuple(_item_first(barriers)),
        set_aside=responses.set_aside.get(data.school.id, 0),
        ignored=_ignored_count(data) if data.decisions.shown("ignored", RESPONDENTS) else None,
    )


def _ignored_count(data: SchoolData) -> int:
    """Return how many answers were ignored."""
    return int(data.people.get_column(IGNORED).sum())


def _item_first(barriers: tuple[BarrierResult, ...]) -> Iterator[ItemFirst]:
    """Yield the scores that would differ much if they were means over questions rather than over people.

    Only scores whose questions are all shown are compared, so that nothing new is revealed.
    """
    for barrier in barriers:
        questions = barrier.questions or tuple(question for facet in barrier.facets for question in facet.questions)
        yield from _item_first_if_far(barrier, questions)
        for facet in barrier.facets:
            yield from _item_first_if_far(facet, facet.questions)


def _item_first_if_far(
    score: BarrierResult | FacetResult, questions: tuple[QuestionResult, ...]
) -> Iterator[ItemFirst]:
    """Yield the mean over *questions* of one *score*, if both are far apart; a table is no mean over questions."""
    if score.receipt is not None and score.receipt.reason == "table":
        return
    put = [question for question in questions if question.status != "not-asked"]
    means = [(each.severity, each.weight) for each in put if each.severity is not None]
    if score.severity is None or not means or len(means) < len(put):
        return
    item_first = sum(mean * weight for mean, weight in means) / sum(weight for _, weight in means)
    if abs(item_first - score.severity) > FAR:
        yield ItemFirst(where=score.id, severity=score.severity, item_first=round_figure(item_first) or 0.0)


def joint_first(data: SchoolData, bumps: tuple[RankedBump, ...]) -> tuple[str, ...]:
    """Return the bumps that could as well be first.

    A bump could be first with one weight multiplied by 0.8 or 1.2, or without one of the respondents.
    """
    if len(bumps) < 2 or data.n < data.limits.min_group:  # noqa: PLR2004 - one bump is first by itself
        return ()
    reach = {bump.id: _severity_range(data, bump) for bump in bumps}
    top = bumps[0]
    low = reach[top.id][0]
    leading = _leaders_without_one(data, [bump.id for bump in bumps[1:]], top.id)
    rivals = [
        bump.id
        for bump in bumps[1:]
        if bump.severity > low + CLOSER
        or reach[bump.id][1] > top.severity + CLOSER
        or bump.severity >= top.severity
        or bump.id in leading
    ]
    return (top.id, *rivals) if rivals else ()


def _severity_range(data: SchoolData, bump: RankedBump) -> tuple[float, float]:
    """Return the lowest and the highest severity of *bump* when one weight is lighter or heavier."""
    people = data.people.get_column(bump.id).count()
    moved = [
        float(row[way] or 0.0) / people
        for (target, _), row in data.weight_changes.items()
        if target == bump.id
        for way in ("lighter", "heavier")
    ]
    return bump.severity + min(moved, default=0.0), bump.severity + max(moved, default=0.0)


def _leaders_without_one(data: SchoolData, rivals: Sequence[str], top: str) -> frozenset[str]:
    """Return the *rivals* that would be above *top* if some one person had not answered.

    Person by person: for the few people of a school that is far faster than a query.
    """
    first = _means_without_each(data, top)
    return frozenset(name for name in rivals if _ever_leads(_means_without_each(data, name), first))


def _means_without_each(data: SchoolData, target: str) -> list[float | None]:
    """Return for each person the mean over all others who have a severity; None where there are none."""
    severities: list[float | None] = data.people.get_column(target).to_list()
    held = [severity for severity in severities if severity is not None]
    n, total = len(held), sum(held)
    left = {True: n, False: n - 1}
    return [
        (total - (severity or 0.0)) / left[severity is None] if left[severity is None] else None
        for severity in severities
    ]


def _ever_leads(means: Iterable[float | None], others: Iterable[float | None]) -> bool:
    """Return whether any of the *means* is larger than the one in its place among the *others*."""
    both = zip(means, others, strict=True)
    return any(mean is not None and other is not None and mean > other + CLOSER for mean, other in both)


def notes(
    data: SchoolData, barriers: tuple[BarrierResult, ...], people: Respondents, *, mixed: bool, overall: bool
) -> tuple[AuditNote, ...]:
    """Return what a reader should know about how this audit was made."""
    found: list[AuditNote] = []
    if mixed:
        found.append(AuditNote(about="mixed-forms", items=(data.context.form,)))
    weighed = any(score.equal_response is not None for barrier in barriers for score in (barrier, *barrier.facets))
    if weighed or _rates_differ(people):
        found.append(AuditNote(about="response-differs"))
    if overall:
        found.append(AuditNote(about="overall"))
    return tuple(found)


def _rates_differ(people: Respondents) -> bool:
    """Return whether the response rates of roles, as far as they are shown, are far apart."""
    own = [count for count in people.by_role if not count.outside and not count.one_person]
    rates = [count.response_rate for count in own if count.response_rate is not None]
    return bool(rates) and max(rates) - min(rates) > UNEVEN
