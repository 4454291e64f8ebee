"""The scores of a school that may be shown."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from speedbumps.audit.school_data import (
    SchoolData,
    headcount_asked,
    headcount_of_cell,
    plausible_headcount,
    round_figure,
    scorable_cells,
)
from speedbumps.disclosure.counts import cell_name
from speedbumps.disclosure.small_groups import usable_spread
from speedbumps.model.audit import Bound, Interval, RoleScore, Score, Status
from speedbumps.model.questionnaire import Band
from speedbumps.scoring.cell_names import TOGETHER
from speedbumps.scoring.context import count_applicable
from speedbumps.scoring.intervals import MeanInterval, mean_interval
from speedbumps.scoring.schools import SeverityMoments
from speedbumps.scoring.targets import Target

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
    bound: Bound | None = None


def figure_of(data: SchoolData, target: Target) -> Figure:
    """Return the severity of *target* in the school, as far as it may be shown."""
    whole = data.whole[target.id]
    asked = any(count_applicable(data.context, target.id, cell) for cell in data.cells)
    status = _status(asked=asked, whole=whole, shown=data.decisions.shown("score", target.id))
    people = sum(data.cells[cell].n for cell in scorable_cells(data, target))
    if status != "scored" or whole.mean is None:
        unscored = status in ("not-enough-answers", "not-applicable")
        return Figure(None, None, None, "none", 0 if unscored else None, people if unscored else None, status)
    around_it = _interval(data, target, None, headcount_asked(data, target))
    severity = round_figure(whole.mean) or 0.0
    return Figure(
        severity, round_figure(around_it.low), round_figure(around_it.high), around_it.kind, whole.n, people, status
    )


def score_of(data: SchoolData, target: Target) -> Score:
    """Return the score of *target* for the school, with the score of each role."""
    found = figure_of(data, target)
    by_role = tuple(_role_scores(data, target))
    if found.severity is None or found.n is None:
        return Score(status=found.status, n=found.n, asked=found.asked, by_role=by_role)
    bands = data.instrument.questionnaire.scoring.bands
    return Score(
        **found._asdict(),
        band=band_of(bands, found.severity),
        may_be=_other_bands(bands, found),
        equal_response=_equal_response(data, by_role),
        by_role=by_role,
    )


def band_of(bands: Sequence[Band], severity: float) -> str:
    """Return the id of the band that *severity* is in."""
    return [band.id for band in bands if band.from_ <= severity][-1]


def _status(*, asked: bool, whole: SeverityMoments, shown: bool) -> Status:
    """Return the status of a figure over *whole*."""
    if not shown:
        return "withheld"
    if not asked:
        return "not-asked"
    if whole.open == 0:
        return "not-applicable"
    return "scored" if whole.n else "not-enough-answers"


def _role_scores(data: SchoolData, target: Target) -> Iterable[RoleScore]:
    """Yield the score of each role, first the school's own."""
    for cell in data.cells:
        if len(data.cells) > 1 or TOGETHER not in cell:
            yield _role_score(data, target, cell)
    for cell in data.beside:
        yield _role_score(data, target, cell)


def _role_score(data: SchoolData, target: Target, cell: str) -> RoleScore:
    """Return the score of one *cell*."""
    name, those = cell_name(cell), data.spreads[target.id, cell]
    if count_applicable(data.context, target.id, cell) == 0:
        return RoleScore(role=name, status="not-asked")
    if not data.decisions.shown("score", target.id, name):
        return RoleScore(role=name, status="withheld")
    if those.mean is None:
        return RoleScore(role=name, n=0, status="not-applicable" if those.open == 0 else "not-enough-answers")
    held = data.cells.get(cell) or data.beside[cell]
    around_it = _interval(data, target, cell, plausible_headcount(headcount_of_cell(data, cell), held.n))
    return RoleScore(
        role=name,
        severity=round_figure(those.mean),
        low=round_figure(around_it.low),
        high=round_figure(around_it.high),
        interval=around_it.kind,
        n=those.n,
        status="scored",
    )


def _interval(data: SchoolData, target: Target, cell: str | None, people: int | None) -> MeanInterval:
    """Return the confidence interval of a mean over all own people, or over one *cell*, of *people* in all."""
    those = data.whole[target.id] if cell is None else data.spreads[target.id, cell]
    alike = those.alike and those.n >= data.limits.min_distribution
    spread = usable_spread(data.people_counts, target, those)
    return mean_interval(those.mean or 0.0, spread, those.n, people, alike=alike)


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
    own = {cell_name(cell): cell for cell in data.cells}
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
