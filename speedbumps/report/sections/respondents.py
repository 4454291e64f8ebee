"""Who answered, and how certain that makes the figures."""

from collections import Counter
from collections.abc import Iterator
from math import ceil

from speedbumps.disclosure.publish import FEW_ANSWERED
from speedbumps.i18n import Locale, gettext_noop, ngettext_noop
from speedbumps.model.audit import AuditNote, RoleCount, RoleScore, Score
from speedbumps.model.over_staff import over_staff
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.report.blocks import (
    Block,
    Headline,
    Panel,
    Paragraph,
    Row,
    RowGroup,
    Section,
    Strong,
    Table,
    titled_bullets,
)
from speedbumps.report.heights import margin_points
from speedbumps.report.sections.hints import hint_blocks
from speedbumps.report.sections.own_words import own_words_blocks
from speedbumps.report.sections.strengths import strength_blocks
from speedbumps.report.sections.withheld import hidden_blocks, next_time_lines
from speedbumps.report.view import View

NOTES: dict[str, str] = {
    "mixed-forms": gettext_noop("People answered different forms. Only the questions that the forms share are scored"),
    "merged-answers": gettext_noop("Answers from several files were put together"),
    "changed-questions": gettext_noop("These questions have changed since they were answered and are left out"),
    "older-version": gettext_noop("Some answers were given to an older version of the questionnaire"),
    "overall": gettext_noop(
        "An overall score was asked for. It hides more than it shows: two schools with the same figure can have very "
        "different roads"
    ),
    "replaces": gettext_noop(
        "This report replaces an earlier one of %(people)s people, which should no longer be passed on: both together "
        "could reveal what a few people answered"
    ),
}

REPLACES_UNKNOWN = gettext_noop(
    "This report replaces any earlier one of this round, which should no longer be passed on: both together could "
    "reveal what a few people answered"
)


def who_answered(view: View) -> Section:
    """Return the page about who answered, what goes well, what else the answers hint at, and what is not shown."""
    gettext = view.words.gettext
    title = gettext("Who answered, and how sure we can be")
    notes = _answer_notes(view)
    sure = tuple(_certainty_paragraphs(view))
    who = _role_count_table(view)
    head: Block = Panel("halves", (Panel("column", (who,)), Panel("column", sure))) if sure else who
    handled = titled_bullets(gettext("How the answers were handled"), notes)
    return Section(
        anchor="who",
        title=title,
        blocks=(
            head,
            *handled,
            *strength_blocks(view),
            *hint_blocks(view),
            *own_words_blocks(view),
            *hidden_blocks(view),
            *titled_bullets(gettext("To learn more next time"), next_time_lines(view)),
        ),
        summary=(
            *(Headline(title, 2), *sure, *handled),
            *(*hint_blocks(view), *own_words_blocks(view), *hidden_blocks(view)),
        ),
    )


def _answer_notes(view: View) -> tuple[str, ...]:
    """Return notes on how the answers were handled."""
    return (
        *_unstated_role_notes(view),
        *_quality_notes(view),
        *(_note_line(note, view) for note in view.audit.notes if note.about in NOTES),
    )


def replacement_line(view: View) -> str | None:
    """Return the sentence that this report replaces an earlier one; None if it does not."""
    return next((_note_line(note, view) for note in view.audit.notes if note.about == "replaces"), None)


def response_text(view: View) -> tuple[str | Strong, ...]:
    """Return how many people answered, of which roles."""
    said = (Strong(response_line(view)),)
    roles = [_role_text(count, view) for count in view.audit.respondents.by_role if not count.outside]
    known = [role for role in roles if role]
    if len(known) < 2:  # noqa: PLR2004 - one role says nothing new
        return said
    return (*said, " ", f"{'; '.join(known)}.")


def _role_text(count: RoleCount, view: View) -> str | None:
    """Return how many people of a role answered; None if that is not shown."""
    if count.n is None:
        return None
    name, words = view.role_label(count.role), view.words
    if count.headcount is None:
        return words.gettext("%(role)s: %(n)s", role=name, n=words.number(count.n))
    if count.n == count.headcount:
        return words.gettext("%(role)s: all %(n)s", role=name, n=words.number(count.n))
    return words.gettext(
        "%(role)s: %(n)s of %(all)s", role=name, n=words.number(count.n), all=words.number(count.headcount)
    )


def response_line(view: View) -> str:
    """Return the sentence that says how many people answered."""
    people, words = view.audit.respondents, view.words
    if people.n is None:
        return words.gettext("Too few people answered to say how many.")
    if people.headcount is None or people.response_rate is None:
        return words.ngettext("%(n)s person answered.", "%(n)s people answered.", people.n)
    return words.gettext(
        "%(n)s of %(all)s staff answered (%(rate)s%%).",
        n=words.number(people.n),
        all=words.number(people.headcount),
        rate=words.number(100 * people.response_rate),
    )


