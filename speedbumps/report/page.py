"""From an audit to the page of its report: all sections, in order.

Templates lay it out; they compute nothing.
"""

from typing import NamedTuple

from speedbumps.disclosure.publish import publish
from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.audit import Audit
from speedbumps.report.about import About, about
from speedbumps.report.amounts import Amounts, amounts
from speedbumps.report.assets import Assets, assets, expertise_ids, open_answers_line
from speedbumps.report.bumps import BumpSection, bump_sections
from speedbumps.report.front import FrontPage, Sections, front_page, road_line
from speedbumps.report.heights import TargetHeight, target_height
from speedbumps.report.hidden import WithheldGroup, reassurance, withheld_groups
from speedbumps.report.others import OtherSchools, other_schools
from speedbumps.report.own_words import OwnWords, own_words
from speedbumps.report.priorities import Priorities, priorities
from speedbumps.report.reliability import ReliabilitySection, reliability_section
from speedbumps.report.roads import RoleGaps, role_gaps
from speedbumps.report.tables import Row
from speedbumps.report.view import View, build_view
from speedbumps.report.who import WhoAnswered, who_answered
from speedbumps.report.workings import Workings, workings

HEADS = (
    gettext_noop("Part of the road"),
    gettext_noop("In a word"),
    gettext_noop("Height"),
    gettext_noop("Interval"),
    gettext_noop("How sure"),
    gettext_noop("Answers"),
)


class Stretch(NamedTuple):
    """The part of the road that belongs to one barrier."""

    title: str | None
    """The title of the barrier; None if the stretch holds the barriers themselves."""
    heights: tuple[TargetHeight, ...]


class Road(NamedTuple):
    """The road: the heights of all barriers or facets, in order."""

    line: str
    stretches: tuple[Stretch, ...]
    bump_from: float
    overall: str | None
    caption: str
    heads: Row
    """The headings of the table that shows the same as the drawing."""


class BarrierPart(NamedTuple):
    """One barrier, and how many people wrote about it."""

    height: TargetHeight
    written: tuple[str, ...]
    caption: str
    heads: Row
    """The headings of the table of roles."""


class ReportPage(NamedTuple):
    """A report, section by section."""

    language: str
    title: str
    front: FrontPage
    who: WhoAnswered
    assets: Assets
    road: Road
    barriers: tuple[BarrierPart, ...]
    roads: RoleGaps
    """Where roles have different views."""
    bumps: tuple[BumpSection, ...]
    no_bumps: str | None
    priorities: Priorities
    amounts: Amounts
    others: OtherSchools | None
    """None if the school was scored by itself."""
    own_words: OwnWords | None
    workings: Workings
    together: ReliabilitySection | None
    hidden: tuple[WithheldGroup, ...]
    comfort: str | None
    """How many scores are shown although others are withheld."""
    more: tuple[str, ...]
    """Advice on how to learn more next time, if much is withheld."""
    about: About


def report_page(audit: Audit, words: Locale) -> ReportPage:
    """Return the page of the report on *audit*, in the language of *words*; exact figures are rounded first."""
    view = build_view(publish(audit), words)
    people, has, plan, numbers = who_answered(view), assets(view), priorities(view), amounts(view)
    views = role_gaps(view)
    top = front_page(view, Sections(people, has, plan, numbers, views))
    sections = bump_sections(view)
    return ReportPage(
        language=words.language,
        title=words.gettext("Speed bumps at %(school)s", school=top.school),
        front=top,
        who=people,
        assets=has,
        road=_build_road(view),
        barriers=tuple(_barrier_part(barrier.id, view) for barrier in view.audit.barriers),
        roads=views,
        bumps=sections,
        no_bumps=None if sections else plan.empty,
        priorities=plan,
        amounts=numbers,
        others=other_schools(view),
        own_words=own_words(view),
        workings=workings(view),
        together=reliability_section(view),
        hidden=withheld_groups(view),
        comfort=reassurance(view),
        more=_advice_for_next_time(view),
        about=about(view),
    )


def _build_road(view: View) -> Road:
    grouped = view.audit.detail == "facets"
    gettext = view.words.gettext
    return Road(
        line=road_line(view),
        stretches=tuple(
            Stretch(
                view.barrier_of[stretch[0].id].title if grouped else None,
                tuple(target_height(target, view) for target in stretch),
            )
            for stretch in view.stretches
        ),
        bump_from=view.audit.questionnaire.bump_from,
        overall=_overall_line(view),
        caption=gettext("The same as the picture, in order along the road"),
        heads=tuple(gettext(head) for head in HEADS),
    )


def _overall_line(view: View) -> str | None:
    overall = view.audit.overall
    if overall is None or overall.severity is None:
        return None
    return view.words.gettext("All barriers together: %(number)s.", number=view.words.number(overall.severity))


def _barrier_part(identity: str, view: View) -> BarrierPart:
    about_expertise = expertise_ids(view)
    own = {identity, *(facet.id for facet in view.barrier_of[identity].facets)}
    written = (
        open_answers_line(result, view) for result in view.audit.open if result.belongs_to in own - about_expertise
    )
    gettext = view.words.gettext
    return BarrierPart(
        height=target_height(view.targets[identity], view),
        written=tuple(written),
        caption=gettext("%(barrier)s, by role", barrier=view.targets[identity].title),
        heads=(gettext("Role"), gettext("From 0 to 100"), gettext("Height")),
    )


def _advice_for_next_time(view: View) -> tuple[str, ...]:
    gettext = view.words.gettext
    targets = tuple(view.targets.values())
    scored = sum(target.severity is not None for target in targets)
    least = view.audit.questionnaire.limits.min_group
    if 2 * scored >= len(targets) or view.audit.respondents.n == 1:
        return ()
    return (
        gettext("Ask more people. From %(n)s answers on, figures can be shown.", n=least),
        gettext(
            "Is the staff very small? Sit down together, agree one answer to each question, and hand it in as one form "
            "with the role for staff together."
        ),
        gettext("Tell people what is shown and what is not. Many answer once they know that nobody can be recognised."),
        gettext("Silence is worth a conversation too: what would make it easy to answer?"),
    )
