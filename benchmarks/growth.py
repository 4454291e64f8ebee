"""How time and memory grow with the number of people: python benchmarks/growth.py FOLDER [--rounds N].

For 10,000 to 5,000,000 people, ours beside DuckDB and pandas doing the same work, and beside reading the file alone, in
one run and interleaved. Prints Markdown; RESULTS.md keeps it.
"""

import argparse
import json
import sys
from pathlib import Path

import measure
import nation

SIZES = (10_000, 100_000, 1_000_000, 5_000_000)
PEOPLE_A_SCHOOL = 41.7
HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    wanted = measure.plan(given.folder)
    print("| people | schools | reading alone, s (MB) | speedbumps | MB | DuckDB | pandas |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for people in SIZES:
        folder, schools = given.folder / str(people), round(people / PEOPLE_A_SCHOOL)
        values = folder / "values.csv"
        if not values.exists():
            nation.write(folder, people, schools, worded=False)
        (folder / "plan.json").write_text(json.dumps(wanted))
        commands = {
            "floor": [sys.executable, "-c", measure.READ_VALUES.format(values)],
            "ours": [
                str(Path(sys.executable).with_name("speedbumps")),
                "score",
                str(values),
                "-o",
                str(folder / "scores.csv"),
            ],
            "duckdb": [sys.executable, str(HERE / "peers.py"), "duckdb", str(values), str(folder / "plan.json")],
            "pandas": [sys.executable, str(HERE / "peers.py"), "pandas", str(values), str(folder / "plan.json")],
        }
        found = measure.interleaved(commands, given.rounds, folder)
        floor, held = found["floor"]
        ratio = {name: f"{took / floor:.2f}" for name, (took, _) in found.items()}
        print(
            f"| {people:,} | {schools:,} | {floor:.2f} ({held:.0f}) | **{ratio['ours']}** | {found['ours'][1]:,.0f} "
            f"| {ratio['duckdb']} | {ratio['pandas']} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
