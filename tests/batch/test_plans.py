"""The plans beside the answers of a batch."""

from pathlib import Path

import pytest
from support.paths import TOP

from speedbumps.batch.plans import read_plans
from speedbumps.diagnostics.codes import NO_PLAN
from speedbumps.responses.read_files import AnswerOptions

PLAN = """\
format: speedbumps-plan/1
school: {school}
questionnaire: city@2.0.0
priorities:
  - {{bump: time.delay, own: {{title: Friday answers, eases: [time.delay]}}, status: done}}
"""


@pytest.fixture
def questionnaire(tmp_path: Path) -> Path:
    """Write a questionnaire that is neither beside the plans nor among the shipped ones; return its path."""
    path = tmp_path / "surveys" / "city.yaml"
    path.parent.mkdir()
    shipped = (TOP / "questionnaires" / "school.yaml").read_text("utf-8")
    for old, new in (
        ("\nid: school\n", "\nid: city\n"),
        ("\nactions: school.actions.yaml\n", "\n"),
        ("Waiting for a yes", "Waiting"),
    ):
        assert old in shipped
        shipped = shipped.replace(old, new)
    path.write_text(shipped, "utf-8")
    return path


def test_plans_rest_on_the_questionnaire_that_the_command_names(tmp_path: Path, questionnaire: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    for school in ("ash", "elm"):
        (plans / f"{school}.yaml").write_text(PLAN.format(school=school), "utf-8")

    without = read_plans(plans, ["ash", "elm"], AnswerOptions())
    named = read_plans(plans, ["ash", "elm"], AnswerOptions(questionnaire=str(questionnaire)))

    assert {problem.code for problem in without.problems} == {NO_PLAN}
    assert (without.failed, without.pages) == (2, {})
    assert {school: page.bump_title("time.delay") for school, page in named.pages.items()} == {
        "ash": "Waiting",
        "elm": "Waiting",
    }
    assert str(questionnaire) in {str(path) for path in named.beside}
    assert named.problems == ()
