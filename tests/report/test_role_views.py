"""What the page about groups says of differences, beside the numbers of the groups, and which groups have a column."""

from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st
from support.staff_answers import POINTED, Group, audit_of

from speedbumps.i18n import load_locale
from speedbumps.model.audit import Audit, Bound
from speedbumps.report.blocks import Table
from speedbumps.report.heights import severity_text
from speedbumps.report.sections.questions import all_numbers
from speedbumps.report.sections.role_views import agrees_with_numbers, clear_gaps, gap_points, shown_roles
from speedbumps.report.view import View, build_view

ENGLISH = load_locale("en")


@lru_cache
def apart() -> Audit:
    """A school whose leaders are clearly apart from its teachers on every area."""
    return audit_of(
        Group("leader", 12, {name: [0, 1] for name in POINTED}),
        Group("teacher", 20, {name: [2, 3, 4] for name in POINTED}),
    )


def with_numbers(leader: float, teacher: float, difference: float, bound: Bound | None = None) -> View:
    """The school, with these numbers on its first area."""
    audit = apart()
    first = audit.barriers[0]
    numbers = {"leader": leader, "teacher": teacher}
    roles = tuple(
        each.model_copy(update={"severity": numbers[each.role], "bound": bound if each.role == "leader" else None})
        for each in first.by_role
    )
    gaps = tuple(
        each.model_copy(update={"difference": difference}) if each.of == first.id else each for each in audit.gaps or ()
    )
    barriers = (first.model_copy(update={"by_role": roles}), *audit.barriers[1:])
    return build_view(audit.model_copy(update={"barriers": barriers, "gaps": gaps}), ENGLISH)


severities = st.one_of(st.floats(0, 100), st.integers(0, 100).map(float), st.sampled_from([49.6, 24.9, 74.5, 49.96]))


@given(severities, severities, st.one_of(st.none(), st.floats(-100, 100)))
def test_about_stands_before_a_difference_that_subtracting_does_not_give(
    leader: float, teacher: float, other: float | None
) -> None:
    view = with_numbers(leader, teacher, leader - teacher if other is None else other)
    (gap,) = [each for each in clear_gaps(view) if each.of == "time"]

    said = gap_points((gap,), view)

    numbers = {each.role: float(severity_text(each.severity, view)) for each in view.targets["time"].by_role}
    subtracted = abs(numbers["leader"] - numbers["teacher"])
    whole, is_about = int(said.removeprefix("about ")), said.startswith("about ")
    assert abs(whole - abs(gap.difference)) <= 0.5
    assert is_about or abs(subtracted - whole) < 0.05
    assert agrees_with_numbers(gap, view) is not is_about


def test_a_difference_of_rounded_numbers_is_put_as_it_is_or_with_about() -> None:
    def said(leader: float, teacher: float, difference: float, bound: Bound | None = None) -> str:
        view = with_numbers(leader, teacher, difference, bound)
        return gap_points(tuple(each for each in clear_gaps(view) if each.of == "time"), view)

    assert said(41.4, 58.6, -17.2) == "about 17"  # 41 and 59
    assert said(41.0, 58.0, -17.0) == "17"
    assert said(41.0, 58.0, -12.0) == "about 12"  # on the questions that both were asked
    assert said(17.0, 58.0, -45.0, "at-most") == "45"  # "up to 17" cannot be subtracted


def test_several_differences_are_about_so_many_points_if_one_of_them_is() -> None:
    view = with_numbers(41.4, 58.6, -17.2)
    gaps = clear_gaps(view)

    assert len(gaps) > 1
    assert gap_points(gaps, view).startswith("about 17 to ")
    assert not gap_points(gaps[1:], view).startswith("about")


# Columns


def columns(*groups: Group) -> tuple[list[str], tuple[str, ...]]:
    """The groups with a column in the map, and the heads of the table of all numbers."""
    view = build_view(audit_of(*groups), ENGLISH)
    table = next(block for block in all_numbers(view).blocks if isinstance(block, Table))
    return [count.role for count in shown_roles(view)], table.heads[1:]


def test_a_group_that_is_all_staff_has_no_column_of_its_own() -> None:
    assert columns(Group("head", 1, {}, 2), Group("governor", 8, {}, 1)) == (["governor"], ("Your view", "Governor"))
    assert columns(Group("teacher", 12, {}, 2), Group("governor", 8, {}, 1)) == (
        ["governor"],
        ("All staff", "Governor"),
    )


def test_groups_that_are_part_of_the_staff_have_columns() -> None:
    staff = (Group("leader", 6, {}, 1), Group("teacher", 12, {}, 2))

    assert columns(*staff, Group("governor", 8, {}, 1))[0] == ["leader", "teacher", "governor"]
    assert columns(*staff)[0] == ["leader", "teacher"]