def response_banner(view: View) -> str | None:
    """Return what to know before any figure; None if there is nothing to warn of."""
    people, gettext = view.audit.respondents, view.words.gettext
    if people.n is None:
        return None
    if any(each.role is None for each in over_staff(view.audit)):
        return gettext(
            "More people answered than the school is said to have. Is the headcount out of date, or was a file read "
            "twice?"
        )
    if view.few_answered:
        return gettext("Fewer than half answered. Talk about this; plan nothing on it yet.")
    return None


def _role_count_table(view: View) -> Table:
    gettext = view.words.gettext
    heads = (gettext("Group"), gettext("Answered"), gettext("Of"), gettext("Share"), gettext("Note"))
    rows = tuple(_role_count_row(count, view) for count in view.audit.respondents.by_role)
    foot = next(_all_staff_row(view), None)
    wide = len(heads) if any(row[-1] for row in (*rows, *((foot,) if foot else ()))) else len(heads) - 1
    return Table(
        name="table-who",
        caption=gettext("Who answered"),
        heads=heads[:wide],
        figures=frozenset({1, 2, 3}),
        groups=(RowGroup(None, tuple(row[:wide] for row in rows)),) if rows else (),
        foot=foot[:wide] if foot else None,
        bars=3,
    )


def _all_staff_row(view: View) -> Iterator[Row]:
    """Yield a row for all staff together, unless one role is all of them."""
    people, gettext = view.audit.respondents, view.words.gettext
    own = [count for count in people.by_role if not count.outside]
    if people.n is not None and len(own) != 1:
        share = (people.headcount, people.response_rate)
        yield (
            gettext("All staff"),
            view.words.number(people.n),
            *_share_cells(*share, view.words),
            "" if own else gettext("groups are not shown"),
        )


def _role_count_row(count: RoleCount, view: View) -> Row:
    words = view.words
    fewer = words.gettext("fewer than %(n)s", n=view.audit.questionnaire.limits.min_group)
    return (
        view.role_label(count.role),
        fewer if count.n is None else words.number(count.n),
        *_share_cells(count.headcount, count.response_rate, words),
        _role_remark(count, view),
    )


def _share_cells(headcount: int | None, rate: float | None, words: Locale) -> tuple[str, str]:
    """Return two cells: the number of people there are, and the share of them who answered."""
    of = "–" if headcount is None else words.number(headcount)
    return of, "–" if rate is None else words.number(100 * rate) + "%"


def _role_remark(count: RoleCount, view: View) -> str:
    gettext = view.words.gettext
    over = count.role in {each.role for each in over_staff(view.audit)}
    remarks = (
        (count.outside, gettext("beside, not in the school’s figures")),
        (over and not count.outside, gettext("more answers than people")),
        (count.response_rate is not None and count.response_rate < FEW_ANSWERED, gettext("fewer than half answered")),
        (count.together, gettext("agreed together")),
        (count.one_person and not count.together, gettext("one person’s view, shown with consent")),
    )
    return " · ".join(remark for holds, remark in remarks if holds)


def _certainty_paragraphs(view: View) -> Iterator[Paragraph]:
    """Yield how sure the figures are, and what of them is not known."""
    people, gettext = view.audit.respondents, view.words.gettext
    if people.n is None:
        return
    everyone = people.n == people.headcount and not over_staff(view.audit)
    if everyone and not any(map(_has_margin, view.targets.values())):
        yield Paragraph(gettext("Everyone answered, so numbers carry no margin. Next term’s answers may still differ."))
    else:
        yield from _margin_paragraphs(view)
    for line in (*_full_role_lines(view), _equal_response_line(view), *_bound_notes(view), *_untested_notes(view)):
        if line:
            yield Paragraph(line)


def _margin_paragraphs(view: View) -> Iterator[Paragraph]:
    """Yield what the margin of most numbers is, and what it means."""
    words = view.words
    margins = [margin for target in view.units if (margin := margin_points(target)) is not None]
    if not margins:
        return
    usual, often = Counter(margins).most_common(1)[0]
    if 2 * often >= len(margins):
        first = words.gettext("How sure: most numbers carry ±%(margin)s.", margin=words.number(usual))
    else:
        usual = max(margins)
        first = words.gettext(
            "How sure: numbers carry ±%(low)s to ±%(high)s.", low=words.number(min(margins)), high=words.number(usual)
        )
    everyone = words.gettext("Had everyone answered")
    if view.audit.respondents.headcount is not None:
        everyone = words.gettext("Had all %(all)s staff answered", all=words.number(view.audit.respondents.headcount))
    rest = words.ngettext(
        "%(everyone)s, such a number would most likely lie within %(n)s point of the one you see.",
        "%(everyone)s, such a number would most likely lie within %(n)s points of the one you see.",
        usual,
        everyone=everyone,
    )
    likely = words.gettext("This assumes that those who answered are like those who did not. They may not be.")
    yield Paragraph((Strong(first), f" {rest} {likely}"))
    if view.audit.respondents.headcount is None:
        yield Paragraph(
            words.gettext("How many people there are to ask is not known, so this is the widest it could be.")
        )


def _has_margin(score: Score | RoleScore) -> bool:
    return score.severity is not None and score.interval == "t"


