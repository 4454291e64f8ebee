"""From an audit to JSON, from which the same audit can be read again."""

import json

from speedbumps.model.audit import Audit


def render(audit: Audit) -> str:
    """*audit* as indented JSON."""
    data = audit.model_dump(mode="json", by_alias=True)
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
