"""A map that is written can be read again, and what it settles about words is checked and folded."""

import re
import shlex
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.paths import EXPORTS, FIRST_VERSION
from support.schools import shipped
from support.strategies import example_count

from speedbumps.cli import main
from speedbumps.diagnostics.problem import LoadResult, require_value
from speedbumps.model.columns import ColumnMap
from speedbumps.programs.private_columns import LEAST_CELLS
from speedbumps.responses.cells import CellRules, LocalizedScale, is_error, localized_scales, read_codes
from speedbumps.responses.column_map import OpenWord, format_map, likely_answers, open_words, read_map
from speedbumps.responses.read_files import AnswerOptions, read_files
from speedbumps.scoring.responses import BLANK, NA
from speedbumps.text import fold_text

ABOUT = ["T01", "T02", "role", "school", "ignore", "draft"]

HEADINGS = st.text(max_size=30) | st.sampled_from(
    [
        "Role",
        "role ",
        "R\u200bole",
        "a: b",
        "# no comment",
        "? what",
        "- item",
        '"quoted" and \\ more',
        "line\nbreak\r\n\u2028\u0085",
        "\x00\x1b[31m\x7f",
        "{x}: [y]",
        "null",
        "~",
        "\U0001f600 \u202e turned",
        "Welcome. " * 200,
        "é" * 1100,
        "\t" * 40 + "x" + '"' * 1000,
    ]
)


def read(text: str, folder: Path) -> LoadResult[ColumnMap]:
    path = folder / "map.yaml"
    path.write_text(text, "utf-8", newline="")
    return read_map(path, shipped())


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return int(stopped.value.code or 0), shown.out, shown.err


@given(st.dictionaries(HEADINGS, st.sampled_from(ABOUT), max_size=6), st.lists(HEADINGS, max_size=4))
@example_count(300)
def test_whatever_the_headings_are_the_map_can_be_read_again(
    tmp_path_factory: pytest.TempPathFactory, settled: dict[str, str], open_: list[str]
) -> None:
    written = format_map(settled, [(heading, ("T05",)) for heading in open_])

    found = require_value(read(written, tmp_path_factory.mktemp("map"))).columns

    certain: dict[str, set[str | None]] = {}
    for heading, name in (*settled.items(), *((heading, None) for heading in open_)):
        certain.setdefault(fold_text(heading), set()).add(name)
    expected = {heading: names.pop() for heading, names in certain.items() if heading and len(names) == 1}
    assert {fold_text(heading): name for heading, name in found.items()} == {
        heading: name for heading, name in expected.items() if name is not None
    }


@given(
    st.lists(
        HEADINGS.filter(lambda text: fold_text(text) and not is_error(text)),
        min_size=1,
        max_size=4,
        unique_by=fold_text,
    )
)
@example_count(200)
def test_every_comment_can_be_finished_by_taking_its_sign_away(
    tmp_path_factory: pytest.TempPathFactory, headings: list[str]
) -> None:
    words = [OpenWord(heading, LEAST_CELLS, ("Often",)) for heading in headings]
    lines = format_map({}, [(heading, ("T01",)) for heading in headings], words).splitlines(keepends=True)
    finished = "".join(line.replace("  # ", "  ", 1) for line in lines if "Take away" not in line)

    found = require_value(read(finished.replace("columns: {}", "columns:"), tmp_path_factory.mktemp("map")))

    assert {fold_text(heading): name for heading, name in found.columns.items()} == dict.fromkeys(
        map(fold_text, headings), "T01"
    )
    assert found.answers == dict.fromkeys(map(fold_text, headings), "Often")


def test_headings_that_compare_alike_are_mapped_once_or_left_open() -> None:
    assert format_map({"Role": "role", " ROLE": "role"}, []).count(": role") == 1
    contradicting = format_map({"Question": "T01", "question": "T02"}, [])
    assert '  # "Question": T01 or T02\n' in contradicting
    assert '\n  "Question"' not in contradicting
    assert "A column without a heading cannot be named here" in format_map({"": "role"}, [])


def test_a_word_is_named_only_where_it_stands_in_five_cells() -> None:
    words = open_words({"Oftn": 3, "oftn ": 2, "Mrs Nameson": 4, "#N/A": 9, "Maybe": 6}, shipped())

    assert words == (OpenWord("Maybe", 6), OpenWord("Oftn", 5, ("Often",)))
    written = format_map({}, [], [*words, OpenWord("Tom Nameson", 4)])
    assert '\n  # "Oftn": "Often"\n' in written
    assert "Nameson" not in written
    assert likely_answers("Very ofen", shipped())[0] == "Very often"


@pytest.mark.parametrize(
    "answer", ["3", "3.0", "Often", "OFTEN", "na", "NA", "dk", "pns", "blank", "I don't know", "12"]
)
def test_a_word_may_stand_for_a_value_a_label_or_none(answer: str, tmp_path: Path) -> None:
    settled = require_value(read(f"format: speedbumps-map/1\nanswers: {{'Quite  OFTEN’': \"{answer}\"}}\n", tmp_path))

    assert settled.answers == {"quite often'": answer}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("answers: {Yes: Oftn}\n", "map.yaml:2:16: error SB104 no scale has the answer 'Oftn'; did you mean 'Often'?"),
        ("answers: {Yes: '7777'}\n", "map.yaml:2:16: error SB104 no scale has the answer '7777'"),
        ("answers: {Yes: ''}\n", "map.yaml:2:16: error SB104"),
        ("answers: {'#N/A': na}\n", "map.yaml:2:11: error SB801 an error of a spreadsheet cannot stand for an answer"),
        ("answers: {Yes: Often, yes: Never}\n", "map.yaml:2:23: error SB006 an earlier line settles the same words"),
        ("columns: {Role: role, 'ROLE ': T01}\n", "map.yaml:2:23: error SB006 an earlier line settles the same words"),
        ("answers: often\n", "map.yaml:2:10: error SB103"),
        ("answer: {Yes: Often}\n", "map.yaml:2:1: error SB101 the key 'answer' is not known here; did you mean"),
    ],
)
def test_what_is_wrong_in_a_map_of_words_is_said_at_its_place(text: str, expected: str, tmp_path: Path) -> None:
    (problem,) = read(f"format: speedbumps-map/1\n{text}", tmp_path).problems

    assert expected in str(problem)


