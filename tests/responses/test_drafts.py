"""Of a form that was handed in again the last counts; what is no mark of one person's form drops nobody."""

import secrets
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedbumps.diagnostics.codes import HANDED_IN_AGAIN, SEVERAL_FILES, SHARED_DRAFT
from speedbumps.diagnostics.problem import BadFilesError
from speedbumps.responses.collect import AnswerSet, assemble, assemble_many
from speedbumps.responses.drafts import is_of_one_form
from speedbumps.responses.read_files import AnswerOptions

QUESTIONS = [f"T{number:02}" for number in range(1, 13)]


def _write(path: Path, drafts: list[str], seed: int = 0, heading: str = "draft") -> Path:
    chance = Random(seed)
    lines = [",".join(("school", "role", heading, *QUESTIONS))]
    lines += [",".join(("oak", "teacher", draft, *(str(chance.randint(0, 4)) for _ in QUESTIONS))) for draft in drafts]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _people(found: AnswerSet) -> int:
    return found.responses.people.height


def test_numbers_that_begin_anew_in_each_file_drop_nobody(tmp_path: Path) -> None:
    numbers = [str(number) for number in range(1, 16)]
    _write(tmp_path / "teachers.csv", numbers, 1)
    _write(tmp_path / "support.csv", numbers, 2)

    found = assemble([tmp_path])

    assert _people(found) == 30
    assert [each.code for each in found.notices] == [SEVERAL_FILES]


def test_a_mark_that_a_program_draws_is_one_persons_in_all_files(tmp_path: Path) -> None:
    marks = [secrets.token_hex(8) for _ in range(4)] + [secrets.token_hex(16)]
    _write(tmp_path / "monday.csv", marks, 1)
    _write(tmp_path / "tuesday.csv", [*marks[:2], secrets.token_hex(8)], 2)

    found = assemble([tmp_path])

    assert _people(found) == 6
    assert found.responses.duplicates == {"oak": 2}
    (again,) = [each for each in found.notices if each.code == HANDED_IN_AGAIN]
    assert again.path.endswith("monday.csv")
    assert "2 rows are left out for 'oak'" in again.message


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_row_that_is_dropped_is_told(suffix: str, tmp_path: Path) -> None:
    path = _write(tmp_path / "staff.csv", ["ann", "ben", "ann", "", "", ""])
    if suffix == "tsv":
        path = path.rename(tmp_path / "staff.tsv")
        path.write_text(path.read_text("utf-8").replace(",", "\t"), "utf-8")

    found = assemble([path])

    assert _people(found) == 5
    assert [(each.code, each.severity) for each in found.notices] == [(HANDED_IN_AGAIN, "warning")]


@pytest.mark.parametrize("rows", [4, 30])
def test_a_word_for_everybody_is_refused(rows: int, tmp_path: Path) -> None:
    path = _write(tmp_path / "staff.csv", ["1", "2", *["anonymous"] * rows])

    with pytest.raises(BadFilesError) as error:
        assemble([path])

    assert [(each.code, each.span.column) for each in error.value.problems] == [(SHARED_DRAFT, 3)]
    assert "anonymous" not in str(error.value)


def test_an_address_of_the_office_is_refused_in_a_batch_too(tmp_path: Path) -> None:
    settled = tmp_path / "map.yaml"
    settled.write_text("format: speedbumps-map/1\ncolumns: {Email: draft}\n", "utf-8")
    _write(tmp_path / "in/oak.csv", ["office@oak.example"] * 6, heading="Email")
    _write(tmp_path / "in/own.csv", [f"{number}@oak.example" for number in range(5)], 3, heading="Email")

    found = assemble_many([tmp_path / "in"], AnswerOptions(map=settled))

    assert _people(found) == 5
    assert [each.code for each in found.problems] == [SHARED_DRAFT]


WRITTEN = ["1", "2", "003", "ann", "A. Lee", "2026-11-03 09:15", "20261103", "form 7", "2026-11-03-0012"]


@given(
    st.lists(st.sampled_from(WRITTEN) | st.from_regex(r"[A-Z][a-z]{2,20}( [A-Z][a-z]{2,20})?|\d{1,9}", fullmatch=True))
)
def test_what_people_write_is_a_mark_within_its_file_only(drafts: list[str]) -> None:
    found = pl.DataFrame({"draft": drafts}, schema={"draft": pl.String}).select(is_of_one_form(pl.col("draft")))

    assert not found.to_series().any()


@pytest.mark.parametrize("size", [8, 16])
def test_our_own_marks_are_known_everywhere(size: int) -> None:
    drafts = pl.DataFrame({"draft": [secrets.token_hex(size) for _ in range(200)]})

    assert drafts.select(is_of_one_form(pl.col("draft")).all()).item()
