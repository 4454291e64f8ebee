"""What to talk about first: a page for each bump, with its answers, one option in full, and others to choose from."""

import re

from speedbumps.i18n import gettext_noop
from speedbumps.model.audit import AuditedAction, FacetResult, Priority
from speedbumps.model.audit_queries import Target
from speedbumps.plan.boxes import STATUSES
from speedbumps.report.answers import question_answers
from speedbumps.report.blocks import (
    AnswerBars,
    Block,
    Box,
    Boxes,
    Fields,
    Headline,
    HeightFigure,
    Panel,
    Paragraph,
    RowGroup,
    Section,
    Strong,
    Table,
    Text,
    paragraphs,
)
from speedbumps.report.heights import severity_text, target_height
from speedbumps.report.options import EVIDENCE, Option, build_option, hours_pair, what_gives_way
from speedbumps.report.sections.choices import votes_line
from speedbumps.report.view import View
from speedbumps.text import capitalize_first

SENTENCE_END = re.compile(r"(?<=[.!?]) ")
"""The space between two sentences."""

MOST_OTHERS = 3
"""The other options that a page names."""

MOST_QUESTIONS = 3
"""The questions whose answers a page shows."""

FAIRNESS = gettext_noop(
    "This may change pupils’ day, so ask first: which pupils could lose a place, a group, or support? How would we "
    "notice within weeks, above all for pupils from poorer homes or with additional needs? Who asks them and their "
    "families, and who can stop it?"
)


def first_pages(view: View) -> tuple[Section, ...]:
    """Return a page for each bump to talk about first."""
    return tuple(_page(number, priority, view) for number, priority in enumerate(view.priorities, start=1))


def _page(number: int, priority: Priority, view: View) -> Section:
    target, action = view.targets[priority.bump], view.actions[priority.action]
    option = build_option(action, view)
    chosen = _option_panel(option, action, target, view)
    title = Headline(target.title, 2, f"first-{number}", number=number)
    return Section(
        anchor=f"page-first-{number}",
        title=target.title,
        blocks=(
            _head(title, target, view),
            *paragraphs(votes_line(target.id, view)),
            *_answers(target, view),
            chosen,
            *_others(priority, number, view),
            *_plan_boxes(view),
        ),
        summary=(title, *paragraphs(votes_line(target.id, view)), Fields(_brief_fields(option, view))),
        heading=f"first-{number}",
    )


def _head(title: Headline, target: Target, view: View) -> Panel:
    gettext = view.words.gettext
    facet = isinstance(target, FacetResult)
    area = view.barrier_of[target.id].title
    kicker = gettext("Talk about first · %(area)s", area=area) if facet else gettext("Talk about first")
    roles = tuple(
        (view.role_label(score.role), severity_text(score.severity, view, score.bound))
        for score in target.by_role
        if score.severity is not None and not _is_outside(score.role, view)
    )
    figure = HeightFigure(target_height(target, view), gettext("out of 100"), roles if len(roles) > 1 else ())
    about = (Paragraph(target.about),) if target.about else ()
    return Panel("head", (Panel("column", (Paragraph(kicker, "kicker"), title, *about)), figure))


def _is_outside(role: str, view: View) -> bool:
    count = view.roles.get(role)
    return count is not None and count.outside


def _answers(target: Target, view: View) -> tuple[Block, ...]:
    gettext = view.words.gettext
    high_first = sorted(target.questions, key=lambda question: -(question.severity or 0.0))[:MOST_QUESTIONS]
    listed = [question for question in target.questions if question in high_first]
    if not listed:
        return ()
    answers = tuple(question_answers(question, view) for question in listed)
    hint = gettext("the further down, the more in the way") if any(each.rows for each in answers) else None
    return (Headline(gettext("What people answered"), hint=hint), AnswerBars(answers))


def _option_panel(option: Option, action: AuditedAction, target: Target, view: View) -> Panel:
    gettext = view.words.gettext
    fields = (
        (gettext("Why this one"), _why(action, target, view)),
        (gettext("First step this week"), action.first_step),
        (gettext("Who"), _who(action, view)),
        (gettext("What gives way"), _gives_way(action, view)),
        (gettext("Hours of people’s time"), option.hours),
        (gettext("You will see"), action.success),
        (gettext("Take care"), action.watch_out),
        (gettext("What we know"), _what_we_know(action, view)),
        (gettext("In the last plan"), last_status(action, view)),
        (gettext("Fairness"), gettext(FAIRNESS) if action.moves_pupils else None),
    )
    return Panel(
        "option",
        (
            Paragraph(gettext("One thing you could try"), "kicker"),
            Headline(option.title),
            Fields(tuple((name, text) for name, text in fields if text)),
        ),
    )


def _what_we_know(action: AuditedAction, view: View) -> Text:
    """Return how well an option is tested; the annex has what studies found, which is not said of this school."""
    where = view.words.gettext("The annex says what it rests on.")
    return (Strong(view.words.gettext(EVIDENCE[action.evidence.grade])), f". {where}")


def last_status(action: AuditedAction, view: View) -> str | None:
    """Return what became of *action* in the last plan; None if that did not hold it, or is not at hand."""
    planned = view.last_plan.plan.priorities if view.last_plan else ()
    found = next((each.status for each in planned if each.action == action.id), None)
    return view.words.gettext(STATUSES[found]) if found else None


