"""Write problems as JSON, for other programs."""

import json
from collections.abc import Sequence

from speedbumps.lint.results import LintResult


def render(files: Sequence[LintResult]) -> str:
    """Return every problem of *files* as an object.

    Lines and columns count characters from 1; ends are exclusive.
    """
    listed = [
        {
            "path": problem.path,
            **problem.span._asdict(),
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "fix": problem.fix,
        }
        for file in files
        for problem in file.problems
    ]
    return json.dumps({"problems": listed}, ensure_ascii=False, indent=2) + "\n"
