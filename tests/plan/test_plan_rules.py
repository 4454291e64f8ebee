"""What a plan has to observe beside what is under way."""

from speedbumps.plan.plan_rules import PlanRules, UnderWay, available_hours, beside_under_way, is_under_way

GOING = (UnderWay("time.delay", "A1", (10.0, -5.0, 40.0)), UnderWay("time.energy", None, (1.0, 2.0, 3.0)))


def test_half_of_the_hours_are_there_while_energy_is_low() -> None:
    assert available_hours(60, energy=False) == (60, 60, 60)
    assert available_hours(60, energy=True) == (30, 30, 30)


def test_what_is_under_way_takes_its_place_its_action_and_its_hours() -> None:
    rules = PlanRules(most=5, hours=(20.0, 20.0, 20.0), forbidden=frozenset({"A9"}), under_way=GOING)

    assert beside_under_way(rules) == rules._replace(most=3, hours=(9.0, 23.0, 0.0), forbidden=frozenset({"A1", "A9"}))


def test_no_room_is_left_beside_more_than_there_may_be_and_unknown_hours_stay_unknown() -> None:
    assert beside_under_way(PlanRules(most=1, under_way=GOING)) == PlanRules(
        most=0, hours=None, forbidden=frozenset({"A1"}), under_way=GOING
    )
    assert beside_under_way(PlanRules(hours=(1.0, 2.0, 3.0))) == PlanRules(hours=(1.0, 2.0, 3.0))


def test_a_bump_is_under_way_by_its_name() -> None:
    assert is_under_way("time.energy", PlanRules(under_way=GOING))
    assert not is_under_way("time", PlanRules(under_way=GOING))
    assert not is_under_way("time.delay", PlanRules())
