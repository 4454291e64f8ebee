"""Hostile and broken files among sound ones: python benchmarks/hostile.py [BAD] [GOOD].

Seeded. Every sound school must be reported, every bad file must be in problems.csv with a reason, and nothing may crash.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))


KEEP = ("--unknown-schools", "keep")

ODD = {
    "dangling link": lambda path: path.symlink_to(path.with_name("gone")),
    "looping link": lambda path: path.symlink_to(path),
    "pipe": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/zero"),
}
"""What else may lie in a folder under the name of a table, and how to make it."""


def odd(chance: Random, good: bytes) -> tuple[str, bytes]:
    """Return the name and the content of a file that is unusual, and can be read."""
    text = good.decode()
    return chance.choice(
        [
            ("cr", text.replace("\n", "\r").encode()),
            ("utf16", text.encode("utf-16")),
            ("utf16le", text.encode("utf-16-le")),
            ("[1]", good),
            ("{a,b}*?", good),
            ("blank lines", text.replace("\n", "\n\n").encode()),
        ]
    )


def bad(chance: Random, good: bytes) -> tuple[str, bytes]:
    """Return the ending and the content of a file that nobody can read."""
    rows = good.splitlines(keepends=True)
    return chance.choice(
        [
            (".csv", b""),
            (".csv", b"\x00\x01\x02" * 50),
            (".csv", rows[0]),
            (".csv", b"".join(rows[1:])),
            (".csv", rows[0] + b"teacher,1,2\n"),
            (".csv", good + b"teacher," + b"9," * 500 + b"\n"),
            (".csv", good.replace(b"teacher,", b"teacher,99,", 1)),
            (".csv", b'role,T01\n"teacher,1\n' + b"leader,2\n" * 20),
            (".csv", good.replace(b"\n", b"\r").replace(b"teacher", b"teacher,7")),
            (".csv", good.decode().encode("utf-16")[:-1] + b"\x00\xd8"),
            (".csv", b"id,name,nation\nash,Ash,england\n"),
            (".csv", b"=cmd|'/c calc'!A1,T01\nteacher,1\n"),
            (".csv", b"role,T01,T01\nteacher,1,1\n"),
            (".csv", b"role,T01\nteacher,<script>alert(1)</script>\n" * 3),
            (".csv", b"role," + b"x" * 100_000 + b"\nteacher,1\n"),
            (".xlsx", b"PK\x03\x04" + bytes(chance.randrange(256) for _ in range(2000))),
            (".xlsx", good),
            (".parquet", b"PAR1" + bytes(chance.randrange(256) for _ in range(500)) + b"PAR1"),
            (".yaml", b"format: speedbumps-answers/1\nanswers: [" * 3),
            (".yaml", b"a: &a [x, x]\nb: &b [*a, *a]\nanswers: *b\n"),
            (".yaml", b"format: speedbumps-answers/1\n" + b"answers:\n  - " + b"[" * 6000 + b"]" * 6000),
            (
                ".yaml",
                b"format: speedbumps-answers/1\nquestionnaire: ../../etc/passwd\nversion: 1.0.0\nschool: {id: x}\nanswers: {T01: 1}\n",
            ),
            (
                ".yaml",
                b"format: speedbumps-answers/1\nquestionnaire: school\nversion: 99.0.0\nschool: {id: x}\nanswers: {T01: 1}\n",
            ),
            (
                ".yaml",
                b"format: speedbumps-answers/1\nquestionnaire: school\nversion: 1.0.0\nschool: {id: x}\nanswers: {Z99: 1}\n",
            ),
        ]
    )


def main() -> None:
    from support.cohort_files import write_schools

    from speedbumps.batch.folders import folder_name

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bad", type=int, nargs="?", default=200)
    parser.add_argument("good", type=int, nargs="?", default=2000)
    given = parser.parse_args()
    chance = Random(7)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        table = write_schools(place / "answers", given.good)
        good = [path.read_bytes() for path in sorted((place / "answers").iterdir())[:50]]
        written, read = set(), set()
        for at in range(given.bad // 5):
            rows = chance.choice(good)
            called, content = odd(chance, rows + rows.splitlines(keepends=True)[-1] * (at + 1))
            path = place / "answers" / f"odd-{at:03d} {called}.csv"
            path.write_bytes(content)
            read.add(folder_name(path.stem))
        for at in range(given.bad):
            if os.name == "posix" and at % 10 == 0:
                path = place / "answers" / f"bad-{at:03d}.csv"
                ODD[chance.choice(list(ODD))](path)
                written.add(path.name)
                continue
            ending, content = bad(chance, chance.choice(good))
            path = place / "answers" / f"bad-{at:03d}{ending}"
            path.write_bytes(content + str(at).encode() * (ending == ".xlsx"))
            written.add(path.name)
        start = time.perf_counter()
        command = [sys.executable, "-m", "speedbumps", "batch", str(place / "answers")]
        done = subprocess.run(
            [*command, "--schools", str(table), "--out", str(place / "out"), "--workers", "2", *KEEP],
            capture_output=True,
            text=True,
            check=False,
        )
        took = time.perf_counter() - start
        assert done.returncode == 1, (done.returncode, done.stderr[-2000:])
        assert "Traceback" not in done.stderr
        rows = list(csv.DictReader((place / "out/problems.csv").read_text("utf-8").splitlines()))
        told = {Path(row["path"]).name for row in rows}
        reported = {path.name for path in (place / "out").iterdir() if (path / "report.html").exists()}
        missing = {path.stem for path in (place / "answers").iterdir() if path.name.startswith("school-")} - reported
        assert not missing, sorted(missing)[:5]
        assert read <= reported, sorted(read - reported)[:5]
        silent = written - told
        assert not silent, [(each, (place / "answers" / each).read_bytes()[:80]) for each in sorted(silent)[:5]]
        through = {each for each in reported if each.startswith("bad")}
        print(f"{given.bad} bad files among {given.good:,} schools in {took:.0f} s: all {given.good:,} are reported,")
        print(f"and so are {len(read)} odd ones: other line ends and encodings, and names with brackets and the like;")
        print(f"all {given.bad} are told of with a reason; {len(through)} could be read in part, and are reported too.")


if __name__ == "__main__":
    main()
