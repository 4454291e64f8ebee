"""Scores that are looked up in a table: what the table must hold, and what may be said of such scores."""

from pathlib import Path

import polars as pl
import pytest

from speedbumps import score
from speedbumps.audit import AuditOptions, audits
from speedbumps.diagnostics.problem import require_value
from speedbumps.disclosure.publish import publish
from speedbumps.lint.dispatch import lint
from speedbumps.model.audit import Audit
from speedbumps.model.instrument import Instrument
from speedbumps.questionnaires.diff import compare_questionnaires
from speedbumps.questionnaires.load import read_instrument
from speedbumps.report import ReportOptions, make_report
from speedbumps.responses.collect import assemble_frame
from speedbumps.responses.read_files import AnswerOptions

TEXT = """format: speedbumps-questionnaire/1
id: sums
version: 1.0.0
title: How are we?
roles:
  - {id: nurse, title: Nurse}
  - {id: doctor, title: Doctor}
  - {id: head, title: Head, one_person: true, joins: doctor}
scales:
  how: {prompt: "This term, how often?", points: {from: 1, to: 3, ends: [Never, Always]}}
barriers:
  - id: life
    title: Life
    facets:
      - {id: all, title: Life, table: {TABLE}}
questions:
  - {id: L1, text: The rota suits me., scale: how, measures: {life.all: enabler}}
  - {id: L2, text: The handover works., scale: how, measures: {life.all: enabler}}
scoring:
  bands: [{id: a, from: 0, title: Good, means: Good.}, {id: b, from: 50, title: Poor, means: Poor.}]
"""
TABLE = "{2: 10, 3: 12, 4: 20, 5: 26, 6: 30}"
SEVERITIES = {2: 100, 3: 90, 4: 50, 5: 20, 6: 0}
OTHER = "  - {id: L3, text: The pay is fair., scale: how, measures: {life.all: barrier}}\nscoring:"
HEAVY = "  - {id: L3, text: The pay is fair., scale: how, measures: {life.all: {key: enabler, weight: 2}}}\nscoring:"
SHORT = "forms: {short: {questions: [L1]}}\nscoring:"
TWO = "      - {id: more, title: More}\nquestions:"


def written(folder: Path, table: str = TABLE, *replaced: tuple[str, str]) -> Path:
    text = TEXT.replace("{TABLE}", table)
    for old, new in replaced:
        text = text.replace(old, new)
    path = folder / "sums.yaml"
    path.write_text(text, "utf-8")
    return path


def audit_of(path: Path, people: list[dict[str, object]]) -> Audit:
    """Return the exact audit of what *people* answered to the questionnaire at *path*."""
    answers = assemble_frame(pl.DataFrame(people), AnswerOptions(questionnaire=str(path)))
    return next(audits(answers.instrument, answers.responses, AuditOptions(exact=True)))


def test_a_person_has_the_score_of_the_sum_of_all_answers(tmp_path: Path) -> None:
    people = [
        {"school": f"{one}{two}", "L1": one, "L2": two} for one in (1, 2, 3) for two in (1, 2, 3) for _ in range(5)
    ]
    found = score(pl.DataFrame(people), questionnaire=written(tmp_path), exact=True).scores

    for school, severity in found.select("school", "severity").iter_rows():
        assert severity == SEVERITIES[int(school[0]) + int(school[1])]


def test_answers_that_count_the_other_way_have_a_scale_whose_values_fall(tmp_path: Path) -> None:
    less = "  less: {prompt: 'This term, how often?', points: {from: 3, to: 1, ends: [Never, Always]}}"
    turned = (
        ("scales:\n", f"scales:\n{less}\n"),
        ("works., scale: how", "fails., scale: less"),
    )
    path = written(tmp_path, TABLE, *turned)
    people = pl.DataFrame({"L1": [3] * 5, "L2": ["3 – Never"] * 5})

    assert not [each for each in lint(path).problems if each.severity == "error"]
    assert score(people, questionnaire=path, exact=True).scores.get_column("severity").to_list() == [0, 0]


@pytest.mark.parametrize(
    ("table", "replaced", "message"),
    [
        ("{2: 10, 3: 12, 4: 20, 6: 30}", (), "answers can add up to 5, for which the table has no score"),
        ("{2: 10, 3: 12, 4: 20, 5: 26, 6: 30, 7: 31}", (), "no answers add up to 7"),
        ("{2: 10, 3: 12, 4: 12, 5: 26, 6: 30}", (), "scores rise with the sums; here one is not above the one before"),
        (TABLE, (("scoring:", OTHER),), "questions with a table share one key"),
        (TABLE, (("scoring:", HEAVY),), "questions with a table have no weight"),
        (TABLE, (("scoring:", SHORT),), "the table needs all of L1, L2"),
        (TABLE, (("questions:", TWO),), "a facet with a table is the only one of its barrier"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(
    table: str, replaced: tuple[tuple[str, str], ...], message: str, tmp_path: Path
) -> None:
    found = [
        problem.message for problem in lint(written(tmp_path, table, *replaced)).problems if problem.code == "SB213"
    ]

    assert any(each.startswith(message) for each in found), found


def test_no_question_adds_a_part_and_the_report_says_why(tmp_path: Path) -> None:
    roles = ["nurse", "doctor"] * 15
    people: list[dict[str, object]] = [
        {"role": role, "L1": 1 + place % 3, "L2": 1 + place % 2} for place, role in enumerate(roles)
    ]
    exact = audit_of(written(tmp_path), people)
    (barrier,) = exact.barriers
    rounded = publish(exact).barriers[0]

    assert barrier.receipt is not None
    assert (barrier.receipt.lines, barrier.receipt.reason) == ((), "table")
    assert rounded.receipt is not None
    assert rounded.receipt.total == rounded.severity == round(barrier.severity or 0)
    assert exact.quality.item_first == ()
    assert {gap.of for gap in exact.gaps or ()} >= {"life.all"}
    annex = make_report(exact, "markdown", ReportOptions("annex"))
    assert "The score of each person was looked up in a published table" in annex
    assert "Adds" not in annex


def test_one_persons_answers_stand_beside_the_questions(tmp_path: Path) -> None:
    audit = audit_of(written(tmp_path), [{"role": "head", "consent": "identified", "L1": 3, "L2": 2}])

    assert [question.answer for question in audit.barriers[0].facets[0].questions] == ["3 – Always", "2"]
    assert "3 – Always" in make_report(audit, "markdown")


def test_another_table_is_another_score(tmp_path: Path) -> None:
    old = require_value(read_instrument(written(tmp_path))).questionnaire
    new = require_value(read_instrument(written(tmp_path, TABLE.replace("26", "25")))).questionnaire
    compared = compare_questionnaires(old, new)

    assert [(change.part, change.due) for change in compared.changes] == [("table", "major")]
    assert Instrument(questionnaire=old).fingerprints != Instrument(questionnaire=new).fingerprints
