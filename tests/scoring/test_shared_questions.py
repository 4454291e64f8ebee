"""Groups are compared on the questions that they share, as a second account scores them."""

from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given
from support.small_questionnaire import POINTED, SMALL, frame_of, people, severity_of
from support.strategies import example_count

from speedbumps.scoring.schools import read_moments
from speedbumps.scoring.shared_questions import compare_groups
from speedbumps.scoring.targets import build_rubric

SOME = example_count(40)


@given(people)
@SOME
def test_groups_have_the_moments_of_questions_and_of_shared_targets(rows: list[dict[str, int]]) -> None:
    time = build_rubric(SMALL, "full", POINTED).barriers[0]
    # Two targets of one id, over different questions; two answers are needed in each.
    shared = [time._replace(parts=time.parts[:2]), time._replace(parts=time.parts[1:])]
    parts = (*time.parts[:2], time.parts[2])

    found = compare_groups(frame_of([dict(row) for row in rows]), parts, shared, Fraction(0))

    groups: dict[tuple[object, ...], list[dict[str, int]]] = defaultdict(list)
    for row in rows:
        groups[row["school"], row["cell"]].append(row)
    assert sorted(found.select("school", "cell").rows()) == sorted(groups)
    for row in found.iter_rows(named=True):
        group = groups[row["school"], row["cell"]]
        for part in parts:
            answered = [
                severity_of(part.question, part.key, person[part.question])
                for person in group
                if person[part.question] >= 0
            ]
            moments = read_moments(row, part.question)
            assert moments.n == len(answered)
            assert moments.mean == (pytest.approx(float(sum(answered) / len(answered))) if answered else None)
        for place, target in enumerate(shared):
            scores = []
            for person in group:
                given_ = [part for part in target.parts if person[part.question] >= 0]
                if len(given_) >= 2:
                    total = sum(
                        Fraction(part.weight) * severity_of(part.question, part.key, person[part.question])
                        for part in given_
                    )
                    scores.append(total / sum(Fraction(part.weight) for part in given_))
            moments = read_moments(row, str(place))
            assert moments.n == len(scores)
            assert moments.mean == (pytest.approx(float(sum(scores) / len(scores))) if scores else None)
