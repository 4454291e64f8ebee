"""Answers that are numbered from 1 are found in every school by itself, and never taken for answers from 0."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.schools import shipped
from support.tables import read

from speedbumps.diagnostics.codes import FROM_ONE, NONE_BELOW_ONE, WRONG_CELL
from speedbumps.diagnostics.problem import BadFilesError, require_value
from speedbumps.responses.collect import assemble, assemble_many
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.responses.read_table import read_table_content
from speedbumps.responses.table_context import table_context

QUESTIONS = [f"T{number:02}" for number in range(1, 13)]
ASIDE = AnswerOptions(set_aside=True)


def _answers(seed: int, people: int, highest: int = 4) -> list[list[int]]:
    chance = Random(seed)
    return [[chance.randint(0, highest) for _ in QUESTIONS] for _ in range(people)]


def _from_one(answers: list[list[int]]) -> list[list[int]]:
    return [[value + 1 for value in row] for row in answers]


def _write(path: Path, schools: dict[str, list[list[int]]]) -> Path:
    lines = [",".join(("school", "role", *QUESTIONS))]
    lines += [",".join((name, "teacher", *map(str, row))) for name, rows in schools.items() for row in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("people", [1, 5, 60])
@pytest.mark.parametrize("options", [AnswerOptions(), ASIDE])
def test_a_file_numbered_from_one_is_refused_however_few_answered(
    people: int, options: AnswerOptions, tmp_path: Path
) -> None:
    path = _write(tmp_path / "oak.csv", {"oak": [[5] * 2 + row[2:] for row in _from_one(_answers(3, people))]})

    with pytest.raises(BadFilesError) as error:
        assemble([path], options)

    assert [(each.code, each.severity) for each in error.value.problems] == [(FROM_ONE, "error")]


@pytest.mark.parametrize("zeros", [1, 3, 8])
def test_a_stray_nought_does_not_hide_it(zeros: int, tmp_path: Path) -> None:
    rows = _from_one(_answers(1, 20))
    for at in range(zeros):
        rows[at][at] = 0

    with pytest.raises(BadFilesError) as error:
        assemble([_write(tmp_path / "oak.csv", {"oak": rows})], ASIDE)

    assert [each.code for each in error.value.problems] == [FROM_ONE]


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_numbers_from_nought_with_slips_are_never_refused(seed: int, slips: int) -> None:
    rows = _answers(seed, 30)
    chance = Random(seed)
    for _ in range(slips):
        chance.choice(rows)[chance.randrange(len(QUESTIONS))] = 5

    lines = [",".join(("role", *QUESTIONS)), *(",".join(("teacher", *map(str, row))) for row in rows)]
    found = read_table_content(Path("staff.csv"), "\n".join(lines).encode(), table_context(shipped())).parts

    assert {each.code for each in found.problems} == {WRONG_CELL}


@pytest.mark.parametrize("first", [True, False])
def test_one_school_of_a_table_is_left_out_and_the_others_go_on(first: bool, tmp_path: Path) -> None:  # noqa: FBT001 - drawn
    wrong, right = ("Elm", _from_one(_answers(1, 9))), ("oak", _answers(2, 9))
    path = _write(tmp_path / "all.csv", dict([wrong, right] if first else [right, wrong]))

    for options in (AnswerOptions(), ASIDE):
        found = assemble_many([path], options)

        assert found.responses.people.get_column("school").unique().to_list() == ["oak"]
        assert list(found.left_out) == ["elm"]
        assert [(each.code, each.severity) for each in found.problems] == [(FROM_ONE, "error")]
        assert "'Elm'" in found.problems[0].message


def test_one_school_of_a_table_is_named_where_everything_has_to_be_right(tmp_path: Path) -> None:
    path = _write(tmp_path / "all.csv", {"elm": _from_one(_answers(1, 9)), "oak": _answers(2, 9)})

    with pytest.raises(BadFilesError) as error:
        assemble([path])

    assert {each.code for each in error.value.problems} == {FROM_ONE, WRONG_CELL}


def test_the_schools_are_named_of_which_no_answer_is_below_one(tmp_path: Path) -> None:
    low = _from_one(_answers(1, 9, 3))
    path = _write(tmp_path / "all.csv", {"Elm": low, "oak": _answers(2, 9), "ash": low[:3]})

    (notice,) = [each for each in assemble([path]).notices if each.code == NONE_BELOW_ONE]

    assert notice.severity == "warning"
    assert "of 'elm' is" in notice.message  # three people's answers are too few to tell


@pytest.mark.parametrize(("people", "codes"), [(3, []), (4, [NONE_BELOW_ONE])])
def test_no_answer_below_one_is_worth_a_warning_only_among_many(people: int, codes: list[str], tmp_path: Path) -> None:
    rows = _from_one(_answers(1, people, 3))
    lines = [",".join(("role", *QUESTIONS)), *(",".join(("teacher", *map(str, row))) for row in rows)]
    path = tmp_path / "oak.csv"
    path.write_text("\n".join(lines), "utf-8")
    found = read(path)

    assert require_value(found).people.height == people
    assert [each.code for each in found.problems] == codes


def test_words_are_not_numbered(tmp_path: Path) -> None:
    words = ("Rarely", "Sometimes", "Often", "Very often")
    rows = [",".join(("oak", *(words[(at + place) % 4] for place in range(4)))) for at in range(9)]
    lines = ["school,T01,T02,T04,T07", *rows]
    path = tmp_path / "oak.csv"
    path.write_text("\n".join(lines), "utf-8")

    assert not assemble([path]).notices


@pytest.mark.parametrize("columns", [1, 4, 11])
@pytest.mark.parametrize("options", [AnswerOptions(), ASIDE])
def test_some_columns_numbered_from_one_are_refused_by_name(
    columns: int, options: AnswerOptions, tmp_path: Path
) -> None:
    rows = _answers(5, 30)
    shifted = [[value + (place < columns) for place, value in enumerate(row)] for row in rows]

    with pytest.raises(BadFilesError) as error:
        assemble([_write(tmp_path / "oak.csv", {"oak": shifted})], options)

    (problem,) = [each for each in error.value.problems if each.code == FROM_ONE]
    assert "T01" in problem.message
    assert "T12" not in problem.message


def test_a_table_with_hardly_any_column_from_nought_is_worth_a_warning(tmp_path: Path) -> None:
    low = [[value + (place < 11) for place, value in enumerate(row)] for row in _answers(5, 30, 3)]
    lines = [",".join(("role", *QUESTIONS)), *(",".join(("teacher", *map(str, row))) for row in low)]
    path = tmp_path / "oak.csv"
    path.write_text("\n".join(lines), "utf-8")

    (notice,) = [each for each in read(path).problems if each.code == NONE_BELOW_ONE]

    assert "in 11 of 12 questions no number among the answers is below 1" in notice.message
