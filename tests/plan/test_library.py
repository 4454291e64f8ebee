"""The library of actions in the words of a nation."""

from typing import get_args

import pytest
from support.schools import shipped

from speedbumps.model.actions import Action, ActionLibrary, ActionWording, Evidence, Hours
from speedbumps.model.audit import AuditedAction
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Nation
from speedbumps.plan.library import localized_actions

WORDS = ("title", "first_step", "owner", "involve", "stop", "protects", "success", "watch_out")


def library_of(*actions: Action) -> Instrument:
    library = ActionLibrary(format="speedbumps-actions/1", hours_for=30, actions=actions)
    return shipped().model_copy(update={"library": library})


def action_with(**given: object) -> Action:
    held = {
        "id": "A1",
        "level": "school",
        "eases": ("time.delay",),
        "horizon": "term",
        "evidence": Evidence(grade="B", summary="Tested."),
        **{name: f"{name} of all" for name in WORDS},
    }
    return Action.model_validate({**held, **given})


def shout(text: str) -> str:
    return text.upper()


def test_an_action_keeps_what_it_is_and_its_words_are_filled_in() -> None:
    given = action_with(
        own_reach=True,
        moves_knowledge=True,
        moves_pupils=True,
        hours=Hours(setup=(1, 2), per_term=(3, 4)),
        hours_how="4 = 2 · 2 a term",
        should_move=("Q1",),
    )

    assert localized_actions(library_of(given), None, shout) == {
        "A1": AuditedAction(
            id="A1",
            level="school",
            own_reach=True,
            eases=("time.delay",),
            moves_knowledge=True,
            moves_pupils=True,
            horizon="term",
            hours=Hours(setup=(1, 2), per_term=(3, 4)),
            hours_how="4 = 2 · 2 A TERM",
            hours_for=30,
            should_move=("Q1",),
            evidence=Evidence(grade="B", summary="Tested."),
            saves_hours=False,
            title="TITLE OF ALL",
            first_step="FIRST_STEP OF ALL",
            owner="OWNER OF ALL",
            involve="INVOLVE OF ALL",
            stop="STOP OF ALL",
            protects="PROTECTS OF ALL",
            success="SUCCESS OF ALL",
            watch_out="WATCH_OUT OF ALL",
        )
    }


def test_words_that_are_not_there_stay_out() -> None:
    given = action_with(involve=None, stop=None, protects=None, success=None, watch_out=None)

    held = localized_actions(library_of(given), "wales", shout)["A1"]

    assert (held.involve, held.stop, held.protects, held.success, held.watch_out, held.hours_how) == (None,) * 6
    assert (held.own_reach, held.moves_knowledge, held.moves_pupils) == (False,) * 3


def test_words_may_be_filled_in_with_nothing() -> None:
    held = localized_actions(library_of(action_with()), None, lambda _: "")["A1"]

    assert {getattr(held, name) for name in WORDS} == {""}


@pytest.mark.parametrize("field", WORDS)
def test_a_nation_has_its_own_words_where_it_has_any(field: str) -> None:
    given = action_with(wording={"wales": ActionWording.model_validate({field: "of Wales"})})

    held = localized_actions(library_of(given), "wales", shout)["A1"]
    others = [localized_actions(library_of(given), nation, shout)["A1"] for nation in ("england", None)]

    assert {name: getattr(held, name) for name in WORDS} == {
        name: "OF WALES" if name == field else f"{name} of all".upper() for name in WORDS
    }
    assert {getattr(each, field) for each in others} == {f"{field} of all".upper()}


@pytest.mark.parametrize("nation", [*get_args(Nation), None])
def test_an_action_for_some_nations_is_only_there(nation: Nation | None) -> None:
    some = library_of(action_with(nations=("wales", "scotland")), action_with(id="A2"))

    expected = {"A2"} if nation not in {"wales", "scotland", None} else {"A1", "A2"}
    assert {*localized_actions(some, nation, shout)} == expected


@pytest.mark.parametrize(
    ("saved", "running", "saves"), [(0, 0, False), (1, 0, True), (5, 5, True), (5, 6, False), (5, 4, True)]
)
def test_an_action_saves_hours_if_it_gives_back_what_it_takes(
    saved: float,
    running: float,
    saves: bool,  # noqa: FBT001 - parametrised
) -> None:
    given = action_with(hours=Hours(per_term=(0, running), saves_per_term=(saved, 9)))

    assert localized_actions(library_of(given), None, shout)["A1"].saves_hours is saves


def test_a_questionnaire_may_have_no_library() -> None:
    assert localized_actions(shipped().model_copy(update={"library": None}), None, shout) == {}
