"""The scores of a school that may be shown, with their receipts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from speedbumps.audit.questions import is_merged_away, is_uneven, label_of, merged_receipt_lines
from speedbumps.audit.school_data import (
    PLACES,
    SchoolData,
    asked_cells,
    headcount_asked,
    headcount_of_cell,
    name_of,
    plausible_headcount,
    round_figure,
    scorable_cells,
    score_counts,
    spread_of,
)
from speedbumps.audit.scoring_context import count_applicable, least_people
from speedbumps.disclosure.cells import is_publishable, is_total_publishable, publishable_names
from speedbumps.memory import memoize
from speedbumps.model.audit import Interval, Reason, Receipt, ReceiptLine, RoleScore, Score, Status
from speedbumps.model.questionnaire import Band
from speedbumps.scoring.intervals import MeanInterval, mean_interval
from speedbumps.scoring.schools import SeverityMoments
from speedbumps.scoring.targets import ScoredQuestion, Target

UNEVEN = 0.2
"""The difference between response rates from which a mean with equal response is shown."""


class Figure(NamedTuple):
    """A score without the figures beside it."""

    severity: float | None
    low: float | None
    high: float | None
    interval: Interval
    n: int | None
    asked: int | None
    status: Status


def figure_of(data: SchoolData, target: Target) -> Figure:
    """Return the severity of *target* in the school, as far as it may be shown."""
    asked = list(asked_cells(data, target))
    whole = spread_of(data, target)
    least = least_people(data.context, target)
    split = bool(data.context.facets_of.get(target.id)) and is_uneven(data, target)
    shown = _may_show_total(data, score_counts(data, target), least) and not split
    merged = whole.n == 0 and any(is_merged_away(data, part.question) for part in target.parts)
    status = "withheld" if merged else _status(asked=bool(asked), whole=whole, shown=shown)
    if status == "withheld":
        data.hide(target.id, "merged-roles" if merged else "consent" if data.n == 1 else "too-few")
    people = sum(data.cells[cell].n for cell in scorable_cells(data, target))
    if status != "scored" or whole.mean is None:
        told = status in ("not-enough-answers", "not-applicable") and _may_show_total(
            data, {c: data.cells[c].n for c in asked}, least
        )
        return Figure(None, None, None, "none", 0 if told else None, people if told else None, status)
    around_it = _interval(data, target.id, whole, headcount_asked(data, target))
    severity = round_figure(whole.mean) or 0.0
    return Figure(
        severity, round_figure(around_it.low), round_figure(around_it.high), around_it.kind, whole.n, people, status
    )


def score_of(data: SchoolData, target: Target) -> Score:
    """Return the score of *target* for the school, with the score of each role and the receipt."""
    found = figure_of(data, target)
    held, asked = score_counts(data, target), list(asked_cells(data, target))
    by_role = tuple(_role_scores(data, target, asked, held, least_people(data.context, target)))
    if found.severity is None or found.n is None:
        return Score(status=found.status, n=found.n, asked=found.asked, by_role=by_role)
    bands = data.instrument.questionnaire.scoring.bands
    return Score(
        **found._asdict(),
        band=band_of(bands, found.severity),
        may_be=_other_bands(bands, found),
        equal_response=_equal_response(data, by_role),
        by_role=by_role,
        receipt=receipt_of(data, target, found.n, found.severity),
    )


def band_of(bands: Sequence[Band], severity: float) -> str:
    """Return the id of the band that *severity* is in."""
    return [band.id for band in bands if band.from_ <= severity][-1]


def _may_show_total(data: SchoolData, counts: dict[str, int], least: int) -> bool:
    """Return whether a figure over the cells with these *counts* may be shown, beside the total of the school."""
    return data.shows_total and (sum(counts.values()) == 0 or is_total_publishable(counts, data.public, least))


def _status(*, asked: bool, whole: SeverityMoments, shown: bool) -> Status:
    """Return the status of a figure over *whole*."""
    if not asked:
        return "not-asked"
    if shown and whole.open == 0:
        return "not-applicable"
    if not shown:
        return "withheld"
    return "scored" if whole.n else "not-enough-answers"


def _role_scores(
    data: SchoolData, target: Target, asked: list[str], counts: dict[str, int], least: int
) -> Iterable[RoleScore]:
    """Yield the score of each role, first the school's own."""
    facets = data.context.facets_of.get(target.id, ())
    hidden_cells = _hidden_cells(data, target).union(*(_hidden_cells(data, facet) for facet in facets))
    for cell in data.cells:
        if len(data.cells) > 1 or not cell.count("+"):
            hidden = cell in hidden_cells
            enough_people = data.cells[cell].shown or cell in data.public
            shown = not hidden and (enough_people or cell not in counts)
            reason: Reason = "too-few" if counts.get(cell, 0) < least else "complement"
            yield _role_score(data, target, cell, asked=cell in asked, reason=None if shown else reason)
    for cell, held in data.beside.items():
        n = data.spreads[target.id, cell].n
        shown = held.shown and is_publishable(n, least, public=False)
        asked_any = count_applicable(data.context, target.id, cell) > 0
        yield _role_score(data, target, cell, asked=asked_any, reason=None if shown else "too-few")


