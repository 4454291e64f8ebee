"""Which options come first: compared with a second account of the rules."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from support.actions import action
from support.strategies import action_lists, actions, bump_lists, head_counts

from speedbumps.model.actions import Grade, Hours
from speedbumps.model.audit import AuditedAction
from speedbumps.model.staff_hours import first_term_hours, hours_for_staff
from speedbumps.plan.options import RankedBump, eases, rank_options

RANKS = {"A": 0, "B": 1, "C": 2, "local": 2, "G": 3, "D": 4, "X": 5}


def lowers(action: AuditedAction, bump: str) -> bool:
    """Return whether an action may lower a bump, by comparing names."""
    return any(facet == bump or facet.startswith(f"{bump}.") for facet in action.eases)


def made_for(action: AuditedAction, bump: str) -> bool:
    """Return whether an action names a bump, or a facet of it, before any other."""
    return action.eases[0] == bump or action.eases[0].startswith(f"{bump}.")


def term_cost(action: AuditedAction, staff: int | None) -> float:
    """Return the most that an action may cost in its first term: its hours as they are printed for so many staff."""
    setup, running, saved = action.hours.setup[1], action.hours.per_term[1], action.hours.saves_per_term[0]
    if staff and action.hours_for and action.level in ("teacher", "school") and staff != action.hours_for:
        share = staff / action.hours_for
        setup, running, saved = (max(1, int(end * share + 0.5)) if end else 0 for end in (setup, running, saved))
    return setup + running - saved


def comes_first(
    pair: tuple[AuditedAction, AuditedAction],
    bump: str,
    bumps: tuple[RankedBump, ...],
    *,
    energy: bool,
    staff: int | None,
) -> bool:
    """Return whether the first of *pair* stands before the other at *bump*, by one rule after the other."""
    one, other = pair

    def eased(action: AuditedAction) -> float:
        return sum(each.severity for each in bumps if each.id != bump and lowers(action, each.id))

    if (one.evidence.grade == "X") != (other.evidence.grade == "X"):
        return other.evidence.grade == "X"
    if one.own_reach != other.own_reach:
        return one.own_reach
    if made_for(one, bump) != made_for(other, bump):
        return made_for(one, bump)
    if energy and one.saves_hours != other.saves_hours:
        return one.saves_hours
    if RANKS[one.evidence.grade] != RANKS[other.evidence.grade]:
        return RANKS[one.evidence.grade] < RANKS[other.evidence.grade]
    for question in next(each.questions for each in bumps if each.id == bump):
        if (question in one.should_move) != (question in other.should_move):
            return question in one.should_move
        if question in one.should_move:
            break
    if term_cost(one, staff) != term_cost(other, staff):
        return term_cost(one, staff) < term_cost(other, staff)
    if eased(one) != eased(other):
        return eased(one) > eased(other)
    if one.moves_knowledge != other.moves_knowledge:
        return one.moves_knowledge
    return one.id < other.id


@given(bump_lists(), action_lists(), st.booleans(), head_counts)
def test_options_follow_the_rules_pair_by_pair(
    bumps: tuple[RankedBump, ...],
    library: tuple[AuditedAction, ...],
    energy: bool,  # noqa: FBT001 - drawn
    staff: int | None,
) -> None:
    ranked = rank_options(bumps, library, energy=energy, staff=staff)

    by_id = {action.id: action for action in library}
    assert list(ranked) == [bump.id for bump in bumps]
    for bump in bumps:
        assert {*ranked[bump.id]} == {action.id for action in library if lowers(action, bump.id)}
        for one, other in combinations(ranked[bump.id], 2):
            assert comes_first((by_id[one], by_id[other]), bump.id, bumps, energy=energy, staff=staff)


@given(bump_lists(), action_lists())
def test_the_order_of_the_library_makes_no_difference(
    bumps: tuple[RankedBump, ...], library: tuple[AuditedAction, ...]
) -> None:
    assert rank_options(bumps, library, energy=False) == rank_options(bumps, library[::-1], energy=False)


@given(st.integers(1, 10**11 - 1), st.integers(1, 10**11 - 1), st.sampled_from([-1, 0, 1]))
def test_sums_that_differ_in_the_ninth_decimal_differ_and_others_tie(one: int, other: int, more: int) -> None:
    """Severities have nine decimals; their sums as floats differ from the true ones only far behind these."""
    heights = {"time.delay": one, "time.energy": other, "political.clash": one + other + more}
    bumps = [RankedBump(name, units / 10**9, "ours", None) for name, units in heights.items()]
    rest = RankedBump("social.openness", 1.0, "ours", None)
    library = [
        action("a-sum", "A", rest.id, "time.delay", "time.energy"),
        action("mover", "A", rest.id, "political.clash", moves=True),
    ]

    ranked = rank_options([*bumps, rest], library, energy=False)

    assert ranked[rest.id] == (("mover", "a-sum") if more >= 0 else ("a-sum", "mover"))


def test_an_action_made_for_a_bump_stands_before_better_tested_ones_that_ease_it_besides() -> None:
    library = [
        action("besides", "A", "time.energy", "time.delay"),
        action("made-for-it", "D", "time.delay", "time.energy"),
    ]
    bumps = [RankedBump("time.energy", 90.0, "ours", None), RankedBump("time.delay", 60.0, "ours", None)]

    ranked = rank_options(bumps, library, energy=False)

    assert ranked == {"time.energy": ("besides", "made-for-it"), "time.delay": ("made-for-it", "besides")}


def test_where_energy_is_low_hours_given_back_count_more_than_evidence_but_less_than_the_bump() -> None:
    saver = {"hours": Hours(saves_per_term=(5, 9)), "saves_hours": True}
    library = [
        action("besides", "A", "time.energy", "time.delay").model_copy(update=saver),
        action("saver", "D", "time.delay").model_copy(update=saver),
        action("tested", "A", "time.delay"),
    ]
    bumps = [RankedBump("time.delay", 60.0, "ours", None)]

    assert rank_options(bumps, library, energy=True) == {"time.delay": ("saver", "tested", "besides")}
    assert rank_options(bumps, library, energy=False) == {"time.delay": ("tested", "saver", "besides")}


def test_among_options_tested_as_well_the_one_that_speaks_to_the_highest_answers_comes_first() -> None:
    def moving(name: str, *questions: str, grade: Grade = "D") -> AuditedAction:
        hours = Hours(setup=(9, 9) if questions else (0, 0))
        return action(name, grade, "time.delay").model_copy(update={"should_move": questions, "hours": hours})

    library = [moving("general"), moving("second", "T2"), moving("first", "T9", "T1"), moving("tested", grade="A")]
    bumps = [RankedBump("time.delay", 60.0, "ours", None, questions=("T1", "T2"))]

    assert rank_options(bumps, library, energy=False) == {"time.delay": ("tested", "first", "second", "general")}
    assert rank_options([bumps[0]._replace(questions=())], library, energy=False) == {
        "time.delay": ("tested", "general", "first", "second")
    }


@given(action_lists())
def test_a_first_term_costs_the_most_and_gives_back_the_least(library: tuple[AuditedAction, ...]) -> None:
    for each in library:
        (_, setup), (_, running), (saved, _) = each.hours.setup, each.hours.per_term, each.hours.saves_per_term
        assert first_term_hours(each) == setup + running - saved


@given(actions("a"), head_counts)
def test_hours_are_whole_and_rise_with_the_staff(action: AuditedAction, staff: int | None) -> None:
    given_hours, scaled = action.hours, hours_for_staff(action, staff)

    if staff is None or action.hours_for is None or action.level in ("between-schools", "system"):
        assert scaled == given_hours
        return
    for name in ("setup", "per_term", "saves_per_term"):
        for before, after in zip(getattr(given_hours, name), getattr(scaled, name), strict=True):
            assert after == int(after)
            assert abs(after - before * staff / action.hours_for) <= (0.5 if before * staff >= action.hours_for else 1)
            assert (after > 0) == (before > 0)


@given(actions("a", eases=("time.delay",)))
def test_a_facet_eases_its_barrier_and_no_other(action: AuditedAction) -> None:
    assert eases(action, "time.delay")
    assert eases(action, "time")
    assert not eases(action, "time.energy")
    assert not eases(action, "resource")
