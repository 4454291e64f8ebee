"""A column that is about no question is ignored, unless its cells say that it may be about one."""

from pathlib import Path
from random import Random

import pytest
from support.schools import first_version

from speedbumps.cli import main
from speedbumps.diagnostics.codes import COLUMN_IGNORED, UNKNOWN_QUESTION, UNSURE
from speedbumps.diagnostics.problem import Problem
from speedbumps.model.columns import ColumnMap
from speedbumps.responses.answers import TableOptions
from speedbumps.responses.columns import find_role
from speedbumps.responses.read_table import read_table_content
from speedbumps.responses.table_context import table_context

OFTEN = ["Never", "Rarely", "Sometimes", "Often", "Very often"]
FORM = [question.id for question in first_version().questions.values()][:12]


def _problems(
    columns: dict[str, list[str]], settled: ColumnMap | None = None, *, aside: bool = True
) -> tuple[Problem, ...]:
    rows = zip(*columns.values(), strict=True)
    text = "\n".join([",".join(columns), *map(",".join, rows)])
    context = table_context(first_version(), TableOptions(set_aside=aside), settled)
    return read_table_content(Path("staff.csv"), text.encode(), context).parts.problems


def _codes(problems: tuple[Problem, ...], severity: str = "error") -> list[str]:
    return [each.code for each in problems if each.severity == severity]


def _run(*words: str | Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*map(str, words)])
    assert not stopped.value.code


def _answers(people: int = 12, *, words: bool) -> dict[str, list[str]]:
    chance = Random(people)
    given = [str(number) for number in range(5)]
    about = {"role": ["teacher"] * people}
    return about | {
        name: [chance.choice(OFTEN if words else given) for _ in range(people)] for name in ("T01", "T02", "T03")
    }


@pytest.mark.parametrize("aside", [True, False])
@pytest.mark.parametrize("unread", ["Unsure", "Most days", "x"])
def test_one_word_that_cannot_be_read_does_not_hide_a_question(unread: str, aside: bool) -> None:  # noqa: FBT001 - drawn
    columns = _answers(words=True)
    columns["How are things?"] = [*columns["T02"][:-2], unread, unread]

    assert _codes(_problems(columns, aside=aside)) == [UNSURE]


def test_a_map_says_which_words_are_answers() -> None:
    columns = _answers(words=True)
    columns["How are things?"] = ["Now and then", "Most days", *["Hardly"] * 10]
    settled = ColumnMap(format="speedbumps-map/1", answers={"now and then": "Sometimes", "hardly": "Rarely"})

    assert _codes(_problems(columns)) == []
    assert _codes(_problems(columns, settled)) == [UNSURE]


def test_numbers_are_answers_where_other_answers_are() -> None:
    numbers = [str((3 * at) % 5) for at in range(12)]

    assert _codes(_problems({**_answers(words=False), "How are things?": numbers})) == [UNSURE]
    in_words = _problems({**_answers(words=True), "How are things?": numbers})
    assert (_codes(in_words), COLUMN_IGNORED in _codes(in_words, "warning")) == ([], True)


@pytest.mark.parametrize(
    "cells",
    [
        [str(at) for at in range(12)],
        ["2"] * 12,
        [str(at) for at in range(1, 5)] + [""] * 8,
        [str(20 + at) for at in range(12)],
        ["n/a"] * 12,
        ["Never"] * 4 + ["A long remark about lunch"] * 8,
    ],
)
def test_running_numbers_and_remarks_are_no_answers(cells: list[str]) -> None:
    assert _codes(_problems({**_answers(words=False), "Notes": cells})) == []


@pytest.mark.parametrize(("heading", "meant"), [("T1", "T01"), ("S6", "S06"), ("T0l", "T01")])
def test_an_id_without_its_nought_suggests_that_id(heading: str, meant: str) -> None:
    columns = {heading if name == meant else name: cells for name, cells in _answers(words=False).items()}
    columns.setdefault(heading, columns["T02"])

    (problem,) = [each for each in _problems(columns) if each.severity == "error"]

    assert problem.code == UNKNOWN_QUESTION
    assert f"did you mean '{meant}'?" in problem.message


def test_a_word_that_is_no_role_is_shown_only_if_many_wrote_it(tmp_path: Path) -> None:
    columns = {**_answers(words=False)}
    columns["role"] = ["Forest lead"] * 5 + ["Ann Lee"] + ["teacher"] * 6
    messages = [each.message for each in _problems(columns) if each.severity == "warning"]

    assert {message.partition(" is not one of the roles")[0] for message in messages} == {"“Forest lead”", "this cell"}

    export, settled = tmp_path / "staff.csv", tmp_path / "map.yaml"
    rows = zip(*columns.values(), strict=True)
    export.write_text("\n".join([",".join(columns), *map(",".join, rows)]), "utf-8")
    _run("import", export, "--write-map", settled, "-o", tmp_path / "plain.csv")
    written = settled.read_text("utf-8")
    assert 'roles:\n  # Take away the # and write the id of a role:\n  # "Forest lead": "?"' in written
    assert "Ann Lee" not in written
    _run("import", export, "--map", settled, "-o", tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_text("utf-8") == (tmp_path / "plain.csv").read_text("utf-8")


def test_of_two_columns_of_roles_the_one_that_is_called_so_is_read_and_the_other_named() -> None:
    columns = {**_answers(words=False)}
    columns["What is your role?"] = ["Headteacher"] * 12

    (warning,) = [each for each in _problems(columns) if each.severity == "warning"]

    assert "the one called 'role' is read, and 'What is your role?' is not" in warning.message


@pytest.mark.parametrize("heading", ["Term", "Which term is this?", "Survey wave", "Collection", "Round no."])
def test_a_column_that_may_say_the_round_is_named(heading: str) -> None:
    columns = {**_answers(words=False), heading: ["Autumn", "Spring"] * 6}

    messages = [each.message for each in _problems(columns) if each.code == COLUMN_IGNORED]

    assert [f"the column '{heading}' may say which round each row is of" in each for each in messages] == [True]


@pytest.mark.parametrize("heading", ["Q10", "V3", "Item 7"])
def test_a_programs_own_number_suggests_no_question(heading: str) -> None:
    columns = {**_answers(words=False), heading: ["a remark"] * 12}

    assert _codes(_problems(columns)) == []


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Teachers", "teacher"),
        ("TEACHERS", "teacher"),
        ("Headteachers", "head"),
        ("T.A.", "support"),
        ("TAs", "support"),
    ],
)
def test_roles_in_the_plural_or_with_points_are_known(word: str, role: str) -> None:
    assert find_role(word, first_version()) == role


@pytest.mark.parametrize("beside", ["Score", "Feedback", "Comment"])
def test_what_a_program_writes_beside_an_answer_is_none(beside: str) -> None:
    columns = {**_answers(words=False)}
    text = first_version().questions["T01"].text
    columns = {text if name == "T01" else name: cells for name, cells in columns.items()}
    columns[f"{text} [{beside}]"] = ["-- / 0"] * 12

    assert _codes(_problems(columns)) == []


@pytest.mark.parametrize("heading", ["Site", "Campus", "Your workplace", "Base", "Organisation"])
def test_a_column_that_may_say_the_school_is_named(heading: str) -> None:
    columns = {**_answers(words=False), heading: ["Hill", "Park"] * 6}

    messages = [each.message for each in _problems(columns) if each.code == COLUMN_IGNORED]

    assert [f"the column '{heading}' may say which school each row is about" in each for each in messages] == [True]
