"""From two versions of a questionnaire to what changed, what stays comparable, and which version is due."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import facets
from speedbumps.model.questionnaire import Question, Questionnaire, Scale
from speedbumps.model.scalars import Frozen

Bump = Literal["major", "minor", "patch"]

Kind = Literal["question", "facet", "barrier", "role", "scale", "band", "form", "limit", "text"]

How = Literal["added", "gone", "reworded", "rescaled", "re-keyed", "moved", "reordered", "changed"]

BUMPS: tuple[Bump, ...] = ("patch", "minor", "major")
"""The lightest first."""

LONGEST = 18
"""Digits of one number of a version; what comes after them is not looked at."""

LIMITS = ("scoring.", "privacy.min_")
"""How the names of limits begin."""

WEIGHTY = (*LIMITS, "signals.", "actions", "language")
"""How the names begin of what is more than words."""

BESIDE: dict[str, Bump] = {
    "belongs_to": "minor",
    "asked_of": "minor",
    "shifted": "minor",
    "sensitive": "minor",
    "why": "patch",
    "grounds": "patch",
}
"""What of a question is not in its fingerprint."""

WORDS = frozenset(
    {"title", "about", "includes", "note", "quick_sign", "lasting_outcome", "ask_others", "means", "next"}
)
"""Parts that only tell people something."""

HELD = frozenset({"facets"})
"""Parts that are compared by themselves."""

THINGS: dict[Kind, Callable[[Questionnaire], Mapping[str, Frozen]]] = {
    "barrier": lambda held: {barrier.id: barrier for barrier in held.barriers},
    "facet": lambda held: dict(facets(held)),
    "role": lambda held: {role.id: role for role in held.roles},
    "scale": lambda held: held.scales,
    "form": lambda held: held.forms,
    "band": lambda held: {band.id: band for band in held.scoring.bands},
}
"""The things with ids that a questionnaire holds, beside its questions."""

ORDERED: frozenset[Kind] = frozenset({"barrier", "facet", "role"})
"""Things that people see in the order of the file. Bands go by where they begin."""

COMPARED = frozenset({"format", "id", "version", "barriers", "roles", "scales", "forms", "questions"})
"""Keys of a questionnaire that are compared elsewhere, or say which one it is."""


class Change(Frozen):
    """One thing that is not as it was."""

    kind: Kind
    id: str
    how: How
    part: str | None = None
    """Which part of it, in the file's own word."""
    before: str | None = None
    after: str | None = None
    due: Bump
    """What it asks of the version."""


class Side(Frozen):
    """One of the two questionnaires."""

    id: str
    version: str
    fingerprint: str


class Kept(Frozen):
    """Whether scores of a facet or a barrier can be held against earlier ones."""

    id: str
    comparable: bool
    changed: tuple[str, ...] = ()
    """The questions because of which they cannot."""


class Difference(Frozen):
    """What changed between two questionnaires, and what follows from it."""

    format: Literal["speedbumps-difference/1"] = "speedbumps-difference/1"
    old: Side
    new: Side
    changes: tuple[Change, ...]
    scores: tuple[Kept, ...]
    """The facets and barriers that are in both."""
    due: Bump | None
    """The kind of version that the changes ask for; None where nothing changed."""
    lowest: str | None
    """The lowest version that will do; None for two different questionnaires, whose versions say nothing together."""
    enough: bool
    """The new version is high enough."""


def difference(old: Questionnaire, new: Questionnaire, *, rewritten: bool = False) -> Difference:
    """What changed from *old* to *new*; *rewritten* says that the files differ, if only in how they say the same."""
    before, after = Instrument(questionnaire=old), Instrument(questionnaire=new)
    changes = tuple(_changes(old, new))
    if rewritten and not changes:
        changes = (Change(kind="text", id="file", how="changed", due="patch"),)
    due = max((change.due for change in changes), key=BUMPS.index, default=None)
    lowest = raised(old.version, due) if old.id == new.id else None
    return Difference(
        old=Side(id=old.id, version=old.version, fingerprint=before.fingerprint),
        new=Side(id=new.id, version=new.version, fingerprint=after.fingerprint),
        changes=changes,
        scores=tuple(_scores(before, after)),
        due=due,
        lowest=lowest,
        enough=lowest is None or numbers(new.version) >= numbers(lowest),
    )


def raised(version: str, due: Bump | None) -> str:
    """The next *version* of that kind; the same one where nothing is due."""
    major, minor, patch = numbers(version)
    match due:
        case "major":
            return f"{major + 1}.0.0"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "patch":
            return f"{major}.{minor}.{patch + 1}"
        case None:
            return version


def numbers(version: str) -> tuple[int, int, int]:
    """The three numbers of a *version*, as they compare."""
    major, minor, patch = (int(number[:LONGEST]) for number in version.split("."))
    return major, minor, patch


def due_for(before: Mapping[str, str], after: Mapping[str, str]) -> Bump | None:
    """The kind of version that the questions ask for, by their fingerprints *before* and *after*."""
    if any(after.get(name) != print_ for name, print_ in before.items()):
        return "major"
    return "minor" if after.keys() - before.keys() else None


def _scores(before: Instrument, after: Instrument) -> Iterator[Kept]:
    """Which scores stay comparable: all their questions are the same, and asked and counted in the same way."""
    old, new = _counted(before), _counted(after)
    for target in old:
        if target in new:
            differing = sorted({name for name, _ in old[target] ^ new[target]})
            yield Kept(id=target, comparable=not differing, changed=tuple(differing))


