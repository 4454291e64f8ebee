"""The bumps that have no page of their own, and all options, for the annex."""

from collections.abc import Iterator

from speedbumps.i18n import gettext_noop
from speedbumps.model.audit import FacetResult
from speedbumps.model.audit_queries import Target
from speedbumps.model.questionnaire import Reach
from speedbumps.report.blocks import Block, Headline, Paragraph, Section, Strong, paragraphs
from speedbumps.report.heights import target_height
from speedbumps.report.options import build_option
from speedbumps.report.sections.choices import votes_line
from speedbumps.report.sections.first import MOST_OTHERS
from speedbumps.report.view import View

MOST_NAMED = 8
"""The number of options named for each bump; further ones are only in the library."""

REACHES: dict[Reach, str] = {
    "ours": gettext_noop("The school can lower this by itself."),
    "shared": gettext_noop("The school can lower part of this; part of it is for others."),
    "outside": gettext_noop("Others have to lower this. The school can ask, and can soften it."),
}


def other_bumps(view: View) -> Section | None:
    """Return the bumps that are not among those to talk about first; None if there are none."""
    found = [view.targets[name] for name in view.audit.bumps if name in view.targets and name not in view.signs]
    if not found:
        return None
    gettext = view.words.gettext
    return Section(
        anchor="other-bumps",
        title=gettext("The other bumps"),
        blocks=(
            *paragraphs(joint_first_line(view)),
            *(block for target in found for block in _bump_blocks(target, view)),
        ),
    )


def joint_first_line(view: View) -> str | None:
    """Return the sentence that names the bumps that could each be the highest; None if one is the highest."""
    if not view.audit.joint_first:
        return None
    return view.words.gettext(
        "%(bumps)s could each be the highest: a small change in the weights, or one person more or less, would change "
        "the order.",
        bumps=view.words.join([view.label(bump) for bump in view.audit.joint_first]),
    )


def _bump_blocks(target: Target, view: View) -> Iterator[Block]:
    height, facet = target_height(target, view), target if isinstance(target, FacetResult) else None
    yield Headline(target.title, anchor=height.anchor, hint=height.line)
    yield from paragraphs(target.about, votes_line(target.id, view))
    yield Paragraph(tuple(_who_and_what(target, facet, view)))


def _who_and_what(target: Target, facet: FacetResult | None, view: View) -> Iterator[str | Strong]:
    gettext = view.words.gettext
    if facet is not None:
        yield f"{gettext(REACHES[facet.within_reach])} "
        if facet.lasting_outcome:
            yield gettext("A lasting outcome: %(outcome)s", outcome=view.inside(facet.lasting_outcome)) + " "
    else:
        parts = gettext("Some parts of this area are the school’s own, some are for others. The full form shows which.")
        yield f"{parts} "
    named = [view.actions[name].title for name in target.options if name in view.actions][:MOST_NAMED]
    if named:
        yield Strong(gettext("Options:"))
        yield f" {'; '.join(named)}."
    else:
        yield gettext("The library holds no option for this.")


def all_options(view: View) -> Section | None:
    """Return in full the other options that pages name, and the first for each other bump; None if there are none."""
    gettext, shown = view.words.gettext, {each.action for each in view.priorities}
    named = [name for each in view.priorities for name in each.alternatives[:MOST_OTHERS]]
    rest = [view.targets[bump] for bump in view.audit.bumps if bump in view.targets and bump not in view.signs]
    named += [name for target in rest for name in target.options[:1]]
    cards = tuple(
        build_option(view.actions[name], view).card
        for name in dict.fromkeys(named)
        if name in view.actions and name not in shown
    )
    if not cards:
        return None
    lead = gettext("‘speedbumps explain’, with the name of an option, shows any other in full.")
    return Section("options", gettext("Options in full"), (Paragraph(lead), *cards))