@memoize
def _hidden_cells(data: SchoolData, target: Target) -> frozenset[str]:
    """Return the cells whose own score for *target* may not be shown.

    A barrier's cell is hidden too where one of its facets is (see _role_scores): if the whole cell answered everything,
    the barrier is the mean of its facets, so the hidden one could be computed from the rest.
    """
    held = score_counts(data, target)
    alone = publishable_names(held, data.public, least_people(data.context, target))
    return frozenset(cell for cell, n in held.items() if n and cell not in alone)


def _role_score(data: SchoolData, target: Target, cell: str, *, asked: bool, reason: Reason | None) -> RoleScore:
    """Return the score of one *cell*; *reason* says why it is hidden, if it is."""
    name = name_of(cell)
    those = data.spreads[target.id, cell]
    if not asked:
        return RoleScore(role=name, status="not-asked")
    if reason is not None:
        data.hide(f"{target.id}/{name}", reason)
        return RoleScore(role=name, status="withheld")
    if those.mean is None:
        return RoleScore(role=name, n=0, status="not-applicable" if those.open == 0 else "not-enough-answers")
    held = data.cells.get(cell) or data.beside[cell]
    around_it = _interval(
        data, f"{target.id}/{name}", those, plausible_headcount(headcount_of_cell(data, cell), held.n)
    )
    return RoleScore(
        role=name,
        severity=round_figure(those.mean),
        low=round_figure(around_it.low),
        high=round_figure(around_it.high),
        interval=around_it.kind,
        n=those.n,
        status="scored",
    )


def _interval(data: SchoolData, where: str, those: SeverityMoments, people: int | None) -> MeanInterval:
    """Return the confidence interval; that everybody gave the same answer is shown only of enough people."""
    if those.alike and people != those.n and those.n < data.limits.min_distribution:
        data.hide(where, "distribution")
        return MeanInterval(None, None, "none")
    alike = those.alike and those.n >= data.limits.min_distribution
    return mean_interval(those.mean or 0.0, those.deviation, those.n, people, alike=alike)


def _other_bands(bands: Sequence[Band], found: Figure) -> tuple[str, ...]:
    """Return the other bands that the interval reaches into."""
    if found.severity is None or found.low is None or found.high is None:
        return ()
    ids = [band.id for band in bands]
    first, last = ids.index(band_of(bands, found.low)), ids.index(band_of(bands, found.high))
    return tuple(name for name in ids[first : last + 1] if name != band_of(bands, found.severity))


