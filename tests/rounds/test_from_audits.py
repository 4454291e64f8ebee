"""Audits compared: never more than the answers say, and the same from exact audits."""

from dataclasses import replace
from functools import lru_cache
from random import Random

import pytest
from support.rounds import FOUR, called, change, compared, drawn_round, reason, staff_round
from support.staff_answers import Group, Setting

from speedbumps.audit import AuditOptions, audits
from speedbumps.model.answers import School
from speedbumps.model.audit import Audit
from speedbumps.model.comparison import RoundChange, RoundComparison
from speedbumps.model.instrument import Instrument
from speedbumps.rounds.audit_rules import audit_obstacles, groups_of_roles
from speedbumps.rounds.from_audits import StaffRange, compare_audits, mean_range, people_asked
from speedbumps.rounds.sides import RoundAnswers
from speedbumps.rounds.verdicts import change_verdicts
from speedbumps.scoring.differences import MeanDifference

STAFF = {"leader": 6, "teacher": 16, "support": 8}
HEADCOUNTS: tuple[int | dict[str, int] | None, ...] = (
    None,
    38,
    {"leader": 7, "teacher": 20, "support": 11},
    {"leader": 6, "teacher": 16, "support": 9},
)


def with_headcount(answers: RoundAnswers, headcount: int | dict[str, int] | None) -> RoundAnswers:
    schools = {"oak": School(id="oak", name="Oak", headcount=headcount)}
    return answers._replace(responses=replace(answers.responses, schools=schools))


def audit_of(answers: RoundAnswers, *, exact: bool = False) -> Audit:
    return next(audits(answers.instrument, answers.responses, AuditOptions(exact=exact)))


def from_audits(*rounds: RoundAnswers | Audit, exact: bool = False) -> RoundComparison:
    """The comparison of the audits of some rounds."""
    held = [each if isinstance(each, Audit) else audit_of(each, exact=exact) for each in rounds]
    assert audit_obstacles(held) == ()
    made = compare_audits(held, exact=exact)
    assert made is not None
    return made


@lru_cache
def drawn(seed: int, drop: float = 0.0, times: int = 1) -> RoundAnswers:
    """A round of 30 people, or of some times as many, of a staff of 31 to 38 or without a known number."""
    roles = {role: n * times for role, n in STAFF.items()}
    headcount = HEADCOUNTS[seed % len(HEADCOUNTS)] if times == 1 else None
    return with_headcount(drawn_round(Random(seed), roles, drop), headcount)


def whole(found: RoundComparison) -> list[RoundChange]:
    """The changes of barriers and facets, without the roles, which audits list in another order."""
    return [each.model_copy(update={"roles": ()}) for each in found.changes if each.kind != "question"]


def ends(each: RoundChange) -> tuple[float, float]:
    assert each.low is not None
    assert each.high is not None
    return each.low, each.high


@pytest.mark.parametrize("seed", range(4))
def test_rounded_audits_say_no_more_than_the_answers_and_exact_ones_the_same(seed: int) -> None:
    rounds = [drawn(seed), drawn(seed + 5, 4.0 * seed, 4 if seed == 1 else 1)]

    answers, rounded, exact = compared(*rounds), from_audits(*rounds), from_audits(*rounds, exact=True)

    for said, made, same in zip(whole(answers), rounded.changes, exact.changes, strict=True):
        assert ends(made)[0] <= ends(said)[0]
        assert ends(made)[1] >= ends(said)[1]
        assert made.said in {said.said, "no-clear-change"}
        assert abs(made.difference - said.difference) <= 1.5
        assert (set(made.roles), made.n_before, made.n_after) == (set(STAFF), said.n_before, said.n_after)
        assert same.difference == pytest.approx(said.difference, abs=2e-9)
        if seed > 1:  # a number of all staff may be that of those asked, or not
            assert ends(same) == pytest.approx(ends(said), abs=1e-6)
            assert same.said == said.said
    published = compared(*rounds, exact=False)
    assert (rounded.rests_on, rounded.precision, exact.precision) == ("audits", "rounded", "exact")
    assert (rounded.before, rounded.after, rounded.school) == (published.before, published.after, published.school)
    assert rounded.same_questions == published.same_questions
    assert published.rests_on == "answers"


def test_exact_audits_are_rounded_as_answers_are() -> None:
    rounds = [drawn(0), drawn(4, 20.0)]

    found = compare_audits([audit_of(each, exact=True) for each in rounds])

    assert found is not None
    assert whole(found) == whole(compared(*rounds, exact=False))
    assert found.changes[0].said == "lower"


