"""A file is written whole or not at all."""

from pathlib import Path

import pytest

from speedbumps.whole_files import write_whole


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_replaced_and_no_part_is_left(tmp_path: Path) -> None:
    for content in (b"longer than after it", b"after"):
        write_whole(content, tmp_path / "report.html")

        assert contents(tmp_path) == {"report.html": content}


def test_the_part_stands_in_the_folder_for_work(tmp_path: Path) -> None:
    work = tmp_path / "work"
    with pytest.raises(FileNotFoundError, match="work"):
        write_whole(b"all", tmp_path / "report.html", work)
    work.mkdir()

    write_whole(b"all", tmp_path / "report.html", work)

    assert contents(tmp_path) == {"report.html": b"all"}


def test_what_cannot_be_replaced_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "report.html"
    folder.mkdir()
    (folder / "notes.txt").write_bytes(b"kept")

    with pytest.raises(OSError, match=r"report\.html"):
        write_whole(b"all", folder)

    assert contents(tmp_path) == {"report.html/notes.txt": b"kept"}


def test_a_new_file_has_the_usual_permissions_and_a_replaced_one_keeps_its_own(tmp_path: Path) -> None:
    usual, new, private = (tmp_path / name for name in ("usual", "new", "private"))
    usual.write_bytes(b"")
    private.write_bytes(b"")
    private.chmod(0o600)
    before = private.stat().st_mode

    for path in (new, private):
        write_whole(b"all", path)

    assert usual.stat().st_mode == new.stat().st_mode
    assert before == private.stat().st_mode
    assert private.read_bytes() == b"all"
