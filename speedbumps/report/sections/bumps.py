"""The bumps: what people answered, who can lower each, and which options there are."""

from collections.abc import Iterator, Mapping

from speedbumps.i18n import gettext_noop
from speedbumps.model.audit import AuditedAction, FacetResult
from speedbumps.model.questionnaire import Reach
from speedbumps.report.answers import question_answers
from speedbumps.report.blocks import (
    AnswerBars,
    Block,
    Headline,
    Height,
    HeightFigure,
    ItemList,
    Link,
    Only,
    Panel,
    Paragraph,
    Section,
    Strong,
    Text,
    paragraphs,
)
from speedbumps.report.heights import target_height
from speedbumps.report.options import build_option
from speedbumps.report.sections.choices import votes_line
from speedbumps.report.sections.priorities import is_energy_low, priority_texts
from speedbumps.report.sections.workings import joint_first_line
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


def bumps(view: View) -> Section:
    """Return the section with each bump, highest first. An option is shown in full at its first bump only."""
    targets = [view.targets[identity] for identity in view.audit.bumps if identity in view.targets]
    earlier: dict[str, Height] = {}
    panels: list[Block] = []
    for target in targets:
        panels.append(_bump_panel(target, earlier, view))
        height = target_height(target, view)
        earlier = {action.id: height for action in _actions_in_full(target, view) if action.id not in earlier} | earlier
    return Section(
        anchor="bumps",
        title=view.words.gettext("The bumps, one by one"),
        blocks=(*paragraphs(None if targets else priority_texts(view).empty, joint_first_line(view)), *panels),
        summary=(),  # the road and what to talk about first name them
    )


def _bump_panel(target: Target, earlier: Mapping[str, Height], view: View) -> Panel:
    height = target_height(target, view)
    gettext = view.words.gettext
    facet = target if isinstance(target, FacetResult) else None
    kicker = (Paragraph(view.barrier_of[target.id].title, "kicker"),) if facet else ()
    facts = (Paragraph(height.facts, "facts"),) if height.facts else ()
    header: tuple[Block, ...] = (
        Only("page", kicker),
        Headline(height.title, anchor=height.anchor),
        HeightFigure(height),
        Only("page", facts),
    )
    return Panel(
        "bump",
        (
            Panel("header", header),
            *paragraphs(height.about, height.means, height.after, height.equal),
            *paragraphs(votes_line(target.id, view)),
            Headline(gettext("What was answered"), 4),
            AnswerBars(tuple(question_answers(question, view) for question in target.questions)),
            Headline(gettext("Who can lower it"), 4),
            Paragraph(
                gettext(REACHES[facet.within_reach])
                if facet
                else gettext(
                    "Look at the parts of this barrier: some are the school’s own, some are for others. The full form "
                    "shows them."
                )
            ),
            Headline(gettext("What there is to choose from"), 4),
            Paragraph(_options_lead(target, view)),
            *_option_blocks(target, earlier, view),
        ),
        label=height.anchor,
    )


def _actions_in_full(target: Target, view: View) -> list[AuditedAction]:
    return _known_actions(target, view)[:MOST_IN_FULL]


def _known_actions(target: Target, view: View) -> list[AuditedAction]:
    return [view.actions[action] for action in target.options if action in view.actions]


def _option_blocks(target: Target, earlier: Mapping[str, Height], view: View) -> Iterator[Block]:
    gettext = view.words.gettext
    again: list[Text] = []
    for action in _actions_in_full(target, view):
        if action.id in earlier:
            first = earlier[action.id]
            again.append(
                (Strong(action.title), ": ", Link(gettext("told under “%(bump)s”", bump=first.title), first.anchor))
            )
        else:
            yield build_option(action, view).card
    if again:
        yield ItemList(tuple(again), "again")
    if more := [_name_of_option(action, view) for action in _known_actions(target, view)[MOST_IN_FULL:MOST_NAMED]]:
        yield Paragraph(gettext("Also in the library: %(titles)s.", titles="; ".join(more)), "facts")


def _name_of_option(action: AuditedAction, view: View) -> str:
    """Return the title of an option; of one that was tested without a gain, that too."""
    if action.evidence.grade != "X":
        return action.title
    return view.words.gettext("%(title)s (tested, with no gain in results)", title=action.title)


def _options_lead(target: Target, view: View) -> str:
    gettext = view.words.gettext
    if not target.options:
        return gettext("The library holds no action for this bump. What have people here tried, or seen elsewhere?")
    if is_energy_low(view):
        if any(action.saves_hours for action in _known_actions(target, view)[:MOST_NAMED]):
            return gettext(
                "There is little energy for more, so look first at options that give hours back. Nobody has to take "
                "any of them."
            )
        return gettext(
            "There is little energy for more, and none of these options is sure to give back more hours than it takes. "
            "Take one only if something else stops."
        )
    return gettext("Options to talk over, to change and to refuse. Nobody has to take any of them.")
