"""What changed in the schools since the round before, and what they tried in between."""

from collections.abc import Iterator

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort, CohortChange, CohortChanges, MovedShare, SchoolCount, TriedAction
from speedbumps.report.blocks import Paragraph, Row, RowGroup, Section, Table, whole_section
from speedbumps.report.cohort_sections.figures import count_and_all, school_count_text, whole_number
from speedbumps.report.figures import join_range


def what_changed(cohort: Cohort, words: Locale) -> Section | None:
    """Return the section about what changed since the round before; None if too few schools have one."""
    changes, gettext = cohort.changes, words.gettext
    if changes is None:
        return None
    lead = gettext(
        "%(n)s schools also answered in an earlier round, and each one's own report says what changed there. The "
        "table says in how many of them each barrier is clearly lower, which is better, or clearly higher. Other "
        "schools are not counted.",
        n=words.number(changes.schools),
    )
    note = gettext(
        "A change is clear from 5 points on, and if chance alone would make such a change in no more than one school "
        "of twenty. Both rounds are compared on the questions that both asked alike. A number is left out where it, or "
        "what it leaves over, would be that of few schools."
    )
    title = gettext("What changed where")
    table = _changes_table(changes, cohort, words)
    untold = gettext(
        "What schools tried is shown only where at least %(n)s schools with a plan tried the same against a bump.",
        n=words.number(cohort.questionnaire.min_schools),
    )
    plans = () if changes.tried else (Paragraph(untold, "quiet"),)
    return whole_section("changes", title, Paragraph(lead), table, Paragraph(note, "quiet"), *plans)


def _changes_table(changes: CohortChanges, cohort: Cohort, words: Locale) -> Table:
    gettext = words.gettext
    heads = (
        gettext("Barrier"),
        gettext("Clearly lower"),
        gettext("No clear change"),
        gettext("Clearly higher"),
        gettext("Schools compared"),
    )
    rows = tuple(_change_row(each, cohort, words) for each in changes.barriers)
    caption = gettext("In how many schools each barrier changed")
    return Table("table-changes", caption, heads, frozenset({1, 2, 3, 4}), (RowGroup(None, rows),))


def _change_row(change: CohortChange, cohort: Cohort, words: Locale) -> Row:
    counts = (change.lower, change.no_clear_change, change.higher)
    of = words.number(change.lower.of) if change.lower else "–"
    return (change.title, *(_outcome_text(each, cohort, words) for each in counts), of)


def _outcome_text(count: SchoolCount | None, cohort: Cohort, words: Locale) -> str:
    """Return how many schools there are, as exactly as may be shown; a dash where it is not."""
    if count is None or (count.n is None and count.about is None):
        return "–"
    return count_and_all(count, cohort, words)[0]


def what_was_tried(cohort: Cohort, words: Locale) -> Section | None:
    """Return the section about what schools tried, and in how many the bump is lower; None if there is nothing."""
    changes, gettext = cohort.changes, words.gettext
    if changes is None or not changes.tried:
        return None
    lead = gettext(
        "Schools wrote down in their plans what they began or did against a bump. Of what at least %(n)s schools "
        "tried, this is in how many of them the bump is clearly lower than in the round before.",
        n=words.number(cohort.questionnaire.min_schools),
    )
    caution = gettext(
        "This is the schools’ own experience, and no proof. They chose themselves what to try, and differ from the "
        "other schools in more than that. Schools work on what is high, and what is high tends to be lower the next "
        "time by itself."
    )
    title = gettext("What was tried")
    return whole_section("tried", title, Paragraph(lead), _tried_table(changes, cohort, words), Paragraph(caution))


def _tried_table(changes: CohortChanges, cohort: Cohort, words: Locale) -> Table:
    gettext = words.gettext
    heads = (
        gettext("What was tried"),
        gettext("The bump"),
        gettext("Clearly lower where it was tried"),
        gettext("Clearly lower in other schools with a plan"),
    )
    rows = tuple(_tried_rows(changes, cohort, words))
    caption = gettext("What schools tried, in the order of the questionnaire")
    return Table("table-tried", caption, heads, frozenset(), (RowGroup(None, rows),), long=True)


def _tried_rows(changes: CohortChanges, cohort: Cohort, words: Locale) -> Iterator[Row]:
    for each in changes.tried:
        yield (each.title, each.bump_title, _share_text(each.tried, cohort, words), _others_text(each, cohort, words))


def _others_text(action: TriedAction, cohort: Cohort, words: Locale) -> str:
    return "–" if action.others is None else _share_text(action.others, cohort, words)


def _share_text(moved: MovedShare, cohort: Cohort, words: Locale) -> str:
    """Return in how many schools a bump is lower, with the share and its interval where these may be shown."""
    count = school_count_text(moved.schools, cohort, words)
    if moved.share is None or moved.low is None or moved.high is None:
        return count
    low, high = (words.gettext("%(rate)s%%", rate=whole_number(100 * end, words)) for end in (moved.low, moved.high))
    return words.gettext(
        "%(schools)s: %(share)s%%, most likely %(range)s",
        schools=count,
        share=whole_number(100 * moved.share, words),
        range=join_range(low, high, words),
    )
