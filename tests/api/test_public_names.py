"""The public names are there for type checkers as they are at run time."""

import subprocess
import sys

import polars as pl
import pytest

import speedbumps


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
