"""What to talk about first."""

from collections.abc import Iterator
from typing import NamedTuple

from speedbumps.i18n import gettext_noop, truncate_text
from speedbumps.memory import memoize
from speedbumps.model.audit import FacetResult
from speedbumps.report.answers import answers_at_end
from speedbumps.report.blocks import (
    Boxes,
    Fields,
    Headline,
    Height,
    HeightFigure,
    Only,
    Panel,
    Paragraph,
    Section,
    paragraphs,
    titled_bullets,
)
from speedbumps.report.heights import target_height
from speedbumps.report.options import Option, build_option, drop_empty
from speedbumps.report.sections.choices import has_votes, votes_line
from speedbumps.report.view import Target, View

FAIRNESS = (
    gettext_noop("Which pupils could end up in another group, place or timetable, or lose some support?"),
    gettext_noop(
        "How would we notice within weeks if pupils from poorer homes or with additional needs were worse off?"
    ),
    gettext_noop("Who asks those pupils and their families, and who can stop it?"),
)

OTHERS = 4
"""The most alternatives that are named for each suggestion."""

MOST_SUMMED_UP = 5
"""The most suggestions on the front page and in the summary."""

TITLE = 70
"""The most characters of a title there."""


class Suggestion(NamedTuple):
    """A bump with one option suggested, and others to choose instead."""

    number: int
    height: Height
    option: Option
    fields: tuple[tuple[str, str], ...]
    fairness: tuple[str, ...]


class PriorityTexts(NamedTuple):
    """What to talk about first, with notes on all of it."""

    suggestions: tuple[Suggestion, ...]
    empty: str | None
    """The reason why there is no suggestion."""
    movers: str | None
    energy: str | None
    without_mover: str | None


@memoize
def priority_texts(view: View) -> PriorityTexts:
    """Return the suggestions of what to talk about first, on which the front page draws too."""
    suggestions = _suggestions(view)
    return PriorityTexts(
        suggestions=suggestions,
        empty=None if suggestions else _no_suggestions_reason(view),
        movers=_movers_line(suggestions, view),
        energy=_energy_line(view),
        without_mover=_without_mover_line(view),
    )


def priorities(view: View) -> Section:
    """Return the section about what to talk about first."""
    texts, gettext = priority_texts(view), view.words.gettext
    lead = gettext(
        "These are suggestions: the highest bumps that the school can begin on by itself. Nobody has agreed to them "
        "yet. Choose others, change them, and take fewer rather than more."
    )
    if has_votes(view):
        lead = gettext(
            "These are suggestions: the bumps that most people chose as most in their way, then the highest, as far as "
            "the school can begin on them by itself. Nobody has agreed to them yet. Choose others, change them, and "
            "take fewer rather than more."
        )
    return Section(
        anchor="first",
        title=gettext("What to talk about first"),
        blocks=(
            *paragraphs(lead if texts.suggestions else None),
            *paragraphs(texts.empty, texts.energy, texts.movers, texts.without_mover),
            *(_suggestion_panel(each, view) for each in texts.suggestions),
        ),
        summary=titled_bullets(gettext("To talk about first"), _summary_lines(texts, view), 2),
    )


def _summary_lines(texts: PriorityTexts, view: View) -> Iterator[str]:
    if texts.empty:
        yield texts.empty
    for each in texts.suggestions[:MOST_SUMMED_UP]:
        yield view.words.gettext(
            "%(bump)s (%(height)s). An option: “%(option)s”.",
            bump=truncate_text(each.height.title, TITLE),
            height=each.height.line,
            option=truncate_text(each.option.card.title, TITLE),
        )


