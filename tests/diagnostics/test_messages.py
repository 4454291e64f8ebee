"""People read what was left out first, then one line for each file and kind of fault, and nothing steers the screen."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from support.strategies import example_count, problems, spans

import speedbumps
from speedbumps.cli import main
from speedbumps.cli.running import show, tell
from speedbumps.diagnostics import codes, pages
from speedbumps.diagnostics.problem import START, BadFilesError, Problem, Severity, Span, column_letters
from speedbumps.diagnostics.summary import (
    MOST_FILES,
    PLACES,
    count_mistakes,
    is_exclusion,
    sort_problems,
    summary_lines,
)
from speedbumps.diagnostics.yaml_source import read_text
from speedbumps.lint.catalogue import PAGES
from speedbumps.lint.dispatch import lint
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.text import show_controls, show_controls_by_line, terminal_text

CODES = {name: code for name, code in vars(codes).items() if name.isupper()}
MORE = re.compile(r" \(and (?:in )?([\d,]+) more")
GRAVITY = ("error", "warning", "advice")
ESCAPES = "\x1b[31mred\x1b[0m \x07\x9b2J\r\n\t\u202e"


def at(line: int, column: int) -> Span:
    return Span(line, column, line, column + 1)


def wrong(path: str, line: int, column: int, name: str = "") -> Problem:
    return Problem(
        path, at(line, column), codes.WRONG_CELL, f"{name or f'T{column:02}'}: this is not one of the answers"
    )


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.err.splitlines()


def run(*arguments: object) -> Said:
    """What a command says, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
        main([*map(str, arguments)])
    return Said(int(str(left.value.code or 0)), out.getvalue(), err.getvalue())


def steering(text: str) -> list[str]:
    """The characters of *text* that a terminal obeys, but for ends of lines."""
    return [sign for sign in text if sign != "\n" and (unicodedata.category(sign) in ("Cc", "Zl", "Zp"))]


def staff(path: Path, bad: Sequence[tuple[int, int]] = (), people: int = 12) -> Path:
    """A table of answers to three questions; cells at some rows and questions hold no answer."""
    answers = (["x" if (row, place) in bad else str(row % 4) for place in range(3)] for row in range(people))
    rows = "".join(f"{path.stem},teacher,{','.join(each)}\n" for each in answers)
    path.write_text(f"school,role,T01,T02,T03\n{rows}", "utf-8")
    return path


# Places


@given(st.integers(1, 18_278))
def test_columns_have_the_letters_of_a_workbook(number: int) -> None:
    assert column_letters(number) == get_column_letter(number)


@pytest.mark.parametrize(
    ("path", "span", "sheet", "expected"),
    [
        ("answers.xlsx", at(21, 21), None, "answers.xlsx!U21: error SB801 m"),
        ("ANSWERS.XLSM", at(5, 28), None, "ANSWERS.XLSM!AB5: error SB801 m"),
        ("answers.ods", at(21, 1), "Autumn", "answers.ods!Autumn!A21: error SB801 m"),
        ("answers.xlsx", START, None, "answers.xlsx: error SB801 m"),
        ("answers.xlsx", START, "Autumn", "answers.xlsx!Autumn: error SB801 m"),
        ("answers.csv", at(21, 3), None, "answers.csv:21:3: error SB801 m"),
        ("answers.yaml", START, None, "answers.yaml:1:1: error SB801 m"),
    ],
)
def test_a_place_is_written_as_people_see_it(path: str, span: Span, sheet: str | None, expected: str) -> None:
    assert str(Problem(path, span, "SB801", "m", sheet=sheet)) == expected


