"""Every sentence that a report can make about a school: answers that bring it, and answers that must not.

Each sentence carries a mark of its own through a report, so that it is found wherever it stands.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from io import BytesIO
from typing import Literal

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from support.paths import TOP
from support.staff_answers import FACETS, LIBRARY, POINTED, QUESTIONNAIRE, USUAL, Group, Setting, audit_of

from speedbumps.i18n import Locale, read_catalogue
from speedbumps.model.actions import Evidence, Grade, Hours
from speedbumps.model.audit import (
    Audit,
    AuditNote,
    ExchangeOffer,
    ExchangeVisit,
    Family,
    FamilyRange,
    ItemFirst,
    Receipt,
    ReceiptLine,
    SchoolExchange,
    WithheldFigure,
)
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Measure
from speedbumps.report.document import document
from speedbumps.scoring.responses import BLANK, DK, NA, PNS

FIRST_MARK = 0xE000
"""The first of the characters for private use, each of which marks one sentence."""

REPORT = TOP / "speedbumps" / "report"
BESIDE = ("answers", "heights", "options")
"""Modules beside the sections whose sentences stand in them."""

ASKED_FOR = {"gettext", "ngettext", "gettext_noop", "ngettext_noop"}


# Schools

STAFF = {"head": 1, "leader": 12, "teacher": 20, "support": 12}
EVERYONE = [Group("leader", 12), Group("teacher", 20), Group("support", 11)]


def changed(**parts: object) -> Instrument:
    """The questionnaire with other *parts*."""
    return Instrument(questionnaire=QUESTIONNAIRE.model_copy(update=parts), library=LIBRARY)


def asking(*names: str, **parts: object) -> Setting:
    """The questionnaire with other *parts* of the questions *names*."""
    given = QUESTIONNAIRE.questions
    return Setting(
        instrument=changed(
            questions=tuple(each.model_copy(update=parts) if each.id in names else each for each in given)
        )
    )


def with_options(**parts: object) -> Instrument:
    """The questionnaire with a library of which all options have other *parts*."""
    actions = tuple(each.model_copy(update=parts) for each in LIBRARY.actions)
    return Instrument(questionnaire=QUESTIONNAIRE, library=LIBRARY.model_copy(update={"actions": actions}))


def offered(**parts: object) -> Audit:
    """A school with two bumps, for which all options have other *parts*."""
    return teachers(R1=4, R2=4, setting=Setting(instrument=with_options(**parts)))


def graded(grade: Grade, read: Literal["yes", "abstract", "in part", "no"] | None = None) -> Audit:
    """A school whose options are as well tested as *grade* says, in a source that was *read* so far."""
    source = "A study" if read else None
    return offered(evidence=Evidence(grade=grade, summary="So it is.", source=source, source_read=read))


def without_actions() -> Setting:
    return Setting(instrument=Instrument(questionnaire=QUESTIONNAIRE))


def teachers(n: int = 12, *, usual: int = 0, setting: Setting = USUAL, **answers: object) -> Audit:
    """A school where only teachers answered."""
    return audit_of(Group("teacher", n, answers, usual), setting=setting)


def head(*, usual: int = 0, setting: Setting = USUAL, **answers: object) -> Audit:
    """A school where only the head answered."""
    return audit_of(Group("head", 1, answers, usual), setting=setting)


def in_a_cohort(audit: Audit, exchange: SchoolExchange, family: Family | None = None) -> Audit:
    return audit.model_copy(update={"family": family or Family(schools=None, reason="too-few"), "exchange": exchange})


def family_of(*ranges: FamilyRange, earlier: int | None = None) -> Audit:
    """A school whose family has a middle half for some scores."""
    return in_a_cohort(
        teachers(20, T1=[0, 2, 4], T2=2),
        SchoolExchange(takes_part=True),
        Family(schools=9, alike=("primary",), ranges=ranges, earlier=earlier),
    )


def no_family(reason: str) -> Audit:
    return in_a_cohort(
        teachers(), SchoolExchange(takes_part=False), Family.model_validate({"schools": None, "reason": reason})
    )


def idle(reason: str) -> Audit:
    return in_a_cohort(teachers(), SchoolExchange(takes_part=True, unseen=reason, unshown=reason))


def noted(about: str, *items: str, count: int | None = None) -> Audit:
    note = AuditNote.model_validate({"about": about, "items": items, "count": count})
    return teachers().model_copy(update={"notes": (note,)})


def counted(**counts: object) -> Audit:
    found = teachers()
    return found.model_copy(update={"quality": found.quality.model_copy(update=counts)})


def hiding(reason: str) -> Audit:
    """A school where one figure is hidden."""
    figure = WithheldFigure.model_validate({"where": "time.delay", "reason": reason})
    return teachers().model_copy(update={"withheld": (figure,)})


def unknown_asked() -> Audit:
    """A school where it is not told how many were asked for a score."""
    found = teachers()
    first = found.barriers[0].model_copy(update={"asked": None})
    return found.model_copy(update={"barriers": (first, *found.barriers[1:])})


def folded() -> Audit:
    """A school where a line of a receipt stands for questions of several facets."""
    found = teachers()
    line = ReceiptLine(question=None, questions=2, contribution=0.0)
    first = found.barriers[0].model_copy(update={"receipt": Receipt(lines=(line,), total=0.0)})
    return found.model_copy(update={"barriers": (first, *found.barriers[1:])})


def reviewed(*texts: str) -> Audit:
    """A school whose people wrote, and where somebody cleared *texts* of it."""
    found = teachers(W1="Reading")
    opened = tuple(each.model_copy(update={"words": texts}) if each.n else each for each in found.open)
    return found.model_copy(update={"open": opened})


VISIT = ExchangeVisit(facet="time.delay", school="elm", name="Elm", kilometres=4.2, mutual=True)
BACK = ExchangeVisit(facet="resource.skills", school="elm", name="Elm", kilometres=4.2, mutual=True)
PARTS = ("time.routines", "resource.skills")

ROUTINES = ("time.routines",)
DELAY = ("time.delay",)
BOTH = (*ROUTINES, *DELAY)
PAIRS = [(each, FACETS[place - 1]) for place, each in enumerate(FACETS)]
"""Each facet is in two of these."""

SCHOOLS: Mapping[str, Callable[[], Audit]] = {
    "all is clear": teachers,
    "all is a road block": lambda: teachers(usual=4),
    "all is in the middle": lambda: teachers(usual=2),
    "all is low": lambda: teachers(usual=1),
    "everyone": lambda: audit_of(*EVERYONE, setting=Setting(headcount=STAFF)),
    "everyone but two thirds": lambda: teachers(20, setting=Setting(headcount=30)),
    "a third": lambda: teachers(10, setting=Setting(headcount=30)),
    "whole staff": lambda: teachers(20, usual=2, setting=Setting(headcount=20)),
    "more than the staff": lambda: teachers(20, usual=2, setting=Setting(headcount=15)),
    "piloted": lambda: teachers(setting=Setting(instrument=changed(status="piloted"))),
    "validated": lambda: teachers(setting=Setting(instrument=changed(status="validated"))),
    "skills unused": lambda: teachers(R1=[3, 4], R2=0),
    "skills used": lambda: teachers(R1=[0, 1], R2=4),
    "skills in the middle": lambda: teachers(R1=[1, 2, 3]),
    "skills not asked": lambda: teachers(setting=Setting(without=("R1",))),
    "skills of six": lambda: teachers(6, R1=4),
    "no energy": lambda: teachers(E1=[3, 4], T1=4, T2=4),
    "no energy, nothing saves": lambda: teachers(E1=[3, 4], R1=4, R2=4),
    "energy, and little backing for it": lambda: teachers(E1=[0, 1], E2=4, T1=4, T2=4),
    "warm but quiet": lambda: teachers(X1=[0, 1], X2=4, O1=[3, 4], O2=0),
    "warm and open": lambda: teachers(X1=[0, 1], O1=[0, 1], O2=4),
    "one head": lambda: head(usual=3, N1=4.0, W1="Reading"),
    "one contented head": head,
    "one head, short form": lambda: head(usual=3, setting=Setting(form="short")),
    "one head without consent": lambda: head(usual=3, setting=Setting(consent=False)),
    "a team": lambda: audit_of(Group("team", 1, {}, 3)),
    "three teachers": lambda: teachers(3, usual=3),
    "six teachers": lambda: teachers(6, usual=2),
    "short form": lambda: teachers(usual=3, setting=Setting(form="short")),
    "short form, all tested without a gain": lambda: teachers(
        usual=3,
        setting=Setting(form="short", instrument=with_options(evidence=Evidence(grade="X", summary="So it is."))),
    ),
    "written": lambda: teachers(
        usual=2, W1="Reading", W2="Forms", N1=[2.0, 4.0, 6.0, 8.0], setting=Setting(headcount=30)
    ),
    "hours of six": lambda: teachers(6, N1=[2.0, 4.0], setting=Setting(headcount=30)),
    "hours of seven": lambda: teachers(7, usual=1, N1=4.0),
    "one hour": lambda: teachers(N1=1.0, N2=1.0),
    "no amounts asked": lambda: teachers(setting=Setting(form="short")),
    "nobody wrote": teachers,
    "reviewed": lambda: reviewed("Reading at the gate."),
    "reviewed, nothing cleared": reviewed,
    "leaders differ": lambda: audit_of(Group("leader", 12, {}, 0), Group("teacher", 20, {"T1": [2, 3, 4]}, 3)),
    "leaders see more": lambda: audit_of(Group("leader", 12, {}, 4), Group("teacher", 20, {"T1": [2, 3]}, 1)),
    "leaders agree": lambda: audit_of(Group("leader", 12, {"T1": [1, 2]}, 2), Group("teacher", 20, {"T1": [2, 1]}, 2)),
    "wishes not asked": lambda: audit_of(
        Group("leader", 12, {}, 1), Group("teacher", 20, {}, 2), setting=Setting(without=("T3",))
    ),
    "wishes too few": lambda: audit_of(
        Group("leader", 12, {"T3": [1, *[BLANK] * 11]}, 1), Group("teacher", 20, {"T3": 1}, 2)
    ),
    "a role that is not compared": lambda: audit_of(
        Group("leader", 12, {}, 1), Group("teacher", 20, {}, 2), Group("support", 3, {}, 2), Group("unstated", 2, {}, 2)
    ),
    "older than gaps": lambda: teachers().model_copy(update={"gaps": None}),
    "two camps": lambda: teachers(20, T1=[0, 4], T2=[0, 4]),
    "answers far apart": lambda: teachers(20, T1=[0, 4], T2=[4, 0]),
    "many do not know": lambda: teachers(12, T1=[DK, 1], T2=[DK, 1]),
    "many would not say": lambda: teachers(12, T1=[PNS, 1], T2=[PNS, 1]),
    "only others": lambda: teachers(P1=4, P2=4),
    "only others, who are asked": lambda: teachers(E1=1, E2=4),
    "shared and ours": lambda: teachers(T1=4, T2=4, T3=4, T4=4),
    "three that move nothing": lambda: teachers(T1=4, T2=4, T3=4, T4=4, O1=4, O2=4),
    "one that moves": lambda: teachers(R1=4, R2=4),
    "one of two moves": lambda: teachers(R1=4, R2=4, T1=4, T2=4),
    "no mover": lambda: teachers(O1=4, O2=4),
    "most chose the bump": lambda: teachers(20, T1=4, T2=4, V1=[ROUTINES, DELAY]),
    "all but a few chose the bump": lambda: teachers(20, T1=4, T2=4, V1=[*[ROUTINES, BOTH] * 9, DELAY, DELAY]),
    "few chose the bump": lambda: teachers(20, R1=4, R2=4, V1=[ROUTINES, DELAY]),
    "each part was chosen": lambda: teachers(21, T1=4, T2=4, V1=PAIRS),
    "chosen, and no bump": lambda: teachers(20, V1=[ROUTINES, DELAY]),
    "too few chose": lambda: teachers(8, T1=4, T2=4, V1=ROUTINES),
    "no actions": lambda: teachers(usual=4, setting=without_actions()),
    "little was answered": lambda: teachers(usual=BLANK, T1=1, T2=1),
    "high as a whole": lambda: audit_of(
        Group("teacher", 5, {"T1": 4, "T2": 4}, BLANK),
        Group("teacher", 5, {"T3": 4, "T4": 4}, BLANK),
        Group("teacher", 6),
    ),
    **{reason: partial(hiding, reason) for reason in ("complement", "merged-roles", "consent")},
    "folded lines": folded,
    "under a licence": lambda: teachers(setting=Setting(instrument=changed(licence="CC-BY-4.0"))),
    "in a round": lambda: teachers().model_copy(update={"round": "2026-autumn"}),
    "three quarters of leaders": lambda: audit_of(
        Group("leader", 6), Group("teacher", 20), setting=Setting(headcount={"leader": 15, "teacher": 18})
    ),
    "replaces two": lambda: noted("replaces", "12", "13"),
    "wishes differ": lambda: audit_of(Group("leader", 12, {"T3": [0, 1]}), Group("teacher", 20, {"T3": [3, 4]})),
    "roles differ, each alike": lambda: audit_of(Group("leader", 12, {}, 1), Group("teacher", 20, {}, 2)),
    "some wrote": lambda: teachers(W1="Reading"),
    "overall": lambda: teachers(setting=Setting(overall=True)),
    "governors too": lambda: audit_of(Group("teacher", 12), Group("governor", 6)),
    "sensitive of eight": lambda: teachers(8, usual=2),
    "roles of few": lambda: audit_of(
        Group("teacher", 12, {}, 2), Group("support", 3, {}, 2), Group("leader", 4, {}, 2)
    ),
    "one of whom is a head": lambda: audit_of(Group("head", 1, {}, 4), Group("teacher", 12, {}, 1)),
    "a head who stays hidden": lambda: audit_of(
        Group("head", 1, {}, 4), Group("teacher", 12, {}, 1), setting=Setting(consent=False)
    ),
    "some left part open": lambda: teachers(20, T1=[0] * 17 + [BLANK] * 3, T2=[0] * 17 + [4] * 3),
    "all alike": lambda: audit_of(Group("teacher", 12, dict.fromkeys(POINTED, 3))),
    "asked the other way round": lambda: teachers(
        T1=4, T2=0, setting=asking("T2", measures={"time.routines": Measure(key="enabler")})
    ),
    "some do not know": lambda: teachers(30, T1=[4, 4, DK], T2=4),
    "asked of leaders only": lambda: teachers(setting=asking("R1", "R2", asked_of=("leader",))),
    "does not apply": lambda: teachers(T1=NA, T2=NA),
    "asked of the head only": lambda: audit_of(
        Group("head", 1, {}, 3), Group("teacher", 12), setting=asking("R1", "R2", asked_of=("head",))
    ),
    "asked of so many as is not known": unknown_asked,
    "whole staff, of two minds": lambda: teachers(20, T1=[1, 3], T2=[1, 3], setting=Setting(headcount=20)),
    "few teachers answered": lambda: audit_of(
        Group("leader", 12), Group("teacher", 12, {}, 4), setting=Setting(headcount={"leader": 12, "teacher": 40})
    ),
    "options of weeks": lambda: offered(horizon="quick"),
    "options of a year": lambda: offered(horizon="year"),
    "options of years": lambda: offered(horizon="multi-year"),
    "options in full": lambda: offered(
        involve="all", hours_how="1 × 2", watch_out="Noise.", should_move=("R1",), moves_pupils=True
    ),
    "options of a system": lambda: offered(level="system"),
    "options of others": lambda: offered(own_reach=False),
    "options that take no time": lambda: offered(hours=Hours()),
    "options that save": lambda: offered(hours=Hours(saves_per_term=(3, 9))),
    "options of nobody read": partial(graded, "A", "no"),
    "options of something read": partial(graded, "B", "yes"),
    "options of something read in part": partial(graded, "C", "in part"),
    "options of a summary": partial(graded, "C", "abstract"),
    "options from guidance": partial(graded, "G"),
    "options without effect": partial(graded, "X"),
    "options of our own": partial(graded, "local"),
    "mixed forms": lambda: noted("mixed-forms", "full"),
    "merged answers": lambda: noted("merged-answers"),
    "response differs": lambda: noted("response-differs"),
    "changed questions": lambda: noted("changed-questions", "T1"),
    "older version": lambda: noted("older-version", count=3),
    "overall asked for": lambda: noted("overall"),
    "replaces twelve": lambda: noted("replaces", "12"),
    "replaces some": lambda: noted("replaces"),
    "straight lines": lambda: counted(straight_lined=2),
    "copies": lambda: counted(duplicates=1),
    "twins": lambda: counted(alike=1),
    "set aside": lambda: counted(set_aside=2),
    "ignored": lambda: counted(ignored=1),
    "far from the mean over questions": lambda: counted(
        item_first=(ItemFirst(where="time", severity=20.0, item_first=30.0),)
    ),
    "no phase": lambda: no_family("no-phase"),
    "no nation": lambda: no_family("no-nation"),
    "too few alike": lambda: no_family("too-few"),
    "one person in a cohort": lambda: no_family("one-person"),
    "a family": lambda: family_of(*(FamilyRange(of=name, low=40.0, high=60.0) for name in PARTS)),
    "a family of before": lambda: family_of(FamilyRange(of="time", low=40.0, high=60.0), earlier=8),
    "a small family": family_of,
    "a family lower": lambda: family_of(FamilyRange(of="time.routines", low=0.0, high=20.0)),
    "a family higher": lambda: family_of(FamilyRange(of="time.routines", low=80.0, high=95.0)),
    "a family a little lower": lambda: family_of(FamilyRange(of="time.routines", low=0.0, high=49.0)),
    "a family a little higher": lambda: family_of(FamilyRange(of="time.routines", low=51.0, high=60.0)),
    "a family just below": lambda: family_of(FamilyRange(of="time.routines", low=30.0, high=45.0)),
    "all schools": lambda: family_of(FamilyRange(of="time", low=40.0, high=60.0, among="all")),
    "family and all schools": lambda: family_of(
        FamilyRange(of="time", low=40.0, high=60.0), FamilyRange(of="social", low=40.0, high=60.0, among="all")
    ),
    "offers something clear": lambda: in_a_cohort(
        teachers(W1="Reading"),
        SchoolExchange(takes_part=True, offers=(ExchangeOffer(facet="time.delay", basis="clear"),)),
    ),
    "offers the lowest": lambda: in_a_cohort(
        teachers(usual=3),
        SchoolExchange(takes_part=True, offers=(ExchangeOffer(facet="time.delay", basis="lowest"),)),
    ),
    "visits": lambda: in_a_cohort(teachers(), SchoolExchange(takes_part=True, sees=(VISIT,), shows=(BACK,))),
    "too few for visits": lambda: in_a_cohort(teachers(), SchoolExchange(takes_part=False, too_few=True)),
    "takes no part": lambda: in_a_cohort(teachers(), SchoolExchange(takes_part=False)),
    "short form in a cohort": lambda: in_a_cohort(
        teachers(setting=Setting(form="short")), SchoolExchange(takes_part=True)
    ),
    **{
        reason: partial(idle, reason)
        for reason in (
            *("no-wish", "nothing-stuck", "nobody-clear", "nothing-clear", "nobody-stuck", "not-apart", "no-room"),
        )
    },
}
"""Schools by what is told of them."""


# Sentences


def sentences() -> Iterator[tuple[str, str]]:
    """Yield every sentence of the sections, in the singular and the plural."""
    for path in sorted([*(REPORT / "sections").glob("*.py"), *(REPORT / f"{name}.py" for name in BESIDE)]):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and _called(call) in ASKED_FOR:
                texts = [
                    each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
                ]
                if texts:
                    yield texts[0], texts[1] if _called(call).startswith("n") else ""


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


SENTENCES = dict(sentences())
MARKS = {sentence: chr(FIRST_MARK + place) for place, sentence in enumerate(SENTENCES)}


@lru_cache
def marked() -> Locale:
    """A language in which each sentence begins with its mark."""
    catalogue = Catalog(locale="en")
    for one, many in SENTENCES.items():
        mark = MARKS[one]
        catalogue.add((one, many) if many else one, (mark + one, mark + many) if many else mark + one)
    written = BytesIO()
    write_mo(written, catalogue)
    return read_catalogue("xx", written.getvalue())


def texts_of(part: object) -> Iterator[str]:
    match part:
        case str():
            yield part
        case tuple():
            for each in part:
                yield from texts_of(each)


@lru_cache
def told(school: str) -> frozenset[str]:
    """The sentences that the report on one of SCHOOLS makes."""
    text = "".join(texts_of(document(SCHOOLS[school](), marked())))
    return frozenset(sentence for sentence, mark in MARKS.items() if mark in text)


SAID: Mapping[str, tuple[str, str]] = {
    "Draft: these questions were": ("all is clear", "piloted"),
    "Piloted: these questions were": ("piloted", "validated"),
    "Validated: these questions were": ("validated", "piloted"),
    "draft": ("all is clear", "piloted"),
    "piloted": ("piloted", "validated"),
    "validated": ("validated", "piloted"),
    "The questions may be used under": ("under a licence", "all is clear"),
    "%(number)s %(unit)s": ("written", "one hour"),
    "%(amount)s each; together about": ("written", "hours of seven"),
    "No hours or other amounts were": ("no amounts asked", "written"),
    "%(unit)s: %(number)s": ("one hour", "hours of seven"),
    "What was written, from memory.": ("one head", "written"),
    "What people wrote, from memory.": ("written", "one head"),
    "The school can lower this by": ("one that moves", "only others"),
    "The school can lower part of": ("shared and ours", "only others"),
    "Others have to lower this. The": ("only others", "shared and ours"),
    "Options to talk over, to change": ("one that moves", "no energy, nothing saves"),
    "The library holds no action": ("no actions", "shared and ours"),
    "There is little energy for more, and": ("no energy, nothing saves", "energy, and little backing for it"),
    "There is little energy for more, so": ("no energy", "energy, and little backing for it"),
    "Also in the library: %(titles)s.": ("short form", "one that moves"),
    "%(title)s (tested, with no gain in results)": ("short form, all tested without a gain", "short form"),
    "Look at the parts of this barrier:": ("short form", "all is a road block"),
    "No other school that takes part": ("nobody-clear", "no-wish"),
    "Nothing here is a bump, so there": ("nothing-stuck", "no-wish"),
    "The differences to other schools": ("not-apart", "no-wish"),
    "Nothing that you offer is clear": ("nothing-clear", "no-wish"),
    "What you could show is no bump": ("nobody-stuck", "no-wish"),
    "You said that you have no room": ("no-wish", "nothing-stuck"),
    "The schools that could help": ("no-room", "no-wish"),
    "The schools that could come": ("no-room", "no-wish"),
    "Ring the other school. Say what": ("visits", "too few alike"),
    "Send two colleagues, not one:": ("visits", "too few alike"),
    "Watch the ordinary, not a show:": ("visits", "too few alike"),
    "Within two weeks, try one small": ("visits", "too few alike"),
    "There is more expertise in a": ("takes no part", "all is clear"),
    "These visits are suggestions,": ("visits", "too few alike"),
    "Nothing here is clear, but this": ("offers the lowest", "offers something clear"),
    "What your own staff named: %(n)s": ("offers something clear", "takes no part"),
    "These are no bumps here. Others": ("offers something clear", "offers the lowest"),
    "%(facet)s, at %(school)s%(where)s.": ("visits", "too few alike"),
    "%(school)s%(where)s, about %(facet)s.": ("visits", "too few alike"),
    "about %(far)s km away": ("visits", "too few alike"),
    "and the other way round about": ("visits", "too few alike"),
    "Your school agreed to take part": ("too few for visits", "too few alike"),
    "Your school does not take part": ("takes no part", "too few for visits"),
    "The short form was answered,": ("short form in a cohort", "takes no part"),
    "No visit to make is suggested": ("no-wish", "visits"),
    "No visit to receive is suggested": ("no-wish", "visits"),
    "Draft questions": ("all is clear", "piloted"),
    "Piloted questions": ("piloted", "validated"),
    "Validated questions": ("validated", "piloted"),
    "%(who)s see these parts differently:": ("leaders differ", "leaders agree"),
    "Typical answers, and what they": ("written", "hours of seven"),
    "What we could stop doing: %(stop)s": ("no energy", "one that moves"),
    "An option:": ("one that moves", "all is clear"),
    "Round %(round)s": ("in a round", "all is clear"),
    "Somebody read these first, took": ("reviewed", "all is clear"),
    "%(n)s person wrote something.": ("reviewed", "some wrote"),
    "Nothing of it was cleared to": ("reviewed, nothing cleared", "reviewed"),
    "There is no family of schools to look beside, since the table of schools does not say of": (
        "no phase",
        "no nation",
    ),
    "There is no family of schools to look beside, since the table of schools does not say in": (
        "no nation",
        "no phase",
    ),
    "There is no family of schools to look beside: too": ("too few alike", "no phase"),
    "There is no family of schools to look beside: that": ("one person in a cohort", "no phase"),
    "Half of these schools lie within": ("a family", "a small family"),
    "Much as in others": ("a family a little lower", "a family higher"),
    "Your family holds %(n)s schools,": ("a family", "too few alike"),
    "%(interval)s, all schools": ("family and all schools", "all schools"),
    "The family is too small to show": ("a small family", "a family lower"),
    "Its middle half is that of %(n)s": ("a family of before", "a family higher"),
    "The middle half is that of all": ("all schools", "a family higher"),
    "Where “all schools” is added,": ("family and all schools", "a family higher"),
    "Lower than in most": ("a family higher", "a family lower"),
    "Perhaps lower than in most": ("a family a little higher", "a family higher"),
    "Higher than in most": ("a family lower", "a family higher"),
    "Perhaps higher than in most": ("a family just below", "a family lower"),
    "Which pupils could end up in": ("shared and ours", "one that moves"),
    "How would we notice within weeks": ("shared and ours", "one that moves"),
    "Who asks those pupils and their": ("shared and ours", "one that moves"),
    "These are suggestions: the highest": ("few chose the bump", "most chose the bump"),
    "These are suggestions: the bumps": ("most chose the bump", "few chose the bump"),
    "There are no scores to build": ("three teachers", "all is clear"),
    "Little energy for more: %(answers)s": ("no energy", "energy, and little backing for it"),
    "Moving know-how between people": ("one of two moves", "three that move nothing"),
    "The library holds no fitting": ("no mover", "one that moves"),
    "There are bumps, but for none": ("no actions", "all is a road block"),
    "No part by itself is a bump": ("high as a whole", "all is clear"),
    "Only %(scored)s of %(all)s parts": ("little was answered", "all is low"),
    "No part of the road is high": ("all is clear", "all is in the middle"),
    "No option here passes know-how": ("three that move nothing", "one that moves"),
    "This option moves know-how between": ("one that moves", "no mover"),
    "%(bump)s (%(height)s). An option:": ("one that moves", "all is clear"),
    "The good intention to protect": ("no energy", "one that moves"),
    "A quick sign that it works": ("no energy", "one that moves"),
    "A lasting outcome": ("no energy", "one that moves"),
    "Fairness first: this may move": ("shared and ours", "one that moves"),
    "Name one thing that could give": ("one that moves", "energy, and little backing for it"),
    "Only others can lower the bumps that there are. See": (
        "only others, who are asked",
        "only others",
    ),
    "Only others can lower the bumps that there are.": (
        "only others",
        "only others, who are asked",
    ),
    "%(n)s bump of %(from_)s or more.": ("all is clear", "three teachers"),
    "%(n)s stretch cannot be shown.": ("little was answered", "all is clear"),
    "All barriers together: %(number)s.": ("overall", "all is clear"),
    "No stretch of the road can be": ("three teachers", "all is clear"),
    "What others share in": ("shared and ours", "one that moves"),
    "What only others can lower": ("only others, who are asked", "shared and ours"),
    "No school can lower every bump": ("shared and ours", "one that moves"),
    "That can wait until there are": ("three teachers", "all is clear"),
    "Which bumps others could lower,": ("short form", "all is a road block"),
    "Others can lower some of these": ("only others", "one that moves"),
    "No bump this time calls for": ("one that moves", "only others"),
    "This report replaces any earlier": ("replaces some", "replaces twelve"),
    "People answered different forms.": ("mixed forms", "all is clear"),
    "Answers from several files were": ("merged answers", "all is clear"),
    "Some roles answered much more than others. Where": ("three quarters of leaders", "everyone"),
    "These questions have changed": ("changed questions", "all is clear"),
    "Some answers were given to an": ("older version", "all is clear"),
    "An overall score was asked for.": ("overall", "all is clear"),
    "This report replaces an earlier": ("replaces twelve", "replaces some"),
    "%(n)s of %(all)s staff answered": ("everyone", "all is clear"),
    "Fewer than half of the people": ("a third", "everyone but two thirds"),
    "fewer than %(n)s": ("three teachers", "all is clear"),
    "Too few people answered to say": ("three teachers", "six teachers"),
    "The staff agreed one answer": ("a team", "one head"),
    "One person answered.": ("one head", "a team"),
    "%(n)s person answered.": ("all is clear", "one head"),
    "Too few people answered to show": ("three teachers", "six teachers"),
    "More people answered than the": ("more than the staff", "whole staff"),
    "This is one person’s view. Others": ("one head", "six teachers"),
    "The margin is about who answered.": ("all is clear", "piloted"),
    "An interval such as “49 to 65”": ("six teachers", "one head"),
    "All this assumes that those": ("six teachers", "whole staff"),
    "Some people’s role is not known.": ("a role that is not compared", "leaders agree"),
    "beside, not in the school’s figures": ("governors too", "all is clear"),
    "more answers than people": ("three quarters of leaders", "everyone"),
    "fewer than half answered": ("three quarters of leaders", "everyone"),
    "agreed together": ("a team", "one head"),
    "one person’s view, shown with": ("one head", "a team"),
    "The questions themselves are": ("one head", "six teachers"),
    "An answer agreed together has": ("a team", "one head"),
    "One person’s view has no interval.": ("one head", "six teachers"),
    "Everyone answered. Next term’s": ("whole staff", "more than the staff"),
    "%(n)s person gave the same answer": ("straight lines", "skills unused"),
    "%(n)s copy of a form was left": ("copies", "all is clear"),
    "%(n)s person’s answers are the": ("twins", "all is clear"),
    "%(n)s answer did not fit its": ("set aside", "all is clear"),
    "%(n)s answer was to a question": ("ignored", "all is clear"),
    "roles are not shown": ("a head who stays hidden", "one of whom is a head"),
    " and": ("replaces two", "replaces twelve"),
    "Lower for %(a)s than for %(b)s,": ("leaders differ", "leaders see more"),
    "Higher for %(a)s than for %(b)s,": ("leaders see more", "leaders differ"),
    "Lower": ("leaders differ", "leaders see more"),
    "Higher": ("leaders see more", "leaders differ"),
    "No clear difference": ("leaders agree", "leaders differ"),
    "Warm but quiet: %(warm)s Yet": ("warm but quiet", "warm and open"),
    "%(parts)s: silence is information. A quarter": ("many do not know", "many would not say"),
    "%(parts)s: silence is information. A tenth": ("many would not say", "many do not know"),
    "Some want quick results, others": ("wishes differ", "leaders agree"),
    "The same questions, role against": ("wishes differ", "leaders agree"),
    "Not held against any other:": ("a role that is not compared", "leaders agree"),
    "%(points)s higher": ("leaders see more", "all is in the middle"),
    "Nothing to show: two roles are": ("all is clear", "leaders agree"),
    "Nothing to show: too few people": ("wishes too few", "leaders agree"),
    "%(name)s: the mean hides two": ("two camps", "answers far apart"),
    "A question for a meeting: what": ("leaders differ", "leaders agree"),
    "as high": ("leaders agree", "leaders see more"),
    "%(points)s lower": ("leaders differ", "everyone"),
    "This audit is older than the": ("older than gaps", "all is clear"),
    "The staff agreed their answers": ("a team", "one head"),
    "One person answered, so there": ("one head", "a team"),
    "What people want, and by when,": ("wishes not asked", "leaders agree"),
    "On what is wanted, and by when,": ("leaders agree", "wishes differ"),
    "On some barriers roles differ,": ("roles differ, each alike", "leaders agree"),
    "No clear difference on any barrier": ("leaders agree", "roles differ, each alike"),
    "Two roles stand above each part": ("everyone", "everyone but two thirds"),
    "Only what both were asked counts,": ("everyone", "everyone but two thirds"),
    "Answers to single questions": ("answers far apart", "all is clear"),
    "Each person could choose one.": ("each part was chosen", "too few chose"),
    "Options without a number were": ("few chose the bump", "each part was chosen"),
    "“%(question)s” Chosen by": ("most chose the bump", "too few chose"),
    "Fewer than %(least)s, or nobody": ("chosen, and no bump", "each part was chosen"),
    "fewer than %(least)s of %(asked)s,": ("few chose the bump", "most chose the bump"),
    "all but a few of %(asked)s": ("all but a few chose the bump", "most chose the bump"),
    "No figure can be shown here": ("three teachers", "all is a road block"),
    "Whether people here have skills that could be used more: the": ("skills in the middle", "skills unused"),
    "What was written is not printed": ("some wrote", "nobody wrote"),
    "Every part that has a figure": ("all is a road block", "three teachers"),
    "%(n)s person wrote something": ("some wrote", "short form"),
    "Whether people here have skills that could be used more was": ("skills not asked", "skills of six"),
    "Whether people here have skills that could be used more: no": ("three teachers", "skills of six"),
    "What people would show to others,": ("short form", "some wrote"),
    "Nobody wrote anything about": ("nobody wrote", "some wrote"),
    "What was cleared to be read": ("reviewed", "some wrote"),
    "Some of the know-how is already": ("skills unused", "skills used"),
    "Much of the skill here is already": ("skills used", "skills unused"),
    "Hardly in the way: %(names)s.": ("all is clear", "all is low"),
    "Least in the way: %(names)s.": ("all is low", "all is clear"),
    "It shares a part with a sensitive": ("sensitive of eight", "all is clear"),
    "It would rest on fewer than": ("three teachers", "all is clear"),
    "Shown beside the rest, it would": ("complement", "merged-roles"),
    "The question is sensitive, and": ("sensitive of eight", "all is clear"),
    "How answers were spread is shown": ("six teachers", "all is clear"),
    "People’s own words are counted": ("three teachers", "some wrote"),
    "Some roles are shown together,": ("merged-roles", "complement"),
    "It is one person’s answers,": ("one head without consent", "one head"),
    "People answered in trust. Some": ("six teachers", "all is clear"),
    "%(shown)s of %(all)s scores": ("six teachers", "all is clear"),
    "%(n)s question": ("six teachers", "all is clear"),
    "Ask more people. Each figure": ("three teachers", "six teachers"),
    "Is the staff very small? Sit": ("three teachers", "six teachers"),
    "Tell people what is shown and": ("three teachers", "six teachers"),
    "Silence is worth a conversation": ("three teachers", "six teachers"),
    "Nothing is wrong, and nobody": ("six teachers", "three teachers"),
    "Most of what is hidden compares": ("wishes too few", "six teachers"),
    "%(n)s score": ("three teachers", "all is clear"),
    "Nothing was withheld.": ("all is clear", "six teachers"),
    "%(bumps)s could each be the": ("shared and ours", "one that moves"),
    "%(n)s question of “%(facet)s”,": ("sensitive of eight", "all is clear"),
    "%(n)s question, folded to protect": ("folded lines", "all is clear"),
    "%(name)s: the mean over people": ("far from the mean over questions", "all is clear"),
    "There is no score to take apart": ("three teachers", "all is clear"),
    "%(question)s: %(n)s of %(all)s answered %(answers)s.": ("skills unused", "one head"),
    "How the answers were spread is not shown": ("six teachers", "all is in the middle"),
    "%(question)s: the answer is": ("one head", "skills unused"),
    "%(question)s: %(number)s out of": ("skills of six", "skills unused"),
    "The answer: %(answer)s.": ("one head", "skills unused"),
    "A high answer here makes the bump higher.": ("one that moves", "all is clear"),
    "A high answer here makes the bump lower.": ("asked the other way round", "one that moves"),
    "Besides: %(others)s": ("some do not know", "one that moves"),
    "Not asked of those who answered": ("asked of leaders only", "all is clear"),
    "Does not apply here": ("does not apply", "asked of leaders only"),
    "Not shown, to protect people": ("three teachers", "all is clear"),
    "Not enough answers for a score": ("nobody wrote", "short form"),
    "Not asked": ("asked of leaders only", "does not apply"),
    "Not for us": ("does not apply", "asked of leaders only"),
    "Not shown": ("three teachers", "all is clear"),
    "Too few": ("little was answered", "all is clear"),
    "%(word)s, may be %(others)s": ("six teachers", "all is clear"),
    "Some roles answered much more than others. Had": ("few teachers answered", "everyone"),
    "clear": ("skills unused", "all is clear"),
    "fairly clear": ("wishes differ", "all is clear"),
    "rough": ("two camps", "all is clear"),
    "too rough to compare": ("six teachers", "all is clear"),
    "One person": ("asked of the head only", "one head"),
    "%(n)s person": ("asked of so many as is not known", "one head without consent"),
    "up to %(number)s": ("hours of six", "all is clear"),
    "A figure such as “up to 20”": ("hours of six", "all is clear"),
    "%(number)s or more": ("skills of six", "skills unused"),
    "all gave the same answers": ("all is clear", "six teachers"),
    "everyone answered": ("whole staff, of two minds", "six teachers"),
    "beside, not in the school’s figure": ("governors too", "all is clear"),
    "one person’s view": ("one head", "a team"),
    "weeks": ("options of weeks", "one that moves"),
    "a term": ("one that moves", "options of weeks"),
    "a year": ("options of a year", "one that moves"),
    "several years": ("options of years", "one that moves"),
    "between colleagues": ("one that moves", "options of a system"),
    "across the school": ("two camps", "options of a system"),
    "between schools": ("all is in the middle", "options of a system"),
    "across the area or nation": ("options of a system", "one that moves"),
    "A: tested several times, and it helped": ("options of nobody read", "one that moves"),
    "B: tested once or twice, and it helped": ("options of something read", "one that moves"),
    "C: evaluated or described, hardly tested": ("options of something read in part", "one that moves"),
    "G: recommended in national guidance; this form is untested": ("options from guidance", "one that moves"),
    "D: a judgement, not tested": ("one that moves", "options from guidance"),
    "X: tested, with no gain in results": ("options without effect", "one that moves"),
    "Local: the school’s own experience": ("options of our own", "one that moves"),
    "we read it": ("options of something read", "one that moves"),
    "we read its summary only": ("options of a summary", "one that moves"),
    "we read part of it": ("options of something read in part", "one that moves"),
    "we have not read it": ("options of nobody read", "one that moves"),
    "%(hours)s (for your": ("written", "all is in the middle"),
    "%(hours)s (for %(staff)s staff)": ("one that moves", "options of a system"),
    "moves know-how": ("one that moves", "no mover"),
    "gives hours back": ("options that save", "one that moves"),
    "needs others": ("options of others", "one that moves"),
    "gives none back": ("one that moves", "options that save"),
    "This may move pupils.": ("options in full", "one that moves"),
}
"""By the beginning of a sentence: answers that bring it, and answers that must not."""

EVERYWHERE = (
    "The bands are house cut-points, neither norms nor standards.",
    "The options are for talking",
    "This is about the work. It is",
    "It is not for league tables:",
    "The hours beside the options",
    "Share one report of a round,",
    "The bands are house cut-points, neither norms nor standards;",
    "from %(start)s to under %(end)s",
    "One kind of thing that slows",
    "A part of a barrier that the",
    "From 0, a clear road, to 100,",
    "Where the figure would most",
    "Something that may lower a bump:",
    "An option that passes what someone",
    "People who answered but are",
    "Questionnaire: %(title)s (%(id)s)",
    "Version %(version)s, %(status)s",
    "Form: %(form)s",
    "Fingerprint: %(short)s",
    "Made by speedbumps from an audit",
    "from %(start)s",
    "If you are worried about a child",
    "A barrier is the mean over all",
    "The taller the hump, the more",
    "0 is a clear road, 100 a road",
    "Do we want the same things,",
    "Each person’s answers to the",
    "“One point” says what the figure",
    "The tables are left out on paper.",
)
"""The beginnings of sentences that stand in every report."""

LABELS = frozenset(
    {
        "Barrier",
        "Bump",
        "Height",
        "Interval",
        "Option",
        "Moves know-how",
        "Outside",
        "About this report",
        "The bands",
        "Words",
        "This is not a reporting channel",
        "Where this comes from",
        "Limits",
        "Hours and other amounts",
        "%(low)s to %(high)s",
        "All amounts",
        "Question",
        "Typical",
        "Middle half",
        "Wrote 0",
        "Answers",
        "The barriers",
        "What people chose",
        "To choose from",
        "Chosen by",
        "Score",
        "Role",
        "From 0 to 100",
        "%(barrier)s, by role",
        "The four barriers",
        "The bumps, one by one",
        "What was answered",
        "Who can lower it",
        "What there is to choose from",
        "told under “%(bump)s”",
        "What you could offer, what you could see, and where",
        "What you could see, and where",
        "Who could come to you",
        "%(facet)s (%(height)s)",
        "First steps for a visit",
        "What you could offer",
        "What is there already",
        "To talk about first",
        "To ask of others",
        "What slows improvement here, and what to do first",
        "Different views.",
        "Hours.",
        "Limits.",
        "Please read this first.",
        "The road",
        "At a glance",
        "In people’s own words",
        "Middle half of the family",
        "Beside schools like yours",
        "Part of the road",
        "Here",
        "In a word",
        "Your heights beside those of schools like yours",
        "Middle half of all schools",
        "What we will change about this option:",
        "Who leads:",
        "We look again on:",
        "What to talk about first",
        "Stop first",
        "Then start",
        "First step",
        "Hours of people’s time",
        "Or choose instead",
        "How sure",
        "The same as the picture, in order along the road",
        "The road, in figures",
        "The road, and the bumps along it",
        "What to ask of others",
        "Answered",
        "Of",
        "Share",
        "Note",
        "Who answered, and how sure we are",
        "Answers by role",
        "All staff",
        "How the answers were handled",
        "To learn more next time",
        "Where people see different roads",
        "%(a)s and %(b)s",
        "Gaps between roles",
        "For the first",
        "Where a mean hides different views",
        "What else the answers hint at",
        "%(title)s (%(number)s out of 100)",
        "What the school already has",
        "Where the road is clear",
        "Where the road is lowest",
        "What is done well, in own words",
        "What is not shown, and why",
        "everybody together",
        "What is hidden, and why",
        "Not shown, and why",
        "How every number was worked out",
        "How %(name)s was worked out",
        "Each question by itself",
        "Weight",
        "Adds",
        "One point",
        "Together",
        "Besides",
        "All questions, with their figures",
        "Answer",
        "Left blank",
        "Scored",
        "%(n)s of %(asked)s",
        "%(most)s or %(last)s",
        "How sure: %(sure)s.",
        "Answers: %(people)s.",
        "Who could lead it",
        "Who is in it",
        "How long until it shows",
        "How we estimated them",
        "What we could stop doing",
        "Look out for",
        "How to see whether it works",
        "In the next round, look at",
        "Evidence",
        "Source",
        "Fairness",
        "%(range)s to begin",
        "%(range)s a term",
        "gives back %(range)s a term",
    }
)
"""Headings, labels and parts of a table, which say nothing about a school."""


def begins(beginning: str) -> str:
    """The one sentence that begins so."""
    found = [sentence for sentence in SENTENCES if sentence.startswith(beginning) and sentence not in LABELS]
    (only,) = [beginning] if beginning in found else found
    return only


@pytest.mark.parametrize("beginning", SAID)
def test_a_sentence_stands_where_the_answers_say_so_and_nowhere_else(beginning: str) -> None:
    right, wrong = SAID[beginning]

    assert begins(beginning) in told(right)
    assert begins(beginning) not in told(wrong)


@pytest.mark.parametrize("school", SCHOOLS)
def test_some_sentences_stand_in_every_report(school: str) -> None:
    assert {begins(beginning) for beginning in EVERYWHERE} <= told(school)


def test_every_sentence_of_the_sections_is_accounted_for() -> None:
    known = {begins(beginning) for beginning in (*SAID, *EVERYWHERE)}

    assert known | LABELS == set(SENTENCES)
    assert not known & LABELS
