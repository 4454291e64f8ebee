"""The first page: what the school does first, what it leaves, what it asks of others, and what it takes."""

from collections.abc import Iterable, Iterator

from speedbumps.i18n import Locale
from speedbumps.model.actions import Hours
from speedbumps.model.plan import OPEN, PlannedAction, PlannedRequest
from speedbumps.plan.boxes import STATUSES, TITLES, PlanBox, boxes_of_actions, name_of_plan
from speedbumps.plan.worked import is_same_request
from speedbumps.report.blocks import (
    Blank,
    BlankForm,
    Block,
    Box,
    Boxes,
    Headline,
    Masthead,
    Panel,
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
from speedbumps.report.figures import format_range
from speedbumps.report.options import EVIDENCE
from speedbumps.report.plan_page import PlanPage, day_text
from speedbumps.report.plan_sections.blanks import blanks_of
from speedbumps.report.plan_sections.terms import terms_of_office
from speedbumps.text import as_sentence, capitalize_first

ON_FRONT = ("stops", "owner", "start", "review", "sign")
"""The keys of an action that have a column on the first page."""


def front(title: str, page: PlanPage, words: Locale) -> Section:
    """Return the first page of the hand-out with this *title*."""
    gettext, going = words.gettext, page.going
    masthead = Masthead(
        title=title,
        kicker=page.plan.round or gettext("Our plan"),
        stamp=plan_stamp(page, words),
        lead=gettext("A few things at a time; one is enough. Nothing starts until something stops."),
        name=name_of_plan(page.plan),
    )
    shown: tuple[Block, ...] = (
        (_actions(page, words), _costs(going, page, words)) if going else paragraphs(gettext("Nothing is planned yet."))
    )
    blocks = (
        masthead,
        *shown,
        *titled_bullets(gettext("What came of the rest"), outcome_texts(page, words), 2),
        Panel("columns", (_left_panel(page, words), _asks_panel(page, words))),
        *terms_of_office(page, words),
    )
    return Section("title", title, blocks, blocks)


def plan_stamp(page: PlanPage, words: Locale) -> str:
    """Return whether people have agreed to any of the plan yet."""
    if all(each.status == "proposed" for each in page.going):
        return words.gettext("A suggestion, until people agree to it")
    if any(each.status == "proposed" for each in page.going):
        return words.gettext("Agreed in part; the rest is a suggestion")
    return words.gettext("Agreed by the school")


def outcome_texts(page: PlanPage, words: Locale) -> Iterator[Text]:
    """Yield what became of each action that is done or dropped."""
    return (_outcome_text(each, page, words) for each in page.plan.priorities if each.status not in OPEN)


def _outcome_text(planned: PlannedAction, page: PlanPage, words: Locale) -> Text:
    status = words.gettext(STATUSES[planned.status])
    said = words.gettext("“%(action)s” is %(status)s.", action=page.action_title(planned), status=status)
    return (Strong(f"{page.bump_title(planned.bump)}:"), f" {said}{f' {planned.notes}' if planned.notes else ''}")


def titled_text(title: str, text: str | None) -> Text:
    """Return *text* behind its *title*, if there is one."""
    return (Strong(f"{title}:"), f" {as_sentence(text)}") if text else (Strong(as_sentence(title)),)


def _actions(page: PlanPage, words: Locale) -> BlankForm:
    gettext, plan = words.gettext, page.plan
    going = [
        (each, boxes)
        for each, boxes in zip(plan.priorities, boxes_of_actions(plan), strict=True)
        if each.status in OPEN
    ]
    heads = (gettext("What is in the way"), gettext("We try"), *(gettext(TITLES[key]) for key in ON_FRONT))
    return BlankForm(
        "plan", gettext("What we do first"), heads, tuple(_action_row(*each, page, words) for each in going)
    )


def _action_row(
    planned: PlannedAction, boxes: tuple[PlanBox, ...], page: PlanPage, words: Locale
) -> tuple[str | Blank, ...]:
    gettext = words.gettext
    tried = (
        as_sentence(f"“{page.action_title(planned)}”"),
        gettext("What we change: %(change)s", change=as_sentence(planned.change)) if planned.change else None,
        gettext("This is %(status)s.", status=gettext(STATUSES[planned.status]))
        if planned.status in {"agreed", "under-way"}
        else None,
    )
    return (
        page.bump_with_height(planned.bump, words),
        " ".join(part for part in tried if part),
        *blanks_of(boxes, ON_FRONT, words),
    )


def _costs(going: Iterable[PlannedAction], page: PlanPage, words: Locale) -> Table:
    """Return what each action takes and gives back, and how well it is tested."""
    gettext = words.gettext
    heads = (
        gettext("Hours of all people together"),
        gettext("To begin"),
        gettext("A term"),
        gettext("Gives back a term"),
        gettext("How well tested"),
    )
    groups = (RowGroup(None, tuple(_cost_row(each, page, words) for each in going)),)
    return Table("costs", gettext("What it takes"), heads, frozenset({1, 2, 3}), groups)


def _cost_row(planned: PlannedAction, page: PlanPage, words: Locale) -> Row:
    action = page.action_of(planned)
    hours = page.hours_of(planned) or Hours()
    grade = action.evidence.grade if action else "local"
    ranges = (hours.setup, hours.per_term, hours.saves_per_term)
    return (
        page.action_title(planned),
        *(format_range(*ends, words) if ends[1] else "–" for ends in ranges),
        words.gettext(EVIDENCE[grade]),
    )


def _left_panel(page: PlanPage, words: Locale) -> Panel:
    gettext = words.gettext
    items = [titled_text(page.bump_title(each.bump), each.because) for each in page.plan.left_out]
    title = Headline(gettext("What we leave as it is"), 2, "left-as-it-is")
    shown: tuple[Block, ...] = bullets(items) or (Boxes((Box(gettext("We leave as it is")),)),)
    return Panel("column", (title, *shown), "left-as-it-is")


def _asks_panel(page: PlanPage, words: Locale) -> Panel:
    gettext = words.gettext
    title = Headline(gettext("What we ask of others"), 2, "asked-of-others")
    items = [ask_text(each, *request_answers(each, words)) for each in page.plan.asks]
    shown: tuple[Block, ...] = bullets(items) or paragraphs(gettext("Nothing this time."))
    return Panel("column", (title, *shown), "asked-of-others")


def ask_text(request: PlannedRequest, *more: str) -> Text:
    """Return whom the school asks, and for what, with *more* sentences."""
    return (Strong(f"{capitalize_first(request.of)}:"), f" {' '.join((as_sentence(request.text), *more))}")


def ask_texts(requests: Iterable[PlannedRequest], last: PlanPage | None, words: Locale) -> list[Text]:
    """Return whom the school asks, and for what, with what became of the same request in the *last* plan."""
    asked = last.plan.asks if last else ()
    return [
        ask_text(
            each, *(line for other in asked if is_same_request(each, other) for line in request_answers(other, words))
        )
        for each in requests
    ]


def request_answers(request: PlannedRequest, words: Locale) -> Iterator[str]:
    """Yield when a request was sent, and what the answer was."""
    if request.sent is not None:
        yield words.gettext("Sent on %(day)s.", day=day_text(request.sent, words))
    if request.answer:
        yield words.gettext("Their answer: %(answer)s", answer=as_sentence(request.answer))
