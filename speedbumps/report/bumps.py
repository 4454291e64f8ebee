"""The bumps: what people answered, who can lower each, and which options there are."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from speedbumps.i18n import gettext_noop
from speedbumps.model.audit import FacetResult, QuestionResult
from speedbumps.model.questionnaire import Reach
from speedbumps.report.heights import STATUSES, TargetHeight, target_height
from speedbumps.report.options import Option, build_option
from speedbumps.report.view import Target, View

MOST_IN_FULL = 3
"""The number of options shown in full for each bump."""

MOST_NAMED = 8
"""The number of options shown or named for each bump; further ones are only in the library."""

REACHES: dict[Reach, str] = {
    "ours": gettext_noop("The school can lower this by itself."),
    "shared": gettext_noop("The school can lower part of this; part of it is for others."),
    "outside": gettext_noop("Others have to lower this. The school can ask, and can soften it."),
}

PRESSURE = "political"
"""The id of the barrier that comes from outside or above the school, in every questionnaire."""


class AnswerShare(NamedTuple):
    """How many people gave one answer, and the segment of the bar that shows it."""

    label: str
    n: int
    said: str
    """*n*, formatted in the reader's language."""
    left: float
    width: float
    """The share of the whole bar, from 0 to 1."""
    step: int
    """The step of the colour, from 0 (the clear end) to 4 (the end that makes a bump)."""


class QuestionAnswers(NamedTuple):
    """One question, and how its answers are distributed."""

    id: str
    text: str
    prompt: str | None
    turns: str
    parts: tuple[AnswerShare, ...]
    besides: str | None
    """The numbers of people who gave no substantive answer, by kind."""
    instead: str | None
    """The reason why there is no bar."""


class RepeatedOption(NamedTuple):
    """An option that is shown in full at an earlier bump."""

    title: str
    bump: str
    anchor: str


class BumpSection(NamedTuple):
    """One bump with its answers and options."""

    height: TargetHeight
    barrier: str | None
    pressure: str | None
    reach: str | None
    asked: tuple[QuestionAnswers, ...]
    lead: str
    options: tuple[Option, ...]
    again: tuple[RepeatedOption, ...]
    more: tuple[str, ...]


def bump_sections(view: View) -> tuple[BumpSection, ...]:
    """Return a section for each bump, highest first. An option is shown in full at its first bump only."""
    earlier: dict[str, TargetHeight] = {}
    found = []
    for identity in view.audit.bumps:
        if identity in view.targets:
            found.append(_bump_section(view.targets[identity], earlier, view))
            earlier = {each.id: found[-1].height for each in found[-1].options} | earlier
    return tuple(found)


def question_answers(question: QuestionResult, view: View) -> QuestionAnswers:
    """Return how people answered *question*."""
    gettext = view.words.gettext
    besides = non_answers_text(question, view)
    return QuestionAnswers(
        id=question.id,
        text=question.text,
        prompt=question.prompt,
        turns=gettext("A high answer here makes the bump higher.")
        if question.key == "barrier"
        else gettext("A high answer here makes the bump lower."),
        parts=_answer_shares(question, view),
        besides=gettext("Besides: %(others)s", others=besides) if besides else None,
        instead=_no_bar_reason(question, view),
    )


def non_answers_text(question: QuestionResult, view: View) -> str | None:
    """Return how many people gave no substantive answer to *question*, by kind; None if there are none to show."""
    names = view.audit.questionnaire.non_answers
    people = sum(n or 0 for n in (question.n, question.na, question.dk, question.pns, question.blank))
    # The limit of the distribution holds here too: among few people, one who would rather not say can be recognised.
    least = 1 if question.distribution or people == 1 else view.audit.questionnaire.limits.min_group
    counts = (
        (names.na, question.na),
        (names.dk, question.dk),
        (names.pns, question.pns),
        (view.words.gettext("Left blank"), question.blank),
    )
    return " · ".join(f"{name} {view.words.number(n)}" for name, n in counts if n and n >= least) or None


def _bump_section(target: Target, earlier: Mapping[str, TargetHeight], view: View) -> BumpSection:
    barrier = view.barrier_of[target.id]
    facet = target if isinstance(target, FacetResult) else None
    known = [view.actions[action] for action in target.options if action in view.actions]
    return BumpSection(
        height=target_height(target, view),
        barrier=barrier.title if facet else None,
        pressure=_pressure_note(target, view),
        reach=view.words.gettext(REACHES[facet.within_reach]) if facet else None,
        asked=tuple(question_answers(question, view) for question in target.questions),
        lead=_options_lead(target, view),
        options=tuple(build_option(action, view) for action in known[:MOST_IN_FULL] if action.id not in earlier),
        again=tuple(
            RepeatedOption(action.title, earlier[action.id].title, earlier[action.id].anchor)
            for action in known[:MOST_IN_FULL]
            if action.id in earlier
        ),
        more=tuple(action.title for action in known[MOST_IN_FULL:MOST_NAMED]),
    )


def _pressure_note(target: Target, view: View) -> str | None:
    outside = isinstance(target, FacetResult) and target.within_reach == "outside"
    energy = target.id == view.audit.questionnaire.signals.energy
    if not (outside or energy or view.barrier_of[target.id].id == PRESSURE):
        return None
    return view.words.gettext("A high bump here is pressure on the school. It says nothing against the people in it.")


def _options_lead(target: Target, view: View) -> str:
    gettext = view.words.gettext
    if not target.options:
        return gettext("The library holds no action for this bump. What have people here tried, or seen elsewhere?")
    if view.audit.plan and view.audit.plan.energy:
        if any(view.actions[action].saves_hours for action in target.options[:MOST_IN_FULL] if action in view.actions):
            return gettext("Energy is low, so options that give hours back come first. Nobody has to take any of them.")
        return gettext(
            "Energy is low, and none of these options is sure to give back more hours than it takes. Take one only if "
            "something else stops."
        )
    return gettext("Options to talk over, to change and to refuse. Nobody has to take any of them.")


def _answer_shares(question: QuestionResult, view: View) -> tuple[AnswerShare, ...]:
    spread = question.distribution or ()
    whole = sum(answered.n for answered in spread)
    if not whole:
        return ()
    steps = _colour_steps(len(spread)) if question.key == "barrier" else _colour_steps(len(spread))[::-1]
    parts, left = [], 0.0
    for step, answered in zip(steps, spread, strict=True):
        width = answered.n / whole
        parts.append(AnswerShare(answered.label, answered.n, view.words.number(answered.n), left, width, step))
        left += width
    return tuple(parts)


@lru_cache(maxsize=64)
def _colour_steps(points: int) -> tuple[int, ...]:
    """Return the colour step, from 0 to 4, of each point of a scale with *points* points, from the clear end."""
    return tuple(round(place * 4 / max(points - 1, 1)) for place in range(points))


def _no_bar_reason(question: QuestionResult, view: View) -> str | None:
    gettext = view.words.gettext
    if question.distribution and any(answered.n for answered in question.distribution):
        return None
    if question.severity is None:
        return gettext(STATUSES[question.status]) + "."
    if answer := view.answers.get(question.id):
        return gettext("The answer: %(answer)s.", answer=answer)
    return gettext("How the answers were spread is not shown, to protect people. The mean is further down.")
