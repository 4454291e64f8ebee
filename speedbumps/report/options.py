"""From an action of the library to an option that people can weigh."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.actions import Grade, Horizon, Level
from speedbumps.model.audit import AuditedAction
from speedbumps.report.blocks import OptionCard
from speedbumps.report.figures import format_range
from speedbumps.report.view import View

HORIZONS: dict[Horizon, str] = {
    "quick": gettext_noop("weeks"),
    "term": gettext_noop("a term"),
    "year": gettext_noop("a year"),
    "multi-year": gettext_noop("several years"),
}

LEVELS: dict[Level, str] = {
    "teacher": gettext_noop("between colleagues"),
    "school": gettext_noop("across the school"),
    "between-schools": gettext_noop("between schools"),
    "system": gettext_noop("across the area or nation"),
}

EVIDENCE: dict[Grade, str] = {
    "A": gettext_noop("A: tested in trials, with gains"),
    "B": gettext_noop("B: tested in a trial or a strong comparison, with limits"),
    "C": gettext_noop("C: evaluated, or described by those who did it"),
    "D": gettext_noop("D: a judgement; we found no direct test"),
    "X": gettext_noop("X: tested, no gain in attainment"),
    "local": gettext_noop("Local: the school’s own experience"),
}

READ: dict[str, str] = {
    "yes": gettext_noop("we read it"),
    "abstract": gettext_noop("we read its summary only"),
    "in part": gettext_noop("we read part of it"),
    "no": gettext_noop("we have not read it"),
}


class Option(NamedTuple):
    """An action that may lower a bump: its card, and what a suggestion says of it."""

    card: OptionCard
    first_step: str
    hours: str
    stop: str | None
    protects: str | None
    mover: bool


def build_option(action: AuditedAction, view: View) -> Option:
    """Return *action* described in words."""
    return _cached_option(action, _watch_text(action, view), view.words)


@lru_cache(maxsize=1024)
def _cached_option(action: AuditedAction, watch: str | None, words: Locale) -> Option:
    """Return *action* in words; cached, since the schools of a nation share one library."""
    return Option(
        card=OptionCard(
            title=action.title,
            tags=_option_tags(action, words),
            fields=drop_empty(_option_fields(action, watch, words)),
        ),
        first_step=action.first_step,
        hours=_hours_text(action, words),
        stop=action.stop,
        protects=action.protects,
        mover=action.moves_knowledge,
    )


def drop_empty(pairs: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """Return the *pairs* that have a value."""
    return tuple((name, value) for name, value in pairs if value)


def _option_fields(action: AuditedAction, watch: str | None, words: Locale) -> tuple[tuple[str, str | None], ...]:
    gettext = words.gettext
    return (
        (gettext("First step"), action.first_step),
        (gettext("Who could lead it"), action.owner),
        (gettext("Who is in it"), action.involve),
        (gettext("How long until it shows"), gettext(HORIZONS[action.horizon])),
        (gettext("Hours of people’s time"), _hours_text(action, words)),
        (gettext("How we estimated them"), action.hours_how),
        (gettext("What we could stop doing"), action.stop),
        (gettext("The good intention to protect"), action.protects),
        (gettext("Look out for"), action.watch_out),
        (gettext("How to see whether it works"), action.success),
        (gettext("In the next round, look at"), watch),
        (gettext("Evidence"), f"{gettext(EVIDENCE[action.evidence.grade])}. {action.evidence.summary}"),
        (gettext("Source"), _source_text(action, words)),
        (
            gettext("Fairness"),
            gettext("This may move pupils. Ask first who could lose out.") if action.moves_pupils else None,
        ),
    )


def _option_tags(action: AuditedAction, words: Locale) -> tuple[str, ...]:
    tags = (
        (True, words.gettext(LEVELS[action.level])),
        (action.moves_knowledge, words.gettext("moves know-how")),
        (action.saves_hours, words.gettext("gives hours back")),
        (not action.own_reach, words.gettext("needs others")),
    )
    return tuple(tag for holds, tag in tags if holds)


def _hours_text(action: AuditedAction, words: Locale) -> str:
    hours = action.hours
    said = (
        words.gettext("to set up %(range)s", range=format_range(*hours.setup, words)),
        words.gettext("each term %(range)s", range=format_range(*hours.per_term, words)),
        words.gettext("gives back %(range)s each term", range=format_range(*hours.saves_per_term, words)),
    )
    return "; ".join(said)


def _source_text(action: AuditedAction, words: Locale) -> str | None:
    evidence = action.evidence
    if evidence.source is None or evidence.source_read is None:
        return evidence.source
    return f"{evidence.source} ({words.gettext(READ[evidence.source_read])})"


def _watch_text(action: AuditedAction, view: View) -> str | None:
    return "; ".join(view.label(identity) for identity in action.should_move if identity in view.question_texts) or None
