"""Checks of a questionnaire's shape find what they are for, and leave alone what only looks like it."""

from pathlib import Path

import pytest
from support.page_examples import complete
from support.paths import BASES

from speedbumps.diagnostics.problem import Problem
from speedbumps.diagnostics.suggestions import did_you_mean, find_only_match
from speedbumps.lint.dispatch import lint
from speedbumps.lint.rules import burden
from speedbumps.lint.rules.privacy import NAMING
from speedbumps.questionnaires.presentation import CLOSED
from speedbumps.questionnaires.scale_rules import _is_near_duplicate
from speedbumps.text import fold_text


def find_problems(text: str, folder: Path) -> list[Problem]:
    """What is found in a questionnaire of which only *text* matters."""
    path = folder / "base.yaml"
    (folder / "base.actions.yaml").write_text((BASES / "base.actions.yaml").read_text("utf-8"), "utf-8")
    return list(lint(path, complete(text, (BASES / "base.yaml").read_text("utf-8"))).problems)


def codes(text: str, folder: Path) -> set[str]:
    """The codes of what is found, without those of the wording family."""
    return {problem.code for problem in find_problems(text, folder) if not problem.code.startswith("SB6")}


def questions(*lines: str) -> str:
    """Questions T01, T02 and so on, each with what its line adds after its text and scale; and no other form."""
    listed = (
        f"  - {{id: T{number:02}, text: I wait for an answer., scale: how-often, {line}}}\n"
        for number, line in enumerate(lines, 1)
    )
    return "questions:\n" + "".join(listed) + "forms: {}\n"


BARRIER, ENABLER = "measures: {time.delay: barrier}", "measures: {time.delay: enabler}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Strongly agree", "Strongly dgree"),
        ("Strongly agree", "strongly  Agree"),
        ("Sometimes", "Somtimes"),
        ("Quite true", "Quiet true"),
        ("Don’t know yet", "Don't know yet"),
        ("Very often", "Very oftenn"),
    ],
)
def test_a_slip_in_a_label_is_seen(one: str, other: str) -> None:
    assert _is_near_duplicate(fold_text(one), fold_text(other))
    assert _is_near_duplicate(fold_text(other), fold_text(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Agree", "Disagree"),
        ("Strongly agree", "Strongly disagree"),
        ("Often", "Very often"),
        ("Typical", "Atypical"),
        ("Either", "Neither"),
        ("Up to 5 hours", "Up to 6 hours"),
        ("1 hour", "11 hours"),
        ("Likely", "Unlikely"),
        ("Good", "Food"),
        ("A little true", "A lot true"),
        ("Mostly true", "Partly true"),
    ],
)
def test_labels_that_are_apart_are_left_alone(one: str, other: str) -> None:
    assert not _is_near_duplicate(fold_text(one), fold_text(other))


@pytest.mark.parametrize(
    "text",
    [
        "Who slows things down?",
        "Which pupils lose most time?",
        "Which of your colleagues could help?",
        "Name a colleague who helps.",
        "Please write the names of two pupils.",
        "Tell us who you would ask for help.",
        "Give their names.",
        "What went wrong, and whose idea was it?",
        "If a decision waits, who keeps it waiting?",
    ],
)
def test_an_open_question_that_asks_for_people_invites_names(text: str) -> None:
    assert NAMING.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "What one thing should we stop doing?",
        "What is done well here that more people should see? Please name the practice and leave out the person.",
        "What is hard to talk about here? Please leave out names.",
        "Which outside request takes the most time for the least gain to pupils?",
        "What would people who work here try first?",
        "Which staff meeting could be a note?",
        "What do pupils need more of?",
        "Say what helps. Please do not name a colleague.",
        "What could your school offer to another school?",
    ],
)
def test_an_open_question_about_things_is_left_alone(text: str) -> None:
    assert not NAMING.search(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("teachr", "teacher"),
        ("TEACHER", "teacher"),
        ("T0l", None),  # it could be any of the questions
        ("governor", None),
    ],
)
def test_a_fix_is_offered_only_where_one_word_can_be_meant(written: str, meant: str | None) -> None:
    assert find_only_match(written, ["head", "teacher", "T01", "T02"]) == meant


def test_a_near_word_is_named_even_where_several_are_near() -> None:
    assert did_you_mean("T0l", ["T01", "T02"]).startswith("; did you mean")


def test_a_misspelt_key_is_not_mended_into_one_that_is_there(tmp_path: Path) -> None:
    (alone,) = find_problems("roles:\n  - id: teacher\n    title: Teacher\n    includse: all\n", tmp_path)
    (twice,) = find_problems("tittle: A\ntitle: B\n", tmp_path)

    assert (alone.code, alone.fix) == (twice.code, "includes")
    assert twice.fix is None


