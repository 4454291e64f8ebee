"""The chart of the exchange: schools in a column, and an arc for each visit."""

from collections.abc import Mapping

from markupsafe import Markup

from speedbumps.i18n import Locale, truncate_text
from speedbumps.model.cohort import Cohort, CohortVisit

MOST = 40
"""The most schools with which the chart can be read."""

ROW = 24.0
"""The height of a school's row, in pixels."""

LETTERS = 30
LEFT, WIDE = 255.0, 590.0
"""The position at which arcs begin, and the width of the whole chart, in pixels."""


def exchange_chart(cohort: Cohort, words: Locale) -> Markup | None:
    """Return the chart of all visits, whose table stands beside it; None without visits or with too many schools."""
    plan = cohort.exchange
    if plan is None or not plan.visits:
        return None
    names = {visit.host: visit.host_name for visit in plan.visits}
    names |= {visit.guest: visit.guest_name for visit in plan.visits}
    if len(names) > MOST:
        return None
    ordered = sorted(names, key=lambda school: (names[school].casefold(), school))
    places = {school: ROW * (at + 0.5) for at, school in enumerate(ordered)}
    high = ROW * len(ordered)
    drawn = Markup("").join(_draw_arc(visit, places, high) for visit in plan.visits if not _is_drawn_as_return(visit))
    labels = Markup("").join(
        Markup('<text x="%.0f" y="%.1f">%s</text><circle cx="%.0f" cy="%.1f" r="4"/>')
        % (LEFT - 14, places[school] + 4, truncate_text(names[school], LETTERS), LEFT, places[school])
        for school in ordered
    )
    return Markup(
        '<div class="scroll" role="region" aria-label="%s" tabindex="0">'
        '<svg class="arcs" role="img" aria-label="%s" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f">'
        "%s%s</svg></div>"
    ) % (
        words.gettext("Visits as a picture"),
        words.gettext("Visits between schools; the table below says the same"),
        WIDE,
        high,
        WIDE,
        high,
        drawn,
        labels,
    )


def _is_drawn_as_return(visit: CohortVisit) -> bool:
    """Return whether the arc of the visit in the other direction shows *visit* too."""
    return visit.mutual and visit.guest < visit.host


def _draw_arc(visit: CohortVisit, places: Mapping[str, float], high: float) -> Markup:
    """Return an arc from host to guest, wider the further apart their rows are, with an arrow at the guest."""
    start, end = places[visit.host], places[visit.guest]
    out = LEFT + 40 + (WIDE - LEFT - 60) * abs(end - start) / max(high, 1.0)
    inner = LEFT + 12
    tips = [end, *([start] if visit.mutual else [])]
    line = (LEFT + 12 if visit.mutual else LEFT + 5, start, out, start, out, end, inner, end)
    return Markup('<path class="visit%s" d="M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f"/>%s') % (
        Markup(" mutual") if visit.mutual else "",
        *line,
        Markup("").join(Markup('<path class="tip" d="M%.1f %.1fl9 -4v8z"/>') % (LEFT + 5, tip) for tip in tips),
    )
