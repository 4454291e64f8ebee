"""Every sentence that a report can make about a school: answers that bring it, and answers that must not.

Each sentence carries a mark of its own through a report, so that it is found wherever it stands.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from io import BytesIO
from typing import Literal

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from support.document_texts import texts_of
from support.paths import TOP
from support.plan_pages import PLANS
from support.round_pages import PAGES
from support.staff_answers import FACETS, LIBRARY, POINTED, QUESTIONNAIRE, USUAL, Group, Setting, audit_of

from speedbumps.i18n import Locale, load_locale, read_catalogue
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
from speedbumps.report.beside import Beside
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


def averaged() -> Instrument:
    """The questionnaire with an amount whose typical figure is an average."""
    visits = QUESTIONNAIRE.scales["visits"]
    assert visits.number is not None
    mean = visits.model_copy(update={"number": visits.number.model_copy(update={"aggregate": "mean"})})
    return changed(scales={**QUESTIONNAIRE.scales, "visits": mean})


def looked_up() -> Instrument:
    """The questionnaire with a part whose scores are looked up in a table."""
    barriers = tuple(
        barrier.model_copy(
            update={"facets": (barrier.facets[0].model_copy(update={"table": {total: total for total in range(9)}}),)}
        )
        if barrier.id == "political"
        else barrier
        for barrier in QUESTIONNAIRE.barriers
    )
    return changed(barriers=barriers)


def with_options(**parts: object) -> Instrument:
    """The questionnaire with a library of which all options have other *parts*."""
    actions = tuple(each.model_copy(update=parts) for each in LIBRARY.actions)
    return Instrument(questionnaire=QUESTIONNAIRE, library=LIBRARY.model_copy(update={"actions": actions}))


def saving_for(facet: str) -> Setting:
    """The questionnaire with a library of which only the options for *facet* give hours back."""
    saving = {True: Hours(saves_per_term=(5, 9)), False: Hours(per_term=(5, 9))}
    actions = tuple(each.model_copy(update={"hours": saving[each.eases[0] == facet]}) for each in LIBRARY.actions)
    library = LIBRARY.model_copy(update={"actions": actions})
    return Setting(instrument=Instrument(questionnaire=QUESTIONNAIRE, library=library))


def offered(**parts: object) -> Audit:
    """A school with two bumps, for which all options have other *parts*."""
    return teachers(R1=4, R2=4, setting=Setting(instrument=with_options(**parts)))


def graded(grade: Grade, read: Literal["yes", "abstract", "in part", "no"] | None = None) -> Audit:
    """A school whose options are as well tested as *grade* says, in a source that was *read* so far."""
    source = "A study" if read else None
    return offered(evidence=Evidence(grade=grade, summary="So it is.", source=source, source_read=read))


def addressed(headcount: int | None = None) -> Setting:
    """The questionnaire with an addressee for all that others could lower."""
    whom = {"delay": "The authority", "energy": "The authority", "checks": "The inspectorate"}
    barriers = tuple(
        barrier.model_copy(
            update={
                "facets": tuple(
                    facet.model_copy(update={"ask_whom": whom.get(facet.id), "ask_others": "come less often"})
                    for facet in barrier.facets
                )
            }
        )
        for barrier in QUESTIONNAIRE.barriers
    )
    return Setting(headcount=headcount, instrument=changed(barriers=barriers))


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


def reviewed(*texts: str, found: Audit | None = None) -> Audit:
    """A school whose people wrote, and where somebody cleared *texts* of it."""
    found = found or teachers(W1="Reading")
    opened = tuple(each.model_copy(update={"words": texts}) if each.n else each for each in found.open)
    return found.model_copy(update={"open": opened})


VISIT = ExchangeVisit(facet="time.delay", school="elm", name="Elm", kilometres=4.2, mutual=True)
BACK = ExchangeVisit(facet="resource.skills", school="elm", name="Elm", kilometres=4.2, mutual=True)
PARTS = ("time.routines", "resource.skills")

APART = ([0, 1], [0, 2], [0, 3], [0, 4], [1, 2, 3], [0, 1, 2], [0, 2, 4])
SPREAD = {name: APART[place // 2] for place, name in enumerate(POINTED)}
"""Answers that lie further apart for some questions than for others."""

PART_OPEN = {name: [0, 1, 2, BLANK] for name in ("T1", "T2")}

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
    "nearly in the middle": lambda: audit_of(Group("teacher", 20, {name: [2] * 19 + [0] for name in POINTED})),
    "one head, in the middle": lambda: head(usual=2),
    "everyone": lambda: audit_of(*EVERYONE, setting=Setting(headcount=STAFF)),
    "everyone but two thirds": lambda: teachers(20, setting=Setting(headcount=30)),
    "a third": lambda: teachers(10, setting=Setting(headcount=30)),
    "whole staff": lambda: teachers(20, usual=2, setting=Setting(headcount=20)),
    "more than the staff": lambda: teachers(20, usual=2, setting=Setting(headcount=15)),
    "scores from a table": lambda: teachers(setting=Setting(instrument=looked_up())),
    "piloted": lambda: teachers(setting=Setting(instrument=changed(status="piloted"))),
    "validated": lambda: teachers(setting=Setting(instrument=changed(status="validated"))),
    "skills unused": lambda: teachers(R1=[3, 4], R2=0),
    "skills used": lambda: teachers(R1=[0, 1], R2=4),
    "skills in the middle": lambda: teachers(R1=[1, 2, 3]),
    "skills not asked": lambda: teachers(setting=Setting(without=("R1",))),
    "skills of six": lambda: teachers(6, R1=[4, 4, 4, 4, 4, 3]),
    "no energy": lambda: teachers(E1=[3, 4], T1=4, T2=4),
    "no energy, nothing saves": lambda: teachers(E1=[3, 4], R1=4, R2=4),
    "no energy, some options save": lambda: teachers(
        E1=[3, 4], T1=4, T2=4, R1=4, R2=4, setting=saving_for("time.routines")
    ),
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
    "an average": lambda: teachers(N2=[1.0, 2.0], setting=Setting(instrument=averaged())),
    "an average of six": lambda: teachers(6, N2=[1.0, 2.0], setting=Setting(instrument=averaged())),
    "no amounts asked": lambda: teachers(setting=Setting(form="short")),
    "nobody wrote": teachers,
    "reviewed": lambda: reviewed("Reading at the gate."),
    "reviewed, nothing cleared": reviewed,
    "leaders differ": lambda: audit_of(Group("leader", 12, {}, 0), Group("teacher", 20, {"T1": [2, 3, 4]}, 3)),
    "leaders see more": lambda: audit_of(Group("leader", 12, {}, 4), Group("teacher", 20, {"T1": [2, 3]}, 1)),
    "differences that are rounded": lambda: audit_of(
        Group("leader", 12, {"T1": [1, 2, 2]}), Group("teacher", 20, {"T1": [*[3] * 9, 2]}, 2)
    ),
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
    "asked with an addressee": lambda: teachers(20, usual=3, setting=addressed()),
    "asked with an addressee, of so many": lambda: teachers(20, usual=3, setting=addressed(30)),
    "asked with an addressee, by six": lambda: teachers(6, usual=2, setting=addressed()),
    "asked, and answers far apart": lambda: teachers(20, E1=[0, 4], E2=4),
    "two wrote": lambda: teachers(W1=["Reading"] * 2 + [None] * 10),
    "one head, whose words were cleared": lambda: reviewed("Reading at the gate.", found=head(usual=3, W1="Reading")),
    "one head, one high answer": lambda: head(T1=3),
    "one head, no actions": lambda: head(usual=4, setting=without_actions()),
    "a contented team": lambda: audit_of(Group("team", 1)),
    "governors of three": lambda: audit_of(Group("teacher", 12), Group("governor", 3)),
    "most is hidden": lambda: audit_of(Group("teacher", 3, {}, 2), Group("teacher", 9, {"T1": 2, "T2": 2}, BLANK)),
    "no part can be shown": lambda: audit_of(
        Group("teacher", 4, {"T1": 1, "T2": 1}, BLANK),
        Group("teacher", 4, {"T3": 1, "T4": 1}, BLANK),
        Group("teacher", 4, {}, BLANK),
    ),
    "leaders differ everywhere": lambda: audit_of(
        Group("leader", 12, {name: [0, 1] for name in POINTED}),
        Group("teacher", 20, {name: [2, 3, 4] for name in POINTED}),
    ),
    "a bump that some left open": lambda: teachers(30, T1=[4, 4, BLANK], T2=4),
    "answers spread in many ways": lambda: audit_of(Group("teacher", 12, SPREAD)),
    "a question with a weight": lambda: teachers(
        T1=[1, 2], setting=asking("T1", measures={"time.routines": Measure(key="barrier", weight=2)})
    ),
    "hours in full, for a smaller staff": lambda: teachers(
        R1=4, R2=4, setting=Setting(headcount=24, instrument=with_options(hours_how="1 × 2"))
    ),
    "whole staff, all clear": lambda: teachers(20, setting=Setting(headcount=20)),
    "all left open": lambda: teachers(usual=BLANK, N1=4.0),
    "whole staff, some left part open": lambda: audit_of(
        Group("teacher", 20, PART_OPEN), setting=Setting(headcount=20)
    ),
    "all leaders, some left part open": lambda: audit_of(
        Group("leader", 12, PART_OPEN), Group("teacher", 20), setting=Setting(headcount={"leader": 12, "teacher": 40})
    ),
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


@lru_cache
def told(school: str) -> frozenset[str]:
    """The sentences that the report on one of SCHOOLS makes, or on one of PAGES, with earlier rounds."""
    if school in PLANS:
        made = document(*PLANS[school](marked()))
    elif school in PAGES:
        audit, comparison = PAGES[school]()
        made = document(audit, marked(), Beside(comparison=comparison))
    else:
        made = document(SCHOOLS[school](), marked())
    text = "".join(texts_of(made))
    return frozenset(sentence for sentence, mark in MARKS.items() if mark in text)


SAID: Mapping[str, tuple[str, str]] = {
    "The score of each person was": ("scores from a table", "all is clear"),
    "The plan of %(round)s.": ("plan: of a round", "plan: of no round"),
    "expected: %(hours)s": ("plan: done", "plan: of an action that is gone"),
    "%(hours)s spent": ("plan: done", "plan: open"),
    "not written down": ("plan: open", "plan: done"),
    "%(bump)s: no number this time": ("plan: without a number", "plan: open"),
    "%(bump)s: now %(number)s": ("plan: open", "plan: compared"),
    "%(bump)s: was %(before)s, now": ("plan: compared", "plan: open"),
    "%(moved)s (a change between": ("plan: compared", "plan: of a barrier, compared"),
    "Still open:": ("plan: open", "plan: done"),
    "A new plan counts what is under way": ("plan: under way", "plan: tried what is suggested"),
    "%(actions)s. Go on with it, change": ("plan: open", "plan: done"),
    "A bump may have changed for other": ("plan: done", "all is clear"),
    "▼ clearly lower": ("then: lower", "then: no change"),
    "▲ clearly higher": ("then: higher", "then: no change"),
    "no clear change": ("plan: of a barrier, as before", "plan: of a barrier, compared"),
    "The question was changed between": ("then: reworded", "then: no change"),
    "Not asked in every round, or not": ("then: not asked", "then: no change"),
    "Too few of its questions were asked": ("then: much reworded", "then: reworded"),
    "One of the forms that were filled in": ("then: short", "then: no change"),
    "One of the rounds has no answers": ("then: does not apply", "then: no change"),
    "Their answers are left out, since": ("then: another role", "then: no change"),
    "Not shown in the report of one of": ("then: few have a score", "then: no change"),
    "Too few people answered it in one": ("then: few answered a question", "then: no change"),
    "Beside the reports of the rounds, it": ("then: few are left out", "then: no change"),
    "Sensitive, and too few people": ("then: sensitive", "then: no change"),
    "Few people, nearly all at one end": ("then: at an end", "then: no change"),
    "%(round)s: %(n)s of %(all)s staff": ("then: of a known staff", "then: no change"),
    "%(round)s: %(n)s person answered.": ("then: no change", "then: of a known staff"),
    "Of the areas, %(n)s can be": ("then: no change", "then: one person"),
    "%(n)s is clearly lower (better).": ("then: lower", "then: no change"),
    "%(n)s is clearly higher (worse).": ("then: higher", "then: no change"),
    "%(n)s shows no clear change.": ("then: no change", "then: one person"),
    "Moved most: %(parts)s.": ("then: lower", "then: one person"),
    "“%(part)s” from %(before)s to %(after)s (down": ("then: lower", "then: one person"),
    "“%(part)s” from %(before)s to %(after)s (up": ("then: higher", "then: one person"),
    "Where many parts are compared,": ("then: lower", "then: one person"),
    "Of %(n)s there are too few answers": ("then: much at an end", "then: no change"),
    "too few answers to say": ("then: much at an end", "then: no change"),
    "Too few answers to say: chance": ("then: much at an end", "then: no change"),
    "%(n)s question is not compared, to": ("then: much at an end", "then: at an end"),
    "%(n)s question is not compared because": ("then: nearly all reworded", "then: reworded"),
    "The range in brackets is that of": ("then: no change", "then: one person"),
    "Since %(round)s:": ("then: lower", "then: of unnamed rounds"),
    "Since the round before:": ("then: of unnamed rounds", "then: lower"),
    "The last plan:": ("plan: done", "then: lower"),
    "In the last plan": ("plan: tried what is suggested", "plan: tried another option"),
    "%(action)s (in the last plan: %(status)s)": (
        "plan: tried another option",
        "plan: tried what is suggested",
    ),
    "The annex says what it rests on.": ("one that moves", "all is clear"),
    "was %(number)s": ("then: no change", "all is clear"),
    "Filled: now. Dashed outline and": ("then: no change", "all is clear"),
    "Clearly lower or higher: by 5": ("then: no change", "then: one person"),
    "A lower number does not prove that": ("then: lower", "all is clear"),
    "Both rounds are worked out anew on": ("then: reworded", "then: no change"),
    "Worked out from the figures of each": ("then: from audits", "then: lower"),
    "held for two rounds": ("then: held", "then: not held"),
    "on %(n)s of %(all)s questions": ("then: reworded", "then: no change"),
    "Draft: these questions were": ("all is clear", "piloted"),
    "Piloted: these questions were": ("piloted", "validated"),
    "Validated: these questions were": ("validated", "piloted"),
    "draft": ("all is clear", "piloted"),
    "piloted": ("piloted", "validated"),
    "validated": ("validated", "piloted"),
    "The questions may be used under": ("under a licence", "all is clear"),
    "%(number)s %(unit)s": ("written", "one hour"),
    "%(amount)s each; together about": ("written", "hours of seven"),
    "(%(amount)s × %(people)s people": ("written", "hours of seven"),
    "%(amount)s on average": ("an average", "written"),
    "Not shown: with fewer than %(n)s": ("an average of six", "an average"),
    "The school can lower this by": ("all is in the middle", "only others"),
    "The school can lower part of": ("written", "only others"),
    "Others have to lower this. The": ("only others", "shared and ours"),
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
    "Only whole areas can be shown.": ("no part can be shown", "all is clear"),
    "The library holds no fitting": ("no mover", "one that moves"),
    "There are bumps, but for none": ("no actions", "all is a road block"),
    "No part by itself is a bump": ("high as a whole", "all is clear"),
    "Only %(scored)s of %(all)s parts": ("little was answered", "all is low"),
    "No part of the road is high": ("all is clear", "all is in the middle"),
    "A lasting outcome": ("written", "only others"),
    "Something that you choose.": ("one that moves", "energy, and little backing for it"),
    "Only others can lower the bumps that there are. See": (
        "only others, who are asked",
        "only others",
    ),
    "Only others can lower the bumps that there are.": (
        "only others",
        "only others, who are asked",
    ),
    "All areas together: %(number)s.": ("overall", "all is clear"),
    "Which bumps others could lower,": ("short form", "all is a road block"),
    "Others can lower some of these": ("only others", "one that moves"),
    "No bump this time calls for": ("one that moves", "only others"),
    "This report replaces any earlier": ("replaces some", "replaces twelve"),
    "People answered different forms.": ("mixed forms", "all is clear"),
    "Answers from several files were": ("merged answers", "all is clear"),
    "These questions have changed": ("changed questions", "all is clear"),
    "Some answers were given to an": ("older version", "all is clear"),
    "An overall score was asked for.": ("overall", "all is clear"),
    "This report replaces an earlier": ("replaces twelve", "replaces some"),
    "%(n)s of %(all)s staff answered": ("everyone", "all is clear"),
    "Fewer than half of the people": ("written", "all is in the middle"),
    "fewer than %(n)s": ("governors of three", "governors too"),
    "%(n)s person answered.": ("all is clear", "one head"),
    "More people answered than the": ("more than the staff", "whole staff"),
    "The margin is about who answered.": ("all is clear", "piloted"),
    "Some people’s role is not known.": ("a role that is not compared", "leaders agree"),
    "more answers than people": ("three quarters of leaders", "everyone"),
    "fewer than half answered": ("three quarters of leaders", "everyone"),
    "agreed together": ("a team", "one head"),
    "one person’s view, shown with": ("one of whom is a head", "a head who stays hidden"),
    "%(n)s person gave the same answer": ("straight lines", "skills unused"),
    "%(n)s copy of a form was left": ("copies", "all is clear"),
    "%(n)s person’s answers are the": ("twins", "all is clear"),
    "%(n)s answer did not fit its": ("set aside", "all is clear"),
    "%(n)s answer was to a question": ("ignored", "all is clear"),
    " and": ("replaces two", "replaces twelve"),
    "Lower": ("leaders differ", "leaders see more"),
    "Higher": ("leaders see more", "leaders differ"),
    "No clear difference": ("leaders agree", "leaders differ"),
    "Not held against any other:": ("a role that is not compared", "leaders agree"),
    "%(points)s higher": ("leaders see more", "all is in the middle"),
    "%(points)s lower": ("leaders differ", "everyone"),
    "This audit is older than the": ("older than gaps", "all is clear"),
    "What people want, and by when,": ("wishes not asked", "leaders agree"),
    "Only what both were asked counts,": ("everyone", "everyone but two thirds"),
    "Each person could choose one.": ("each part was chosen", "too few chose"),
    "Options without a number were": ("few chose the bump", "each part was chosen"),
    "“%(question)s” Chosen by": ("most chose the bump", "too few chose"),
    "Fewer than %(least)s, or nobody": ("chosen, and no bump", "each part was chosen"),
    "fewer than %(least)s of %(asked)s,": ("few chose the bump", "most chose the bump"),
    "all but a few of %(asked)s": ("all but a few chose the bump", "most chose the bump"),
    "%(n)s person wrote something": ("some wrote", "short form"),
    "Some of the know-how is already": ("skills unused", "skills used"),
    "Much of the skill here is already": ("skills used", "skills unused"),
    "Beside a sensitive question, which": ("sensitive of eight", "all is clear"),
    "What would give away, beside the": ("complement", "merged-roles"),
    "A sensitive question, which needs": ("sensitive of eight", "all is clear"),
    "How the answers of fewer than": ("six teachers", "all is clear"),
    "People’s own words are counted": ("two wrote", "some wrote"),
    "Some roles are shown together,": ("merged-roles", "complement"),
    "It is one person’s answers,": ("consent", "merged-roles"),
    "People answered in trust. Some": ("six teachers", "all is clear"),
    "%(shown)s of %(all)s scores": ("six teachers", "all is clear"),
    "%(n)s question": ("six teachers", "all is clear"),
    "Ask more people. Each figure": ("most is hidden", "six teachers"),
    "Is the staff very small? Sit": ("most is hidden", "six teachers"),
    "Tell people what is shown and": ("most is hidden", "six teachers"),
    "Silence is worth a conversation": ("most is hidden", "six teachers"),
    "Nothing is wrong, and nobody": ("six teachers", "three teachers"),
    "Most of what is hidden compares": ("wishes too few", "six teachers"),
    "%(n)s score": ("three quarters of leaders", "all is clear"),
    "%(bumps)s could each be the": ("all is in the middle", "one that moves"),
    "%(name)s: the mean over people": ("far from the mean over questions", "all is clear"),
    "How the answers were spread is not shown": ("six teachers", "all is in the middle"),
    "The answer: %(answer)s.": ("one head", "skills unused"),
    "Not asked of those who answered": ("asked of leaders only", "all is clear"),
    "Does not apply here": ("does not apply", "asked of leaders only"),
    "Not shown, to protect people": ("six teachers", "all is clear"),
    "Not enough answers for a score": ("nobody wrote", "short form"),
    "One person": ("asked of the head only", "one head"),
    "up to %(number)s": ("hours of six", "all is clear"),
    "A figure such as “up to 20”": ("hours of six", "all is clear"),
    "%(number)s or more": ("skills of six", "skills unused"),
    "beside, not in the school’s figure": ("governors too", "all is clear"),
    "one person’s view": ("asked of the head only", "one head"),
    "weeks": ("options of weeks", "one that moves"),
    "a term": ("one that moves", "options of weeks"),
    "a year": ("options of a year", "one that moves"),
    "several years": ("options of years", "one that moves"),
    "between colleagues": ("one that moves", "options of a system"),
    "across the school": ("two camps", "options of a system"),
    "between schools": ("one head", "options of a system"),
    "across many schools": ("options of a system", "one that moves"),
    "we read it": ("options of something read", "one that moves"),
    "we read its summary only": ("options of a summary", "one that moves"),
    "we read part of it": ("options of something read in part", "one that moves"),
    "we have not read it": ("options of nobody read", "one that moves"),
    "%(hours)s (for your": ("written", "all is in the middle"),
    "%(hours)s (for %(staff)s staff)": ("one that moves", "options of a system"),
    "moves know-how": ("one head", "no mover"),
    "gives hours back": ("options that save", "one that moves"),
    "needs others": ("options of others", "one that moves"),
    "gives none back": ("one that moves", "options that save"),
    "This may move pupils.": ("options in full", "one that moves"),
    "Draft questions: still to be": ("all is clear", "piloted"),
    "Questions tried out in schools": ("piloted", "validated"),
    "Questions tested in schools": ("validated", "piloted"),
    "%(role)s: %(n)s of %(all)s": ("three quarters of leaders", "leaders agree"),
    "%(role)s: all %(n)s": ("everyone", "leaders agree"),
    "%(role)s: %(n)s": ("leaders agree", "everyone"),
    "Fewer than half answered. Talk": ("a third", "everyone but two thirds"),
    "least in the way: lower is better": ("all is clear", "all is in the middle"),
    "%(number)s, where 0 is best": ("all is clear", "all is in the middle"),
    "These parts are least in the way:": ("all is clear", "all is in the middle"),
    "No part is clearly below the line": ("all is in the middle", "no part can be shown"),
    "No number can be shown here yet.": ("no part can be shown", "all is in the middle"),
    "The task is to find it and": ("skills unused", "skills used"),
    "Talk about this one first": ("one that moves", "all is clear"),
    "It has a page in the report,": ("one that moves", "all is clear"),
    "In the order of how many people": ("most chose the bump", "few chose the bump"),
    "These are close, so their order": ("all is in the middle", "one that moves"),
    "You could try": ("one that moves", "all is clear"),
    "What gives way: %(stop)s": ("one that moves", "all is clear"),
    "“%(question)s” A typical answer:": ("written", "hours of seven"),
    "Hours:": ("written", "hours of seven"),
    "Two views:": ("leaders differ", "leaders agree"),
    "%(n)s of the %(all)s parts scores": ("all is in the middle", "all is low"),
    "No part scores %(start)s or more.": ("all is low", "all is in the middle"),
    "No part of the road can be shown": ("no part can be shown", "most is hidden"),
    "%(n)s part cannot be shown.": ("most is hidden", "all is clear"),
    "%(line)s, by more than the margin": ("skills used", "six teachers"),
    "%(line)s, none of them by more": ("six teachers", "skills used"),
    "%(line)s; %(sure)s of them by": ("leaders see more", "skills used"),
    "Striped: %(start)s or more.": ("all is in the middle", "all is low"),
    "Upright line and ±: margin of": ("skills used", "all is clear"),
    "“all”, with a number: everyone": ("whole staff, of two minds", "six teachers"),
    "“Near”: the margin reaches": ("six teachers", "all is clear"),
    "Dashed: no number to show.": ("does not apply", "all is clear"),
    "Numbered: to talk about first.": ("one that moves", "all is clear"),
    "%(band)s, near %(other)s": ("six teachers", "all is clear"),
    "all %(n)s": ("whole staff, of two minds", "six teachers"),
    "your view": ("one head", "a team"),
    "hidden": ("most is hidden", "all is clear"),
    "no score": ("little was answered", "all is clear"),
    "not asked": ("asked of leaders only", "does not apply"),
    "not for us": ("does not apply", "asked of leaders only"),
    "How sure: most numbers carry": ("skills used", "answers spread in many ways"),
    "How sure: numbers carry ±%(low)s": ("answers spread in many ways", "skills used"),
    "%(everyone)s, such a number would": ("skills used", "whole staff"),
    "Had everyone answered": ("skills used", "few teachers answered"),
    "Had all %(all)s staff answered": ("few teachers answered", "skills used"),
    "This assumes that those who": ("skills used", "whole staff"),
    "How many people there are to ask": ("skills used", "few teachers answered"),
    "All %(role)s answered, so their": ("few teachers answered", "whole staff"),
    "Everyone answered, so numbers": ("whole staff", "everyone but two thirds"),
    "%(more)s answered more (%(high)s%%)": ("few teachers answered", "everyone"),
    "groups are not shown": ("a head who stays hidden", "one of whom is a head"),
    "Warm but quiet": ("warm but quiet", "warm and open"),
    "Yet:": ("warm but quiet", "warm and open"),
    "Close teams can be like that.": ("warm but quiet", "warm and open"),
    "Little energy for more": ("no energy", "energy, and little backing for it"),
    "Start less, and start with what": ("no energy", "energy, and little backing for it"),
    "%(start)s The options to talk about": ("no energy", "no energy, nothing saves"),
    "Two stories in one number": ("two camps", "all is clear"),
    "“%(name)s” hides two views:": ("two camps", "answers far apart"),
    "On %(names)s, answers lie far": ("answers far apart", "two camps"),
    "Much left open": ("many do not know", "all is clear"),
    "A quarter or more of the answers": ("many do not know", "many would not say"),
    "A tenth or more of the answers": ("many would not say", "many do not know"),
    "Passing know-how on": ("one that moves", "all is clear"),
    "%(n)s of the options to talk": ("one of two moves", "three that move nothing"),
    "None of the options to talk about": ("three that move nothing", "one of two moves"),
    "How many people wrote something:": ("some wrote", "nobody wrote"),
    "%(question)s %(n)s": ("some wrote", "nobody wrote"),
    "Nobody wrote anything this time.": ("nobody wrote", "some wrote"),
    "Their words are printed only after": ("some wrote", "reviewed"),
    "What could tell who wrote it": ("reviewed", "some wrote"),
    "Fewer than %(least)s answered": ("two wrote", "some wrote"),
    "What is not shown, so that nobody": ("six teachers", "all is clear"),
    "A number that would rest on fewer": ("most is hidden", "all is clear"),
    "%(n)s number of the whole school": ("most is hidden", "wishes too few"),
    "%(n)s number of a group": ("wishes too few", "six teachers"),
    "All that is not shown, and why": ("six teachers", "all is clear"),
    "The road as each group sees it": ("leaders agree", "all is clear"),
    "The road, part by part": ("all is clear", "leaders agree"),
    "Read down for what is most in the way. Read across": ("leaders agree", "all is clear"),
    "Read down for what is most in the way.": ("all is clear", "leaders agree"),
    "A clear gap: a difference between": ("leaders differ", "leaders agree"),
    "that group was not asked, or not": ("asked of leaders only", "does not apply"),
    "that group answered too few of": ("little was answered", "does not apply"),
    "so that nobody can be recognised.": ("most is hidden", "does not apply"),
    "it does not apply to that group.": ("does not apply", "asked of leaders only"),
    "Groups from outside the school": ("governors too", "all is clear"),
    "Each area’s number is the average": ("all is clear", "short form"),
    "%(a)s clearly lower than %(b)s": ("leaders differ", "leaders see more"),
    "%(a)s clearly higher than %(b)s": ("leaders see more", "leaders differ"),
    "%(a)s find %(areas)s less in the": ("leaders differ", "leaders see more"),
    "%(a)s find %(areas)s more in the": ("leaders see more", "leaders differ"),
    "all %(n)s areas": ("leaders differ everywhere", "leaders differ"),
    "Neither is wrong: they drive": ("leaders differ", "leaders agree"),
    "On some areas groups differ, but": ("roles differ, each alike", "leaders agree"),
    "No clear difference on any area": ("leaders agree", "roles differ, each alike"),
    "Two groups are held against each": ("all is clear", "leaders agree"),
    "On single questions about what": ("wishes differ", "leaders agree"),
    "We found no clear difference": ("leaders agree", "wishes differ"),
    "Too few people of two groups": ("wishes too few", "leaders agree"),
    "An example from: %(role)s": ("leaders agree", "all is clear"),
    "Each part of the table compares": ("leaders agree", "all is clear"),
    "the same": ("leaders agree", "leaders differ"),
    "Talk about first": ("short form", "one that moves"),
    "Talk about first · %(area)s": ("one that moves", "short form"),
    "the further down, the more in the": ("one that moves", "all is clear"),
    "%(number)s out of 100: higher is": ("skills of six", "skills unused"),
    "No answer": ("a bump that some left open", "one that moves"),
    "%(owner)s, with %(others)s": ("options in full", "one that moves"),
    "What it was for can stay: %(protects)s": ("no energy", "one that moves"),
    "What it was for, and can stay": ("six teachers", "one that moves"),
    "Take care": ("options in full", "one that moves"),
    "You will see": ("no energy", "one that moves"),
    "This may change pupils’ day, so": ("shared and ours", "one that moves"),
    "All people together.": ("options of a system", "one that moves"),
    "For all %(basis)s staff.": ("one that moves", "options of a system"),
    "Worked out for your %(staff)s staff": ("whole staff", "one that moves"),
    "No question asks about this": ("one that moves", "options in full"),
    "It should change the answers to": ("options in full", "one that moves"),
    "tested several times": ("options of nobody read", "one that moves"),
    "tested once or twice": ("options of something read", "one that moves"),
    "hardly tested": ("options of a summary", "one that moves"),
    "not tested in this form": ("options from guidance", "one that moves"),
    "not tested": ("one that moves", "options from guidance"),
    "from the school’s own experience": ("options of our own", "one that moves"),
    "Our estimate; change it to fit.": ("one that moves", "all is clear"),
    "none": ("one that moves", "options that save"),
    "Tested several times, and it": ("options of nobody read", "one that moves"),
    "Tested once or twice, and it": ("options of something read", "one that moves"),
    "Recommended or described, hardly": ("options of a summary", "one that moves"),
    "Recommended in guidance, not": ("options from guidance", "one that moves"),
    "Not tested: a judgement": ("one that moves", "options from guidance"),
    "Tested, with no gain in results": ("options without effect", "one that moves"),
    "The school’s own experience": ("options of our own", "one that moves"),
    "Or try one of these instead": ("one that moves", "all is clear"),
    "No school can clear the road": ("all is in the middle", "all is clear"),
    "Answers lie far apart on": ("asked, and answers far apart", "only others, who are asked"),
    "To others who can help": ("all is in the middle", "asked with an addressee"),
    "(%(bump)s: %(number)s out of 100)": ("all is in the middle", "all is clear"),
    "To %(addressee)s": ("asked with an addressee", "all is in the middle"),
    "Part of it is ours to change. For": ("asked with an addressee", "all is in the middle"),
    "Tell us, too, what we could do": ("asked with an addressee", "all is in the middle"),
    "When we have asked our staff again,": ("asked with an addressee", "all is in the middle"),
    "Dear …,": ("asked with an addressee", "all is clear"),
    "our staff told us what": ("asked with an addressee", "asked with an addressee, of so many"),
    "%(n)s of our %(all)s staff told": ("asked with an addressee, of so many", "asked with an addressee"),
    "Please": ("asked with an addressee", "all is in the middle"),
    "Our staff put “%(bump)s” at": ("asked with an addressee", "all is in the middle"),
    "Sent by …………………… on …………": ("asked with an addressee", "all is in the middle"),
    "Hours and other amounts, as": ("written", "one head"),
    "Hours and other amounts, from": ("one head", "written"),
    "Half of the people lie within": ("written", "one head"),
    "Hours a year count everyone who": ("written", "hours of seven"),
    "Take what stands first, one by": ("one that moves", "all is clear"),
    "One is enough. Read its page.": ("one that moves", "all is clear"),
    "“What would we change about this": ("one that moves", "all is clear"),
    "Nothing starts until something": ("one that moves", "all is clear"),
    "“What gives way, and how do we": ("one that moves", "all is clear"),
    "Write one name, one date and one": ("one that moves", "all is clear"),
    "“What do we tell all staff this": ("one that moves", "all is clear"),
    "Take the highest and the lowest.": ("all is clear", "one that moves"),
    "Name who has not been heard, and": ("a third", "one that moves"),
    "“What would help people to answer": ("a third", "one that moves"),
    "The last word on the questions. They are": ("all is clear", "piloted"),
    "The last word on the questions. They were": ("piloted", "validated"),
    "More than the questions were": ("validated", "piloted"),
    "Some parts of this area are the": ("short form", "all is in the middle"),
    "The library holds no option for this": ("no actions", "shared and ours"),
    "The library holds no option for the": ("one head, no actions", "one head"),
    "‘speedbumps explain’, with the": ("one that moves", "all is clear"),
    "The other bumps": ("all is in the middle", "one that moves"),
    "%(n)s question, not shown to": ("six teachers", "all is clear"),
    "weight: %(weight)s": ("a question with a weight", "all is clear"),
    "One point: %(number)s": ("short form", "six teachers"),
    "now %(now)s": ("short form", "six teachers"),
    "One point: %(number)s; “%(area)s” %(area_number)s": ("all is clear", "short form"),
    "now %(now)s; “%(area)s” %(area_now)s": ("all is clear", "short form"),
    "Adds %(points)s": ("all is clear", "three teachers"),
    "%(adds)s; to “%(area)s” %(points)s": ("all is clear", "short form"),
    "This is your own view, and nobody": ("one head", "a team"),
    "These are answers that the staff": ("a team", "one head"),
    "What slows improvement here: one": ("one head", "a team"),
    "What slows improvement here: the": ("a team", "one head"),
    "What goes well, by these answers": ("one contented head", "one head"),
    "In a month you might answer": ("one head", "a team"),
    "Who was in the room, and who": ("a team", "one head"),
    "One answer to talk about first": ("one head", "one contented head"),
    "Your answer:": ("one head", "one contented head"),
    "Your answer": ("one head", "one contented head"),
    "An option for each other answer": ("one head", "one contented head"),
    "The choice is ours; take others.": ("one head", "one contented head"),
    "No answer is at the middle of the": ("one contented head", "one head"),
    "Talk it over": ("one head", "a team"),
    "with one person who will disagree": ("one head", "a team"),
    "Ask the staff.": ("one head", "a team"),
    "From %(n)s answers on you get": ("one head", "a team"),
    "Ask who was not in the room.": ("a team", "one head"),
    "Would they say the same?": ("a team", "one head"),
    "how the school sees it: you are": ("one head", "a team"),
    "how others see it: this is one": ("a team", "one head"),
    "There are no norms to compare": ("one head", "all is clear"),
    "at most, at least.": ("governors too", "all is clear"),
    "about %(points)s": ("differences that are rounded", "leaders agree"),
    "You agreed that your answers are": ("one head", "a team"),
    "%(n)s answer is listed on the next": ("a team", "one head"),
    "±: margin of error.": ("skills used", "whole staff"),
    "In brackets: to talk about first.": ("whole staff", "all is clear"),
    "%(start)s Of the options to talk": ("no energy, some options save", "no energy"),
    "%(n)s more answer counts and is": ("one head", "all is clear"),
    "(%(bump)s)": ("six teachers", "all is clear"),
    "Some of our staff find this in": ("asked with an addressee, by six", "asked with an addressee"),
    "Keep.": ("whole staff, all clear", "all is clear"),
    "Name what works well as it is,": ("whole staff, all clear", "all is clear"),
    "“What do we go on doing, and whom": ("whole staff, all clear", "all is clear"),
    "%(n)s people answered, but left": ("all left open", "three teachers"),
    "What they did answer is safe, and": ("all left open", "three teachers"),
    "What was noted": ("one head, whose words were cleared", "one head"),
    "Your view": ("one head", "a team"),
    "Fewer than %(n)s people have": ("three teachers", "one head without consent"),
    "Each of them could be recognised.": ("three teachers", "one head without consent"),
    "One person answered, and did not": ("one head without consent", "three teachers"),
    "They are safe, and count as soon": ("one head without consent", "three teachers"),
    "If these answers are your own,": ("one head without consent", "three teachers"),
}
"""By the beginning of a sentence: answers that bring it, and answers that must not."""

Kind = Literal["several", "one", "few"]
"""Whose answers a report is on: those of several people, one set of answers, or those of too few to show anything."""

ONE_SET = frozenset(
    {
        *("one head", "one contented head", "one head, short form", "a team", "a contented team"),
        *("one head, whose words were cleared", "one head, no actions", "one head, one high answer"),
        "one head, in the middle",
    }
)
TOO_FEW = frozenset({"three teachers", "one head without consent", "all left open"})

EVERYWHERE: Mapping[str, tuple[Kind, ...]] = {
    "If you are worried about a child": (
        "several",
        "one",
        "few",
    ),
    "This is not a reporting channel.": (
        "several",
        "one",
        "few",
    ),
    "Made by speedbumps from “%(title)s”,": (
        "several",
        "one",
        "few",
    ),
    "not shown": (
        "several",
        "one",
        "few",
    ),
    "0 is a clear road, 100 a road": (
        "several",
        "one",
    ),
    "The options are for talking": (
        "several",
        "one",
    ),
    "The hours beside the options": (
        "several",
        "one",
    ),
    "Share one report of a round,": (
        "several",
        "one",
    ),
    "from %(start)s to under %(end)s": (
        "several",
        "one",
    ),
    "from %(start)s": (
        "several",
        "one",
    ),
    "One kind of thing that slows": (
        "several",
        "one",
    ),
    "One of the things asked about,": (
        "several",
        "one",
    ),
    "How much a part is in the way:": (
        "several",
        "one",
    ),
    "A part that scores %(bump_from)s": (
        "several",
        "one",
    ),
    "Where the number would most likely": (
        "several",
        "one",
    ),
    "The margin reaches into the band": (
        "several",
        "one",
    ),
    "A difference between two groups": (
        "several",
        "one",
    ),
    "Something to talk over, to change": (
        "several",
        "one",
    ),
    "What stops, so that there is room": (
        "several",
        "one",
    ),
    "An option that passes what someone": (
        "several",
        "one",
    ),
    "People who answered but are": (
        "several",
        "one",
    ),
    "Questionnaire: %(title)s (%(id)s)": (
        "several",
        "one",
    ),
    "Version %(version)s, %(status)s": (
        "several",
        "one",
    ),
    "Form: %(form)s": (
        "several",
        "one",
    ),
    "Fingerprint: %(short)s": (
        "several",
        "one",
    ),
    "Made by speedbumps from an audit": (
        "several",
        "one",
    ),
    "Each answer lies on a line from": (
        "several",
        "one",
    ),
    "A person’s number for a part is": (
        "several",
        "one",
    ),
    "The school’s number is the average": (
        "several",
        "one",
    ),
    "The margin is that of a": (
        "several",
        "one",
    ),
    "An area’s number is the average": (
        "several",
        "one",
    ),
    "“Adds” says how much of the": (
        "several",
        "one",
    ),
    "What if? “One point” says what": (
        "several",
        "one",
    ),
    "Each number, its interval in": (
        "several",
        "one",
    ),
    "there are no norms to compare": ("several",),
    "For six to ten people: someone": ("several",),
    "If a late answer comes in,": ("several",),
    "Each reads the first page alone,": ("several",),
    "How you compare. There are no norms, and no score": ("several",),
    "Why. The numbers say what is": ("several",),
    "Who is at fault. It is about": ("several",),
    "Answers from least to most in": ("several",),
    "Higher is worse.": ("several",),
    "There is no margin of error:": ("one",),
    "A few questions stand behind each": ("one",),
    "The answers, and how much each is": ("one",),
    "Answer as a team: sit down": ("few",),
    "by word of mouth: “Nobody here": ("few",),
    "15 minutes at the start of": ("few",),
    "From %(least)s answers on it shows": ("few",),
    "Do not ask who has answered": ("few",),
    "for another week.": ("few",),
}
"""The beginnings of sentences that stand in every report of these kinds, and in no other."""

UNHEARD = (
    "tested, no gain",
    "That can wait until there are",
    "Too few people answered to say",
    "Scored",
    "scored",
)
"""The beginnings of sentences that no answers bring."""

ELSEWHERE = (
    "We chose where the bands begin;",
    "This is about the work. It is",
    "It is not for league tables:",
)
"""The beginnings of sentences that stand on the page about many schools alone."""

LABELS = frozenset(
    {
        "What we asked of others",
        "%(range)s from %(start)s to %(end)s (%(parts)s)",
        "our own judgement",
        "Then and now",
        "The road then and now",
        "The areas, in figures",
        "See the list.",
        "“%(action)s” %(status)s",
        "All changes: see “Then and now”.",
        "More: see “What became of the last plan”.",
        "The parts of the road, in figures",
        "Who answered then and now",
        "What is not compared, and why",
        "Change (between)",
        "In a word",
        "In words",
        "Margin",
        "Number",
        "Role",
        "role not stated",
        "This round",
        "The round before",
        "Bump",
        "Interval",
        "Option",
        "Moves know-how",
        "Outside",
        "The bands",
        "Where this comes from",
        "%(low)s to %(high)s",
        "Question",
        "Typical",
        "Middle half",
        "Wrote 0",
        "Answers",
        "What people chose",
        "To choose from",
        "Chosen by",
        "Score",
        "What you could offer, what you could see, and where",
        "What you could see, and where",
        "Who could come to you",
        "%(facet)s (%(height)s)",
        "First steps for a visit",
        "What you could offer",
        "What slows improvement here, and what to do first",
        "The road",
        "Middle half of the family",
        "Beside schools like yours",
        "Part of the road",
        "Here",
        "Your heights beside those of schools like yours",
        "Middle half of all schools",
        "What to talk about first",
        "First step",
        "Hours of people’s time",
        "The road, and the bumps along it",
        "Answered",
        "Of",
        "Share",
        "Note",
        "All staff",
        "How the answers were handled",
        "To learn more next time",
        "For the first",
        "What else the answers hint at",
        "everybody together",
        "Answer",
        "Left blank",
        "%(n)s of %(asked)s",
        "%(most)s or %(last)s",
        "Who could lead it",
        "Who is in it",
        "How we estimated them",
        "In the next round, look at",
        "Evidence",
        "Source",
        "Fairness",
        "%(range)s to begin",
        "%(range)s a term",
        "gives back %(range)s a term",
        "What gives way",
        "Area",
        "Part",
        "Hump, number out of 100",
        "Margin of error (±)",
        "Near",
        "Clear gap",
        "Words in this report, and where it comes from",
        "What this report is not",
        "We look again on",
        "What goes well",
        "Ask of others",
        "Limits:",
        "A meeting of 45 minutes with this report",
        "Read.",
        "“What surprises you? What is missing?”",
        "Check.",
        "“Is it so? When did it last happen?”",
        "What this report cannot say",
        "We stop",
        "We start",
        "We leave as it is",
        "We tell all staff on",
        "within a week: the first page, and these boxes",
        "We send a letter to",
        "see “Ask of others”",
        "minutes",
        "All answers",
        "Each answer, and how much it is in the way, from 0 to 100",
        "What to do with this",
        "Where this may be wrong",
        "ask someone who sees it from below",
        "What stops",
        "What we try, and until when",
        "What this cannot say:",
        "before you start one.",
        "Stop one thing",
        "All questions",
        "Each part, for all staff and for each group",
        "What became of the last plan",
        "Each action, and its bump",
        "What we tried",
        "What became of it",
        "Hours of all people together",
        "The bump, then and now",
        "We go on with",
        "We change",
        "We let go of, because",
        "All numbers, with their intervals, and how they come about",
        "Who answered, and how sure we can be",
        "Group",
        "Who answered",
        "What to make of it",
        "Each part of the road, for all staff and for each group",
        "“What one thing should we stop doing?” and “What is done well here that more of us should see?”",
        "Two questions need no form:",
        "The road, still in fog",
        "What slows improvement here",
        "What to do now",
        "Meanwhile",
        "Leave the form open",
        "Say this to staff,",
        "Give them the time:",
        "Make the report again.",
        "If you are fewer than %(n)s",
        "%(n)s of %(all)s",
        "out of 100",
        "Hours a term",
        "Gives back",
        "How well tested",
        "What we will change about this",
        "Who leads",
        "Our quick sign that it works",
        "What people answered",
        "First step this week",
        "Who",
        "What we know",
        "Why this one",
        "One thing you could try",
        "First results in",
        "Choose one.",
        "Stop something.",
        "Who, and when.",
        "Hear more.",
        "Options in full",
        "Options:",
        "In their own words",
        "Open questions",
        "Gaps between groups",
        "%(a)s, beside %(b)s",
        "Groups beside each other",
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


def test_areas_with_too_few_answers_are_not_among_those_that_can_be_compared() -> None:
    audit, comparison = PAGES["then: much at an end"]()
    text = "".join(texts_of(document(audit, load_locale("en"), Beside(comparison=comparison))))

    found = re.search(r"Of the areas, (\d+) can be compared\..*?Of (\d+) there are too few answers to say", text)

    assert found is not None
    assert int(found[1]) + int(found[2]) == sum(each.said is not None for each in comparison.changes)


DENIED = (
    ("Fewer than %(n)s people have", "all left open"),  # 12 people answered, but nothing that makes a score
    ("Everyone answered, so numbers", "whole staff, some left part open"),  # a number has a margin
    ("All %(role)s answered, so their", "all leaders, some left part open"),  # a number of the leaders has a margin
    ("No answer is at the middle of the", "one head, no actions"),  # all answers are high, but no option fits
    ("No answer is at the middle of the", "one head, one high answer"),  # an answer is high, but not its part
    ("Name who has not been heard, and", "whole staff, all clear"),  # everyone was heard
    ("People answered in trust. Some", "one head"),  # one person answered, who agreed to be shown
    ("Some of the know-how is already", "one that moves"),  # the same answers are a bump
    ("least in the way: lower is better", "nearly in the middle"),  # every part is close to the line to a bump
    ("What goes well, by these answers", "one head, in the middle"),  # each answer is in the middle
)
"""Beginnings of sentences, each with answers that deny it in a way that is easily overlooked."""


@pytest.mark.parametrize(("beginning", "school"), DENIED)
def test_no_sentence_stands_where_the_answers_deny_it(beginning: str, school: str) -> None:
    assert begins(beginning) not in told(school)


def kind_of(school: str) -> Kind:
    return "one" if school in ONE_SET else "few" if school in TOO_FEW else "several"


@pytest.mark.parametrize("school", SCHOOLS)
def test_some_sentences_stand_in_every_report_of_a_kind_and_in_no_other(school: str) -> None:
    kind = kind_of(school)

    assert {begins(each) for each, kinds in EVERYWHERE.items() if kind in kinds} <= told(school)
    assert told(school).isdisjoint(begins(each) for each, kinds in EVERYWHERE.items() if kind not in kinds)


@pytest.mark.parametrize("school", SCHOOLS)
def test_no_answers_bring_what_stands_elsewhere_or_nowhere(school: str) -> None:
    assert told(school).isdisjoint(map(begins, (*UNHEARD, *ELSEWHERE)))


def test_every_sentence_of_the_sections_is_accounted_for() -> None:
    tables = [[begins(each) for each in table] for table in (SAID, EVERYWHERE, UNHEARD, ELSEWHERE)]
    known = [*(sentence for table in tables for sentence in table), *LABELS]

    assert set(known) == set(SENTENCES)
    assert len(known) == len(set(known))
