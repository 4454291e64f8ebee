"""Broken and hostile files get one clear message for each mistake, at its place, and never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.paths import BAD, QUESTIONNAIRES
from support.strategies import example_count

from speedbumps.cli import main
from speedbumps.diagnostics.problem import LoadResult
from speedbumps.diagnostics.yaml_source import decode_text, parse_yaml

CASES = sorted(BAD.glob("*.expected"))
SHIPPED = (QUESTIONNAIRES / "school.yaml").read_text("utf-8").splitlines()


def test_every_bad_file_has_its_message() -> None:
    assert {path.name for path in BAD.iterdir() if path.suffix != ".expected"} == {path.stem for path in CASES}
    assert len(CASES) >= 25


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_bad_files_say_what_is_wrong_and_where(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command, exit_code, expected = case.read_text("utf-8").split("\n", 2)
    monkeypatch.chdir(BAD)

    with pytest.raises(SystemExit) as stopped:
        main(command.split())
    said = capsys.readouterr()

    assert expected == said.out + said.err
    assert exit_code == f"exit {stopped.value.code}"
    assert "Traceback" not in said.err


WATCH = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, timeout=120)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps([done.returncode, done.stderr.decode() + done.stdout.decode(), peak]))
"""
"""Waits for the command in a small process: the peak is over all that a process waited for, and its own as it forks."""


def run(tmp_path: Path, *arguments: str) -> tuple[int, str, float]:
    """The exit code, what was said, and the peak of memory, in MB, of one command."""
    command = [sys.executable, "-m", "speedbumps", *arguments]
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *command], cwd=tmp_path, capture_output=True, check=True, text=True
    )
    code, said, peak = json.loads(done.stdout)
    return code, said, peak


LARGE = {
    "deep.yaml": (b"a: " + b"[" * 5000 + b"]" * 5000, "error SB008"),
    "deeper.yaml": (b"\n".join(b" " * level + b"a:" for level in range(1500)), "error SB008"),
    "dashes.yaml": (b"- " * 5000 + b"x\n", "error SB008"),
    "scalar.yaml": (b"a: " + b"x" * (5 * 1024 * 1024), "scalar.yaml:1:1: error SB002"),
    "huge.yaml": (b"a: x\n" * (40 * 1024 * 1024), "huge.yaml:1:1: error SB002"),
    "line.csv": (b"x" * (200 * 1024 * 1024), "line.csv:1:1: error SB808"),
    "cells.csv": (b"school,T01,T02\n" + b"a,wrong,1\n" * 100_000, "more cells in column T01)"),
    "quote.csv": (b'school,T01,T02\na,"' + b"1,2\n" * 200_000, "quote.csv:"),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_and_deep_files_are_refused_in_bounded_memory(name: str, tmp_path: Path) -> None:
    content, expected = LARGE[name]
    (tmp_path / name).write_bytes(content)

    code, said, peak = run(tmp_path, "score", name)

    assert code == 1
    assert expected in said
    assert "Traceback" not in said
    assert "went wrong inside" not in said
    assert peak < 700


def test_a_file_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    code, said, _ = run(tmp_path, "score", "nothing.csv")

    assert (code, said) == (2, "speedbumps: there is no file nothing.csv\n")


def test_a_folder_without_answers_says_so(tmp_path: Path) -> None:
    code, said, _ = run(tmp_path, "score", ".")

    assert code == 1
    assert "this folder holds no answers" in said


def test_columns_that_may_tell_who_somebody_is_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("Name,Email Address,Timestamp,T01\nJo,jo@example.org,2026-11-01,1\n", "utf-8")

    code, said, _ = run(tmp_path, "score", "staff.csv", "--format", "json", "--verbose")

    assert code == 0
    assert "may show who somebody is were not read: 'Name', 'Email Address', 'Timestamp'" in said
    assert "jo@" not in said.casefold()


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_byte_order_marks_and_windows_line_ends_are_read(start: bytes, end: bytes, tmp_path: Path) -> None:
    rows = [b"school,role,T01,T02,T03", *[b"a,teacher,1,Often,\xe2\x80\x8bna".replace(b"\xe2\x80\x8b", b"")] * 6]
    (tmp_path / "staff.csv").write_bytes(start + end.join(rows) + end)

    code, said, _ = run(tmp_path, "score", "staff.csv", "--format", "csv")

    assert code == 0
    assert "time.ways-of-working,50.0" in said


def test_cells_set_aside_are_blank_and_counted(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("school,T01,T02,T03\n" + "a,1,1,1\n" * 6 + "a,9,1,1\n", "utf-8")

    code, said, _ = run(tmp_path, "score", "staff.csv", "--set-aside", "--format", "json")

    assert code == 0
    assert "staff.csv:8:2: warning SB801" in said
    assert '"set_aside": 1' in said


def test_words_stay_words() -> None:
    source = parse_yaml("answers.yaml", "a: no\nb: on\nc: 0123\nd: 12:30\ne: 1.10\nf: ~\n").value

    assert source is not None
    assert source.data == {"a": "no", "b": "on", "c": "0123", "d": "12:30", "e": "1.10", "f": "~"}


@given(st.text(max_size=300))
@example_count(300)
def test_any_text_is_read_or_refused(text: str) -> None:
    found = parse_yaml("any.yaml", text)

    assert isinstance(found, LoadResult)
    assert (found.value is None) == bool(found.problems)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    found = decode_text("any.yaml", content)

    assert (found.value is None) == bool(found.problems)


@given(st.data())
@example_count(40)
def test_a_mutilated_questionnaire_is_read_or_refused(data: st.DataObject) -> None:
    lines = list(SHIPPED)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["drop", "twice", "cut", "indent"])):
            case "drop":
                del lines[place]
            case "twice":
                lines.insert(place, lines[place])
            case "cut":
                lines[place] = lines[place][: len(lines[place]) // 2]
            case _:
                lines[place] = "  " + lines[place]
    found = parse_yaml("school.yaml", "\n".join(lines))

    assert (found.value is None) == bool(found.problems)


def test_all_texts_with_a_colon_and_without_quotes_are_listed() -> None:
    text = (
        "a: Only Year 2: they have most\n"
        "list:\n"
        "  - b: See: this\n"
        "    c: |\n"
        "      free: text: here\n"
        '    d: "in: quotes"\n'
        "    e: at 10:30  # a comment: with a colon\n"
        "f: And this: too\n"
    )

    problems = parse_yaml("plan.yaml", text).problems

    assert [(each.span.line, each.span.column) for each in problems] == [(1, 15), (3, 11), (8, 12)]
    assert all("goes in quotes, the whole of it" in each.message for each in problems)
