"""What a page says of changes and of what was tried: right, and never of few schools."""

from collections.abc import Callable, Mapping
from random import Random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.cohort_attacks import made_up_school
from support.cohort_pages import render_cohort_markdown
from support.schools import shipped
from support.strategies import example_count

from speedbumps.cohort.build import cohort, form_cohort
from speedbumps.cohort.changes import SchoolRounds, find_changes, share_changes
from speedbumps.cohort.earlier import EarlierFigures
from speedbumps.cohort.shared_figures import SharedFigures, share_figures
from speedbumps.model.cohort import CohortChanges, SchoolCount
from speedbumps.model.comparison import ChangeDirection, RoundChange
from speedbumps.model.plan import PlanStatus, SchoolPlan

LEAST = shipped().questionnaire.privacy.min_schools
BUMP = "time.ways-of-working"

Tried = tuple[str | None, bool]
"""The action that a school began against the bump, if any, and whether the bump is clearly lower."""


SOLVABLE: list[Tried] = [
    *(("A13", at < 6) for at in range(12)),
    *(("A07", at < 2) for at in range(8)),
    *((None, at < 6) for at in range(12)),
]
"""With the numbers of A13 and of the others than A13 and than A07, that of A07 could be worked out, which is small."""


def change(of: str, said: ChangeDirection | None, *, lower: bool) -> RoundChange:
    points = -9.0 if lower else 1.0
    return RoundChange(
        of=of,
        title=of,
        kind="facet" if "." in of else "barrier",
        questions=3,
        asked=3,
        roles=("teacher",),
        before=50,
        after=50 + points,
        difference=points,
        low=points - 4,
        high=points + 4,
        said=said,
        n_before=20,
        n_after=20,
    )


def plan(action: str | None, bump: str = BUMP, status: PlanStatus = "done") -> SchoolPlan:
    priorities = [{"bump": bump, "action": action, "status": status}] if action else []
    return SchoolPlan.model_validate(
        {"format": "speedbumps-plan/1", "school": "x", "questionnaire": "school@2.0.0", "priorities": priorities}
    )


def said(lower: int = 0, higher: int = 0, same: int = 0) -> list[ChangeDirection]:
    """So many verdicts of each kind."""
    counts: dict[ChangeDirection, int] = {"lower": lower, "higher": higher, "no-clear-change": same}
    return [verdict for verdict, n in counts.items() for _ in range(n)]


def rounds_of(verdicts: list[ChangeDirection], tried: list[Tried] | None = None) -> dict[str, SchoolRounds]:
    """A school for each of *verdicts* on time, with what it tried against the bump."""
    began = tried or [(None, False)] * len(verdicts)
    return {
        f"s{at:02d}": SchoolRounds(
            {"time": change("time", said, lower=said == "lower"), BUMP: change(BUMP, None, lower=lower)}, plan(action)
        )
        for at, (said, (action, lower)) in enumerate(zip(verdicts, began, strict=True))
    }


def written(
    rounds: Mapping[str, SchoolRounds], earlier: EarlierFigures | None = None, *, number: int = 60, again: bool = False
) -> SharedFigures:
    """What a batch of so many schools writes, of which those in *rounds* are compared, after *earlier* ones."""
    before = earlier or EarlierFigures()
    found = form_cohort(shipped(), [made_up_school(at, Random(at)) for at in range(number)])
    whole = cohort(shipped(), found)
    shared = share_figures(shipped().questionnaire, found, whole, before, again=again)
    return share_changes(shared, find_changes(shipped(), found.members, rounds, None), before, again=again)


def changes_of(shared: SharedFigures) -> CohortChanges:
    assert shared.page.changes is not None
    return shared.page.changes


