"""Rounds of a school, drawn or written down, and the comparison of them."""

from dataclasses import replace
from random import Random

import polars as pl

from speedbumps.model.comparison import NotCompared, RoundChange, RoundComparison
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.rounds.compare import Refusal, compare_rounds
from speedbumps.rounds.sides import RoundAnswers
from speedbumps.scoring.responses import ABOUT, BLANK, CODE, Responses
from support.staff_answers import USUAL, Group, Setting, answers_of

BARRIERS = ("time", "resource", "political", "social")
QUESTIONS = tuple(f"{barrier[0].upper()}{number}" for barrier in BARRIERS for number in (1, 2, 3))
ENABLERS = ("T3", "R2", "S1", "S2")
"""The questions of which a high answer is good."""

FOUR = Questionnaire.model_validate(
    {
        "format": "speedbumps-questionnaire/1",
        "id": "four",
        "version": "1.0.0",
        "title": "Four barriers",
        "roles": [{"id": role, "title": role.title()} for role in ("leader", "teacher", "support")],
        "scales": {"five": {"points": [{"value": value, "label": f"Point {value}"} for value in range(5)]}},
        "barriers": [
            {"id": name, "title": name.title(), "facets": [{"id": "all", "title": f"All {name}"}]} for name in BARRIERS
        ],
        "questions": [
            {
                "id": question,
                "text": f"Question {question}",
                "scale": "five",
                "measures": {
                    f"{barrier}.all": "enabler" if question in ENABLERS else "barrier"
                    for barrier in BARRIERS
                    if barrier[0].upper() == question[0]
                },
            }
            for question in QUESTIONS
        ],
        "scoring": {"bands": [{"id": "any", "from": 0, "title": "Any", "means": "Any."}]},
    }
)
"""Four barriers with three questions each."""

FOUR_BARRIERS = Instrument(questionnaire=FOUR)


def round_of(rows: list[dict[str, object]], instrument: Instrument = FOUR_BARRIERS) -> RoundAnswers:
    """The answers in *rows*, each of which has a role and a code for each question, or None where it was left open."""
    about = {"school": "oak", "round": None, "form": "full", "consent": False, "draft": None}
    frame = pl.DataFrame([{**about, **row} for row in rows], schema={**ABOUT, **dict.fromkeys(QUESTIONS, CODE)})
    filled = frame.with_columns(pl.col(QUESTIONS).fill_null(BLANK))
    return RoundAnswers(instrument, Responses(filled, {}))


def drawn_round(chance: Random, roles: dict[str, int], drop: float = 0.0) -> RoundAnswers:
    """So many people of each role, each with views of their own; those on time are *drop* points lower."""
    rows = []
    for role, n in roles.items():
        for _ in range(n):
            own = chance.gauss(55, 12)
            rows.append(
                {
                    "role": role,
                    **{each: _code(each, own - (drop if each[0] == "T" else 0), chance) for each in QUESTIONS},
                }
            )
    return round_of(rows)


def _code(question: str, severity: float, chance: Random) -> int:
    code = min(4, max(0, round(chance.gauss(severity / 25, 1))))
    return 4 - code if question in ENABLERS else code


def staff_round(*groups: Group, setting: Setting = USUAL) -> RoundAnswers:
    """The answers of some *groups* of people to the questionnaire for sentences."""
    return RoundAnswers(setting.instrument, answers_of(*groups, setting=setting))


def compared(*rounds: RoundAnswers, exact: bool = True) -> RoundComparison:
    """The comparison of *rounds*, which must not be refused."""
    made = compare_rounds(rounds, exact=exact)
    assert isinstance(made, RoundComparison), made
    return made


def refusal(*rounds: RoundAnswers) -> Refusal:
    """Why *rounds* are refused."""
    made = compare_rounds(rounds)
    assert isinstance(made, Refusal)
    return made


def change(found: RoundComparison, name: str) -> RoundChange | None:
    return next((each for each in found.changes if each.of == name), None)


def reason(found: RoundComparison, name: str) -> str | None:
    """Why something is not compared."""
    left: NotCompared | None = next((each for each in found.not_compared if each.what == name), None)
    return left.reason if left else None


def called(answers: RoundAnswers, name: str) -> RoundAnswers:
    """The same answers with the name of a round."""
    people = answers.responses.people.with_columns(pl.lit(name).alias("round"))
    return answers._replace(responses=replace(answers.responses, people=people))
