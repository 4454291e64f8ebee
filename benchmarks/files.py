"""How long thousands of one-school files take to read: python benchmarks/files.py FOLDER [--schools N] [--rounds N].

Beside reading their bytes into one `polars.read_csv`, in turn and in one process, after a first round that does not count.
FOLDER holds what nation.py wrote, and gets a folder of files. Prints Markdown.
"""

import argparse
import os
import time
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from statistics import median

import polars as pl

from speedbumps.cli import collect_garbage_seldom
from speedbumps.responses.read_files import AnswerOptions, read_files


def split(source: Path, folder: Path, schools: int) -> None:
    """Write a file for each of the first *schools* in the table *source*, without the column of schools."""
    folder.mkdir()
    rows: dict[str, list[str]] = {}
    with source.open(encoding="utf-8") as file:
        heading = file.readline().partition(",")[2]
        for line in file:
            school, _, rest = line.partition(",")
            if len(rows) >= schools and school not in rows:
                break
            rows.setdefault(school, []).append(rest)
    for school, those in rows.items():
        (folder / f"{school}.csv").write_text(heading + "".join(those), "utf-8")


def floor(folder: Path) -> int:
    """Read the bytes of all files into one frame, and return how many rows it has."""
    heading, parts = b"", []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        with FileIO(entry.path) as file:  # the leanest way to read a file
            heading, _, rows = file.read().partition(b"\n")
        parts.append(rows)
    kinds = dict.fromkeys(heading.decode().split(","), pl.Int8)
    return pl.read_csv(b"\n".join([heading, b"".join(parts)]), schema={**kinds, "role": pl.String}).height


def ours(folder: Path) -> int:
    """Read the answers of all schools; how many people gave some."""
    return sum(part.people.height for part in read_files([folder], AnswerOptions(set_aside=True), many=True).parts)


def seconds(work: Callable[[Path], int], folder: Path) -> float:
    start = time.perf_counter()
    work(folder)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--schools", type=int, default=24_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    collect_garbage_seldom()  # as every command does
    files = given.folder / f"files-{given.schools}"
    if not files.exists():
        split(given.folder / "values.csv", files, given.schools)
    assert floor(files) == ours(files)
    found = [(seconds(floor, files), seconds(ours, files)) for _ in range(given.rounds)]
    least, took = (median(each) for each in zip(*found, strict=True))
    print("| what | seconds | ratio |\n| --- | ---: | ---: |")
    print(f"| floor: the bytes of {given.schools:,} files in one `polars.read_csv` | {least:.2f} | 1 |")
    print(f"| speedbumps, to everybody's answers | {took:.2f} | **{took / least:.2f}** |")


if __name__ == "__main__":
    main()
