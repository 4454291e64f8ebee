"""How long other programs' exports take, beside what only reads the file: python benchmarks/imports.py [FOLDER] [--rounds N].

Two promises: 20,000 rows of a workbook in at most 0.4 of the time of openpyxl's read-only mode, and 100,000 rows of a
Google Forms CSV, in words, to scores in at most 4.5 times what polars.read_csv takes. Everything happens in one
process after a first round to warm up, and the medians are of rounds taken in turn.
"""

import argparse
import csv
import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import openpyxl
import polars as pl

from speedbumps.cli import collect_garbage_seldom
from speedbumps.diagnostics.problem import require_value
from speedbumps.disclosure.assignment import assign_cells
from speedbumps.model.questionnaire import FULL
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.responses.combine import combine
from speedbumps.responses.read_table import read_table
from speedbumps.responses.table_context import table_context
from speedbumps.scoring.schools import score_schools
from speedbumps.scoring.targets import build_rubric

WORKBOOK_ROWS, CSV_ROWS = 20_000, 100_000
INSTRUMENT = require_value(read_instrument(find_questionnaire("school")))
POINTS = [question for question in INSTRUMENT.questionnaire.questions if question.measures]
ROLES = [role.title for role in INSTRUMENT.questionnaire.roles if "{" not in role.title]


def people(rows: int, seed: int) -> list[list[str]]:
    """Return the answers of invented people in words."""
    chance = random.Random(seed)
    words = INSTRUMENT.questionnaire.non_answers
    labels = []
    for question in POINTS:
        points = [point.label for point in INSTRUMENT.questionnaire.scales[question.scale].points]
        labels.append([*points * 4, words.na, words.dk, ""])
    return [[chance.choice(ROLES), *(chance.choice(offered) for offered in labels)] for _ in range(rows)]


def google(path: Path, rows: int) -> None:
    """Write a Google Forms CSV, all of it in quotes, as that program does."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["Timestamp", "Username", "Role", *(question.text for question in POINTS)])
        for number, answers in enumerate(people(rows, 4)):
            writer.writerow(["2026/11/24 4:32:54 PM GMT", f"someone{number}@example.org", *answers])


def microsoft(path: Path, rows: int) -> None:
    """Write a Microsoft Forms workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Form1")
    own = ["ID", "Start time", "Completion time", "Email", "Name"]
    sheet.append([*own, "Role", *(question.text for question in POINTS)])
    at = dt.datetime(2026, 11, 24, 9, 12, 30)  # noqa: DTZ001 - workbooks know no zones
    for number, answers in enumerate(people(rows, 5), start=1):
        sheet.append([number, at, at, "anonymous", None, *(answer or None for answer in answers)])
    book.save(path)


def scores(path: Path) -> None:
    """From the export at *path* to the figures of its school."""
    answers = combine(require_value(read_table(path, table_context(INSTRUMENT)).parts), INSTRUMENT).responses
    placed_people, _ = assign_cells(INSTRUMENT.questionnaire, answers.people)
    score_schools(
        placed_people, INSTRUMENT.questionnaire, build_rubric(INSTRUMENT.questionnaire, FULL, answers.question_ids)
    )


def by_openpyxl(path: Path) -> None:
    """Every cell of the workbook at *path*."""
    book = openpyxl.load_workbook(path, read_only=True)
    for _ in book.worksheets[0].iter_rows(values_only=True):
        pass
    book.close()


def timed(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each of the *works*, taken in turn."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            if number:
                found[name].append(time.perf_counter() - start)
    return {name: median(each) for name, each in found.items()}


def main(folder: Path, rounds: int) -> None:
    """Make the two files, unless they are there, and print the two ratios."""
    folder.mkdir(parents=True, exist_ok=True)
    book, table = folder / f"microsoft-{WORKBOOK_ROWS}.xlsx", folder / f"google-{CSV_ROWS}.csv"
    if not book.exists():
        microsoft(book, WORKBOOK_ROWS)
    if not table.exists():
        google(table, CSV_ROWS)
    first = timed(
        {"openpyxl": lambda: by_openpyxl(book), "ours": lambda: read_table(book, table_context(INSTRUMENT))},
        min(rounds, 3),
    )
    second = timed({"read_csv": lambda: pl.read_csv(table), "scores": lambda: scores(table)}, rounds)
    print(
        f"{WORKBOOK_ROWS:,} rows of XLSX: {first['ours']:.2f} s, openpyxl {first['openpyxl']:.2f} s, "
        f"ratio {first['ours'] / first['openpyxl']:.2f} (at most 0.4)"
    )
    print(
        f"{CSV_ROWS:,} rows of Google Forms to scores: {second['scores']:.2f} s, polars.read_csv "
        f"{second['read_csv']:.2f} s, ratio {second['scores'] / second['read_csv']:.2f} (at most 4.5)"
    )


if __name__ == "__main__":
    collect_garbage_seldom()  # as every command does
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    if chosen.folder:
        main(chosen.folder, chosen.rounds)
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made), chosen.rounds)
