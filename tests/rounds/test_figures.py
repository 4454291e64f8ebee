"""The figures of cells on what is compared, person by person."""

import pytest
from support.rounds import round_of

from speedbumps.rounds.figures import figures_of, pool_figures, question_target
from speedbumps.rounds.sides import CellFigures, build_side, rows_by_role, same_parts


def test_scores_and_people_who_left_part_open_are_counted_by_cell() -> None:
    whole = {"T1": 4, "T2": 4, "T3": 0}
    rows = [
        *({"role": "leader", **whole} for _ in range(5)),
        *({"role": "teacher", "T1": 0, "T2": 0, "T3": 4} for _ in range(5)),
        {"role": "teacher", "T1": 4, "T2": 4},  # left one question open
        {"role": "teacher", "T1": 4},  # has no score
        {"role": "teacher", "R1": 1},  # left all of them open
    ]
    side = build_side(round_of(rows))
    time = side.data.context.targets_by_id["time"]

    (by_cell,) = figures_of(side, [time])

    counted = {cell: (each.scored.n, each.skippers) for cell, each in by_cell.items()}
    assert counted == {"leader": (5, 0), "teacher": (6, 2)}
    assert by_cell["teacher"].scored.mean == pytest.approx(100 / 6)
    together = pool_figures([*by_cell.values(), CellFigures()])
    assert (together.scored.n, together.skippers) == (11, 2)


def test_a_question_is_scored_by_itself() -> None:
    side = build_side(round_of([{"role": "teacher", "T3": code} for code in (0, 0, 0, 4, 4, None)]))
    part = next(part for part in side.data.rubric.parts if part.question == "T3")

    (by_cell,) = figures_of(side, [question_target(part)])

    assert by_cell["teacher"].scored.n == 5
    assert by_cell["teacher"].scored.mean == 60.0  # a high answer is good


def test_rows_are_told_apart_by_answers_alone() -> None:
    given = [("leader", {"T1": 1}), ("leader", {"T1": 1, "R1": 2}), ("leader", {}), ("teacher", {"T1": 1})]
    given += [("teacher", {"T1": 3})] * 3
    side = build_side(round_of([{"role": role, **codes} for role, codes in given]))

    found = rows_by_role(side, ("T1", "T2"))

    assert found["leader"] == ["1,-1", "1,-1"]  # who answered neither has no row
    assert sorted(found["teacher"]) == ["1,-1", "3,-1", "3,-1", "3,-1"]


def test_only_questions_with_one_fingerprint_are_the_same() -> None:
    side = build_side(round_of([{"role": "teacher", "T1": 1}] * 5))

    assert same_parts([side, side]) == side.parts
