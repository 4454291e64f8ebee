"""What else the answers hint at, each hint from the questions that it speaks about."""

from collections.abc import Iterator

from speedbumps.i18n import gettext_noop
from speedbumps.model.audit import AuditNote
from speedbumps.model.audit_queries import Target
from speedbumps.model.queries import are_two_views
from speedbumps.report.answers import answers_at_end
from speedbumps.report.blocks import Block, Fields, Headline, Text, spans
from speedbumps.report.heights import severity_text
from speedbumps.report.view import View

SILENCES = {
    "many-do-not-know": gettext_noop(
        "A quarter or more of the answers were “%(dk)s”: %(parts)s. Silence is information. Who could tell people?"
    ),
    "many-would-not-say": gettext_noop(
        "A tenth or more of the answers were “%(pns)s”: %(parts)s. Silence is information. What would make it easier "
        "to say?"
    ),
}


def hint_blocks(view: View) -> tuple[Block, ...]:
    """Return the hints with their heading; nothing if there are none."""
    found = tuple(_hints(view))
    if not found:
        return ()
    return (Headline(view.words.gettext("What else the answers hint at"), 2), Fields(found))


def _hints(view: View) -> Iterator[tuple[str, Text]]:
    gettext = view.words.gettext
    for note in view.audit.notes:
        if note.about == "warm-but-quiet" and all(item in view.questions for item in note.items):
            yield gettext("Warm but quiet"), _warm_but_quiet(note, view)
    if energy := _energy_text(view):
        yield gettext("Little energy for more"), energy
    if split := tuple(_split_texts(view)):
        yield gettext("Two stories in one number"), split
    for note in view.audit.notes:
        if note.about in SILENCES:
            yield gettext("Much left open"), _silence_text(note, view)
    if mover := _movers_line(view):
        yield gettext("Passing know-how on"), mover


def _warm_but_quiet(note: AuditNote, view: View) -> Text:
    gettext = view.words.gettext
    exchange, openness = (view.questions[item] for item in note.items)
    yet = gettext("Yet:")
    close = gettext("Close teams can be like that. Someone from outside who comes to listen may help.")
    return (
        *spans(answers_at_end(exchange, "low", view)),
        f" {yet} ",
        *spans(answers_at_end(openness, "high", view)),
        f" {close}",
    )


def is_energy_low(view: View) -> bool:
    """Return whether the question about energy says that it is low, and the options are ordered by that."""
    found, plan = view.signals.get("energy"), view.audit.plan
    return found is not None and found.side == "high" and plan is not None and plan.energy


def _energy_text(view: View) -> Text | None:
    """Return what the question about energy says, if it says that energy is low."""
    question = view.questions.get(view.signals["energy"].question) if is_energy_low(view) else None
    if question is None:
        return None
    gettext = view.words.gettext
    after = gettext("Start less, and start with what gives time back.")
    saving = [each for each in view.priorities if view.actions[each.action].saves_hours]
    if saving and len(saving) == len(view.priorities):
        after = gettext("%(start)s The options to talk about first do so.", start=after)
    elif saving:
        names = view.words.join([view.label(each.action) for each in saving])
        after = gettext("%(start)s Of the options to talk about first, these do: %(names)s.", start=after, names=names)
    return (*spans(answers_at_end(question, "high", view)), f" {after}")


def _split_texts(view: View) -> Iterator[str]:
    """Yield a sentence for each score with two camps, then one that names all other scores with little agreement."""
    units = {target.id for target in view.units}
    split = [target for target in view.targets.values() if target.split and target.id in units]
    bands = view.audit.questionnaire.bands
    camps = [target for target in split if are_two_views(target.lowest, target.highest, bands)]
    for target in camps:
        yield f"{_camps_text(target, view)} "
    if rest := [target for target in split if target not in camps]:
        names = (f"“{target.title}” ({severity_text(target.severity, view, target.bound)})" for target in rest)
        yield view.words.gettext(
            "On %(names)s, answers lie far apart. Ask people before you plan anything there.",
            names=view.words.join(list(names)),
        )


def _camps_text(target: Target, view: View) -> str:
    words, bands = view.words, view.audit.questionnaire.bands
    return words.gettext(
        "“%(name)s” hides two views: %(low)s%% of the people are at “%(lowest)s” and %(high)s%% at “%(highest)s”.",
        name=target.title,
        low=words.number(100 * (target.lowest or 0.0)),
        high=words.number(100 * (target.highest or 0.0)),
        lowest=bands[0].title,
        highest=bands[-1].title,
    )


def _silence_text(note: AuditNote, view: View) -> str:
    others, parts = view.audit.questionnaire.non_answers, "; ".join(view.label(item) for item in note.items)
    return view.words.gettext(SILENCES[note.about], parts=parts, dk=others.dk, pns=others.pns)


def _movers_line(view: View) -> str | None:
    """Return how many of the options pass know-how on, and for which bumps the library holds none that does."""
    found, words = view.priorities, view.words
    movers = sum(view.actions[each.action].moves_knowledge for each in found)
    lines = []
    if found and movers:
        lines.append(
            words.ngettext(
                "%(n)s of the options to talk about first passes skills from one person or school to another.",
                "%(n)s of the options to talk about first pass skills from one person or school to another.",
                movers,
            )
        )
    elif found:
        lines.append(
            words.gettext(
                "None of the options to talk about first passes skills from one person or school to another. Is there "
                "one among the others that does?"
            )
        )
    without = view.audit.plan.without_mover if view.audit.plan and found else ()
    if without:
        lines.append(
            words.gettext(
                "The library holds no fitting option that passes know-how on: %(bumps)s. Who do you know that does "
                "this well?",
                bumps=words.join([view.label(bump) for bump in without]),
            )
        )
    return " ".join(lines) or None