def test_the_smallest_staff_that_fits_an_audit_counts() -> None:
    """Leaders 6 of 7, teachers 16 of 20; nobody of the support staff answered, who may have been asked or not."""
    sizes: dict[str, int | dict[str, int] | None] = {
        "unknown": None,
        "all": 30,
        "fewer": 20,
        "roles": {"leader": 7, "teacher": 20},
        "more roles": {"leader": 7, "teacher": 20, "support": 9},
        "wrong": {"leader": 6, "teacher": 15},
        "wrong and more": {"leader": 6, "teacher": 15, "support": 9},
        "some": {"teacher": 20, "support": 9},
    }
    people = drawn_round(Random(3), {"leader": 6, "teacher": 16})

    found = {}
    for name, size in sizes.items():
        audit = audit_of(with_headcount(people, size))
        found[name] = people_asked(audit, audit.barriers[0])

    assert found == {
        "unknown": StaffRange(None, None),
        "all": StaffRange(30, None),
        "fewer": StaffRange(None, None),
        "roles": StaffRange(27, 27),
        "more roles": StaffRange(27, None),
        "wrong": StaffRange(None, None),
        "wrong and more": None,
        "some": StaffRange(29, None),
    }


def test_roles_that_are_not_asked_are_no_part_of_the_staff_that_counts() -> None:
    asked = ("leader", "teacher")
    questions = tuple(
        each.model_copy(update={"asked_of": asked} if each.id[0] == "T" else {}) for each in FOUR.questions
    )
    instrument = Instrument(questionnaire=FOUR.model_copy(update={"questions": questions}))
    people = drawn_round(Random(3), STAFF)._replace(instrument=instrument)
    by_role, in_all = (with_headcount(people, size) for size in (HEADCOUNTS[2], 38))

    audit = audit_of(by_role)
    assert [people_asked(audit, each) for each in audit.barriers[:2]] == [StaffRange(27, 27), StaffRange(38, 38)]
    audit = audit_of(in_all)
    assert [people_asked(audit, each) for each in audit.barriers[:2]] == [None, StaffRange(38, None)]
    found = from_audits(in_all, with_headcount(drawn_round(Random(4), STAFF)._replace(instrument=instrument), 38))
    time, resource = change(found, "time"), change(found, "resource")
    assert time is not None
    assert resource is not None
    assert (time.roles, time.low, time.said, time.high) == (("leader", "teacher"), None, None, None)
    assert resource.roles == ("leader", "teacher", "support")
    assert resource.said is not None


def test_few_people_have_the_house_spread() -> None:
    audit = audit_of(staff_round(Group("teacher", 7, {"T1": [1, 2]}, usual=2)))
    barrier, facet = audit.barriers[0], audit.barriers[0].facets[0]
    alone = facet.model_copy(update={"questions": facet.questions[:1]})

    errors = [mean_range(audit, each) for each in (barrier, facet, alone)]

    assert [each.least for each in errors if each] == pytest.approx([size / 7**0.5 for size in (24.0, 24.0, 30.0)])
    assert [each.most for each in errors if each] == [each.least for each in errors if each]
    assert {each.freedom for each in errors if each} == {float("inf")}
    assert mean_range(audit, barrier.model_copy(update={"n": 1})) is None


def test_without_a_t_interval_there_is_a_difference_and_no_verdict() -> None:
    """Where everybody answered there is no interval to be undone; the other barriers are still corrected for it."""
    before, after = (audit_of(drawn(seed, drop)) for seed, drop in ((0, 0.0), (4, 25.0)))
    everyone = {"interval": "everyone", "low": 50.0, "high": 50.0}
    first, *rest = after.barriers
    whole_staff = after.model_copy(update={"barriers": (first, rest[0].model_copy(update=everyone), *rest[1:])})

    found = from_audits(before, whole_staff)

    assert change(found, "time").said == "lower"  # type: ignore[union-attr] # compared
    resource = change(found, "resource")
    assert resource is not None
    assert resource.difference == resource.after - resource.before
    assert (resource.low, resource.high, resource.said) == (None, None, None)
    wide = {"low": 0.0, "high": 100.0}
    cut_off = after.model_copy(update={"barriers": (first.model_copy(update=wide), *rest)})
    assert change(from_audits(before, cut_off), "time").low is None  # type: ignore[union-attr] # compared


