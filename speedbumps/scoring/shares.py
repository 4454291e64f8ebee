"""How sure a share is that was counted in few cases."""

from math import sqrt
from statistics import NormalDist

from speedbumps.scoring.differences import LIKELY


def wilson_interval(n: int, of: int) -> tuple[float, float]:
    """Return the ends of the 95 % interval of a share that was *n* *of* so many, at least one, from 0 to 1.

    The score interval without correction for continuity: Wilson 1927, Journal of the American Statistical Association
    22, 209-212; method 3 in Newcombe 1998, Statistics in Medicine 17, 857-872.
    """
    z = NormalDist().inv_cdf(LIKELY)
    share, part = n / of, z * z / of
    middle = (share + part / 2) / (1 + part)
    half = z * sqrt(share * (1 - share) / of + part / of / 4) / (1 + part)
    return (0.0 if n == 0 else middle - half), (1.0 if n == of else middle + half)
