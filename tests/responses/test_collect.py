"""Files become one set of answers: each person once, each school under its id, each file opened once."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.strategies import example_count

from speedbumps.diagnostics.codes import (
    NAMES_ALIKE,
    NO_ROUND,
    ROUNDS,
    SAME_FILE,
    SAME_ROW,
    SCHOOL,
    TWO_FORMS,
    TWO_SCHOOLS,
    UNKNOWN_SCHOOL,
)
from speedbumps.diagnostics.problem import BadFilesError, NoSuchError
from speedbumps.responses.collect import AnswerSet, assemble, assemble_frame, assemble_many
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.tables.files import PUBLISHED

QUESTIONS = [
    *(f"T{number:02}" for number in range(1, 13)),
    *(f"R{number:02}" for number in range(1, 14) if number != 9),
]
HEADING = ",".join(["role", *QUESTIONS])


def _rows(number: int, seed: int = 1) -> list[str]:
    chance = Random(seed)
    return [",".join(["teacher", *(chance.choice("01234") for _ in QUESTIONS)]) for _ in range(number)]


def _write(path: Path, rows: Sequence[str], heading: str = HEADING) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([heading, *rows]) + "\n", "utf-8")
    return path


def _table(path: Path, *schools: str, heading: str = "id,name") -> Path:
    path.write_text("\n".join([heading, *schools]) + "\n", "utf-8")
    return path


def _counts(found: AnswerSet) -> dict[str, int]:
    return dict(found.responses.people.group_by("school").len().sort("school").iter_rows())


def test_a_row_in_two_exports_of_a_school_counts_once(tmp_path: Path) -> None:
    _write(tmp_path / "week1/hollins.csv", _rows(10))
    _write(tmp_path / "week2/hollins.csv", _rows(11))

    found = assemble_many([tmp_path / "week1", tmp_path / "week2"], AnswerOptions())

    assert _counts(found) == {"hollins": 11}
    assert [each.code for each in found.notices] == [SAME_ROW]


@pytest.mark.parametrize("shared", [0, 1, 4, 9])
def test_only_rows_that_stand_in_both_count_once(shared: int, tmp_path: Path) -> None:
    both, first, second = _rows(shared, 1), _rows(6, 2), _rows(7, 3)
    heading = f"school,{HEADING}"
    _write(tmp_path / "monday.csv", [f"oak,{row}" for row in (*both, *first)], heading)
    _write(tmp_path / "tuesday.csv", [f"oak,{row}" for row in (*second, *both)], heading)

    assert _counts(assemble([tmp_path])) == {"oak": 13 + shared}


def test_people_who_answer_alike_in_few_words_are_not_put_together(tmp_path: Path) -> None:
    heading = "school,role,T01,T02"
    _write(tmp_path / "monday.csv", ["oak,teacher,1,1", "oak,teacher,2,2", "oak,teacher,3,1"], heading)
    _write(tmp_path / "tuesday.csv", ["oak,teacher,1,1", "oak,teacher,0,2", "oak,teacher,3,1"], heading)

    assert _counts(assemble([tmp_path])) == {"oak": 6}


def test_a_later_export_with_times_counts_new_rows_alone_even_if_they_are_alike(tmp_path: Path) -> None:
    heading = f"Timestamp,school,{HEADING}"
    straight = ",".join(["teacher", *("2" for _ in QUESTIONS)])
    times = [f"2026/11/0{day} 9:1{day}:22 am GMT" for day in range(1, 8)]
    _write(tmp_path / "monday.csv", [f"{time},oak,{straight}" for time in times[:4]], heading)
    _write(tmp_path / "tuesday.csv", [f"{time},oak,{straight}" for time in times], heading)

    assert _counts(assemble([tmp_path])) == {"oak": 7}


SECONDS = [f"2026-11-0{day} 09:1{day}:22" for day in range(1, 9)]
MINUTES = [f"2026-11-0{day} 09:15" for day in range(1, 9)]
ZEROS = [f"2026-11-0{day} 09:15:00" for day in range(1, 9)]
NUMBERS = [str(number) for number in range(1, 9)]
IDS = [f"R_3k{number}Zq7Lm{number}{number}0w" for number in range(1, 9)]


@pytest.mark.parametrize("cells", [MINUTES, ZEROS, NUMBERS], ids=["minutes", "minutes with :00", "running numbers"])
def test_different_people_with_the_same_number_or_minute_are_all_counted(cells: list[str], tmp_path: Path) -> None:
    heading = f"{'ID' if cells is NUMBERS else 'Timestamp'},school,{HEADING}"
    for seed, file in enumerate(("monday.csv", "tuesday.csv")):
        rows = [f"{cell},oak,{row}" for cell, row in zip(cells, _rows(8, seed), strict=True)]
        _write(tmp_path / file, rows, heading)

    assert _counts(assemble([tmp_path])) == {"oak": 16}


@pytest.mark.parametrize("cells", [SECONDS, MINUTES, ZEROS, NUMBERS, IDS])
def test_the_same_people_in_two_exports_count_once_whatever_the_program_wrote(cells: list[str], tmp_path: Path) -> None:
    heading = f"Timestamp,school,{HEADING}"
    rows = [f"{cell},oak,{row}" for cell, row in zip(cells, _rows(8), strict=True)]
    _write(tmp_path / "monday.csv", rows[:5], heading)
    _write(tmp_path / "tuesday.csv", rows, heading)

    assert _counts(assemble([tmp_path])) == {"oak": 8}


def test_an_export_with_times_that_were_saved_in_another_format_counts_once(tmp_path: Path) -> None:
    heading = f"Timestamp,school,{HEADING}"
    saved = [f"0{day}/11/2026 9.1{day}" for day in range(1, 9)]
    _write(tmp_path / "as it was.csv", [f"{t},oak,{row}" for t, row in zip(SECONDS, _rows(8), strict=True)], heading)
    _write(tmp_path / "saved again.csv", [f"{t},oak,{row}" for t, row in zip(saved, _rows(8), strict=True)], heading)

    assert _counts(assemble([tmp_path])) == {"oak": 8}


def test_a_response_with_the_same_id_counts_once_even_if_it_was_completed_later(tmp_path: Path) -> None:
    heading = f"ResponseId,school,{HEADING}"
    begun = [row[:-1] for row in _rows(8)]
    _write(tmp_path / "monday.csv", [f"{name},oak,{row}" for name, row in zip(IDS, begun, strict=True)], heading)
    _write(tmp_path / "tuesday.csv", [f"{name},oak,{row}" for name, row in zip(IDS, _rows(8), strict=True)], heading)

    assert _counts(assemble([tmp_path])) == {"oak": 8}


@pytest.mark.parametrize(("questions", "people"), [(12, 8), (24, 4)])
def test_people_who_answered_alike_at_other_times_are_all_counted_unless_nobody_answers_so_much_alike(
    questions: int, people: int, tmp_path: Path
) -> None:
    heading = f"Timestamp,school,role,{','.join(QUESTIONS[:questions])}"
    rows = [",".join(row.split(",")[: questions + 1]) for row in _rows(4)]
    _write(tmp_path / "a.csv", [f"{t},oak,{row}" for t, row in zip(SECONDS[:4], rows, strict=True)], heading)
    _write(tmp_path / "b.csv", [f"{t},oak,{row}" for t, row in zip(SECONDS[4:], rows, strict=True)], heading)

    assert _counts(assemble([tmp_path])) == {"oak": people}


@settings(example_count(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(st.lists(st.integers(0, 4), min_size=24, max_size=24), min_size=2, max_size=6),
    earlier=st.integers(1, 5),
    marks=st.sampled_from([None, SECONDS, MINUTES, NUMBERS, IDS]),
)
def test_an_earlier_export_loses_nobody_and_with_marks_adds_nobody(
    people: list[list[int]], earlier: int, marks: list[str] | None, tmp_path: Path
) -> None:
    cells = marks or ["" for _ in people]
    rows = [",".join([cell, "oak,teacher", *map(str, person)]) for cell, person in zip(cells, people, strict=False)]
    heading = f"Timestamp,school,{HEADING}"
    whole = _write(tmp_path / "whole.csv", rows, heading)
    part = _write(tmp_path / "part.csv", rows[: min(earlier, len(rows) - 1)], heading)

    both = assemble([whole, part]).responses.people.height

    assert both >= len(people)
    if marks in (SECONDS, IDS):
        assert both == len(people)


def test_a_school_whose_people_stand_under_another_name_too_is_pointed_out(tmp_path: Path) -> None:
    _write(tmp_path / "oak.csv", _rows(9))
    _write(tmp_path / "oak tree.csv", [*_rows(9)[:7], *_rows(2, 5)])
    _write(tmp_path / "ash.csv", _rows(9, 3))

    found = assemble([tmp_path])

    assert _counts(found) == {"ash": 9, "oak": 9, "oak tree": 9}
    (notice,) = found.notices
    assert notice.code == SAME_ROW
    assert "7 of the 9 rows of 'oak' are the same as rows of 'oak tree'" in notice.message


def test_a_file_that_is_there_twice_counts_once(tmp_path: Path) -> None:
    for week in ("week1", "week2"):
        _write(tmp_path / week / "hollins.csv", _rows(6))

    found = assemble_many([tmp_path], AnswerOptions())

    assert _counts(found) == {"hollins": 6}
    assert [(each.code, each.severity) for each in found.notices] == [(SAME_FILE, "warning")]


def test_files_of_one_name_with_other_answers_are_called_after_their_folders(tmp_path: Path) -> None:
    for at in range(3):
        _write(tmp_path / f"Ash {at}" / "responses.csv", _rows(6, at))

    found = assemble_many([tmp_path], AnswerOptions())

    assert _counts(found) == {f"ash {at}": 6 for at in range(3)}
    assert found.responses.schools["ash 1"].name == "Ash 1"


@pytest.mark.parametrize(
    ("path", "school"),
    [
        ("cedar-grove/head.csv", "cedar-grove"),
        ("Cedar Grove Primary/staff survey.csv", "cedar-grove"),
        ("cedar-grove/autumn/head.csv", "cedar-grove"),
        ("answers/cedar-grove.csv", "cedar-grove"),
        ("answers/Cedar Grove Primary(1-42).csv", "cedar-grove"),
        ("answers/100007_responses_2026-11-03.csv", "100007"),
        ("cedar-grove/100007.csv", "cedar-grove"),
        ("answers/somewhere else.csv", "somewhere else"),
    ],
)
def test_the_school_of_a_file_that_names_none(path: str, school: str, tmp_path: Path) -> None:
    table = _table(tmp_path / "schools.csv", "cedar-grove,Cedar Grove Primary", "100007,Oakfield School")
    _write(tmp_path / "in" / path, _rows(6))
    _write(tmp_path / "in/other/100007 staff.csv", _rows(5, 9))

    found = assemble_many([tmp_path / "in"], AnswerOptions(schools=table))

    assert _counts(found).get(school, 0) in (6, 11)


def test_a_column_decides_before_folder_and_file(tmp_path: Path) -> None:
    table = _table(tmp_path / "schools.csv", "ash,Ash", "birch,Birch")
    _write(tmp_path / "in/ash/ash.csv", [f"birch,{row}" for row in _rows(6)], f"school,{HEADING}")

    assert _counts(assemble_many([tmp_path / "in"], AnswerOptions(schools=table))) == {"birch": 6}


def test_schools_that_are_not_in_the_table_are_named_with_what_may_be_meant(tmp_path: Path) -> None:
    table = _table(tmp_path / "schools.csv", "rowan-tree,Rowan Tree", "oak,Oak")
    _write(tmp_path / "staff.csv", [f"rowantree academy,{row}" for row in _rows(6)], f"school,{HEADING}")

    found = assemble([tmp_path / "staff.csv"], AnswerOptions(schools=table))

    assert list(found.unknown) == ["rowantree academy"]
    assert "rowan-tree" in found.unknown["rowantree academy"]
    assert [each.code for each in found.notices] == [UNKNOWN_SCHOOL]


@pytest.mark.parametrize("wanted", ["100007", "Place 7", "PLACE  7", "Oakfield School", "oakfield school"])
def test_a_school_is_chosen_by_its_id_and_by_every_name(wanted: str, tmp_path: Path) -> None:
    table = _table(tmp_path / "schools.csv", "100007,Oakfield School,Place 7", heading="id,name,area")
    rows = [f"{name},{row}" for name in ("100007", "Other") for row in _rows(6, len(name))]
    rows = [row.replace("100007,", "Oakfield school,") for row in rows] if "7" not in wanted else rows
    if wanted.casefold().startswith("place"):
        table = _table(tmp_path / "schools.csv", "100007,Place 7 Primary School")
        rows = [row.replace("100007,", "Place 7,") for row in rows]
    path = _write(tmp_path / "staff.csv", rows, f"school,{HEADING}")

    found = assemble([path], AnswerOptions(schools=table, school=wanted))

    assert _counts(found) == {"100007": 6}


def test_a_school_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    path = _write(tmp_path / "staff.csv", [f"Ash,{row}" for row in _rows(6)], f"school,{HEADING}")

    with pytest.raises(NoSuchError, match="there is no school 'Elm' in these answers; there is ash"):
        assemble([path], AnswerOptions(school="Elm"))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Hillview Primary of Leeds", "Hillview Primary of Leeds"),
        ("  Hillview   Primary ", "Hillview Primary"),
        ("oak", None),
    ],
)
def test_a_name_appears_as_somebody_wrote_it(written: str, name: str | None, tmp_path: Path) -> None:
    path = _write(tmp_path / "staff.csv", [f"{written},{row}" for row in _rows(6)], f"school,{HEADING}")

    found = assemble([path])

    ((school, _),) = _counts(found).items()
    known = found.responses.schools.get(school)
    assert (known.name if known else None) == name


def test_a_frame_gives_what_its_file_gives(tmp_path: Path) -> None:
    path = _write(tmp_path / "frame.csv", _rows(20))
    expected = assemble([path]).responses.people

    typed = assemble_frame(pl.read_csv(path), AnswerOptions()).responses.people
    texts = assemble_frame(pl.read_csv(path, infer_schema=False), AnswerOptions()).responses.people

    assert expected.equals(typed)
    assert expected.equals(texts)


def test_numbers_in_a_frame_that_are_no_answers_are_never_blank() -> None:
    frame = pl.DataFrame({"T01": [0, 1, 4, 300], "T02": [1.0, None, float("nan"), 2.5], "T03": [-129, 0, 1, 2]})

    found = assemble_frame(frame, AnswerOptions(set_aside=True)).responses

    assert found.set_aside == {"frame": 3}
    assert found.people.get_column("T02").to_list()[:3] == [1, -1, -1]


OPENED = """
import sys
from collections import Counter
opened = Counter()
def look(event, arguments):
    if event == "open" and isinstance(arguments[0], str) or event == "open" and hasattr(arguments[0], "__fspath__"):
        opened[str(arguments[0])] += 1
