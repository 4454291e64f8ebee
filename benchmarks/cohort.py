"""A made-up nation with planted patterns, and what a batch makes of it: python benchmarks/cohort.py FOLDER.

Seeded. In one area of forty, what is political is a bump in every school; one school in fifty has learnt how to move
ideas on; otherwise schools differ by chance. The outputs must say so. Prints Markdown; RESULTS.md keeps it.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import polars as pl

from speedbumps.diagnostics.problem import require_value
from speedbumps.questionnaires.load import find_questionnaire, read_instrument

SEED = 2026
AREAS = 40
PLANTED_AREA = "Area 07"
PLANTED_BARRIER = "political"
PLANTED_FACET = "social.exchange"
EVERY = 50
"""One school in so many knows how to move ideas on."""

ROLES = {"leader": 0.16, "teacher": 0.47, "support": 0.31, "governor": 0.06}
SPREAD = 0.45
POINTS = 4


def write(folder: Path, people: int, schools: int) -> None:
    """answers.csv and schools.csv; the rows stand in the order of the schools."""
    questionnaire = require_value(read_instrument(find_questionnaire("school"))).questionnaire
    chance = np.random.default_rng(SEED)
    size = chance.lognormal(0, SPREAD, schools)
    school = np.sort(
        np.concatenate([np.arange(schools), chance.choice(schools, people - schools, p=size / size.sum())])
    )
    first = np.concatenate([[True], school[1:] != school[:-1]])
    role = np.where(first, "head", chance.choice(list(ROLES), people, p=list(ROLES.values())))
    area = chance.integers(0, AREAS, schools)
    level = {name: chance.normal(0, 0.5, schools) for name in _facets(questionnaire)}
    for name in level:
        level[name] += np.where((area == 7) & name.startswith(f"{PLANTED_BARRIER}."), 1.1, 0)
    level[PLANTED_FACET] = np.where(np.arange(schools) % EVERY == 0, -2.0, level[PLANTED_FACET])
    own = chance.normal(0, 0.5, people)
    columns = {"school": pl.Series(school).cast(pl.String).str.zfill(6), "role": pl.Series(role)}
    for question in questionnaire.questions:
        if not questionnaire.scales[question.scale].points:
            continue
        facet, key = next(iter(question.measures.items()))
        height = 2 + level[facet][school] + own + chance.normal(0, 0.8, people)
        value = height if getattr(key, "key", key) == "barrier" else POINTS - height
        place = np.clip(np.rint(value), 0, POINTS).astype(np.int8)
        asked = np.isin(role, question.asked_of) if question.asked_of else np.ones(people, dtype=bool)
        empty = (chance.random(people) < 0.04) | ~asked
        columns[question.id] = pl.Series(np.where(empty, -1, place)).replace(-1, None)
    folder.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(columns).write_csv(folder / "answers.csv")
    _write_schools(folder / "schools.csv", chance, np.bincount(school), area)


def _facets(questionnaire: object) -> Iterator[str]:
    for barrier in questionnaire.barriers:
        for facet in barrier.facets:
            yield f"{barrier.id}.{facet.id}"


def _write_schools(path: Path, chance: np.random.Generator, people: np.ndarray, area: np.ndarray) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["id", "name", "nation", "phase", "headcount", "area", "offers", "east", "north", "pupils", "fsm"]
        )
        for at, answered in enumerate(people):
            phase = chance.choice(["primary", "secondary", "special"], p=[0.75, 0.2, 0.05])
            east, north = 300_000 + 40_000 * (area[at] % 8), 200_000 + 40_000 * (area[at] // 8)
            rows.writerow(
                [
                    f"{at:06d}",
                    f"School {at:06d}",
                    "england",
                    phase,
                    int(answered / chance.uniform(0.4, 1)) + 1,
                    f"Area {area[at]:02d}",
                    "yes" if at % EVERY == 0 or chance.random() < 0.6 else "no",
                    int(east + chance.uniform(0, 40_000)),
                    int(north + chance.uniform(0, 40_000)),
                    int(chance.lognormal(5.6, 0.5)),
                    round(float(chance.beta(2, 6)) * 100, 1),
                ]
            )


def recovered(out: Path) -> list[str]:
    """Return which of the planted patterns the outputs show.

    Raises:
        AssertionError: If one of them does not.
    """
    cohort = json.loads((out / "cohort.json").read_text("utf-8"))
    higher = {part["name"]: {name for name in part["higher"] if "." not in name} for part in cohort["parts"]}
    assert [name for name, barriers in higher.items() if PLANTED_BARRIER in barriers] == [PLANTED_AREA], higher
    scores = pl.read_parquet(out / "scores.parquet").filter(pl.col("target") == PLANTED_FACET, pl.col("severity") < 18)
    clear = set(scores.get_column("school").cast(pl.Int64).to_list())
    planted = sum(school % EVERY == 0 for school in clear)
    visits = pl.read_csv(out / "exchange.csv", schema_overrides={"host": pl.String}).filter(
        pl.col("facet") == PLANTED_FACET
    )
    hosts = visits.get_column("host").cast(pl.Int64).to_list()
    share = sum(host % EVERY == 0 for host in hosts) / max(len(hosts), 1)
    assert planted > 0.8 * len(clear), (planted, len(clear))
    assert share > 10 / EVERY, share
    return [
        f"the one area in which politics is the bump ({PLANTED_AREA}) is named, and no other",
        f"{planted} of {len(clear)} schools below 18 on {PLANTED_FACET} are planted ones",
        f"{share:.0%} of {len(hosts):,} visits about it go to planted schools, which are 1 in {EVERY}",
    ]


def timed(*command: object) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return time.perf_counter() - start, done.stderr


def _copy(pair: tuple[str, list[tuple[str, bytes]]]) -> None:
    folder, files = pair
    Path(folder).mkdir(parents=True)
    for name, content in files:
        (Path(folder) / name).write_bytes(content)


def writing(out: Path, folder: Path, most: int) -> tuple[float, int, int]:
    """Seconds that two processes take to write as many bytes into as many files; how many, and of how many schools."""
    schools = [path for path in sorted(out.iterdir()) if path.is_dir()][:most]
    held = [(str(folder / path.name), [(file.name, file.read_bytes()) for file in path.iterdir()]) for path in schools]
    size = sum(len(content) for _, files in held for _, content in files)
    folder.mkdir(parents=True)
    halves = [held[0::2], held[1::2]]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_ready, range(2)))
        start = time.perf_counter()
        list(pool.map(_copy_all, halves))
        took = time.perf_counter() - start
    shutil.rmtree(folder)
    return took, size, len(held)


def _ready(_: int) -> None:
    time.sleep(0.2)


def _copy_all(pairs: list[tuple[str, list[tuple[str, bytes]]]]) -> None:
    for pair in pairs:
        _copy(pair)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--schools", type=int, default=24_000)
    parser.add_argument("--only-write", action="store_true", help="write the answers and stop")
    given = parser.parse_args()
    folder = given.folder
    if not (folder / "answers.csv").exists():
        write(folder, given.people, given.schools)
    if given.only_write:
        return
    command = (Path(sys.executable).with_name("speedbumps"), "batch", folder / "answers.csv")
    rest = ("--schools", folder / "schools.csv", "--out", folder / "out", "--workers", 2)
    shutil.rmtree(folder / "out", ignore_errors=True)
    first, told = timed(*command, *rest)
    print(told.strip(), "\n", flush=True)
    again, _ = timed(*command, *rest)
    start = time.perf_counter()
    pl.read_csv(folder / "answers.csv")
    reading = time.perf_counter() - start
    most = 3_000
    took, size, schools = writing(folder / "out", folder / "floor", most)
    made = sum(path.is_dir() for path in (folder / "out").iterdir())
    floor = took * made / schools
    print("| what | seconds | ratio |\n| --- | ---: | ---: |")
    print(f"| floor: two processes write the same bytes ({size / schools / 1000:.0f} KB a school) | {floor:.1f} | 1 |")
    print(f"| all reports of {made:,} schools, two workers | {first:.1f} | **{first / floor:.1f}** |")
    print(f"| floor: reading the answers once (`polars.read_csv`) | {reading:.2f} | 1 |")
    print(f"| the same command again, nothing changed | {again:.2f} | **{again / reading:.2f}** |\n")
    print("\n".join(f"- {line}" for line in recovered(folder / "out")))


if __name__ == "__main__":
    main()
