"""Files of many made-up schools: PYTHONPATH=tests python -m support.cohort_files FOLDER."""

import sys
from pathlib import Path
from random import Random

import polars as pl

from support.schools import responses, shipped

SCHOOLS = 24
PEOPLE = 9


def write_schools(folder: Path, number: int = SCHOOLS, seed: int = 1) -> Path:
    """A file for each school in *folder*, and a table of them beside it."""
    chance = Random(seed)
    folder.mkdir()
    rows = ["id,name,nation,phase,headcount,area,offers,visits,east,north,pupils"]
    for at in range(number):
        name = f"school-{at:02d}"
        write_answers(folder / f"{name}.csv", Random(seed * 1000 + at))
        facts = ("england", chance.choice(["primary", "primary", "secondary"]), 30, f"Area {at % 2}")
        place = (chance.randrange(400_000, 440_000), chance.randrange(300_000, 340_000))
        rows.append(
            ",".join(map(str, (name, f"School {at:02d}", *facts, "yes" if at % 4 else "no", 2, *place, 90 + at)))
        )
    table = folder.parent / "schools.csv"
    table.write_text("\n".join(rows) + "\n", "utf-8")
    return table


def write_answers(path: Path, chance: Random) -> None:
    """Random answers of a staff that finds the road clear here and blocked there."""
    roles = ["leader"] * 2 + ["teacher"] * PEOPLE
    made = responses(roles, chance, gaps=0.05, school="x", instrument=shipped())
    tilt = {name: chance.randrange(-2, 3) for name in shipped().questions}
    points = list(made.question_ids)
    leaning = [
        pl.when(pl.col(name) >= 0).then((pl.col(name) + tilt[name]).clip(0, 4)).otherwise(pl.col(name)).alias(name)
        for name in points
    ]
    people = made.people.with_columns(leaning).drop("school")
    columns = [name for name in people.columns if name == "role" or name in points]
    text = people.select(columns).with_columns(
        pl.col(points).replace_strict(
            {-1: "", -2: "dk", -3: "pns", -4: "na"}, default=pl.col(points).cast(pl.String), return_dtype=pl.String
        )
    )
    path.write_bytes(text.write_csv().encode())


if __name__ == "__main__":
    write_schools(Path(sys.argv[1]) / "answers")
