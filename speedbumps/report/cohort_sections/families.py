"""Families of schools, by what they share."""

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort
from speedbumps.report.blocks import Paragraph, RowGroup, Section, Table, paragraphs, whole_section
from speedbumps.report.school_kinds import kinds_text
from speedbumps.text import capitalize_first


def families(cohort: Cohort, words: Locale) -> Section | None:
    """Return the section about families of schools; None if too few schools answered."""
    if not cohort.targets:
        return None
    gettext, table = words.gettext, _families_table(cohort, words)
    lead = gettext(
        "Like with like: in a family of eight or more, each school sees its own heights beside the middle half, in its "
        "own report only."
    )
    title = gettext("Families of schools")
    if table is None:
        none = gettext("There are too few schools of one kind, or nothing is said of their kind.")
        return whole_section("families", title, *paragraphs(lead, none))
    return whole_section("families", title, Paragraph(lead), table)


def _families_table(cohort: Cohort, words: Locale) -> Table | None:
    rows = tuple(
        (capitalize_first(kinds_text(each.words, words)), words.number(each.schools)) for each in cohort.families
    )
    if not rows:
        return None
    gettext = words.gettext
    heads = (gettext("What its schools share"), gettext("Schools"))
    return Table(
        "table-families",
        gettext("Families, by what their schools share"),
        heads,
        frozenset({1}),
        (RowGroup(None, rows),),
    )
