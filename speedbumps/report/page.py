"""From an audit to a page: everything that a report says, in the order in which it says it.

Templates put it on paper; they compute nothing.
"""

from typing import NamedTuple

from speedbumps.i18n import Words, later
from speedbumps.model.audit import Audit
from speedbumps.report.about import About, about
from speedbumps.report.amounts import Amounts, amounts
from speedbumps.report.assets import Assets, about_expertise, assets, open_line
from speedbumps.report.bumps import Bump, bumps
from speedbumps.report.front import Front, front, road_line
from speedbumps.report.heights import Height, height
from speedbumps.report.hidden import Hidden, comfort, hidden
from speedbumps.report.others import Others, others
from speedbumps.report.own_words import OwnWords, own_words
from speedbumps.report.priorities import Priorities, priorities
from speedbumps.report.reliability import Together, together
from speedbumps.report.roads import Roads, roads
from speedbumps.report.tables import Row
from speedbumps.report.view import View, view
from speedbumps.report.who import Who, who
from speedbumps.report.workings import Workings, workings

HEADS = (
    later("Part of the road"),
    later("In a word"),
    later("Height"),
    later("Interval"),
    later("How sure"),
    later("Answers"),
)


class Stretch(NamedTuple):
    """The part of the road that belongs to one barrier."""

    title: str | None
    """None where the stretch holds the barriers themselves."""
    heights: tuple[Height, ...]


class Road(NamedTuple):
    """All that lies along the road."""

    line: str
    stretches: tuple[Stretch, ...]
    bump_from: float
    overall: str | None
    caption: str
    heads: Row
    """Of the table that says the same as the picture."""


class BarrierPart(NamedTuple):
    """One barrier, and what people wrote about it."""

    height: Height
    written: tuple[str, ...]
    caption: str
    heads: Row
    """Of the table of roles."""


class Page(NamedTuple):
    """A report, part by part."""

    language: str
    title: str
    front: Front
    who: Who
    assets: Assets
    road: Road
    barriers: tuple[BarrierPart, ...]
    roads: Roads
    """Where people see it differently."""
    bumps: tuple[Bump, ...]
    no_bumps: str | None
    priorities: Priorities
    amounts: Amounts
    others: Others | None
    """None where the school was scored by itself."""
    own_words: OwnWords | None
    workings: Workings
    together: Together | None
    hidden: tuple[Hidden, ...]
    comfort: str | None
    """How much is shown all the same."""
    more: tuple[str, ...]
    """How to learn more next time, where much is withheld."""
    about: About


def page(audit: Audit, words: Words) -> Page:
    """What the report on *audit* says."""
    seen = view(audit, words)
    people, has, plan, numbers = who(seen), assets(seen), priorities(seen), amounts(seen)
    views = roads(seen)
    top = front(seen, people, has, plan, numbers, views)
    found = bumps(seen)
    return Page(
        language=words.language,
        title=words.say("Speed bumps at %(school)s", school=top.school),
        front=top,
        who=people,
        assets=has,
        road=_road(seen),
        barriers=tuple(_barrier(barrier.id, seen) for barrier in audit.barriers),
        roads=views,
        bumps=found,
        no_bumps=None if found else plan.empty,
        priorities=plan,
        amounts=numbers,
        others=others(seen),
        own_words=own_words(seen),
        workings=workings(seen),
        together=together(seen),
        hidden=hidden(seen),
        comfort=comfort(seen),
        more=_more(seen),
        about=about(seen),
    )


def _road(seen: View) -> Road:
    grouped = seen.audit.detail == "facets"
    say = seen.words.say
    return Road(
        line=road_line(seen),
        stretches=tuple(
            Stretch(
                seen.barrier_of[stretch[0].id].title if grouped else None,
                tuple(height(target, seen) for target in stretch),
            )
            for stretch in seen.stretches
        ),
        bump_from=seen.audit.questionnaire.bump_from,
        overall=_overall(seen),
        caption=say("The same as the picture, in order along the road"),
        heads=tuple(say(head) for head in HEADS),
    )


def _overall(seen: View) -> str | None:
    overall = seen.audit.overall
    if overall is None or overall.severity is None:
        return None
    return seen.words.say("All barriers together: %(number)s.", number=seen.words.number(overall.severity))


def _barrier(identity: str, seen: View) -> BarrierPart:
    told = about_expertise(seen)
    own = {identity, *(facet.id for facet in seen.barrier_of[identity].facets)}
    written = (open_line(result, seen) for result in seen.audit.open if result.belongs_to in own - told)
    say = seen.words.say
    return BarrierPart(
        height=height(seen.targets[identity], seen),
        written=tuple(written),
        caption=say("%(barrier)s, by role", barrier=seen.targets[identity].title),
        heads=(say("Role"), say("From 0 to 100"), say("Height")),
    )


def _more(seen: View) -> tuple[str, ...]:
    say = seen.words.say
    targets = tuple(seen.targets.values())
    scored = sum(target.severity is not None for target in targets)
    least = seen.audit.questionnaire.limits.min_group
    if 2 * scored >= len(targets) or seen.audit.respondents.n == 1:
        return ()
    return (
        say("Ask more people. From %(n)s answers on, figures can be shown.", n=least),
        say(
            "Is the staff very small? Sit down together, agree one answer to each question, and hand it in as one form "
            "with the role for staff together."
        ),
        say("Tell people what is shown and what is not. Many answer once they know that nobody can be recognised."),
        say("Silence is worth a conversation too: what would make it easy to answer?"),
    )
