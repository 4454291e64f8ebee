"""From a case to the scores that may be shown, with their receipts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from speedbumps.audit.questions import folded_questions, label_of, merged_away, uneven
from speedbumps.audit.school_data import (
    PLACES,
    Case,
    cells_able,
    cells_asked,
    enough_heads,
    heads_asked,
    heads_of_cell,
    name_of,
    numbers,
    rounded,
    spread_of,
)
from speedbumps.audit.scoring_context import counting, least_for
from speedbumps.disclosure.cells import enough, standing, total_shown
from speedbumps.memory import memoize
from speedbumps.model.audit import Interval, Receipt, ReceiptLine, RoleScore, Score, Status
from speedbumps.model.questionnaire import Band
from speedbumps.scoring.intervals import Range, around
from speedbumps.scoring.schools import Spread
from speedbumps.scoring.targets import Part, Target

UNEVEN = 0.2
"""Response rates further apart than this make a mean of equal response worth showing."""


class Figure(NamedTuple):
    """A score without what stands beside it."""

    severity: float | None
    low: float | None
    high: float | None
    interval: Interval
    n: int | None
    asked: int | None
    status: Status


def figure_of(case: Case, target: Target) -> Figure:
    """How high *target* is in the school, as far as it may be told."""
    asked = list(cells_asked(case, target))
    whole = spread_of(case, target)
    least = least_for(case.setting, target)
    split = bool(case.setting.facets_of.get(target.id)) and uneven(case, target)
    shown = _may_be_told(case, numbers(case, target), least) and not split
    merged = whole.n == 0 and any(merged_away(case, part.question) for part in target.parts)
    status = "withheld" if merged else _status(asked=bool(asked), whole=whole, shown=shown)
    if status == "withheld":
        case.hide(target.id, "merged-roles" if merged else "consent" if case.n == 1 else "too-few")
    people = sum(case.cells[cell].n for cell in cells_able(case, target))
    if status != "scored" or whole.mean is None:
        told = status in ("not-enough-answers", "not-applicable") and _may_be_told(
            case, {c: case.cells[c].n for c in asked}, least
        )
        return Figure(None, None, None, "none", 0 if told else None, people if told else None, status)
    around_it = _interval(case, target.id, whole, heads_asked(case, target))
    severity = rounded(whole.mean) or 0.0
    return Figure(severity, rounded(around_it.low), rounded(around_it.high), around_it.kind, whole.n, people, status)


def score_of(case: Case, target: Target) -> Score:
    """The score of *target* for the school, each role beside it, and the receipt."""
    found = figure_of(case, target)
    held, asked = numbers(case, target), list(cells_asked(case, target))
    by_role = tuple(_roles(case, target, asked, held, least_for(case.setting, target)))
    if found.severity is None or found.n is None:
        return Score(status=found.status, n=found.n, asked=found.asked, by_role=by_role)
    bands = case.instrument.questionnaire.scoring.bands
    return Score(
        **found._asdict(),
        band=band_of(bands, found.severity),
        may_be=_also(bands, found),
        equal_response=_equal_response(case, by_role),
        by_role=by_role,
        receipt=receipt_of(case, target, found.n, found.severity),
    )


def band_of(bands: Sequence[Band], severity: float) -> str:
    """The band in which *severity* lies."""
    return [band.id for band in bands if band.from_ <= severity][-1]


def _may_be_told(case: Case, numbers: dict[str, int], least: int) -> bool:
    """Whether a figure over the cells with these *numbers* may be shown, beside a total that may be."""
    return case.all_told and (sum(numbers.values()) == 0 or total_shown(numbers, case.public, least))


def _status(*, asked: bool, whole: Spread, shown: bool) -> Status:
    if not asked:
        return "not-asked"
    if shown and whole.open == 0:
        return "not-applicable"
    if not shown:
        return "withheld"
    return "scored" if whole.n else "not-enough-answers"


def _roles(case: Case, target: Target, asked: list[str], numbers: dict[str, int], least: int) -> Iterable[RoleScore]:
    facets = case.setting.facets_of.get(target.id, ())
    hidden_cells = _hidden(case, target).union(*(_hidden(case, facet) for facet in facets))
    for cell in case.cells:
        if len(case.cells) > 1 or not cell.count("+"):
            hidden = cell in hidden_cells
            enough_people = case.cells[cell].shown or cell in case.public
            told = not hidden and (enough_people or cell not in numbers)
            yield _role(
                case, target, cell, told=told, asked=cell in asked, reason_small=bool(numbers.get(cell, 0) < least)
            )
    for cell, held in case.beside.items():
        n = case.spreads[target.id, cell].n
        told = held.shown and enough(n, least, public=False)
        asked_any = counting(case.setting, target.id, cell) > 0
        yield _role(case, target, cell, told=told, asked=asked_any, reason_small=True)


@memoize
def _hidden(case: Case, target: Target) -> frozenset[str]:
    """The cells whose score for *target* by itself may not be shown.

    A barrier's cell is hidden too where one of its facets is (see _roles): if all of the cell answered everything, the
    barrier is the mean of its facets, so the hidden one could be had from the rest.
    """
    held = numbers(case, target)
    alone = standing(held, case.public, least_for(case.setting, target))
    return frozenset(cell for cell, n in held.items() if n and cell not in alone)


def _role(  # noqa: PLR0913 - two of them say what may be told, and are worked out by the caller for all cells
    case: Case, target: Target, cell: str, *, told: bool, asked: bool, reason_small: bool
) -> RoleScore:
    name = name_of(cell)
    those = case.spreads[target.id, cell]
    if not asked:
        return RoleScore(role=name, status="not-asked")
    if not told:
        case.hide(f"{target.id}/{name}", "too-few" if reason_small else "complement")
        return RoleScore(role=name, status="withheld")
    if those.mean is None:
        return RoleScore(role=name, n=0, status="not-applicable" if those.open == 0 else "not-enough-answers")
    held = case.cells.get(cell) or case.beside[cell]
    around_it = _interval(case, f"{target.id}/{name}", those, enough_heads(heads_of_cell(case, cell), held.n))
    return RoleScore(
        role=name,
        severity=rounded(those.mean),
        low=rounded(around_it.low),
        high=rounded(around_it.high),
        interval=around_it.kind,
        n=those.n,
        status="scored",
    )


def _interval(case: Case, where: str, those: Spread, people: int | None) -> Range:
    """The interval; that everyone gave the same is told only of enough people."""
    if those.alike and people != those.n and those.n < case.limits.min_distribution:
        case.hide(where, "distribution")
        return Range(None, None, "none")
    alike = those.alike and those.n >= case.limits.min_distribution
    return around(those.mean or 0.0, those.deviation, those.n, people, alike=alike)


def _also(bands: Sequence[Band], found: Figure) -> tuple[str, ...]:
    """Other bands into which the interval reaches."""
    if found.severity is None or found.low is None or found.high is None:
        return ()
    ids = [band.id for band in bands]
    first, last = ids.index(band_of(bands, found.low)), ids.index(band_of(bands, found.high))
    return tuple(name for name in ids[first : last + 1] if name != band_of(bands, found.severity))


def _equal_response(case: Case, by_role: tuple[RoleScore, ...]) -> float | None:
    """The mean of roles' means, each counting as many people as it has, where response differs much between them.

    A post-stratified mean: Cochran 1977, Sampling Techniques, 3rd ed., 5A.9. Only from what is shown anyway.
    """
    own = {name_of(cell): cell for cell in case.cells}
    means = {score.role: score.severity for score in by_role if score.role in own and score.status != "not-asked"}
    sizes = {role: heads_of_cell(case, own[role]) for role in means}
    rates = [case.cells[own[role]].n / size for role, size in sizes.items() if size]
    if len(rates) < len(means) or len(means) < 2 or max(rates) - min(rates) <= UNEVEN:  # noqa: PLR2004 - two to compare
        return None
    pairs = [(means[role], sizes[role]) for role in means]
    if any(mean is None for mean, _ in pairs):
        return None
    weights = sum(size or 0 for _, size in pairs)
    return rounded(sum((mean or 0.0) * (size or 0) for mean, size in pairs) / weights)


def receipt_of(case: Case, target: Target, n: int, severity: float) -> Receipt:
    """What each question adds to the score; the lines add up to it to the last decimal."""
    hidden = folded_questions(case, target)
    kept = [part for part in target.parts if part.question not in hidden and (target.id, part.question) in case.lines]
    lines = [_line(case, target, part, n, severity) for part in kept]
    for family in dict.fromkeys(hidden.values()):
        parts = [part for part in target.parts if hidden.get(part.question) == family]
        lines.append(_folded(case, target, parts, n))
    contributions = _adding_up([line.share for line in lines], severity)
    told = zip(lines, contributions, strict=True)
    return Receipt(lines=tuple(ReceiptLine(**line.said, contribution=share) for line, share in told), total=severity)


class _Line(NamedTuple):
    """A line whose contribution is still to be rounded."""

    share: float
    said: Mapping[str, object]


def _folded(case: Case, target: Target, parts: list[Part], n: int) -> _Line:
    share = sum(_share(case, target, part) for part in parts) / n
    one_facet = len({part.facet for part in parts}) == 1
    said = {"question": None, "of": parts[0].facet if one_facet else None, "questions": len(parts)}
    return _Line(share, said)


def _share(case: Case, target: Target, part: Part) -> float:
    row = case.lines.get((target.id, part.question))
    return float(row["share"] or 0.0) if row else 0.0


def _line(case: Case, target: Target, part: Part, n: int, severity: float) -> _Line:
    row = case.lines[target.id, part.question]
    share, eased = float(row["share"] or 0.0) / n, float(row["eased"] or 0.0) / n
    told = case.alone or case.given[part.question].n >= case.limits.min_distribution
    said = {
        "question": part.question,
        "weight": part.weight,
        "one_point": rounded(severity - share + eased) if told else None,
        "answer": label_of(case, part.question) if case.alone else None,
    }
    return _Line(share, said)


def _adding_up(shares: Sequence[float], total: float) -> list[float]:
    """The *shares* rounded so that they add up to the *total*: the largest remainders go up."""
    unit = 10**PLACES
    # Rounded first: what differs only in the last bits of a sum must not decide which line goes up.
    scaled = [round(share * unit, 3) for share in shares]
    units = [int(share // 1) for share in scaled]
    order = sorted(range(len(units)), key=lambda place: round(units[place] - scaled[place], 3))
    missing = round(total * unit) - sum(units)
    for place in (order if missing > 0 else order[::-1])[: abs(missing)]:
        units[place] += 1 if missing > 0 else -1
    return [each / unit for each in units]
