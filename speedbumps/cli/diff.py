"""speedbumps diff: what changed between two versions of a questionnaire, and which version is due."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli.running import BAD_FILES, command_line, refuse, tell, write
from speedbumps.diagnostics.problem import BadFilesError, needed
from speedbumps.model.instrument import digest
from speedbumps.questionnaires.diff import Change, Difference, difference
from speedbumps.questionnaires.history import in_yaml, recorded, with_version
from speedbumps.questionnaires.history_file import changed_since, history_path, load_history
from speedbumps.questionnaires.load import Written, find, load_questionnaire
from speedbumps.text import visible_lines

app = command_line("Compare two versions.")


class Format(StrEnum):
    """How a difference is written."""

    text = "text"
    json = "json"


@app.command()
def diff(
    old: Annotated[
        str,
        typer.Argument(
            help="The earlier questionnaire: a file, or a shipped one by its id.", metavar="OLD", show_default=False
        ),
    ],
    new: Annotated[
        str | None,
        typer.Argument(help="The later one. Left out, OLD is recorded as it is.", metavar="NEW", show_default=False),
    ] = None,
    record: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--record", help="Write the later one's fingerprints into its history file.")
    ] = False,
    format_: Annotated[Format, typer.Option("--format", help="Lines to read, or JSON.")] = Format.text,
) -> None:
    """Tell what changed between two questionnaires, which scores stay comparable, and which version is due.

    Exits with 1 if the later version is too low for what changed. With --record, the questions of the later one are
    remembered in NAME.history.yaml beside it; from then on 'speedbumps check' tells what changes without a new version.
    """
    if new is None and not record:
        refuse("name two questionnaires to compare, or one and --record")
    later = needed(load_questionnaire(find(new or old)))
    if new is not None:
        earlier = needed(load_questionnaire(find(old)))
        found = difference(earlier.questionnaire, later.questionnaire, rewritten=_rewritten(earlier, later))
        write(FORMATS[format_](found), None)
        if not found.enough:
            tell(f"Version {found.new.version} is too low; write {found.lowest} or above.")
            raise SystemExit(BAD_FILES)
    if record:
        _record(later, Path(new or old))


def _rewritten(earlier: Written, later: Written) -> bool:
    return digest(_but_version(earlier)) != digest(_but_version(later))


def _but_version(written: Written) -> dict[str, object]:
    data = written.source.data
    return {key: value for key, value in data.items() if key != "version"} if isinstance(data, dict) else {}


def _record(written: Written, path: Path) -> None:
    """Writes what *written*, a questionnaire at *path*, asks into the history beside it."""
    if not path.is_file():
        refuse(f"'{path}' travels with speedbumps, and its history with it; to record a questionnaire, name its file")
    questionnaire = written.questionnaire
    known = load_history(history_path(path))
    history = needed(known) if known is not None else None
    now = recorded(questionnaire, written.source.data)
    if history is not None and now in history.versions:
        tell(f"Version {now.version} is recorded already, and has not changed.")
        return
    changed = tuple(changed_since(written, history)) if history is not None else ()
    if changed:
        raise BadFilesError(changed)
    write(in_yaml(with_version(history, questionnaire.id, now)), history_path(path))
    tell(f"Version {now.version} is recorded in {history_path(path)}")


def _text(found: Difference) -> str:
    return "".join(f"{visible_lines(line)}\n" for line in _lines(found))


def _lines(found: Difference) -> Iterator[str]:
    yield f"{found.old.id} {found.old.version} → {found.new.id} {found.new.version}"
    if not found.changes:
        yield "\nNothing changed."
        return
    yield ""
    for change in found.changes:
        yield from _change(change)
    yield ""
    yield from _scores(found)
    yield ""
    yield _verdict(found)


def _change(change: Change) -> Iterator[str]:
    part = f" ({change.part})" if change.part else ""
    yield f"{change.kind} {change.id}: {change.how}{part}"
    if change.before is not None:
        yield f"  was  {' '.join(change.before.split())}"
    if change.after is not None:
        yield f"  now  {' '.join(change.after.split())}"


def _scores(found: Difference) -> Iterator[str]:
    comparable = [score.id for score in found.scores if score.comparable]
    yield f"{len(comparable)} of {len(found.scores)} scores stay comparable."
    for score in found.scores:
        if not score.comparable:
            yield f"  not {score.id}: {', '.join(score.changed)}"


def _verdict(found: Difference) -> str:
    if found.lowest is None:
        return "These are two different questionnaires; their versions say nothing about each other."
    asked = f"What changed asks for a {found.due} version: {found.lowest} or above."
    return asked if found.enough else f"{asked} It is {found.new.version}."


def _json(found: Difference) -> str:
    return found.model_dump_json(indent=2) + "\n"


FORMATS = {Format.text: _text, Format.json: _json}
