"""Schools with earlier rounds, by what is said of the rounds together."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from speedbumps.audit import audits
from speedbumps.model.audit import Audit
from speedbumps.model.comparison import RoundComparison
from speedbumps.model.instrument import Instrument
from speedbumps.rounds.compare import compare_rounds
from speedbumps.rounds.from_audits import compare_audits
from speedbumps.rounds.sides import RoundAnswers
from speedbumps.scoring.responses import BLANK, NA
from support.rounds import called, staff_round
from support.staff_answers import LIBRARY, POINTED, QUESTIONNAIRE, USUAL, Group, Setting

Compared = tuple[Audit, RoundComparison]
"""The audit of the last round, and what changed."""

MIXED = {name: [1, 2, 3] for name in POINTED}
"""Answers that differ, so that there is something to compare."""

BEFORE, AFTER = {**MIXED, "O2": [3, 2, 3], "X2": [1, 1, 0]}, {**MIXED, "O2": [1, 1, 0], "X2": [3, 2, 3]}
"""No row is the same in both, and no barrier has changed."""

STAFF = Setting(headcount=30)


def page_of(*rounds: RoundAnswers) -> Compared:
    """The last of some rounds with what changed, as it is passed on."""
    named = [called(each, f"round {number}") for number, each in enumerate(rounds, start=1)]
    made = compare_rounds(named)
    assert isinstance(made, RoundComparison), made
    return next(audits(named[-1].instrument, named[-1].responses)), made


def unnamed_page_of(*rounds: RoundAnswers) -> Compared:
    """The same of rounds without names."""
    made = compare_rounds(list(rounds))
    assert isinstance(made, RoundComparison), made
    return next(audits(rounds[-1].instrument, rounds[-1].responses)), made


def page_of_audits(*rounds: RoundAnswers) -> Compared:
    """The same of the audits of some rounds."""
    named = [called(each, f"round {number}") for number, each in enumerate(rounds, start=1)]
    saved = [next(audits(each.instrument, each.responses)) for each in named]
    made = compare_audits(saved)
    assert made is not None
    return saved[-1], made


def teachers(given: Mapping[str, object] = {}, n: int = 24, setting: Setting = USUAL) -> RoundAnswers:
    """The answers of so many teachers in the last round."""
    return staff_round(Group("teacher", n, {**AFTER, **given}), setting=setting)


def earlier(given: Mapping[str, object] = {}, n: int = 21, setting: Setting = USUAL) -> RoundAnswers:
    """The same in an earlier round."""
    return staff_round(Group("teacher", n, {**BEFORE, **given}), setting=setting)


def reworded(*names: str) -> Setting:
    """A questionnaire with some questions in other words."""
    questions = tuple(
        each.model_copy(update={"text": f"{each.text} Really?"}) if each.id in names else each
        for each in QUESTIONNAIRE.questions
    )
    whole = QUESTIONNAIRE.model_copy(update={"questions": questions})
    return Setting(instrument=Instrument(questionnaire=whole, library=LIBRARY))


def with_others(role: str, n: int, answers: RoundAnswers, given: Mapping[str, object] = {}) -> RoundAnswers:
    """The same answers, and those of *n* people of another role."""
    more = staff_round(Group(role, n, {**MIXED, **given})).responses.people
    people = answers.responses.people.vstack(more.select(answers.responses.people.columns))
    return answers._replace(responses=replace(answers.responses, people=people))


LOW = {name: [0, 1, 1] for name in ("T1", "T2", "T3", "T4")}
HIGH = {name: [3, 3, 4] for name in ("T1", "T2", "T3", "T4")}
HIGHER = {name: [4, 4, 3] for name in ("T1", "T2", "T3", "T4")}
FEW_OF_21 = [1, 2, 3, *[BLANK] * 18]
FEW_OF_12 = [2, 2, 2, *[BLANK] * 9]
SOME = {"T1": [2, 2, 2, BLANK, BLANK, BLANK, BLANK]}

ENDS = {**dict.fromkeys(("T1", "T3", "R1", "E1", "P1"), 0), **dict.fromkeys(("T2", "T4", "R2", "E2"), 4)}
"""Answers at the ends of the scale, which few people may not show of single questions."""

REWORDED = ("T1", "T2", "T3", "T4", "R1", "R2", "E1")

PAGES: Mapping[str, Callable[[], Compared]] = {
    "then: no change": lambda: page_of(earlier(), teachers()),
    "then: lower": lambda: page_of(earlier(HIGH), teachers(LOW)),
    "then: higher": lambda: page_of(earlier(LOW), teachers(HIGH)),
    "then: of a known staff": lambda: page_of(earlier(setting=STAFF), teachers(setting=STAFF)),
    "then: held": lambda: page_of(earlier(HIGH), earlier(LOW, 22), teachers(LOW)),
    "then: not held": lambda: page_of(earlier(HIGH), earlier(LOW, 22), earlier(HIGHER, 23)),
    "then: reworded": lambda: page_of(earlier(setting=reworded("T1")), teachers({"T1": [0, 0, 1]})),
    "then: much reworded": lambda: page_of(earlier(setting=reworded("T1", "T2")), teachers()),
    "then: not asked": lambda: page_of(earlier(setting=Setting(without=("T1",))), teachers()),
    "then: short": lambda: page_of(earlier(), teachers(HIGH, setting=Setting(form="short"))),
    "then: does not apply": lambda: page_of(earlier({"T1": NA, "T2": NA}), teachers()),
    "then: another role": lambda: page_of(earlier(), with_others("support", 8, teachers())),
    "then: few have a score": lambda: page_of(earlier({"T1": FEW_OF_21, "T2": FEW_OF_21}), teachers()),
    "then: few answered a question": lambda: page_of(with_others("support", 12, earlier(SOME, 7)), teachers()),
    "then: few are left out": lambda: page_of(with_others("support", 12, earlier(), {"T1": FEW_OF_12}), teachers()),
    "then: sensitive": lambda: page_of(earlier(n=8, setting=reworded("P1")), teachers()),
    "then: at an end": lambda: page_of(earlier({"T1": 0, "T2": 0}, 6), teachers()),
    "then: much at an end": lambda: page_of(earlier(ENDS, 8), teachers(ENDS, 9)),
    "then: nearly all reworded": lambda: page_of(earlier(setting=reworded(*REWORDED)), teachers()),
    "then: of unnamed rounds": lambda: unnamed_page_of(earlier(), teachers()),
    "then: from audits": lambda: page_of_audits(earlier(HIGH), teachers(LOW)),
    "then: one person": lambda: page_of(staff_round(Group("head", 1, usual=1)), staff_round(Group("head", 1, usual=3))),
}
"""Schools by what is said of their rounds."""
