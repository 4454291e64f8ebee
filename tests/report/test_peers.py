"""What a school's report says of schools like it."""

from typing import Literal

from support.paths import GOLDEN

from speedbumps.model.audit import Audit, Family, FamilyRange, SchoolExchange
from speedbumps.report import make_report

Among = Literal["family", "all"]


def section(*among: Among, earlier: int | None = None) -> str:
    """The section of a report whose family has a range for each of two barriers."""
    audit = Audit.model_validate_json((GOLDEN / "rich.audit.json").read_text("utf-8"))
    lies = (
        FamilyRange(of=name, low=40, high=60, among=each) for name, each in zip(("time", "social"), among, strict=True)
    )
    family = Family(schools=13, alike=("primary", "England"), ranges=tuple(lies), earlier=earlier)
    whole = audit.model_copy(update={"family": family, "exchange": SchoolExchange(takes_part=False)})
    text = str(make_report(whole, "markdown"))
    return text[text.index("## Beside schools like yours") : text.index("## What you could offer")]


def test_a_middle_half_of_the_family_is_called_so() -> None:
    text = section("family", "family")

    assert "| Middle half of the family |" in text
    assert "all schools" not in text
    assert "worked out before" not in text


def test_a_middle_half_of_all_schools_is_called_so() -> None:
    text = section("all", "all")

    assert "| Middle half of all schools |" in text
    assert "The middle half is that of all schools together and not of your family: too few schools" in text
    assert "| 40 to 60 |" in text


def test_where_some_are_of_all_schools_these_are_marked() -> None:
    text = section("family", "all")

    assert "| Middle half of the family |" in text
    assert "| 40 to 60 |" in text
    assert "| 40 to 60, all schools |" in text
    assert "Where “all schools” is added" in text


def test_a_middle_half_that_stays_says_of_how_many_schools_it_is() -> None:
    assert "Its middle half is that of 12 schools, as it was worked out before" in section(
        "family", "family", earlier=12
    )
