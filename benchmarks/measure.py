"""Ratios, measured in one run and interleaved: python benchmarks/measure.py FOLDER [--rounds N].

FOLDER holds what nation.py wrote. Each measurement is a whole process, so that starting and importing count. Prints
Markdown; RESULTS.md keeps it.
"""

import argparse
import importlib.metadata
import json
import math
import os
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
PUBLISHED = ".speedbumps-published.json"
ROOT = HERE.parent
TOLERANCE = 1e-9
MIDDLE = 50.0

USUAL = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment as it is on people's machines, where Python keeps compiled modules."""

READ_VALUES = (
    "import polars as pl; k = dict.fromkeys(open('{0}').readline().strip().split(','), pl.Int8); "
    "pl.read_csv('{0}', schema={{**k, 'school': pl.String, 'role': pl.String}})"
)
SCORE = "import speedbumps; speedbumps.score('{0}').scores"
READ_WORDS = "import polars as pl; pl.read_csv('{0}')"


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one process. A process of its own waits for it, since the peak is over all waited for."""
    watch = (
        "import json, resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "took = time.perf_counter() - start\n"
        "print(json.dumps([took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch, *command], check=True, capture_output=True, text=True, env=USUAL
    )
    took, peak = json.loads(done.stdout)
    return took, peak / (1024**2 if sys.platform == "darwin" else 1024)


def interleaved(
    commands: dict[str, list[str]], rounds: int, folder: Path | None = None
) -> dict[str, tuple[float, float]]:
    """Return the medians of all *commands*, taken in turn; the answers in *folder* are published for the first time."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            if folder:
                (folder / PUBLISHED).unlink(missing_ok=True)
            found[name].append(run(command))
    return {name: (median(took for took, _ in each), median(peak for _, peak in each)) for name, each in found.items()}


def plan(folder: Path) -> dict[str, object]:
    """Return what the questionnaire says, as peers.py wants it."""
    from speedbumps.diagnostics.problem import require_value
    from speedbumps.questionnaires.load import find_questionnaire, read_instrument
    from speedbumps.scoring.targets import build_rubric

    questionnaire = require_value(read_instrument(find_questionnaire("school", folder))).questionnaire
    names = [each.id for each in questionnaire.questions if questionnaire.scales[each.scale].points]
    return {
        "questions": names,
        "top": len(next(iter(questionnaire.scales.values())).points) - 1,
        "least": questionnaire.scoring.min_answered,
        "targets": {
            target.id: {part.question: part.key for part in target.parts}
            for target in build_rubric(questionnaire, "full", names).targets
        },
        "asked_of": {each.id: each.asked_of for each in questionnaire.questions if each.id in names and each.asked_of},
        "own": [role.id for role in questionnaire.roles if not role.outside],
    }


def agreement(folder: Path, wanted: dict[str, object]) -> int:
    """Compare ours with both peers, wherever we put no roles together, and return how many figures were compared."""
    sys.path.insert(0, str(HERE))
    import nation
    import ours
    import peers

    from speedbumps.scoring.cell_names import TOGETHER
    from speedbumps.scoring.schools import pool_moments, read_moments

    sample = folder / "sample"
    nation.write(sample, people=30_000, schools=400, seed=7)
    path = sample / "values.csv"
    cells, every = ours.scores(path)
    inside = set(wanted["own"])
    rows: dict[str, list[dict]] = {}
    for row in cells.iter_rows(named=True):
        rows.setdefault(row["school"], []).append(row)
    counts = {row["school"]: row for row in every.iter_rows(named=True)}
    apart = [
        school for school, held in rows.items() if not any(TOGETHER in row["cell"] for row in held) and school in counts
    ]
    by_duckdb, counted_by_duckdb = (
        table.read_all() if hasattr(table, "read_all") else table for table in peers.duckdb(path, wanted)
    )
    by_pandas, counted_by_pandas = peers.pandas(path, wanted)
    of_duckdb = {row[0]: row[1:] for row in zip(*(column.to_pylist() for column in by_duckdb.columns), strict=True)}
    counted = {
        row[0]: row[1:] for row in zip(*(column.to_pylist() for column in counted_by_duckdb.columns), strict=True)
    }
    of_pandas = dict(zip(by_pandas.index, by_pandas.to_numpy().tolist(), strict=True))
    place = {school: number for number, school in enumerate(by_pandas.index)}
    compared = 0
    for school in apart:
        own = [row for row in rows[school] if row["cell"] in inside]
        for number, target in enumerate(wanted["targets"]):
            whole = pool_moments(read_moments(row, target) for row in own)
            ours_ = (whole.n, whole.mean, whole.deviation)
            for theirs in (of_duckdb[school], of_pandas[school]):
                for a, b in zip(ours_, theirs[3 * number : 3 * number + 3], strict=True):
                    absent = b is None or math.isnan(b)
                    assert (a is None and absent) or math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=TOLERANCE), (
                        school,
                        target,
                        a,
                        b,
                    )
                    compared += 1
        points = wanted["top"] + 1
        for number, question in enumerate(wanted["questions"]):
            for point in range(points):
                a = counts[school].get(f"{question}|{point}", 0)
                assert a == counted[school][points * number + point], (school, question)
                assert a == counted_by_pandas[place[school], number, point + 1], (school, question)
                compared += 2
    assert len(apart) > len(rows) / 4, "too few schools without roles put together"
    return compared


