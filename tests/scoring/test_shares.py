"""How sure a share is, against published figures and another program."""

import pytest
from scipy.stats import binomtest

from speedbumps.scoring.shares import wilson_interval


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_newcombe_1998_table_i_method_3(n: int, of: int, low: float, high: float) -> None:
    assert wilson_interval(n, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("n", "of"), [(0, 5), (5, 5), (1, 1), (7, 12), (499, 1000)])
def test_the_interval_is_that_of_scipy(n: int, of: int) -> None:
    ends = binomtest(n, of).proportion_ci(0.95, method="wilson")

    assert wilson_interval(n, of) == pytest.approx((ends.low, ends.high), abs=1e-12)
