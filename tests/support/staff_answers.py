"""A questionnaire with one facet for each kind of sentence of a report, and schools whose staff answer it as asked."""

from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from typing import NamedTuple

import polars as pl

from speedbumps.audit import AuditOptions, audits
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.answers import School
from speedbumps.model.audit import Audit
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import facets, scale_of
from speedbumps.model.questionnaire import Nation, Questionnaire, Scale
from speedbumps.scoring.responses import ABOUT, BLANK, CODE, PICKS, Responses, pack_picks

POINTED = ("T1", "T2", "T3", "T4", "R1", "R2", "E1", "E2", "P1", "P2", "O1", "O2", "X1", "X2")
"""Questions with five answers, coded 0 to 4; a high answer is always a high bump."""

TEXTS = {
    "R1": "Skills here lie unused.",
    "E1": "I have no energy for anything new.",
    "O1": "I keep worries to myself.",
    "X1": "Ideas stay where they are.",
}
"""The questions that signals name."""

LABELS = ("Never", "Seldom", "Sometimes", "Often", "Always")


def _question(name: str, facet: str, **more: object) -> dict[str, object]:
    return {
        "id": name,
        "text": TEXTS.get(name, f"Statement {name}."),
        "scale": "often",
        "measures": {facet: "barrier"},
        **more,
    }


QUESTIONNAIRE = Questionnaire.model_validate(
    {
        "format": "speedbumps-questionnaire/1",
        "id": "sentences",
        "version": "1.0.0",
        "title": "Sentences",
        "roles": [
            {"id": "head", "title": "Head", "one_person": True, "joins": "leader"},
            {"id": "leader", "title": "Leader"},
            {"id": "teacher", "title": "Teacher"},
            {"id": "support", "title": "Support"},
            {"id": "team", "title": "Team", "one_person": True, "joins": "teacher", "together": True},
            {"id": "governor", "title": "Governor", "outside": True},
        ],
        "scales": {
            "often": {"points": [{"value": value, "label": label} for value, label in enumerate(LABELS)]},
            "hours": {"number": {"unit": "hours a week", "min": 0, "max": 40, "a_year": 39, "aggregate": "median"}},
            "visits": {"number": {"unit": "visits", "min": 0, "max": 40, "aggregate": "median"}},
            "words": {"text": {}},
            "two": {"choice": {"most": 2, "among": "facets"}},
        },
        "barriers": [
            {
                "id": "time",
                "title": "Time",
                "facets": [
                    {"id": "routines", "title": "Routines", "within_reach": "ours", "lasting_outcome": "Fewer."},
                    {"id": "delay", "title": "Delay", "within_reach": "shared", "ask_others": "Answer sooner."},
                ],
            },
            {
                "id": "resource",
                "title": "Resources",
                "facets": [
                    {"id": "skills", "title": "Skills", "within_reach": "ours"},
                    {"id": "energy", "title": "Energy", "within_reach": "outside", "ask_others": "Ask for less."},
                ],
            },
            {
                "id": "political",
                "title": "Policy",
                "facets": [{"id": "checks", "title": "Checks", "within_reach": "outside"}],
            },
            {
                "id": "social",
                "title": "People",
                "facets": [
                    {"id": "openness", "title": "Openness", "within_reach": "ours"},
                    {"id": "exchange", "title": "Exchange", "within_reach": "ours"},
                ],
            },
        ],
        "questions": [
            _question("T1", "time.routines"),
            _question("T2", "time.routines"),
            _question("T3", "time.delay"),
            _question("T4", "time.delay"),
            _question("R1", "resource.skills"),
            _question("R2", "resource.skills"),
            _question("E1", "resource.energy"),
            _question("E2", "resource.energy"),
            _question("P1", "political.checks"),
            _question("P2", "political.checks", sensitive=True),
            _question("O1", "social.openness"),
            _question("O2", "social.openness"),
            _question("X1", "social.exchange"),
            _question("X2", "social.exchange"),
            {"id": "N1", "text": "Hours on paperwork?", "scale": "hours", "belongs_to": "time"},
            {"id": "N2", "text": "Visits?", "scale": "visits", "belongs_to": "time"},
            {"id": "W1", "text": "What is done well?", "scale": "words", "belongs_to": "resource.skills"},
            {"id": "W2", "text": "What should stop?", "scale": "words", "belongs_to": "time"},
            {"id": "V1", "text": "What gets in your way most?", "scale": "two"},
        ],
        "forms": {"short": {"questions": ["T1", "T3", "R1", "E1", "P1", "O1", "X1"], "detail": "barriers"}},
        "scoring": {
            "min_answered": 1,
            "bands": [
                {"id": "clear", "from": 0, "title": "Clear road", "means": "Clear.", "next": "Keep it."},
                {"id": "low", "from": 25, "title": "Low bump", "means": "Low."},
                {"id": "high", "from": 50, "title": "High bump", "means": "High."},
                {"id": "block", "from": 75, "title": "Road block", "means": "Block."},
            ],
        },
        "signals": {
            "energy": "E1",
            "expertise": "R1",
            "exchange": "X1",
            "openness": "O1",
            "timescale": ["T3"],
            "votes": "V1",
        },
    }
)