def test_a_cell_of_a_workbook_is_named_by_its_letters(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("Answers", 0)
    for row in (["school", "role", "T01"], ["oak", "teacher", "Often"], ["oak", "teacher", "Oftener"]):
        sheet.append(row)
    book.save(tmp_path / "oak.xlsx")

    assert f"{tmp_path / 'oak.xlsx'}!C3: error SB801 T01: " in run("score", tmp_path / "oak.xlsx").err
    assert f"{tmp_path / 'oak.xlsx'}!C3: error SB801 T01: " in run("check", tmp_path / "oak.xlsx").out


# Summaries


def test_many_cells_are_one_line_with_their_number_and_columns() -> None:
    some = [wrong("oak.csv", line, column) for line in range(5, 15) for column in (3, 4, 5, 6)]

    (line,) = summary_lines(some)
    assert line == (
        "oak.csv:5:3: error SB801 T03: this is not one of the answers "
        "(and 39 more cells in columns T03, T04 and others)"
    )
    assert str(count_mistakes(some)) == "40 mistakes in 1 file"


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], "oak.csv:5:3: error SB801 T03: this is not one of the answers"),
        ([wrong("oak.csv", 6, 3)], "(and 1 more cell in column T03)"),
        ([wrong("oak.csv", 6, 7), wrong("oak.csv", 7, 4)], "(and 2 more cells in columns T04 and T07)"),
        ([wrong("oak.csv", 7, column) for column in (4, 5, 6)], "(and 3 more cells in columns T04, T05 and T06)"),
        ([wrong("oak.csv", 6, 3)._replace(count=1_000)], "(and 1,000 more cells in column T03)"),
        ([wrong("oak.csv", 6, 3)._replace(message="from here on 9 more")], "(and 1 more cell in column T03)"),
    ],
)
def test_what_a_line_leaves_out_is_said(others: list[Problem], expected: str) -> None:
    (line,) = summary_lines([*others, wrong("oak.csv", 5, 3)])

    assert line.startswith("oak.csv:5:3: error SB801 T03: this is not one of the answers")
    assert line.endswith(expected)


@pytest.mark.parametrize(
    ("code", "path", "expected"),
    [
        (codes.COLUMN_IGNORED, "oak.xlsx", "(and 2 more columns: G and H)"),
        (codes.COLUMN_IGNORED, "oak.csv", "(and 2 more columns, by number 7 and 8)"),
        (codes.RAGGED, "oak.csv", "(and 2 more rows)"),
        (codes.WRONG_CELL, "oak.yaml", "(and 2 more)"),
        (codes.SHEETS, "oak.xlsx", "(and 2 more)"),
    ],
)
def test_places_are_called_what_they_are(code: str, path: str, expected: str) -> None:
    (line,) = summary_lines(Problem(path, at(2, column), code, "m") for column in (6, 7, 8))

    assert line.endswith(expected)


def test_what_is_left_out_comes_first_then_the_gravest() -> None:
    found = [
        Problem("a.csv", at(1, 4), codes.DROPPED, "m", "advice"),
        Problem("b.csv", at(3, 2), codes.WRONG_CELL, "m"),
        Problem("b.csv", at(2, 9), codes.WRONG_CELL, "m"),
        Problem("a.csv", START, codes.SHEETS, "m", "warning"),
        Problem("z.csv", START, codes.DAMAGED, "m"),
        Problem("c.csv", START, codes.FOLDER, "m"),
        Problem("a.csv", at(2, 9), codes.RAGGED, "m"),
    ]

    assert [line.partition(" m")[0] for line in summary_lines(found)] == [
        "c.csv:1:1: error SB009",
        "z.csv:1:1: error SB011",
        "a.csv:2:9: error SB807",
        "b.csv:2:9: error SB801",
        "a.csv:1:1: warning SB843",
        "a.csv:1:4: advice SB810",
    ]


@pytest.mark.parametrize("severity", GRAVITY)
@pytest.mark.parametrize(
    ("files", "places", "expected"),
    [
        (5, 1, ""),
        (6, 1, " (and in 5 more files)"),
        (300, 1, " (and in 299 more files)"),
        (300, 2, " (and 599 more columns in 300 files)"),
    ],
)
def test_the_same_in_many_files_is_one_line_unless_it_is_an_error(
    files: int, places: int, expected: str, severity: Severity
) -> None:
    found = [
        Problem(f"s{number:03}.csv", at(1, 2 + place), codes.DROPPED, "a name is dropped", severity)
        for number in range(files)
        for place in range(places)
    ]
    other = Problem("t.csv", START, codes.DROPPED, "another name is dropped", severity)

    lines = summary_lines([*found, other])

    alone = severity == "error" or not expected
    assert len(lines) == (files if alone else 1) + 1
    if alone:
        assert {line.partition(":")[0] for line in lines} == {each.path for each in found} | {"t.csv"}
    else:
        assert lines[0] == f"s000.csv:1:2: {severity} SB810 a name is dropped{expected}"
    assert str(other) in lines


