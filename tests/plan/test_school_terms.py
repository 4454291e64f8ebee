"""School terms in each nation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedbumps.model.questionnaire import NATIONS, Nation
from speedbumps.plan.school_terms import SchoolTerm, term_of, terms_between

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "nation", "season"),
    [
        (date(2026, 8, 20), "scotland", "autumn"),
        (date(2026, 8, 20), "england", "summer"),
        (date(2026, 9, 1), "wales", "autumn"),
        (date(2027, 1, 1), "northern-ireland", "spring"),
        (date(2027, 4, 30), None, "summer"),
    ],
)
def test_a_day_lies_in_the_term_that_has_begun(day: date, nation: Nation | None, season: str) -> None:
    assert (term_of(day, nation).year, term_of(day, nation).season) == (day.year, season)


@given(DAYS, st.sampled_from(NATIONS), st.integers(0, 2_000))
def test_a_later_day_lies_in_no_earlier_term(day: date, nation: Nation, days: int) -> None:
    assert term_of(day, nation) <= term_of(day + timedelta(days), nation)


def test_terms_follow_each_other() -> None:
    seasons = [(term.year, term.season) for term in terms_between(SchoolTerm(2026, 2), SchoolTerm(2027, 2))]

    assert seasons == [(2026, "autumn"), (2027, "spring"), (2027, "summer"), (2027, "autumn")]
    assert terms_between(SchoolTerm(2027, 0), SchoolTerm(2026, 2)) == ()
