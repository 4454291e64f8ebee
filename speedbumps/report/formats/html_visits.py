"""The drawing of visits: schools in a column, and an arc for each visit."""

from collections.abc import Sequence

from markupsafe import Markup

from speedbumps.i18n import truncate_text
from speedbumps.report.blocks import ChartVisit, VisitChart
from speedbumps.report.formats.markup import NOTHING, fill_markup, join_markup

ROW = 24.0
"""The height of a school's row, in pixels."""

LETTERS = 30
LEFT, WIDE = 255.0, 590.0
"""The position at which arcs begin, and the width of the whole chart, in pixels."""

MUTUAL = Markup(" mutual")


def draw_visits(chart: VisitChart) -> Markup:
    """Return the drawing of *chart*, which scrolls by itself if the page is narrow."""
    places = [ROW * (at + 0.5) for at in range(len(chart.schools))]
    high = ROW * len(chart.schools)
    labels = join_markup(
        fill_markup(
            '<text x="%.0f" y="%.1f">%s</text><circle cx="%.0f" cy="%.1f" r="4"/>',
            LEFT - 14,
            place + 4,
            truncate_text(school, LETTERS),
            LEFT,
            place,
        )
        for school, place in zip(chart.schools, places, strict=True)
    )
    return fill_markup(
        '<div class="scroll" role="region" aria-label="%s" tabindex="0">'
        '<svg class="arcs" role="img" aria-label="%s" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f">'
        "%s%s</svg></div>",
        chart.title,
        chart.label,
        WIDE,
        high,
        WIDE,
        high,
        join_markup(_draw_arc(visit, places, high) for visit in chart.visits),
        labels,
    )


def _draw_arc(visit: ChartVisit, places: Sequence[float], high: float) -> Markup:
    """Return an arc from host to guest, wider the further apart their rows are, with an arrow at the guest."""
    start, end = places[visit.host], places[visit.guest]
    out = LEFT + 40 + (WIDE - LEFT - 60) * abs(end - start) / max(high, 1.0)
    inner = LEFT + 12
    tips = [end, *([start] if visit.mutual else [])]
    line = (LEFT + 12 if visit.mutual else LEFT + 5, start, out, start, out, end, inner, end)
    return fill_markup(
        '<path class="visit%s" d="M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f"/>%s',
        MUTUAL if visit.mutual else NOTHING,
        *line,
        join_markup(fill_markup('<path class="tip" d="M%.1f %.1fl9 -4v8z"/>', LEFT + 5, tip) for tip in tips),
    )
