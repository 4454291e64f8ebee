"""Questions whose words were corrected and that mean the same, so that answers to them stay comparable."""

from collections.abc import Iterable, Mapping

from speedbumps.diagnostics.problem import NoSuchError
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.history import History, RecordedVersion
from speedbumps.model.instrument import Instrument, counted_fingerprint
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.questionnaires.history import kept_prints, newest_version


class OtherMeaningError(Exception):
    """A question cannot count as one that means the same; the message says why."""


def keep_meaning(
    names: Iterable[str], now: RecordedVersion, history: History | None, earlier: Questionnaire | None
) -> Mapping[str, str]:
    """Return the fingerprint of before for each of the questions with these *names*, which they keep *now*.

    *earlier* is the version of before, which is needed only if its history does not say how its questions were counted.

    Raises:
        NoSuchError: If there is no such question.
        OtherMeaningError: If nothing is recorded, a question has not changed, or more than its words has.
    """
    before = newest_version(history) if history is not None else None
    if before is None:
        raise OtherMeaningError("no version is recorded yet; record the version of before, and then this one")
    kept = kept_prints(history, before.questions)
    counted = {**_counted_as_recorded(before, earlier), **before.counted}
    return {name: _kept_print(name, now, before, counted, kept) for name in names}


def corrected_questions(history: History | None, old: Questionnaire, new: Questionnaire) -> frozenset[str]:
    """Return the questions that differ between two versions, and mean the same according to a *history*."""
    before, after = (Instrument(questionnaire=each).fingerprints for each in (old, new))
    kept_before, kept_after = kept_prints(history, before), kept_prints(history, after)
    return frozenset(
        name
        for name, print_ in after.items()
        if before.get(name, print_) != print_ and kept_before[name] == kept_after[name]
    )


def _counted_as_recorded(before: RecordedVersion, earlier: Questionnaire | None) -> Mapping[str, str]:
    """Return how the questions of the *earlier* version are counted that are there as they were recorded."""
    if earlier is None:
        return {}
    prints = Instrument(questionnaire=earlier).fingerprints
    return {
        each.id: counted_fingerprint(earlier, each)
        for each in earlier.questions
        if before.questions.get(each.id) == prints[each.id]
    }


def _kept_print(
    name: str, now: RecordedVersion, before: RecordedVersion, counted: Mapping[str, str], kept: Mapping[str, str]
) -> str:
    if name not in now.questions or name not in before.questions:
        both = now.questions.keys() & before.questions.keys()
        raise NoSuchError(f"there is no question '{name}' in both versions{did_you_mean(name, both)}")
    if now.questions[name] == before.questions[name]:
        raise OtherMeaningError(f"'{name}' is as it was in version {before.version}; leave it out")
    if name not in counted:
        raise OtherMeaningError(
            f"the history does not say how '{name}' was counted in version {before.version}; name that version too: "
            f"speedbumps diff OLD NEW --record --same-meaning {name}"
        )
    if counted[name] != now.counted[name]:
        raise OtherMeaningError(
            f"more than the words of '{name}' changed: its scale, what it measures, or its condition; answers to it "
            "cannot be compared"
        )
    return kept[name]