FACETS = [name for name, _ in facets(QUESTIONNAIRE)]


def _action(name: str, *eases: str, **more: object) -> dict[str, object]:
    return {
        "id": name,
        "title": f"Action {name}",
        "level": "school",
        "own_reach": True,
        "eases": eases,
        "first_step": "Begin.",
        "owner": "head",
        "horizon": "term",
        "evidence": {"grade": "D", "summary": "Judgement."},
        **more,
    }


SAVING = {"per_term": [4, 8], "saves_per_term": [10, 20]}
COSTING = {"setup": [5, 10], "per_term": [30, 60]}

LIBRARY = ActionLibrary.model_validate(
    {
        "format": "speedbumps-actions/1",
        "actions": [
            _action("stop-list", "time.routines", hours=SAVING, success="Ten go.", stop="Forms.", protects="Safety."),
            _action("costly", "time.routines", "time.delay", hours=COSTING),
            _action("answers", "time.delay", moves_pupils=True),
            _action("pairs", "resource.skills", moves_knowledge=True, level="teacher", hours=COSTING),
            _action("list", "resource.skills", level="teacher"),
            _action("listen", "social.openness"),
            _action("friend", "social.openness", own_reach=False),
            _action("show", "social.exchange", moves_knowledge=True, level="between-schools"),
            _action("copy", "social.exchange"),
            _action("ask", "political.checks", level="system"),
        ],
    }
)

INSTRUMENT = Instrument(questionnaire=QUESTIONNAIRE, library=LIBRARY)


class Group(NamedTuple):
    """Some people of one role who answer in turn what is listed, and everything else alike."""

    role: str
    n: int
    answers: Mapping[str, object] = {}
    """By question: one answer for all, or a list of answers that people give in turn; a tuple of what they choose."""
    usual: int = 0
    """The answer to all questions with five answers that are not named."""


class Setting(NamedTuple):
    """What is known of a school besides what its people answered."""

    headcount: int | dict[str, int] | None = None
    form: str = "full"
    without: Sequence[str] = ()
    """Questions that nobody was asked."""
    consent: bool = True
    """Whether heads agree to be shown."""
    instrument: Instrument = INSTRUMENT
    overall: bool = False
    nation: Nation = "england"


USUAL = Setting()


def audit_of(*groups: Group, setting: Setting = USUAL) -> Audit:
    """Return the audit of a school in which the people of *groups* answered."""
    answers = answers_of(*groups, setting=setting)
    return next(audits(setting.instrument, answers, AuditOptions(overall=setting.overall)))


def answers_of(*groups: Group, setting: Setting = USUAL) -> Responses:
    """Return what the people of *groups* answered."""
    asked = {question.id: question for question in setting.instrument.questionnaire.questions}
    form = setting.instrument.questionnaire.forms.get(setting.form)
    names = [name for name in asked if name not in setting.without and (form is None or name in form.questions)]
    scales = {name: scale_of(setting.instrument.questionnaire, asked[name]) for name in names}
    rows = []
    for group in groups:
        given = {name: _in_turn(group, name, scale) for name, scale in scales.items()}
        for place in range(group.n):
            about = {"school": "oak", "role": group.role, "form": setting.form, "round": None, "draft": None}
            answers = {name: given[name][place] for name in names}
            rows.append({**about, "consent": setting.consent and group.role in ("head", "team"), **answers})
    frame = pl.DataFrame(rows, schema={**ABOUT, **{name: _kind(scale) for name, scale in scales.items()}})
    schools = {"oak": School(id="oak", name="Oak", nation=setting.nation, headcount=setting.headcount)}
    return Responses(frame, schools)


def _kind(scale: Scale) -> type[pl.DataType]:
    if scale.points or scale.choice:
        return CODE if scale.points else PICKS
    return pl.Float64 if scale.number else pl.String


def _in_turn(group: Group, name: str, scale: Scale) -> list[object]:
    usual = group.usual if scale.points else BLANK if scale.choice else None
    chosen = group.answers.get(name, usual)
    return [_stored(each, scale) for each in islice(cycle(chosen if isinstance(chosen, list) else [chosen]), group.n)]


def _stored(answer: object, scale: Scale) -> object:
    """Return *answer* as Responses hold it: the options that somebody chose as one number."""
    if not isinstance(answer, tuple) or scale.choice is None:
        return answer
    return pack_picks([option.id for option in scale.choice.among].index(each) for each in answer)
