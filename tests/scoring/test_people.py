"""People's severities equal a second account, person by person, in fractions."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_questionnaire import POINTED, SMALL, TARGETS, frame_of, people, score_of
from support.strategies import example_count

from speedbumps.model.questionnaire import UNSTATED
from speedbumps.scoring.cell_names import applies_to_cell, cell_roles
from speedbumps.scoring.people import (
    IGNORED,
    add_severities,
    applicable_column,
    has_enough_answers,
    is_answered,
    is_applicable,
    mask_inapplicable,
    weight_column,
)
from speedbumps.scoring.responses import BLANK, CODE, DK, NA, NOT_ASKED, PNS
from speedbumps.scoring.targets import build_rubric

ALL = (*POINTED, "H", "W")
ROLES = {"Q5": "leader", "Q6": "leader", "W": "teacher"}
"""The only role that is asked; Q6 hangs on Q5."""

CONDITIONS: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "Q4": {"Q1": (1, 3)},
    "Q6": {"Q4": (0, 2, 3), "Q5": (2, 3)},
    "H": {"Q1": (0,)},
}
"""The codes of the answers under which a question applies."""

Answer = int | float | str | None
SOME = example_count(60)


def has_answer(name: str, answer: Answer) -> bool:
    return answer not in (BLANK, NOT_ASKED) if name in POINTED else answer is not None


def asked_of(name: str, cell: str) -> bool:
    """Return whether all roles of a cell are asked; people of no stated role count as the others of their cell."""
    roles = [role for role in cell.split("+") if role != "unstated"]
    if not roles:
        return name not in ROLES
    return name not in ROLES or {*roles} == {ROLES[name]}


def masked(person: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return one person's answers without those to questions that do not apply."""
    done: dict[str, Answer] = {}
    for name in ALL:
        here = asked_of(name, str(person["cell"]))
        if not here and person["cell"] == "unstated":
            here = has_answer(name, person[name])
        holds = all(done[other] in allowed for other, allowed in CONDITIONS.get(name, {}).items())
        done[name] = person[name] if here and holds else NOT_ASKED if name in POINTED else None
    return done


@given(people)
@SOME
def test_answers_to_what_does_not_apply_are_masked_and_counted(rows: list[dict[str, Answer]]) -> None:
    cells = [str(row["cell"]) for row in rows]

    found = frame_of([dict(row) for row in rows]).select(mask_inapplicable(SMALL, ALL, cells))

    assert found.columns == [*ALL, IGNORED]
    assert [found.schema[name] for name in (*POINTED, "H", "W")] == [CODE] * 7 + [pl.Float64, pl.String]
    for row, kept in zip(rows, found.iter_rows(named=True), strict=True):
        expected = masked(row)
        assert expected == {name: kept[name] for name in ALL}
        gone = sum(has_answer(name, row[name]) and row[name] != expected[name] for name in ALL)
        assert gone == kept[IGNORED]


def test_a_question_whose_condition_was_not_asked_applies_to_nobody() -> None:
    rows: list[dict[str, object]] = [{"school": "oak", "cell": "teacher", "inside": True, **dict.fromkeys(POINTED, 1)}]

    found = frame_of(rows).select(mask_inapplicable(SMALL, ["Q4", "Q7"], ["teacher"]))

    assert found.row(0, named=True) == {"Q4": NOT_ASKED, "Q7": 1, IGNORED: 1}


def test_a_cell_is_asked_what_all_of_its_roles_are_asked() -> None:
    by_id = {question.id: question for question in SMALL.questions}

    def asked(name: str) -> list[str]:
        cells = ("leader", "teacher", "leader+teacher", "leader+unstated", "unstated")
        return [cell for cell in cells if applies_to_cell(SMALL, by_id[name], cell)]

    assert asked("Q1") == ["leader", "teacher", "leader+teacher", "leader+unstated", "unstated"]
    assert asked("Q5") == ["leader", "leader+unstated"]
    assert asked("W") == ["teacher"]
    assert cell_roles("leader+unstated") == ("leader", UNSTATED)


@given(people)
@SOME
def test_severities_are_weighted_means_over_what_was_answered(rows: list[dict[str, int]]) -> None:
    rubric = build_rubric(SMALL, "full", ALL)

    found = add_severities(frame_of([dict(row) for row in rows]).lazy(), rubric).collect()

    for row, scored in zip(rows, found.iter_rows(named=True), strict=True):
        for target, parts in TARGETS.items():
            expected = score_of(row, target)
            assert scored[target] == (None if expected is None else pytest.approx(float(expected), abs=1e-11))
            weights = sum(weight for name, (_, weight) in parts.items() if row[name] >= 0)
            assert Fraction(scored[weight_column(target)]) == weights
            assert scored[applicable_column(target)] == sum(row[name] not in (NA, NOT_ASKED) for name in parts)
            assert scored[f"{target}|answers"] == sum(row[name] >= 0 for name in parts)


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("columns", [("Q1", "Q3", "Q7"), ("Q2", "Q5")])
def test_a_form_is_scored_by_its_questions_alone(form: str, columns: tuple[str, ...]) -> None:
    rows = [{"school": "oak", "cell": "leader", "inside": True, **dict.fromkeys(POINTED, code)} for code in range(4)]
    rubric = build_rubric(SMALL, form, columns)

    found = add_severities(frame_of([dict(row) for row in rows]).lazy(), rubric).collect()

    for code, scored in enumerate(found.iter_rows(named=True)):
        for target in rubric.targets:
            answers = {name: code if name in [part.question for part in target.parts] else NA for name in POINTED}
            weighed = [(part.weight, part.steps[answers[part.question]]) for part in target.parts]
            whole = sum(weight for weight, _ in weighed)
            expected = sum(weight * step for weight, step in weighed) / whole if weighed else None
            assert scored[target.id] == (None if expected is None else pytest.approx(expected, abs=1e-11))


@given(st.integers(0, 20), st.integers(1, 4), st.integers(0, 20), st.fractions(0, 1, max_denominator=20))
def test_enough_is_counted_exactly(answers: int, least: int, applying: int, share: Fraction) -> None:
    frame = pl.DataFrame(
        {"answers": [answers], "applying": [applying]}, schema=dict.fromkeys(("answers", "applying"), CODE)
    )

    found = frame.select(has_enough_answers(pl.col("answers"), least, pl.col("applying"), share)).item()

    assert found == (answers >= least and answers >= ceil(share * applying))


def test_what_is_answered_and_what_applies() -> None:
    frame = pl.DataFrame({"Q": [NOT_ASKED, NA, PNS, DK, BLANK, 0, 1]}, schema={"Q": CODE})

    found = frame.select(is_answered("Q").alias("answered"), is_applicable("Q").alias("applies"))

    assert found.get_column("answered").to_list() == [0, 0, 0, 0, 0, 1, 1]
    assert found.get_column("applies").to_list() == [0, 0, 1, 1, 1, 1, 1]
    assert set(found.dtypes) == {CODE}
