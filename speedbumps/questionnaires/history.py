"""Build the history of a questionnaire: what each of its versions asked."""

from collections.abc import Iterator, Mapping

from speedbumps.model.history import History, RecordedVersion, kept_fingerprints
from speedbumps.model.instrument import Instrument, counted_fingerprint, digest
from speedbumps.model.questionnaire import Questionnaire


def build_record(questionnaire: Questionnaire, tree: object) -> RecordedVersion:
    """Return the record of this version of *questionnaire*, whose file holds *tree*."""
    prints = Instrument(questionnaire=questionnaire).fingerprints
    return RecordedVersion(
        version=questionnaire.version,
        everything=digest(tree),
        questions=dict(prints),
        counted={each.id: counted_fingerprint(questionnaire, each) for each in questionnaire.questions},
    )


def kept_prints(history: History | None, prints: Mapping[str, str]) -> Mapping[str, str]:
    """Return the fingerprints that questions keep, which have these *prints* themselves, according to a *history*."""
    kept = kept_fingerprints(history.versions if history else ())
    return {name: kept.get((name, print_), print_) for name, print_ in prints.items()}


def append_version(history: History | None, of: str, now: RecordedVersion) -> History:
    """Return *history* with *now* as its newest version; a new history of the questionnaire *of* if there is none."""
    versions = history.versions if history else ()
    return History(format="speedbumps-history/1", of=of, versions=(*versions, now))


def is_same_version(recorded: RecordedVersion, now: RecordedVersion) -> bool:
    """Return whether *now* is what was *recorded*, of which how questions are counted may be missing."""
    same = recorded.version == now.version and recorded.questions == now.questions
    return same and recorded.everything == now.everything


def complete_version(history: History, now: RecordedVersion) -> History:
    """Return *history* with how questions are counted in the version *now*, which is recorded without it."""
    versions = (
        each.model_copy(update={"counted": now.counted}) if is_same_version(each, now) else each
        for each in history.versions
    )
    return history.model_copy(update={"versions": tuple(versions)})


def newest_version(history: History) -> RecordedVersion | None:
    """Return the version that was recorded last; None if there is none."""
    return history.versions[-1] if history.versions else None


def changed_questions(instrument: Instrument, version: str) -> frozenset[str]:
    """Return the questions of a recorded *version* whose answers do not count now: changed since, or no longer asked.

    None are known to have changed since a version that was not recorded.
    """
    then = next((each.questions for each in instrument.earlier if each.version == version), {})
    kept = {name: instrument.kept_print(name, print_) for name, print_ in then.items()}
    return frozenset(name for name, print_ in kept.items() if instrument.fingerprints.get(name) != print_)


def retired_questions(instrument: Instrument) -> frozenset[str]:
    """Return the questions that a recorded version asked, and that are no longer asked."""
    return frozenset(name for each in instrument.earlier for name in each.questions) - instrument.questions.keys()


def history_yaml(history: History) -> str:
    """Return *history* as the text of its file."""
    return "".join(f"{line}\n" for line in _history_lines(history))


def _history_lines(history: History) -> Iterator[str]:
    yield "# What each version asked, written by 'speedbumps diff --record'. Do not change it by hand."
    yield f"format: {history.format}"
    yield f"of: {history.of}"
    yield "versions:"
    for version in history.versions:
        yield f"  - version: {version.version}"
        yield f"    everything: {version.everything}"
        for key, prints in (("questions", version.questions), ("counted", version.counted)):
            if prints or key == "questions":
                yield f"    {key}:" if prints else f"    {key}: {{}}"
                yield from _question_lines(prints)
        if version.same_meaning:
            yield "    same_meaning: # corrected, and counted as before"
            yield from _question_lines(version.same_meaning)


def _question_lines(prints: Mapping[str, str]) -> Iterator[str]:
    return (f"      {name}: {print_}" for name, print_ in prints.items())
