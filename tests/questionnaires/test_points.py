"""Points may be numbers between two ends in words, and may be listed from the highest value to the lowest."""

from pathlib import Path

import polars as pl
import pytest

from speedbumps import score
from speedbumps.audit import audits
from speedbumps.cli.interview.screen_text import answer_keys
from speedbumps.diagnostics.problem import require_value
from speedbumps.forms.interview.session import parse_answer
from speedbumps.i18n import load_locale
from speedbumps.lint.dispatch import lint
from speedbumps.model.questionnaire import NonAnswers, Scale
from speedbumps.model.scales import severities
from speedbumps.questionnaires.load import read_instrument
from speedbumps.questionnaires.presentation import present_questions
from speedbumps.questionnaires.translation import translatable_texts
from speedbumps.report.answers import question_answers
from speedbumps.report.view import build_view
from speedbumps.responses.cells import WrongCellError, read_code
from speedbumps.responses.collect import assemble_frame
from speedbumps.responses.read_files import AnswerOptions

TEXT = """format: speedbumps-questionnaire/1
id: life
version: 1.0.0
title: How are we?
scales:
  how:
    prompt: This term, how far is this so?
    points: {points}
barriers:
  - {{id: life, title: Life, facets: [{{id: all, title: Life}}]}}
questions:
  - {{id: L1, text: The rota suits me., scale: how, measures: {{life.all: enabler}}}}
  - {{id: L2, text: The rota changes late., scale: how, measures: {{life.all: barrier}}}}
scoring:
  bands: [{{id: a, from: 0, title: Good, means: Good.}}, {{id: b, from: 50, title: Poor, means: Poor.}}]
"""
WORDS = NonAnswers()
TEN = "{from: 0, to: 10, ends: [Not at all, Completely]}"
RISING = "[{value: 1, label: Never}, {value: 2, label: At times}, {value: 4, label: Often}]"
FALLING = "[{value: 4, label: Often}, {value: 2, label: At times}, {value: 1, label: Never}]"


def written(points: str, folder: Path) -> Path:
    path = folder / "life.yaml"
    path.write_text(TEXT.format(points=points), "utf-8")
    return path


def test_numbers_between_two_ends_are_points_with_a_label_each() -> None:
    scale = Scale.model_validate({"points": {"from": "0", "to": "10", "ends": ["Not at all", "Completely"]}})

    assert [point.value for point in scale.points] == list(range(11))
    assert [point.label for point in scale.points] == ["0 – Not at all", *map(str, range(1, 10)), "10 – Completely"]


def test_numbers_may_fall_and_go_in_steps() -> None:
    scale = Scale.model_validate({"points": {"from": 1, "to": -1, "step": 0.5, "ends": ["More", "Less"]}})

    assert [point.label for point in scale.points] == ["1 – More", "0.5", "0", "-0.5", "-1 – Less"]
    assert severities(scale, "barrier") == (100, 75, 50, 25, 0)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (TEN, set()),
        (RISING, set()),
        (FALLING, set()),
        ("[{value: 1, label: Never}, {value: 2, label: 2}, {value: 3, label: Always}]", set()),
        ("[{value: 1, label: Never}, {value: 2, label: 3}, {value: 3, label: Always}]", {"SB301"}),
        ("[{value: 1, label: Never}, {value: 2, label: 2}, {value: 3, label: 3}]", {"SB301"}),
        ("[{value: 3, label: Often}, {value: 1, label: Never}, {value: 2, label: At times}]", {"SB204"}),
        ("[{value: 3, label: Often}, {value: 1, label: Never}, {value: 1, label: Rarely}]", {"SB204"}),
        ("[{value: 2, label: Often, position: 0}, {value: 1, label: Never, position: 1}]", {"SB204"}),
        ("{from: 0, to: 10}", {"SB103"}),
        ("{from: 0, to: 10, ends: [Never, Always], middle: At times}", {"SB103"}),
        ("{from: 0, to: 1, step: 0.3, ends: [Never, Always]}", {"SB103"}),
        ("{from: 0, to: 0, ends: [Never, Always]}", {"SB103"}),
        ("{from: 0, to: 1e999, ends: [Never, Always]}", {"SB103"}),
        ("[{value: -1e999, label: Never}, {value: 1, label: Always}]", {"SB103"}),
    ],
)
def test_mistakes_in_points_are_found_where_they_are(points: str, expected: set[str], tmp_path: Path) -> None:
    found = [each for each in lint(written(points, tmp_path)).problems if each.severity == "error"]

    assert {problem.code for problem in found} == expected
    assert all(problem.span.line == 8 for problem in found)


def test_a_scale_that_falls_scores_and_explains_as_one_that_rises(tmp_path: Path) -> None:
    people = pl.DataFrame({"L1": [1, 2, 4, 4, 2, 1, 1, 2, 4, 1], "L2": [4, 4, 2, 1, 1, 2, 4, None, 2, 4]})
    found = []
    for order in (RISING, FALLING):
        answers = assemble_frame(people, AnswerOptions(questionnaire=str(written(order, tmp_path))))
        (audit,) = audits(answers.instrument, answers.responses)
        (barrier,) = audit.barriers
        assert barrier.receipt is not None
        bars = [question_answers(each, build_view(audit, load_locale("en"))) for each in barrier.facets[0].questions]
        found.append((barrier.severity, barrier.low, barrier.high, barrier.receipt, bars))

    assert found[0] == found[1]


def test_numbers_are_read_as_values_and_as_labels(tmp_path: Path) -> None:
    scale = require_value(read_instrument(written(TEN, tmp_path))).questionnaire.scales["how"]

    assert [read_code(text, scale, WORDS) for text in ("0", "7", "7.0", "0 – Not at all", "10 - Completely")] == [
        0,
        7,
        7,
        0,
        10,
    ]
    with pytest.raises(WrongCellError):
        read_code("11", scale, WORDS)


def test_high_answers_on_numbers_that_people_see_are_not_taken_for_numbered_from_one(tmp_path: Path) -> None:
    people = pl.DataFrame({"L1": [10, 9, 8, 7] * 10, "L2": [3, 4, 5, 6] * 10})

    assert score(people, questionnaire=written(TEN, tmp_path)).notices == ()


def test_only_words_are_translated(tmp_path: Path) -> None:
    instrument = require_value(read_instrument(written(TEN, tmp_path)))

    points = [key for key in translatable_texts(instrument.questionnaire, None) if ".points." in key]

    assert points == ["scales.how.points.0", "scales.how.points.10"]


def test_what_is_typed_in_an_interview_is_the_value_beside_each_answer(tmp_path: Path) -> None:
    questionnaire = require_value(read_instrument(written(FALLING, tmp_path))).questionnaire
    (item, _) = present_questions(questionnaire, "full", "unstated", None)

    keys = [(key, said) for key, said, _ in answer_keys(item, WORDS)][:3]

    assert keys == [("4", "Often"), ("2", "At times"), ("1", "Never")]
    assert [parse_answer(item, key, WORDS) for key, _ in keys] == ["4", "2", "1"]
