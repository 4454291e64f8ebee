"""Compare two versions of a questionnaire: what changed, which scores stay comparable, and which version is due."""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Literal, NamedTuple, TypeVar

from speedbumps.model.instrument import Instrument, digest
from speedbumps.model.queries import facets, scale_of
from speedbumps.model.questionnaire import Question, Questionnaire, Scale
from speedbumps.model.scalars import Frozen
from speedbumps.text import fold_spaces

Found = TypeVar("Found")

Increment = Literal["major", "minor", "patch"]

Kind = Literal["question", "facet", "barrier", "role", "scale", "band", "form", "limit", "text"]

How = Literal["added", "gone", "reworded", "corrected", "rescaled", "re-keyed", "moved", "reordered", "changed"]

INCREMENTS: tuple[Increment, ...] = ("patch", "minor", "major")
"""From the least to the greatest."""

LONGEST = 18
"""The number of digits of one part of a version that are compared; the rest are ignored."""

LIMITS = ("scoring.", "privacy.min_")
"""The prefixes of the names of limits."""

WEIGHTY = (*LIMITS, "signals.", "actions", "language")
"""The prefixes of the names of settings that are more than words."""

BESIDE: dict[str, Increment] = {
    "belongs_to": "minor",
    "asked_of": "minor",
    "shifted": "minor",
    "sensitive": "minor",
    "why": "patch",
    "grounds": "patch",
}
"""The fields of a question that its fingerprint leaves out, with the increment that a change of each requires."""

WORDS = frozenset(
    {
        "title",
        "strength",
        "about",
        "plural",
        "includes",
        "note",
        "quick_sign",
        "lasting_outcome",
        "ask_whom",
        "ask_others",
        "short",
        "means",
        "next",
    }
)
"""Fields that only inform people."""

HELD = frozenset({"facets"})
"""Fields that are compared separately."""

THINGS: dict[Kind, Callable[[Questionnaire], Mapping[str, Frozen]]] = {
    "barrier": lambda held: {barrier.id: barrier for barrier in held.barriers},
    "facet": lambda held: dict(facets(held)),
    "role": lambda held: {role.id: role for role in held.roles},
    "scale": lambda held: held.scales,
    "form": lambda held: held.forms,
    "band": lambda held: {band.id: band for band in held.scoring.bands},
}
"""The things with ids in a questionnaire, other than its questions, by their kind."""

ORDERED: frozenset[Kind] = frozenset({"barrier", "facet", "role"})
"""Kinds of things that people see in the order of the file. Bands are ordered by where they begin."""

COMPARED = frozenset({"format", "id", "version", "barriers", "roles", "scales", "forms", "questions"})
"""Keys of a questionnaire that are compared elsewhere, or that identify it."""


class Change(Frozen):
    """One difference between two questionnaires."""

    kind: Kind
    id: str
    how: How
    part: str | None = None
    """The key of the changed part in the file."""
    before: str | None = None
    after: str | None = None
    due: Increment
    """The increment of the version that it requires."""


class QuestionnaireVersion(Frozen):
    """The version and fingerprint of one of the two questionnaires."""

    id: str
    version: str
    fingerprint: str


class Comparability(Frozen):
    """Whether scores of a facet or a barrier can be compared with earlier ones."""

    id: str
    comparable: bool
    changed: tuple[str, ...] = ()
    """The questions that make them incomparable."""


class QuestionnaireDiff(Frozen):
    """The changes between two questionnaires, and what follows from them."""

    format: Literal["speedbumps-difference/1"] = "speedbumps-difference/1"
    old: QuestionnaireVersion
    new: QuestionnaireVersion
    changes: tuple[Change, ...]
    scores: tuple[Comparability, ...]
    """One for each facet and barrier that is in both."""
    due: Increment | None
    """The increment that the changes require; None if nothing changed."""
    lowest: str | None
    """The lowest version that is high enough; None for two different questionnaires."""
    enough: bool
    """Whether the new version is high enough."""


def compare_questionnaires(
    old: Questionnaire, new: Questionnaire, *, rewritten: bool = False, same_meaning: Collection[str] = ()
) -> QuestionnaireDiff:
    """Return what changed from *old* to *new*, but for runs of spaces and line ends.

    *rewritten* says that the files differ. If the questionnaires are equal all the same, that counts as one change of
    text. Questions with the *same_meaning* are corrected: their answers stay comparable.
    """
    old, new = _fold_texts_of(old), _fold_texts_of(new)
    before, after = Instrument(questionnaire=old), Instrument(questionnaire=new)
    kept = {name: before.fingerprints[name] for name in same_meaning if name in before.fingerprints}
    after_prints = {**after.fingerprints, **kept}
    changes = tuple(_mark_corrected(change, same_meaning) for change in _all_changes(old, new))
    if rewritten and not changes:
        changes = (Change(kind="text", id="file", how="changed", due="patch"),)
    due = max((change.due for change in changes), key=INCREMENTS.index, default=None)
    lowest = increment_version(old.version, due) if old.id == new.id else None
    return QuestionnaireDiff(
        old=QuestionnaireVersion(id=old.id, version=old.version, fingerprint=before.fingerprint),
        new=QuestionnaireVersion(id=new.id, version=new.version, fingerprint=digest(sorted(after_prints.items()))),
        changes=changes,
        scores=tuple(
            _comparable_scores(_questions_by_target(old, before.fingerprints), _questions_by_target(new, after_prints))
        ),
        due=due,
        lowest=lowest,
        enough=lowest is None or version_numbers(new.version) >= version_numbers(lowest),
    )


