"""What the school already has; the report shows it before any barrier."""

from typing import NamedTuple

from speedbumps.model.audit import OpenResult
from speedbumps.report.heights import STATUSES, TargetHeight, target_height
from speedbumps.report.view import Target, View

MOST = 5
FEWEST = 3


class Assets(NamedTuple):
    """The section about where the road is clear, and where there is more skill than is used."""

    clear: tuple[TargetHeight, ...]
    are_clear: bool
    """Whether *clear* holds targets of the lowest band; otherwise they are merely the lowest of all."""
    expertise: TargetHeight | None
    expertise_line: str
    written: tuple[str, ...]
    written_line: str


def assets(view: View) -> Assets:
    """Return the section about what the school already has."""
    clear, are_clear = _lowest_targets(view)
    signal = view.audit.questionnaire.signals.expertise
    target = view.targets.get(signal or "")
    expertise = target_height(target, view) if target else None
    about = expertise_ids(view)
    return Assets(
        clear=clear,
        are_clear=are_clear,
        expertise=expertise,
        expertise_line=_expertise_line(expertise, view),
        written=tuple(open_answers_line(result, view) for result in view.audit.open if result.belongs_to in about),
        written_line=_written_line(view, bool(about)),
    )


def open_answers_line(result: OpenResult, view: View) -> str:
    """Return a sentence that says how many people answered one open question."""
    words = view.words
    if result.n is None:
        said = words.gettext(STATUSES[result.status])
    else:
        said = words.ngettext("%(n)s person wrote something", "%(n)s people wrote something", result.n)
    return f"{view.label(result.id)}: {said}."


def _lowest_targets(view: View) -> tuple[tuple[TargetHeight, ...], bool]:
    scored = [target for stretch in view.stretches for target in stretch if _speaks_for_staff(target, view)]
    low_first = sorted(scored, key=lambda target: target.severity or 0.0)
    first_band = view.audit.questionnaire.bands[0].id
    clear = [target for target in low_first if target.band == first_band][:MOST]
    chosen = clear or [target for target in low_first if target.id not in view.audit.bumps][:FEWEST]
    return tuple(target_height(target, view) for target in chosen), bool(clear)


def _speaks_for_staff(target: Target, view: View) -> bool:
    """Return whether *target* has a score from more than one person, or from the only person who answered."""
    return target.severity is not None and (target.n != 1 or view.audit.respondents.n == 1)


def expertise_ids(view: View) -> set[str]:
    """Return the ids of the expertise facet and its barrier, whose open answers are about what people do well.

    The set is empty where the questionnaire has no such facet.
    """
    signal = view.audit.questionnaire.signals.expertise
    if signal is None or signal not in view.barrier_of:
        return set()
    return {signal, view.barrier_of[signal].id}


def _expertise_line(found: TargetHeight | None, view: View) -> str:
    gettext = view.words.gettext
    if found is None:
        return gettext("Whether people here have skills that could be used more was not asked.")
    if found.severity is None:
        return gettext("Whether people here have skills that could be used more: no figure to show this time.")
    if found.bump:
        return gettext(
            "The answers say that there is more skill in the school than gets used. That is something to build on: "
            "the know-how is already here, and needs only to move."
        )
    return gettext("The answers say that much of the skill in the school is already put to use.")


def _written_line(view: View, known: bool) -> str:  # noqa: FBT001 # private, with a single call
    gettext = view.words.gettext
    if not view.audit.open or not known:
        return gettext("What people would show to others, in their own words, was not asked this time.")
    if any(result.words is not None for result in view.audit.open):
        return gettext("What was cleared to be read by others stands under “In people’s own words”.")
    return gettext(
        "What people wrote is not printed here. Whoever keeps the answers can read it out, with care that nobody can "
        "be recognised."
    )
