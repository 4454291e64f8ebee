"""What became of the plan that the school made after an earlier round."""

from speedbumps.model.actions import Hours
from speedbumps.model.plan import OPEN, PlannedAction
from speedbumps.plan.boxes import STATUSES
from speedbumps.plan.school_terms import term_of, terms_between
from speedbumps.report.blocks import (
    Block,
    Box,
    Boxes,
    Headline,
    Paragraph,
    Row,
    RowGroup,
    Section,
    Strong,
    Table,
    Text,
    bullets,
    paragraphs,
    titled_bullets,
)
from speedbumps.report.figures import format_figure, format_range
from speedbumps.report.heights import severity_text
from speedbumps.report.plan_page import PlanPage, day_text
from speedbumps.report.plan_sections.front import ask_text, request_answers
from speedbumps.report.sections.moved_most import verdict_text
from speedbumps.report.view import View
from speedbumps.text import as_sentence, capitalize_first


def last_plan(view: View) -> Section | None:
    """Return the page about the plan of an earlier round; None if there is none at hand, or nothing was planned."""
    page, gettext = view.last_plan, view.words.gettext
    if page is None or not page.plan.priorities:
        return None
    title = gettext("What became of the last plan")
    caption = gettext("Each action, and its bump")
    heads = (
        gettext("What we tried"),
        gettext("What became of it"),
        gettext("Hours of all people together"),
        gettext("The bump, then and now"),
    )
    rows = tuple(_plan_row(each, page, view) for each in page.plan.priorities)
    table = Table(
        "last-plan-table", caption, heads, frozenset(), (RowGroup(None, rows),), strong=frozenset({0}), long=True
    )
    blocks: tuple[Block, ...] = (
        *paragraphs(gettext("The plan of %(round)s.", round=page.plan.round) if page.plan.round else None),
        table,
        *bullets(_open_items(page, view)),
        *paragraphs(_choice_line(page, view)),
        *titled_bullets(gettext("What we asked of others"), _asked_texts(page, view), 3),
        Paragraph(gettext("A bump may have changed for other reasons than the plan."), "quiet"),
        Boxes((Box(gettext("We go on with")), Box(gettext("We change")), Box(gettext("We let go of, because")))),
    )
    return Section("last-plan", title, blocks, (Headline(title, 2), *blocks))


def _plan_row(planned: PlannedAction, page: PlanPage, view: View) -> Row:
    became = capitalize_first(view.words.gettext(STATUSES[planned.status]))
    return (
        page.action_title(planned),
        " ".join(as_sentence(part) for part in (became, planned.notes) if part),
        _hours_text(planned, page, view),
        _bump_text(planned.bump, page, view),
    )


def _hours_text(planned: PlannedAction, page: PlanPage, view: View) -> str:
    """Return the hours that an action has taken, beside those that were expected."""
    words, hours, spent = view.words, page.hours_of(planned), planned.hours_spent
    expected = words.gettext("expected: %(hours)s", hours=_expected_text(planned, hours, page, view)) if hours else None
    taken = (
        words.gettext("%(hours)s spent", hours=format_figure(spent, words))
        if spent is not None
        else words.gettext("not written down")
    )
    return "; ".join(part for part in (taken, expected) if part)


def _expected_text(planned: PlannedAction, hours: Hours, page: PlanPage, view: View) -> str:
    """Return the hours that were expected, by part; in all, too, if it is known from when to when."""
    words = view.words
    parts = words.gettext("%(range)s to begin", range=format_range(*hours.setup, words))
    parts += "; " + words.gettext("%(range)s a term", range=format_range(*hours.per_term, words))
    if planned.start is None or planned.review is None or planned.review < planned.start:
        return parts
    first, last = (term_of(day, page.plan.nation) for day in (planned.start, planned.review))
    terms = len(terms_between(first, last))
    low, high = (start + terms * term for start, term in zip(hours.setup, hours.per_term, strict=True))
    return words.gettext(
        "%(range)s from %(start)s to %(end)s (%(parts)s)",
        range=format_range(low, high, words),
        start=day_text(planned.start, words),
        end=day_text(planned.review, words),
        parts=parts,
    )


def _choice_line(page: PlanPage, view: View) -> str | None:
    """Return why a plan may choose other things than the report suggests; None if nothing is under way."""
    if all(each.status != "under-way" for each in page.plan.priorities):
        return None
    return view.words.gettext(
        "A new plan counts what is under way first, and fits the hours that there are, so it may choose other things "
        "than this report suggests."
    )


def _asked_texts(page: PlanPage, view: View) -> list[Text]:
    """Return what was asked of others, when, and what they answered."""
    asked = [each for each in page.plan.asks if each.sent or each.answer]
    return [ask_text(each, *request_answers(each, view.words)) for each in asked]


def _bump_text(name: str, page: PlanPage, view: View) -> str:
    """Return how high a bump was and is: on what both rounds asked alike, or else as this round has it."""
    words, title = view.words, page.bump_title(name)
    changes = view.comparison.changes if view.comparison else ()
    change = next((each for each in changes if each.of == name), None)
    if change is None:
        target = view.targets.get(name)
        if target is None or target.severity is None:
            return words.gettext("%(bump)s: no number this time", bump=title)
        return words.gettext(
            "%(bump)s: now %(number)s", bump=title, number=severity_text(target.severity, view, target.bound)
        )
    moved = words.gettext(
        "%(bump)s: was %(before)s, now %(after)s",
        bump=title,
        before=severity_text(change.before, view),
        after=severity_text(change.after, view),
    )
    if verdict := verdict_text(change, view):
        return f"{moved}, {verdict}"
    if change.low is None or change.high is None:
        return moved
    ends = (-change.high, -change.low) if view.high_is_good else (change.low, change.high)
    low, high = (f"{end:+.0f}".replace("-", "−") for end in ends)
    return words.gettext("%(moved)s (a change between %(low)s and %(high)s)", moved=moved, low=low, high=high)


def _open_items(page: PlanPage, view: View) -> list[tuple[Strong, str]]:
    """Return what is neither done nor dropped."""
    rest = [page.action_title(each) for each in page.plan.priorities if each.status in OPEN]
    if not rest:
        return []
    said = view.words.gettext(
        "%(actions)s. Go on with it, change it, or drop it and write down why.",
        actions=view.words.join([f"“{title}”" for title in rest]),
    )
    return [(Strong(view.words.gettext("Still open:")), f" {said}")]
