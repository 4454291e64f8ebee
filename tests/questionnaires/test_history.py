"""What was recorded under a version cannot change unseen."""

import json
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.page_examples import record
from support.paths import BASES
from support.strategies import example_count

from speedbumps.diagnostics.problem import Route, Step
from speedbumps.diagnostics.yaml_source import Tree, parse_yaml
from speedbumps.lint.dispatch import lint

BASE = (BASES / "base.yaml").read_text("utf-8")


def write_with_history(folder: Path, text: str, before: str = BASE) -> Path:
    """The questionnaire *text* in *folder*, beside the history of what was there *before*."""
    for base in BASES.iterdir():
        shutil.copy(base, folder)
    path = folder / "base.yaml"
    path.write_text(before, "utf-8")
    record(path)
    path.write_text(text, "utf-8")
    return path


def errors(path: Path) -> list[tuple[int, int, str]]:
    return [(at.span.line, at.span.column, at.code) for at in lint(path).problems if at.severity == "error"]


def test_what_is_recorded_and_unchanged_is_clean(tmp_path: Path) -> None:
    assert errors(write_with_history(tmp_path, BASE)) == []
    assert errors(tmp_path / "base.history.yaml") == []


def test_comments_quotes_and_the_order_of_keys_change_nothing(tmp_path: Path) -> None:
    tree = parse_yaml("base.yaml", BASE).value
    assert tree is not None
    assert isinstance(tree.data, dict)
    backwards = json.dumps(dict(reversed(tree.data.items())))

    assert errors(write_with_history(tmp_path, "# A note.\n" + BASE)) == []
    assert errors(write_with_history(tmp_path, backwards)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("decision.", "yes.", ["SB901"]),
        ("label: Never", "label: Not once", ["SB901"] * 4),
        ("prompt: This term,", "prompt: This year,", ["SB901"] * 4),
        ("time.delay: barrier", "time.delay: {key: barrier, weight: 2}", ["SB901"] * 2),
        ("id: T04", "id: T05", ["SB902", "SB902"]),
        ("from: 50", "from: 60", ["SB903"]),
        ("title: Time", "title: Hours", ["SB903"]),
        ("status: draft", "status: piloted", ["SB903"]),
        ("version: 1.0.0", "version: 0.9.9", ["SB904"]),
        ("version: 1.0.0", "version: 1.0.1", []),
    ],
)
def test_every_change_is_told_until_the_version_rises(old: str, new: str, expected: list[str], tmp_path: Path) -> None:
    path = write_with_history(tmp_path, BASE.replace(old, new))

    assert sorted(code for _, _, code in errors(path)) == expected
    path.write_text(re.sub(r"version: [\d.]+", "version: 2.0.0", BASE.replace(old, new), count=1), "utf-8")
    assert errors(path) == []


def test_a_changed_question_is_told_at_its_text(tmp_path: Path) -> None:
    path = write_with_history(tmp_path, BASE.replace("I chase people", "I run after people"))
    line = BASE[: BASE.index("I chase people")].count("\n") + 1

    assert errors(path) == [(line, 11, "SB901")]


@pytest.mark.parametrize(
    ("version", "old", "new", "expected"),
    [
        ("1.0.1", "I chase people", "I run after people", ["SB905"]),
        ("1.1.0", "I chase people", "I run after people", ["SB905"]),
        ("2.0.0", "I chase people", "I run after people", []),
        ("1.0.1", "title: Time", "title: Hours", []),
        ("10.0.0", "I chase people", "I run after people", []),
    ],
)
def test_a_version_rises_as_far_as_the_change_asks(
    version: str, old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    path = write_with_history(tmp_path, BASE.replace("version: 1.0.0", f"version: {version}").replace(old, new))

    assert [code for _, _, code in errors(path)] == expected


def test_an_added_question_asks_for_the_second_number(tmp_path: Path) -> None:
    more = "  - id: T05\n    text: I wait.\n    scale: how-often\n    measures:\n      time.delay: barrier\nforms:\n"
    text = BASE.replace("forms:\n", more)

    assert {code for _, _, code in errors(write_with_history(tmp_path, text))} == {"SB902"}
    assert [code for _, _, code in errors(write_with_history(tmp_path, text.replace("1.0.0", "1.0.1")))] == ["SB905"]
    assert errors(write_with_history(tmp_path, text.replace("1.0.0", "1.1.0"))) == []


def test_an_overlay_is_told_what_changed_where_it_says_so(tmp_path: Path) -> None:
    write_with_history(tmp_path, BASE)
    path = tmp_path / "local.yaml"
    text = path.read_text("utf-8") + "off: [T04]\nreword:\n  T01: {text: Ideas wait weeks.}\n"
    path.write_text(text, "utf-8")
    record(path)
    assert errors(path) == []

    path.write_text(text.replace("[T04]", "[T04, T03]").replace("Ideas wait", "Our ideas wait"), "utf-8")

    assert errors(path) == [(6, 12, "SB902"), (8, 15, "SB901")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("format: speedbumps-history/1\nof: base\nversions: [{version: 1.0, questions: {}, everything: a}]\n", "SB106"),
        ("format: speedbumps-history/1\nof: other\nversions: []\n", "SB907"),
    ],
)
def test_a_history_that_is_wrong_says_so_itself(text: str, code: str, tmp_path: Path) -> None:
    write_with_history(tmp_path, BASE)
    (tmp_path / "base.history.yaml").write_text(text, "utf-8")

    assert code in {code for _, _, code in errors(tmp_path / "base.history.yaml")}


def test_a_history_says_how_its_file_is_called(tmp_path: Path) -> None:
    path = tmp_path / "history.yaml"
    path.write_text("format: speedbumps-history/1\nof: base\nversions: []\n", "utf-8")

    (problem,) = lint(path).problems

    assert problem.message == "the history of 'base' is kept in base.history.yaml"


def routes(tree: Tree, start: Route = ()) -> list[Route]:
    """The way to everything in *tree*."""
    steps: list[Step] = [*tree] if isinstance(tree, dict) else [*range(len(tree))] if isinstance(tree, list) else []
    found = [route for step in steps for route in routes(tree[step], (*start, step))]  # type: ignore[index] # they fit
    return [start, *found] if start else found


WHOLE = parse_yaml("base.yaml", BASE).value
ROUTES = [route for route in routes(WHOLE.data) if route != ("version",)] if WHOLE else []


@given(
    st.sampled_from(ROUTES),
    st.sampled_from(["drop", "again", "empty", "Other words", "true", "3", "teacher", "enabler", "ours", "T02"]),
)
@example_count(200)
def test_no_change_that_leaves_a_questionnaire_valid_goes_unseen(route: Route, how: str) -> None:
    assert WHOLE is not None
    tree = json.loads(json.dumps(WHOLE.data))
    apply_change(tree, route, how)
    assume(tree != WHOLE.data)

    with TemporaryDirectory() as folder:
        assert errors(write_with_history(Path(folder), json.dumps(tree, ensure_ascii=False)))


def apply_change(tree: Any, route: Route, how: str) -> None:  # noqa: ANN401 - as YAML has it
    """Changes what stands at *route* of *tree*."""
    last: Any = route[-1]
    for step in route[:-1]:
        tree = tree[step]
    match how:
        case "drop":
            del tree[last]
        case "again" if isinstance(tree, list):
            tree.append(tree[last])
        case "again":
            tree[f"{last}-2"] = tree[last]
        case "empty":
            tree[last] = {} if isinstance(tree[last], dict) else []
        case _:
            tree[last] = how
