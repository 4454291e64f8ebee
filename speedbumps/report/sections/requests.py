"""What to ask of others."""

from typing import NamedTuple

from speedbumps.i18n import gettext_noop, truncate_text
from speedbumps.memory import memoize
from speedbumps.model.audit import FacetResult
from speedbumps.report.blocks import Block, Paragraph, Section, Strong, Text, titled_bullets
from speedbumps.report.view import View

REACHES = {
    "shared": gettext_noop("What others share in"),
    "outside": gettext_noop("What only others can lower"),
}

MOST_SUMMED_UP = 3
"""The most requests on the front page and in the summary."""

TITLE = 70
"""The most characters of a bump's title there."""

SENTENCE = 190
"""The most characters of a request there."""


class RequestToOthers(NamedTuple):
    """One request to people outside the school."""

    bump: str
    text: str


class RequestGroup(NamedTuple):
    """The requests to others, for bumps that are shared or wholly theirs."""

    title: str
    requests: tuple[RequestToOthers, ...]


def requests(view: View) -> Section:
    """Return the section about what to ask of others."""
    gettext, groups = view.words.gettext, request_groups(view)
    lead = gettext(
        "No school can lower every bump alone. These are requests to those who govern, run, fund or check the school."
    )
    lines = (f"{each.bump}: {each.text}" for each in first_requests(view))
    return Section(
        anchor="asks",
        title=gettext("What to ask of others"),
        blocks=(
            Paragraph(lead if groups else no_requests_line(view)),
            *(block for group in groups for block in _request_blocks(group)),
        ),
        summary=titled_bullets(gettext("To ask of others"), lines, 2),
    )


def first_requests(view: View) -> tuple[RequestToOthers, ...]:
    """Return the first requests in brief, for readers with one minute."""
    found = [each for group in request_groups(view) for each in group.requests][:MOST_SUMMED_UP]
    return tuple(RequestToOthers(truncate_text(each.bump, TITLE), truncate_text(each.text, SENTENCE)) for each in found)


def request_text(request: RequestToOthers) -> Text:
    """Return *request* as an item of a list."""
    return (Strong(f"{request.bump}."), " ", request.text)


def no_requests_line(view: View) -> str:
    """Return the reason why there is nothing to ask of others."""
    bumps = [view.targets[name] for name in view.audit.bumps if name in view.targets]
    if bumps and view.audit.detail == "barriers":
        return view.words.gettext("Which bumps others could lower, the short form does not show.")
    if any(isinstance(target, FacetResult) and target.within_reach != "ours" for target in bumps):
        return view.words.gettext(
            "Others can lower some of these bumps, at least in part, but the questionnaire holds no words to ask with."
        )
    if any(target.severity is not None for target in view.targets.values()):
        return view.words.gettext("No bump this time calls for something that only others can give.")
    return view.words.gettext("That can wait until there are scores.")


def _request_blocks(group: RequestGroup) -> tuple[Block, ...]:
    return titled_bullets(group.title, map(request_text, group.requests))


@memoize
def request_groups(view: View) -> tuple[RequestGroup, ...]:
    """Return the requests to others, by who can lower the bump."""
    plan = view.audit.plan
    groups = []
    for reach, title in REACHES.items():
        found = tuple(
            RequestToOthers(view.label(ask.bump), ask.text)
            for ask in (plan.asks if plan else ())
            if ask.within_reach == reach
        )
        if found:
            groups.append(RequestGroup(view.words.gettext(title), found))
    return tuple(groups)
