"""A local questionnaire leaves out, rewords and adds; what it inherits stays as it was, and mistakes are its own."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from support.paths import BASES
from support.strategies import overlays

from speedbumps.audit import audits
from speedbumps.diagnostics.problem import require_value
from speedbumps.lint.dispatch import lint
from speedbumps.model.instrument import Instrument
from speedbumps.model.overlay import Overlay
from speedbumps.model.queries import facets
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.questionnaires.overlay import combine_overlay
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

HEAD = "format: speedbumps-questionnaire/1\nid: local\nversion: 1.0.0\n"
SCHOOL = require_value(read_instrument(find_questionnaire("school")))

OWN = """
questions:
  - id: L1
    text: I know who decides.
    scale: how-often
    measures:
      time.delay: enabler
"""


def local(folder: Path, text: str, extends: str = "base@1.0.0") -> Path:
    """A local questionnaire in *folder*, beside the base."""
    for base in BASES.iterdir():
        shutil.copy(base, folder)
    path = folder / "local.yaml"
    path.write_text(f"{HEAD}extends: {extends}\n{text}", "utf-8")
    return path


def errors(path: Path) -> list[tuple[int, int, str]]:
    return [(at.span.line, at.span.column, at.code) for at in lint(path).problems if at.severity == "error"]


def read_local(path: Path) -> Instrument:
    return require_value(read_instrument(path))


def test_an_overlay_that_says_nothing_inherits_everything(tmp_path: Path) -> None:
    instrument = read_local(local(tmp_path, ""))
    base = read_local(tmp_path / "base.yaml")

    assert instrument.questionnaire.questions == base.questionnaire.questions
    assert instrument.fingerprints == base.fingerprints
    assert instrument.library == base.library
    assert instrument.questionnaire.id == "local"


def test_what_is_off_goes_from_forms_too(tmp_path: Path) -> None:
    instrument = read_local(local(tmp_path, "off: [T01]\n"))

    assert list(instrument.questions) == ["T02", "T03", "T04"]
    assert instrument.questionnaire.forms["quick"].questions == ("T02", "T03")


def test_a_form_that_would_be_empty_goes(tmp_path: Path) -> None:
    instrument = read_local(local(tmp_path, "off: [T01, T02, T03]\n"))

    assert instrument.questionnaire.forms == {}


def test_a_facet_that_is_off_takes_its_questions_signals_and_actions_along(tmp_path: Path) -> None:
    instrument = read_local(local(tmp_path, "off: [resource.energy]\n", "school@2.0.0"))
    assert instrument.library is not None
    assert SCHOOL.library is not None

    assert "resource.energy" not in dict(facets(instrument.questionnaire))
    assert all("resource.energy" not in question.measures for question in instrument.questionnaire.questions)
    homeless = [each.id for each in instrument.questionnaire.questions if not (each.measures or each.belongs_to)]
    assert homeless == [instrument.questionnaire.signals.votes]
    assert instrument.questionnaire.signals.energy is None
    assert all("resource.energy" not in action.eases for action in instrument.library.actions)
    assert 0 < len(instrument.library.actions) <= len(SCHOOL.library.actions)
    assert errors(tmp_path / "local.yaml") == []


def test_a_question_that_measures_another_facet_too_keeps_that_one(tmp_path: Path) -> None:
    path = local(tmp_path, "off: [time.delay]\n")
    base = (tmp_path / "base.yaml").read_text("utf-8")
    more = "  - id: social\n    title: Social\n    facets:\n      - id: trust\n        title: Trust\n"
    base = base.replace("questions:\n  - id", f"{more}questions:\n  - id", 1)
    base = base.replace("      time.delay: barrier", "      time.delay: barrier\n      social.trust: barrier")
    (tmp_path / "base.yaml").write_text(base.replace("  energy: T02", "  exchange: T03"), "utf-8")

    instrument = read_local(path)

    assert {name: list(question.measures) for name, question in instrument.questions.items()} == {
        "T01": ["social.trust"],
        "T03": ["social.trust"],
    }
    assert [barrier.id for barrier in instrument.questionnaire.barriers] == ["social"]
    assert instrument.library is not None
    assert instrument.library.actions == ()


def test_other_words_change_the_fingerprint_and_nothing_else(tmp_path: Path) -> None:
    instrument = read_local(
        local(tmp_path, "reword:\n  T01:\n    text: Ideas wait weeks.\n    wording:\n      head: They wait.\n")
    )
    base = read_local(tmp_path / "base.yaml")

    assert instrument.questions["T01"].text == "Ideas wait weeks."
    assert instrument.questions["T01"].wording == {"head": "They wait."}
    assert instrument.questions["T01"].measures == base.questions["T01"].measures
    assert {name for name in base.questions if instrument.fingerprints[name] != base.fingerprints[name]} == {"T01"}


def test_where_questions_come_from_is_kept(tmp_path: Path) -> None:
    instrument = read_local(local(tmp_path, "off: [T02]\nreword: {T01: {text: Ideas wait weeks.}}\n" + OWN))

    assert {name: origin.reworded for name, origin in instrument.origins.items()} == {
        "T01": True,
        "T03": False,
        "T04": False,
    }
    assert {origin.questionnaire for origin in instrument.origins.values()} == {"base"}
    assert [name for name in instrument.questions if name not in instrument.origins] == ["L1"]


def test_facets_barriers_roles_and_scales_are_added(tmp_path: Path) -> None:
    text = """
