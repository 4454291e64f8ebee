"""Values are put into a plan however it is written, and every other byte stays as it is."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.plans import HEADER, read_plan, source_of
from support.strategies import example_count

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.yaml_edit import NotExtendableError
from speedbumps.plan.boxes import plan_boxes, typed_text
from speedbumps.plan.plan_edits import text_with_values

OWNER: Route = ("priorities", 0, "owner")
NOTES: Route = ("priorities", 0, "notes")
LOSE: Route = ("priorities", 0, "fairness", "could_lose")
ANSWER: Route = ("asks", 0, "answer")
BUMP = "priorities:\n  - bump: time.delay\n"

EDITS: dict[str, tuple[str, Mapping[Route, str], str]] = {
    "an empty key": (BUMP + "    owner:\n", {OWNER: "Bea"}, BUMP + "    owner: Bea\n"),
    "before a comment": (
        BUMP + "    owner:  # one person\n    # end\n",
        {OWNER: "Bea: head"},
        BUMP + '    owner: "Bea: head"  # one person\n    # end\n',
    ),
    "in quotes": (BUMP + "    owner: 'It''s me'  # x\n", {OWNER: "Bea"}, BUMP + "    owner: Bea  # x\n"),
    "of two lines": (BUMP + "    owner: It is\n      me # x\n", {OWNER: "Bea"}, BUMP + "    owner: Bea # x\n"),
    "on lines of its own": (
        BUMP + "    owner: |  # why\n      It is\n      me\n\n    notes: x\n",
        {OWNER: "Bea"},
        BUMP + "    owner: Bea  # why\n\n    notes: x\n",
    ),
    "lines for a line": (
        BUMP + "    notes: x  # why\n    owner: y\n",
        {NOTES: "# One\n\nTwo: 2"},
        BUMP + "    notes: |-  # why\n      # One\n\n      Two: 2\n    owner: y\n",
    ),
    "lines for lines": (
        BUMP + "    notes: >-  # why\n      x\n      y\n# end\n",
        {NOTES: "One\nTwo"},
        BUMP + "    notes: |-  # why\n      One\n      Two\n# end\n",
    ),
    "emptied": (BUMP + "    owner: Bea  # x\n    notes: y\n", {OWNER: ""}, BUMP + "    owner:  # x\n    notes: y\n"),
    "a new key in its place": (
        BUMP + "    status: agreed\n    # mine\n    notes: y\n",
        {OWNER: "Bea"},
        BUMP + "    status: agreed\n    owner: Bea\n    # mine\n    notes: y\n",
    ),
    "a new key behind lines": (
        BUMP + "    keeps: |\n      a\n      b\n    notes: y\n",
        {OWNER: "Bea"},
        BUMP + "    keeps: |\n      a\n      b\n    owner: Bea\n    notes: y\n",
    ),
    "a new key behind an action of one's own": (
        BUMP + "    own:\n      title: x\n      eases: [time.delay]  # one\n\n# end\n",
        {OWNER: "Bea"},
        BUMP + "    own:\n      title: x\n      eases: [time.delay]  # one\n    owner: Bea\n\n# end\n",
    ),
    "at the end without a line end": (
        BUMP + "    status: agreed",
        {OWNER: "Bea", NOTES: "a\nb"},
        BUMP + "    status: agreed\n    owner: Bea\n    notes: |-\n      a\n      b\n",
    ),
    "in braces": (
        "priorities: [{bump: time.delay, owner: }]\nasks:\n- {of: x, text: y}\n",
        {OWNER: "Bea", NOTES: "a\nb", LOSE: "c", ANSWER: "d"},
        (
            'priorities: [{bump: time.delay, owner: "Bea", notes: "a\\nb", fairness: {could_lose: "c"}}]\n'
            'asks:\n- {of: x, text: y, answer: "d"}\n'
        ),
    ),
    "fairness": (
        BUMP + "    action: A16\n",
        {LOSE: "c", (*LOSE[:-1], "so_we"): "d"},
        BUMP + "    action: A16\n    fairness:\n      could_lose: c\n      so_we: d\n",
    ),
    "fairness that is empty": (
        BUMP + "    fairness:  # ask\n    notes: x\n",
        {LOSE: "c"},
        BUMP + "    fairness:  # ask\n      could_lose: c\n    notes: x\n",
    ),
    "an answer": (
        "asks:\n  - of: x\n    text: y\n",
        {ANSWER: "d"},
        "asks:\n  - of: x\n    text: y\n    answer: d\n",
    ),
    "fairness in empty braces": (
        BUMP + "    fairness: {}\n",
        {LOSE: "c", (*LOSE[:-1], "so_we"): "d"},
        BUMP + '    fairness: {could_lose: "c", so_we: "d"}\n',
    ),
    "fairness that is empty in braces": (
        "priorities:\n  - {bump: time.delay, fairness: }\n",
        {LOSE: "c"},
        'priorities:\n  - {bump: time.delay, fairness: {could_lose: "c"}}\n',
    ),
    "behind other letters": (
        "# 😀é\n" + BUMP + "    keeps: 😀 é\n    owner: 😀\n",
        {OWNER: "שלום"},
        "# 😀é\n" + BUMP + "    keeps: 😀 é\n    owner: שלום\n",
    ),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "values", "after"), EDITS.values(), ids=EDITS)
def test_a_value_takes_its_place(before: str, values: Mapping[Route, str], after: str, end: str) -> None:
    written = text_with_values(source_of((HEADER + before).replace("\n", end)), values)

    assert written == (HEADER + after).replace("\n", end)


@pytest.mark.parametrize("rest", ["priorities: [{owner}]\n", BUMP + "    owner: [a]\n"])
def test_a_file_that_would_change_elsewhere_is_refused(rest: str) -> None:
    with pytest.raises(NotExtendableError):
        text_with_values(source_of(HEADER + rest), {OWNER: "Bea", ("priorities", 0, "hours_spent"): "1"})


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "a: b",
        "# x",
        "- x",
        "'",
        '"\\',
        "|",
        "{x",
        "~",
        "a\n\n b",
        "\ufeffx\ny",
        "שלום\u200f\n12",
        "x\u2028y",
        "---\n...",
        "%Y",
        "é" * 9,
    ]
)
STYLES = st.sampled_from(("empty", "plain", "quoted", "literal", "missing", "comment"))


@given(st.lists(st.tuples(STYLES, WORDS), min_size=6, max_size=6), st.booleans(), st.sampled_from(("\n", "\r\n")))
@example_count(40)
def test_any_text_is_read_as_it_was_put_in(drawn: list[tuple[str, str]], last: bool, end: str) -> None:  # noqa: FBT001 - drawn
    keys = ("change", "stops", "owner", "sign", "outcome", "notes")
    shapes = {
        "empty": "    {}:",
        "comment": "    {}:  # what?",
        "plain": "    {}: some words",
        "quoted": '    {}: "some: words"  # what?',
        "literal": "    {}: |\n      some\n\n      words",
    }
    lines = [shapes[style].format(key) for key, (style, _) in zip(keys, drawn, strict=True) if style != "missing"]
    text = (HEADER + BUMP + "\n".join([*lines, "# end" if last else ""])).replace("\n", end)
    values = {key: typed_text(words) for key, (_, words) in zip(keys, drawn, strict=True)}

    written = text_with_values(source_of(text), {("priorities", 0, key): value for key, value in values.items()})

    held = read_plan(written.replace("\r\n", "\n")).priorities[0]
    assert {key: getattr(held, key) or "" for key in keys} == values
    assert {box.key: box.value for box in plan_boxes(read_plan(written)) if box.key in keys} == values
    assert written.startswith((HEADER + BUMP).replace("\n", end))
    assert written.count("# what?") == text.count("# what?")
    assert ("\n" in written.replace("\r\n", "")) is (end == "\n")
    assert json.dumps(written)  # no half of a character
