"""The public names are there for type checkers as they are at run time."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from support.paths import TOP

import speedbumps

RIGHT = """
from typing import assert_type

import polars as pl

import speedbumps
from speedbumps import BadFilesError, NoSuchError, Problem, Scores, score


def scored(people: pl.DataFrame) -> Scores | None:
    try:
        found = score(people, form="quick")
    except BadFilesError as error:
        assert_type(error.problems, tuple[Problem, ...])
        return None
    except NoSuchError as error:
        assert_type(error, speedbumps.NoSuchError)
        return None
    assert_type(found.scores, pl.DataFrame)
    assert_type(speedbumps.score(people), speedbumps.Scores)
    assert_type(speedbumps.__version__, str)
    assert_type(speedbumps.draw_road(found, "hillview", language="en").svg, str)
    return found
"""

WRONG = """
import speedbumps
from speedbumps import Missing

speedbumps.missing
speedbumps.score(1)
speedbumps.score("answers.csv").marks
speedbumps.BadFilesError("a text")
"""


def mypy(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run mypy on *text* as on the file of somebody who installed the package."""
    (folder / "theirs.py").write_text(text, "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file=", "theirs.py"]
    # The cache is shared by the cases: the first one reads the whole package.
    options = {"MYPYPATH": str(TOP), "MYPY_CACHE_DIR": str(folder.parent / "mypy")}
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **options}, capture_output=True, text=True, check=False
    )


def test_mypy_knows_the_public_names_and_their_types(tmp_path: Path) -> None:
    found = mypy(RIGHT, tmp_path)

    assert (found.returncode, found.stdout) == (0, "Success: no issues found in 1 source file\n"), found.stderr


def test_mypy_finds_names_that_are_not_there_and_wrong_arguments(tmp_path: Path) -> None:
    found = mypy(WRONG, tmp_path)

    lines = [line.split(": ")[0] for line in found.stdout.splitlines() if ": error: " in line]
    assert lines == [f"theirs.py:{number}" for number in (3, 5, 6, 7, 8)], found.stdout


@pytest.mark.parametrize("name", speedbumps.__all__)
def test_every_public_name_is_there_and_loads_no_frames_before(name: str) -> None:
    code = (
        "import speedbumps, sys; light = 'polars' not in sys.modules\n"
        f"from speedbumps import {name}\n"
        f"print(light, {name} is getattr(speedbumps, '{name}'), '{name}' in dir(speedbumps))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["True", "True", "True"]


def test_the_errors_are_those_that_are_raised() -> None:
    with pytest.raises(speedbumps.NoSuchError):
        speedbumps.score(pl.DataFrame({"T01": [1]}), form="none")
    with pytest.raises(speedbumps.BadFilesError) as caught:
        speedbumps.score(pl.DataFrame({"T01": [9]}))
    assert {type(each) for each in caught.value.problems} == {speedbumps.Problem}
