"""From a school's plan to a hand-out: what the school does first, and what it says to its staff."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from speedbumps.i18n import Locale, format_date, gettext_noop
from speedbumps.model.audit import AuditedAction
from speedbumps.model.plan import OPEN, PlannedAction, PlannedRequest, PlanStatus, SchoolPlan, Sponsor
from speedbumps.model.plan_dates import first_results, late_results
from speedbumps.plan.choose import Criterion
from speedbumps.plan.draft import DraftAction, PlanDraft, ShiftedPlan
from speedbumps.plan.school_terms import SchoolTerm, Season, term_of, terms_between
from speedbumps.report.blocks import (
    Block,
    Box,
    Boxes,
    Document,
    Headline,
    ItemList,
    Masthead,
    Panel,
    Paragraph,
    RowGroup,
    Section,
    Strong,
    Table,
    Text,
    bullets,
    paragraphs,
)
from speedbumps.report.figures import format_figure
from speedbumps.text import as_sentence, capitalize_first

STATUSES: dict[PlanStatus, str] = {
    "proposed": gettext_noop("suggested"),
    "agreed": gettext_noop("agreed"),
    "under-way": gettext_noop("under way"),
    "done": gettext_noop("done"),
    "dropped": gettext_noop("dropped"),
}

SEASONS: dict[Season, str] = {
    "autumn": gettext_noop("Autumn %(year)s"),
    "spring": gettext_noop("Spring %(year)s"),
    "summer": gettext_noop("Summer %(year)s"),
}

MOST_TERMS = 7
"""The most school terms for which a table has room."""

_Days = tuple[tuple[date, str], ...]
"""Days, each with a word for what happens, in order."""

BLANK = "…………"
"""Room to write a few words by hand."""

WHY: dict[Criterion | str, str] = {
    "fit": gettext_noop("It is made for this bump; “%(other)s” is made for another."),
    "hours-back": gettext_noop("Energy is low, and it takes fewer hours in a year, net, than “%(other)s”."),
    "evidence": gettext_noop("It is better tested than “%(other)s”."),
    "answers": gettext_noop("It should change the answers that make this bump, sooner than “%(other)s”."),
    "worked-here": gettext_noop("A bump became lower here after it was tried; “%(other)s” was not tried."),
    "moves-knowledge": gettext_noop("It brings know-how from one person to another; “%(other)s” does not."),
    "besides": gettext_noop("It may ease other bumps too, more than “%(other)s”."),
    "fewer-hours": gettext_noop("It takes fewer hours in a year than “%(other)s”."),
    "id": gettext_noop("“%(other)s” would do as well."),
    "hours": gettext_noop("“%(other)s” comes before it, but does not fit into the hours."),
    "taken": gettext_noop("“%(other)s” comes before it, but is used for another bump."),
    "pinned": gettext_noop("You asked for it."),
    "only": gettext_noop("No other fits."),
}


class PlanPage(NamedTuple):
    """A plan, with what is needed to show it."""

    plan: SchoolPlan
    titles: Mapping[str, str]
    """The titles of facets and barriers, by their full names."""
    heights: Mapping[str, str]
    """How high bumps are, out of 100, where that is known."""
    actions: Mapping[str, AuditedAction]
    """The actions of the library, by id."""
    keeping: tuple[str, ...] = ()
    """The titles of actions that keep work going when those who stand behind it change."""
    draft: PlanDraft | None = None
    """What was drafted just now, with its reasons."""


def plan_document(page: PlanPage, words: Locale) -> Document:
    """Return the hand-out of the plan on *page*, in the language of *words*."""
    gettext, plan = words.gettext, page.plan
    title = gettext("%(school)s: our plan", school=plan.name or plan.school)
    front = _front(title, page, words)
    sections = (_staff_section(page, words), *_reasons_section(page, words))
    return Document(
        subject="school",
        language=words.language,
        title=title,
        description=gettext(
            "What the school does first about what slows it, who leads it, and when people look again."
        ),
        front=Section("title", title, front, front),
        skip=gettext("Skip the first page"),
        contents=None,
        sections=sections,
        footer=title,
        page=gettext("Page {page} of {pages}"),
    )


def _front(title: str, page: PlanPage, words: Locale) -> tuple[Block, ...]:
    gettext, plan = words.gettext, page.plan
    suggested = bool(plan.priorities) and all(each.status == "proposed" for each in plan.priorities)
    masthead = Masthead(
        title=title,
        kicker=plan.round or gettext("Our plan"),
        stamp=gettext("A suggestion, until people agree to it") if suggested else gettext("Kept by the school"),
        lead=gettext("A few things at a time; one is enough. Nothing starts until something stops."),
    )
    shown: tuple[Block, ...] = (
        (_table(page, words),) if plan.priorities else paragraphs(gettext("Nothing is planned yet."))
    )
    columns = Panel("columns", (_left_panel(page, words), _asks_panel(page, words)))
    return (masthead, *shown, columns, *_mandate_blocks(page, words))


def _table(page: PlanPage, words: Locale) -> Table:
    gettext = words.gettext
    heads = (
        gettext("What is in the way"),
        gettext("We try"),
        gettext("What gives way"),
        gettext("Who leads"),
        gettext("From"),
        gettext("We look again on"),
        gettext("Quick sign"),
    )
    rows = tuple(_plan_row(each, page, words) for each in page.plan.priorities)
    return Table(
        "plan",
        gettext("What we do first"),
        heads,
        frozenset(),
        (RowGroup(None, rows),),
        strong=frozenset({0}),
        long=True,
    )


def _plan_row(planned: PlannedAction, page: PlanPage, words: Locale) -> tuple[str, ...]:
    gettext = words.gettext
    height = page.heights.get(planned.bump)
    bump = page.titles.get(planned.bump, planned.bump)
    action = page.actions.get(planned.action or "")
    first = planned.own.first_step if planned.own else action.first_step if action else None
    status = None if planned.status == "proposed" else capitalize_first(gettext(STATUSES[planned.status]))
    tried = (as_sentence(part) for part in (action_title(planned, page), planned.change or first, status) if part)
    return (
        gettext("%(bump)s: %(height)s out of 100", bump=bump, height=height) if height else bump,
        " ".join(tried),
        planned.stops or BLANK,
        planned.owner or BLANK,
        _day(planned.start, words) or BLANK,
        _day(planned.review, words) or BLANK,
        planned.sign or BLANK,
    )


def action_title(planned: PlannedAction, page: PlanPage) -> str:
    """Return the title of what is planned, or its id if the library no longer has it."""
    if planned.own is not None:
        return planned.own.title
    action = page.actions.get(planned.action or "")
    return action.title if action else planned.action or ""


def _day(day: date | None, words: Locale) -> str | None:
    return format_date(day.isoformat(), words) if day else None


def _left_panel(page: PlanPage, words: Locale) -> Panel:
    gettext = words.gettext
    items = [_titled(page.titles.get(each.bump, each.bump), each.because) for each in page.plan.left_out]
    title = Headline(gettext("What we leave as it is"), 2, "left-as-it-is")
    shown: tuple[Block, ...] = bullets(items) or (Boxes((Box(gettext("We leave as it is")),)),)
    return Panel("column", (title, *shown), "left-as-it-is")


def _titled(title: str, text: str | None) -> Text:
    return (Strong(f"{title}:"), f" {text}") if text else title


def _asks_panel(page: PlanPage, words: Locale) -> Panel:
    gettext = words.gettext
    title = Headline(gettext("What we ask of others"), 2, "asked-of-others")
    items = [(Strong(f"{capitalize_first(each.of)}:"), f" {_ask_text(each, words)}") for each in page.plan.asks]
    shown: tuple[Block, ...] = bullets(items) or paragraphs(gettext("Nothing this time."))
    return Panel("column", (title, *shown), "asked-of-others")


def _ask_text(request: PlannedRequest, words: Locale) -> str:
    parts = [as_sentence(request.text)]
    if request.sent is not None:
        parts.append(words.gettext("Sent on %(day)s.", day=_day(request.sent, words)))
    if request.answer:
        parts.append(words.gettext("Their answer: %(answer)s", answer=request.answer))
    return " ".join(parts)


def _mandate_blocks(page: PlanPage, words: Locale) -> tuple[Block, ...]:
    """Return who stands behind the work, and a picture of actions against terms of school and of office."""
    gettext = words.gettext
    if not page.plan.sponsors:
        return ()
    rows = tuple(
        (each.role, each.mandate or "–", _day(each.until, words) or gettext("open")) for each in page.plan.sponsors
    )
    heads = (gettext("Who stands behind it"), gettext("By what right"), gettext("Until"))
    table = Table("sponsors", gettext("Who stands behind this work"), heads, frozenset(), (RowGroup(None, rows),))
    return (table, *_calendar(page, words), *(Paragraph(text, "note") for text in _late_texts(page, words)))


def _late_texts(page: PlanPage, words: Locale) -> Iterator[str]:
    """Yield a warning for each action that can show results only after a sponsor has left."""
    gettext = words.gettext
    horizons = {action.id: action.horizon for action in page.actions.values()}
    found = [*late_results(page.plan, horizons)]
    for late in found:
        yield gettext(
            "First results of “%(action)s” can be expected by %(day)s, and the time of %(role)s ends on %(end)s.",
            action=action_title(page.plan.priorities[late.place], page),
            day=_day(late.seen, words),
            role=late.sponsor.role,
            end=_day(late.sponsor.until, words),
        )
    if found and page.keeping:
        yield gettext(
            "These keep work going when those who stand behind it change: %(actions)s.",
            actions=words.join([f"“{title}”" for title in page.keeping]),
        )


def _calendar(page: PlanPage, words: Locale) -> tuple[Block, ...]:
    """Return a table of what begins and ends in which school term; nothing if no action has a start."""
    gettext, nation = words.gettext, page.plan.nation
    actions = [(title, days) for title, days in _action_days(page, words) if days]
    found = sorted(term_of(day, nation) for _, days in actions for day, _ in days)
    if not found:
        return ()
    terms = terms_between(found[0], found[-1])[:MOST_TERMS]
    rows = [(title, *(_action_cell(days, term, page, words) for term in terms)) for title, days in actions]
    rows += [(each.role, *(_office_cell(each, term, page, words) for term in terms)) for each in page.plan.sponsors]
    heads = ("", *(gettext(SEASONS[term.season], year=term.year) for term in terms))
    note = gettext("School terms as they usually lie; the days are set locally.")
    table = Table("calendar", gettext("What happens when"), heads, frozenset(), (RowGroup(None, tuple(rows)),))
    return (table, Paragraph(note, "quiet"))


def _action_days(page: PlanPage, words: Locale) -> Iterator[tuple[str, _Days]]:
    gettext = words.gettext
    for each in page.plan.priorities:
        action = page.actions.get(each.action or "")
        results = first_results(each.start, action.horizon) if each.start and action else None
        days = ((each.start, gettext("begins")), (each.review, gettext("we look")), (results, gettext("first results")))
        if each.status in OPEN:
            yield action_title(each, page), tuple(sorted((day, word) for day, word in days if day is not None))


def _action_cell(days: _Days, term: SchoolTerm, page: PlanPage, words: Locale) -> str:
    nation = page.plan.nation
    happens = [word for day, word in days if term_of(day, nation) == term]
    if happens:
        return capitalize_first(", ".join(happens))
    return words.gettext("Runs") if term_of(days[0][0], nation) < term < term_of(days[-1][0], nation) else "–"


def _office_cell(sponsor: Sponsor, term: SchoolTerm, page: PlanPage, words: Locale) -> str:
    end = term_of(sponsor.until, page.plan.nation) if sponsor.until else None
    if end == term:
        return words.gettext("Ends")
    return words.gettext("In office") if end is None or term < end else "–"


def _staff_section(page: PlanPage, words: Locale) -> Section:
    """Return the page for all staff: what they said, what will be done, and what will not."""
    gettext = words.gettext
    open_ones = [each for each in page.plan.priorities if each.status in OPEN]
    done = [each for each in page.plan.priorities if each.status not in OPEN]
    blocks: list[Block] = [
        Paragraph(gettext("To read out, or to put up, within a week."), "lead"),
        *_items(gettext("You said, we will"), [_promise(each, page, words) for each in open_ones]),
        *_items(gettext("You said, we have"), [_outcome(each, page, words) for each in done]),
        *_items(
            gettext("You said, we cannot for now"),
            [_titled(page.titles.get(each.bump, each.bump), each.because) for each in page.plan.left_out],
        ),
        *_items(
            gettext("You said, we ask others"),
            [(Strong(f"{capitalize_first(each.of)}:"), f" {as_sentence(each.text)}") for each in page.plan.asks],
        ),
        Boxes((Box(gettext("Questions go to")), Box(gettext("We tell you more on")))),
    ]
    return Section("for-staff", gettext("For all staff"), tuple(blocks), ())


def _items(title: str, items: list[Text]) -> tuple[Block, ...]:
    return (Headline(title), ItemList(tuple(items))) if items else ()


def _promise(planned: PlannedAction, page: PlanPage, words: Locale) -> Text:
    gettext = words.gettext
    lines = [gettext("we try “%(action)s”.", action=action_title(planned, page))]
    if planned.stops:
        lines.append(gettext("For that, this gives way: %(stop)s", stop=as_sentence(planned.stops)))
    if planned.review:
        lines.append(gettext("We look again on %(day)s.", day=_day(planned.review, words)))
    return (Strong(f"{page.titles.get(planned.bump, planned.bump)}:"), f" {' '.join(lines)}")


def _outcome(planned: PlannedAction, page: PlanPage, words: Locale) -> Text:
    said = words.gettext(
        "“%(action)s”: %(status)s.", action=action_title(planned, page), status=words.gettext(STATUSES[planned.status])
    )
    notes = f" {planned.notes}" if planned.notes else ""
    return (Strong(f"{page.titles.get(planned.bump, planned.bump)}:"), f" {said}{notes}")


def _reasons_section(page: PlanPage, words: Locale) -> tuple[Section, ...]:
    """Return the page that says why these were chosen, and what other hours would change."""
    draft, gettext = page.draft, words.gettext
    if draft is None or not (draft.actions or draft.shifted or draft.without_mover):
        return ()
    title = gettext("Why these")
    blocks: tuple[Block, ...] = (
        *bullets(_why(each, words) for each in draft.actions),
        *_hours_blocks(draft, words),
        *bullets(_shift_text(each, page, words) for each in draft.shifted),
        *paragraphs(_mover_text(draft, page, words)),
    )
    return (Section("why", title, blocks, (Headline(title, 2), *blocks)),)


def _why(drafted: DraftAction, words: Locale) -> Text:
    reason = drafted.reason
    other = reason.other.title if reason.other else ""
    return (
        Strong(as_sentence(f"{drafted.target.title}: {drafted.action.title}")),
        " " + words.gettext(WHY[reason.because], other=other),
    )


def _hours_blocks(draft: PlanDraft, words: Locale) -> tuple[Block, ...]:
    gettext = words.gettext
    heads = ("", gettext("First term"), gettext("Second term"), gettext("Third term"))
    needed = (gettext("Hours that it takes at most"), *(_needed_text(each, words) for each in draft.needed))
    rows = [needed]
    if draft.available is not None:
        rows.append((gettext("Hours that there are"), *(format_figure(each, words) for each in draft.available)))
    table = Table(
        "hours", gettext("Hours of all people together"), heads, frozenset({1, 2, 3}), (RowGroup(None, tuple(rows)),)
    )
    note = gettext("Energy is low, so half of the hours are planned.") if draft.energy and draft.available else None
    how = gettext("Counted are the highest costs and the lowest savings. What is saved counts from the second term on.")
    return (table, *paragraphs(note, how))


def _needed_text(hours: float, words: Locale) -> str:
    figure = format_figure(abs(hours), words)
    return words.gettext("none; gives back %(hours)s", hours=figure) if hours < 0 else figure


def _shift_text(shifted: ShiftedPlan, page: PlanPage, words: Locale) -> Text:
    gettext = words.gettext
    start = gettext("With %(hours)s hours a term:", hours=format_figure(shifted.hours_per_term, words))
    if not shifted.added and not shifted.dropped:
        return (Strong(start), " " + gettext("the same."))
    added = [_step_text(each.bump, each.action, page, words) for each in shifted.added]
    dropped = [_step_text(each.bump, each.action, page, words) for each in shifted.dropped]
    parts = (
        gettext("also %(steps)s", steps=words.join(added)) if added else None,
        gettext("without %(steps)s", steps=words.join(dropped)) if dropped else None,
    )
    return (Strong(start), f" {'; '.join(part for part in parts if part)}.")


def _step_text(bump: str, action: str, page: PlanPage, words: Locale) -> str:
    title = page.actions[action].title if action in page.actions else action
    return words.gettext("“%(action)s” (%(bump)s)", action=title, bump=page.titles.get(bump, bump))


def _mover_text(draft: PlanDraft, page: PlanPage, words: Locale) -> str | None:
    if not draft.without_mover:
        return None
    return words.gettext(
        "%(bumps)s: this is about know-how that does not spread, and no action that moves it fits.",
        bumps=words.join([page.titles.get(name, name) for name in draft.without_mover]),
    )
