"""Copies of an export count once, whatever programs did to people's own words on the way."""

import csv
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from speedbumps.diagnostics.codes import SAME_ROW
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

QUESTIONS = [
    *(f"T{number:02}" for number in range(1, 13)),
    *(f"R{number:02}" for number in range(1, 14) if number != 9),
]
WORDS = ['- More time\nfor "planning"', "It's the 'forms'", "+1 to that", "=none", "  spaces  ", "", "Café – naïve"]

Cells = dict[str, str]


def _rows(people: int, seed: int = 1) -> list[Cells]:
    chance = Random(seed)
    return [
        {
            "school": "oak",
            "role": chance.choice(["teacher", "support"]),
            **{name: str(chance.randint(0, 4)) for name in QUESTIONS},
            "O1": WORDS[at % len(WORDS)],
        }
        for at in range(people)
    ]


def _write(path: Path, rows: list[Cells]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def _without_words(row: Cells) -> Cells:
    return {name: cell for name, cell in row.items() if name != "O1"}


def _without_some_questions(row: Cells) -> Cells:
    return {name: cell for name, cell in row.items() if name not in QUESTIONS[-8:]}


CHANGES: dict[str, Callable[[Cells], Cells]] = {
    "left out": _without_words,
    "line ends": lambda row: {**row, "O1": row["O1"].replace("\n", "\r\n")},
    "quotes": lambda row: {**row, "O1": row["O1"].replace("'", "’").replace('"', "”")},
    "first sign": lambda row: {**row, "O1": f"'{row['O1']}" if row["O1"][:1] in "-+=" else row["O1"]},
    "spaces": lambda row: {**row, "O1": " ".join(row["O1"].split())},
    "cut off": lambda row: {**row, "O1": row["O1"][:5]},
    "fewer questions": _without_some_questions,
    "in floats": lambda row: {name: f"{cell}.0" if name in QUESTIONS else cell for name, cell in row.items()},
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("first", ["original", "copy"])
def test_a_copy_counts_once(change: str, first: str, tmp_path: Path) -> None:
    rows = _rows(12)
    copy = [CHANGES[change](row) for row in rows]
    names = ("a.csv", "b.csv") if first == "original" else ("b.csv", "a.csv")
    _write(tmp_path / names[0], rows)
    _write(tmp_path / names[1], copy)

    found = assemble([tmp_path], AnswerOptions(questionnaire="school"))

    assert found.responses.people.height == 12
    assert [each.code for each in found.notices if each.severity == "warning"] == [SAME_ROW]


@pytest.mark.parametrize("change", CHANGES)
def test_a_later_export_that_was_changed_adds_only_new_people(change: str, tmp_path: Path) -> None:
    rows = _rows(15)
    _write(tmp_path / "a.csv", rows[:11])
    _write(tmp_path / "b.csv", [CHANGES[change](row) for row in rows])

    assert assemble([tmp_path]).responses.people.height == 15


def test_the_copy_with_peoples_words_is_the_one_that_counts(tmp_path: Path) -> None:
    rows = _rows(12)
    _write(tmp_path / "a.csv", [_without_words(row) for row in rows])
    _write(tmp_path / "b.csv", rows)

    people = assemble([tmp_path]).responses.people

    assert people.get_column("O1").drop_nulls().len() == sum(bool(row["O1"]) for row in rows)


@pytest.mark.parametrize("seed", range(20))
def test_other_people_are_never_taken_for_a_copy(seed: int, tmp_path: Path) -> None:
    _write(tmp_path / "a.csv", _rows(12, seed))
    _write(tmp_path / "b.csv", [_without_some_questions(row) for row in _rows(12, seed + 1000)])

    assert assemble([tmp_path]).responses.people.height == 24


def test_people_with_a_short_form_are_not_compared_with_those_who_had_the_whole(tmp_path: Path) -> None:
    rows = _rows(12)
    short = [{name: row[name] for name in ("school", "role", *QUESTIONS[:10])} for row in rows]
    _write(tmp_path / "a.csv", rows)
    _write(tmp_path / "b.csv", short)

    assert assemble([tmp_path]).responses.people.height == 24
