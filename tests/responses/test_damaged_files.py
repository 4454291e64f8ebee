"""Files with any name, and files that were damaged on their way, stop no other file in a batch."""

import sys
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import openpyxl
import polars as pl
import pytest
from support.paths import EXPORTS

from speedbumps.responses.collect import assemble_many
from speedbumps.responses.read_files import AnswerOptions

SEEDS = 50
"""Of 2,000 in `.ci/long`."""

GOOD = "role,T01,T02,T03\n" + "teacher,1,2,0\nsupport,0,3,1\n" * 3

FORBIDDEN = "/\0" if sys.platform != "win32" else '/\0<>:"\\|?*' + "".join(map(chr, range(32)))
"""Signs that a file's name cannot hold."""


def _name(chance: Random) -> str:
    """Return a name of up to twelve signs from anywhere in Unicode, surrogates apart."""
    ranges = ((33, 126), (1, 159), (160, 0x24F), (0x370, 0x58F), (0x600, 0x6FF), (0x2000, 0x206F), (0x4E00, 0x9FFF))
    signs = (chr(chance.randint(*chance.choice((*ranges, (0x1F300, 0x1FAFF))))) for _ in range(chance.randint(1, 12)))
    return "".join(sign for sign in signs if sign not in FORBIDDEN).strip(" .~_$") or "x"


def _damaged(content: bytes, chance: Random) -> bytes:
    """Return *content* with some of it cut, doubled or changed."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        start = chance.randrange(len(changed) + 1)
        end = start + chance.choice((0, 1, 2, 20, 500, 5000))
        signs = (b"", b'"', b"\n", b"\r", b",", b"<", b">", b"\0", b"\xff")
        changed[start:end] = chance.choice((*signs, chance.randbytes(9), bytes(changed[start : start + 300])))
    return bytes(changed)


def _damaged_inside(content: bytes, chance: Random) -> bytes:
    """Return a workbook of which some parts are damaged, and packed as whole ones are."""
    found = BytesIO()
    with ZipFile(BytesIO(content)) as whole, ZipFile(found, "w") as packed:
        damaged = chance.choice(whole.namelist())
        for part in whole.namelist():
            inside = whole.read(part)
            if part != damaged:
                packed.writestr(part, inside)
            elif chance.random() < 0.9:
                packed.writestr(part, _damaged(inside, chance))
    return found.getvalue()


def _workbook(cells: dict[str, object]) -> bytes:
    """Return a workbook with three answers, a percentage, a formula and *cells* more."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["role", "T01", "T02", "share"], *[["teacher", 1, "=1+1", 0.5]] * 3):
        sheet.append(row)
    sheet["D2"].number_format = "0%"
    for place, value in cells.items():
        sheet[place] = value
    found = BytesIO()
    book.save(found)
    return found.getvalue()


