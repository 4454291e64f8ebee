"""From a questionnaire to what is remembered of it."""

from collections.abc import Iterator, Mapping

from speedbumps.model.history import History, Recorded
from speedbumps.model.instrument import Instrument, digest
from speedbumps.model.questionnaire import Questionnaire


def recorded(questionnaire: Questionnaire, tree: object) -> Recorded:
    """What is remembered of *questionnaire*, whose file holds *tree*."""
    prints = Instrument(questionnaire=questionnaire).fingerprints
    return Recorded(version=questionnaire.version, everything=digest(tree), questions=dict(prints))


def with_version(history: History | None, of: str, now: Recorded) -> History:
    """The *history* with what is recorded *now* as its newest version; a new one where there is none."""
    versions = history.versions if history else ()
    return History(format="speedbumps-history/1", of=of, versions=(*versions, now))


def newest(history: History) -> Recorded | None:
    """The version that was recorded last."""
    return history.versions[-1] if history.versions else None


def in_yaml(history: History) -> str:
    """The *history* as its file has it."""
    return "".join(f"{line}\n" for line in _lines(history))


def _lines(history: History) -> Iterator[str]:
    yield "# What each version asked, written by 'speedbumps diff --record'. Nothing here is changed by hand."
    yield f"format: {history.format}"
    yield f"of: {history.of}"
    yield "versions:"
    for version in history.versions:
        yield f"  - version: {version.version}"
        yield f"    everything: {version.everything}"
        yield "    questions:"
        yield from _questions(version.questions)


def _questions(prints: Mapping[str, str]) -> Iterator[str]:
    return (f"      {name}: {print_}" for name, print_ in prints.items())
