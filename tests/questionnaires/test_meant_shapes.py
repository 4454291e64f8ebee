"""Where something is written in another shape than it needs, the message shows the one that is meant."""

import pytest
from support.page_examples import complete
from support.paths import BASES

from speedbumps.lint.dispatch import lint

BASE = (BASES / "base.yaml").read_text("utf-8")

SCALE = "scales:\n  how-often:\n    points: {}\n"


@pytest.mark.parametrize(
    ("text", "place", "meant"),
    [
        (SCALE.format("{0: Never, 1: Often}"), (3, 13), "- {value: 0, label: Never}"),
        (SCALE.format("{Never: 0, Often: 1}"), (3, 13), "- {value: 0, label: Never}"),
        (SCALE.format("[Never, Sometimes, Often]"), (3, 13), "- {value: 0, label: Never}"),
        (SCALE.format("\n      - Never\n      - Often"), (4, 7), "- {value: 0, label: Never}"),
        (
            SCALE.format("\n      - {value: 0, label: Never}\n      - Very often"),
            (5, 9),
            "{value: 1, label: Very often}",
        ),
        (SCALE.format("Never"), (3, 13), "- {value: 0, label: Never}"),
        ("roles: {head: Headteacher}\n", (1, 8), "- {id: head, title: Headteacher}"),
        ("roles: [Head teacher, Teacher]\n", (1, 8), "- {id: head-teacher, title: Head teacher}"),
        (
            "roles:\n  head:\n    title: Headteacher\n    joins: head\n",
            (2, 3),
            "- {id: head, title: Headteacher, joins: head}",
        ),
        ("barriers: {time: Time}\n", (1, 11), "- {id: time, title: Time, facets: ...}"),
        ("barriers:\n  - id: time\n    title: Time\n    facets: [Delay]\n", (4, 14), "{id: delay, title: Delay}"),
        (
            "questions:\n  T01: {text: I wait., scale: how-often}\n",
            (2, 3),
            "- {id: T01, text: I wait., scale: how-often}",
        ),
        ("scales:\n  - id: how-often\n    prompt: Now?\n", (2, 3), 'how-often: {prompt: "Now?"}'),
        ("forms: [{quick: T01}]\n", (1, 8), "quick: T01"),
        ("signpost: [england]\n", (1, 11), "england: ..."),
    ],
)
def test_the_shape_that_is_meant_is_shown(text: str, place: tuple[int, int], meant: str) -> None:
    problems = lint(BASES / "drawn.yaml", complete(text, BASE)).problems
    (problem,) = (each for each in problems if each.severity == "error")

    assert (problem.code, problem.span[:2]) == ("SB103", place)
    assert f": {meant}" in problem.message