def test_any_name_and_any_damage_leave_the_others_alone(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    precise = tmp_path_factory.mktemp("workbook") / "precise.xlsx"
    precise.write_bytes(_workbook({}))
    kinds = (".csv", ".tsv", ".xlsx", ".ods", ".parquet")
    files = [*sorted(path for path in EXPORTS.rglob("*") if path.suffix in kinds), *[precise] * 5]
    for seed in range(request.config.getoption("--seeds") or SEEDS):
        chance = Random(seed)
        folder = tmp_path_factory.mktemp("answers")
        original = chance.choice(files)
        names = {"first.csv": GOOD.encode(), "last.csv": GOOD.replace("1,2,0", "4,2,0").encode()}
        names[f"{_name(chance)}.csv"] = GOOD.replace("1,2,0", f"3,{seed % 5},0").encode()
        damage = _damaged_inside if original.suffix in (".xlsx", ".ods") and chance.random() < 0.8 else _damaged
        names[f"damaged{original.suffix}"] = damage(original.read_bytes(), chance)
        for name, content in names.items():
            (folder / name).write_bytes(content)

        found = assemble_many([folder], AnswerOptions())

        read = {path.name for paths in found.files.values() for path in paths}
        reported = {Path(each.path).name for each in (*found.problems, *found.notices)}
        assert names.keys() - {f"damaged{original.suffix}"} <= read, (seed, names.keys())
        assert f"damaged{original.suffix}" in read | reported, (seed, original)


@pytest.mark.parametrize("cut", ['"', ',"', '1,0,"', '1,"', '"","', '1,0,2\n"', '1,0,2\n"","'])
def test_a_table_that_is_cut_off_behind_a_quote_stops_no_other(
    cut: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.csv").write_text(GOOD, "utf-8")
    (tmp_path / "cut.csv").write_text(f"{GOOD}teacher,{cut}", "utf-8")

    found = assemble_many([tmp_path], AnswerOptions())

    assert tmp_path / "good.csv" in found.files["good"]
    assert {Path(each.path).name for each in (*found.problems, *found.notices)} <= {"cut.csv"}
    assert capfd.readouterr().err == ""


def test_texts_that_are_no_texts_in_a_parquet_table_stop_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(GOOD, "utf-8")
    name = "Ünderstandably long, so that it stands apart"
    pl.DataFrame({"role": [name] * 3, "T01": [1, 2, 3]}).write_parquet(
        tmp_path / "a.parquet", compression="uncompressed"
    )
    content = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(content.replace(name.encode(), b"\xff" + name.encode()[1:]))

    found = assemble_many([tmp_path], AnswerOptions())

    assert list(found.files) == ["good"]
    assert ["Parquet" in each.message for each in found.problems] == [True]


@pytest.mark.parametrize("place", ["XFD20000", "ALL1048576", "XFD1048576"])
def test_a_cell_far_from_the_others_stops_no_other_file(place: str, tmp_path: Path) -> None:
    """What reads workbooks makes room for all cells between the first and the last, or ends the program."""
    (tmp_path / "good.csv").write_text(GOOD, "utf-8")
    (tmp_path / "far.xlsx").write_bytes(_workbook({place: "x"}))

    found = assemble_many([tmp_path], AnswerOptions())

    assert list(found.files) == ["good"]
    assert [place in each.message for each in found.problems if each.path.endswith("far.xlsx")] == [True]


@pytest.mark.parametrize("place", ["XFD4", "AAA5", "E99999", "D120000"])
def test_a_cell_to_the_side_or_far_below_is_no_matter(place: str, tmp_path: Path) -> None:
    (tmp_path / "answers.xlsx").write_bytes(_workbook({place: " "}))

    assert assemble_many([tmp_path], AnswerOptions(set_aside=True)).responses.people.height == 3


@pytest.mark.parametrize(
    "cells",
    [
        '<table:table-row><table:table-cell table:number-columns-repeated="9999" office:value-type="string"/>',
        '<table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="9999"/>',
        '<table:table-row table:number-rows-repeated="99999"><table:table-cell office:value-type="string"/>',
    ],
)
def test_an_open_document_that_repeats_one_value_without_end_is_refused(cells: str, tmp_path: Path) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", f"<table:table>{cells}</table:table-row></table:table>")
    (tmp_path / "good.csv").write_text(GOOD, "utf-8")
    (tmp_path / "repeated.ods").write_bytes(packed.getvalue())

    found = assemble_many([tmp_path], AnswerOptions())

    assert list(found.files) == ["good"]
    assert ["save it as CSV" in each.message for each in found.problems] == [True]


def test_a_small_file_with_millions_of_rows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(GOOD, "utf-8")
    rows = pl.LazyFrame({"T01": [1]}).select(pl.col("T01").repeat_by(20_000_001).explode().cast(pl.Int8))
    rows.collect().write_parquet(tmp_path / "long.parquet")

    found = assemble_many([tmp_path], AnswerOptions())

    assert list(found.files) == ["good"]
    assert ["20,000,000 rows" in each.message for each in found.problems] == [True]
