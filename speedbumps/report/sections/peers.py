"""Schools like this one, and how its heights lie beside theirs."""

from collections.abc import Iterator

from speedbumps.disclosure.rounding import round_half_up
from speedbumps.i18n import gettext_noop
from speedbumps.model.audit import Family, FamilyRange
from speedbumps.model.audit_queries import Target
from speedbumps.report.blocks import Block, Headline, Paragraph, Row, RowGroup, Section, Table, paragraphs
from speedbumps.report.heights import interval_text, severity_text
from speedbumps.report.school_kinds import kinds_text
from speedbumps.report.view import View

REASONS = {
    "no-phase": gettext_noop(
        "There is no family of schools to look beside, since the table of schools does not say of which phase this "
        "school is."
    ),
    "no-nation": gettext_noop(
        "There is no family of schools to look beside, since the table of schools does not say in which nation this "
        "school lies."
    ),
    "too-few": gettext_noop(
        "There is no family of schools to look beside: too few schools of this kind answered, or the table of schools "
        "says less of this one than of others."
    ),
    "one-person": gettext_noop(
        "There is no family of schools to look beside: that takes the answers of more people than answered here."
    ),
}


def peers(view: View) -> Section | None:
    """Return the section about schools like this one; None if the school was scored by itself."""
    family, gettext = view.audit.family, view.words.gettext
    if family is None or view.audit.exchange is None:
        return None
    title, table = gettext("Beside schools like yours"), _family_table(family, view)
    lines = paragraphs(
        _family_line(family, view),
        gettext(REASONS[family.reason]) if family.reason else None,
        gettext("The family is too small to show where its middle half lies.")
        if table is None and family.reason is None
        else None,
    )
    care = gettext(
        "Half of these schools lie within the middle half. It says what is usual among them now, not what is good: a "
        "bump that all share is still a bump."
    )
    beside: tuple[Block, ...] = (table,) if table else ()
    return Section(
        anchor="others",
        title=title,
        blocks=(*lines, *beside, *((Paragraph(care, "quiet"),) if table else ())),
        summary=(Headline(title, 2), *lines, *beside),
    )


def _family_line(family: Family, view: View) -> str | None:
    if family.schools is None:
        return None
    words = view.words
    sentences = [
        words.gettext(
            "Your family holds %(n)s schools, yours among them: %(alike)s. None of the others is named, and there is "
            "no order of merit.",
            n=words.number(family.schools),
            alike=kinds_text(family.alike, words),
        )
    ]
    if family.earlier is not None:
        sentences.append(
            words.gettext(
                "Its middle half is that of %(n)s schools, as it was worked out before: it stays until more schools "
                "join, leave or change, so that it tells nothing of single ones.",
                n=words.number(family.earlier),
            )
        )
    sentences += [words.gettext(line) for line in _all_schools_lines(family)]
    return " ".join(sentences)


def _all_schools_lines(family: Family) -> Iterator[str]:
    """Yield the sentence about middle halves of all schools that stand in place of the family's own."""
    among = {each.among for each in family.ranges}
    if among == {"all"}:
        yield gettext_noop(
            "The middle half is that of all schools together and not of your family: too few schools lie outside your "
            "family for its own to be shown beside that of all."
        )
    elif "all" in among:
        yield gettext_noop(
            "Where “all schools” is added, the middle half is that of all schools together and not of your family: "
            "too few schools lie outside your family for its own to be shown beside that of all."
        )


def _family_table(family: Family, view: View) -> Table | None:
    mixed = len({each.among for each in family.ranges}) > 1
    rows = tuple(_family_row(each, view, mixed=mixed) for each in family.ranges if each.of in view.targets)
    if not rows:
        return None
    gettext = view.words.gettext
    heads = (gettext("Part of the road"), gettext("Here"), _middle_half_head(family, view), gettext("In a word"))
    return Table(
        "table-family",
        gettext("Your heights beside those of schools like yours"),
        heads,
        frozenset({1, 2}),
        (RowGroup(None, rows),),
    )


def _middle_half_head(family: Family, view: View) -> str:
    """Return what the middle halves in the table are of."""
    if all(each.among == "all" for each in family.ranges):
        return view.words.gettext("Middle half of all schools")
    return view.words.gettext("Middle half of the family")


def _family_row(lies: FamilyRange, view: View, *, mixed: bool) -> Row:
    target, words = view.targets[lies.of], view.words
    around = interval_text(*view.displayed_ends(lies.low, lies.high), words) or severity_text(lies.low, view)
    if mixed and lies.among == "all":
        around = words.gettext("%(interval)s, all schools", interval=around)
    height = severity_text(target.severity, view, target.bound)
    return (target.title, height, around, _place_in_family(target, lies, view))


def _place_in_family(target: Target, lies: FamilyRange, view: View) -> str:
    """Return where *target* lies against the middle half of the family, as far as its interval allows.

    Neither side is good or bad by itself.
    """
    if target.severity is None:
        return "–"
    low = target.low if target.low is not None else target.severity
    high = target.high if target.high is not None else target.severity
    here = round_half_up(target.severity, 0)  # as precise as the ends
    if here < lies.low:
        return view.words.gettext(
            gettext_noop("Lower than in most") if high < lies.low else gettext_noop("Perhaps lower than in most")
        )
    if here > lies.high:
        return view.words.gettext(
            gettext_noop("Higher than in most") if low > lies.high else gettext_noop("Perhaps higher than in most")
        )
    return view.words.gettext("Much as in others")
