"""What was typed into single boxes, put together by hand, and what it becomes in the plan."""

import pytest
from support.plans import HEADER, read_plan

from speedbumps.diagnostics.codes import BOX_NOT_UNDERSTOOD, BOX_WITHOUT_PLACE
from speedbumps.i18n import load_locale
from speedbumps.office_files import EMPTY_BOX, BoxMark, mark_of, tag_of
from speedbumps.plan.typed_values import LONGEST, TypedDocument, TypedPlan, TypedWords, read_typed
from speedbumps.plan.word_boxes import WordBox, WordBoxes

PLAN = read_plan(
    f"{HEADER}priorities:\n  - {{bump: time.delay, action: A16, status: agreed, owner: Bea, hours_spent: 1.5}}\n"
)
WORDS = TypedWords({"time.delay": "waiting for a yes"}, load_locale("en"))
NAME = "plan:time.delay:A16"


def box(key: str, text: str, before: str = "", *, is_hint: bool = False) -> WordBox:
    """Return a box in which *before* stood when the document was made, and *text* stands now."""
    return WordBox(mark_of(f"{NAME}:{key}", before), text, is_hint=is_hint)


def read(*boxes: WordBox, tags: tuple[str, ...] = ()) -> TypedPlan:
    marks = {each.mark.name: tag for each, tag in zip(boxes, tags or [""] * len(boxes), strict=True)}
    return read_typed(PLAN, [TypedDocument("plan.docx", WordBoxes(marks, boxes))], WORDS)


def value(key: str, text: str, before: str = "", *, is_hint: bool = False) -> str | None:
    """Return the value that is read of one box; None if nothing is."""
    found = read(box(key, text, before, is_hint=is_hint))
    assert found.problems == ()
    return next(iter(found.values.values()), None)


@pytest.mark.parametrize(
    "hint",
    [
        EMPTY_BOX,
        "Click or tap here to enter text.",
        "Click here to enter text.",
        "Click or tap to enter a date.",
        "Click here to enter a date.",
        "Choose an item.",
    ],
)
def test_a_hint_is_no_text_unless_somebody_typed_it(hint: str) -> None:
    assert value("notes", hint, is_hint=True) is None
    assert value("owner", hint, "Bea", is_hint=True) == ""
    assert value("notes", hint) == (None if hint == EMPTY_BOX else hint)


def test_what_programs_leave_of_the_hint_is_taken_off() -> None:
    assert value("notes", f"{EMPTY_BOX} Begun") == "Begun"
    assert value("notes", f"Begun{EMPTY_BOX}") == "Begun"
    assert value("notes", f"Be{EMPTY_BOX}gun") == f"Be{EMPTY_BOX}gun"


@pytest.mark.parametrize(
    ("text", "hours"),
    {
        "14": "14",
        "7.5": "7.5",
        "7,5": "7.5",
        "1,000": "1000",
        "1,000.25 hours": "1000.25",
        "3 h": "3",
        "3h.": "3",
        "2 hrs": "2",
        "1 hour": "1",
        "0": "0",
        "123456": "123456",
    }.items(),
)
def test_hours_are_read_as_people_type_them(text: str, hours: str) -> None:
    assert value("hours_spent", text, "1.5") == hours


@pytest.mark.parametrize("text", ["a lot", "-3", "1.5.2", "3 days", "1234567", "7.", "\u0663", "1,00"])
def test_other_words_are_no_hours(text: str) -> None:
    found = read(box("hours_spent", text, "1.5"))

    if text == "1,00":  # one and no hundredth
        assert [*found.values.values()] == ["1"]
        return
    assert found.values == {}
    (problem,) = found.problems
    assert problem.code == BOX_NOT_UNDERSTOOD
    assert str(problem) == (
        "plan.docx: error SB942 Waiting for a yes, “Hours spent”: this is not read as hours; write a number, such as "
        "14 or 7.5"
    )


def test_a_status_is_read_in_the_words_of_the_document_ours_and_those_of_the_file() -> None:
    own = WordBox(mark_of(f"{NAME}:status", "agreed"), "Fertig", choices={"fertig": "done"})

    assert [*read(own).values.values()] == ["done"]
    for text in ("under way", "Under way", "under-way"):
        assert value("status", text, "agreed") == "under-way"
    assert value("status", "", "agreed") is None
    (problem,) = read(box("status", "soon", "agreed")).problems
    assert "this is no status; choose one of suggested, agreed, under way, done, dropped" in problem.message


def test_a_text_may_be_as_long_as_a_text_of_a_plan() -> None:
    assert value("notes", "x" * LONGEST) == "x" * LONGEST
    (problem,) = read(box("notes", "x" * (LONGEST + 1))).problems
    assert "this is longer than 10,000 characters" in problem.message


@pytest.mark.parametrize(
    ("tag", "of"),
    {
        "plan:time.delay:A17:owner": "the box “Who leads” about A17 for time.delay",
        "plan:time.delay::notes=0a1b2c": "the box “Notes” about an action for time.delay",
        "plan:time.delay": "a box about an action for time.delay",
        "ask:0a1b2c3d:answer": "the box “Their answer” about something that was asked of others",
        tag_of("plan:" + "x" * 99): "a box about something",
        "": "a box about something",
    }.items(),
)
def test_text_in_a_box_of_ours_that_the_plan_does_not_have_is_a_problem(tag: str, of: str) -> None:
    (problem,) = read(WordBox(BoxMark("gone"), "Typed"), tags=(tag,)).problems

    assert problem.code == BOX_WITHOUT_PLACE
    assert f"there is text in {of}, which the plan no longer has" in problem.message


@pytest.mark.parametrize(
    ("tag", "text", "before"),
    [
        ("theirs", "Typed", ""),
        ("plan:x:y:owner", "", ""),
        ("plan:x:y:owner", EMPTY_BOX, ""),
        ("plan:x:y:owner", "Bea", "Bea"),
        ("plan:x:y:start", "30 November 2026", "2026-11-30"),
        ("plan:x:y:status", "under way", "under-way"),
    ],
)
def test_a_box_that_the_plan_does_not_have_is_no_problem_if_nothing_new_of_ours_is_in_it(
    tag: str, text: str, before: str
) -> None:
    gone = WordBox(mark_of("gone", before), text)

    assert read(gone, tags=(tag,)).problems == ()


def test_boxes_with_a_value_that_no_document_has_are_missing() -> None:
    found = read(box("owner", "Bea", "Bea"))

    assert [each.key for each in found.missing] == ["status", "hours_spent"]
