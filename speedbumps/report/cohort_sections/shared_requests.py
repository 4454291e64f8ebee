"""What could be asked of others: what many schools cannot lower alone."""

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort, CohortTarget
from speedbumps.report.blocks import Paragraph, Row, RowGroup, Section, Table, paragraphs, whole_section
from speedbumps.report.cohort_sections.figures import (
    are_counted,
    count_and_all,
    is_middle_high,
    most_widespread_first,
    share_of_schools,
    widespread_text,
)
from speedbumps.text import capitalize_first


def shared_requests(cohort: Cohort, words: Locale) -> Section | None:
    """Return the section about what to ask of others; None if too few schools answered."""
    if not cohort.targets:
        return None
    gettext, table = words.gettext, _requests_table(cohort, words)
    counted = gettext(
        "In so many schools, this part of the road is a bump, and a school cannot lower it alone. "
        "Parts that a school can lower by itself are not in the table."
    )
    few = gettext(
        "These parts of the road are a bump in the school in the middle, and a school cannot lower them alone. So few "
        "schools are not counted; the number is the height in the school in the middle."
    )
    lead = counted if are_counted(cohort) else few
    none = gettext("Nothing that schools cannot lower alone is a bump in enough of them to be shown.")
    blocks = (Paragraph(lead), table) if table else paragraphs(none)
    return whole_section("asks", gettext("What could be asked of others"), *blocks)


def _requests_table(cohort: Cohort, words: Locale) -> Table | None:
    """Return the requests, those first that most schools share; None if there is none to show."""
    wanted = (
        each
        for each in cohort.targets
        if each.within_reach in {"shared", "outside"} and each.ask and _is_widespread(each, cohort)
    )
    rows = tuple(_request_row(each, cohort, words) for each in most_widespread_first(wanted, cohort))
    if not rows:
        return None
    gettext, counted = words.gettext, are_counted(cohort)
    caption = gettext("What most schools share stands first") if counted else gettext("The highest stands first")
    last = gettext("Schools with this bump") if counted else gettext("In the middle")
    heads = (gettext("What to ask, and of whom"), gettext("For this part of the road"), last)
    return Table("table-asks", caption, heads, frozenset(), (RowGroup(None, rows),), bars=2, long=True)


def _is_widespread(target: CohortTarget, cohort: Cohort) -> bool:
    """Return whether *target* is known to be a bump in more than few schools, or in the one in the middle."""
    share = share_of_schools(target.bumps, cohort)
    return is_middle_high(target, cohort) if share is None else share > 0


def _request_row(target: CohortTarget, cohort: Cohort, words: Locale) -> Row:
    return _request_text(target, words), target.title, _share_text(target, cohort, words)


def _request_text(target: CohortTarget, words: Locale) -> str:
    whom, ask = target.ask_whom, target.ask or ""
    return words.gettext("%(whom)s: %(ask)s", whom=capitalize_first(whom), ask=ask) if whom else ask


def _share_text(target: CohortTarget, cohort: Cohort, words: Locale) -> str:
    """Return how widespread a bump is, after the share of schools where that is exact."""
    share = share_of_schools(target.bumps, cohort)
    if not are_counted(cohort) or target.bumps is None or share is None:
        return widespread_text(target, cohort, words)
    counted = " ".join(count_and_all(target.bumps, cohort, words))
    if target.bumps.n is None:
        return counted
    return words.gettext("%(share)s%% (%(schools)s)", share=words.number(100 * share), schools=counted)
