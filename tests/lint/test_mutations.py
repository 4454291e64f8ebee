"""The shipped questionnaire, broken in many ways: every break is reported, and where it is.

Line by line, as an author's slips happen: a line is dropped, said twice, swapped with the next, cut short, a word in it
is misspelt, or its value is turned into another kind of thing.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from support.effort import drawn

from speedbumps.diagnostics.problem import Problem, Severity
from speedbumps.diagnostics.yaml_source import parse_yaml
from speedbumps.lint.dispatch import lint
from speedbumps.resources import shipped_folder

FOLDER = Path(str(shipped_folder("questionnaires")))
TEXT = (FOLDER / "school.yaml").read_text("utf-8")
LINES = TEXT.splitlines()
Found = tuple[int, str, Severity]
"""Line, code and severity of a problem."""

BREAKS = drawn(200)
NEAR = 1
"""Lines by which a report may miss the break: what a dropped or swapped line was about begins beside it."""


def _right(kind: str, line: int, said: int) -> bool:
    """Whether *said* is where the break is, or where what it took away is missing: where the holder of it begins."""
    if kind == "drop":
        return _holder(line) <= said <= line + NEAR
    return line - NEAR <= said <= line + NEAR + (kind == "swap")


def _holder(line: int) -> int:
    """The line that begins what *line* stands in."""
    indent = _indent(LINES[line - 1])
    return next((at for at in range(line - 1, 0, -1) if LINES[at - 1].strip() and _indent(LINES[at - 1]) < indent), 1)


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip())


def _places(problem: Problem) -> Iterator[Found]:
    """The line of a problem, and the other one that its message names: of two keys, nobody can tell which is wrong."""
    yield problem.span.line, problem.code, problem.severity
    if other := re.search(r"is in line (\d+) already", problem.message):
        yield int(other[1]), problem.code, problem.severity


def drop(lines: list[str], at: int, _: Random) -> None:
    del lines[at]


def double(lines: list[str], at: int, _: Random) -> None:
    lines.insert(at, lines[at])


def swap(lines: list[str], at: int, _: Random) -> None:
    lines[at], lines[at + 1] = lines[at + 1], lines[at]


def cut(lines: list[str], at: int, chance: Random) -> None:
    words = lines[at].rstrip()
    indent = len(words) - len(words.lstrip())
    lines[at] = words[: chance.randrange(indent + 1, len(words))]


def rename(lines: list[str], at: int, chance: Random) -> None:
    words = list(re.finditer(r"[A-Za-z]{3,}", lines[at]))
    word = chance.choice(words)
    place = chance.randrange(word.start(), word.end() - 1)
    line = lines[at]
    lines[at] = line[:place] + line[place + 1] + line[place] + line[place + 2 :]


def retype(lines: list[str], at: int, chance: Random) -> None:
    key, colon, _ = lines[at].partition(":")
    lines[at] = f"{key}{colon} {chance.choice(('[]', '{a: b}', 'yes', '-1', '1e999', '!!x', '*y'))}"


KINDS = (drop, double, swap, cut, rename, retype)


def breaks() -> Iterator[tuple[int, str, int, str]]:
    """The number, kind, line and text of each break; one that leaves what the file holds as it was is none."""
    whole = parse_yaml("school.yaml", TEXT).value
    assert whole is not None
    number = seed = 0
    while number < BREAKS:
        seed += 1
        chance = Random(seed)
        kind = KINDS[seed % len(KINDS)]
        at = chance.randrange(1, len(LINES) - 1)
        lines = list(LINES)
        if not re.search(r"[A-Za-z]{3,}", lines[at]) or lines[at].lstrip().startswith("#"):
            continue
        kind(lines, at, chance)
        text = "\n".join(lines) + "\n"
        now = parse_yaml("school.yaml", text).value
        if now is None or now.data != whole.data:
            yield number, kind.__name__, at + 1, text
            number += 1


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int, list[Found]]]:
    folder = tmp_path_factory.mktemp("broken")
    for name in ("school.actions.yaml", "school.history.yaml"):
        shutil.copy(FOLDER / name, folder)
    found = []
    for _, kind, line, text in breaks():
        problems = lint(folder / "school.yaml", text).problems
        found.append((kind, line, [each for problem in problems for each in _places(problem)]))
    return found


def test_every_break_is_reported(reports: list[tuple[str, int, list[Found]]]) -> None:
    assert len(reports) == BREAKS
    assert [(kind, line) for kind, line, problems in reports if not any(each[2] == "error" for each in problems)] == []


def test_what_makes_the_file_invalid_is_reported_in_its_line(
    reports: list[tuple[str, int, list[Found]]],
) -> None:
    """Invalid: found without any memory of what the file was."""
    invalid = [
        (kind, line, [each for each in problems if each[2] == "error"])
        for kind, line, problems in reports
        if any(severity == "error" and not code.startswith("SB90") for _, code, severity in problems)
    ]
    missed = [
        (kind, line, problems[:3])
        for kind, line, problems in invalid
        if not any(_right(kind, line, each[0]) for each in problems)
    ]

    assert len(invalid) >= BREAKS / 4
    assert len(missed) <= 0.05 * len(invalid), missed
