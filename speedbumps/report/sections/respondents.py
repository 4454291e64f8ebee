"""Who answered, and how certain that makes the figures."""

from collections.abc import Iterator

from speedbumps.disclosure.publish import FEW_ANSWERED
from speedbumps.i18n import Locale, gettext_noop, ngettext_noop
from speedbumps.model.audit import AuditNote, RoleCount
from speedbumps.model.over_staff import over_staff
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.report.blocks import Only, Paragraph, Row, RowGroup, Section, Table, paragraphs, titled_bullets
from speedbumps.report.sections.withheld import next_time_lines
from speedbumps.report.view import View

NOTES: dict[str, str] = {
    "mixed-forms": gettext_noop("People answered different forms. Only the questions that the forms share are scored"),
    "merged-answers": gettext_noop("Answers from several files were put together"),
    "response-differs": gettext_noop(
        "Some roles answered much more than others. Where that matters, the figure that equal response would give "
        "stands beside the score"
    ),
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
    """Return the section about who answered."""
    gettext, line, banner = view.words.gettext, response_line(view), response_banner(view)
    warning = (Paragraph(banner, "banner"),) if banner else ()
    notes = _answer_notes(view)
    return Section(
        anchor="who",
        title=gettext("Who answered, and how sure we are"),
        blocks=(
            # In plain text the front page has just said so.
            Only("page", (*warning, Paragraph(line, "lead"))),
            _role_count_table(view),
            *paragraphs(*_certainty_notes(view)),
            *titled_bullets(gettext("How the answers were handled"), notes),
            *titled_bullets(gettext("To learn more next time"), next_time_lines(view)),
        ),
        summary=(Paragraph(line), *warning, *paragraphs(*_untested_notes(view), *notes)),
    )


def _answer_notes(view: View) -> tuple[str, ...]:
    """Return notes on how the answers were handled."""
    return (
        *_unstated_role_notes(view),
        *_quality_notes(view),
        *(_note_line(note, view) for note in view.audit.notes if note.about in NOTES),
    )


def response_line(view: View) -> str:
    """Return the sentence that says how many people answered."""
    people, words = view.audit.respondents, view.words
    if people.n is None:
        return words.gettext("Too few people answered to say how many.")
    if view.agreed_together:
        return words.gettext("The staff agreed one answer to each question together.")
    if people.n == 1:
        return words.gettext("One person answered.")
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
        return gettext(
            "Too few people answered to show scores without giving away what somebody said. Nothing is lost: ask more "
            "people, or sit down and agree your answers together."
        )
    if view.agreed_together:
        return None
    if any(each.role is None for each in over_staff(view.audit)):
        return gettext(
            "More people answered than the school is said to have. Is the headcount out of date, or was a file read "
            "twice?"
        )
    if people.n == 1:
        return gettext(
            "This is one person’s view. Others in the school may see the road quite differently: ask them next."
        )
    if people.response_rate is None or people.response_rate >= FEW_ANSWERED:
        return None
    return gettext("Fewer than half of the people answered. Do not treat this as the view of all staff.")


def _role_count_table(view: View) -> Table:
    gettext = view.words.gettext
    heads = (gettext("Role"), gettext("Answered"), gettext("Of"), gettext("Share"), gettext("Note"))
    rows = (*_all_staff_row(view), *(_role_count_row(count, view) for count in view.audit.respondents.by_role))
    wide = len(heads) if any(row[-1] for row in rows) else len(heads) - 1
    return Table(
        name="table-who",
        caption=gettext("Answers by role"),
        heads=heads[:wide],
        figures=frozenset({1, 2, 3}),
        groups=(RowGroup(None, tuple(row[:wide] for row in rows)),),
    )


def _all_staff_row(view: View) -> Iterator[Row]:
    """Yield a row for all staff together, if none of their roles has a row of its own."""
    people, gettext = view.audit.respondents, view.words.gettext
    if people.n is not None and all(count.outside for count in people.by_role):
        share = (people.headcount, people.response_rate)
        yield (
            gettext("All staff"),
            view.words.number(people.n),
            *_share_cells(*share, view.words),
            gettext("roles are not shown"),
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


def _certainty_notes(view: View) -> tuple[str, ...]:
    """Return how certain the figures are, and what of them is not known."""
    said = _margin_notes(view)
    return (*said, *_bound_notes(view), *_untested_notes(view)) if said else ()


def _bound_notes(view: View) -> tuple[str, ...]:
    """Return what “up to 20” means, if some figure is given so."""
    scores = (each for target in view.targets.values() for each in (target, *target.by_role))
    if not any(each.bound for each in (*scores, *view.questions.values())):
        return ()
    return (
        view.words.gettext(
            "A figure such as “up to 20” or “at least 80” is that of fewer than %(n)s people whose answers lie near "
            "one end of the scale. The number itself could show what each of them answered.",
            n=view.audit.questionnaire.limits.min_distribution,
        ),
    )


def _untested_notes(view: View) -> tuple[str, ...]:
    """Return a sentence that says that the questions are untested, if they are."""
    people, gettext = view.audit.respondents, view.words.gettext
    if view.audit.questionnaire.status != "draft" or people.n is None:
        return ()
    if people.n == 1 or view.agreed_together:
        return (gettext("The questions themselves are untested."),)
    return (gettext("The margin is about who answered. The questions themselves are untested."),)


def _margin_notes(view: View) -> tuple[str, ...]:
    people, gettext = view.audit.respondents, view.words.gettext
    if people.n is None:
        return ()
    if view.agreed_together:
        return (gettext("An answer agreed together has no interval. Who was in the room, and who spoke, shapes it."),)
    if people.n == 1:
        return (gettext("One person’s view has no interval. It is a place to start a conversation from."),)
    if people.headcount is not None and people.n == people.headcount and not over_staff(view.audit):
        return (gettext("Everyone answered. Next term’s answers may still differ."),)
    return (
        gettext(
            "An interval such as “49 to 65” means: had everyone answered, the figure would most likely lie there. We "
            "call up to 5 points each way clear, up to 10 fairly clear, up to 15 rough, and more than that too rough "
            "to compare."
        ),
        gettext("All this assumes that those who answered are like those who did not. They may not be."),
    )


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
