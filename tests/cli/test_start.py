"""The menu, driven through a terminal as somebody would who has never used one."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cohort_files import write_schools
from support.paths import EXAMPLES, TOP

from speedbumps.cli.start import dragged_paths
from speedbumps.version import __version__

MENU = "What would you like to do"
EXAMPLE, ALONE, FORM, REPORT, BEFORE, PLAN, SHEETS, TYPED, MANY, OPEN, STOP = map(str, range(1, 12))


class Menu:
    """A terminal with the menu in it, in a folder of its own; the pages that it opens are noted in a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opened = folder.parent / "opened"
        browser = folder.parent / "browser"
        browser.write_text(f'#!/bin/sh\necho "$1" >> {self.opened}\n', "utf-8")
        browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
        environment = {**os.environ, "BROWSER": f"{browser} %s", "TERM": "xterm", "NO_COLOR": "1", "CI": "1"}
        self.screen = pexpect.spawn(
            sys.executable,
            ["-m", "speedbumps", "start"],
            cwd=str(folder),
            env=environment,
            dimensions=(50, 120),
            encoding="utf-8",
            timeout=60,
        )

    def type(self, *lines: str) -> None:
        """Type each of *lines* as soon as the menu, or what it calls, waits for one."""
        for line in lines:
            self.screen.expect([r"Your choice: ", r"\(q to go back\): ", r"if you do not know: "])
            self.screen.sendline(line)

    def until_back(self) -> str:
        """Return what is printed until the menu comes back."""
        self.screen.expect(MENU)
        return str(self.screen.before)

    def pages(self) -> list[str]:
        """Return the names of the pages that were opened."""
        return [Path(line).name for line in self.opened.read_text("utf-8").split()] if self.opened.exists() else []


@pytest.fixture
def menu(tmp_path: Path) -> Iterator[Menu]:
    folder = tmp_path / "my school"
    folder.mkdir()
    held = Menu(folder)
    held.until_back()
    yield held
    held.screen.terminate(force=True)


def test_the_way_of_a_head_from_the_example_to_a_plan(menu: Menu) -> None:
    answers = menu.folder / "staff answers.csv"
    shutil.copy(EXAMPLES / "hillview.csv", answers)
    shutil.copy(EXAMPLES / "schools.csv", menu.folder)

    menu.type(EXAMPLE)
    assert "The whole report is in example.html" in menu.until_back()
    menu.type(REPORT, "nothing.csv")
    menu.screen.expect("There is no file nothing.csv.")
    menu.type(str(answers).replace(" ", "\\ "))
    assert "The report is in report.html" in menu.until_back()
    menu.type(PLAN, f"'{answers}'", "60", "")
    assert "plan.html" in menu.until_back()
    menu.type(OPEN, "1")
    menu.until_back()
    menu.type(STOP)
    menu.screen.expect("Goodbye")
    menu.screen.expect(pexpect.EOF)

    assert {"example.html", "report.html", "plan.yaml", "plan.html"} <= {path.name for path in menu.folder.iterdir()}
    assert "hours_per_term: 60" in (menu.folder / "plan.yaml").read_text("utf-8")
    assert menu.pages() == ["report.html", "plan.html", "plan.html"]


def test_the_second_year(menu: Menu) -> None:
    for path in (EXAMPLES / "rounds").glob("*-*"):
        shutil.copy(path, menu.folder)
    menu.type(SHEETS, "q", TYPED, "q")

    menu.type(BEFORE, "2027-autumn.csv", "2026-autumn.csv", "1", "")
    menu.screen.expect("The report is in report.html")
    menu.type(PLAN, "2027-autumn.csv", "?", "q")
    assert "This is the command" not in menu.until_back()
    menu.type(PLAN, "2027-autumn.csv", "?", "2", "1", "2026-autumn.csv", str(EXAMPLES / "schools.csv"))
    menu.screen.expect("--schools .*schools.csv --last plan-2026.yaml --before 2026-autumn.csv")
    menu.screen.expect("plan.html")
    menu.type(SHEETS, "2")
    menu.screen.expect("plan.docx")
    menu.type(TYPED, "plan.docx", "2")
    menu.screen.expect("This is the command: speedbumps plan plan.docx -o plan.yaml")
    menu.until_back()

    made = {path.name for path in menu.folder.iterdir()}
    assert {"report.html", "plan.yaml", "governors.html", "staff.html", "letters.html", "plan.docx"} <= made
    report = (menu.folder / "report.html").read_text("utf-8")
    assert "Then and now" in report
    assert "What became of the last plan" in report


def test_many_schools_have_their_reports_and_later_come_home_to_the_same_folder(menu: Menu) -> None:
    """The forms of a few schools, then the same with one more, which has its report beside the others."""
    answers = menu.folder / "answers"
    write_schools(answers, 6)
    held = (answers / "school-05.csv").rename(menu.folder.parent / "school-05.csv")

    menu.type(MANY, "answers", "")
    menu.screen.expect("This is the command: speedbumps batch answers --schools schools.csv --out reports")
    assert "5 schools: reports of 5 written" in menu.until_back()
    held.rename(answers / "school-05.csv")
    menu.type(MANY, "answers", "", "1")
    assert "6 schools: reports of " in menu.until_back()
    menu.type(MANY, "answers", "", "q", MANY, "answers", "q")
    menu.until_back()

    assert (menu.folder / "reports" / "school-05" / "report.html").exists()
    assert not (menu.folder / "reports-2").exists()
    assert menu.pages() == ["cohort.html", "cohort.html"]


