"""From a text to the fingerprint of each of its lines, by which GitHub knows a problem again when lines move.

The algorithm is the one that GitHub's own upload of SARIF publishes. It warns where another hash than its own is
given, so this is exact, or not at all.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, chain, repeat
from struct import iter_unpack

WINDOW = 100
"""Units of text that a line's hash looks at, from where the line begins."""

FACTOR = 37
WORD = 2**64
OLDEST = pow(FACTOR, WINDOW, WORD)
END = 65535
LF, CR, SPACE, TAB = 10, 13, 32, 9
MARK = "\ufeff"


def fingerprints(text: str, *, marked: bool = False) -> list[str]:
    """The fingerprint of each line of *text*; a byte order mark before it counts as *marked* says."""
    units = [*_kept(MARK + text if marked else text), END]
    hashes = list(_rolling(units))
    starts = [0, *(place + 1 for place, unit in enumerate(units) if unit == LF)]
    seen = Counter[str]()
    found = []
    for start in starts:
        value = f"{hashes[start + WINDOW]:x}"
        seen[value] += 1
        found.append(f"{value}:{seen[value]}")
    return found


def _kept(text: str) -> Iterator[int]:
    """The UTF-16 units of *text* without spaces and tabs, each end of a line as one line feed."""
    content = text.replace("\r\n", "\r").encode("utf-16-le", "surrogatepass")
    for (unit,) in iter_unpack("<H", content):
        if unit not in (SPACE, TAB):
            yield LF if unit == CR else unit


def _rolling(units: list[int]) -> Iterator[int]:
    """The hash of the window that ends at each unit, and at each of the zeros that follow them."""
    leaving = chain(repeat(0, WINDOW), units)
    steps = zip(chain(units, repeat(0, WINDOW)), leaving, strict=False)

    def roll(value: int, step: tuple[int, int]) -> int:
        return (FACTOR * value + step[0] - OLDEST * step[1]) % WORD

    return accumulate(steps, roll, initial=0)