def _shared(problem: Problem) -> tuple[str, str, str] | None:
    """Return what problems have in common that may share a line; None if this one has a line to itself."""
    return None if problem.severity == "error" else (problem.severity, problem.code, problem.message)


def _line(problem: Problem) -> tuple[str, ...]:
    """Return what problems have in common that are in one line; those of a whole file or school have their own."""
    whole = (problem.message,) if problem.span == START and problem.code not in PLACES else ()
    return (problem.path, problem.code, *whole)


@given(st.lists(problems, max_size=120), st.randoms(use_true_random=False))
def test_a_summary_counts_everything_once_and_knows_no_chance(found: list[Problem], chance: object) -> None:
    mixed = [*found, *found[:3]]
    chance.shuffle(mixed)  # type: ignore[attr-defined] # Hypothesis names no type for it
    lines = summary_lines(mixed)

    assert lines == summary_lines(found)
    alone = {_line(each): _shared(each) for each in reversed(sort_problems(found))}
    files = Counter(alone.values())
    assert len(lines) == sum(number if number <= MOST_FILES or key is None else 1 for key, number in files.items())
    each_once = set(found)
    more = sum(int(number[1].replace(",", "")) for line in lines if (number := MORE.search(line)))
    firsts: dict[object, Problem] = {}
    for each in sort_problems(found):
        shared = alone[_line(each)]
        firsts.setdefault(_line(each) if shared is None or files[shared] <= MOST_FILES else shared, each)
    assert sum(each.count for each in firsts.values()) + more == sum(problem.count for problem in each_once)
    assert count_mistakes(mixed).mistakes == sum(problem.count for problem in each_once if problem.severity == "error")
    ranks = [(not is_exclusion(each), GRAVITY.index(each.severity), each.path) for each in sort_problems(mixed)]
    assert ranks == sorted(ranks)


@given(st.lists(st.tuples(st.text(), spans, st.just("SB801"), st.text())))
def test_one_problem_is_one_line_whatever_it_repeats(drawn: list[tuple[str, Span, str, str]]) -> None:
    found = [Problem(*each) for each in drawn]
    screen = io.StringIO()
    with redirect_stderr(screen):
        show(found, verbose=True)
    lines = screen.getvalue().split("\n")[:-1]

    pages = [line for line in lines if " error SB801 " in line]
    assert len(pages) == len(set(found))
    assert steering(screen.getvalue()) == []


class Counting(io.StringIO):
    """A screen that counts how often something is written to it."""

    writes = 0

    def write(self, text: str) -> int:
        self.writes += 1
        return super().write(text)


@pytest.mark.parametrize("verbose", [False, True])
def test_a_hundred_thousand_mistakes_take_seconds(verbose: bool) -> None:  # noqa: FBT001 - a case of the test
    many = [wrong("oak.csv", line, column) for line in range(2, 10_002) for column in range(3, 13)]
    screen = Counting()
    began = time.perf_counter()
    with redirect_stderr(screen):
        show(many, verbose=verbose)

    assert time.perf_counter() - began < 8
    assert screen.writes == 1
    assert screen.getvalue().endswith("100,000 mistakes in 1 file. Nothing was written.\n")
    assert len(screen.getvalue().splitlines()) == (100_002 if verbose else 4)


# Commands


def review(path: Path, folder: Path) -> list[object]:
    return ["review", path, "-o", folder / "review.yaml"]


