"""Read an audit that `score --format json` saved."""

from pathlib import Path

from pydantic import ValidationError

from speedbumps.cli.running import refuse
from speedbumps.diagnostics.codes import NO_AUDIT, NOT_YAML, TOO_LARGE
from speedbumps.diagnostics.problem import START, BadFilesError, Problem
from speedbumps.diagnostics.yaml_source import decode_text
from speedbumps.model.audit import Audit

LARGEST = 64 * 1024 * 1024
"""The most bytes in an audit."""


def read_saved_audit(path: Path, content: bytes) -> Audit:
    """Return the audit in *content*, which was read from *path*.

    Raises:
        BadFilesError: If it is not a saved audit, or too large.
    """
    if len(content) > LARGEST:
        message = f"the file is larger than {LARGEST // 2**20} MB; is it the right one?"
        raise BadFilesError((Problem(str(path), START, TOO_LARGE, message),))
    text = decode_text(str(path), content)
    if text.value is None:
        raise BadFilesError(text.problems)
    lines = text.value.strip().splitlines()
    if len(lines) > 1 and all(line.startswith('{"format":"speedbumps-audit/1"') for line in lines):
        refuse(
            f"{path} holds the audits of {len(lines)} schools, one on each line, and one is needed; "
            "'speedbumps score ANSWERS --school NAME -o one.json' saves that of one"
        )
    try:
        return Audit.model_validate_json(text.value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        code = NOT_YAML if first["type"] == "json_invalid" else NO_AUDIT
        what = "it is not JSON" if code == NOT_YAML else f"{where}: {first['msg']}"
        said = f"this is not an audit saved by 'speedbumps score --format json': {what}"
        raise BadFilesError((Problem(str(path), START, code, said),)) from None
