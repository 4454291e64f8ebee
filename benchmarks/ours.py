"""From a table to the figures of every school before anything is withheld, which is what peers.py computes too.

`speedbumps score` does this and decides what may be shown; measure.py measures both.
"""

import sys
from pathlib import Path

from speedbumps.cli import collect_garbage_seldom

collect_garbage_seldom()  # before the libraries are imported, as every command does

import polars as pl  # noqa: E402 - see above

from speedbumps.disclosure.assignment import assign_cells  # noqa: E402 - see above
from speedbumps.model.questionnaire import FULL  # noqa: E402 - see above
from speedbumps.responses.collect import assemble  # noqa: E402 - see above
from speedbumps.scoring.schools import SchoolFigures, score_schools  # noqa: E402 - see above
from speedbumps.scoring.targets import build_rubric  # noqa: E402 - see above


def scores(path: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the figures of all schools in the table at *path*, cell by cell, and how many gave each answer."""
    answers = assemble([path])
    questionnaire = answers.instrument.questionnaire
    people, _ = assign_cells(questionnaire, answers.responses.people)
    found = score_schools(people, questionnaire, build_rubric(questionnaire, FULL, answers.responses.question_ids))
    return found.cells, every_count(found)


def every_count(found: SchoolFigures) -> pl.DataFrame:
    """One row a school and a column an answer, `T05|3`: what audits unpack school by school, all at once."""
    wide = found.packing.wide
    columns = [
        ((pl.col(rf"^.*\|{place}$") // (1 << wide * digits)) % (1 << wide)).name.replace(rf"\|{place}$", f"|{said}")
        for place, word in enumerate(found.packing.codes)
        for digits, (said, _) in enumerate(word)
    ]
    return found.questions.select("school", *columns)


if __name__ == "__main__":
    cells, counts = scores(Path(sys.argv[1]))
    print(cells.height, counts.height)
