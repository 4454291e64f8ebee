"""From a bump to what people answered, who can lower it, and what there is to choose from."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from speedbumps.i18n import later
from speedbumps.model.audit import FacetResult, QuestionResult
from speedbumps.model.questionnaire import Reach
from speedbumps.report.heights import STATUSES, Height, height
from speedbumps.report.options import Option, option
from speedbumps.report.view import Target, View

FULL = 3
"""Options shown in full for each bump."""

NAMED = 8
"""Options beyond these are left to the library."""

REACHES: dict[Reach, str] = {
    "ours": later("The school can lower this by itself."),
    "shared": later("The school can lower part of this; part of it is for others."),
    "outside": later("Others have to lower this. The school can ask, and can soften it."),
}

PRESSURE = "political"
"""The barrier that comes from outside or above, whatever else a questionnaire asks."""


class Part(NamedTuple):
    """How many gave one answer, and how much of the bar that is."""

    label: str
    n: int
    said: str
    """*n* in the reader's way of writing numbers."""
    left: float
    width: float
    """Of the whole bar, from 0 to 1."""
    step: int
    """From 0, the clear end, to 4, the end that makes a bump."""


class Asked(NamedTuple):
    """One question, and what people answered."""

    id: str
    text: str
    prompt: str | None
    turns: str
    parts: tuple[Part, ...]
    besides: str | None
    """Those who gave no answer that counts, by kind."""
    instead: str | None
    """Why there is no bar."""


class Again(NamedTuple):
    """An option that was told in full at an earlier bump."""

    title: str
    bump: str
    anchor: str


class Bump(NamedTuple):
    """One bump, and everything about it."""

    height: Height
    barrier: str | None
    pressure: str | None
    reach: str | None
    asked: tuple[Asked, ...]
    lead: str
    options: tuple[Option, ...]
    again: tuple[Again, ...]
    more: tuple[str, ...]


def bumps(view: View) -> tuple[Bump, ...]:
    """The bumps, highest first. An option is told in full where it comes up first."""
    told: dict[str, Height] = {}
    found = []
    for identity in view.audit.bumps:
        if identity in view.targets:
            found.append(_bump(view.targets[identity], told, view))
            told = {option.id: found[-1].height for option in found[-1].options} | told
    return tuple(found)


def asked(question: QuestionResult, view: View) -> Asked:
    """What people answered to *question*."""
    say = view.words.say
    besides = others(question, view)
    return Asked(
        id=question.id,
        text=question.text,
        prompt=question.prompt,
        turns=say("A high answer here makes the bump higher.")
        if question.key == "barrier"
        else say("A high answer here makes the bump lower."),
        parts=_parts(question, view),
        besides=say("Besides: %(others)s", others=besides) if besides else None,
        instead=_instead(question, view),
    )


def others(question: QuestionResult, view: View) -> str | None:
    """Those who gave no answer to *question* that counts, by kind."""
    names = view.audit.questionnaire.non_answers
    people = sum(n or 0 for n in (question.n, question.na, question.dk, question.pns, question.blank))
    # As for the spread of answers: among a few people, one who would rather not say is somebody.
    least = 1 if question.distribution or people == 1 else view.audit.questionnaire.limits.min_group
    counts = (
        (names.na, question.na),
        (names.dk, question.dk),
        (names.pns, question.pns),
        (view.words.say("Left blank"), question.blank),
    )
    return " · ".join(f"{name} {view.words.number(n)}" for name, n in counts if n and n >= least) or None


def _bump(target: Target, told: Mapping[str, Height], view: View) -> Bump:
    barrier = view.barrier_of[target.id]
    facet = target if isinstance(target, FacetResult) else None
    known = [view.actions[action] for action in target.options if action in view.actions]
    return Bump(
        height=height(target, view),
        barrier=barrier.title if facet else None,
        pressure=_pressure(target, view),
        reach=view.words.say(REACHES[facet.within_reach]) if facet else None,
        asked=tuple(asked(question, view) for question in target.questions),
        lead=_lead(target, view),
        options=tuple(option(action, view) for action in known[:FULL] if action.id not in told),
        again=tuple(
            Again(action.title, told[action.id].title, told[action.id].anchor)
            for action in known[:FULL]
            if action.id in told
        ),
        more=tuple(action.title for action in known[FULL:NAMED]),
    )


def _pressure(target: Target, view: View) -> str | None:
    outside = isinstance(target, FacetResult) and target.within_reach == "outside"
    energy = target.id == view.audit.questionnaire.signals.energy
    if not (outside or energy or view.barrier_of[target.id].id == PRESSURE):
        return None
    return view.words.say("A high bump here is pressure on the school. It says nothing against the people in it.")


def _lead(target: Target, view: View) -> str:
    say = view.words.say
    if not target.options:
        return say("The library holds no action for this bump. What have people here tried, or seen elsewhere?")
    if view.audit.plan and view.audit.plan.energy:
        if any(view.actions[action].saves_hours for action in target.options[:FULL] if action in view.actions):
            return say("Energy is low, so options that give hours back come first. Nobody has to take any of them.")
        return say(
            "Energy is low, and none of these options is sure to give back more hours than it takes. Take one only if "
            "something else stops."
        )
    return say("Options to talk over, to change and to refuse. Nobody has to take any of them.")


def _parts(question: QuestionResult, view: View) -> tuple[Part, ...]:
    spread = question.distribution or ()
    whole = sum(answered.n for answered in spread)
    if not whole:
        return ()
    steps = _steps(len(spread)) if question.key == "barrier" else _steps(len(spread))[::-1]
    parts, left = [], 0.0
    for step, answered in zip(steps, spread, strict=True):
        width = answered.n / whole
        parts.append(Part(answered.label, answered.n, view.words.number(answered.n), left, width, step))
        left += width
    return tuple(parts)


@lru_cache(maxsize=64)
def _steps(points: int) -> tuple[int, ...]:
    """Return the step of each of so many *points*, from the clear end to the other one."""
    return tuple(round(place * 4 / max(points - 1, 1)) for place in range(points))


def _instead(question: QuestionResult, view: View) -> str | None:
    say = view.words.say
    if question.distribution and any(answered.n for answered in question.distribution):
        return None
    if question.severity is None:
        return say(STATUSES[question.status]) + "."
    if answer := view.answers.get(question.id):
        return say("The answer: %(answer)s.", answer=answer)
    return say("How the answers were spread is not shown, to protect people. The mean is further down.")
