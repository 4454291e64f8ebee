"""From an audit to JSON, from which the same audit can be read again."""

import json
import re

from speedbumps.model.audit import Audit

RARE = re.compile(r"(: -?)(0\.0000\d+|\d(?:\.\d+)?e-\d|NaN|Infinity)(?=,?\n)")
"""A figure below 0.0001, or none at all, up to the end of its line: a text ends there with a quotation mark."""


def render(audit: Audit) -> str:
    """*audit* as indented JSON.

    Figures that are rare are left to Python's own writer, which is six times as slow: it writes tiny ones with an
    exponent, and refuses what is no number.
    """
    text = audit.model_dump_json(indent=2, by_alias=True)
    return RARE.sub(lambda found: found[1] + json.dumps(float(found[2]), allow_nan=False), text) + "\n"
