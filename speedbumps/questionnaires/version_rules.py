"""Rules for versions: what is asked under one version stays as it was recorded."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.history import History, RecordedVersion
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.questionnaires.diff import INCREMENTS, Increment, increment_version, required_increment, version_numbers
from speedbumps.questionnaires.history import newest_version

MOST_NAMED = 5
"""The most questions that a message names."""

WHY = ("words changed", "questions were added", "questions changed or went")
"""What requires each increment of the version, from the least to the greatest."""


class VersionedQuestionnaire(NamedTuple):
    """A questionnaire as it is now, with its history."""

    questionnaire: Questionnaire
    now: RecordedVersion
    history: History
    path: str
    """The file of the questionnaire, as commands name it."""

    @property
    def then(self) -> RecordedVersion | None:
        """Return the record of the same version; None if there is none."""
        return next((each for each in self.history.versions if each.version == self.now.version), None)

    @property
    def counted_as(self) -> Mapping[str, str]:
        """Return the fingerprints of the questions, those of before where they mean the same."""
        before = newest_version(self.history)
        same = self.now.same_meaning
        return {
            name: before.questions.get(name, print_) if before is not None and name in same else print_
            for name, print_ in self.now.questions.items()
        }


class HistoryFile(NamedTuple):
    """A history, with what is known of the questionnaire beside it."""

    history: History
    beside: str | None
    """The name of the questionnaire's file; None if the history's own file name does not give one."""
    id: str | None
    """The id in that file; None if the file does not exist."""


def changed_unversioned(subject: VersionedQuestionnaire) -> Iterator[Fault]:
    """A question has changed since its version was recorded.

    Answers to the old words would be read as answers to the new ones. Its text, its wordings, its scale, what it
    measures or its condition is not what it was: give the questionnaire a new version, or write the question as it
    was. `speedbumps diff` shows what changed. If only its words were corrected and it means the same, raise the third
    number, and record that with `speedbumps diff FILE --record --same-meaning T01`; answers then stay comparable.

    Bad, at 5:11:

    ```yaml recorded
    version: 1.0.0
    forms: {}
    questions:
      - id: T01
        text: New ideas here wait years for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    ```

    Good:

    ```yaml recorded
    version: 2.0.0
    forms: {}
    questions:
      - id: T01
        text: New ideas here wait years for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    ```
    """
    then = subject.then
    if then is None:
        return
    for place, question in enumerate(subject.questionnaire.questions):
        now = subject.now.questions[question.id]
        if then.questions.get(question.id, now) != now:
            said = f"'{question.id}' is not asked or counted as it was recorded for version {then.version}"
            advice = f"{_version_advice(subject, 'major')}; {_correction_advice(subject, [question.id])}"
            yield Fault(("questions", place, "text"), f"{said}; {advice}")


def added_or_gone(subject: VersionedQuestionnaire) -> Iterator[Fault]:
    """A question was added or removed since its version was recorded.

    Two people who answered the same version would have been asked different things. Give the questionnaire a new
    version.

    Bad, at 4:9:

    ```yaml recorded
    version: 1.0.0
    forms: {}
    questions:
      - id: T09
        text: I wait for a key to the hall.
        scale: how-often
        measures:
          time.delay: barrier
    ```

    Good:

    ```yaml recorded
    version: 1.0.0
    ```
    """
    then = subject.then
    if then is None:
        return
    for place, question in enumerate(subject.questionnaire.questions):
        if question.id not in then.questions:
            said = f"'{question.id}' is not among the questions recorded for version {then.version}"
            yield Fault(("questions", place, "id"), f"{said}; {_version_advice(subject, 'minor')}")
    for name in then.questions:
        if name not in subject.now.questions:
            said = f"'{name}' is gone, and was recorded for version {then.version}; {_version_advice(subject, 'major')}"
            yield Fault(("questions", name), said, at_key=True)


def edited_unversioned(subject: VersionedQuestionnaire) -> Iterator[Fault]:
    """Something has changed since its version was recorded, but no question has.

    A version is a promise that everybody who has it has the same file. Titles, bands, limits and notes count too;
    comments and the order of keys do not. Give the questionnaire a new version. Its id stays in all of them.

    Bad, at 1:10:

    ```yaml recorded
    version: 1.0.0
    title: What slows us down here?
    ```

    Good:

    ```yaml recorded
    version: 1.0.1
    title: What slows us down here?
    ```
    """
    then = subject.then
    if then and then.questions == subject.now.questions and then.everything != subject.now.everything:
        said = f"the file is not as it was recorded for version {then.version}, though its questions are"
        yield Fault(("version",), f"{said}; {_version_advice(subject, 'patch')}")


def version_falls(subject: VersionedQuestionnaire) -> Iterator[Fault]:
    """The version is lower than one that was recorded.

    The newest version is the one with the highest number. Answers would seem older than they are. Write a version above
    the newest one in the history.

    Bad, at 1:10:

    ```yaml recorded
    version: 0.9.0
    ```

    Good:

    ```yaml recorded
    version: 1.1.0
    ```
    """
    then = newest_version(subject.history)
    if then and version_numbers(subject.now.version) < version_numbers(then.version):
        yield Fault(("version",), f"version {then.version} is recorded already; {_version_advice(subject, 'patch')}")


def raised_too_little(subject: VersionedQuestionnaire) -> Iterator[Fault]:
    """The version is raised by less than the changes in the questions need.

    Raise the first number if a question was changed or removed, so that everybody sees that answers to it cannot be
    compared; the second if questions were added; the third for other changes. `speedbumps diff FILE --record
    --same-meaning T01` says that a changed question means the same, as after a misprint: the third number is enough.

    Bad, at 1:10:

    ```yaml recorded
    version: 1.0.1
    forms: {}
    questions:
      - id: T01
        text: New ideas here wait years for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    ```

    Good:

    ```yaml recorded
    version: 1.0.1
    title: What slows us down here?
    ```
    """
    then = newest_version(subject.history)
    if then is None or version_numbers(subject.now.version) <= version_numbers(then.version):
        return
    due = required_increment(then.questions, subject.counted_as)
    if due and version_numbers(subject.now.version) < version_numbers(increment_version(then.version, due)):
        said = f"{WHY[INCREMENTS.index(due)]} since version {then.version}"
        advice = f"write {increment_version(then.version, due)} or above"
        counted = subject.counted_as
        changed = [name for name, print_ in then.questions.items() if name in counted and counted[name] != print_]
        gone = then.questions.keys() - counted.keys()
        other = f"; {_correction_advice(subject, changed)}" if changed and not gone else ""
        yield Fault(("version",), f"{said}; {advice}{other}")


def versions_out_of_order(subject: HistoryFile) -> Iterator[Fault]:
    """A history names a version twice, or not from the oldest to the newest.

    The last version is taken for the newest. The file is written by `speedbumps diff --record`; bring its versions
    back into order, and remove none that people have answered.

    Bad, at 5:14:

    ```yaml history
    versions:
      - version: 1.1.0
        everything: 0000000000000000000000000000000000000000000000000000000000000000
        questions: {}
      - version: 1.0.0
        everything: 0000000000000000000000000000000000000000000000000000000000000000
        questions: {}
    ```

    Good:

    ```yaml history
    versions:
      - version: 1.0.0
        everything: 0000000000000000000000000000000000000000000000000000000000000000
        questions: {}
      - version: 1.1.0
        everything: 0000000000000000000000000000000000000000000000000000000000000000
        questions: {}
    ```
    """
    versions = [each.version for each in subject.history.versions]
    for place in range(1, len(versions)):
        if version_numbers(versions[place]) <= version_numbers(versions[place - 1]):
            here: Route = ("versions", place, "version")
            yield Fault(here, f"versions rise; this one comes after {versions[place - 1]}")


def history_of_another(subject: HistoryFile) -> Iterator[Fault]:
    """A history belongs to a questionnaire that is not in its folder.

    A questionnaire finds its history by the file's name: school.history.yaml beside school.yaml. With another name or
    in another folder it protects nothing.

    Bad, at 1:5:

    ```yaml history
    of: other
    ```

    Good:

    ```yaml history
    of: base
    ```
    """
    if subject.beside is None:
        yield Fault(("of",), f"the history of '{subject.history.of}' is kept in {subject.history.of}.history.yaml")
    elif subject.id is None:
        yield Fault(("of",), f"there is no questionnaire {subject.beside} beside this history")
    elif subject.id != subject.history.of:
        said = f"the questionnaire {subject.beside} beside this history is called '{subject.id}'"
        yield Fault(("of",), f"{said}; give it its id back, or start a new history file")


def _version_advice(subject: VersionedQuestionnaire, due: Increment) -> str:
    """Return the advice which version to write: the next after the newest one, for the greatest change in the file."""
    then = newest_version(subject.history)
    if then is None:
        return f"write version {increment_version(subject.now.version, due)} or above"
    gravest = max((due, required_increment(then.questions, subject.now.questions) or due), key=INCREMENTS.index)
    return f"write version {increment_version(then.version, gravest)} or above"


def _correction_advice(subject: VersionedQuestionnaire, changed: Sequence[str]) -> str:
    """Return what to do if *changed* questions mean the same as before."""
    then = newest_version(subject.history)
    if then is None or len(changed) > MOST_NAMED:
        return "for words that were corrected and mean the same, see 'speedbumps diff --help', --same-meaning"
    lowest = increment_version(then.version, "patch")
    command = f"speedbumps diff {subject.path} --record --same-meaning {','.join(changed)}"
    return f"if it means the same, write version {lowest}, and then run: {command}"


VERSION_CHECKS: tuple[Check[VersionedQuestionnaire], ...] = (
    Check("SB901", changed_unversioned),
    Check("SB902", added_or_gone),
    Check("SB903", edited_unversioned),
    Check("SB904", version_falls),
    Check("SB905", raised_too_little),
)

HISTORY_CHECKS: tuple[Check[HistoryFile], ...] = (
    Check("SB906", versions_out_of_order),
    Check("SB907", history_of_another),
)