def _fold_texts_of(value: Found) -> Found:
    """Return a *value* of a questionnaire with single spaces in all of its texts."""
    folded: Any = value
    match folded:
        case str():
            folded = fold_spaces(folded)
        case Frozen():
            folded = folded.model_copy(update={name: _fold_texts_of(item) for name, item in folded})
        case dict():
            folded = {key: _fold_texts_of(item) for key, item in folded.items()}
        case tuple():
            folded = tuple(map(_fold_texts_of, folded))
    return folded  # type: ignore[no-any-return] # it has the type of the value


def increment_version(version: str, due: Increment | None) -> str:
    """Return the next version after *version* by the increment *due*; *version* itself if *due* is None."""
    major, minor, patch = version_numbers(version)
    match due:
        case "major":
            return f"{major + 1}.0.0"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "patch":
            return f"{major}.{minor}.{patch + 1}"
        case None:
            return version


def version_numbers(version: str) -> tuple[int, int, int]:
    """Return the three numbers of *version*, which compare as versions do."""
    major, minor, patch = (int(number[:LONGEST]) for number in version.split("."))
    return major, minor, patch


def required_increment(before: Mapping[str, str], after: Mapping[str, str]) -> Increment | None:
    """Return the increment that changes of questions require, by their fingerprints *before* and *after*.

    None if no question was added, changed or removed.
    """
    if any(after.get(name) != print_ for name, print_ in before.items()):
        return "major"
    return "minor" if after.keys() - before.keys() else None


def _mark_corrected(change: Change, same_meaning: Collection[str]) -> Change:
    """Return *change* as a correction if it is one of the words of a question with the *same_meaning*."""
    if change.kind == "question" and change.due == "major" and change.id in same_meaning and change.how != "gone":
        return change.model_copy(update={"how": "corrected", "due": "patch"})
    return change


def _comparable_scores(
    old: Mapping[str, set[tuple[str, str]]], new: Mapping[str, set[tuple[str, str]]]
) -> Iterator[Comparability]:
    """Yield for each score whether it stays comparable: if the same questions are asked and counted the same way."""
    for target in old:
        if target in new:
            differing = sorted({name for name, _ in old[target] ^ new[target]})
            yield Comparability(id=target, comparable=not differing, changed=tuple(differing))


def _questions_by_target(questionnaire: Questionnaire, prints: Mapping[str, str]) -> Mapping[str, set[tuple[str, str]]]:
    """Return the questions of each barrier and facet, with their fingerprints in *prints*."""
    held: dict[str, set[tuple[str, str]]] = {}
    for barrier in questionnaire.barriers:
        held[barrier.id] = set()
        held.update((f"{barrier.id}.{facet.id}", set[tuple[str, str]]()) for facet in barrier.facets)
    for question in questionnaire.questions:
        for target in question.measures:
            for each in (target, target.partition(".")[0]):
                held[each].add((question.id, prints[question.id]))
    return held