def _title_with_status(action: AuditedAction, view: View) -> str:
    """Return the title of *action*, with what became of it in the last plan."""
    status = last_status(action, view)
    if status is None:
        return action.title
    return view.words.gettext("%(action)s (in the last plan: %(status)s)", action=action.title, status=status)


def _why(action: AuditedAction, target: Target, view: View) -> str:
    """Return which of the bump's answers the option should change, those most in the way first."""
    high_first = sorted(target.questions, key=lambda question: -(question.severity or 0.0))
    asked = next((question for question in high_first if question.id in action.should_move), None)
    if asked is None:
        return view.words.gettext("No question asks about this itself; it may ease “%(bump)s”.", bump=target.title)
    return view.words.gettext("It should change the answers to %(question)s.", question=view.label(asked.id))


def _who(action: AuditedAction, view: View) -> str:
    owner = capitalize_first(action.owner)
    if not action.involve:
        return owner
    return view.words.gettext(
        "%(owner)s, with %(others)s", owner=owner.removesuffix("."), others=view.inside(action.involve)
    )


def _gives_way(action: AuditedAction, view: View) -> Text:
    gettext = view.words.gettext
    stop = what_gives_way(action.stop, view)
    if not action.protects:
        return (Strong(stop),)
    return (Strong(stop), " ", gettext("What it was for can stay: %(protects)s", protects=view.inside(action.protects)))


def _brief_fields(option: Option, view: View) -> tuple[tuple[str, Text], ...]:
    """Return what the summary says of the option."""
    gettext = view.words.gettext
    fields = (
        (gettext("One thing you could try"), option.title),
        (gettext("First step this week"), option.first_step),
        (gettext("What gives way"), what_gives_way(option.stop, view)),
        (gettext("Hours of people’s time"), option.hours),
    )
    return tuple((name, text) for name, text in fields if text)


def _others(priority: Priority, number: int, view: View) -> tuple[Block, ...]:
    gettext = view.words.gettext
    found = [view.actions[name] for name in priority.alternatives if name in view.actions][:MOST_OTHERS]
    if not found:
        return ()
    heads = (
        gettext("Option"),
        gettext("First step"),
        gettext("Hours a term"),
        gettext("Gives back"),
        gettext("How well tested"),
    )
    rows = tuple(
        (
            _title_with_status(action, view),
            _first_sentence(action.first_step),
            *hours_pair(action, view),
            gettext(EVIDENCE[action.evidence.grade]),
        )
        for action in found
    )
    caption = gettext("Or try one of these instead")
    groups = (RowGroup(None, rows),)
    return (Table(f"table-instead-{number}", caption, heads, frozenset(), groups, strong=frozenset({0})),)


def _first_sentence(text: str) -> str:
    """Return the first sentence of a first step, which says what it is."""
    return SENTENCE_END.split(text, maxsplit=1)[0]


def _plan_boxes(view: View) -> tuple[Boxes]:
    gettext = view.words.gettext
    titles = (
        gettext("What we will change about this"),
        gettext("Who leads"),
        gettext("We look again on"),
        gettext("Our quick sign that it works"),
    )
    return (Boxes(tuple(map(Box, titles)), "first_wide"),)


def are_close(view: View) -> bool:
    """Return whether the margins of the first and the last bump overlap, so that their order may be chance."""
    targets = [view.targets[each.bump] for each in view.priorities]
    if len(targets) < 2:  # noqa: PLR2004 - one has no order
        return False
    first, last = targets[0], targets[-1]
    if first.low is None or last.high is None:
        return first.severity == last.severity
    return first.low <= last.high


def no_priorities_reason(view: View) -> str:
    """Return the reason why nothing is suggested to talk about first."""
    gettext = view.words.gettext
    if view.few_answered and view.audit.plan and view.audit.plan.priorities:
        return gettext("Fewer than half of the people answered. Talk about this page; plan nothing on it yet.")
    if view.audit.bumps:
        return _no_options_reason(view)
    put = [target for target in view.units if target.status != "not-asked"]
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
    return gettext("Only whole areas can be shown. Talk about the highest, and hear more before you plan anything.")


def _no_options_reason(view: View) -> str:
    gettext = view.words.gettext
    bumps = [view.targets[bump] for bump in view.audit.bumps if bump in view.targets]
    if all(isinstance(target, FacetResult) and target.within_reach == "outside" for target in bumps):
        asks = view.audit.plan and view.audit.plan.asks
        return (
            gettext("Only others can lower the bumps that there are. See what to ask of them.")
            if asks
            else gettext("Only others can lower the bumps that there are.")
        )
    return gettext(
        "There are bumps, but for none that the school can lower is there a number sure enough to put it first, and "
        "two options of which the school could begin on one by itself."
    )


def _is_high(target: Target, view: View) -> bool:
    """Return whether *target* reaches the severity of a bump; one person's view among several does not count."""
    if target.severity is None or (target.n == 1 and view.audit.respondents.n != 1):
        return False
    return target.severity >= view.audit.questionnaire.bump_from
