"""From an audit, or a comparison of rounds, to JSON, from which the same can be read back."""

import json
import re

from speedbumps.model.scalars import Frozen

RARE = re.compile(r"(: -?)(0\.0000\d+|\d(?:\.\d+)?e-\d|NaN|Infinity)(?=,?\n)")
"""A tiny figure, NaN or Infinity at the end of a line. Text is not matched, since it ends with a quotation mark."""


def render(found: Frozen) -> str:
    """Return *found* as indented JSON.

    Rare figures are rewritten by Python's own encoder, which is six times as slow: it writes tiny ones with an
    exponent.

    Raises:
        ValueError: a figure is NaN or infinite.
    """
    text = found.model_dump_json(indent=2, by_alias=True)
    return RARE.sub(lambda found: found[1] + json.dumps(float(found[2]), allow_nan=False), text) + "\n"
