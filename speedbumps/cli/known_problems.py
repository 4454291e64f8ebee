"""Read and write the baseline of a project for speedbumps check."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from speedbumps.cli.running import refuse, write
from speedbumps.diagnostics.problem import BadFilesError
from speedbumps.lint.baseline import (
    BaselineFile,
    BaselineResult,
    apply_baseline,
    build_baseline,
    format_baseline,
    load_baseline,
)
from speedbumps.lint.results import LintResult
from speedbumps.lint.selection import Selection, select_problems


def hide_known_problems(files: Sequence[LintResult], path: Path | None, wanted: Selection) -> BaselineResult:
    """Return *files* without the problems in the baseline at *path*, if there is one.

    If it cannot be used, nothing is hidden, and its own problems come last.
    """
    if path is None:
        return BaselineResult(list(files), 0)
    try:
        return apply_baseline(files, load_baseline(path), wanted)
    except BadFilesError as error:
        listed = any(Path(file.path).resolve() == path.resolve() for file in files)
        return BaselineResult([*files, *([] if listed else [LintResult(str(path), "", error.problems)])], 0)


def write_known_problems(files: Sequence[LintResult], path: Path, wanted: Selection, inputs: Iterable[Path]) -> None:
    """Write the *wanted* problems of *files* into the baseline at *path*; nothing else may be there."""
    before: BaselineFile | None = load_baseline(path) if path.is_file() else None
    found = build_baseline([select_problems(file, wanted) for file in files], path, wanted, before)
    others = [each for each in inputs if before is None or not (each.exists() and each.samefile(path))]
    write(format_baseline(found), path, others)


def chosen_baseline(given: Path | None, to_write: Path | None, configured: Path | None) -> Path | None:
    """Return the baseline that counts: the *given* one, or the *configured* one; refuse what cannot be meant."""
    if given is not None and to_write is not None:
        refuse("name one baseline: --baseline to use it, or --write-baseline to write it again")
    if given is not None and not given.is_file():
        refuse(f"there is no file {given}; --write-baseline {given} writes one")
    return to_write or given or configured
