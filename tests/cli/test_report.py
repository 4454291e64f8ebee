"""speedbumps report: its annex, and what only one person wrote."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.paths import TOP

from speedbumps.cli import main

HEAD = TOP / "examples" / "glan-yr-afon.yaml"
STAFF = TOP / "examples" / "hillview.csv"
NOTE = "The boiler <b>again</b>"


def report(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main(["report", *map(str, arguments)])
    return int(left.value.code or 0)


def answers(folder: Path, *, consent: bool = True) -> Path:
    """Write one head's answers with a note into *folder*."""
    text = HEAD.read_text("utf-8") + f"notes:\n  T01: '{NOTE}'\n"
    path = folder / "head.yaml"
    path.write_text(text if consent else text.replace("consent: identified\n", ""), "utf-8")
    return path


def test_what_the_only_person_wrote_stands_in_that_persons_report(tmp_path: Path) -> None:
    assert report(answers(tmp_path), "-o", tmp_path / "report.md") == 0

    text = (tmp_path / "report.md").read_text("utf-8")
    assert "The boiler &lt;b&gt;again&lt;/b&gt;" in text
    assert "The second round of target setting." in text


def test_without_consent_nothing_that_a_person_wrote_is_shown(tmp_path: Path) -> None:
    assert report(answers(tmp_path, consent=False), "-o", tmp_path / "report.md") == 0

    text = (tmp_path / "report.md").read_text("utf-8")
    assert "boiler" not in text
    assert "target setting" not in text


def test_an_audit_never_holds_what_a_person_wrote(tmp_path: Path) -> None:
    assert report(answers(tmp_path), "-o", tmp_path / "report.json") == 0

    text = (tmp_path / "report.json").read_text("utf-8")
    assert "boiler" not in text
    assert "target setting" not in text


@pytest.mark.parametrize("ending", ["html", "md", "docx"])
def test_the_annex_is_a_second_file_beside_the_report(ending: str, tmp_path: Path) -> None:
    (tmp_path / "hillview.csv").write_bytes(STAFF.read_bytes())

    assert report(tmp_path / "hillview.csv", "--annex", "-o", tmp_path / f"report.{ending}") == 0

    assert (tmp_path / f"report.{ending}").stat().st_size > 0
    assert (tmp_path / f"report-annex.{ending}").stat().st_size > 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "say with -o where the report goes"),
        (("-o", "-", "--format", "markdown"), "say with -o where the report goes"),
        (("-o", "report.json"), "a report in the format json has no annex"),
    ],
)
def test_an_annex_needs_a_place_and_a_format_that_has_one(
    arguments: tuple[str, ...], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hillview.csv").write_bytes(STAFF.read_bytes())

    assert report(tmp_path / "hillview.csv", "--annex", *arguments) == 2

    assert expected in capsys.readouterr().err


def test_where_nothing_can_be_shown_the_annex_is_left_out_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = answers(tmp_path, consent=False)

    assert report(path, "--annex", "-o", tmp_path / "report.html") == 0

    assert "It has no annex, since no number can be shown yet." in capsys.readouterr().err
    assert not (tmp_path / "report-annex.html").exists()


def opened(folder: Path, *arguments: str) -> tuple[list[str], str]:
    """Make a report in *folder*, and return the pages that the browser was given, and what was printed."""
    browser, pages = folder / "browser.py", folder / "pages.txt"
    browser.write_text(
        f"import sys\nwith open({str(pages)!r}, 'a', encoding='utf-8') as pages:\n    print(sys.argv[1], file=pages)\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "speedbumps", "report", str(STAFF), *arguments],
        cwd=folder,
        env={**os.environ, "BROWSER": f"{Path(sys.executable).as_posix()} {browser.as_posix()} %s"},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return (pages.read_text("utf-8").split() if pages.exists() else []), done.stdout + done.stderr


@pytest.mark.parametrize(("option", "shown"), [("--open", ["report.html"]), ("--no-open", [])])
def test_a_page_is_shown_in_the_browser_on_request(tmp_path: Path, option: str, shown: list[str]) -> None:
    pages, _ = opened(tmp_path, "-o", "report.html", option)

    assert pages == [(tmp_path / name).resolve().as_uri() for name in shown]


@pytest.mark.parametrize("output", ["report.docx", "report.md"])
def test_what_is_no_page_is_not_shown_in_the_browser_and_this_is_said(tmp_path: Path, output: str) -> None:
    pages, printed = opened(tmp_path, "-o", output, "--open")

    assert pages == []
    assert "not shown in the browser" in printed


def test_answers_that_name_no_questionnaire_are_told_apart_in_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, line in (("one", "questionnaire: school\n"), ("two", "questionnaire: others\n"), ("three", "")):
        (tmp_path / f"{name}.yaml").write_text(
            f"format: speedbumps/answers@1\n{line}school: {{id: a, name: A}}\nanswers: {{}}\n", "utf-8"
        )

    assert report(tmp_path, "-o", tmp_path / "report.md") == 1

    printed = " ".join(capsys.readouterr().err.split())
    assert "these answers are to 'others'" in printed
    assert "this file does not say which questionnaire it answers" in printed
    assert "None" not in printed
