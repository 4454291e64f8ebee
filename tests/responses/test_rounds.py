"""Each school has one round, whatever other schools' files hold."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedbumps.responses.rounds import choose_rounds

ROUNDS = (None, "2026-spring", "2026-autumn")
rows = st.lists(st.tuples(st.sampled_from(("ash", "birch", "cedar")), st.sampled_from(ROUNDS)), max_size=12)
wanted = st.sampled_from((None, "2026-spring", "2026-autumn"))


def _people(of: list[tuple[str, str | None]]) -> pl.DataFrame:
    return pl.DataFrame(of, schema={"school": pl.String, "round": pl.String}, orient="row").with_row_index("row")


@given(rows, wanted)
def test_other_schools_make_no_difference(of: list[tuple[str, str | None]], round_: str | None) -> None:
    together = choose_rounds(_people(of), round_)

    for school in ("ash", "birch", "cedar"):
        own = [row for row in of if row[0] == school]
        alone = choose_rounds(_people(own), round_)

        assert (
            together.people.filter(pl.col("school") == school)
            .select("school", "round")
            .equals(alone.people.select("school", "round"))
        )
        for mine, every in (
            (alone.several, together.several),
            (alone.other, together.other),
            (alone.notices, together.notices),
        ):
            assert mine.get(school) == every.get(school)


@given(rows, wanted)
def test_every_school_is_kept_with_one_round_or_named(of: list[tuple[str, str | None]], round_: str | None) -> None:
    found = choose_rounds(_people(of), round_)

    kept = set(found.people.get_column("school"))
    assert kept.isdisjoint(found.several.keys() | found.other.keys())
    assert kept | found.several.keys() | found.other.keys() == {school for school, _ in of}
    assert found.people.group_by("school").agg(pl.col("round").n_unique().alias("n")).filter(pl.col("n") > 1).is_empty()


@pytest.mark.parametrize(
    ("of", "round_", "people", "message"),
    [
        ([None, None], None, 2, None),
        ([None, None], "2026", 2, None),
        (["2026", "2026"], None, 2, None),
        (["2026", None], None, 2, "has fewer than 5 rows that name no round, and are counted with '2026'"),
        (["2026", None], "2026", 2, "has fewer than 5 rows that name no round, and are counted with '2026'"),
        (["2025", "2026", None], "2026", 1, "has fewer than 5 rows that name no round, and are left out"),
        (["2025", "2026"], None, 0, "has answers of 2 rounds; choose one with --round: 2025, 2026"),
        (["2025"], "2026", 0, "has no answers of round '2026'; it has 2025"),
    ],
)
def test_rows_of_one_school(of: list[str | None], round_: str | None, people: int, message: str | None) -> None:
    found = choose_rounds(_people([("ash", name) for name in of]), round_)

    assert found.people.height == people
    assert {**found.several, **found.other, **found.notices}.get("ash") == message
    assert set(found.people.get_column("round")) <= {round_ or next(filter(None, of), None)}