def test_schools_are_counted_by_the_verdicts_of_their_reports() -> None:
    time, *others = changes_of(written(rounds_of(said(7, 5, 9)))).barriers

    assert (time.lower, time.higher, time.no_clear_change) == (
        SchoolCount(of=21, n=7),
        SchoolCount(of=21, n=5),
        SchoolCount(of=21, n=9),
    )
    assert {each.lower for each in others} == {None}


def test_of_fewer_schools_than_may_be_counted_nothing_is_said() -> None:
    assert written(rounds_of(["lower"] * (LEAST - 1))).page.changes is None
    assert changes_of(written(rounds_of(["lower"] * LEAST))).barriers[0].lower == SchoolCount(of=LEAST, n=None)


def test_one_person_alone_counts_nowhere() -> None:
    members = [made_up_school(at, Random(at))._replace(people=1 if at == 0 else 20) for at in range(LEAST)]
    found = find_changes(shipped(), members, rounds_of(["lower"] * LEAST), None)

    assert set(found.schools) == {f"s{at:02d}" for at in range(1, LEAST)}


def test_what_enough_schools_tried_is_shown_with_its_share_beside_that_of_the_others() -> None:
    tried: list[Tried] = [("A13", at < 7) for at in range(12)] + [(None, at < 5) for at in range(20)]
    (action,) = changes_of(written(rounds_of(["no-clear-change"] * 32, tried))).tried

    assert (action.action, action.title, action.bump) == ("A13", "Fewer data collections", BUMP)
    assert (action.tried.schools, action.tried.share) == (SchoolCount(of=12, n=7), 0.58)
    assert (action.tried.low, action.tried.high) == (0.32, 0.81)  # scipy.stats.binomtest(7, 12), Wilson
    assert action.others is not None
    assert (action.others.schools, action.others.share) == (SchoolCount(of=20, n=5), 0.25)


@pytest.mark.parametrize("status", ["proposed", "agreed", "dropped"])
def test_what_was_not_begun_was_not_tried(status: PlanStatus) -> None:
    rounds = rounds_of(["lower"] * 12, [("A13", True)] * 12)
    unbegun = {school: each._replace(plan=plan("A13", status=status)) for school, each in rounds.items()}

    assert changes_of(written(rounds)).tried != ()
    assert changes_of(written(unbegun)).tried == ()


def test_what_too_few_schools_tried_is_not_shown_nor_are_too_few_others() -> None:
    few: list[Tried] = [("A13", True)] * (LEAST - 1) + [(None, False)] * 20
    most: list[Tried] = [("A13", True)] * 20 + [(None, False)] * (LEAST - 1)

    for tried in (few, most):
        assert changes_of(written(rounds_of(["no-clear-change"] * len(tried), tried))).tried == ()


@given(
    st.lists(st.tuples(st.sampled_from(["A13", "A07", None]), st.booleans()), min_size=10, max_size=45),
    st.sampled_from([BUMP, "time"]),
)
@example_count(25)
@example(SOLVABLE, BUMP)
@example(SOLVABLE, "time")
def test_no_figures_together_tell_of_few_schools(tried: list[Tried], bump: str) -> None:
    """Sums and differences of all numbers that are told, worked out by linear algebra over groups of schools."""
    verdicts: list[ChangeDirection] = ["lower" if lower else "no-clear-change" for _, lower in tried]
    rounds = {
        school: each._replace(plan=plan(action, bump))
        for (school, each), (action, _) in zip(rounds_of(verdicts, tried).items(), tried, strict=True)
    }
    told = changes_of(written(rounds))
    groups: list[str | None] = ["A13", "A07", None]
    sizes = {name: sum(action == name for action, _ in tried) for name in groups}
    wholes: list[list[str | None]] = []
    if bump == "time" and told.barriers[0].lower is not None and told.barriers[0].lower.n is not None:
        wholes.append(groups)
    for each in told.tried:
        if each.tried.schools.n is not None:
            wholes.append([each.action])
        if each.others is not None and each.others.schools.n is not None:
            wholes.append([name for name in groups if name != each.action])
    rows = [[float(name in whole) for name in groups] for whole in wholes]
    if not rows:
        return
    rank = np.linalg.matrix_rank(rows)
    for place, name in enumerate(groups):
        unit = [float(at == place) for at in range(len(groups))]
        if sizes[name] and np.linalg.matrix_rank([*rows, unit]) == rank:  # its number is known
            lower = sum(down for action, down in tried if action == name)
            assert sizes[name] >= LEAST
            assert lower in {0, sizes[name]} or LEAST <= lower <= sizes[name] - LEAST


