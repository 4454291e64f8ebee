"""The road as each group sees it: one map of numbers, and what to make of it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from math import floor

from speedbumps.i18n import gettext_noop
from speedbumps.memory import memoize
from speedbumps.model.audit import Gap, RoleCount, RoleScore
from speedbumps.model.audit_queries import Target
from speedbumps.report.blocks import (
    CLEAR_GAP,
    Block,
    Box,
    Boxes,
    Headline,
    HeatCell,
    HeatGroup,
    HeatMap,
    HeatRow,
    ItemList,
    Paragraph,
    Section,
    Strong,
)
from speedbumps.report.figures import displayed_severity, join_range
from speedbumps.report.heights import band_step, severity_text, short_status, target_height
from speedbumps.report.sections.choices import choice_lines
from speedbumps.report.sections.profile import build_scale
from speedbumps.report.view import View

MOST_ROLES = 4
"""The most groups that have a column; of more, those with most people."""

FAR = 10.0
"""The least difference, in points, at which one whose sureness cannot be given is named."""

BOUNDS = {"at-most": "≤ ", "at-least": "≥ "}
"""The signs for bounds in a cell, which has no room for words."""

WITHOUT_NUMBER = (
    ("not-asked", gettext_noop("that group was not asked, or not all of it.")),
    ("not-enough-answers", gettext_noop("that group answered too few of its questions.")),
    ("withheld", gettext_noop("so that nobody can be recognised.")),
    ("not-applicable", gettext_noop("it does not apply to that group.")),
)
"""The statuses of numbers that are not there, with what each means."""


def role_views(view: View) -> Section:
    """Return the page with the numbers of each group beside those of all staff."""
    gettext, counts = view.words.gettext, shown_roles(view)
    title = gettext("The road as each group sees it") if counts else gettext("The road, part by part")
    lead: tuple[str | Strong, ...] = (Strong(gettext("Higher is worse.")), " ")
    if counts:
        lead = (*lead, gettext("Read down for what is most in the way. Read across for who sees it differently."))
    else:
        lead = (*lead, gettext("Read down for what is most in the way."))
    told = (*choice_lines(view), *gap_lines(view))
    boxes = (_example_boxes(counts, view),) if counts else ()
    listed: tuple[Block, ...] = (Headline(gettext("What to make of it")), ItemList(told))
    return Section(
        anchor="groups",
        title=title,
        blocks=(Paragraph(lead), build_scale(view), _heat_map(counts, view), *listed, *boxes),
        summary=(Headline(title, 2), _heat_map(counts, view), *listed),
        joins=not counts,
    )


@memoize
def shown_roles(view: View) -> tuple[RoleCount, ...]:
    """Return the groups that have a column: the school's own first, then others.

    Where one group is all of the staff, or the only one that is shown, its column would say what stands beside it.
    """
    scored = {score.role for target in view.targets.values() for score in target.by_role if score.severity is not None}
    counts = [count for count in view.audit.respondents.by_role if count.role in scored]
    own = [count for count in counts if not count.outside]
    is_part = any(count.n != view.audit.respondents.n for count in own)
    has_columns = len(own) > 1 or (is_part and len(counts) > len(own))
    kept = [*(own if has_columns else ()), *(each for each in counts if each.outside)]
    most = sorted(kept, key=lambda count: -(count.n or 0))[:MOST_ROLES]
    return tuple(count for count in kept if count in most)


def build_heat_map(view: View) -> HeatMap:
    """Return the table of the road as each group sees it."""
    return _heat_map(shown_roles(view), view)


def _heat_map(counts: tuple[RoleCount, ...], view: View) -> HeatMap:
    gettext = view.words.gettext
    notes = {barrier.id: _area_note(barrier.id, view) for barrier in view.audit.barriers}
    groups = tuple(
        HeatGroup(
            _map_row(barrier, counts, notes[barrier.id], view),
            tuple(
                _map_row(facet, counts, None, view)
                for facet in (barrier.facets if view.audit.detail == "facets" else ())
            ),
        )
        for barrier in view.audit.barriers
    )
    return HeatMap(
        caption=gettext("Each part of the road, for all staff and for each group"),
        heads=(
            gettext("Part of the road"),
            gettext("All staff"),
            *(view.role_label(count.role) for count in counts),
        ),
        groups=groups,
        key=tuple(_key_spans(groups, counts, view)),
    )


def _map_row(target: Target, counts: tuple[RoleCount, ...], note: str | None, view: View) -> HeatRow:
    by_role = {score.role: score for score in target.by_role}
    apart = {gap.a for gap in clear_gaps(view) if gap.of == target.id}
    cells = []
    for count in counts:
        score = by_role.get(count.role)
        if score is None:
            cells.append(HeatCell("–"))
        elif score.severity is None:
            cells.append(HeatCell(short_status(score.status, view.words)))
        else:
            text = f"{_bound_sign(score, view)}{severity_text(score.severity, view)}"
            cells.append(HeatCell(text, band_step(score.severity, view), count.role in apart))
    return HeatRow(target_height(target, view), note, tuple(cells))


def _bound_sign(score: RoleScore, view: View) -> str:
    """Return the sign before the number of a *score* that is only a bound, as the number is shown."""
    if score.bound is None:
        return ""
    signs = tuple(BOUNDS.values())[:: -1 if view.high_is_good else 1]
    return dict(zip(BOUNDS, signs, strict=True))[score.bound]


def _key_spans(groups: tuple[HeatGroup, ...], counts: tuple[RoleCount, ...], view: View) -> Iterator[str | Strong]:
    gettext = view.words.gettext
    rows = [row for group in groups for row in (group.whole, *group.parts)]
    if any(cell.apart for row in rows for cell in row.cells):
        yield Strong(CLEAR_GAP)
        yield " "
        yield gettext(
            "A clear gap: a difference between groups of 10 points or more that chance would seldom make. Only whole "
            "areas are tested. On single parts, a difference may be chance."
        )
        yield " "
    if any(cell.text.startswith(tuple(BOUNDS.values())) for row in rows for cell in row.cells):
        yield Strong("≤, ≥: ")
        yield gettext("at most, at least.") + " "
    words = {cell.text for row in rows for cell in row.cells if cell.step is None}
    words |= {row.height.label for row in rows if row.height.severity is None}
    for status, means in WITHOUT_NUMBER:
        name = short_status(status, view.words)  # type: ignore[arg-type] # one of the statuses
        if name in words:
            yield Strong(f"{name}:")
            yield f" {gettext(means)} "
    if any(count.outside for count in counts):
        yield gettext("Groups from outside the school stand beside, and are not in its numbers.") + " "
    if any(group.parts for group in groups):
        yield gettext("Each area’s number is the average of its questions.")


def _area_note(barrier: str, view: View) -> str | None:
    """Return which groups are clearly apart on *barrier*."""
    found = [gap for gap in clear_gaps(view) if gap.of == barrier]
    lines = []
    for a, gaps in groupby(found, key=lambda gap: gap.a):
        held = list(gaps)
        for said, shape in (
            ("less", gettext_noop("%(a)s clearly lower than %(b)s")),
            ("more", gettext_noop("%(a)s clearly higher than %(b)s")),
        ):
            others = [view.inside(view.role_label(gap.b)) for gap in held if gap.said == said]
            if others:
                lines.append(view.words.gettext(shape, a=view.role_label(a), b=view.words.join(others)))
    return "; ".join(lines) or None


@memoize
def clear_gaps(view: View) -> tuple[Gap, ...]:
    """Return the clear differences between two groups, on whole barriers."""
    return tuple(gap for gap in view.audit.gaps or () if gap.said in ("more", "less"))


def gap_lines(view: View) -> Iterator[str]:
    """Yield what the differences between groups come to, or why there are none to show."""
    gettext, found = view.words.gettext, view.audit.gaps
    if not found:
        yield no_gaps_reason(view)
        return
    lines = tuple(_pair_lines(view))
    yield from lines
    barriers = {barrier.id for barrier in view.audit.barriers}
    if lines:
        yield gettext(
            "Neither is wrong: they drive different stretches. Ask “What do you see that I don’t?” before you ask who "
            "is right."
        )
    elif any(gap.of in barriers and gap.said is None and abs(gap.difference) >= FAR for gap in found):
        yield gettext("On some areas groups differ, but how sure that is cannot be said.")
    else:
        yield gettext("No clear difference on any area between the groups that could be compared.")
    if left := _not_compared_line(found, view):
        yield left
    yield wishes_line(view)


def _pair_lines(view: View) -> Iterator[str]:
    """Yield a sentence for each pair of groups that are clearly apart on some area, most areas first."""
    yield from (_pair_line(gaps, view) for gaps in _pairs_apart(view))


def _pairs_apart(view: View) -> list[tuple[Gap, ...]]:
    pairs: dict[tuple[str, str, str | None], list[Gap]] = {}
    for gap in clear_gaps(view):
        pairs.setdefault((gap.a, gap.b, gap.said), []).append(gap)
    return sorted(map(tuple, pairs.values()), key=lambda gaps: -len(gaps))


def two_views_line(view: View) -> str | None:
    """Return the sentence about the two groups that are clearly apart on most areas; None if none are."""
    found = _pairs_apart(view)
    return view.inside(_pair_line(found[0], view)) if found else None


def _pair_line(gaps: tuple[Gap, ...], view: View) -> str:
    words = view.words
    shape = (
        gettext_noop("%(a)s find %(areas)s less in the way than %(b)s do, by %(points)s points.")
        if gaps[0].difference < 0
        else gettext_noop("%(a)s find %(areas)s more in the way than %(b)s do, by %(points)s points.")
    )
    return words.gettext(
        shape,
        a=view.role_label(gaps[0].a),
        b=view.inside(view.role_label(gaps[0].b)),
        areas=_areas_text(gaps, view),
        points=gap_points(gaps, view),
    )


def _areas_text(gaps: tuple[Gap, ...], view: View) -> str:
    if 2 < len(gaps) == len(view.audit.barriers):  # noqa: PLR2004 - two are named
        return view.words.gettext("all %(n)s areas", n=view.words.number(len(gaps)))
    return view.words.join(view.label(gap.of) for gap in gaps)


def gap_points(gaps: tuple[Gap, ...], view: View) -> str:
    """Return how far apart two groups are on these areas: "10", or "10 to 16".

    "about" stands before it where it is not what a reader gets by subtracting the numbers of the groups.
    """
    points = sorted(abs(whole_difference(gap)) for gap in gaps)
    between = join_range(view.words.number(points[0]), view.words.number(points[-1]), view.words)
    if all(agrees_with_numbers(gap, view) for gap in gaps):
        return between
    return view.words.gettext("about %(points)s", points=between)


def whole_difference(gap: Gap) -> int:
    """Return the difference of two groups as reports print it."""
    return floor(gap.difference + 0.5)


def agrees_with_numbers(gap: Gap, view: View) -> bool:
    """Return whether the difference, as printed, is that of the two groups' numbers, as printed.

    It may be another, since each of the three is rounded by itself, and since only questions that both groups were
    asked count in a difference. It agrees where one of the numbers is not shown.
    """
    target = view.targets.get(gap.of)
    numbers = {
        score.role: displayed_severity(score.severity, view.cuts)
        for score in (target.by_role if target else ())
        if score.severity is not None and score.bound is None
    }
    if gap.a not in numbers or gap.b not in numbers:
        return True
    return round(numbers[gap.a] - numbers[gap.b], 1) == whole_difference(gap)


def _not_compared_line(found: tuple[Gap, ...], view: View) -> str | None:
    """Return a sentence that names the school's groups that could not be compared, if others could; else None.

    Without it, silence could be taken for agreement.
    """
    compared = {role for gap in found for role in (*gap.a.split("+"), gap.b)}
    own = [count for count in view.audit.respondents.by_role if not count.outside and not count.one_person]
    left = [
        view.role_label(count.role) for count in own if compared and compared.isdisjoint({count.role, *count.roles})
    ]
    if not left:
        return None
    return view.words.gettext(
        "Not held against any other: %(roles)s. Too few people answered to show them by themselves, so nothing is "
        "known of whether they see the road differently.",
        roles="; ".join(left),
    )


def wish_gaps(view: View) -> tuple[Gap, ...]:
    """Return the clear differences on what people want, and by when."""
    signals = view.audit.questionnaire.signals
    asked = {*signals.timescale, *signals.priorities}
    return tuple(
        gap
        for gap in view.audit.gaps or ()
        if gap.of in asked and gap.low is not None and gap.high is not None and (gap.low > 0 or gap.high < 0)
    )


def wishes_line(view: View) -> str:
    """Return whether groups want the same things, by the same time, or why that is not known."""
    signals, gettext = view.audit.questionnaire.signals, view.words.gettext
    wanted = {*signals.timescale, *signals.priorities}
    asked = wanted & view.questions.keys()
    if all(view.questions[name].status == "not-asked" for name in asked):
        return gettext("What people want, and by when, was not asked this time.")
    apart = wish_gaps(view)
    if apart:
        lead = gettext("On single questions about what should come first, or how soon, groups do differ:")
        return f"{lead} {' '.join(_pair_line(gaps, view) for gaps in _wishes_by_pair(apart))}"
    if any(gap.of in wanted for gap in view.audit.gaps or ()):
        return gettext("We found no clear difference between groups about what should come first, or how soon.")
    return gettext("Too few people of two groups answered the questions on what should come first, and how soon.")


def _wishes_by_pair(gaps: Iterable[Gap]) -> list[tuple[Gap, ...]]:
    """Return the *gaps* of each pair of groups, with those one way apart from those the other way."""
    pairs: dict[tuple[str, str, bool], list[Gap]] = {}
    for gap in gaps:
        pairs.setdefault((gap.a, gap.b, gap.difference > 0), []).append(gap)
    return list(map(tuple, pairs.values()))


def no_gaps_reason(view: View) -> str:
    """Return the reason why no groups are compared."""
    gettext = view.words.gettext
    if view.audit.gaps is None:
        return gettext("This audit is older than the comparison of groups. Score the answers again to see it.")
    return gettext(
        "Two groups are held against each other only where at least %(n)s people of each answered the same questions.",
        n=view.audit.questionnaire.limits.min_group,
    )


def _example_boxes(counts: tuple[RoleCount, ...], view: View) -> Boxes:
    return Boxes(
        tuple(
            Box(view.words.gettext("An example from: %(role)s", role=view.role_label(count.role)))
            for count in counts[:3]
        )
    )