def test_what_audits_do_not_show_alike_is_left_out_with_the_reason() -> None:
    before, after = audit_of(drawn(0)), audit_of(drawn(4))
    time, resource, political, social = after.barriers
    hidden = time.model_copy(update={"status": "withheld", "severity": None})
    unscored = resource.model_copy(update={"status": "not-enough-answers", "severity": None})
    bound = political.model_copy(update={"bound": "at-most"})
    (facet,) = social.facets
    left = social.model_copy(update={"facets": (facet.model_copy(update={"questions": facet.questions[1:]}),)})

    found = from_audits(before, after.model_copy(update={"barriers": (hidden, unscored, bound, left)}))

    assert [reason(found, name) for name in ("time", "resource", "political", "social", "social.all")] == [
        "hidden",
        "no-score",
        "near-end",
        "few-questions",
        "few-questions",
    ]
    assert [each.of for each in found.changes] == ["time.all", "resource.all", "political.all"]
    assert found.not_compared[0].title == "Time"
    assert found.same_questions == (*before_questions(before)[:9], *before_questions(before)[10:])


def before_questions(audit: Audit) -> list[str]:
    return [each.id for barrier in audit.barriers for facet in barrier.facets for each in facet.questions]


def test_what_was_not_asked_in_a_round_is_listed_and_what_nobody_asked_is_not() -> None:
    short, long = (staff_round(Group("teacher", 12, {"T1": [1, 2]}, 2), setting=each) for each in SETTINGS)
    unasked = {"status": "not-asked", "severity": None}

    def without_time(audit: Audit) -> Audit:
        first, *rest = audit.barriers
        questions = [each.model_copy(update={"questions": ()}) for each in first.facets]
        return audit.model_copy(
            update={"barriers": (first.model_copy(update={**unasked, "facets": tuple(questions)}), *rest)}
        )

    saved = [audit_of(each) for each in (short, long)]
    found = from_audits(*saved)
    assert reason(found, "time.routines") == "few-questions"  # one round asked one of its two questions
    assert change(found, "time.delay") is not None
    assert reason(from_audits(saved[0], without_time(saved[1])), "time") == "asked-once"
    both = from_audits(*map(without_time, saved))
    assert reason(both, "time") is None
    assert change(both, "time") is None


SETTINGS = (Setting(without=("T1",)), Setting(headcount=20))


def with_height(points: float, name: str) -> Audit:
    """The audit of a round in which the first barrier is so high, with a margin of 6 points."""
    audit = audit_of(drawn(0))
    first, *rest = audit.barriers
    moved = {"severity": points, "low": points - 6, "high": points + 6, "agreement": float(name) / 10}
    return audit.model_copy(update={"round": name, "barriers": (first.model_copy(update=moved), *rest)})


def of_heights(*heights: float) -> RoundChange:
    """How the first barrier changed over rounds in which it was so high."""
    return from_audits(*(with_height(points, str(at)) for at, points in enumerate(heights))).changes[0]


def test_three_audits_say_what_has_held_if_rounding_leaves_no_doubt() -> None:
    assert of_heights(70.0, 62.0, 64.0).held
    assert of_heights(70.0, 62.0, 65.0).held is False  # it may be 4 points lower
    back = of_heights(70.0, 40.0, 62.0)
    assert (back.held, back.said, [each.severity for each in back.earlier]) == (False, "higher", [70.0])
    assert of_heights(49.0, 70.0, 62.0, 64.0).held  # what was before does not count
    assert of_heights(70.0, 62.0).held is None


def test_verdicts_are_corrected_for_the_barriers_that_are_compared_and_no_more() -> None:
    """A difference of at least 11 points with an error of 4.15 has a chance of 1 %: it is clear among four, not six."""
    assert of_heights(70.0, 58.0).said == "lower"
    assert of_heights(70.0, 59.0).said == "no-clear-change"
    assert change_verdicts({"time": MeanDifference(-12.0, -20.3, -3.7, 58.0, 4.15, 1.0)}, 5) == {
        "time": "no-clear-change"
    }


def test_differences_stay_within_the_scale() -> None:
    assert (of_heights(4.0, 97.0).high, of_heights(97.0, 4.0).low) == (100.0, -100.0)
    low, high = (
        with_height(points, name).model_copy(update={"precision": "exact"})
        for points, name in ((4.0, "0"), (97.0, "1"))
    )
    assert from_audits(low, high, exact=True).changes[0].high == 100.0


