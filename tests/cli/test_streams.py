"""Whatever happens to the streams, the folder or the terminal of a command, it ends with one plain sentence."""

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
from support.paths import EXAMPLES

SCHOOL = "hillview.csv"
"""A copy of the example, in the folder where commands run: what is published is noted beside the answers."""

PRINTS = [["--help"], ["--version"], ["score", "--help"], ["score", SCHOOL], ["check", "--help"]]
"""Commands that write to standard output."""

ANNOUNCED = """
import sys
from speedbumps.cli import main

_, module, *arguments = sys.argv

def announce(event, details):
    if event == "import" and details[0] == module:
        print("ready", flush=True)

sys.addaudithook(announce)
main(arguments)
"""
"""Runs a command, and says when it begins to import a module."""

UNIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files and signals")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where commands run."""
    shutil.copy(EXAMPLES / SCHOOL, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def speedbumps(*arguments: str, redirect: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in a shell that redirects its streams."""
    line = f'exec "$@" {redirect}'
    command = ["sh", "-c", line, "sh", sys.executable, "-m", "speedbumps", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=cwd)


@UNIX_ONLY
@pytest.mark.parametrize("arguments", PRINTS, ids=" ".join)
@pytest.mark.parametrize("redirect", [">/dev/full", ">&-"])
def test_output_that_cannot_be_written_is_one_sentence(arguments: list[str], redirect: str) -> None:
    done = speedbumps(*arguments, redirect=redirect)

    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("speedbumps: nothing can be written to standard output: ")


@UNIX_ONLY
def test_a_report_is_written_though_standard_output_is_closed(tmp_path: Path) -> None:
    report = tmp_path / "report.md"

    done = speedbumps("report", SCHOOL, "-o", str(report), redirect=">&-")

    assert (done.returncode, report.exists()) == (0, True)


@UNIX_ONLY
def test_a_closed_error_stream_does_not_hide_the_exit_code() -> None:
    done = speedbumps("score", "nowhere.csv", redirect="2>&-")

    assert (done.returncode, done.stdout) == (2, "")


@UNIX_ONLY
def test_a_reader_that_leaves_is_no_mistake() -> None:
    command = [sys.executable, "-m", "speedbumps", "score", SCHOOL, "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""

    assert process.returncode == 141


@UNIX_ONLY
@pytest.mark.parametrize("arguments", [["score", "x.csv"], ["check", "."], ["demo"], ["form", "school"]], ids=" ".join)
def test_a_folder_that_was_deleted_is_one_sentence(arguments: list[str], tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    line = 'rmdir "$0" && exec "$@"'
    command = ["sh", "-c", line, str(gone), sys.executable, "-m", "speedbumps", *arguments]

    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=gone)

    assert done.returncode == 2
    assert done.stderr == "speedbumps: the folder that you are in is no longer there; change to another one\n"


@UNIX_ONLY
@pytest.mark.parametrize("redirect", [lambda folder: folder / "none" / "x.md", lambda _: Path("/dev/full.md")])
def test_a_file_that_cannot_be_written_is_named(redirect: Callable[[Path], Path], tmp_path: Path) -> None:
    output = redirect(tmp_path)
    if output.parent == Path("/dev"):
        output = tmp_path / "full.md"
        output.symlink_to("/dev/full")

    done = speedbumps("report", SCHOOL, "-o", str(output))

    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert output.name in line


@UNIX_ONLY
def test_a_word_document_is_not_printed_on_a_screen_and_counts_as_not_published(tmp_path: Path) -> None:
    command = ["-m", "speedbumps", "report", SCHOOL, "--format", "word"]

    screen = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60)
    screen.expect(pexpect.EOF)
    screen.close()

    assert screen.before == (
        "speedbumps: this is a file for another program, not for the screen; say where it goes with -o FILE\r\n"
    )
    assert screen.exitstatus == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == [SCHOOL]


def test_a_word_document_goes_to_a_file_or_a_pipe(tmp_path: Path) -> None:
    written = speedbumps("report", SCHOOL, "-o", "report.docx")
    piped = speedbumps("report", SCHOOL, "--format", "word", redirect="> piped.docx")

    assert (written.returncode, written.stderr) == (0, "The report is in report.docx\n")
    assert (piped.returncode, piped.stderr) == (0, "")
    assert (tmp_path / "report.docx").read_bytes() == (tmp_path / "piped.docx").read_bytes()
    assert zipfile.is_zipfile(tmp_path / "report.docx")


@UNIX_ONLY
@pytest.mark.parametrize("module", ["typer", "speedbumps.diagnostics.problem"])
@pytest.mark.parametrize("arguments", [["check", "-"], ["score", SCHOOL]], ids=" ".join)
def test_an_interrupt_while_a_command_starts_is_one_sentence(arguments: list[str], module: str) -> None:
    command = [sys.executable, "-c", ANNOUNCED, module, *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()

    assert said == "\nStopped. Nothing was written.\n"
    assert process.returncode in (130, -signal.SIGINT)


@UNIX_ONLY
@pytest.mark.parametrize(
    ("terminal", "size"), [("dumb", (24, 80)), ("xterm", (8, 80)), ("xterm", (24, 20))], ids=["dumb", "low", "narrow"]
)
def test_an_interview_goes_line_by_line_where_nothing_can_be_drawn(
    terminal: str, size: tuple[int, int], tmp_path: Path
) -> None:
    arguments = ["-m", "speedbumps", "audit", "--role", "teacher", "--school", "Oak", "-o", str(tmp_path / "a.yaml")]
    environment = {**os.environ, "TERM": terminal}

    screen = pexpect.spawn(sys.executable, arguments, dimensions=size, env=environment, encoding="utf-8", timeout=60)
    screen.expect("Your choice: ")
    screen.sendintr()
    screen.expect("Stopped. Nothing was written.")
    screen.expect(pexpect.EOF)
    screen.close()

    assert screen.exitstatus == 0