def _full_role_lines(view: View) -> Iterator[str]:
    """Yield a sentence for each role of which everyone answered everything, where others did not."""
    people = view.audit.respondents
    for count in people.by_role:
        alone = count.outside or count.one_person or count.n is None
        if alone or count.n != count.headcount or people.n == people.headcount:
            continue
        scores = [score for target in view.targets.values() for score in target.by_role if score.role == count.role]
        if scores and not any(map(_has_margin, scores)):
            name = view.inside(view.role_label(count.role))
            yield view.words.gettext("All %(role)s answered, so their numbers carry no margin.", role=name)


def _equal_response_line(view: View) -> str | None:
    """Return how far numbers would be from these if the roles had answered equally; None if they nearly did."""
    shifts = [
        abs(target.equal_response - target.severity)
        for target in view.targets.values()
        if target.equal_response is not None and target.severity is not None
    ]
    rates = [
        (count.response_rate, view.role_label(count.role))
        for count in view.audit.respondents.by_role
        if count.response_rate is not None and not count.outside
    ]
    if not shifts or len(rates) < 2:  # noqa: PLR2004 - one role has no other beside it
        return None
    (low, fewer), (high, more) = min(rates), max(rates)
    words = view.words
    return words.ngettext(
        "%(more)s answered more (%(high)s%%) than %(fewer)s (%(low)s%%). Evening that out would change no number by "
        "more than %(n)s point.",
        "%(more)s answered more (%(high)s%%) than %(fewer)s (%(low)s%%). Evening that out would change no number by "
        "more than %(n)s points.",
        max(1, ceil(max(shifts))),
        more=more,
        fewer=view.inside(fewer),
        high=words.number(100 * high),
        low=words.number(100 * low),
    )


def _bound_notes(view: View) -> tuple[str, ...]:
    """Return what “up to 20” means, if some figure is given so."""
    scores = (each for target in view.targets.values() for each in (target, *target.by_role))
    if not any(each.bound for each in (*scores, *view.questions.values())):
        return ()
    return (
        view.words.gettext(
            "A figure such as “up to 20”, “≤ 20” or “80 or more” is that of fewer than %(n)s people whose answers lie "
            "near one end of the scale. The number itself could show what each of them answered.",
            n=view.audit.questionnaire.limits.min_distribution,
        ),
    )


def _untested_notes(view: View) -> tuple[str, ...]:
    """Return a sentence that says that the questions are untested, if they are."""
    people, gettext = view.audit.respondents, view.words.gettext
    if view.audit.questionnaire.status != "draft" or people.n is None:
        return ()
    return (gettext("The margin is about who answered. The questions themselves are a draft, and untested."),)


def _unstated_role_notes(view: View) -> tuple[str, ...]:
    """Return a note if roles are shown together because some people's role is not known; else nothing."""
    joined = [count for count in view.audit.respondents.by_role if UNSTATED in count.roles and len(count.roles) > 1]
    if not joined:
        return ()
    return (
        view.words.gettext(
            "Some people’s role is not known. So that nobody can be recognised, they are put together with others "
            "(%(roles)s), who can then not be seen by themselves. Names of roles can be settled in a map.",
            roles="; ".join(view.role_label(count.role) for count in joined),
        ),
    )


def _quality_notes(view: View) -> tuple[str, ...]:
    quality, ngettext = view.audit.quality, view.words.ngettext
    notes = (
        (
            quality.straight_lined or 0,
            ngettext_noop(
                "%(n)s person gave the same answer to every question. It is counted like any other.",
                "%(n)s people gave the same answer to every question. They are counted like any others.",
            ),
        ),
        (
            quality.duplicates,
            ngettext_noop(
                "%(n)s copy of a form was left out; the one handed in last counts.",
                "%(n)s copies of forms were left out; of each form the one handed in last counts.",
            ),
        ),
        (
            quality.alike or 0,
            ngettext_noop(
                "%(n)s person’s answers are the same as somebody else’s in every question. Was a form handed in twice?",
                "%(n)s people’s answers are the same as somebody else’s in every question. Were forms handed in twice?",
            ),
        ),
        (
            quality.set_aside,
            ngettext_noop(
                "%(n)s answer did not fit its question and was set aside on request.",
                "%(n)s answers did not fit their questions and were set aside on request.",
            ),
        ),
        (
            quality.ignored or 0,
            ngettext_noop(
                "%(n)s answer was to a question that its role is not asked, and is left out.",
                "%(n)s answers were to questions that their roles are not asked, and are left out.",
            ),
        ),
    )
    return tuple(ngettext(one, many, n) for n, (one, many) in notes if n)


def _note_line(note: AuditNote, view: View) -> str:
    if note.about == "replaces":
        people = view.words.gettext(" and ").join(note.items)
        text = view.words.gettext(NOTES[note.about] if people else REPLACES_UNKNOWN, people=people)
        return f"{text}."
    text = view.words.gettext(NOTES[note.about])
    items = [view.label(item) for item in note.items]
    many = "" if note.count is None else f" ({view.words.number(note.count)})"
    return f"{text}{many}: {'; '.join(items)}." if items else f"{text}{many}."
