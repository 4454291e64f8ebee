"""Who answered, and how sure that makes us."""

from collections.abc import Iterator
from typing import NamedTuple

from speedbumps.i18n import Words, either, later
from speedbumps.model.audit import Note, RoleCount
from speedbumps.model.over_staff import over_staff
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.report.tables import Group, Row, Table
from speedbumps.report.view import View

RATES = (
    (0.8, later("very good")),
    (0.7, later("good")),
    (0.6, later("fair")),
    (0.5, later("just enough to go on")),
    (0.0, later("low")),
)
"""Response rates from which each word holds; the steps are those of the HSE Management Standards."""

HALF = 0.5

NOTES: dict[str, str] = {
    "mixed-forms": later("People answered different forms. Only the questions that the forms share are scored"),
    "merged-answers": later("Answers from several files were put together"),
    "response-differs": later(
        "Some roles answered much more than others. Where that matters, the figure that equal response would give "
        "stands beside the score"
    ),
    "changed-questions": later("These questions have changed since they were answered and are left out"),
    "older-version": later("Some answers were given to an older version of the questionnaire"),
    "overall": later(
        "An overall score was asked for. It hides more than it shows: two schools with the same figure can have very "
        "different roads"
    ),
}


class Who(NamedTuple):
    """The people behind the figures."""

    line: str
    banner: str | None
    table: Table
    sure: tuple[str, ...]
    """What to bear in mind about the figures."""
    notes: tuple[str, ...]
    """How this audit was made."""


def who(view: View) -> Who:
    """Who answered."""
    return Who(
        line=_line(view),
        banner=_banner(view),
        table=_table(view),
        sure=_sure(view),
        notes=(
            *_unstated(view),
            *_quality(view),
            *(_note(note, view) for note in view.audit.notes if note.about in NOTES),
        ),
    )


def _line(view: View) -> str:
    people, words = view.audit.respondents, view.words
    if people.n is None:
        return words.say("Too few people answered to say how many.")
    if view.together:
        return words.say("The staff agreed one answer to each question together.")
    if people.n == 1:
        return words.say("One person answered.")
    if people.headcount is None or people.response_rate is None:
        return words.count("%(n)s person answered.", "%(n)s people answered.", people.n)
    return words.say(
        "%(n)s of %(all)s people answered (%(rate)s%%), which is %(word)s.",
        n=words.number(people.n),
        all=words.number(people.headcount),
        rate=words.number(100 * people.response_rate),
        word=words.say(next(word for least, word in RATES if people.response_rate >= least)),
    )


def _banner(view: View) -> str | None:
    people, say = view.audit.respondents, view.words.say
    if people.n is None:
        return say(
            "Too few people answered to show scores without giving away what somebody said. Nothing is lost: ask more "
            "people, or sit down and agree your answers together."
        )
    if view.together:
        return None
    if any(each.role is None for each in over_staff(view.audit)):
        return say(
            "More people answered than the school is said to have. Is the headcount out of date, or was a file read "
            "twice?"
        )
    if people.n == 1:
        return say("This is one person’s view. Others in the school may see the road quite differently: ask them next.")
    if people.response_rate is None or people.response_rate >= HALF:
        return None
    return say("Fewer than half of the people answered. Do not treat this as the view of all staff.")


def _table(view: View) -> Table:
    say = view.words.say
    heads = (say("Role"), say("Answered"), say("Of"), say("Share"), say("Note"))
    rows = (*_all_in_one(view), *(_row(count, view) for count in view.audit.respondents.by_role))
    wide = len(heads) if any(row[-1] for row in rows) else len(heads) - 1
    return Table(
        name="table-who",
        caption=say("Answers by role"),
        heads=heads[:wide],
        figures=frozenset({1, 2, 3}),
        groups=(Group(None, tuple(row[:wide] for row in rows)),),
    )


def _all_in_one(view: View) -> Iterator[Row]:
    """All staff in one row, where none of their roles has one of its own."""
    people, say = view.audit.respondents, view.words.say
    if people.n is not None and all(count.outside for count in people.by_role):
        share = (people.headcount, people.response_rate)
        yield (say("All staff"), view.words.number(people.n), *_share(*share, view.words), say("roles are not shown"))


