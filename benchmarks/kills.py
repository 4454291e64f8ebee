"""Kills a batch at random moments, and holds what comes of it against an undisturbed one: python benchmarks/kills.py [N].

Seeded. Each time the batch starts where it was; after N kills it is let run to its end. After each kill the note of what
was published names every school that has a report. Prints Markdown.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

SCHOOLS = 120
PER_FOLDER = 3
"""Kills before a batch is let run to its end, into a new folder each time."""


def everything(folder: Path) -> dict[str, str]:
    """Return a digest of every file in *folder*."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def noted_first(answers: Path, out: Path) -> bool:
    """Return whether the note beside the *answers* names every school that has a report in *out*."""
    from speedbumps.responses.publication_note import note_path, read_note

    written = {path.parent.name for path in out.glob("*/report.html")}
    return written <= read_note(note_path([answers])).reports.keys()


def main() -> None:
    from support.cohort_files import write_schools

    from speedbumps.tables.files import PUBLISHED

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kills", type=int, nargs="?", default=100)
    given = parser.parse_args()
    chance = Random(2026)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        table = write_schools(place / "answers", SCHOOLS)
        command = [sys.executable, "-m", "speedbumps", "batch", str(place / "answers"), "--schools", str(table)]
        start = time.perf_counter()
        subprocess.run([*command, "--out", str(place / "whole"), "--workers", "2"], check=True, capture_output=True)
        whole = time.perf_counter() - start
        wanted, ended, begun = everything(place / "whole"), 0, 0
        rounds = 0
        while begun < given.kills:
            rounds += 1
            out = place / f"out{rounds}"
            (place / "answers" / PUBLISHED).unlink()
            for _ in range(min(PER_FOLDER, given.kills - begun)):
                process = subprocess.Popen([*command, "--out", str(out), "--workers", "2"], stderr=subprocess.DEVNULL)
                time.sleep(chance.uniform(0.05, whole))
                process.kill()
                ended += process.wait() == 0
                begun += 1
                assert noted_first(place / "answers", out), out
            subprocess.run([*command, "--out", str(out), "--workers", "2"], check=True, capture_output=True)
            assert everything(out) == wanted, out
        print(f"{begun} kills of a batch of {SCHOOLS} schools, {ended} of them after its end, in {rounds} folders:")
        print("every folder is, byte for byte, that of an undisturbed batch, and no report was without its note.")


if __name__ == "__main__":
    main()