def batch(path: Path, folder: Path) -> list[object]:
    return ["batch", path, "--out", folder / "out", "--workers", "1"]


CALLS: dict[str, Callable[[Path, Path], list[object]]] = {
    "score": lambda path, _: ["score", path],
    "report": lambda path, _: ["report", path],
    "import": lambda path, _: ["import", path],
    "review": review,
    "batch": batch,
}
BAD = ((1, 0), (2, 0), (2, 2), (7, 1))


@pytest.mark.parametrize("command", [name for name in CALLS if name != "batch"])
def test_bad_cells_are_one_line_and_with_verbose_all_of_them(command: str, tmp_path: Path) -> None:
    table = staff(tmp_path / "oak.csv", BAD)

    short = run(*CALLS[command](table, tmp_path))
    full = run(*CALLS[command](table, tmp_path), "--verbose")

    assert short.code == full.code == 1
    (line,) = (line for line in short.lines if "SB801" in line)
    assert line.startswith(f"{table}:3:3: error SB801 T01: ")
    assert line.endswith("(and 3 more cells in columns T01, T02 and T03)")
    assert "With --verbose" in short.err
    assert [line.partition(": ")[0] for line in full.lines if "SB801" in line] == [
        f"{table}:{row + 2}:{place + 3}" for row, place in BAD
    ]
    assert "With --verbose" not in full.err
    for said in (short, full):
        assert said.lines[-1] == "4 mistakes in 1 file. Nothing was written."
        assert said.lines.count("With --set-aside, cells that cannot be read count as blank.") == 1