def _suggestion_panel(each: Suggestion, view: View) -> Panel:
    gettext, height = view.words.gettext, each.height
    anchor = f"priority-{each.number}"
    prompts = (
        gettext("What we will change about this option:"),
        gettext("Who leads:"),
        gettext("We look again on:"),
    )
    fairness = (Boxes(each.fairness, gettext("Fairness first: this may move pupils")),) if each.fairness else ()
    facts = (Paragraph(height.facts, "facts"),) if height.facts else ()
    return Panel(
        "priority",
        (
            Headline(height.title, anchor=anchor, number=each.number),
            HeightFigure(height),
            Only("page", facts),
            *paragraphs(votes_line(height.id, view)),
            Fields(each.fields),
            *fairness,
            Boxes(prompts),
        ),
        label=anchor,
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
        chosen = build_option(action, view)
        found.append(
            Suggestion(
                number=number,
                height=target_height(target, view),
                option=chosen,
                fields=drop_empty(_suggestion_fields(target, chosen, priority.alternatives[:OTHERS], view)),
                fairness=tuple(view.words.gettext(prompt) for prompt in FAIRNESS) if action.moves_pupils else (),
            )
        )
    return tuple(found)


def _suggestion_fields(
    target: Target, chosen: Option, others: tuple[str, ...], view: View
) -> tuple[tuple[str, str | None], ...]:
    gettext = view.words.gettext
    facet = target if isinstance(target, FacetResult) else None
    return (
        (gettext("Stop first"), chosen.stop or gettext("Name one thing that could give way.")),
        (gettext("The good intention to protect"), chosen.protects),
        (gettext("Then start"), chosen.card.title),
        (gettext("First step"), chosen.first_step),
        (gettext("Hours of people’s time"), chosen.hours),
        (gettext("A quick sign that it works"), chosen.success),
        (gettext("A lasting outcome"), facet.lasting_outcome if facet else None),
        (gettext("Or choose instead"), "; ".join(view.label(other) for other in others)),
    )


def _no_suggestions_reason(view: View) -> str:
    gettext = view.words.gettext
    if view.audit.bumps:
        if all(_is_outside(view.targets[bump]) for bump in view.audit.bumps if bump in view.targets):
            asks = view.audit.plan and view.audit.plan.asks
            return (
                gettext("Only others can lower the bumps that there are. See what to ask of them.")
                if asks
                else gettext("Only others can lower the bumps that there are.")
            )
        return gettext(
            "There are bumps, but for none that the school can lower does the library hold two options of which it "
            "could begin on one by itself."
        )
    put = [target for stretch in view.stretches for target in stretch if target.status != "not-asked"]
    scored = sum(target.severity is not None for target in put)
    if high := [barrier.title for barrier in view.audit.barriers if _is_high(barrier, view)]:
        return gettext(
            "No part by itself is a bump that can be shown, but taken as a whole this is high: %(names)s.",
            names=view.words.join(high),
        )
    if 0 < scored <= len(put) / 2:
        return gettext(
            "Only %(scored)s of %(all)s parts could be scored, and none of those is high. Hear more before you draw "
            "any conclusion.",
            scored=scored,
            all=len(put),
        )
    if scored:
        return gettext("No part of the road is high enough to call a bump. Keep it so, and tell others how you do it.")
    return gettext("There are no scores to build on yet. The best first step is to hear from more people.")


def _is_outside(target: Target) -> bool:
    return isinstance(target, FacetResult) and target.within_reach == "outside"


def _is_high(target: Target, view: View) -> bool:
    """Return whether *target* reaches the severity of a bump; one person's view among several does not count."""
    if target.severity is None or (target.n == 1 and view.audit.respondents.n != 1):
        return False
    return target.severity >= view.audit.questionnaire.bump_from


def _energy_line(view: View) -> str | None:
    """Return what the question about energy says, if it says that energy is low."""
    question = view.questions.get(view.signals["energy"].question) if is_energy_low(view) else None
    if question is None:
        return None
    return view.words.gettext(
        "Little energy for more: %(answers)s Start less, and start with what gives time back.",
        answers=answers_at_end(question, "high", view),
    )


def is_energy_low(view: View) -> bool:
    """Return whether the question about energy says that it is low, and the options are ordered by that."""
    found, plan = view.signals.get("energy"), view.audit.plan
    return found is not None and found.side == "high" and plan is not None and plan.energy


def _movers_line(suggestions: tuple[Suggestion, ...], view: View) -> str | None:
    if not suggestions:
        return None
    movers = sum(suggestion.option.mover for suggestion in suggestions)
    if not movers:
        return view.words.gettext(
            "No option here passes know-how from one person or school to another. Is there one among the others that "
            "does?"
        )
    if movers == len(suggestions):
        return view.words.ngettext(
            "This option moves know-how between people or schools.",
            "All of these %(n)s move know-how between people or schools.",
            movers,
        )
    return view.words.ngettext(
        "Moving know-how between people or schools: %(n)s of these %(all)s does so.",
        "Moving know-how between people or schools: %(n)s of these %(all)s do so.",
        movers,
        all=len(suggestions),
    )


def _without_mover_line(view: View) -> str | None:
    plan = view.audit.plan
    if not plan or not plan.without_mover:
        return None
    return view.words.gettext(
        "The library holds no fitting option that passes know-how on: %(bumps)s. Who do you know that does this well?",
        bumps=view.words.join(view.label(bump) for bump in plan.without_mover),
    )
