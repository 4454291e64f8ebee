"""Uses of the package as somebody who installed it would write them, right and wrong; mypy reads them, nothing runs.

What is wrong has an ignore, and an ignore that is not needed is an error.
"""

from typing import assert_type

import polars as pl

import speedbumps
from speedbumps import BadFilesError, NoSuchError, Problem, Scores, score


def right_uses(people: pl.DataFrame) -> Scores | None:
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


def wrong_uses() -> tuple[object, ...]:
    from speedbumps import Missing  # type: ignore[attr-defined] # there is no such name

    return (
        Missing,
        speedbumps.missing,  # type: ignore[attr-defined] # nor this one
        speedbumps.score(1),  # type: ignore[arg-type] # neither a path nor a frame
        speedbumps.score("answers.csv").marks,  # type: ignore[attr-defined] # scores have none
        speedbumps.BadFilesError("a text"),  # type: ignore[arg-type] # problems are wanted
    )
