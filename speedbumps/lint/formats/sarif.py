"""Write problems as SARIF 2.1.0, which GitHub's code scanning and other programs read."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from speedbumps.diagnostics.problem import Problem, Severity, Span
from speedbumps.lint.formats.fingerprints import line_fingerprints
from speedbumps.lint.formats.places import lines_of, to_utf16_columns, trim_span
from speedbumps.lint.manual import CodeDescription, describe_all, describe_code, format_markdown, format_plain
from speedbumps.lint.results import LintResult
from speedbumps.version import HOMEPAGE, __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

PAGES = f"{HOMEPAGE}/blob/main/docs/checks"
"""Where the pages of rules are."""

LONGEST = 1024
"""The most characters of a description that GitHub keeps."""

LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "note"}
GRAVE: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "recommendation"}


def render(files: Sequence[LintResult]) -> str:
    """Return one run with every rule and every problem of *files*; also without problems, so that alerts close."""
    rules = _rules(files)
    places = {rule.code: place for place, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "speedbumps",
                "version": __version__,
                "informationUri": HOMEPAGE,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "automationDetails": {"id": "speedbumps/"},
        "columnKind": "utf16CodeUnits",
        "results": [result for file in files for result in _results(file, places)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rules(files: Sequence[LintResult]) -> list[CodeDescription]:
    found = {problem.code: describe_code(problem.code) for file in files for problem in file.problems}
    return sorted((describe_all() | found).values(), key=lambda rule: rule.code)


def _rule(rule: CodeDescription) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _limit_description(rule.what)},
        "fullDescription": {"text": _limit_description(rule.why or rule.what)},
        "helpUri": f"{PAGES}/{rule.code}-{rule.name}.md",
        "help": {"text": format_plain(rule), "markdown": format_markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.family], "problem.severity": GRAVE[rule.severity]},
    }


def _limit_description(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _results(file: LintResult, places: dict[str, int]) -> list[dict[str, Any]]:
    lines = lines_of(file)
    hashes = line_fingerprints(file.text, marked=file.marked) if file.problems and lines else []
    if len(hashes) != len(lines):
        # YAML has line ends that GitHub does not know; if one is used, GitHub computes the fingerprints itself.
        hashes = []
    return [_result(problem, lines, hashes, places) for problem in file.problems]


def _result(problem: Problem, lines: Sequence[str], hashes: list[str], places: dict[str, int]) -> dict[str, Any]:
    file = {"uri": _uri(problem.path)}
    region = _region(to_utf16_columns(trim_span(problem.span, lines), lines))
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": places[problem.code],
        "level": LEVELS[problem.severity],
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
    }
    if problem.span.line <= len(hashes):
        result["partialFingerprints"] = {"primaryLocationLineHash": hashes[problem.span.line - 1]}
    if problem.fix is not None:
        replacement: dict[str, Any] = {"deletedRegion": _region(to_utf16_columns(problem.span, lines))}
        if problem.fix:
            replacement["insertedContent"] = {"text": problem.fix}
        said = {"text": f"Write {problem.fix}" if problem.fix else "Leave it out"}
        changes = [{"artifactLocation": file, "replacements": [replacement]}]
        result["fixes"] = [{"description": said, "artifactChanges": changes}]
    return result


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _uri(path: str) -> str:
    """Return *path* as GitHub names files: relative to the current folder, with forward slashes."""
    found = Path(path)
    if found.is_absolute() and found.is_relative_to(Path.cwd()):
        found = found.relative_to(Path.cwd())
    return found.as_uri() if found.is_absolute() else quote(os.fsencode(found.as_posix()))
