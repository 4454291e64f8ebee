"""The road: its drawing, its scale, and what to say of it in a sentence."""

from collections.abc import Sequence

from speedbumps.i18n import Locale
from speedbumps.memory import memoize
from speedbumps.model.audit_queries import Target
from speedbumps.model.questionnaire import Band
from speedbumps.report.blocks import BandScale, Block, Only, Paragraph, Road, RowGroup, ScaleBand, Stretch, Table
from speedbumps.report.figures import format_figure
from speedbumps.report.heights import colour_step, severity_text, target_height
from speedbumps.report.view import View


@memoize
def build_road(view: View) -> Road:
    """Return the drawing of the road."""
    return Road(
        label=view.words.gettext("The road, and the bumps along it"),
        stretches=tuple(
            Stretch(_sign_text(stretch, view), tuple(target_height(target, view) for target in stretch))
            for stretch in view.stretches
        ),
        bump_from=view.audit.questionnaire.bump_from,
        unknown=view.words.gettext("not shown"),
    )


def road_blocks(view: View) -> tuple[Block, ...]:
    """Return the drawing of the road; where the questionnaire leaves it out, a table of its numbers."""
    return (_numbers_table(view),) if view.leaves_out("road") else (build_road(view),)


def _numbers_table(view: View) -> Table:
    gettext = view.words.gettext
    groups = tuple(
        RowGroup(
            stretch.title, tuple((each.title, each.number, each.margin or "", each.label) for each in stretch.heights)
        )
        for stretch in build_road(view).stretches
    )
    return Table(
        "table-parts",
        gettext("The parts of the road, in figures"),
        (gettext("Part"), gettext("Number"), gettext("Margin"), gettext("In words")),
        frozenset({1}),
        groups,
        strong=frozenset({1}),
    )


def _sign_text(stretch: tuple[Target, ...], view: View) -> str | None:
    """Return the title of the barrier whose facets make up *stretch*, with its number if it has one."""
    if view.audit.detail == "barriers":
        return None
    barrier = view.barrier_of[stretch[0].id]
    if barrier.severity is None:
        return barrier.title
    return f"{barrier.title} {severity_text(barrier.severity, view, barrier.bound)}"


@memoize
def build_scale(view: View) -> BandScale:
    """Return the bands with their ends."""
    bands = view.audit.questionnaire.bands
    return _turned_scale(bands, view) if view.high_is_good else scale_of_bands(bands, view.words)


def _turned_scale(bands: Sequence[Band], view: View) -> BandScale:
    """Return *bands* from the lowest number that is shown to the highest, which is the best."""
    ends = [
        *(
            format_figure(100 - (end.from_ - 1 if end.from_ == int(end.from_) else end.from_), view.words)
            for end in bands[1:]
        ),
        "0",
    ]
    found = (
        ScaleBand(f"{end}–{format_figure(100 - band.from_, view.words)}", band.title, colour_step(at, len(bands)))
        for at, (band, end) in enumerate(zip(bands, ends, strict=True))
    )
    return BandScale(tuple(found)[::-1])


def scale_of_bands(bands: Sequence[Band], words: Locale) -> BandScale:
    """Return *bands* with their ends, in whole numbers where they begin at whole numbers."""
    ends = [*(_below(band.from_, words) for band in bands[1:]), words.number(100)]
    return BandScale(
        tuple(
            ScaleBand(f"{format_figure(band.from_, words)}–{end}", band.title, colour_step(at, len(bands)))
            for at, (band, end) in enumerate(zip(bands, ends, strict=True))
        )
    )


def _below(end: float, words: Locale) -> str:
    """Return the highest whole number below *end*, where whole numbers are shown."""
    return format_figure(end - 1 if end == int(end) else end, words)


def road_lead(view: View) -> str:
    """Return the sentence that says which way the numbers run."""
    gettext = view.words.gettext
    return gettext("0 is a clear road, 100 a road block: higher is worse.")