def _equal_response(data: SchoolData, by_role: tuple[RoleScore, ...]) -> float | None:
    """Return the mean of the roles' means, each weighted by its headcount, where response rates differ much.

    A post-stratified mean (Cochran 1977, Sampling Techniques, 3rd ed., 5A.9), computed only from figures that are shown
    anyway.
    """
    own = {name_of(cell): cell for cell in data.cells}
    means = {score.role: score.severity for score in by_role if score.role in own and score.status != "not-asked"}
    sizes = {role: headcount_of_cell(data, own[role]) for role in means}
    rates = [data.cells[own[role]].n / size for role, size in sizes.items() if size]
    if len(rates) < len(means) or len(means) < 2 or max(rates) - min(rates) <= UNEVEN:  # noqa: PLR2004 - two to compare
        return None
    pairs = [(means[role], sizes[role]) for role in means]
    if any(mean is None for mean, _ in pairs):
        return None
    weights = sum(size or 0 for _, size in pairs)
    return round_figure(sum((mean or 0.0) * (size or 0) for mean, size in pairs) / weights)


def receipt_of(data: SchoolData, target: Target, n: int, severity: float) -> Receipt:
    """Return what each question adds to the score; the rounded lines add up to it exactly."""
    hidden = merged_receipt_lines(data, target)
    kept = [part for part in target.parts if part.question not in hidden and (target.id, part.question) in data.lines]
    lines = [_receipt_line(data, target, part, n, severity) for part in kept]
    for family in dict.fromkeys(hidden.values()):
        parts = [part for part in target.parts if hidden.get(part.question) == family]
        lines.append(_merged_line(data, target, parts, n))
    contributions = _round_to_total([line.share for line in lines], severity)
    told = zip(lines, contributions, strict=True)
    return Receipt(lines=tuple(ReceiptLine(**line.said, contribution=share) for line, share in told), total=severity)


class _Line(NamedTuple):
    """A line of a receipt whose contribution is not rounded yet."""

    share: float
    said: Mapping[str, object]


def _merged_line(data: SchoolData, target: Target, parts: list[ScoredQuestion], n: int) -> _Line:
    """Return one line for several *parts* whose own lines are hidden."""
    share = sum(_receipt_share(data, target, part) for part in parts) / n
    one_facet = len({part.facet for part in parts}) == 1
    said = {"question": None, "of": parts[0].facet if one_facet else None, "questions": len(parts)}
    return _Line(share, said)


def _receipt_share(data: SchoolData, target: Target, part: ScoredQuestion) -> float:
    """Return what one question adds to the sum of all people's severities."""
    row = data.lines.get((target.id, part.question))
    return float(row["share"] or 0.0) if row else 0.0


def _receipt_line(data: SchoolData, target: Target, part: ScoredQuestion, n: int, severity: float) -> _Line:
    """Return the line of one question."""
    row = data.lines[target.id, part.question]
    share, eased = float(row["share"] or 0.0) / n, float(row["eased"] or 0.0) / n
    told = data.alone or data.answer_counts[part.question].n >= data.limits.min_distribution
    said = {
        "question": part.question,
        "weight": part.weight,
        "one_point": round_figure(severity - share + eased) if told else None,
        "answer": label_of(data, part.question) if data.alone else None,
    }
    return _Line(share, said)


def _round_to_total(shares: Sequence[float], total: float) -> list[float]:
    """Return the *shares* rounded so that they add up to *total*: those with the largest remainders are rounded up."""
    unit = 10**PLACES
    # Rounded first: what differs only in the last bits of a sum must not decide which line goes up.
    scaled = [round(share * unit, 3) for share in shares]
    units = [int(share // 1) for share in scaled]
    order = sorted(range(len(units)), key=lambda place: round(units[place] - scaled[place], 3))
    missing = round(total * unit) - sum(units)
    for place in (order if missing > 0 else order[::-1])[: abs(missing)]:
        units[place] += 1 if missing > 0 else -1
    return [each / unit for each in units]
