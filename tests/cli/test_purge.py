"""What was collected is erased, nothing else is, and what cannot be erased is said."""

import io
import sys
from pathlib import Path

import pytest

from speedbumps.cli import main
from speedbumps.tables.files import PUBLISHED

ANSWERS = "format: speedbumps-answers/1\nquestionnaire: school\nversion: 2.0.0\nschool: {id: hillview}\nanswers: {}\n"
OTHERS = {
    "school.yaml": "format: speedbumps-questionnaire/1\nintroduction: |\n  format: speedbumps-answers/1\n",
    "review.yaml": "format: speedbumps-review/1\n",
    "notes.yaml": "# format: speedbumps-answers/1\nnote: ask again\n",
    "broken.yaml": "answers: [",
    "audit.json": '{"format":"speedbumps-audit/1"}',
    "staff.csv": "school,role,T01\nhillview,teacher,1\n",
    "report.html": "<!doctype html>format: speedbumps-answers/1",
    ".report.html.abc.part": "<!doctype html>",
    "letter.txt": ANSWERS,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inside").mkdir()
    for name, text in {
        **OTHERS,
        "a.yaml": ANSWERS,
        "b.YML": f"# By hand.\n{ANSWERS}",
        "c (1).yaml": ANSWERS.replace("\n", "\r\n"),
        ".d.yaml.x7.part": ANSWERS[:40],
        ".e.yaml.x7.part": "",
        "inside/f.yaml": ANSWERS,
    }.items():
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def purge(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main(["purge", *map(str, arguments)])
    return int(left.value.code or 0)


def here(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def say(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_a_folder_loses_its_answers_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert purge(folder, "--yes") == 0
    assert here(folder) == {*OTHERS, "inside/f.yaml"}
    told = capsys.readouterr().err
    assert "Erased: 5." in told
    for beyond in ("backups", "e-mails", "synchronised", "SSD"):
        assert beyond in told


@pytest.mark.parametrize(("answer", "code", "gone"), [("y\n", 0, 5), ("n\n", 0, 0), ("\n", 0, 0), ("", 2, 0)])
def test_nothing_is_erased_before_somebody_says_yes(
    answer: str, code: int, gone: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = here(folder)
    say(monkeypatch, answer)
    assert purge(folder) == code
    assert len(before) - len(here(folder)) == gone


def test_an_export_goes_only_where_it_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert purge(folder / "staff.csv", "--yes") == 0
    assert not (folder / "staff.csv").exists()
    assert (folder / "a.yaml").exists()
    assert "To be erased:" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["school.yaml", "audit.json", "report.html", "letter.txt", "notes.yaml"])
def test_a_file_that_holds_no_answers_stops_everything(name: str, folder: Path) -> None:
    before = here(folder)
    assert purge(folder / name, folder / "a.yaml", "--yes") == 1
    assert here(folder) == before


def test_a_link_is_left_with_what_it_leads_to(folder: Path) -> None:
    (folder / "inside" / "link.yaml").symlink_to(folder / "a.yaml")
    assert purge(folder / "inside", "--yes") == 0
    assert (folder / "inside" / "link.yaml").is_symlink()
    assert (folder / "a.yaml").exists()


def test_what_is_not_there_is_misuse(folder: Path) -> None:
    before = here(folder)
    assert purge(folder / "nowhere", folder / "a.yaml", "--yes") == 2
    assert here(folder) == before


def test_an_empty_folder_has_nothing_to_erase(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert purge(tmp_path) == 0
    assert capsys.readouterr().err == "There is nothing to erase.\n"


def test_a_folder_of_tables_says_how_they_are_erased(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "2026.csv").write_text("school,role\n", "utf-8")

    assert purge(tmp_path) == 0

    told = capsys.readouterr().err
    assert f"{tmp_path / '2026.csv'}: may be an export of answers; name it to erase it" in told
    assert "Nothing was erased. Tables are erased only by name: speedbumps purge " in told
    assert (tmp_path / "2026.csv").exists()


def test_a_folder_inside_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    purge(folder, "--yes")

    assert f"{folder / 'inside'}: is a folder inside; name it" in capsys.readouterr().err
    assert (folder / "inside" / "f.yaml").exists()


NOTE = '{"format": "speedbumps-published/1", "salt": "00", "schools": []}'


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """A folder with an export, a table of schools, and the note of what was published."""
    for name, text in {
        "hillview.csv": "school,role,T01\nhillview,teacher,1\n",
        "schools.csv": "id,name\nhillview,Hillview Primary\n",
        "audit.json": OTHERS["audit.json"],
        PUBLISHED: NOTE,
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_the_note_of_what_was_published_goes_with_a_folders_answers(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / PUBLISHED).write_text(NOTE, "utf-8")
    (folder / f".{PUBLISHED}.x7.part").write_text(NOTE[:9], "utf-8")
    assert purge(folder, "--yes") == 0
    assert here(folder) == {*OTHERS, "inside/f.yaml", PUBLISHED}
    assert "other answers may lie beside it" in capsys.readouterr().err

    exports = [folder / name for name in OTHERS if name.endswith((".csv", ".xlsx"))]
    assert purge(folder / "inside", *exports, "--yes") == 0
    assert here(folder).isdisjoint({"inside/f.yaml", PUBLISHED})
    assert f"{folder / PUBLISHED}: the note of what was published" in capsys.readouterr().err


def test_the_note_goes_with_the_last_answers_beside_it(noted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert purge(noted / "hillview.csv", "--yes") == 0
    assert here(noted) == {"schools.csv", "audit.json"}
    assert f"{noted / PUBLISHED}: the note of what was published" in capsys.readouterr().err


@pytest.mark.parametrize("other", ["elmtree.csv", "elmtree.xlsx", "staff/a.yaml"])
def test_the_note_stays_while_other_answers_lie_beside_it(
    other: str, noted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (noted / other).parent.mkdir(exist_ok=True)
    (noted / other).write_text(ANSWERS, "utf-8")
    assert purge(noted / "hillview.csv", "--yes") == 0
    assert here(noted) == {"schools.csv", "audit.json", other, PUBLISHED}
    assert "other answers may lie beside it" in capsys.readouterr().err
    assert purge(noted / PUBLISHED, "--yes") == 0
    assert PUBLISHED not in here(noted)


def test_what_a_purge_leaves_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert purge(folder, "--yes") == 0
    told = capsys.readouterr().err
    for left in ("Reports, audits, reviews", "'speedbumps batch --out'", "review.yaml", "report.html", "audit.json"):
        assert left in told
