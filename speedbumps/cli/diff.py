"""speedbumps diff: the changes between two versions of a questionnaire, and the version number that they require."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli.exit_codes import BAD_FILES
from speedbumps.cli.running import command_line, refuse, tell, write
from speedbumps.diagnostics.problem import BadFilesError, NoSuchError, require_value
from speedbumps.model.history import History, RecordedVersion
from speedbumps.model.instrument import digest
from speedbumps.questionnaires.corrections import OtherMeaningError, corrected_questions, keep_meaning
from speedbumps.questionnaires.diff import Change, QuestionnaireDiff, compare_questionnaires
from speedbumps.questionnaires.history import (
    append_version,
    build_record,
    complete_version,
    history_yaml,
    is_same_version,
)
from speedbumps.questionnaires.history_file import history_path, load_history, unrecorded_changes
from speedbumps.questionnaires.load import QuestionnaireFile, find_questionnaire, load_questionnaire
from speedbumps.text import show_controls_by_line

app = command_line("Compare two versions.")


class DifferenceFormat(StrEnum):
    """The output formats of a comparison."""

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
        typer.Argument(help="The later one. Without it, --record records OLD.", metavar="NEW", show_default=False),
    ] = None,
    record: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--record", help="Record the later one in its history file.")
    ] = False,
    same_meaning: Annotated[
        list[str] | None,
        typer.Option(
            "--same-meaning",
            help="With --record: questions whose words were corrected and mean the same, separated by commas. Answers "
            "to them stay comparable, and the third number of the version is enough.",
            metavar="IDS",
        ),
    ] = None,
    format_: Annotated[DifferenceFormat, typer.Option("--format", help="Text or JSON.")] = DifferenceFormat.text,
) -> None:
    """List what changed between two questionnaires, which scores stay comparable, and which version is needed.

    Exits with 1 if the later version is too low for the changes. With --record, the questions of the later one are
    recorded in NAME.history.yaml in its folder; from then on, 'speedbumps check' reports changes without a new version.
    Runs of spaces and line ends are no change.
    """
    if new is None and not record:
        refuse("name two questionnaires to compare, or one and --record")
    names = [name.strip() for each in same_meaning or () for name in each.split(",") if name.strip()]
    if names and not record:
        refuse("--same-meaning is recorded in the history; add --record")
    where = find_questionnaire(new or old)
    later = require_value(load_questionnaire(where))
    history = _load_history_beside(where)
    earlier = require_value(load_questionnaire(find_questionnaire(old))) if new is not None else None
    now = _build_record(later, history, names, earlier)
    if earlier is not None:
        same = {*now.same_meaning, *corrected_questions(history, earlier.questionnaire, later.questionnaire)}
        rewritten = _is_rewritten(earlier, later)
        found = compare_questionnaires(
            earlier.questionnaire, later.questionnaire, rewritten=rewritten, same_meaning=same
        )
        write(FORMATS[format_](found), None)
        if not found.enough:
            tell(f"Version {found.new.version} is too low; write {found.lowest} or above.")
            raise SystemExit(BAD_FILES)
    if record:
        _record_version(later, Path(new or old), history, now)


def _is_rewritten(earlier: QuestionnaireFile, later: QuestionnaireFile) -> bool:
    return digest(_data_without_version(earlier)) != digest(_data_without_version(later))


def _data_without_version(written: QuestionnaireFile) -> dict[str, object]:
    data = written.source.data
    return {key: value for key, value in data.items() if key != "version"} if isinstance(data, dict) else {}


def _load_history_beside(path: Traversable) -> History | None:
    known = load_history(history_path(path)) if isinstance(path, Path) else None
    return require_value(known) if known is not None else None


def _build_record(
    later: QuestionnaireFile, history: History | None, names: Sequence[str], earlier: QuestionnaireFile | None
) -> RecordedVersion:
    """Return the record of *later*, in which the questions with these *names* mean the same as before."""
    now = build_record(later.questionnaire, later.source.data)
    if not names:
        return now
    try:
        kept = keep_meaning(names, now, history, earlier.questionnaire if earlier is not None else None)
    except (OtherMeaningError, NoSuchError) as error:
        refuse(str(error))
    return now.model_copy(update={"same_meaning": kept})


def _record_version(written: QuestionnaireFile, path: Path, history: History | None, now: RecordedVersion) -> None:
    """Write *now*, the record of *written*, a questionnaire at *path*, into the *history* beside it."""
    if not path.is_file():
        refuse(f"'{path}' comes with speedbumps, and so does its history; to record a questionnaire, name its file")
    known = next((each for each in history.versions if is_same_version(each, now)), None) if history else None
    if known is not None and history is not None:
        if known.counted:
            tell(f"Version {now.version} is recorded already, and has not changed.")
            return
        write(history_yaml(complete_version(history, now)), history_path(path))
        tell(f"Version {now.version} was recorded already; how its questions are counted is recorded now.")
        return
    changed = tuple(unrecorded_changes(written, history, now)) if history is not None else ()
    if changed:
        raise BadFilesError(changed)
    write(history_yaml(append_version(history, written.questionnaire.id, now)), history_path(path))
    tell(f"Version {now.version} is recorded in {history_path(path)}")


def _difference_text(found: QuestionnaireDiff) -> str:
    return "".join(f"{show_controls_by_line(line)}\n" for line in _difference_lines(found))


def _difference_lines(found: QuestionnaireDiff) -> Iterator[str]:
    yield f"{found.old.id} {found.old.version} → {found.new.id} {found.new.version}"
    if not found.changes:
        yield "\nNothing changed."
        return
    yield ""
    for change in found.changes:
        yield from _change_lines(change)
    yield ""
    yield from _comparability_lines(found)
    yield ""
    yield _version_verdict(found)


def _change_lines(change: Change) -> Iterator[str]:
    part = f" ({change.part})" if change.part else ""
    yield f"{change.kind} {change.id}: {change.how}{part}"
    if change.before is not None:
        yield f"  was  {' '.join(change.before.split())}"
    if change.after is not None:
        yield f"  now  {' '.join(change.after.split())}"


def _comparability_lines(found: QuestionnaireDiff) -> Iterator[str]:
    comparable = [score.id for score in found.scores if score.comparable]
    yield f"{len(comparable)} of {len(found.scores)} scores stay comparable."
    for score in found.scores:
        if not score.comparable:
            yield f"  not {score.id}: {', '.join(score.changed)}"


def _version_verdict(found: QuestionnaireDiff) -> str:
    if found.lowest is None:
        return "These are two different questionnaires; their versions say nothing about each other."
    asked = f"These changes need a new {found.due} version: {found.lowest} or above."
    return asked if found.enough else f"{asked} It is {found.new.version}."


def _difference_json(found: QuestionnaireDiff) -> str:
    return found.model_dump_json(indent=2) + "\n"


FORMATS = {DifferenceFormat.text: _difference_text, DifferenceFormat.json: _difference_json}