def _row(count: RoleCount, view: View) -> Row:
    words = view.words
    fewer = words.say("fewer than %(n)s", n=view.audit.questionnaire.limits.min_group)
    return (
        view.role(count.role),
        fewer if count.n is None else words.number(count.n),
        *_share(count.headcount, count.response_rate, words),
        _remark(count, view),
    )


def _share(headcount: int | None, rate: float | None, words: Words) -> tuple[str, str]:
    """Of how many, and which share of them."""
    of = "–" if headcount is None else words.number(headcount)
    return of, "–" if rate is None else words.number(100 * rate) + "%"


def _remark(count: RoleCount, view: View) -> str:
    say = view.words.say
    over = count.role in {each.role for each in over_staff(view.audit)}
    remarks = (
        (count.outside, say("beside, not in the school’s figures")),
        (over and not count.outside, say("more answers than people")),
        (count.response_rate is not None and count.response_rate < HALF, say("fewer than half answered")),
        (count.together, say("agreed together")),
        (count.one_person and not count.together, say("one person’s view, shown with consent")),
    )
    return " · ".join(remark for holds, remark in remarks if holds)


def _sure(view: View) -> tuple[str, ...]:
    people, say = view.audit.respondents, view.words.say
    if people.n is None:
        return ()
    if view.together:
        return (say("An answer agreed together has no interval. Who was in the room, and who spoke, shapes it."),)
    if people.n == 1:
        return (say("One person’s view has no interval. It is a place to start a conversation from."),)
    if people.headcount is not None and people.n == people.headcount and not over_staff(view.audit):
        return (say("Everyone answered. Next term’s answers may still differ."),)
    return (
        say(
            "An interval such as “49 to 65” means: had everyone answered, the figure would most likely lie there. We "
            "call up to 5 points each way clear, up to 10 fairly clear, up to 15 rough, and more than that too rough "
            "to compare."
        ),
        say("All this assumes that those who answered are like those who did not. They may not be."),
    )


def _unstated(view: View) -> tuple[str, ...]:
    """That roles are shown together because some people's role is not known."""
    joined = [count for count in view.audit.respondents.by_role if UNSTATED in count.roles and len(count.roles) > 1]
    if not joined:
        return ()
    return (
        view.words.say(
            "Some people’s role is not known. So that nobody can be recognised, they are put together with others "
            "(%(roles)s), who can then not be seen by themselves. Names of roles can be settled in a map.",
            roles="; ".join(view.role(count.role) for count in joined),
        ),
    )


def _quality(view: View) -> tuple[str, ...]:
    quality, count = view.audit.quality, view.words.count
    told = (
        (
            quality.straight_lined or 0,
            either(
                "%(n)s person gave the same answer to every question. It is counted like any other.",
                "%(n)s people gave the same answer to every question. They are counted like any others.",
            ),
        ),
        (
            quality.duplicates,
            either(
                "%(n)s copy of a form was left out; the one handed in last counts.",
                "%(n)s copies of forms were left out; of each form the one handed in last counts.",
            ),
        ),
        (
            quality.alike or 0,
            either(
                "%(n)s person’s answers are the same as somebody else’s in every question. Was a form handed in twice?",
                "%(n)s people’s answers are the same as somebody else’s in every question. Were forms handed in twice?",
            ),
        ),
        (
            quality.set_aside,
            either(
                "%(n)s answer did not fit its question and was set aside on request.",
                "%(n)s answers did not fit their questions and were set aside on request.",
            ),
        ),
        (
            quality.ignored or 0,
            either(
                "%(n)s answer was to a question that its role is not asked, and is left out.",
                "%(n)s answers were to questions that their roles are not asked, and are left out.",
            ),
        ),
    )
    return tuple(count(one, many, n) for n, (one, many) in told if n)


def _notes(view: View) -> Iterator[str]:
    return (_note(note, view) for note in view.audit.notes if note.about in NOTES)


def _note(note: Note, view: View) -> str:
    text = view.words.say(NOTES[note.about])
    items = [view.name(item) for item in note.items]
    many = "" if note.count is None else f" ({view.words.number(note.count)})"
    return f"{text}{many}: {'; '.join(items)}." if items else f"{text}{many}."