def road_line(view: View) -> str:
    """Return a sentence that says how many bumps there are, how many are sure, and how many scores are not shown."""
    words, units = view.words, view.units
    scored = [target for target in units if target.severity is not None]
    if not scored:
        return words.gettext("No part of the road can be shown yet.")
    start = view.audit.questionnaire.bump_from
    high = [target for target in scored if (target.severity or 0.0) >= start]
    said = [_bumps_line(high, len(units), view)]
    if missing := len(units) - len(scored):
        said.append(words.ngettext("%(n)s part cannot be shown.", "%(n)s parts cannot be shown.", missing))
    return " ".join(said)


def _bumps_line(high: list[Target], all_: int, view: View) -> str:
    words, start = view.words, bump_line(view)
    if not high:
        return words.gettext("No part scores %(start)s or more.", start=start)
    line = words.ngettext(
        "%(n)s of the %(all)s parts scores %(start)s or more",
        "%(n)s of the %(all)s parts score %(start)s or more",
        len(high),
        all=words.number(all_),
        start=start,
    )
    measured = [target for target in high if target.interval == "t"]
    if not measured:
        return f"{line}."
    sure = sum(target.interval != "t" or _is_above(target, view) for target in high)
    if not sure:
        return words.gettext("%(line)s, none of them by more than the margin of error.", line=line)
    if sure == len(high):
        return words.gettext("%(line)s, by more than the margin of error.", line=line)
    return words.gettext(
        "%(line)s; %(sure)s of them by more than the margin of error.", line=line, sure=words.number(sure)
    )


def bump_line(view: View) -> str:
    """Return the number from which a part is a bump."""
    return format_figure(view.displayed(view.audit.questionnaire.bump_from), view.words)


def _is_above(target: Target, view: View) -> bool:
    return target.low is not None and target.low >= view.audit.questionnaire.bump_from


def overall_line(view: View) -> str | None:
    """Return the sentence with the score of all barriers together; None if it was not asked for."""
    overall = view.audit.overall
    if overall is None or overall.severity is None:
        return None
    return view.words.gettext(
        "All areas together: %(number)s.", number=view.words.number(view.displayed(overall.severity))
    )


def legend_blocks(view: View) -> tuple[Block, ...]:
    """Return what the signs in the drawing mean, and in formats without one, what those beside numbers mean."""
    drawn, written = _legend_lines(view, drawn=True), _legend_lines(view, drawn=False)
    return (
        Only("page", (Paragraph(" ".join(drawn), "legend"),)),
        *((Only("text", (Paragraph(" ".join(written), "legend"),)),) if written else ()),
    )


def _legend_lines(view: View, *, drawn: bool) -> tuple[str, ...]:
    gettext, heights = view.words.gettext, [target_height(target, view) for target in view.units]
    start = bump_line(view)
    margins = {target.interval for target in view.units if target.severity is not None}
    margin = gettext("Upright line and ±: margin of error.") if drawn else gettext("±: margin of error.")
    first = gettext("Numbered: to talk about first.") if drawn else gettext("In brackets: to talk about first.")
    known = (
        (drawn and any(height.bump for height in heights), gettext("Striped: %(start)s or more.", start=start)),
        ("t" in margins, margin),
        ("everyone" in margins, gettext("“all”, with a number: everyone who was asked answered.")),
        (_crosses_a_line(view), gettext("“Near”: the margin reaches into that band.")),
        (drawn and any(height.severity is None for height in heights), gettext("Dashed: no number to show.")),
        (bool(view.priorities), first),
    )
    return tuple(text for holds, text in known if holds)


def _crosses_a_line(view: View) -> bool:
    titles = {band.title for band in view.audit.questionnaire.bands}
    return any(
        target.interval == "t" and target.severity is not None and target_height(target, view).label not in titles
        for target in view.units
    )
