"""What the school already has. It comes before any barrier."""

from typing import NamedTuple

from speedbumps.model.audit import OpenResult
from speedbumps.report.heights import STATUSES, Height, height
from speedbumps.report.view import Target, View

MOST = 5
FEWEST = 3


class Assets(NamedTuple):
    """Where the road is clear, and where there is more skill than is used."""

    clear: tuple[Height, ...]
    are_clear: bool
    """They are in the lowest band; otherwise they are merely the lowest of all."""
    expertise: Height | None
    expertise_line: str
    written: tuple[str, ...]
    written_line: str


def assets(view: View) -> Assets:
    """What is there already."""
    clear, are_clear = _lowest(view)
    signal = view.audit.questionnaire.signals.expertise
    target = view.targets.get(signal or "")
    expertise = height(target, view) if target else None
    about = about_expertise(view)
    return Assets(
        clear=clear,
        are_clear=are_clear,
        expertise=expertise,
        expertise_line=_expertise(expertise, view),
        written=tuple(open_line(result, view) for result in view.audit.open if result.belongs_to in about),
        written_line=_written(view, bool(about)),
    )


def open_line(result: OpenResult, view: View) -> str:
    """How many wrote an answer to one open question."""
    words = view.words
    if result.n is None:
        said = words.say(STATUSES[result.status])
    else:
        said = words.count("%(n)s person wrote something", "%(n)s people wrote something", result.n)
    return f"{view.name(result.id)}: {said}."


def _lowest(view: View) -> tuple[tuple[Height, ...], bool]:
    scored = [target for stretch in view.stretches for target in stretch if _speaks_for_staff(target, view)]
    low_first = sorted(scored, key=lambda target: target.severity or 0.0)
    first_band = view.audit.questionnaire.bands[0].id
    clear = [target for target in low_first if target.band == first_band][:MOST]
    chosen = clear or [target for target in low_first if target.id not in view.audit.bumps][:FEWEST]
    return tuple(height(target, view) for target in chosen), bool(clear)


def _speaks_for_staff(target: Target, view: View) -> bool:
    """Whether *target* has a score that is more than one person's view, unless one person is all there is."""
    return target.severity is not None and (target.n != 1 or view.audit.respondents.n == 1)


def about_expertise(view: View) -> set[str]:
    """The facet of expertise and its barrier: what is written there is about what people are good at."""
    signal = view.audit.questionnaire.signals.expertise
    if signal is None or signal not in view.barrier_of:
        return set()
    return {signal, view.barrier_of[signal].id}


def _expertise(found: Height | None, view: View) -> str:
    say = view.words.say
    if found is None:
        return say("Whether people here have skills that could be used more was not asked.")
    if found.severity is None:
        return say("Whether people here have skills that could be used more: no figure to show this time.")
    if found.bump:
        return say(
            "The answers say that there is more skill in the school than gets used. That is something to build on: "
            "the know-how is already here, and needs only to move."
        )
    return say("The answers say that much of the skill in the school is already put to use.")


def _written(view: View, known: bool) -> str:  # noqa: FBT001 # private, and read at its one call
    say = view.words.say
    if not view.audit.open or not known:
        return say("What people would show to others, in their own words, was not asked this time.")
    if any(result.words is not None for result in view.audit.open):
        return say("What was cleared to be read by others stands under “In people’s own words”.")
    return say(
        "What people wrote is not printed here. Whoever keeps the answers can read it out, with care that nobody can "
        "be recognised."
    )