@pytest.mark.parametrize(("word", "fix"), [("yes", "true"), ("True", "true"), ("No", "false"), ("perhaps", None)])
def test_flags_in_other_words_are_mended(word: str, fix: str | None, tmp_path: Path) -> None:
    (problem,) = find_problems(f"roles:\n  - id: teacher\n    title: Teacher\n    outside: {word}\n", tmp_path)

    assert (problem.code, problem.fix) == ("SB103", fix)


def test_a_word_in_braces_is_mended_by_itself(tmp_path: Path) -> None:
    (problem,) = find_problems("title: What does {rnus} slow down?\n", tmp_path)

    assert (problem.span[:2], problem.fix) == ((1, 18), "{runs}")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([BARRIER] * 7 + [ENABLER] * 3, set()),
        ([BARRIER] * 8 + [ENABLER] * 3, {"SB401"}),
        ([ENABLER] * 3, {"SB401"}),
        ([BARRIER, BARRIER, "measures: {time.delay: {key: enabler, weight: 2}}"], set()),
        ([BARRIER], {"SB402"}),
        ([BARRIER, "measures: {time.delay: {key: enabler, weight: 2}}"], {"SB403"}),
        ([BARRIER, ENABLER, "measures: {time.delay: barrier}, asked_of: [head]"], {"SB405"}),
        ([BARRIER, ENABLER, BARRIER, f"{ENABLER}, asked_of: [head], wording: {{teacher: We wait.}}"], {"SB406"}),
        ([BARRIER, ENABLER, BARRIER, f"{ENABLER}, asked_of: [head], shifted: [teacher]"], {"SB406"}),
    ],
)
def test_keys_and_weights(keys: list[str], expected: set[str], tmp_path: Path) -> None:
    assert codes(questions(*keys), tmp_path) == expected


def test_a_facet_that_only_outside_roles_are_asked_about_has_no_figure(tmp_path: Path) -> None:
    roles = "roles:\n  - {id: teacher, title: Teacher}\n  - {id: governor, title: Governor, outside: true}\n"
    asked = "asked_of: [governor]"

    assert "SB404" in codes(roles + questions(f"{BARRIER}, {asked}", f"{ENABLER}, {asked}"), tmp_path)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (["only_if: {T01: []}"], {"SB501"}),
        (["only_if: {T01: [Often]}"], set()),
        (["asked_of: [teacher], only_if: {T01: [Often]}"], set()),
        (["only_if: {T01: [Never]}", "only_if: {T01: [Often], T02: [Often]}"], {"SB501"}),
        (["only_if: {T01: [Never, 3]}", "only_if: {T01: [Often], T02: [Often]}"], set()),
        (["only_if: {T01: [Never]}", "only_if: {T02: [Often]}", "only_if: {T01: [often], T03: [Never]}"], {"SB501"}),
    ],
)
def test_conditions_that_exclude_each_other(conditions: list[str], expected: set[str], tmp_path: Path) -> None:
    lines = [f"{ENABLER}, {condition}" for condition in conditions]
    more = [BARRIER, BARRIER, ENABLER]

    assert codes(questions(BARRIER, *lines, *more), tmp_path) == expected


def test_a_condition_on_a_question_put_to_others_can_never_hold(tmp_path: Path) -> None:
    lines = [f"{BARRIER}, asked_of: [head]", f"{ENABLER}, asked_of: [teacher], only_if: {{T01: [Often]}}"]

    assert "SB501" in codes(questions(*lines), tmp_path)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("{questions: [T01]}", {"SB503"}),
        ("{questions: [T01, T02]}", set()),
        ("{questions: [T01], detail: barriers}", {"SB503"}),
        ("{questions: [T02, T03], detail: barriers}", set()),
    ],
)
def test_forms_that_promise_too_much(form: str, expected: set[str], tmp_path: Path) -> None:
    assert codes(f"forms:\n  short: {form}\n", tmp_path) == expected


@pytest.mark.parametrize(
    ("positions", "bump_from", "expected"),
    [
        ((0, 0.5, 1), 50, set()),
        ((0, 0.5, 1), 100, {"SB304"}),
        ((0.4, 0.5, 0.6), 50, {"SB304"}),  # the upper band begins at 75, and answers lead to 60
        ((0.1, 0.5, 0.9), 95, {"SB304"}),
    ],
)
def test_bands_and_bumps_that_no_answers_lead_to(
    positions: tuple[float, ...], bump_from: float, expected: set[str], tmp_path: Path
) -> None:
    points = "".join(
        f"      - {{value: {value}, label: {label}, position: {position}}}\n"
        for value, (label, position) in enumerate(zip(("Never", "Sometimes", "Often"), positions, strict=True))
    )
    bands = "    - {id: a, from: 0, title: A, means: a}\n    - {id: b, from: 75, title: B, means: b}\n"
    text = f"scales:\n  how-often:\n    points:\n{points}scoring:\n  bump_from: {bump_from}\n  bands:\n{bands}"

    assert codes(text, tmp_path) - {"SB308"} == expected