def _counted(instrument: Instrument) -> dict[str, set[tuple[str, str]]]:
    """The questions of each barrier and facet, with their fingerprints."""
    held: dict[str, set[tuple[str, str]]] = {}
    for barrier in instrument.questionnaire.barriers:
        held[barrier.id] = set()
        held.update((f"{barrier.id}.{facet.id}", set[tuple[str, str]]()) for facet in barrier.facets)
    for question in instrument.questionnaire.questions:
        for target in question.measures:
            for each in (target, target.partition(".")[0]):
                held[each].add((question.id, instrument.fingerprints[question.id]))
    return held


def _changes(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    yield from _questions(old, new)
    for thing, held in THINGS.items():
        yield from _things(thing, held(old), held(new))
    before, after = dict(_rest(old)), dict(_rest(new))
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was != now:
            kind: Kind = "limit" if name.startswith(LIMITS) else "text"
            due: Bump = "minor" if name.startswith(WEIGHTY) else "patch"
            yield Change(kind=kind, id=name, how="changed", before=was, after=now, due=due)


def _questions(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    before = {question.id: question for question in old.questions}
    after = {question.id: question for question in new.questions}
    for name, question in before.items():
        if name in after:
            yield from _question(Pair(old, question), Pair(new, after[name]))
        else:
            yield Change(kind="question", id=name, how="gone", before=question.text, due="major")
    for name, question in after.items():
        if name not in before:
            yield Change(kind="question", id=name, how="added", after=question.text, due="minor")
    if _order(before, after) != _order(after, before):
        yield Change(kind="question", id="questions", how="reordered", due="minor")


def _order(names: Iterable[str], others: Container[str]) -> list[str]:
    return [name for name in names if name in others]


class Pair(NamedTuple):
    """A question with the questionnaire in which it stands."""

    questionnaire: Questionnaire
    question: Question

    @property
    def scale(self) -> Scale:
        """The scale on which it is answered."""
        return self.questionnaire.scales[self.question.scale]


def _question(old: Pair, new: Pair) -> Iterator[Change]:
    """What changed in one question; whatever changes its fingerprint asks for a major version."""
    before, after = old.question, new.question
    name = before.id
    if before.text != after.text:
        yield _changed(name, "reworded", "text", before.text, after.text, "major")
    for role in dict.fromkeys((*before.wording, *after.wording)):
        said, says = before.wording.get(role), after.wording.get(role)
        if said != says:
            yield _changed(name, "reworded", f"wording.{role}", said, says, "major")
    if (old.scale.prompt, old.scale.points) != (new.scale.prompt, new.scale.points):
        yield _changed(name, "rescaled", "scale", _scale_said(old), _scale_said(new), "major")
    elif before.scale != after.scale:
        yield _changed(name, "changed", "scale", before.scale, after.scale, "minor")
    if before.measures.keys() != after.measures.keys():
        yield _changed(name, "moved", "measures", _measures_said(before), _measures_said(after), "major")
    elif before.measures != after.measures:
        yield _changed(name, "re-keyed", "measures", _measures_said(before), _measures_said(after), "major")
    if before.only_if != after.only_if:
        yield _changed(name, "changed", "only_if", _said(before.only_if), _said(after.only_if), "major")
    for part, due in BESIDE.items():
        was, now = getattr(before, part), getattr(after, part)
        if was != now:
            yield _changed(name, "changed", part, _said(was), _said(now), due)


def _changed(  # noqa: PLR0913, PLR0917 - one for each field of a change
    name: str, how: How, part: str, before: str | None, after: str | None, due: Bump
) -> Change:
    return Change(kind="question", id=name, how=how, part=part, before=before, after=after, due=due)


def _scale_said(pair: Pair) -> str:
    labels = ", ".join(f"{point.value:g} {point.label}" for point in pair.scale.points)
    return f"{pair.question.scale}: {' '.join(filter(None, (pair.scale.prompt, labels)))}"


def _measures_said(question: Question) -> str:
    return ", ".join(
        f"{target} ({measure.key}, weight {measure.weight:g})" for target, measure in question.measures.items()
    )


def _things(kind: Kind, before: Mapping[str, Frozen], after: Mapping[str, Frozen]) -> Iterator[Change]:
    """What changed among the things of one *kind*, by their ids."""
    for name, thing in before.items():
        if name not in after:
            yield Change(kind=kind, id=name, how="gone", due="minor")
            continue
        for part, was in thing:
            now = getattr(after[name], part)
            if part not in HELD and was != now:
                yield _part(kind, name, part, _said(was), _said(now))
    yield from (Change(kind=kind, id=name, how="added", due="minor") for name in after if name not in before)
    if kind in ORDERED and _order(before, after) != _order(after, before):
        yield Change(kind=kind, id=f"{kind}s", how="reordered", due="patch")


def _part(kind: Kind, name: str, part: str, before: str | None, after: str | None) -> Change:
    due: Bump = "patch" if part in WORDS else "minor"
    return Change(kind=kind, id=name, how="changed", part=part, before=before, after=after, due=due)


def _rest(questionnaire: Questionnaire) -> Iterator[tuple[str, str | None]]:
    """Everything that belongs to no thing with an id, by its keys."""
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
            yield ".".join(keys), _said(value)


def _said(value: object) -> str | None:
    """A *value* as one may read it; None where there is nothing."""
    match value:
        case None | ():
            return None
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:g}"
        case tuple():
            return ", ".join(_said(item) or "nothing" for item in value)
        case dict():
            return "; ".join(f"{name}: {_said(item)}" for name, item in value.items()) or None
        case Frozen():
            return " ".join(said for _, item in value if (said := _said(item)))
        case _:
            return str(value)
