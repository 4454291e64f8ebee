"""Signs that look like others are named where they stand, and a text that a `#` ends is reported."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.paths import BASES
from support.strategies import example_count

from speedbumps.diagnostics.problem import Problem
from speedbumps.lint.dispatch import lint

BASE = (BASES / "base.yaml").read_text("utf-8")

NAMES = {
    "    scale: how-often\n": "how-often",
    "      time.delay: barrier\n": "time.delay",
    "joins: teacher\n": "teacher",
    "  - id: T03\n": "T03",
    "    if_none: If": "if_none",
    "format: speedbumps-questionnaire/1\n": "speedbumps-questionnaire/1",
    "actions: base.actions.yaml\n": "base.actions.yaml",
    "language: en\n": "en",
    "status: draft\n": "draft",
    "one_person: true\n": "true",
}
"""Names, keys and words from lists in the base, each with what is around it."""

ALIKE = {
    "a": "аａ",
    "e": "е",
    "o": "оο",
    "c": "с",
    "p": "р",
    "i": "іı",
    "s": "ѕ",
    "y": "у",
    "h": "һ",
    "T": "ТΤ",
    "0": "０",
    "-": "‑–",
}
"""Signs of other alphabets, by what they look like."""

HIDDEN = "\u200b\u200d\u200f\u00ad\u2060\ufeff\u202e\u2066\u2800"
"""Signs that cannot be seen."""


def errors(text: str) -> list[Problem]:
    return [problem for problem in lint(BASES / "drawn.yaml", text).problems if problem.severity == "error"]


def warnings(text: str) -> list[Problem]:
    """What is said of how the texts of the base are written, with *text* as its title."""
    found = lint(BASES / "drawn.yaml", BASE.replace("What slows us down?", text, 1)).problems
    return [problem for problem in found if problem.code in ("SB107", "SB108", "SB109", "SB110")]


def place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@given(st.sampled_from(sorted(NAMES)), st.data())
@example_count(30)
def test_a_look_alike_anywhere_in_a_name_is_named_at_its_place(around: str, data: st.DataObject) -> None:
    name = NAMES[around]
    spots = [spot for spot, letter in enumerate(name) if letter in ALIKE]
    assume(spots)
    spot = data.draw(st.sampled_from(spots))
    sign = data.draw(st.sampled_from(ALIKE[name[spot]]))
    at = BASE.index(around) + around.index(name) + spot
    text = BASE[:at] + sign + BASE[at + 1 :]

    found = errors(text)
    (problem,) = [each for each in found if unicodedata.name(sign) in each.message]

    assert problem.span[:2] == place(text, at)
    assert problem.fix == name[spot]
    assert problem == found[0] or around.startswith("  - id")  # others name this id


@given(st.sampled_from(sorted(NAMES)), st.sampled_from(HIDDEN), st.data())
@example_count(30)
def test_a_hidden_sign_anywhere_in_a_name_is_named_at_its_place(around: str, sign: str, data: st.DataObject) -> None:
    name = NAMES[around]
    spot = data.draw(st.integers(1, len(name)))
    at = BASE.index(around) + around.index(name) + spot
    text = BASE[:at] + sign + BASE[at:]

    found = errors(text)

    assert place(text, at) in [problem.span[:2] for problem in found if f"U+{ord(sign):04X}" in problem.message]


@pytest.mark.parametrize("before", ["    scale:", "   ", "    measures:\n     ", ""])
@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000"])
def test_a_space_that_yaml_does_not_know_is_named_at_its_place(before: str, space: str) -> None:
    line = "    measures:\n      time.delay" if "measures" in before else "    scale: how-often"
    changed = line.replace(f"{before} ", f"{before}{space}", 1)
    text = BASE.replace(line, changed, 1)

    (problem,) = errors(text)

    assert problem.span[:2] == place(text, text.index(space))
    assert f"U+{ord(space):04X}" in problem.message


@pytest.mark.parametrize(("before", "after"), [("“", "”"), ("„", "“"), ("‘", "’"), ("«", "»")])
def test_quotes_of_word_processors_are_named(before: str, after: str) -> None:
    (whole,) = warnings(f"{before}What slows us down?{after}")
    assert (whole.code, whole.span[:2]) == ("SB109", (4, 8))

    (name,) = errors(BASE.replace("scale: how-often", f"scale: {before}how-often{after}", 1))
    assert name.span[:2] == place(BASE, BASE.index("scale: how-often") + len("scale: "))
    assert unicodedata.name(before) in name.message


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("Wh\u0430t slows us down?", "SB107", 3),
        ("\u0391ll that slows us down", "SB107", 1),
        ("What slows us d\uff4fwn?", "SB107", 16),
        ("What slows us \u0430 bit", "SB107", 15),
        ("What\u200b slows us", "SB108", 5),
        ("What \u202eslows\u202c us", "SB108", 6),
        ("'What\u00adever'", "SB108", 6),
        ("What slows us\u00a0", "SB108", 14),
        ('"What\u2028slows us"', "SB108", 6),
        ("a\u200db", "SB108", 2),
        ("\u202eשלום", "SB108", 1),
        ("Is lunch #1 ok", "SB110", 10),
        ("What slows # us down", "SB110", 12),
        ("What slows us?  #1 of our aims", "SB110", 17),
        ("What slows us? #aims", "SB110", 16),
    ],
)
def test_texts_that_are_not_what_they_look_like(text: str, code: str, column: int) -> None:
    (problem,) = warnings(text)

    assert (problem.code, problem.span.line, problem.span.column) == (code, 4, 7 + column)


@pytest.mark.parametrize(
    "text",
    [
        "What slows us down?  # the question of all",
        "What slows us  # the question of all",
        "What slows us? # the question of all",
        "What slows us # speedbumps: leave[SB601] because staff say it so",
        "'What slows us' # down",
        '"Is lunch #1 ok"',
        "Is lunch#1 ok",
        "“Yes” or “no”",
        '"“What slows us down?”"',
        "Qu’est-ce qui nous ralentit\u00a0?",
        "Что нас тормозит? А и В",
        "Τι μας καθυστερεί, IT",
        "Beth sy’n ein harafu, Siân?",
        "Yıldız, Łódź, Ångström, α and µm",
        "👩\u200d🏫 🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f ✔\ufe0f",
        "می\u200cخواهم \u2066abc\u2069",
        "שלום \u200f(א)",
    ],
)
def test_texts_that_are_what_they_look_like(text: str) -> None:
    assert warnings(text) == []


def test_a_cut_text_of_a_plan_is_reported_and_a_cut_id_is_not(tmp_path: Path) -> None:
    plan = "format: speedbumps-plan/1\nschool: hill # view\nround: 2026-autumn\nquestionnaire: school@9.9.9\n"
    (tmp_path / "plan.yaml").write_text(
        f"{plan}priorities:\n  - bump: time.delay # first\n    status: proposed # yet\n    change: Meet in room #2\n",
        "utf-8",
    )

    found = [problem.span[:2] for problem in lint(tmp_path / "plan.yaml").problems if problem.code == "SB110"]

    assert (8, 26) in found
    assert (7, 22) not in found


@pytest.mark.parametrize(
    ("first", "code", "meant"),
    [
        ("format: speedbumps-questionaire/1", "SB104", "speedbumps-questionnaire/1"),
        ("format: speedbumps-questionnaires/1", "SB104", "speedbumps-questionnaire/1"),
        ("format: Speedbumps-Questionnaire/1", "SB104", "speedbumps-questionnaire/1"),
        ("fromat: speedbumps-questionnaire/1", "SB101", "format"),
        ("Format: speedbumps-questionnaire/1", "SB101", "format"),
    ],
)
def test_a_mistyped_format_is_suggested_and_fixed(first: str, code: str, meant: str) -> None:
    (problem,) = errors(BASE.replace("format: speedbumps-questionnaire/1", first, 1))

    assert (problem.code, problem.fix, problem.span.line) == (code, meant, 1)
    assert f"did you mean '{meant}'?" in problem.message
