"""Read an audit that `score --format json` saved."""

from pathlib import Path

from pydantic import ValidationError

from speedbumps.cli.running import refuse
from speedbumps.diagnostics.codes import NO_AUDIT, NOT_YAML, TOO_LARGE
from speedbumps.diagnostics.problem import START, BadFilesError, Problem
from speedbumps.diagnostics.yaml_source import decode_text
from speedbumps.model.audit import Audit
from speedbumps.questionnaires.validate import explain_errors

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
        code = NOT_YAML if any(each["type"] == "json_invalid" for each in error.errors(include_url=False)) else NO_AUDIT
        what = "it is not JSON" if code == NOT_YAML else _first_fault(error)
        said = f"this is not an audit saved by 'speedbumps score --format json': {what}"
        raise BadFilesError((Problem(str(path), START, code, said),)) from None


def _first_fault(error: ValidationError) -> str:
    """Return the first thing in a file that is not as in an audit, with its place, and how many there are besides."""
    (route, message), *others = explain_errors(Audit, error)
    where = ".".join(str(step) for step in route) or "the file"
    more = f" (and {len(others)} more)" if others else ""
    return f"{where}: {message}{more}"
