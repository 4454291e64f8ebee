"""From an action of the library to an option that people can weigh."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.actions import Grade, Horizon, Hours, Level
from speedbumps.model.audit import AuditedAction
from speedbumps.model.staff_hours import hours_for_staff, scales_with_staff
from speedbumps.report.blocks import OptionCard
from speedbumps.report.figures import format_range
from speedbumps.report.view import View
from speedbumps.text import capitalize_first

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
    "system": gettext_noop("across many schools"),
}

EVIDENCE: dict[Grade, str] = {
    "A": gettext_noop("Tested several times, and it helped"),
    "B": gettext_noop("Tested once or twice, and it helped"),
    "C": gettext_noop("Recommended or described, hardly tested"),
    "G": gettext_noop("Recommended in guidance, not tested in this form"),
    "D": gettext_noop("Not tested: a judgement"),
    "X": gettext_noop("Tested, with no gain in results"),
    "local": gettext_noop("The school’s own experience"),
}

TESTED: dict[Grade, str] = {
    "A": gettext_noop("tested several times"),
    "B": gettext_noop("tested once or twice"),
    "C": gettext_noop("hardly tested"),
    "G": gettext_noop("not tested in this form"),
    "D": gettext_noop("not tested"),
    "X": gettext_noop("tested, no gain"),
    "local": gettext_noop("from the school’s own experience"),
}
"""The same in few words, for the first page."""

OWN_JUDGEMENT = gettext_noop("our own judgement")
"""What libraries name as a source that is none; references stay as they are in every language."""

READ: dict[str, str] = {
    "yes": gettext_noop("we read it"),
    "abstract": gettext_noop("we read its summary only"),
    "in part": gettext_noop("we read part of it"),
    "no": gettext_noop("we have not read it"),
}


class Option(NamedTuple):
    """An action that may lower a bump: its card, and what a page says of it."""

    title: str
    card: OptionCard
    first_step: str
    hours: str
    """The hours that it takes and gives back in this school, and how they were estimated."""
    stop: str | None


def build_option(action: AuditedAction, view: View) -> Option:
    """Return *action* described in words."""
    words = view.words
    hours = _hours_text(action, view.audit.school.staff, words)
    facts = _option_facts(action, _watch_text(action, view), words)
    return Option(
        title=action.title,
        card=OptionCard(
            action.title, facts.tags, facts.before, (words.gettext("Hours of people’s time"), hours), facts.after
        ),
        first_step=action.first_step,
        hours=_hours_with_arithmetic(action, view.audit.school.staff, words),
        stop=action.stop,
    )


def hours_pair(action: AuditedAction, view: View) -> tuple[str, str]:
    """Return the hours a term that *action* takes in this school, and those that it gives back."""
    hours, words = hours_for_staff(action, view.audit.school.staff), view.words
    takes = hours.per_term if hours.per_term[1] else hours.setup
    back = hours.saves_per_term
    return (format_range(*takes, words), format_range(*back, words) if back[1] else words.gettext("none"))


def _hours_with_arithmetic(action: AuditedAction, staff: int | None, words: Locale) -> str:
    """Return the hours of *action* for so many *staff*, and how they were estimated."""
    gettext, how = words.gettext, (action.hours_how or "").removesuffix(".")
    basis = action.hours_for if scales_with_staff(action) else None
    parts = [f"{capitalize_first(_hours_parts(hours_for_staff(action, staff), words))}."]
    if basis is not None and staff is not None and staff != basis:
        arithmetic = f" ({how})" if how else ""
        parts.append(
            gettext(
                "Worked out for your %(staff)s staff, from what it takes with %(basis)s%(how)s.",
                staff=words.number(staff),
                basis=words.number(basis),
                how=arithmetic,
            )
        )
    else:
        parts.append(
            gettext("All people together.")
            if basis is None
            else gettext("For all %(basis)s staff.", basis=words.number(basis))
        )
        parts += [f"{capitalize_first(how)}."] if how else []
    return " ".join((*parts, gettext("Our estimate; change it to fit.")))


def what_gives_way(stop: str | None, view: View) -> str:
    """Return what an option says could stop, or that it names nothing."""
    return stop or view.words.gettext("Something that you choose.")


class OptionFacts(NamedTuple):
    """The facts about an action that are the same in every school of a nation."""

    tags: tuple[str, ...]
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1024)
def _option_facts(action: AuditedAction, watch: str | None, words: Locale) -> OptionFacts:
    """Return what is said of *action*; cached, since the schools of a nation share one library."""
    return OptionFacts(
        _option_tags(action, words),
        drop_empty(_fields_before_hours(action, words)),
        drop_empty(_fields_after_hours(action, watch, words)),
    )


def drop_empty(pairs: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """Return the *pairs* that have a value."""
    return tuple((name, value) for name, value in pairs if value)


def _fields_before_hours(action: AuditedAction, words: Locale) -> tuple[tuple[str, str | None], ...]:
    gettext = words.gettext
    return (
        (gettext("First step"), action.first_step),
        (gettext("Who could lead it"), action.owner),
        (gettext("Who is in it"), action.involve),
        (gettext("First results in"), gettext(HORIZONS[action.horizon])),
    )


def _fields_after_hours(action: AuditedAction, watch: str | None, words: Locale) -> tuple[tuple[str, str | None], ...]:
    gettext = words.gettext
    return (
        (gettext("How we estimated them"), action.hours_how),
        (gettext("What gives way"), action.stop),
        (gettext("What it was for, and can stay"), action.protects),
        (gettext("Take care"), action.watch_out),
        (gettext("You will see"), action.success),
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


def _hours_text(action: AuditedAction, staff: int | None, words: Locale) -> str:
    """Return the hours of *action* for so many *staff*, and how they were scaled; else for how many staff they are."""
    said = _hours_parts(hours_for_staff(action, staff), words)
    if not scales_with_staff(action):
        return said
    basis = words.number(action.hours_for or 0)
    if staff is None or staff == action.hours_for:
        return words.gettext("%(hours)s (for %(staff)s staff)", hours=said, staff=basis)
    ends = (action.hours.setup, action.hours.per_term, action.hours.saves_per_term)
    before = "; ".join(format_range(low, high, words) for low, high in ends if high)
    if not before:
        return said
    return words.gettext(
        "%(hours)s (for your %(staff)s staff; for %(basis)s: %(before)s)",
        hours=said,
        staff=words.number(staff),
        basis=basis,
        before=before,
    )


def _hours_parts(hours: Hours, words: Locale) -> str:
    gettext = words.gettext
    setup, running, saved = (bool(high) for _, high in (hours.setup, hours.per_term, hours.saves_per_term))
    parts = (
        gettext("%(range)s to begin", range=format_range(*hours.setup, words)) if setup else None,
        gettext("%(range)s a term", range=format_range(*hours.per_term, words)) if running else None,
        gettext("gives back %(range)s a term", range=format_range(*hours.saves_per_term, words))
        if saved
        else gettext("gives none back"),
    )
    return "; ".join(part for part in parts if part)


def _source_text(action: AuditedAction, words: Locale) -> str | None:
    evidence = action.evidence
    if evidence.source is None:
        return None
    source = evidence.source.replace(OWN_JUDGEMENT, words.gettext(OWN_JUDGEMENT))
    return f"{source} ({words.gettext(READ[evidence.source_read])})" if evidence.source_read else source


def _watch_text(action: AuditedAction, view: View) -> str | None:
    return "; ".join(view.label(identity) for identity in action.should_move if identity in view.question_texts) or None
