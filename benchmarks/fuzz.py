"""Ten minutes of nonsense for the reader and the checks: python benchmarks/fuzz.py [--seconds N].

Half of the time atheris follows the coverage of our code from mutilated questionnaires, half of it Hypothesis makes
files up. Nothing may crash, and nothing may take longer than two seconds. Ends with one line that says what was tried.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 2.0

FILES = [*sorted((ROOT / "examples/formats").glob("*.yaml")), *sorted((ROOT / "tests/bad").glob("*.yaml"))]


def look(content: bytes, name: str = "any.yaml") -> None:
    """Reads and checks *content* as a file; slow is as bad as broken."""
    from speedbumps.linting.fixing import mended
    from speedbumps.linting.kinds import Linted, lint
    from speedbumps.source import decoded

    start = time.perf_counter()
    text = decoded(name, content)
    if text.value is not None:
        folder = ROOT / "examples/formats"
        found = lint(folder / name, text.value)
        assert isinstance(found, Linted)
        mended(found, lambda changed: lint(folder / name, changed))
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
        import speedbumps.linting.kinds  # noqa: F401 - loaded here so that its branches are seen

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


def main() -> None:
    if sys.argv[1:2] == ["--atheris"]:
        atheris_main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=600)
    half = parser.parse_args().seconds // 2
    made_up = by_making_up(half)
    print(f"Hypothesis, {half} s: {made_up:,} files, no crash, none over {LONGEST:g} s.")
    print(f"atheris, {half} s: {by_coverage(half)}; no crash, none over {LONGEST:g} s.")


if __name__ == "__main__":
    main()
