"""A made-up nation of answers: python benchmarks/nation.py FOLDER [--people N] [--schools N] [--seed N].

Writes values.csv (numbers, and nothing where nothing was answered), words.csv (the same answers in the words of the
form, with “I don't know” and “Does not apply to me” in some of the cells that values.csv leaves empty) and schools.csv
(how many people each school has in each role; in one of four schools a few more than answered, else many more).
"""

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from speedbumps.diagnostics.problem import require_value
from speedbumps.questionnaires.load import find_questionnaire, read_instrument

PEOPLE, SCHOOLS, SEED = 1_000_000, 24_000, 2026
BLANKS = 0.04
WORDED = 0.25
"""How many of the empty cells hold words in words.csv: half of them don't know, half does not apply."""

ROLES = {"leader": 0.16, "teacher": 0.47, "support": 0.31, "governor": 0.06}
SPREAD = 0.45
"""How much schools differ in size: the standard deviation of the logarithm."""


def write(folder: Path, people: int = PEOPLE, schools: int = SCHOOLS, seed: int = SEED, *, worded: bool = True) -> None:
    """Both files, or without *worded* the numbers only. Every school has somebody in it and one headteacher; the rows are in the order of the schools."""
    instrument = require_value(read_instrument(find_questionnaire("school", folder)))
    questionnaire = instrument.questionnaire
    questions = [each for each in questionnaire.questions if questionnaire.scales[each.scale].points]
    chance = np.random.default_rng(seed)
    size = chance.lognormal(0, SPREAD, schools)
    school = np.sort(
        np.concatenate([np.arange(schools), chance.choice(schools, people - schools, p=size / size.sum())])
    )
    first = np.concatenate([[True], school[1:] != school[:-1]])
    role = np.where(first, "head", chance.choice(list(ROLES), people, p=list(ROLES.values())))
    about = {"school": pl.Series(school).cast(pl.String).str.zfill(5), "role": pl.Series(role)}
    level = chance.normal(0, 0.7, schools)[school] + chance.normal(0, 0.5, people)
    values, words = {}, {}
    for question in questions:
        points = questionnaire.scales[question.scale].points
        place = np.clip(np.rint(level + chance.normal(2, 0.9, people)), 0, len(points) - 1).astype(np.int8)
        draw = chance.random(people)
        asked = np.isin(role, question.asked_of) if question.asked_of else np.ones(people, dtype=bool)
        empty = (draw < BLANKS) | ~asked
        values[question.id] = pl.Series(np.where(empty, -1, place)).replace(-1, None)
        if not worded:
            continue
        said = np.where(empty, -1, place)
        said[asked & (draw < BLANKS * WORDED)] = -2
        said[asked & (draw < BLANKS * WORDED / 2)] = -3
        texts = {place: point.label for place, point in enumerate(points)}
        texts |= {-2: questionnaire.non_answers.dk, -3: questionnaire.non_answers.na}
        words[question.id] = pl.Series(said).replace_strict(texts, default=None, return_dtype=pl.Categorical)
    folder.mkdir(parents=True, exist_ok=True)
    pl.DataFrame({**about, **values}).write_csv(folder / "values.csv")
    _staffs(pl.DataFrame(about)).write_csv(folder / "schools.csv")
    if worded:
        pl.DataFrame({**about, **words}).write_csv(folder / "words.csv")


def _staffs(people: pl.DataFrame) -> pl.DataFrame:
    """Return the table of schools: one headteacher, and at least as many of each role as answered."""
    sizes = people.group_by("school", "role").len().pivot("role", index="school", values="len").fill_null(0)
    more = pl.when(pl.col("school").cast(pl.Int64) % 4 == 0).then(1).otherwise(9)
    return sizes.sort("school").select(
        pl.col("school").alias("id"),
        pl.lit("england").alias("nation"),
        pl.lit(1).alias("headcount-head"),
        *((pl.col(role) + more).alias(f"headcount-{role}") for role in ROLES if role != "governor"),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--schools", type=int, default=SCHOOLS)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    write(given.folder, given.people, given.schools, given.seed)