def _all_changes(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    yield from _compare_all_questions(old, new)
    for thing, held in THINGS.items():
        yield from _compare_things(thing, held(old), held(new))
    before, after = dict(_other_settings(old)), dict(_other_settings(new))
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was != now:
            kind: Kind = "limit" if name.startswith(LIMITS) else "text"
            due: Increment = "minor" if name.startswith(WEIGHTY) else "patch"
            yield Change(kind=kind, id=name, how="changed", before=was, after=now, due=due)


def _compare_all_questions(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    before = {question.id: question for question in old.questions}
    after = {question.id: question for question in new.questions}
    for name, question in before.items():
        if name in after:
            yield from _compare_question(QuestionInVersion(old, question), QuestionInVersion(new, after[name]))
        else:
            yield Change(kind="question", id=name, how="gone", before=question.text, due="major")
    for name, question in after.items():
        if name not in before:
            yield Change(kind="question", id=name, how="added", after=question.text, due="minor")
    if _common_order(before, after) != _common_order(after, before):
        yield Change(kind="question", id="questions", how="reordered", due="minor")


def _common_order(names: Iterable[str], others: Container[str]) -> list[str]:
    return [name for name in names if name in others]


class QuestionInVersion(NamedTuple):
    """A question, and the questionnaire that it belongs to."""

    questionnaire: Questionnaire
    question: Question

    @property
    def scale(self) -> Scale:
        """Return the scale on which it is answered."""
        return scale_of(self.questionnaire, self.question)


def _compare_question(old: QuestionInVersion, new: QuestionInVersion) -> Iterator[Change]:
    """Yield what changed in one question; a change of its fingerprint requires a major version."""
    before, after = old.question, new.question
    change = partial(Change, kind="question", id=before.id)
    if before.text != after.text:
        yield change(how="reworded", part="text", before=before.text, after=after.text, due="major")
    for role in dict.fromkeys((*before.wording, *after.wording)):
        said, says = before.wording.get(role), after.wording.get(role)
        if said != says:
            yield change(how="reworded", part=f"wording.{role}", before=said, after=says, due="major")
    if _answers_asked_for(old.scale) != _answers_asked_for(new.scale):
        yield change(how="rescaled", part="scale", before=_scale_text(old), after=_scale_text(new), due="major")
    elif before.scale != after.scale:
        yield change(how="changed", part="scale", before=before.scale, after=after.scale, due="minor")
    if before.measures.keys() != after.measures.keys():
        yield change(
            how="moved", part="measures", before=_measures_text(before), after=_measures_text(after), due="major"
        )
    elif before.measures != after.measures:
        yield change(
            how="re-keyed", part="measures", before=_measures_text(before), after=_measures_text(after), due="major"
        )
    if before.only_if != after.only_if:
        yield change(
            how="changed",
            part="only_if",
            before=_format_value(before.only_if),
            after=_format_value(after.only_if),
            due="major",
        )
    for part, due in BESIDE.items():
        was, now = getattr(before, part), getattr(after, part)
        if was != now:
            yield change(how="changed", part=part, before=_format_value(was), after=_format_value(now), due=due)


def _answers_asked_for(scale: Scale) -> object:
    """Return what of a scale decides which answers are comparable."""
    return scale.prompt, scale.points, scale.choice


def _scale_text(pair: QuestionInVersion) -> str:
    labels = ", ".join(f"{point.value:g} {point.label}" for point in pair.scale.points)
    choice = pair.scale.choice
    if choice is not None:
        labels = f"at most {choice.most} of " + ", ".join(option.label for option in choice.among)
    return f"{pair.question.scale}: {' '.join(filter(None, (pair.scale.prompt, labels)))}"


def _measures_text(question: Question) -> str:
    return ", ".join(
        f"{target} ({measure.key}, weight {measure.weight:g})" for target, measure in question.measures.items()
    )


def _compare_things(kind: Kind, before: Mapping[str, Frozen], after: Mapping[str, Frozen]) -> Iterator[Change]:
    """Yield what changed among the things of one *kind*, given by their ids."""
    for name, thing in before.items():
        if name not in after:
            yield Change(kind=kind, id=name, how="gone", due="minor")
            continue
        for part, was in thing:
            now = getattr(after[name], part)
            if part not in HELD and was != now:
                yield _part_change(kind, name, part, _format_value(was), _format_value(now))
    yield from (Change(kind=kind, id=name, how="added", due="minor") for name in after if name not in before)
    if kind in ORDERED and _common_order(before, after) != _common_order(after, before):
        yield Change(kind=kind, id=f"{kind}s", how="reordered", due="patch")


def _part_change(kind: Kind, name: str, part: str, before: str | None, after: str | None) -> Change:
    # Scores from another table cannot be compared.
    due: Increment = "patch" if part in WORDS else "major" if part == "table" else "minor"
    return Change(kind=kind, id=name, how="changed", part=part, before=before, after=after, due=due)


def _other_settings(questionnaire: Questionnaire) -> Iterator[tuple[str, str | None]]:
    """Yield every setting that belongs to no thing with an id, by its dotted keys."""
    for name, value in questionnaire:
        if name not in COMPARED:
            yield from _leaves(value, (name,))


def _leaves(value: object, keys: tuple[str, ...]) -> Iterator[tuple[str, str | None]]:
    match value:
        case Frozen() | dict():
            for name, item in value.items() if isinstance(value, dict) else value:
                if (*keys, name) != ("scoring", "bands"):
                    yield from _leaves(item, (*keys, str(name)))
        case _:
            yield ".".join(keys), _format_value(value)


def _format_value(value: object) -> str | None:
    """Return *value* as text for people; None if it is empty."""
    match value:
        case None | ():
            return None
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:g}"
        case tuple():
            return ", ".join(_format_value(item) or "nothing" for item in value)
        case dict():
            return "; ".join(f"{name}: {_format_value(item)}" for name, item in value.items()) or None
        case Frozen():
            return " ".join(said for _, item in value if (said := _format_value(item)))
        case _:
            return str(value)