def test_an_earlier_plan_that_lies_elsewhere_is_dragged_in(menu: Menu) -> None:
    rounds = EXAMPLES / "rounds"

    menu.type(PLAN, str(rounds / "2027-autumn.csv"), "?", str(rounds / "plan-2026.yaml"), "", "")
    menu.screen.expect("--last .*plan-2026.yaml -o plan.yaml")
    assert "plan.html" in menu.until_back()
    menu.type(STOP)


def test_each_kind_of_form_is_made_and_nothing_is_written_over(menu: Menu) -> None:
    for kind in "12341":
        menu.type(FORM, kind, "2")
        assert "--nation wales" in menu.until_back()

    made = {path.name for path in menu.folder.iterdir()}
    assert {"form.html", "form-2.html", "paper.html", "google-forms.gs"} <= made
    assert any(name.startswith("microsoft-forms.") for name in made)


def test_an_interview_is_stopped_and_continued(menu: Menu) -> None:
    menu.type(ALONE)
    menu.screen.expect("school")
    menu.screen.sendcontrol("c")
    menu.until_back()
    shutil.copy(EXAMPLES / "glan-yr-afon.yaml", menu.folder / "my-answers.yaml")
    menu.type(ALONE)
    menu.screen.expect("There are answers here already")
    menu.screen.expect("Go on with my-answers.yaml")
    menu.type("q")
    menu.until_back()


def test_a_report_after_a_late_answer_is_made_only_in_place_of_the_earlier_one(menu: Menu) -> None:
    rows = (EXAMPLES / "hillview.csv").read_text("utf-8").splitlines(keepends=True)
    answers = menu.folder / "hillview.csv"
    answers.write_text("".join(rows[:-1]), "utf-8")
    menu.type(REPORT, "hillview.csv")
    menu.until_back()
    answers.write_text("".join(rows), "utf-8")

    menu.type(REPORT, "hillview.csv", "1")
    menu.until_back()
    assert not (menu.folder / "report-2.html").exists()
    menu.type(REPORT, "hillview.csv", "2")
    menu.until_back()
    assert (menu.folder / "report-2.html").exists()


def test_where_nothing_is_made_yet_and_somebody_goes_back(menu: Menu) -> None:
    menu.type(OPEN)
    assert "Nothing has been made here yet." in menu.until_back()
    menu.type(REPORT, "q")
    menu.until_back()
    menu.type("99", "q")
    menu.screen.expect("Goodbye")


def install(folder: Path, version: str | None) -> None:
    """Make *folder* a copy in which *version* was installed, or somebody else's environment lies, by this Python."""
    for name in ("start.py", "start.command"):
        shutil.copy(TOP / name, folder)
    (folder / "speedbumps").mkdir()
    shutil.copy(TOP / "speedbumps" / "version.py", folder / "speedbumps")
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    if version is not None:
        (folder / ".venv" / "installed.txt").write_text(version, "utf-8")


def test_the_file_to_double_click_opens_the_menu(tmp_path: Path) -> None:
    install(tmp_path, __version__)

    screen = pexpect.spawn(str(tmp_path / "start.command"), encoding="utf-8", timeout=60)
    screen.expect(MENU)
    screen.sendline(STOP)
    screen.expect("Goodbye")
    screen.expect(pexpect.EOF)

    assert (tmp_path / "made").is_dir()


def start(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(folder / "start.py"), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )


@pytest.mark.parametrize("note", [__version__, f"{__version__} with tests"])
def test_a_command_runs_in_the_current_folder_and_its_exit_code_stays(tmp_path: Path, note: str) -> None:
    install(tmp_path, note)

    version = start(tmp_path, "--version")
    wrong = start(tmp_path, "report", "nothing.csv")

    assert (version.returncode, version.stdout.strip()) == (0, f"speedbumps {__version__}")
    assert wrong.returncode == 2
    assert not (tmp_path / "made").exists()


def test_what_cannot_be_installed_is_said_and_only_our_own_environment_is_erased(tmp_path: Path) -> None:
    ours, others = tmp_path / "ours", tmp_path / "others"
    for folder, version in ((ours, "0.0.1"), (others, None)):
        folder.mkdir()
        install(folder, version)

        done = start(folder, "demo")

        assert done.returncode == 2
        assert "could not be installed. Is there a connection to the internet?" in done.stdout
    assert not (ours / ".venv").exists()
    assert (others / ".venv" / "bin" / "python").exists()


def test_the_file_for_windows_has_its_line_ends_and_every_label() -> None:
    content = (TOP / "start.bat").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    text = content.decode("ascii")
    assert "goto failed\r\n" in text
    assert ":failed\r\n" in text
    assert '"%~dp0start.py"' in text


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="/\"'\\"),
    min_size=1,
)


@given(st.lists(NAMES, min_size=1, max_size=3).map(" ".join))
def test_a_path_with_spaces_is_one_path_as_each_system_writes_it(name: str) -> None:
    escaped = "".join(sign if sign.isalnum() or sign in "/._-" else f"\\{sign}" for sign in f"/a b/{name}")

    assert dragged_paths(f" {escaped} ", windows=False) == [Path(f"/a b/{name}")]
    assert dragged_paths(f'"C:/a b/{name}" D:/c.csv', windows=True) == [Path(f"C:/a b/{name}"), Path("D:/c.csv")]