sys.addaudithook(look)
from speedbumps.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
for path, times in sorted(opened.items()):
    if "looked-at" in path and not path.endswith(".out") and "." in path.rpartition("/")[2]:
        print(path.rpartition("/")[2], times, file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["score", "report"])
@pytest.mark.parametrize("kind", ["csv", "cp1252", "cr", "xlsx", "parquet", "yaml", "json", "folder", "schools"])
def test_each_file_is_opened_once(command: str, kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "looked-at"
    folder.mkdir()
    arguments = [str(path) for path in _files(kind, folder)]

    done = subprocess.run(
        [sys.executable, "-c", OPENED, command, *arguments], capture_output=True, text=True, check=True, timeout=120
    )

    lines = [line for line in done.stderr.splitlines() if line.rpartition(" ")[2].isdigit()]
    read = [line for line in lines if PUBLISHED not in line]
    assert (folder / PUBLISHED).exists() == (kind != "yaml")
    assert read == [
        f"{path.name} 1" for path in sorted(folder.iterdir()) if path.is_file() and path.name != PUBLISHED
    ], done.stderr


def _files(kind: str, folder: Path) -> Iterator[Path | str]:
    """Write one or several files, and yield the words of the command that names them."""
    rows = _rows(12)
    match kind:
        case "cp1252":
            path = folder / "staff.csv"
            path.write_bytes("\n".join([HEADING + ",O1", *(f"{row},é" for row in rows)]).encode("cp1252"))
            yield path
        case "cr":
            path = folder / "staff.csv"
            path.write_bytes("\r".join([HEADING, *rows]).encode())
            yield path
        case "xlsx" | "parquet" | "json":
            frame = pl.read_csv(_write(folder / "plain.csv", rows), infer_schema=False)
            (folder / "plain.csv").unlink()
            path = folder / f"staff.{kind}"
            if kind == "xlsx":
                frame.write_excel(path)
            elif kind == "json":
                path.write_text(frame.write_json(), "utf-8")
            else:
                frame.write_parquet(path)
            yield path
        case "yaml":
            path = folder / "head.yaml"
            answers = ", ".join(f"{name}: 1" for name in QUESTIONS)
            path.write_text(
                "format: speedbumps-answers/1\nquestionnaire: school\nversion: 2.0.0\nschool: {id: oak}\nrole: head\n"
                f"consent: identified\nanswers: {{{answers}}}\n",
                "utf-8",
            )
            yield path
        case "folder":
            for at in range(12):
                _write(folder / f"part{at:02}.csv", [f"oak,{row}" for row in _rows(3, at)], f"school,{HEADING}")
            yield folder
        case "schools":
            yield _write(folder / "oak.csv", rows)
            yield "--schools"
            yield _table(folder / "schools.csv", "oak,Oak")
        case _:
            yield _write(folder / "staff.csv", rows)


def test_no_frame_of_answers_is_alive_after_the_call(tmp_path: Path) -> None:
    path = _write(tmp_path / "staff.csv", _rows(7))
    assemble([path])
    gc.collect()

    alive = [each for each in gc.get_objects() if isinstance(each, pl.DataFrame) and "T01" in each.columns]

    assert alive == []


def test_nothing_waits_for_a_pipe(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("needs a system with pipes to unskip")
    os.mkfifo(tmp_path / "pipe.csv")
    _write(tmp_path / "oak.csv", _rows(6))

    found = assemble_many([tmp_path], AnswerOptions())

    assert _counts(found) == {"oak": 6}
    assert [Path(each.path).name for each in found.problems] == ["pipe.csv"]


def test_a_form_of_another_round_is_another_form(tmp_path: Path) -> None:
    rows = [f"hill,teacher,{term},{number},{number % 4}" for term in ("autumn", "spring") for number in range(6)]
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(["school,role,round,draft,T01", *rows, "hill,teacher,spring,0,3"]), "utf-8")

    found = [assemble([path], AnswerOptions(round=term)).responses.people.height for term in ("autumn", "spring")]

    assert found == [6, 6]


def test_a_file_in_the_folder_of_another_school_counts_there_with_a_warning(tmp_path: Path) -> None:
    table = _table(tmp_path / "schools.csv", "hill,Hill Primary School", "hillview,Hillview Infants", "park,Park")
    for seed, path in enumerate(("Hill/Hillview.csv", "Hill/Park staff.csv", "Hill/survey.csv", "Park/park.csv")):
        _write(tmp_path / "in" / path, _rows(5, seed))

    found = assemble_many([tmp_path / "in"], AnswerOptions(schools=table))

    doubts = [Path(each.path).name for each in found.notices if each.code == TWO_SCHOOLS]
    assert doubts == ["Hillview.csv", "Park staff.csv"]
    assert _counts(found) == {"hill": 15, "park": 5}


@pytest.mark.parametrize(
    ("names", "alike"),
    [
        (("Hill", "Hill Primary School"), "'hill' and 'hill primary school' may be one school, and count as 2"),
        (("Hill", "Hill Primary", "hill  school"), "'hill', 'hill primary' and 'hill school' may be one school"),
        (("St Mary's", "Saint Marys C of E"), "may be one school"),
        (("Oak Infant School", "Oak Junior School"), ""),
        (("Hill", "Hillview"), ""),
        (("Park Primary", "Park High"), ""),
    ],
)
def test_names_that_may_be_one_schools_are_told_where_no_table_says(
    names: tuple[str, ...], alike: str, tmp_path: Path
) -> None:
    rows = [f"{name},{row}" for seed, name in enumerate(names) for row in _rows(4, seed)]
    path = _write(tmp_path / "staff.csv", rows, f"school,{HEADING}")

    told = [each for each in assemble([path]).notices if each.code == NAMES_ALIKE]

    assert [alike in each.message for each in told] == ([True] if alike else [])
    assert all("--schools" in each.message for each in told)
    table = _table(tmp_path / "schools.csv", *(f"{at},{name}" for at, name in enumerate(names)))
    known = assemble([path], AnswerOptions(schools=table))
    assert [each for each in known.notices if each.code == NAMES_ALIKE] == []


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_row_that_names_no_school_stops_no_other(blank: str, tmp_path: Path) -> None:
    rows = [f"{name},{row}" for seed, name in enumerate(("oak", blank, "elm")) for row in _rows(3, seed)]
    path = _write(tmp_path / "in/staff.csv", rows, f"school,{HEADING}")

    found = assemble_many([path.parent], AnswerOptions())

    assert _counts(found) == {"elm": 3, "oak": 3}
    assert [(each.code, each.severity, each.span.line, each.count) for each in found.problems] == [
        (SCHOOL, "error", 5, 3)
    ]
    with pytest.raises(BadFilesError):
        assemble([path])


def test_a_round_that_nobody_names_is_refused_where_it_would_be_taken_for_that_of_some(tmp_path: Path) -> None:
    rows = [f"oak,{row}" for row in _rows(3)]
    _write(tmp_path / "in/oak.csv", rows, f"school,{HEADING}")
    _write(tmp_path / "in/elm.csv", [f"elm,2026-autumn,{row}" for row in _rows(3, 2)], f"school,round,{HEADING}")

    for read in (assemble, assemble_many):
        with pytest.raises(NoSuchError, match="no answers are of round '2026-autum'; there is 2026-autumn"):
            read([tmp_path / "in"], AnswerOptions(round="2026-autum"))
    assert _counts(assemble([tmp_path / "in"], AnswerOptions(round="2026-Autumn"))) == {"elm": 3, "oak": 3}
    assert _counts(assemble([tmp_path / "in/oak.csv"], AnswerOptions(round="new"))) == {"oak": 3}


def test_capital_letters_and_spaces_make_no_other_round(tmp_path: Path) -> None:
    rounds = ("Autumn 2026", "autumn 2026", "AUTUMN  2026", "")
    rows = [f"oak,{name},{row}" for seed, name in enumerate(rounds) for row in _rows(3, seed)]
    path = _write(tmp_path / "staff.csv", rows, f"school,round,{HEADING}")

    found = assemble([path])

    assert found.responses.people.get_column("round").unique().to_list() == ["Autumn 2026"]
    assert [each.code for each in found.notices] == [NO_ROUND]
    two = assemble_many(
        [_write(path, [*rows, f"oak,spring,{_rows(1, 9)[0]}", f"elm,x,{_rows(1, 8)[0]}"], f"school,round,{HEADING}")],
        AnswerOptions(),
    )
    assert [each.code for each in two.problems] == [ROUNDS]
    assert "2 rounds" in two.problems[0].message


def test_the_same_file_in_the_folders_of_two_schools_is_an_error(tmp_path: Path) -> None:
    table = _table(tmp_path / "schools.csv", "oak,Oak", "elm,Elm")
    for school in ("elm", "oak"):
        _write(tmp_path / "in" / school / "survey.csv", _rows(6))
    _write(tmp_path / "in/oak/old/survey.csv", _rows(6))

    found = assemble_many([tmp_path / "in"], AnswerOptions(schools=table))

    assert [(each.code, each.severity, Path(each.path).parent.name) for each in found.problems] == [
        (SAME_FILE, "error", "oak"),
        (SAME_FILE, "error", "old"),
    ]
    assert "the same answers were handed in for 'oak' here and for 'elm' in" in found.problems[0].message


@pytest.mark.parametrize("several", [True, False])
def test_a_file_that_is_called_after_another_school_than_its_answers_is_named(several: bool, tmp_path: Path) -> None:  # noqa: FBT001 - drawn
    table = _table(tmp_path / "schools.csv", "oak,Oak", "elm,Elm")
    rows = [f"oak,{row}" for row in _rows(6)] + [f"elm,{row}" for row in _rows(6, 2) if several]
    _write(tmp_path / "in/elm.csv", rows, f"school,{HEADING}")

    found = assemble_many([tmp_path / "in"], AnswerOptions(schools=table))

    assert [each.code for each in found.notices] == ([] if several else [TWO_SCHOOLS])
    assert _counts(found)["oak"] == 6


def test_schools_that_name_no_round_are_named_where_a_round_is_chosen(tmp_path: Path) -> None:
    _write(tmp_path / "in/oak.csv", [f"oak,{row}" for row in _rows(3)], f"school,{HEADING}")
    _write(tmp_path / "in/elm.csv", [f"elm,aut,{row}" for row in _rows(3, 2)], f"school,round,{HEADING}")

    (notice,) = assemble([tmp_path / "in"], AnswerOptions(round="aut")).notices

    assert (notice.code, notice.severity) == (NO_ROUND, "warning")
    assert "'oak' names no round, and counts with 'aut'" in notice.message
    assert assemble([tmp_path / "in"]).notices == ()


def test_several_files_for_the_only_school_of_a_table_are_told(tmp_path: Path) -> None:
    table = _table(tmp_path / "schools.csv", "oak,Oak")
    for seed, name in enumerate(("Hillview", "Park")):
        _write(tmp_path / "in" / f"{name}.csv", _rows(3, seed))

    notices = assemble([tmp_path / "in"], AnswerOptions(schools=table)).notices

    assert ["Hillview.csv, Park.csv are all taken for 'oak'" in each.message for each in notices][:1] == [True]
    assert notices[0].severity == "warning"


def test_a_copy_without_a_column_of_roles_counts_once(tmp_path: Path) -> None:
    rows = [f"oak,{row}" for row in _rows(6)]
    _write(tmp_path / "in/a.csv", rows, f"school,{HEADING}")
    _write(
        tmp_path / "in/b.csv", [row.replace("teacher,", "") for row in rows], f"school,{HEADING}".replace("role,", "")
    )

    found = assemble([tmp_path / "in"])

    assert _counts(found) == {"oak": 6}
    assert set(found.responses.people.get_column("role")) == {"teacher"}


WRITTEN = {
    "padded": "{day:02}/{month:02}/{year} {hour:02}:{minute:02}:{second:02}",
    "short": "{day}/{month}/{year} {hour}:{minute:02}:{second:02}",
    "american": "{month}/{day}/{year} {hour:02}:{minute:02}:{second:02}",
    "two digits": "{day}/{month}/26 {hour}:{minute:02}:{second:02}",
    "iso": "{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}",
    "am": "{year}/{month:02}/{day:02} {half}:{minute:02}:{second:02} {am} GMT",
    "AM": "{month}/{day}/{year} {half:02}:{minute:02}:{second:02} {AM}",
    "other zone": "{year}-{month:02}-{day:02} {later:02}:{minute:02}:{second:02}",
}


def _time(at: int, way: str) -> str:
    hour = 8 + at
    parts = {
        "year": 2026,
        "month": 11,
        "day": 9 + at,
        "hour": hour,
        "minute": (7 * at) % 60,
        "second": (13 * at + 5) % 60,
    }
    noon = "pm" if hour >= 12 else "am"
    return WRITTEN[way].format(**parts, half=(hour - 1) % 12 + 1, am=noon, AM=noon.upper(), later=hour + 1)


@pytest.mark.parametrize("first", ["padded", "american", "am"])
@pytest.mark.parametrize("second", WRITTEN)
@pytest.mark.parametrize("questions", [12, 24])
def test_the_same_rows_count_once_however_their_times_are_written(
    first: str, second: str, questions: int, tmp_path: Path
) -> None:
    heading = f"Timestamp,school,role,{','.join(QUESTIONS[:questions])}"
    rows = [",".join(row.split(",")[: questions + 1]) for row in _rows(12)]
    for name, way, some in (("a", first, rows[:9]), ("b", second, rows)):
        _write(tmp_path / f"{name}.csv", [f"{_time(at, way)},oak,{row}" for at, row in enumerate(some)], heading)

    assert _counts(assemble([tmp_path])) == {"oak": 12}


QUALTRICS = [f"R_{'AbCdEfGhIjKlMnOp'[at:]}{'xYzWvUtSrQ'[:at]}" for at in range(1, 9)]


@pytest.mark.parametrize("marks", [IDS, QUALTRICS, SECONDS])
@pytest.mark.parametrize("older", ["a", "z"])
def test_of_a_response_that_was_completed_later_the_fuller_row_counts(
    marks: list[str], older: str, tmp_path: Path
) -> None:
    heading = f"{'Timestamp' if marks is SECONDS else 'ResponseId'},school,{HEADING}"
    rows = _rows(8)
    begun = [",".join([*row.split(",")[:15], *[""] * 10]) if at < 3 else row for at, row in enumerate(rows)]
    _write(tmp_path / f"{older}.csv", [f"{mark},oak,{row}" for mark, row in zip(marks, begun, strict=True)], heading)
    _write(tmp_path / "m.csv", [f"{mark},oak,{row}" for mark, row in zip(marks, rows, strict=True)], heading)

    found = assemble([tmp_path])

    people = found.responses.people
    assert people.height == 8
    assert (people.select(pl.col(QUESTIONS) >= 0)).to_numpy().all()
    assert any("3 of them, known by id or time, were answered anew" in each.message for each in found.notices)


def test_of_a_response_that_was_corrected_the_later_file_counts(tmp_path: Path) -> None:
    heading = f"ResponseId,school,{HEADING}"
    rows = _rows(8)
    mended = [row[:-1] + str((int(row[-1]) + 1) % 5) for row in rows]
    for name, some in (("2026-11-21", rows), ("2026-11-28", mended)):
        _write(
            tmp_path / f"oak {name}.csv", [f"{mark},oak,{row}" for mark, row in zip(IDS, some, strict=True)], heading
        )

    found = assemble([tmp_path])

    assert found.responses.people.get_column(QUESTIONS[-1]).to_list() == [int(row[-1]) for row in mended]


@pytest.mark.parametrize(
    ("name", "doubt"),
    [("Park Catholic Primary.csv", "catholic"), ("Park Special Primary(1-25).csv", "special"),
     ("Park C of E Primary/x.csv", "ce"), ("Park Primary School.csv", ""), ("Park.csv", ""), ("Park staff.csv", "")],
)  # fmt: skip
def test_a_file_whose_name_says_another_kind_of_school_is_taken_with_a_warning(
    name: str, doubt: str, tmp_path: Path
) -> None:
    table = _table(tmp_path / "schools.csv", "park,Park Primary School", "oak,Oak")
    _write(tmp_path / "in" / name, _rows(5))

    found = assemble_many([tmp_path / "in"], AnswerOptions(schools=table))

    told = [each.message for each in found.notices if each.code == SCHOOL]
    assert [f"though it says {doubt};" in each for each in told] == ([True] if doubt else [])
    assert _counts(found) == {"park": 5}


def test_a_short_form_that_takes_away_figures_is_told(tmp_path: Path) -> None:
    rows = [f"oak,full,{row}" for row in _rows(5)] + [f"oak,quick,{row}" for row in _rows(1, 2)]
    rows += [f"elm,full,{row}" for row in _rows(3, 3)]

    (notice,) = assemble([_write(tmp_path / "staff.csv", rows, f"school,form,{HEADING}")]).notices

    assert notice.code == TWO_FORMS
    assert "the people of 'oak' answered several forms (5 'full', fewer than 5 'quick')" in notice.message


@pytest.mark.parametrize("marks", [IDS, QUALTRICS])
def test_a_response_that_stands_twice_in_one_file_counts_once(marks: list[str], tmp_path: Path) -> None:
    rows = [f"{mark},oak,{row}" for mark, row in zip(marks, _rows(8), strict=True)]
    again = [f"{mark},oak,{row}" for mark, row in zip(marks[:3], _rows(3, 9), strict=True)]

    found = assemble([_write(tmp_path / "staff.csv", [*rows, *again], f"ResponseId,school,{HEADING}")])

    assert _counts(found) == {"oak": 8}
    (notice,) = [each for each in found.notices if each.code == SAME_ROW]
    assert "the responses of 3 rows stand further down again" in notice.message


def test_people_who_answer_alike_are_not_put_together_by_few_answers_or_a_second(tmp_path: Path) -> None:
    chance = Random(4)
    usual = [str(chance.randint(0, 4)) for _ in QUESTIONS]

    def alike(questions: int) -> list[str]:
        answers = usual[:questions]
        answers[chance.randrange(questions)] = str(chance.randint(0, 4))
        return answers

    short = f"school,role,{','.join(QUESTIONS[:12])}"
    for name in ("a", "b"):
        _write(tmp_path / "short" / f"{name}.csv", [",".join(["oak", "teacher", *alike(12)]) for _ in range(12)], short)
    timed = f"Timestamp,{short}"
    for name in ("a", "b"):
        rows = [
            ",".join([time, "oak", "teacher", *_rows(1, seed)[0].split(",")[1:13]])
            for seed, time in enumerate(SECONDS, 50 * (name == "b"))
        ]
        _write(tmp_path / "timed" / f"{name}.csv", rows, timed)

    assert _counts(assemble([tmp_path / "short"])) == {"oak": 24}
    assert _counts(assemble([tmp_path / "timed"])) == {"oak": 16}


def test_rows_of_one_table_that_stand_under_two_schools_are_told(tmp_path: Path) -> None:
    rows = [f"{school},{row}" for school in ("oak", "elm") for row in _rows(8)] + [f"ash,{row}" for row in _rows(8, 3)]

    found = assemble([_write(tmp_path / "all.csv", rows, f"school,{HEADING}")])

    assert [each.code for each in found.notices] == [SAME_ROW]
    assert "give it one name" in found.notices[0].message