def test_a_map_may_hold_nothing_but_words(tmp_path: Path) -> None:
    settled = require_value(read("format: speedbumps-map/1\nanswers: {NA: na, hm: blank}\n", tmp_path))
    question = next(name for name, each in shipped().questions.items() if each.scale == "how-often")

    found = read_codes(
        ["NA", "Hm", "Often"], localized_scales(question, shipped()), CellRules("blank", settled.answers)
    )

    assert found.good == {"NA": NA, "Hm": BLANK, "Often": 3}
    assert found.missing == frozenset()
    assert isinstance(localized_scales(question, shipped())[0], LocalizedScale)


def test_a_long_heading_does_not_spoil_the_map_that_import_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (EXPORTS / "google.csv").read_text("utf-8").splitlines()
    welcome = '"' + 'Welcome, it matters to us. ""Read"": this # now.\n' * 40 + '"'
    (tmp_path / "long.csv").write_text(
        "\n".join([f"{lines[0]},{welcome}", *(f"{line}," for line in lines[1:])]) + "\n", "utf-8"
    )

    taken = ("import", tmp_path / "long.csv", "-q", FIRST_VERSION / "school.yaml")
    code, first, _ = run(capsys, *taken, "--write-map", tmp_path / "map.yaml")
    again, second, shown = run(capsys, *taken, "--map", tmp_path / "map.yaml")

    assert (code, again, first) == (0, 0, second)
    assert "SB005" not in shown


def test_the_map_that_import_writes_holds_only_what_is_certain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "import", EXPORTS / "google-renamed.csv", "--write-map", tmp_path / "map.yaml")
    run(capsys, "import", EXPORTS / "qualtrics.csv", "--write-map", tmp_path / "status.yaml")

    written = (tmp_path / "map.yaml").read_text("utf-8")
    assert '\n  # "I spend time on paper work that gets little use": T01\n' in written
    assert "Status" not in (tmp_path / "status.yaml").read_text("utf-8")
    assert all(line.startswith(("  ", "format:", "columns:")) for line in written.splitlines())


@pytest.mark.parametrize("wrong", ["", "nobody can read this"])
@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        ([("Paper", "Old name")], 0),
        ([("Paper",)], 1),
        ([("Paper",), ("Paper", "Old name")], 0),
        ([("Paper", "Old name"), ("T02",), ("T03",)], 0),
        ([("Paper",), ("T02",)], 1),
        ([("T02",), ("T03",), ("T04",)], 2),
    ],
)
def test_a_heading_of_a_map_is_missed_only_if_no_file_has_it(
    headings: list[tuple[str, ...]], missing: int, wrong: str, tmp_path: Path
) -> None:
    settled = tmp_path / "map.yaml"
    settled.write_text("format: speedbumps-map/1\ncolumns:\n  Paper: T01\n  Old name: ignore\n", "utf-8")
    for place, names in enumerate(headings):
        rows = [["role", *names], ["teacher", *(["Often"] * len(names))], ["teacher", *([wrong] * len(names))]]
        (tmp_path / f"s{place}.csv").write_text("".join(f"{','.join(row)}\n" for row in rows), "utf-8")

    found = read_files(sorted(tmp_path.glob("*.csv")), AnswerOptions(map=settled))

    told = [each for each in (*found.problems, *found.notices) if "the map names" in each.message]
    at = settled if len(headings) > 1 else tmp_path / "s0.csv"
    assert [each.path for each in told] == [str(at)] * missing
    assert {each.severity for each in told} <= {"warning"}


@pytest.mark.parametrize("place", ["survey.csv", "my survey.csv", "a folder/b.csv", "its own/o'clock.csv"])
@pytest.mark.parametrize(
    ("headings", "more"),
    [
        ("Mood", ""),
        ("Mood,Feeling", "(and 1 more column, by number 4)"),
        ("T9", ""),
        ("T9,Mood", ""),
        ("T9,T8", "(and 1 more column, by number 4)"),
    ],
)
def test_the_remedy_for_an_unsure_column_can_be_typed_and_counts_as_no_column(
    headings: str, more: str, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    cells = ",Often" * len(headings.split(","))
    path.write_text(f"role,T01,{headings}\nteacher,Often{cells}\nteacher,Never{cells}\n", "utf-8")

    _, _, told = run(capsys, "score", path)

    assert told.count("--write-map") == 1
    (remedy,) = re.findall("“(speedbumps import .*)”", told)
    line = next(line for line in told.splitlines() if "--write-map" in line)
    assert line.endswith(f"--map takes it {more}".strip())
    if sys.platform != "win32":
        assert shlex.split(remedy)[2] == str(path)
