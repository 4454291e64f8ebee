"""Changes of weights equal a second account: scores with another weight worked out anew, in fractions."""

from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given
from support.small_questionnaire import POINTED, SMALL, TARGETS, frame_of, people, score_of
from support.strategies import example_count

from speedbumps.scoring.people import add_severities
from speedbumps.scoring.targets import build_rubric
from speedbumps.scoring.weights import weight_changes

SOME = example_count(40)

Line = tuple[str, str, str]


def second_account(rows: list[dict[str, int]]) -> dict[Line, list[Fraction]]:
    """Return the two sums of each line, over a school's own people who have a score and answered the question."""
    lines: dict[Line, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 2)
    for person in rows:
        for target, parts in TARGETS.items():
            score = score_of(person, target)
            if score is None or not person["inside"]:
                continue
            for name, (_, weight) in parts.items():
                if person[name] < 0:
                    continue
                changes = [
                    score_of(person, target, {name: weight * factor}) for factor in (Fraction(4, 5), Fraction(6, 5))
                ]
                line = [each - score for each in changes if each is not None]
                place = (str(person["school"]), target, name)
                lines[place] = [one + other for one, other in zip(lines[place], line, strict=True)]
    return lines


@given(people)
@SOME
def test_each_line_is_what_another_weight_of_the_question_would_change(rows: list[dict[str, int]]) -> None:
    rubric = build_rubric(SMALL, "full", POINTED)
    scored = add_severities(frame_of([dict(row) for row in rows]).lazy(), rubric).collect()

    found = weight_changes(scored, rubric)

    expected = second_account(rows)
    assert found.select("school", "target", "question").rows() == sorted(expected)
    for row in found.iter_rows(named=True):
        line = expected[row["school"], row["target"], row["question"]]
        figures = [row[name] for name in ("lighter", "heavier")]
        assert figures == pytest.approx([float(each) for each in line], abs=1e-9)


def test_nothing_scored_has_no_lines() -> None:
    rubric = build_rubric(SMALL, "full", ["H"])
    rows: list[dict[str, object]] = [{"school": "oak", "cell": "teacher", "inside": True, **dict.fromkeys(POINTED, 2)}]
    scored = frame_of(rows)

    found = weight_changes(scored, rubric)

    some = weight_changes(
        add_severities(frame_of(rows).lazy(), build_rubric(SMALL, "full", POINTED)).collect(),
        build_rubric(SMALL, "full", POINTED),
    )
    assert found.height == 0
    assert found.schema == some.schema