@pytest.mark.parametrize(("bump_from", "expected"), [(0, {"SB309"}), (50, set()), (49.9, {"SB308"}), (75, {"SB308"})])
def test_a_bump_begins_where_a_band_begins(bump_from: float, expected: set[str], tmp_path: Path) -> None:
    bands = "    - {id: a, from: 0, title: A, means: a}\n    - {id: b, from: 50, title: B, means: b}\n"

    assert codes(f"scoring:\n  bump_from: {bump_from}\n  bands:\n{bands}", tmp_path) == expected


@pytest.mark.parametrize(
    ("unit", "expected"), [("hours a week", set()), ("'%'", set()), ("'-'", {"SB306"}), ("''", {"SB306"})]
)
def test_a_unit_says_what_is_counted(unit: str, expected: set[str], tmp_path: Path) -> None:
    base = (BASES / "base.yaml").read_text("utf-8")
    scale = base[base.index("scales:") : base.index("barriers:")]

    assert codes(f"{scale}  h:\n    number: {{min: 0, max: 9, unit: {unit}}}\n", tmp_path) == expected


@pytest.mark.parametrize("label", ["1", "'1e3'", "'?'", "A", "b)", "na", "''", "'…'"])
def test_a_label_is_words(label: str, tmp_path: Path) -> None:
    points = f"      - {{value: 0, label: Never}}\n      - {{value: 1, label: {label}}}\n"

    assert codes(f"scales:\n  how-often:\n    points:\n{points}", tmp_path) == {"SB301"}


@pytest.mark.parametrize("label", ["Yes", "3 times", "是", "Na ddim"])
def test_short_labels_in_words_are_labels(label: str, tmp_path: Path) -> None:
    points = f"      - {{value: 0, label: Never}}\n      - {{value: 1, label: {label}}}\n"

    assert codes(f"scales:\n  how-often:\n    points:\n{points}", tmp_path) == set()


def test_the_limit_of_a_form_is_reckoned_for_the_role_that_is_asked_most(tmp_path: Path) -> None:
    most = burden.LONGEST * 60 // CLOSED
    both = [BARRIER, ENABLER] * (most // 2)
    more = [f"{BARRIER}, asked_of: [head]"]

    assert codes(questions(*both), tmp_path) == set()
    assert codes(questions(*both, *more), tmp_path) == {"SB711"}
    (problem,) = find_problems(questions(*both, *more), tmp_path)
    assert problem.message.startswith("'head' is asked 67 questions with points: 67 × 9 seconds = 10.1 minutes")


FACETS = "barriers:\n  - id: time\n    title: Time\n    facets:\n      - id: delay\n        title: {}\n"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Waiting for a decision", set()),
        ("A" + " b" * 17 + "c", set()),  # 36 characters
        ("A" + " b" * 18, {"SB620"}),  # 37
        ("Accountable", set()),
        ("Accomplished", set()),  # 12 letters
        ("Accountability", {"SB620"}),
        ("Paperwork-and-meetings", set()),  # broken at its hyphens
        ("What {runs} asks of us", set()),
    ],
)
def test_the_names_of_a_facet_fit_a_column(title: str, expected: set[str], tmp_path: Path) -> None:
    found = find_problems(FACETS.format(f"'{title}'"), tmp_path)
    of_strength = find_problems(f"{FACETS.format('Waiting')}        strength: '{title}'\n", tmp_path)

    assert {problem.code for problem in found} == {problem.code for problem in of_strength} == expected
    assert [problem.span.line for problem in of_strength] == [7] * len(expected)


@pytest.mark.parametrize(
    ("introduction", "expected"),
    [
        ("This takes one minute.", set()),  # four questions: 36 seconds
        ("This takes 1 min.", set()),
        ("This takes one or two minutes.", set()),
        ("This takes 1–5 minutes.", set()),
        ("This takes two to five minutes.", {"SB712"}),
        ("This takes ten minutes.", {"SB712"}),
        ("This takes 12 minutes.", {"SB712"}),
        ("This takes twenty-five minutes.", {"SB712"}),
        ("Every minute counts, and minutes are short.", set()),
    ],
)
def test_minutes_in_the_introduction_are_those_of_the_forms(
    introduction: str, expected: set[str], tmp_path: Path
) -> None:
    assert codes(f"introduction: {introduction}\n", tmp_path) == expected
    assert codes(f"introduction: {introduction}\nlanguage: cy\n", tmp_path) == set()


@pytest.mark.parametrize("status", ["piloted", "validated"])
def test_a_status_above_draft_needs_a_pilot(status: str, tmp_path: Path) -> None:
    pilot = "pilot: {asked: 412 staff of 14 schools, when: May 2026, result: Two questions went.}\n"

    assert codes(f"status: {status}\n", tmp_path) == {"SB909"}
    assert codes(f"status: {status}\n{pilot}", tmp_path) == set()
    assert codes(f"status: draft\n{pilot}", tmp_path) == set()
    assert codes(f"status: {status}\npilot: {{asked: 412 staff, when: May 2026}}\n", tmp_path) == {"SB102"}