def test_in_a_batch_the_screen_is_short_and_the_file_has_everything(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    for name in ("ash", "elm", "fir"):
        staff(tmp_path / "answers" / f"{name}.csv")
    (tmp_path / "answers" / "broken.xlsx").write_bytes(b"no workbook")
    staff(tmp_path / "answers" / "oak.csv", BAD)

    short = run(*batch(tmp_path / "answers", tmp_path))
    with (tmp_path / "out/problems.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    full = run("batch", tmp_path / "answers", "--out", tmp_path / "again", "--workers", "1", "--verbose")

    assert short.code == full.code == 1
    assert list(rows[0])[-1] == "count"
    assert all(int(row["count"]) >= 1 for row in rows)
    assert sum(row["code"] == codes.WRONG_CELL for row in rows) == len(BAD)
    assert sum("SB801" in line for line in short.lines) == 1
    assert sum("SB801" in line for line in full.lines) == len(BAD)
    assert short.lines[0].startswith(str(tmp_path / "answers" / "broken.xlsx"))
    mistakes = sum(int(row["count"]) for row in rows if row["severity"] == "error")
    files = len({row["path"] for row in rows if row["severity"] == "error"})
    (last,) = (line for line in short.lines if "mistakes in" in line)
    assert last == f"{mistakes} mistakes in {files} files. The other schools are done."


@pytest.mark.parametrize("command", ["score", "report", "import"])
def test_each_notice_is_given_once(command: str, tmp_path: Path) -> None:
    book = Workbook()
    for name in ("Answers", "Other"):
        sheet = book.create_sheet(name)
        sheet.append(["school", "role", "Email", "T01"])
        for role, answer in [("janitor", "9")] * 3 + [("head", "1")] * 3:
            sheet.append(["oak", role, "x", answer])
    book.remove(book.worksheets[0])
    book.save(tmp_path / "oak.xlsx")

    said = run(command, tmp_path / "oak.xlsx", "--set-aside")

    assert said.code == 0
    assert len(said.lines) == len(set(said.lines))
    notices = re.findall(r"(?:warning|advice) (SB\d{3})", said.err)
    assert len(notices) == len(set(notices)) >= 2
    assert "With --set-aside" not in said.err


def test_check_lists_every_problem_in_its_own_formats(tmp_path: Path) -> None:
    table = staff(tmp_path / "oak.csv", BAD)

    assert sum("SB801" in line for line in run("check", table).out.splitlines()) == len(BAD)
    assert len(json.loads(run("check", table, "--format", "json").out)["problems"]) == len(BAD)
    assert "1 file, 4 mistakes." in run("check", table).err


def test_a_command_without_verbose_names_the_one_that_lists_everything(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("format: speedbumps-questionnaire/1\nroles: x\nforms: x\nscales: x\n", "utf-8")

    said = run("form", tmp_path / "mine.yaml", "-o", tmp_path / "form.html")

    assert said.code == 1
    assert "'speedbumps check FILE' lists each of them." in said.lines
    assert "--verbose" not in said.err


# What steers a terminal


def exports(heading: str, school: str) -> str:
    """A table with a stranger's heading and school."""
    screen = io.StringIO()
    rows = [["school", "role", "T01", heading], *([school, "teacher", answer, "x"] for answer in ("1", "2", "oftener"))]
    csv.writer(screen).writerows(rows)
    return screen.getvalue()


TEXTS = st.text(max_size=30) | st.text("\x00\x1b[]31m;\r\n\t\x07\x85\x9b\u2028a,\"'", max_size=12)


@given(heading=TEXTS, school=TEXTS)
@example_count(30)
def test_no_heading_or_school_steers_the_terminal(heading: str, school: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "staff.csv")
        path.write_bytes(exports(heading, school).encode())
        (Path(folder) / "schools.csv").write_bytes(f'id,name\n"{school.replace(chr(34), "")}x",Ash\n'.encode())
        calls = (
            ["score", path, "--set-aside"],
            ["score", path, "--verbose"],
            ["score", path, "--school", heading, "--schools", Path(folder, "schools.csv"), "--set-aside"],
            ["import", path],
            ["check", path],
        )
        for call in calls:
            said = run(*call)
            assert steering(said.err) == []
            assert "Traceback" not in said.err
        assert steering(run("score", path, "--set-aside").out) == []
        assert steering(run("check", path).out) == []


NAMES = st.binary(min_size=1, max_size=40).map(
    lambda name: os.fsdecode(name.translate(bytes(sign if sign not in b"\0/" else ord("x") for sign in range(256))))
)


@given(NAMES | TEXTS.map(lambda text: text.replace("\0", "x").replace("/", "x")))
@example_count(30)
def test_no_name_of_a_file_steers_the_terminal(name: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{name}.yaml")
        path.write_text("format: speedbumps-answers/1\nanswers: {T01: x}\n", "utf-8")
        Path(folder, f"{name}.doc").write_text("x", "utf-8")
        for call in (["score", path], ["score", folder], ["check", path], ["report", path, "--verbose"]):
            said = run(*call)
            assert said.code == 1
            assert steering(said.out + said.err) == []
            pages = [line for line in (said.out + said.err).splitlines() if " SB" in line]
            assert pages
            assert all(line.startswith((show_controls(str(path)), show_controls(folder))) for line in pages)


@given(TEXTS)
@example_count(25)
def test_no_key_of_a_file_steers_the_terminal(key: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "mine.yaml")
        path.write_text(f"format: speedbumps-questionnaire/1\n{json.dumps(key)}: x\nroles: []\n", "utf-8")
        for call in (["check", path], ["form", path, "-o", Path(folder, "form.html")], ["diff", path, path]):
            said = run(*call)
            assert steering(said.err) == []
            assert steering(said.out) == []


@pytest.mark.parametrize(
    "call",
    [
        ["score", f"--{ESCAPES}"],
        ["score", "x.csv", "--format", ESCAPES],
        ["import", "x.csv", ESCAPES],
        [ESCAPES],
        ["explain", ESCAPES],
        ["score", f"{ESCAPES}.csv"],
        ["score", "x.csv", "--date", ESCAPES],
        ["report", "x.csv", "-o", f"x.{ESCAPES}"],
        ["purge", ESCAPES],
    ],
)
def test_a_wrong_call_is_repeated_without_what_steers_the_terminal(call: list[str]) -> None:
    said = run(*call)

    assert said.code == 2
    assert steering(said.err) == []
    assert said.out == ""


def test_a_wrong_option_still_says_where_to_find_help() -> None:
    said = run("score", "x.csv", "--verbos")

    assert said.code == 2
    assert "Try 'speedbumps score --help' for help." in said.lines
    assert any(line.startswith("Error: No such option") and "--verbose" in line for line in said.lines)


def test_the_name_of_a_sheet_does_not_steer_the_terminal() -> None:
    screen = io.StringIO()
    with redirect_stderr(screen):
        show([Problem("a.xlsx", at(2, 2), codes.WRONG_CELL, "m", sheet=ESCAPES)])
        tell(ESCAPES)

    assert steering(screen.getvalue()) == []
    assert len(screen.getvalue().splitlines()) == 4


@given(st.text())
def test_visible_text_is_one_line_of_the_same_plain_characters(text: str) -> None:
    assert steering(show_controls(text)) == []
    assert show_controls(text).splitlines() in ([], [show_controls(text)])
    assert show_controls(show_controls(text)) == show_controls(text)
    assert show_controls_by_line(text).count("\n") == text.count("\n")
    if not steering(text.replace("\n", "\r")) and text.isprintable():
        assert show_controls(text) == text


def test_colours_stay_where_they_are_our_own() -> None:
    assert terminal_text("\x1b[31mred\x1b[0m\x1b]0;title\x07\n", coloured=True) == "\x1b[31mred\x1b[0m␛]0;title␇\n"
    assert terminal_text("\x1b[31mred\x1b[0m\n", coloured=False) == "␛[31mred␛[0m\n"


# Codes


def sources() -> Iterable[tuple[Path, str]]:
    for path in sorted(Path(speedbumps.__file__).parent.rglob("*.py")):
        yield path, path.read_text("utf-8")


def test_every_code_is_given_to_one_fault() -> None:
    assert len(set(CODES.values())) == len(CODES)
    assert all(re.fullmatch(r"SB\d{3}", code) for code in CODES.values())


def test_every_fault_that_a_reader_finds_has_one_page_and_every_page_one_fault() -> None:
    assert sorted(page.code for page in pages.PAGES) == sorted(CODES.values())
    assert len({page.name for page in PAGES}) == len({page.code for page in PAGES}) == len(PAGES)


def test_codes_of_readers_stand_in_one_module() -> None:
    elsewhere = {
        (path.name, code)
        for path, source in sources()
        if path.name not in ("codes.py", "severities.py")
        for code in re.findall(r'"(SB\d{3})"', source)
    }

    assert {code for _, code in elsewhere} & set(CODES.values()) == set()


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_every_code_can_be_explained(code: str) -> None:
    said = run("explain", code)

    assert said.code == 0
    assert said.out.startswith(f"{code}  ")
    assert "Bad; the fault is in line" in said.out


def no_workbook(path: Path) -> Path:
    (path / "oak.xlsx").write_bytes(b"no workbook")
    return path / "oak.xlsx"


def no_parquet(path: Path) -> Path:
    (path / "oak.parquet").write_bytes(b"no table")
    return path / "oak.parquet"


def no_json(path: Path) -> Path:
    (path / "oak.json").write_bytes(b"[{")
    return path / "oak.json"


def audit(path: Path) -> Path:
    (path / "oak.json").write_text('{"format": "speedbumps-audit/1"}', "utf-8")
    return path / "oak.json"


def other_kind(path: Path) -> Path:
    (path / "oak.docx").write_bytes(b"x")
    return path / "oak.docx"


def a_map(path: Path) -> Path:
    (path / "map.yaml").write_text("format: speedbumps-map/1\ncolumns: {}\n", "utf-8")
    return path / "map.yaml"


def nothing(path: Path) -> Path:
    (path / "empty").mkdir()
    return path / "empty"


def empty(path: Path) -> Path:
    (path / "oak.csv").write_bytes(b"")
    return path / "oak.csv"


def rounds(path: Path) -> Path:
    (path / "oak.csv").write_text("school,round,T01\noak,2025,1\noak,2026,1\n", "utf-8")
    return path / "oak.csv"


FAULTS: dict[Callable[[Path], Path], str] = {
    other_kind: codes.KIND,
    no_workbook: codes.DAMAGED,
    no_parquet: codes.DAMAGED,
    no_json: codes.DAMAGED,
    audit: codes.NOT_ANSWERS,
    a_map: codes.NOT_ANSWERS,
    nothing: codes.EMPTY_FOLDER,
    empty: codes.EMPTY,
    rounds: codes.ROUNDS,
}


@pytest.mark.parametrize("made", FAULTS, ids=lambda made: made.__name__)
def test_each_fault_of_a_file_has_its_own_code(made: Callable[[Path], Path], tmp_path: Path) -> None:
    path = made(tmp_path)

    with pytest.raises(BadFilesError) as stopped:
        assemble([path])

    assert [(problem.path, problem.code) for problem in stopped.value.problems] == [(str(path), FAULTS[made])]


@pytest.mark.parametrize("name", ["oak.csv", "oak.xlsx", "oak.yaml", "oak.parquet"])
def test_a_folder_that_is_called_like_a_file_has_its_own_code(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()

    assert [problem.code for problem in lint(tmp_path / name).problems] == [codes.FOLDER]


def test_what_a_folder_holds_beside_answers_has_its_own_code(tmp_path: Path) -> None:
    staff(tmp_path / "oak.csv")
    other_kind(tmp_path)
    (tmp_path / "mail.yaml").write_text("subject: The survey\n", "utf-8")

    assert sorted(problem.code for problem in assemble([tmp_path]).notices) == [codes.NOT_ANSWERS, codes.NOT_READ]


def test_rows_without_a_round_have_their_own_code(tmp_path: Path) -> None:
    (tmp_path / "oak.csv").write_text("school,round,T01\noak,2026,1\noak,,1\n", "utf-8")

    assert [problem.code for problem in assemble([tmp_path / "oak.csv"]).notices] == [codes.NO_ROUND]


def test_a_school_that_is_not_in_the_table_has_its_own_code(tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_text("id,name\nelm,Elm\nash,Ash\n", "utf-8")
    found = assemble([staff(tmp_path / "oak.csv")], AnswerOptions(schools=tmp_path / "schools.csv"))

    assert [problem.code for problem in found.notices] == [codes.UNKNOWN_SCHOOL]


def test_a_name_that_no_system_can_use_cannot_be_opened(tmp_path: Path) -> None:
    for name in ("x" * 300, "a\0b"):
        (problem,) = read_text(tmp_path / f"{name}.yaml").problems
        assert problem.code == codes.UNREADABLE


@pytest.mark.parametrize("leads", ["nowhere.yaml", "link.yaml", "missing/link.yaml"])
def test_a_link_to_nothing_is_no_file(leads: str, tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(leads)

    (problem,) = lint(tmp_path / "link.yaml").problems

    assert (problem.code, problem.span) == (codes.NOT_A_FILE, START)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system with pipes that have names runs it")
@pytest.mark.parametrize("command", ["check", "score"])
def test_a_pipe_is_no_file_and_nobody_waits_for_it(command: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")

    done = subprocess.run(
        [sys.executable, "-m", "speedbumps", command, "pipe.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert "pipe.yaml:1:1: error SB012 this is a pipe or a device" in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_table_on_a_screen_steers_it_no_more_than_a_message() -> None:
    with TemporaryDirectory() as folder:
        rows = "".join(f'"{ESCAPES}",teacher,1\n' for _ in range(6))
        Path(folder, "oak.csv").write_bytes(f"school,role,T01\n{rows}".encode())
        command = f"{sys.executable} -m speedbumps score oak.csv --format csv"
        screen = pexpect.spawn(command, cwd=folder, encoding="utf-8", timeout=60)
        shown = screen.read().replace("\r\n", "\n")
        piped = subprocess.run(command.split(), cwd=folder, capture_output=True, check=True, text=True).stdout

    assert "red" in shown
    assert steering(shown) == []
    assert "\x1b[31m" in piped