roles: [{id: guest, title: Guest}]
scales: {how-true: {prompt: Is it true here, points: [{value: 0, label: Not}, {value: 1, label: Very}]}}
barriers:
  - {id: social, title: Social, facets: [{id: trust, title: Trust}]}
  - {id: time, facets: [{id: meetings, title: Meetings}]}
questions:
  - id: L1
    text: Meetings end on time.
    scale: how-true
    measures: {time.meetings: enabler, social.trust: enabler}
"""
    instrument = read_local(local(tmp_path, text))

    assert [name for name, _ in facets(instrument.questionnaire)] == ["time.delay", "time.meetings", "social.trust"]
    assert [role.id for role in instrument.questionnaire.roles] == ["head", "teacher", "guest"]
    assert list(instrument.questions) == ["T01", "T02", "T03", "T04", "L1"]


def test_limits_may_rise(tmp_path: Path) -> None:
    instrument = read_local(local(tmp_path, "privacy: {min_group: 9}\n"))

    assert (instrument.questionnaire.privacy.min_group, instrument.questionnaire.privacy.min_distribution) == (9, 10)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("off: [T01, T20]", (5, 12, "SB912")),
        ("off: [time.delays]", (5, 7, "SB912")),
        ("reword: {T20: {text: New.}}", (5, 10, "SB912")),
        ("off: [T01]\nreword: {T01: {text: New.}}", (6, 10, "SB912")),
        ("reword: {T01: {wording: {governor: New.}}}", (5, 26, "SB203")),
        ("roles: [{id: Head, title: Head}]", (5, 14, "SB913")),
        ("scales: {how-often: {text: {}}}", (5, 10, "SB913")),
        ("forms: {quick: {questions: [T01]}}", (5, 9, "SB913")),
        ("barriers: [{id: time, title: Time, facets: [{id: new, title: New}]}]", (5, 30, "SB913")),
        ("barriers: [{id: time, facets: [{id: delay, title: New}]}]", (5, 37, "SB913")),
        ("barriers: [{id: new, facets: [{id: new, title: New}]}]", (5, 12, "SB102")),
        ("barriers: [{id: time, facets: [{id: new, title: 'For {nobody}'}]}]", (5, 54, "SB209")),
        (OWN.lstrip().replace("L1", "t01"), (6, 9, "SB913")),
        (OWN.lstrip().replace("how-often", "often"), (8, 12, "SB205")),
        (OWN.lstrip().replace("delay", "delai"), (10, 7, "SB205")),
        ("forms: {short: {questions: [T01, T09]}}", (5, 34, "SB207")),
        ("signals: {energy: time.energy}", (5, 19, "SB207")),
        ("signals: {energy: time.delay}", (5, 19, "SB207")),
        ("signals: {openness: T09}", (5, 21, "SB207")),
        ("privacy: {min_distribution: 9}", (5, 29, "SB914")),
        ("off: [time.delay]", (5, 6, "SB915")),
        ("scale: {}", (5, 1, "SB101")),
    ],
)
def test_every_mistake_is_told_in_the_overlay(text: str, place: tuple[int, int, str], tmp_path: Path) -> None:
    path = local(tmp_path, text + "\n")

    assert errors(path) == [place]
    assert read_instrument(path).value is None


@pytest.mark.parametrize(
    ("extends", "said"),
    [
        ("bass@1.0.0", "no questionnaire 'bass'"),
        ("scool@1.0.0", "did you mean 'school'"),
        ("base@1.0.1", "write base@1.0.0"),
        ("other@1.0.0", "extend base@1.0.0 instead"),
        ("broken@1.0.0", "check its own file first"),
        ("named@1.0.0", "holds the questionnaire 'base'"),
    ],
)
def test_what_is_extended_must_be_there_and_whole(extends: str, said: str, tmp_path: Path) -> None:
    path = local(tmp_path, "", extends)
    (tmp_path / "other.yaml").write_text(HEAD.replace("local", "other") + "extends: base@1.0.0\n", "utf-8")
    (tmp_path / "broken.yaml").write_text("format: speedbumps-questionnaire/1\nid: broken\n", "utf-8")
    shutil.copy(tmp_path / "base.yaml", tmp_path / "named.yaml")

    (problem,) = (problem for problem in lint(path).problems if problem.severity == "error")

    assert (problem.span.line, problem.span.column, problem.code) == (4, 10, "SB911")
    assert said in problem.message


def test_a_condition_on_what_is_off_is_told_where_it_is_off(tmp_path: Path) -> None:
    path = local(tmp_path, "off: [T02, T01]\n")
    base = (tmp_path / "base.yaml").read_text("utf-8")
    asked = "  - id: T03\n    only_if: {T01: [Often]}\n"
    (tmp_path / "base.yaml").write_text(base.replace("  - id: T03\n", asked), "utf-8")

    (problem,) = (problem for problem in lint(path).problems if problem.severity == "error")

    assert (problem.span.line, problem.span.column, problem.code) == (5, 12, "SB915")
    assert "'T03' is asked only after certain answers to 'T01'" in problem.message


def test_a_nation_that_is_added_needs_every_word_that_an_inherited_text_uses(tmp_path: Path) -> None:
    path = local(tmp_path, "words: {wales: {area: local authority}}\n")
    base = (tmp_path / "base.yaml").read_text("utf-8")
    (tmp_path / "base.yaml").write_text(base.replace("title: Time\n", "title: Time that {runs} takes\n"), "utf-8")

    (problem,) = (problem for problem in lint(path).problems if problem.severity == "error")

    assert (problem.span.line, problem.span.column, problem.code) == (5, 9, "SB209")
    assert problem.message.startswith("'runs' has no words here, and a text uses {runs}")


def test_a_fault_in_what_is_inherited_is_told_at_extends(tmp_path: Path) -> None:
    path = local(tmp_path, "off: [T03]\n")
    base = (tmp_path / "base.yaml").read_text("utf-8")
    (tmp_path / "base.yaml").write_text(base.replace("title: Time\n", "title: Time that {nobody} takes\n"), "utf-8")

    found = [problem for problem in lint(path).problems if problem.severity == "error"]

    assert [(problem.span.line, problem.code) for problem in found] == [(4, "SB911")]


def test_an_overlay_may_bear_the_file_name_of_what_it_extends(tmp_path: Path) -> None:
    path = tmp_path / "school.yaml"
    path.write_text(HEAD + "extends: school@2.0.0\n", "utf-8")

    assert list(read_local(path).questions) == list(SCHOOL.questions)


def test_an_overlay_has_actions_of_its_own_if_it_names_them(tmp_path: Path) -> None:
    path = local(tmp_path, "off: [T04]\nactions: own.actions.yaml\n")
    library = (tmp_path / "base.actions.yaml").read_text("utf-8")
    (tmp_path / "own.actions.yaml").write_text(library.replace("who-can-say-yes", "own"), "utf-8")

    instrument = read_local(path)

    assert instrument.library is not None
    assert instrument.library.actions[0].id == "own"
    (tmp_path / "own.actions.yaml").write_text(library.replace("time.delay", "time.off"), "utf-8")
    assert {code for _, _, code in errors(tmp_path / "own.actions.yaml")} == {"SB210"}


def test_answers_to_a_local_questionnaire_are_scored(tmp_path: Path) -> None:
    local(tmp_path, "off: [T04]\n" + OWN)
    (tmp_path / "staff.csv").write_text("school,role,T01,T02,T03,L1\n" + "a,teacher,4,0,4,0\n" * 6, "utf-8")

    found = assemble([tmp_path / "staff.csv"], AnswerOptions(questionnaire="local"))
    (audit,) = audits(found.instrument, found.responses)

    assert audit.questionnaire.id == "local"
    assert audit.questionnaire.fingerprint == read_local(tmp_path / "local.yaml").fingerprint
    assert [(barrier.severity, barrier.bound) for barrier in audit.barriers] == [(83, "at-least")]


@given(overlays(SCHOOL.questionnaire))
def test_resolving_twice_is_resolving_once(overlay: Overlay) -> None:
    once = combine_overlay(overlay, SCHOOL.questionnaire).questionnaire

    assert combine_overlay(overlay, once).questionnaire == once


def test_words_for_the_organiser_are_inherited_or_replaced(tmp_path: Path) -> None:
    path = local(tmp_path, "")
    base = tmp_path / "base.yaml"
    base.write_text(f"{base.read_text('utf-8')}organiser: Ask in June.\n", "utf-8")

    assert read_local(path).questionnaire.organiser == "Ask in June."
    path.write_text(f"{path.read_text('utf-8')}organiser: Ask in May.\n", "utf-8")
    assert read_local(path).questionnaire.organiser == "Ask in May."


def test_a_pilot_of_the_inherited_questionnaire_is_none_of_ones_own(tmp_path: Path) -> None:
    pilot = "pilot: {asked: 400 staff, when: May 2026, result: All stayed.}\n"
    path = local(tmp_path, "status: piloted\n")
    base = tmp_path / "base.yaml"
    text = base.read_text("utf-8").replace("status: draft\n", f"status: piloted\n{pilot}")
    base.write_text(text, "utf-8")

    assert [problem.code for problem in lint(base).problems] == []
    assert read_local(path).questionnaire.pilot is None
    found = [(problem.code, problem.span.line) for problem in lint(path).problems]
    assert found == [("SB909", path.read_text("utf-8").splitlines().index("status: piloted") + 1)]
    path.write_text(f"{path.read_text('utf-8')}{pilot}", "utf-8")
    assert [problem.code for problem in lint(path).problems] == []