@pytest.mark.parametrize("unknown", [1, LEAST - 1, LEAST])
def test_schools_whose_plan_is_not_known_are_not_what_those_that_tried_and_did_not_leave_over(unknown: int) -> None:
    tried: list[Tried] = [("A13", at < 6) for at in range(12)] + [(None, at < 5) for at in range(10)]
    tried += [(None, True)] * unknown
    verdicts: list[ChangeDirection] = ["lower" if lower else "no-clear-change" for _, lower in tried]
    rounds = {
        school: each._replace(plan=plan(action, "time") if at < 22 else None)
        for at, ((school, each), (action, _)) in enumerate(zip(rounds_of(verdicts, tried).items(), tried, strict=True))
    }
    told = changes_of(written(rounds))
    overall = told.barriers[0].lower
    assert overall == SchoolCount(of=22 + unknown, n=11 + unknown)

    if unknown < LEAST:
        assert told.tried == ()
    else:
        ((action, others),) = [(each.tried, each.others) for each in told.tried]
        assert overall is not None
        assert others is not None
        assert (overall.n or 0) - (action.schools.n or 0) - (others.schools.n or 0) == unknown


def test_what_a_page_says_of_changes_stays_until_enough_schools_add_something_else() -> None:
    verdicts = said(10, same=20)
    first = written(rounds_of(verdicts))
    one_more = written(rounds_of([*verdicts, "lower"]), first.record)
    five_more = written(rounds_of([*verdicts, *said(LEAST)]), first.record)
    forced = written(rounds_of([*verdicts, "lower"]), first.record, again=True)

    assert (changes_of(one_more), one_more.changed) == (changes_of(first), 1)
    assert changes_of(five_more).barriers[0].lower == SchoolCount(of=35, n=15)
    assert five_more.changed == 0
    assert changes_of(forced).barriers[0].lower == SchoolCount(of=31, n=11)
    assert (forced.page.again, first.page.again) == (True, False)
    assert changes_of(written(rounds_of(verdicts), one_more.record)) == changes_of(first)


def test_a_barrier_that_few_of_the_new_schools_have_is_left_out() -> None:
    verdicts = said(10, same=20)
    first = written(rounds_of(verdicts))
    more = rounds_of([*verdicts, *said(LEAST)])
    social = {"social": change("social", "lower", lower=True)}
    for school in list(more)[30:]:
        more[school] = more[school]._replace(changes={**social, **({} if school > "s30" else more[school].changes)})

    after = {each.of: each for each in changes_of(written(more, first.record)).barriers}

    assert after["time"].lower is None
    assert after["social"].lower == SchoolCount(of=LEAST, n=None)


def test_the_page_says_that_nothing_is_proved_and_names_no_school(golden: Callable[[str, str], None]) -> None:
    tried: list[Tried] = [("A13", at < 7) for at in range(12)] + [(None, at < 5) for at in range(20)]
    page = written(rounds_of(said(12, same=20), tried)).page
    text = render_cohort_markdown(page, "en")

    assert "| Time | 12 | 20 | 0 | 32 |" in text
    assert (
        "| Fewer data collections | Routines not worth their time | 7 of 12 schools: 58%, most likely 32% to 81% |"
        in text
    )
    assert "This is the schools’ own experience, and no proof." in text
    assert "School 0" not in text
    golden("cohort-changes.md", text)
