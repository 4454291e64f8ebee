"""Files with any name, and files that were damaged on their way, stop no other file in a batch."""

import sys
from pathlib import Path
from random import Random

import pytest
from support.odd_files import EXPORTS

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
        changed[start:end] = chance.choice(
            (b"", b'"', b"\n", b"\r", b",", b"\0", b"\xff", chance.randbytes(9), bytes(changed[start : start + 300]))
        )
    return bytes(changed)


def test_any_name_and_any_damage_leave_the_others_alone(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    files = sorted(path for path in EXPORTS.rglob("*") if path.suffix in (".csv", ".tsv", ".xlsx", ".parquet"))
    for seed in range(request.config.getoption("--seeds") or SEEDS):
        chance = Random(seed)
        folder = tmp_path_factory.mktemp("answers")
        original = chance.choice(files)
        names = {"first.csv": GOOD.encode(), "last.csv": GOOD.replace("1,2,0", "4,2,0").encode()}
        names[f"{_name(chance)}.csv"] = GOOD.replace("1,2,0", f"3,{seed % 5},0").encode()
        names[f"damaged{original.suffix}"] = _damaged(original.read_bytes(), chance)
        for name, content in names.items():
            (folder / name).write_bytes(content)

        found = assemble_many([folder], AnswerOptions())

        read = {path.name for paths in found.files.values() for path in paths}
        reported = {Path(each.path).name for each in (*found.problems, *found.notices)}
        assert names.keys() - {f"damaged{original.suffix}"} <= read, (seed, names.keys())
        assert f"damaged{original.suffix}" in read | reported, (seed, original)


@pytest.mark.parametrize("cut", ['"', ',"', '1,0,"', '1,"', '"","', '1,0,2\n"', '1,0,2\n"","'])
def test_a_table_that_is_cut_off_behind_a_quote_stops_no_other(cut: str, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(GOOD, "utf-8")
    (tmp_path / "cut.csv").write_text(f"{GOOD}teacher,{cut}", "utf-8")

    found = assemble_many([tmp_path], AnswerOptions())

    assert tmp_path / "good.csv" in found.files["good"]
    assert {Path(each.path).name for each in (*found.problems, *found.notices)} <= {"cut.csv"}
