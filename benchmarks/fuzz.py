"""Nonsense for the readers and the checks: python benchmarks/fuzz.py [--seconds N].

A third of the time atheris follows the coverage of our code from mutilated questionnaires, a third of it Hypothesis
makes files up, and a third goes to other programs' exports with their bytes or their cells mutilated. Nothing may crash,
nothing may take longer than two seconds, and no message may repeat an answer. Ends with a line for each that says what
was tried.
"""

import argparse
import csv
import io
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 2.0

EXPORTS = (".csv", ".tsv", ".xlsx", ".json", ".parquet")
ANSWER = "zqx"
"""Stands in answers that no message may repeat."""

ODD = ("", "@example.org", "=1+1", "\n\n", '"', "-9", "9" * 400, "\x00", "\u202e", "é", "2026-11-12 10:11:12")
HALF = 0.5

FILES = [*sorted((ROOT / "examples/formats").glob("*.yaml")), *sorted((ROOT / "tests/bad").glob("*.yaml"))]


def look(content: bytes, name: str = "any.yaml") -> None:
    """Read and check *content* as a file; slow is as bad as broken."""
    from speedbumps.diagnostics.yaml_source import decode_text
    from speedbumps.lint.dispatch import lint
    from speedbumps.lint.fix import fix_repeatedly
    from speedbumps.lint.results import LintResult

    start = time.perf_counter()
    text = decode_text(name, content)
    if text.value is not None:
        folder = ROOT / "examples/formats"
        found = lint(folder / name, text.value)
        assert isinstance(found, LintResult)
        fix_repeatedly(found, lambda changed: lint(folder / name, changed))
    took = time.perf_counter() - start
    assert took < LONGEST, f"{took:.1f} s for {len(content)} bytes"


def by_coverage(seconds: int) -> str:
    """Atheris, in a process of its own, since it ends the process."""
    with TemporaryDirectory() as corpus:
        for number, path in enumerate(FILES):
            (Path(corpus) / f"{number}").write_bytes(path.read_bytes()[:4096])
        arguments = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=10", "-rss_limit_mb=4096", corpus]
        done = subprocess.run(
            [sys.executable, __file__, "--atheris", *arguments], check=False, capture_output=True, text=True
        )
    last = [line for line in done.stderr.splitlines() if "DONE" in line or "Done" in line]
    if done.returncode:
        sys.exit(f"atheris found something:\n{done.stderr[-4000:]}")
    return last[-1] if last else "no summary"


def atheris_main(arguments: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["speedbumps"]):
        import speedbumps.lint.dispatch  # noqa: F401 - loaded here so that its branches are seen

    atheris.Setup([sys.argv[0], *arguments], look)
    atheris.Fuzz()


def by_making_up(seconds: int) -> int:
    """Hypothesis: mutilated lines, and YAML of every shape under the keys that we know."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    lines = [line for path in FILES for line in path.read_bytes().split(b"\n")]
    words = st.one_of(
        st.sampled_from(lines),
        st.binary(max_size=40),
        st.text(max_size=40).map(lambda text: text.encode("utf-8", "replace")),
    )
    tried, end = 0, time.monotonic() + seconds

    @settings(
        max_examples=2000,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def once(data: st.DataObject) -> None:
        nonlocal tried
        tried += 1
        base = data.draw(st.sampled_from(FILES)).read_bytes().split(b"\n")
        for _ in range(data.draw(st.integers(1, 6))):
            place = data.draw(st.integers(0, len(base)))
            if data.draw(st.booleans()) and place < len(base):
                base[place] = data.draw(words)
            else:
                base.insert(place, data.draw(words))
        look(b"\n".join(base))

    while time.monotonic() < end:
        once()
    return tried


def by_exports(seconds: int, seed: int = 4) -> tuple[int, int]:
    """Mutilated exports: how many were read, and how many refused."""
    from speedbumps.diagnostics.problem import require_value
    from speedbumps.questionnaires.load import find_questionnaire, read_instrument
    from speedbumps.responses.read_table import read_table
    from speedbumps.responses.table_context import table_context

    context, chance = table_context(require_value(read_instrument(find_questionnaire("school")))), Random(seed)
    files = sorted(path for path in (ROOT / "tests/exports").rglob("*") if path.suffix in EXPORTS)
    taken = refused = 0
    end = time.monotonic() + seconds
    with TemporaryDirectory() as folder:
        while time.monotonic() < end:
            original = chance.choice(files)
            path = Path(folder) / original.name
            text = original.suffix in (".csv", ".tsv") and chance.random() < HALF
            path.write_bytes(cells_mutilated(original, chance) if text else bytes_mutilated(original, chance))
            start = time.perf_counter()
            found = read_table(path, context).parts
            took = time.perf_counter() - start
            assert took < LONGEST, f"{took:.1f} s for {original.name}"
            told = [problem.message for problem in found.problems]
            assert (found.value is None) == any(problem.severity == "error" for problem in found.problems), told
            assert not any(ANSWER in message for message in told), told
            taken, refused = taken + (found.value is not None), refused + (found.value is None)
    return taken, refused


def bytes_mutilated(path: Path, chance: Random) -> bytes:
    """Return the file with some of its bytes cut, doubled or changed."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(content) + 1)
        end = start + chance.choice((0, 1, 8, 80))
        put = chance.choice((b"", b'"', b"\n", b",", chance.randbytes(5), bytes(content[start : start + 200])))
        content[start:end] = put
    return bytes(content)


def cells_mutilated(path: Path, chance: Random) -> bytes:
    """Return the table with columns moved, taken away or renamed, and with cells that are no answers."""
    raw = path.read_bytes()
    coding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8" if _is_utf8(raw) else "cp1252"
    text = raw.decode(coding).removeprefix("\ufeff")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    order = list(range(len(rows[0])))
    if chance.random() < HALF:
        chance.shuffle(order)
    order = order[chance.choice((0, 0, 1, 5)) :]
    rows = [[row[place] if place < len(row) else "" for place in order] for row in rows]
    for _ in range(chance.randint(0, 6)):
        row = chance.randrange(len(rows) - 3, len(rows))  # no heading, whatever the program writes above its answers
        if rows[row]:
            rows[row][chance.randrange(len(rows[row]))] = f"{ANSWER}{chance.choice(ODD)}"
    for _ in range(chance.randint(0, 3)):
        place = chance.randrange(len(rows[0])) if rows[0] else 0
        rows[0][place : place + 1] = [chance.choice((rows[0][place].upper(), f"{rows[0][place]} (2)", "", "Name"))]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(coding, errors="replace")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def main() -> None:
    if sys.argv[1:2] == ["--atheris"]:
        atheris_main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=900)
    third = parser.parse_args().seconds // 3
    made_up = by_making_up(third)
    print(f"Hypothesis, {third} s: {made_up:,} files, no crash, none over {LONGEST:g} s.", flush=True)
    print(f"atheris, {third} s: {by_coverage(third)}; no crash, none over {LONGEST:g} s.", flush=True)
    taken, refused = by_exports(third)
    print(f"exports, {third} s: {taken:,} read and {refused:,} refused, no crash, none over {LONGEST:g} s.")


if __name__ == "__main__":
    main()
