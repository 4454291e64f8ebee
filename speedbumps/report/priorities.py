"""What to talk about first, and what to ask of others."""

from typing import NamedTuple

from speedbumps.i18n import later
from speedbumps.model.audit import FacetResult
from speedbumps.report.heights import Height, height
from speedbumps.report.options import Option, named, option
from speedbumps.report.view import Target, View

FAIRNESS = (
    later("Which pupils could end up in another group, place or timetable, or lose some support?"),
    later("How would we notice within weeks if pupils from poorer homes or with additional needs were worse off?"),
    later("Who asks those pupils and their families, and who can stop it?"),
)

OTHERS = 4
"""Alternatives that are named; more would be a catalogue."""

REACHES = {
    "shared": later("What others share in"),
    "outside": later("What only others can lower"),
}


class Suggestion(NamedTuple):
    """A bump with one option suggested, and others to choose instead."""

    number: int
    height: Height
    option: Option
    fields: tuple[tuple[str, str], ...]
    fairness: tuple[str, ...]


class AskOf(NamedTuple):
    """One thing to ask of others."""

    bump: str
    text: str


class Asks(NamedTuple):
    """What to ask of others, by how much of the bump is theirs."""

    title: str
    asks: tuple[AskOf, ...]


class Priorities(NamedTuple):
    """The suggestions, and what holds for them together."""

    suggestions: tuple[Suggestion, ...]
    empty: str | None
    movers: str | None
    energy: str | None
    without_mover: str | None
    asks: tuple[Asks, ...]
    no_asks: str | None


def priorities(view: View) -> Priorities:
    """What to talk about first."""
    plan, say = view.audit.plan, view.words.say
    suggestions = _suggestions(view)
    groups = _asks(view)
    unknown = say("That can wait until there are scores.")
    nothing = say("No bump this time calls for something that only others can give.")
    scored = any(target.severity is not None for target in view.targets.values())
    energy = say(
        "Energy is low on this road. Where there are options that give hours back, they come first. Fewer things at "
        "once is fair."
    )
    return Priorities(
        suggestions=suggestions,
        empty=None if suggestions else _empty(view),
        movers=_movers(suggestions, view),
        energy=energy if plan and plan.energy else None,
        without_mover=_without_mover(view),
        asks=groups,
        no_asks=None if groups else nothing if scored else unknown,
    )


def _suggestions(view: View) -> tuple[Suggestion, ...]:
    plan = view.audit.plan
    kept = [
        priority
        for priority in (plan.priorities if plan else ())
        if priority.bump in view.targets and priority.action in view.actions
    ]
    found = []
    for number, priority in enumerate(kept, start=1):
        target = view.targets[priority.bump]
        action = view.actions[priority.action]
        chosen = option(action, view)
        found.append(
            Suggestion(
                number=number,
                height=height(target, view),
                option=chosen,
                fields=named(_fields(target, chosen, priority.alternatives[:OTHERS], view)),
                fairness=tuple(view.words.say(prompt) for prompt in FAIRNESS) if action.moves_pupils else (),
            )
        )
    return tuple(found)


def _fields(target: Target, chosen: Option, others: tuple[str, ...], view: View) -> tuple[tuple[str, str | None], ...]:
    say = view.words.say
    facet = target if isinstance(target, FacetResult) else None
    return (
        (say("Stop first"), chosen.stop or say("Name one thing that could give way.")),
        (say("The good intention to protect"), chosen.protects),
        (say("Then start"), chosen.title),
        (say("First step"), chosen.first_step),
        (say("Hours of people’s time"), chosen.hours),
        (say("A quick sign that this bump gets lower, whatever you choose"), facet.quick_sign if facet else None),
        (say("A lasting outcome"), facet.lasting_outcome if facet else None),
        (say("Or choose instead"), "; ".join(view.name(other) for other in others)),
    )


def _empty(view: View) -> str:
    say = view.words.say
    if view.audit.bumps:
        return say("There are bumps, but for none of them does the library hold two options to begin on.")
    put = [target for target in view.targets.values() if target.status != "not-asked"]
    scored = sum(target.severity is not None for target in put)
    if 0 < scored <= len(put) / 2:
        return say(
            "Only %(scored)s of %(all)s parts could be scored, and none of those is high. Answer more questions before "
            "you draw any conclusion.",
            scored=scored,
            all=len(put),
        )
    if scored:
        return say("No part of the road is high enough to call a bump. Keep it so, and tell others how you do it.")
    return say("There are no scores to build on yet. The best first step is to hear from more people.")


def _movers(suggestions: tuple[Suggestion, ...], view: View) -> str | None:
    if not suggestions:
        return None
    movers = sum(suggestion.option.mover for suggestion in suggestions)
    if not movers:
        return view.words.say(
            "No option here passes know-how from one person or school to another. Is there one among the others that "
            "does?"
        )
    if movers == len(suggestions):
        return view.words.count(
            "This option moves know-how between people or schools.",
            "All of these %(n)s move know-how between people or schools.",
            movers,
        )
    return view.words.count(
        "Moving know-how between people or schools: %(n)s of these %(all)s does so.",
        "Moving know-how between people or schools: %(n)s of these %(all)s do so.",
        movers,
        all=len(suggestions),
    )


def _without_mover(view: View) -> str | None:
    plan = view.audit.plan
    if not plan or not plan.without_mover:
        return None
    return view.words.say(
        "Know-how wants to move here, and the library holds no option for it that fits: %(bumps)s. Who do you know "
        "that does this well?",
        bumps=view.words.listed(view.name(bump) for bump in plan.without_mover),
    )


def _asks(view: View) -> tuple[Asks, ...]:
    plan = view.audit.plan
    groups = []
    for reach, title in REACHES.items():
        asks = tuple(
            AskOf(view.name(ask.bump), ask.text) for ask in (plan.asks if plan else ()) if ask.within_reach == reach
        )
        if asks:
            groups.append(Asks(view.words.say(title), asks))
    return tuple(groups)
