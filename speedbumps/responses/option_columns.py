"""From the columns of the options of a choice, one for each option, to one column of the question."""

from collections.abc import Mapping

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.responses.cells import localized_scales
from speedbumps.responses.picks import BETWEEN, CODE_NAMES, OptionNames, option_names
from speedbumps.responses.raw_cells import Heading, column_name
from speedbumps.text import fold_text

CHOSEN = frozenset({"1", "1.0", "y", "yes", "true", "x", "checked", "selected", "on", "ja", "j", "oui", "ie", "✓", "✔"})
"""What programs write for an option that was chosen, besides its name."""

NOT_CHOSEN = frozenset(
    {"", "0", "0.0", "n", "no", "false", "unchecked", "not selected", "off", "nein", "non", "na", "n/a", "-"}
)
"""What they write for one that was not; NA is how R writes the empty cell of an option."""

UNREADABLE = "?"
"""Stands in the joined column for a cell that says neither; it is no option, so the row has a bad cell."""


def join_option_columns(rows: pl.DataFrame, heading: Heading, instrument: Instrument) -> tuple[pl.DataFrame, Heading]:
    """Return the *rows* with a column of the chosen options' ids for each choice that has a column for each option."""
    for name, columns in heading.options.items():
        names = option_names(localized_scales(name, instrument))
        parts = [_chosen(rows, place, code, names) for place, code in columns.items()]
        joined = pl.concat_str(parts, separator=" ").str.strip_chars()
        rows = rows.with_columns(joined.alias(name))
    firsts = {name: min(columns) for name, columns in heading.options.items()}
    return rows, heading._replace(questions={**heading.questions, **firsts})


def _chosen(rows: pl.DataFrame, place: int, code: int, names: OptionNames) -> pl.Expr:
    """Return the name of the option in the column at *place* where it was chosen, else an empty text."""
    column = pl.col(column_name(place)).cast(pl.String)
    texts = rows.get_column(column_name(place)).cast(pl.String).drop_nulls().unique()
    own = names.options[code].id if code >= 0 else CODE_NAMES[code]
    return column.replace_strict(_meanings(texts, code, own, names.codes), default="")


def _meanings(texts: pl.Series, code: int, own: str, codes: Mapping[str, int]) -> dict[str, str]:
    """Return what each of the *texts* in the column of one option means."""
    found: dict[str, str] = {}
    for text in texts:
        said = fold_text(text)
        # In the column of "does not apply", n/a is what a program writes into each cell that was not ticked.
        is_own_name = codes.get(said, codes.get(_bare(said))) == code and (code >= 0 or said not in NOT_CHOSEN)
        if said in CHOSEN or is_own_name:
            found[text] = own
        elif said in NOT_CHOSEN:
            found[text] = ""
        else:
            found[text] = UNREADABLE
    return found


def _bare(said: str) -> str:
    begin = BETWEEN.match(said)
    return said[begin.end() :] if begin else said
