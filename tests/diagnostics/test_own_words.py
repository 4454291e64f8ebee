"""What is wrong in a file is said in words of ours, never in those of the library that validates it."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import core_schema
from support.file_mistakes import mistakes
from support.paths import BASES, FORMAT_EXAMPLES, GOLDEN
from support.strategies import example_count

from speedbumps.cli.saved_audit import read_saved_audit
from speedbumps.diagnostics.problem import BadFilesError
from speedbumps.diagnostics.yaml_source import parse_yaml
from speedbumps.lint.configuration import find_configuration
from speedbumps.lint.dispatch import lint
from speedbumps.model.audit import Audit
from speedbumps.questionnaires.load import find_questionnaire

FOREIGN = (
    "Input should",
    "Field required",
    "Extra inputs",
    "valid string",
    "valid dictionary",
    "valid list",
    "should have at",
    "should be a",
    "type=",
    "input_value",
    "Value error",
    "pydantic",
)
"""How the library's own messages begin, or what is in them."""

FILES = (
    *(path for path in sorted(FORMAT_EXAMPLES.glob("*.yaml")) if path.name != "choices.yaml"),
    BASES / "plan.yaml",
)
WRITTEN: tuple[Any, ...] = (
    *("", "x", " ", "-1", "1e400", "9" * 30, "1.5", "true", "2026-13-45", "long " * 3000),
    *([], {}, ["x"], [["x"]], {"x": "y"}, [{"x": "y"}], ["1", "2", "3"]),
)
TYPED: tuple[Any, ...] = (*WRITTEN, None, True, 1, 1.5, 10**30)


@cache
def tree_of(path: Path) -> Any:  # noqa: ANN401 - as the file has it
    read = parse_yaml(path.name, path.read_text("utf-8")).value
    assert read is not None
    return json.loads(path.read_text("utf-8")) if path.suffix == ".json" else read.data


def foreign_words(messages: list[str]) -> list[str]:
    return [message for message in messages if any(words in message for words in FOREIGN)]


@given(st.sampled_from(FILES).flatmap(lambda path: st.tuples(st.just(path), mistakes(tree_of(path), WRITTEN))))
@example_count(150)
def test_a_mistake_in_any_file_is_named_in_our_words(drawn: tuple[Path, Any]) -> None:
    path, tree = drawn

    found = lint(path, json.dumps(tree, ensure_ascii=False)).problems

    assert foreign_words([problem.message for problem in found]) == []


@given(mistakes(tree_of(GOLDEN / "few.audit.json"), TYPED))
@example_count(60)
def test_a_mistake_in_a_saved_audit_is_named_in_our_words(tree: Any) -> None:  # noqa: ANN401 - as the file has it
    messages = []
    try:
        read_saved_audit(Path("a.json"), json.dumps(tree).encode())
    except BadFilesError as error:
        messages = [problem.message for problem in error.problems]

    assert foreign_words(messages) == []


@pytest.mark.parametrize("key", ["select", "fail-on", "exclude", "baseline", "left"])
@pytest.mark.parametrize("value", ["3", "true", '["x", 3]', "{a = 1}", "2020-01-01", "[{code = 3}]", "inf"])
def test_a_mistake_in_the_configuration_is_named_in_our_words(key: str, value: str, tmp_path: Path) -> None:
    (tmp_path / "speedbumps.toml").write_text(f"{key} = {value}\n", "utf-8")

    with pytest.raises(BadFilesError) as stopped:
        find_configuration(tmp_path)

    assert foreign_words([problem.message for problem in stopped.value.problems]) == []


def test_the_words_that_are_looked_for_are_those_of_the_library() -> None:
    with pytest.raises(ValidationError) as stopped:
        Audit.model_validate({"format": 3, "questionnaire": [], "bumps": {"x": 1}, "more": 1})

    messages = [each["msg"] for each in stopped.value.errors()]
    assert foreign_words(messages) == messages
    assert {each["type"] for each in stopped.value.errors()} <= set(get_args(core_schema.ErrorType))


@pytest.mark.parametrize("name", ["x" * 300, "x/" * 3000, "a\0b"])
def test_a_questionnaire_by_a_name_that_no_system_can_use_is_not_there(name: str) -> None:
    with pytest.raises(FileNotFoundError) as stopped:
        find_questionnaire(name, FORMAT_EXAMPLES)

    assert len(str(stopped.value)) < 250


@pytest.mark.parametrize("hours", ["[6]", "[]", "[1, 2, 3]", "[x, 2]", "6", "{low: 1}"])
def test_a_pair_of_hours_that_is_none_is_a_mistake_like_any_other(hours: str) -> None:
    text = (FORMAT_EXAMPLES / "small.actions.yaml").read_text("utf-8")
    wrong = re.sub(r"setup: \[[^\]]*\]", f"setup: {hours}", text, count=1)

    found = lint(FORMAT_EXAMPLES / "small.actions.yaml", wrong).problems

    assert wrong != text
    assert {problem.code for problem in found if problem.severity == "error"} <= {"SB102", "SB103"}
    assert found