def table(title: str, found: dict[str, tuple[float, float]], floor: dict[str, str], goals: dict[str, str]) -> str:
    lines = [
        f"### {title}",
        "",
        "| what | ratio to its floor | goal | seconds | peak MB |",
        "| --- | ---: | --- | ---: | ---: |",
    ]
    for name, (took, peak) in found.items():
        ratio = f"{took / found[floor[name]][0]:.2f} x {floor[name]}" if floor[name] != name else "1 (floor)"
        lines.append(f"| {name} | {ratio} | {goals.get(name, '')} | {took:.2f} | {peak:.0f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    folder, python = given.folder.resolve(), sys.executable
    values, words = folder / "values.csv", folder / "words.csv"
    wanted = plan(folder)
    (folder / "plan.json").write_text(json.dumps(wanted))
    print(f"{agreement(folder, wanted):,} figures of DuckDB and pandas agree with ours to {TOLERANCE:g}.\n", flush=True)

    command = str(Path(python).with_name("speedbumps"))
    starts = {
        "python -c pass": [python, "-c", "pass"],
        "import polars": [python, "-c", "import polars"],
        "speedbumps --version": [command, "--version"],
        "speedbumps --help": [command, "--help"],
        "one school to HTML": [command, "report", str(ROOT / "examples/hillview.csv"), "--schools", str(ROOT / "examples/schools.csv"), "-o", str(folder / "x.html")],
        "the form": [command, "form", "school", "-o", str(folder / "form.html")],
    }  # fmt: skip
    run(starts["one school to HTML"])
    run(starts["the form"])
    print(
        table(
            "Start",
            interleaved(starts, 3 * given.rounds),
            dict.fromkeys(starts, "python -c pass"),
            {"one school to HTML": "≤ 40", "the form": "≤ 25"},
        ),
        "\n",
        flush=True,
    )

    ours, peers = str(HERE / "ours.py"), str(HERE / "peers.py")
    staffs = ["--schools", str(folder / "schools.csv")]
    nation = {
        "read values": [python, "-c", READ_VALUES.format(values)],
        "score, values": [command, "score", str(values), "-o", str(folder / "scores.parquet")],
        "score, values, schools": [command, "score", str(values), *staffs, "-o", str(folder / "scores.parquet")],
        "score to CSV, values, schools": [command, "score", str(values), *staffs, "-o", str(folder / "scores.csv")],
        "speedbumps.score, values": [python, "-c", SCORE.format(values)],
        "ours without disclosure, values": [python, ours, str(values)],
        "DuckDB, values": [python, peers, "duckdb", str(values), str(folder / "plan.json")],
        "pandas, values": [python, peers, "pandas", str(values), str(folder / "plan.json")],
        "read words": [python, "-c", READ_WORDS.format(words)],
        "score, words": [command, "score", str(words), "-o", str(folder / "scores.parquet")],
        "ours without disclosure, words": [python, ours, str(words)],
    }
    floors = {name: "read words" if "words" in name else "read values" for name in nation}
    goals = {name: "≤ 8, 2,000 MB" for name in nation if "score" in name}
    found = interleaved(nation, given.rounds, folder)
    print(table("A nation: 1,000,000 people, 24,000 schools", found, floors, goals), "\n")
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}"
        for name in ("polars", "duckdb", "pandas", "pyarrow", "numpy", "speedbumps")
    )
    print(f"Python {platform.python_version()}, {versions}; {os.cpu_count()} cores.")


if __name__ == "__main__":
    main()
