"""Exports that were saved again by other programs give the answers of the plain table."""

from pathlib import Path
from random import Random

import polars as pl
import pytest
from support.odd_files import odd_export
from support.paths import EXPORTS
from support.schools import first_version

from speedbumps.diagnostics.problem import require_value
from speedbumps.responses.read_table import read_table, read_table_content
from speedbumps.responses.table_context import table_context

SEEDS = 50
"""Of 2,000 in `.ci/long`: `python -m pytest tests/responses/test_odd_exports.py --seeds 2000`."""

CONTEXT = table_context(first_version())


def test_odd_exports_give_the_answers_of_the_plain_table(request: pytest.FixtureRequest) -> None:
    expected = _spaces_folded(require_value(read_table(EXPORTS / "plain.csv", CONTEXT).parts)[0].people.drop("school"))
    for seed in range(request.config.getoption("--seeds") or SEEDS):
        name, content, done = odd_export(Random(seed))

        (part,) = require_value(read_table_content(Path(name), content, CONTEXT).parts)

        assert expected.equals(_spaces_folded(part.people.select(expected.columns))), (seed, done)


def _spaces_folded(people: pl.DataFrame) -> pl.DataFrame:
    """Return *people* with the line ends in their own words as spaces: those depend on the program that saved them."""
    texts = [name for name, kind in people.schema.items() if kind == pl.String]
    return people.with_columns(pl.col(texts).str.replace_all(r"\s+", " "))
