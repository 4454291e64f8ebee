"""The boxes of a plan: where each belongs, what stands there, and what it is found by."""

from datetime import date

import pytest
from support.plans import HEADER, read_plan

from speedbumps.model.plan import Fairness, OwnAction, PlannedAction, PlannedRequest
from speedbumps.plan.boxes import (
    OF_ACTION,
    boxes_of_actions,
    boxes_of_requests,
    hours_text,
    name_of_plan,
    plan_boxes,
    same_text,
    typed_text,
)

PLAN = read_plan(HEADER)
FULL = PlannedAction(
    bump="time.delay",
    action="A16",
    status="under-way",
    change=" a\u202e  change ",
    stops="a stop",
    keeps="a purpose",
    owner="Bea",
    start=date(2026, 11, 30),
    review=date(2027, 3, 12),
    sign="a sign",
    outcome="an outcome",
    fairness=Fairness(could_lose="Year 2", so_we="ask them"),
    hours_spent=7.5,
    notes="One\n\nTwo",
)


def test_each_box_holds_what_stands_in_the_plan() -> None:
    (boxes,) = boxes_of_actions(PLAN.model_copy(update={"priorities": (FULL,)}))

    assert {box.key: box.value for box in boxes} == {
        "status": "under-way",
        "change": "a change",
        "stops": "a stop",
        "keeps": "a purpose",
        "owner": "Bea",
        "start": "2026-11-30",
        "review": "2027-03-12",
        "sign": "a sign",
        "outcome": "an outcome",
        "could_lose": "Year 2",
        "so_we": "ask them",
        "hours_spent": "7.5",
        "notes": "One\n\nTwo",
    }
    assert [box.key for box in boxes] == [*OF_ACTION]
    assert {box.of for box in boxes} == {"time.delay"}


def test_what_is_not_filled_in_is_an_empty_text() -> None:
    (boxes,) = boxes_of_actions(
        PLAN.model_copy(update={"priorities": (PlannedAction(bump="time.delay", action="A16", hours_spent=0),)})
    )

    assert {box.key: box.value for box in boxes if box.value} == {"status": "proposed", "hours_spent": "0"}
    assert {box.key: box.kind for box in boxes if box.kind != "words"} == {
        "status": "status",
        "start": "day",
        "review": "day",
        "hours_spent": "hours",
    }


def test_a_box_is_named_after_its_bump_and_its_action_and_knows_its_place_in_the_file() -> None:
    own = PlannedAction(bump="time.delay", own=OwnAction(title="Ours", eases=("time.delay",)))
    boxes = boxes_of_actions(PLAN.model_copy(update={"priorities": (FULL, own, FULL, own, FULL)}))

    names = [each[0].name.removesuffix(":status") for each in boxes]
    assert names[::2] == ["plan:time.delay:A16", "plan:time.delay:A16#2", "plan:time.delay:A16#3"]
    assert names[1].startswith("plan:time.delay:own-")
    assert names[3] == f"{names[1]}#2"
    renamed = own.model_copy(update={"own": OwnAction(title="Theirs", eases=("time.delay",))})
    (other,) = boxes_of_actions(PLAN.model_copy(update={"priorities": (renamed,)}))
    assert other[0].name.removesuffix(":status") not in names
    within = {"could_lose", "so_we"}
    assert [box.route for box in boxes[1]] == [
        ("priorities", 1, "fairness", key) if key in within else ("priorities", 1, key) for key in OF_ACTION
    ]


def test_what_is_asked_of_others_has_two_boxes() -> None:
    ask = PlannedRequest(of="the trust", text="share cover", bump="time.delay", sent=date(2026, 12, 1), answer=" yes ")
    other = ask.model_copy(update={"bump": None, "sent": None, "answer": None})
    plan = PLAN.model_copy(update={"asks": (ask, other, ask), "priorities": (FULL,)})

    first, second, third = boxes_of_requests(plan)

    assert [(box.key, box.kind, box.value, box.route, box.of) for box in first] == [
        ("sent", "day", "2026-12-01", ("asks", 0, "sent"), "the trust"),
        ("answer", "words", "yes", ("asks", 0, "answer"), "the trust"),
    ]
    assert [box.value for box in second] == ["", ""]
    assert first[0].name.startswith("ask:")
    assert third[0].name == first[0].name.replace(":sent", "#2:sent")
    assert len({box.name for boxes in (first, second, third) for box in boxes}) == 6
    assert [*plan_boxes(plan)] == [*boxes_of_actions(plan)[0], *first, *second, *third]


def test_a_plan_is_known_by_its_school_its_round_and_its_questionnaire() -> None:
    assert name_of_plan(PLAN) == "speedbumps-plan/1:hillview::school"
    assert name_of_plan(PLAN.model_copy(update={"round": "2026-autumn", "questionnaire": "ours@3.1.4"})) == (
        "speedbumps-plan/1:hillview:2026-autumn:ours"
    )


@pytest.mark.parametrize(
    ("text", "typed"),
    {
        "  a \t b  ": "a b",
        "\n\n a \n\n b\n\n": "a\n\nb",
        "a\x1b[31mb\x00": "a[31mb",
        "a\ufffeb\ud800": "ab",
        "a\r\nb": "a\nb",
    }.items(),
)
def test_a_text_is_typed_without_signs_that_steer_and_without_empty_ends(text: str, typed: str) -> None:
    assert typed_text(text) == typed


def test_texts_are_the_same_if_nobody_sees_a_difference() -> None:
    assert same_text("cafe\u0301 \u200ba") == same_text("caf\u00e9 a")
    assert same_text("a b") != same_text("ab")


@pytest.mark.parametrize(("hours", "text"), {14.0: "14", 7.5: "7.5", 0.1: "0.1", 1000000.25: "1000000.25"}.items())
def test_hours_are_written_as_people_write_them(hours: float, text: str) -> None:
    assert hours_text(hours) == text
