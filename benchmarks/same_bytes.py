"""Repeat a batch in many circumstances, and compare every byte: python benchmarks/same_bytes.py [RUNS].

300 schools of 40 people, with one and two workers, one and two threads of Polars, on an idle and on a loaded machine,
undisturbed and killed and resumed. Seeded; prints Markdown.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice, product
from pathlib import Path
from random import Random

from kills import everything
from nation import write

SCHOOLS, PEOPLE = 300, 40


@contextmanager
def load(processes: int) -> Iterator[None]:
    """Keep so many processes busy."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def run(command: list[str], environment: dict[str, str], out: Path, kill_at: int | None = None) -> None:
    """Run the batch into *out* to its end, after it was killed once when it had written so many reports, if given."""
    if kill_at is not None:
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        while process.poll() is None and len(list(out.glob("*/report.html"))) < kill_at:
            time.sleep(0.02)
        assert process.poll() is None, "the kill missed"
        process.kill()
        process.wait()
    subprocess.run(command, env=environment, check=True, capture_output=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("runs", type=int, nargs="?", default=30)
    given = parser.parse_args()
    chance = Random(2026)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write(place, people=SCHOOLS * PEOPLE, schools=SCHOOLS, worded=False)
        (place / "values.csv").rename(place / "answers.csv")
        command = [sys.executable, "-m", "speedbumps", "batch", str(place / "answers.csv"), "--set-aside"]
        run([*command, "--out", str(place / "first"), "--workers", "2"], dict(os.environ), place / "first")
        wanted = everything(place / "first")
        ways = islice(cycle(product((1, 2), (1, 2), (0, 2), (False, True))), given.runs)
        for number, (workers, threads, loaded, killed) in enumerate(ways, start=1):
            out = place / f"out{number}"
            environment = {**os.environ, "POLARS_MAX_THREADS": str(threads)}
            with load(loaded):
                at = round(chance.uniform(0.2, 0.8) * SCHOOLS) if killed else None
                run([*command, "--out", str(out), "--workers", str(workers)], environment, out, at)
            found = everything(out)
            differing = sorted(path for path in wanted.keys() | found.keys() if wanted.get(path) != found.get(path))
            assert not differing, (workers, threads, loaded, killed, differing[:5])
        print(
            f"{given.runs} batches of {SCHOOLS} schools of about {PEOPLE}: {len(wanted):,} files, all bytes the same."
        )


if __name__ == "__main__":
    main()
