"""From an action to an option that people can weigh."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from speedbumps.i18n import Words, later
from speedbumps.model.actions import Grade, Horizon, Level
from speedbumps.model.audit import AuditedAction
from speedbumps.report.figures import span
from speedbumps.report.view import View

HORIZONS: dict[Horizon, str] = {
    "quick": later("weeks"),
    "term": later("a term"),
    "year": later("a year"),
    "multi-year": later("several years"),
}

LEVELS: dict[Level, str] = {
    "teacher": later("between colleagues"),
    "school": later("across the school"),
    "between-schools": later("between schools"),
    "system": later("across the area or nation"),
}

EVIDENCE: dict[Grade, str] = {
    "A": later("A: tested in trials, with gains"),
    "B": later("B: tested in a trial or a strong comparison, with limits"),
    "C": later("C: evaluated, or described by those who did it"),
    "D": later("D: a judgement; we found no direct test"),
    "X": later("X: tested, no gain in attainment"),
    "local": later("Local: the school’s own experience"),
}

READ: dict[str, str] = {
    "yes": later("we read it"),
    "abstract": later("we read its summary only"),
    "in part": later("we read part of it"),
    "no": later("we have not read it"),
}


class Option(NamedTuple):
    """Something that may lower a bump."""

    id: str
    title: str
    tags: tuple[str, ...]
    """Mover, hour-saver, where it happens."""
    fields: tuple[tuple[str, str], ...]
    """What there is to know, each with what it is called."""
    first_step: str
    hours: str
    stop: str | None
    protects: str | None
    mover: bool
    moves_pupils: bool


def option(action: AuditedAction, view: View) -> Option:
    """*action* in words."""
    return _told(action, _watch(action, view), view.words)


@lru_cache(maxsize=1024)
def _told(action: AuditedAction, watch: str | None, words: Words) -> Option:
    """Kept, since the schools of a nation share a library."""
    return Option(
        id=action.id,
        title=action.title,
        tags=_tags(action, words),
        fields=named(_fields(action, watch, words)),
        first_step=action.first_step,
        hours=_hours(action, words),
        stop=action.stop,
        protects=action.protects,
        mover=action.moves_knowledge,
        moves_pupils=action.moves_pupils,
    )


def named(pairs: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """Those of *pairs* that say something."""
    return tuple((name, value) for name, value in pairs if value)


def _fields(action: AuditedAction, watch: str | None, words: Words) -> tuple[tuple[str, str | None], ...]:
    say = words.say
    return (
        (say("First step"), action.first_step),
        (say("Who could lead it"), action.owner),
        (say("Who is in it"), action.involve),
        (say("How long until it shows"), say(HORIZONS[action.horizon])),
        (say("Hours of people’s time"), _hours(action, words)),
        (say("How we estimated them"), action.hours_how),
        (say("What we could stop doing"), action.stop),
        (say("The good intention to protect"), action.protects),
        (say("Look out for"), action.watch_out),
        (say("How to see whether it works"), action.success),
        (say("In the next round, look at"), watch),
        (say("Evidence"), f"{say(EVIDENCE[action.evidence.grade])}. {action.evidence.summary}"),
        (say("Source"), _source(action, words)),
        (say("Fairness"), say("This may move pupils. Ask first who could lose out.") if action.moves_pupils else None),
    )


def _tags(action: AuditedAction, words: Words) -> tuple[str, ...]:
    tags = (
        (True, words.say(LEVELS[action.level])),
        (action.moves_knowledge, words.say("moves know-how")),
        (action.saves_hours, words.say("gives hours back")),
        (not action.own_reach, words.say("needs others")),
    )
    return tuple(tag for holds, tag in tags if holds)


def _hours(action: AuditedAction, words: Words) -> str:
    hours = action.hours
    said = (
        words.say("to set up %(range)s", range=span(*hours.setup, words)),
        words.say("each term %(range)s", range=span(*hours.per_term, words)),
        words.say("gives back %(range)s each term", range=span(*hours.saves_per_term, words)),
    )
    return "; ".join(said)


def _source(action: AuditedAction, words: Words) -> str | None:
    evidence = action.evidence
    if evidence.source is None or evidence.source_read is None:
        return evidence.source
    return f"{evidence.source} ({words.say(READ[evidence.source_read])})"


def _watch(action: AuditedAction, view: View) -> str | None:
    return "; ".join(view.name(identity) for identity in action.should_move if identity in view.asked) or None
