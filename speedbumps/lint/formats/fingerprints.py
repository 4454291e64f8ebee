"""Compute the fingerprint of each line of a text, by which GitHub recognises a problem when lines move.

The algorithm is the one of GitHub's action that uploads SARIF. The action warns if a hash differs from its own, so the
result must be exact.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, chain, repeat
from struct import iter_unpack

WINDOW = 100
"""The number of UTF-16 units that a line's hash covers, from the beginning of the line."""

FACTOR = 37
WORD = 2**64
OLDEST = pow(FACTOR, WINDOW, WORD)
END = 65535
LF, CR, SPACE, TAB = 10, 13, 32, 9
MARK = "\ufeff"


def line_fingerprints(text: str, *, marked: bool = False) -> list[str]:
    """Return the fingerprint of each line of *text*, before which a byte order mark stood if it is *marked*."""
    units = [*_hashed_units(MARK + text if marked else text), END]
    hashes = list(_rolling_hashes(units))
    starts = [0, *(place + 1 for place, unit in enumerate(units) if unit == LF)]
    seen = Counter[str]()
    found = []
    for start in starts:
        value = f"{hashes[start + WINDOW]:x}"
        seen[value] += 1
        found.append(f"{value}:{seen[value]}")
    return found


def _hashed_units(text: str) -> Iterator[int]:
    """Yield the UTF-16 units of *text* without spaces and tabs, each line end as one line feed."""
    content = text.replace("\r\n", "\r").encode("utf-16-le", "surrogatepass")
    for (unit,) in iter_unpack("<H", content):
        if unit not in (SPACE, TAB):
            yield LF if unit == CR else unit


def _rolling_hashes(units: list[int]) -> Iterator[int]:
    """Yield the hash of the window that ends before each unit, and before each of the zeros that follow the units."""
    leaving = chain(repeat(0, WINDOW), units)
    steps = zip(chain(units, repeat(0, WINDOW)), leaving, strict=False)

    def roll(value: int, step: tuple[int, int]) -> int:
        return (FACTOR * value + step[0] - OLDEST * step[1]) % WORD

    return accumulate(steps, roll, initial=0)
