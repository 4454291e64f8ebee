"""Wordings that ask something else are found, and questions about events that may not have occurred."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from speedbumps.lint.dispatch import lint
from speedbumps.lint.language.events import find_event, find_last_event, offers_way_out
from speedbumps.lint.language.shifts import HINTS, find_shift

BASE = {
    "format": "speedbumps-questionnaire/1",
    "id": "asked",
    "version": "1.0.0",
    "title": "Asked",
    "roles": [
        {"id": "head", "title": "Headteacher", "one_person": True, "joins": "teacher"},
        {"id": "teacher", "title": "Teacher"},
        {"id": "team", "title": "Staff together", "one_person": True, "together": True, "joins": "teacher"},
    ],
    "barriers": [{"id": "time", "title": "Time", "facets": [{"id": "delay", "title": "Waiting"}]}],
    "scoring": {"bands": [{"id": "clear", "from": 0, "title": "Clear", "means": "Clear."}]},
}

OFTEN = {
    "prompt": "This term, how often does this happen?",
    "points": [{"value": value, "label": label} for value, label in enumerate(("Never", "Sometimes", "Often"))],
}

DAYS = {"number": {"unit": "school days", "min": 0, "max": 390}}


def codes(folder: Path, question: dict[str, Any], scale: dict[str, Any] = OFTEN, language: str = "en") -> set[str]:
    """The codes of these checks that are found in a questionnaire with this *question*."""
    measures = {"measures": {"time.delay": "barrier"}} if "points" in scale else {"belongs_to": "time.delay"}
    asked = {"id": "T01", "scale": "own", **measures, **question}
    path = folder / "asked.yaml"
    data = {**BASE, "language": language, "scales": {"own": scale}, "questions": [asked]}
    path.write_text(json.dumps(data), "utf-8")
    return {problem.code for problem in lint(path).problems if problem.code in {"SB618", "SB619"}}


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("I can try a small change within two weeks.", "Staff here can try a small change within two weeks."),
        ("I know who can say yes to a new idea.", "It is clear here who can say yes to a new idea."),
        ("We know who can say yes to a new idea.", "It is clear here who can say yes to a new idea."),
        ("I know who here is good at what I find hard.", "I know who here is good at what others find hard."),
        ("I get planned time to work with colleagues.", "I get paid time to plan with other staff."),
        ("I have the energy to try something new.", "Staff here seem to have the energy to try something new."),
        ("It is clear who decides.", "I know who decides."),
        ("New priorities arrive before we are done.", "Our school takes on new priorities before we are done."),
        ("I get answers within a week.", "I get polite answers within a month."),
    ],
)
def test_a_wording_that_asks_something_else_is_found(text: str, wording: str, tmp_path: Path) -> None:
    question = {"text": text, "wording": {"head": wording}}

    assert "SB618" in codes(tmp_path, question)
    assert "SB618" not in codes(tmp_path, {**question, "shifted": ["head"]})
    assert "SB618" not in codes(tmp_path, question, language="cy")


@pytest.mark.parametrize(
    ("role", "text", "wording"),
    [
        ("team", "I know who can say yes.", "We know who can say yes."),
        ("team", "I know who is good at what I find hard.", "We know who is good at what others find hard."),
        ("team", "Colleagues ask me how I do things.", "We ask each other how we do things."),
        ("team", "Planned time with colleagues is cancelled.", "Our planned time together is cancelled."),
        ("head", "We stop something old.", "Our school stops something old."),
        ("head", "People outside notice what we do well.", "People outside our school notice what it does well."),
        ("head", "Improvement work here falls on a few people.", "Work to improve our school falls on a few people."),
        ("head", "Useful work here stopped.", "Useful work in our schools stopped."),
        ("head", "The plan of {runs} is clear to me.", "The plan of {area} is clear to me."),
    ],
)
def test_a_wording_with_the_same_meaning_is_left_alone(role: str, text: str, wording: str, tmp_path: Path) -> None:
    assert "SB618" not in codes(tmp_path, {"text": text, "wording": {role: wording}})


def test_what_measures_nothing_is_never_compared_between_roles(tmp_path: Path) -> None:
    question = {"text": "In a normal week, how long do I wait?", "wording": {"head": "In a normal week, who pays?"}}

    assert codes(tmp_path, question, DAYS) == set()


VERBS = st.sampled_from(("get answers", "keep worries", "work with colleagues", "share ideas", "plan lessons", "wait"))
PLACES = st.sampled_from(("", " here", " within a week", " at my school", " for my class", " to myself"))
STATEMENTS = st.builds("I {}{}{}.".format, st.sampled_from(("", "can ", "have to ")), VERBS, PLACES)


def as_we(text: str) -> str:
    return re.sub(r"\bmy\b", "our", re.sub(r"\bmyself\b", "ourselves", re.sub(r"\bI\b", "We", text)))


@given(STATEMENTS)
def test_only_people_who_answer_together_may_speak_as_we(text: str) -> None:
    assert find_shift(text, as_we(text), together=True) is None
    assert find_shift(text, as_we(text)) is not None
    assert find_shift(text, text) is None


@given(STATEMENTS)
def test_a_statement_about_others_is_not_one_about_oneself(text: str) -> None:
    others = re.sub(r"\bmy(self)?\b", "their", re.sub(r"\bI\b", "Staff", text))

    assert find_shift(text, others) is not None
    assert find_shift(others, text) is not None
    assert find_shift(text, others, together=True) is not None


@given(STATEMENTS, st.sampled_from(sorted(HINTS)), st.integers(1, 8))
def test_one_word_that_limits_a_statement_makes_another(text: str, hint: str, at: int) -> None:
    words = text.split()
    limited = " ".join([*words[:at], hint, *words[at:]])

    assert find_shift(text, limited) == f"only this wording has '{hint}'"


@given(st.text(max_size=60), st.text(max_size=60), st.booleans())
def test_any_text_is_the_same_as_itself_and_can_be_compared(one: str, other: str, together: bool) -> None:  # noqa: FBT001 - drawn
    assert find_shift(one, one, together=together) is None
    assert find_shift(one, other, together=together) != ""
    assert find_event(one) != ""
    assert find_last_event(one) != ""


EVENTS = (
    "A change of political leaders set back work that we had begun.",
    "Work that we had begun lost its backing after a change of political leaders.",
    "Useful work here stopped when its grant ran out.",
    "Useful work here stopped when its money ran out.",
    "Bids for money took more work than they were worth.",
    "When we take on something new, we stop something old.",
    "When something new starts here, something old stops to make room for it.",
    "We dropped new approaches before they had time to work.",
    "Before we buy in help, we look for it among our own staff.",
    "Before a big decision, we ask which pupils could lose out.",
    "What someone learns on a course stays with that one person.",
    "New ideas here wait weeks for a decision.",
    "Parents’ new ideas wait weeks for a decision.",
    "Getting ready for inspection takes us away from what pupils need.",
)

ORDINARY = (
    "I can try a small change in my work within two weeks of the idea.",
    "I know who can say yes to a new idea.",
    "I have the energy to try something new at work.",
    "I can tell colleagues here when something I tried went wrong.",
    "If the person leading our school plan left, the work would carry on.",
    "Of course I plan with a colleague.",
    "In due course I get an answer.",
    "After school, I plan with a colleague.",
    "Before the term begins, I know my classes.",
    "I get an answer within a week of asking.",
    "Our courses of action are clear.",
    "It is hard to get cover for visits to other schools.",
)

WAYS_OUT = (
    "If there was none, choose “Does not apply”.",
    "If there were no grants, choose “Does not apply”.",
    "If you have none, choose “Does not apply to me”.",
    "If this has not happened, leave it blank.",
    "If it didn’t happen, leave it blank.",
    "If none, choose the last answer.",
    "Choose “does not apply” where nothing new began.",
)


@pytest.mark.parametrize("text", EVENTS)
def test_a_question_about_an_event_says_what_to_answer_if_there_was_none(text: str, tmp_path: Path) -> None:
    assert codes(tmp_path, {"text": text}) == {"SB619"}
    assert codes(tmp_path, {"text": text, "why": "Good work can outlast its money."}) == {"SB619"}
    assert codes(tmp_path, {"text": text}, language="cy") == set()


@pytest.mark.parametrize("text", ORDINARY)
def test_a_question_about_what_always_is_needs_no_way_out(text: str, tmp_path: Path) -> None:
    assert codes(tmp_path, {"text": text}) == set()


@given(st.sampled_from(EVENTS), st.sampled_from(WAYS_OUT), st.sampled_from(("", "This is why. ")))
def test_words_for_those_who_had_none_are_known(text: str, way_out: str, before: str) -> None:
    assume(find_event(text))

    assert offers_way_out(f"{before}{way_out}")
    assert not offers_way_out(text)


@pytest.mark.parametrize("way_out", WAYS_OUT)
def test_a_way_out_may_stand_wherever_people_read_it(way_out: str, tmp_path: Path) -> None:
    event = {"text": EVENTS[0]}
    labelled = {**OFTEN, "points": [*OFTEN["points"], {"value": 3, "label": "It did not happen"}]}

    assert codes(tmp_path, {**event, "if_none": way_out}) == set()
    assert codes(tmp_path, {**event, "why": way_out}) == {"SB619"}  # people open it only if they wonder
    assert codes(tmp_path, event, {**OFTEN, "prompt": f"This term, how often does this happen? {way_out}"}) == set()
    assert codes(tmp_path, event, labelled) == set()
    assert codes(tmp_path, event, {**OFTEN, "note": way_out}) == {"SB619"}  # a note is for authors


def test_a_question_that_depends_on_another_is_asked_only_of_those_who_had_the_event(tmp_path: Path) -> None:
    path = tmp_path / "asked.yaml"
    asked = {"scale": "own", "measures": {"time.delay": "barrier"}}
    first = {"id": "T01", "text": "We have a grant to work with.", **asked}
    then = {"id": "T02", "text": EVENTS[2], **asked, "only_if": {"T01": ["Sometimes", "Often"]}}
    path.write_text(json.dumps({**BASE, "scales": {"own": OFTEN}, "questions": [first, then]}), "utf-8")

    assert [problem.span.line for problem in lint(path).problems if problem.message.startswith("'when its")] == []


def test_an_amount_may_be_zero_but_not_of_something_that_never_was(tmp_path: Path) -> None:
    last = {"text": "Think of your last new idea at work. How many school days did you wait for an answer?"}

    assert codes(tmp_path, last, DAYS) == {"SB619"}
    assert codes(tmp_path, {**last, "if_none": "If there was none, leave it blank."}, DAYS) == set()
    assert codes(tmp_path, {"text": "In the last 12 months, how many bids did your school write?"}, DAYS) == set()


def test_a_question_is_reported_once_whatever_its_wordings(tmp_path: Path) -> None:
    question = {"text": EVENTS[2], "wording": {"head": EVENTS[2], "team": EVENTS[2]}}
    codes(tmp_path, question)

    assert [problem.code for problem in lint(tmp_path / "asked.yaml").problems].count("SB619") == 1