def test_numbers_of_people_and_rounds_stand_in_their_order() -> None:
    rounds = [called(drawn(seed, times=times), str(seed)) for seed, times in ((0, 1), (4, 2), (8, 3))]

    found = from_audits(*rounds)

    (first,) = {(tuple(each.n for each in change.earlier), change.n_before, change.n_after) for change in found.changes}
    assert first == ((30,), 60, 90)
    assert [each.round for each in (*found.earlier, found.before, found.after)] == ["0", "4", "8"]


def test_a_mean_that_may_have_been_rounded_down_below_a_band_is_less_certain() -> None:
    audit = audit_of(drawn(0))
    found = [
        mean_range(
            audit, audit.barriers[0].model_copy(update={"severity": points, "low": points - 5, "high": points + 5})
        )
        for points in (48.0, 49.0, 50.0)
    ]

    assert [each.rounding for each in found if each] == [0.5, 1.0, 0.5]  # bumps begin at 50
    exact = audit_of(drawn(0), exact=True)
    assert mean_range(exact, exact.barriers[0]).rounding == 0.0  # type: ignore[union-attr] # it has an interval


def test_one_person_is_compared_without_an_interval() -> None:
    found = from_audits(*(called(staff_round(Group("head", 1, usual=usual)), str(usual)) for usual in (1, 3)))

    time = change(found, "time")
    assert time is not None
    assert (time.before, time.after, time.difference, time.low, time.said) == (25.0, 75.0, 50.0, None, None)


def test_audits_that_show_nothing_alike_are_not_compared() -> None:
    audit = audit_of(drawn(0))
    hidden = tuple(
        barrier.model_copy(
            update={
                "status": "withheld",
                "facets": tuple(each.model_copy(update={"status": "withheld"}) for each in barrier.facets),
            }
        )
        for barrier in audit.barriers
    )

    assert compare_audits([audit, audit.model_copy(update={"barriers": hidden})]) is None


def test_all_that_stands_against_comparing_audits_is_said_at_once() -> None:
    before, after = (audit_of(called(drawn(seed), str(seed))) for seed in (0, 4))
    asked = after.questionnaire

    def obstacles(**parts: object) -> tuple[str, ...]:
        return audit_obstacles([before, after.model_copy(update=parts)])

    def other(**parts: object) -> dict[str, object]:
        return {"questionnaire": asked.model_copy(update=parts)}

    assert obstacles() == ()
    assert obstacles(school=after.school.model_copy(update={"id": "elm"}), form="quick") == ("schools",)
    assert obstacles(**other(fingerprint="another"), form="quick") == ("questionnaires",)
    assert obstacles(**other(version="1.0.9")) == ()
    assert obstacles(**other(version="1.1.0"), form="quick") == ("versions", "forms")
    assert obstacles(detail="barriers") == ("forms",)
    assert obstacles(barriers=after.barriers[:3]) == ("forms",)
    assert obstacles(**other(bump_from=60.0)) == ("rules",)
    assert obstacles(**other(limits=asked.limits.model_copy(update={"min_distribution": 12}))) == ("rules",)
    assert obstacles(**other(bands=(asked.bands[0].model_copy(update={"from_": 1.0}),))) == ("rules",)
    assert obstacles(precision="exact") == ("precision",)
    assert obstacles(respondents=after.respondents.model_copy(update={"n": 1})) == ("one-person",)
    assert obstacles(round="0") == ("one-round",)
    assert obstacles(round=None) == ()
    assert obstacles(round=None, respondents=before.respondents, barriers=before.barriers) == ("same",)
    assert audit_obstacles([before, after, before]) == ("one-round",)


def test_roles_must_be_shown_alike() -> None:
    """A question counts for roles together only if all of them were asked it."""
    groups = [Group("leader", 6, usual=1), Group("teacher", 12, {"T1": [1, 2]}, usual=2)]
    two = audit_of(staff_round(*groups))
    head = audit_of(staff_round(Group("head", 1, usual=3), *groups))
    governors = audit_of(staff_round(Group("governor", 9, usual=3), *groups))
    three = audit_of(staff_round(Group("support", 8, usual=3), *groups))
    together = audit_of(staff_round(Group("support", 3, usual=3), *groups))

    assert groups_of_roles(together) == (("leader", "support"), ("teacher",))
    assert [audit_obstacles([two, each]) for each in (head, governors, three, together)] == [
        (),
        (),
        ("roles",),
        ("roles",),
    ]
