"""The sheet for governors: what slows the school, what goes well, what is planned, and what they are asked."""

import re
from collections.abc import Iterator
from itertools import islice

from speedbumps.i18n import Locale, gettext_noop, truncate_text
from speedbumps.model.actions import Hours
from speedbumps.model.plan import Fairness, PlannedAction
from speedbumps.model.staff_hours import term_hours
from speedbumps.office_files import EMPTY_BOX
from speedbumps.report.blocks import (
    Block,
    Box,
    Boxes,
    Document,
    Headline,
    Masthead,
    Panel,
    Paragraph,
    RowGroup,
    Strong,
    Table,
    Text,
    bullets,
    paragraphs,
    titled_bullets,
)
from speedbumps.report.figures import format_figure, format_range
from speedbumps.report.handouts.handout import Handout, dated_stamp, one_sheet
from speedbumps.report.handouts.readers import Reader
from speedbumps.report.handouts.since import since_blocks
from speedbumps.report.heights import target_height
from speedbumps.report.plan_page import PlanPage, day_text
from speedbumps.report.plan_sections.front import ask_texts
from speedbumps.report.plan_sections.terms import late_texts
from speedbumps.report.sections.first import no_priorities_reason
from speedbumps.report.sections.front import limits_line
from speedbumps.report.sections.profile import road_lead, road_line
from speedbumps.report.sections.respondents import response_banner
from speedbumps.report.sections.strengths import lowest_targets, none_clear_line
from speedbumps.report.view import View
from speedbumps.text import as_sentence

MOST_BUMPS = 5
"""The most bumps that are named for one reason."""

MOST_REASONS = 3
"""The most reasons for which other bumps are left as they are."""

MOST_ACTIONS = 5
"""The most actions that it has room for."""

MOST_CHANGES = 3
"""The most actions with which it has room for what the school changes about them."""

MOST_FAIRNESS = 2
"""The most actions of which it says who could lose by them."""

MOST_ASKS = 3
"""The most requests to others."""

MOST_SPONSORS = 2
"""The most people who stand behind the work."""

MOST_LATE = 1
"""The most warnings that somebody leaves before results can show."""

SHORT, MIDDLE, LONG = 40, 65, 90
"""The most characters of a title, of what gives way, and of a sentence, so that all stands on one sheet."""

ADDRESSEE = 75
"""The most characters of who is asked, so that the names of several bodies fit."""

CHANGE = 75
"""The most characters of what the school changes about an action."""

KEYS = ("change", "stops", "owner", "could_lose", "so_we", "because", "of", "text", "role", "mandate")
"""The keys of a plan whose texts may be too long for the sheet."""

CLAUSE = re.compile(r"[.!?;:,]\s")
"""Matches the end of a sentence or of a part of one."""


def governors_document(handout: Handout, words: Locale) -> Document:
    """Return the sheet for governors."""
    gettext, page, view = words.gettext, _short_page(handout.page), handout.view
    masthead = Masthead(
        title=truncate_text(page.school, SHORT),
        kicker=gettext("For governors, or whoever oversees the school"),
        stamp=dated_stamp(handout, words),
        lead=" ".join(handout.facts) or gettext("What slows the school, and what is planned."),
    )
    banner = response_banner(view) if view else None
    blocks: tuple[Block, ...] = (
        *((Paragraph(banner, "note"),) if banner else ()),
        *since_blocks(handout, Reader.governors, words),
        *(_goes_well(view) if view else ()),
        *_bumps(page, view, words),
        Panel("halves", (_asked_of_governors(page, words), _asked_of_others(page, handout.beside.last_plan, words))),
        *_mandates(page, words),
        Boxes(tuple(map(Box, _box_titles(handout, words)))),
        *((Paragraph((Strong(gettext("Limits:")), f" {limits_line(view)}"), "foot"),) if view else ()),
    )
    return one_sheet(handout, masthead, blocks, words)._replace(compact=True)


def _short_page(page: PlanPage) -> PlanPage:
    """Return *page* with texts so short that all of them fit on one sheet."""
    plan = page.plan.model_copy(
        update={
            "priorities": tuple(
                each.model_copy(
                    update={
                        "stops": _cut(each.stops, MIDDLE),
                        "owner": _cut(each.owner, SHORT),
                        "change": _cut(each.change, CHANGE),
                        "fairness": _short_fairness(each.fairness),
                    }
                )
                for each in page.plan.priorities
            ),
            "left_out": tuple(each.model_copy(update={"because": _cut(each.because)}) for each in page.plan.left_out),
            "asks": tuple(
                each.model_copy(
                    update={"of": truncate_text(each.of, ADDRESSEE), "text": truncate_text(each.text, LONG)}
                )
                for each in page.plan.asks
            ),
            "sponsors": tuple(
                each.model_copy(update={"role": truncate_text(each.role, SHORT), "mandate": _cut(each.mandate, SHORT)})
                for each in page.plan.sponsors[:MOST_SPONSORS]
            ),
        }
    )
    return page._replace(plan=plan)


def _short_fairness(fairness: Fairness | None) -> Fairness | None:
    if fairness is None:
        return None
    return Fairness(could_lose=_cut(fairness.could_lose), so_we=_cut(fairness.so_we))


def _cut(text: str | None, most: int = LONG) -> str | None:
    """Return *text* if it is no longer than *most* characters; else what fits, up to the end of a part of a sentence.

    Where less than half would be left, words are cut off.
    """
    short = truncate_text(text, most) if text else None
    if text is None or short == " ".join(text.split()):
        return short
    ends = [found.start() for found in CLAUSE.finditer(" ".join(text.split())[:most])]
    return f"{' '.join(text.split())[: ends[-1]]}…" if ends and ends[-1] >= most / 2 else short


def cut_texts(page: PlanPage) -> tuple[str, ...]:
    """Return which texts of a plan the sheet shows cut, by bump or addressee and key, and how long they are."""
    short = _short_page(page).plan
    fairness = [
        (each.bump, each.fairness or Fairness(), cut.fairness or Fairness())
        for each, cut in zip(page.plan.priorities, short.priorities, strict=True)
    ]
    named = (
        *((each.bump, each, cut) for each, cut in zip(page.plan.priorities, short.priorities, strict=True)),
        *fairness,
        *((each.bump, each, cut) for each, cut in zip(page.plan.left_out, short.left_out, strict=True)),
        *((each.bump or each.of, each, cut) for each, cut in zip(page.plan.asks, short.asks, strict=True)),
        # Sponsors that have no room are left out of the short page.
        *((each.role, each, cut) for each, cut in zip(page.plan.sponsors, short.sponsors, strict=False)),
    )
    return tuple(
        f"'{key}' of {name} ({length} characters)"
        for name, whole, cut in named
        for key in KEYS
        if (length := _cut_length(whole, cut, key))
    )


def _cut_length(whole: object, cut: object, key: str) -> int:
    """Return how long a text is that is shown cut; 0 if it is not."""
    text = " ".join((getattr(whole, key, None) or "").split())
    return len(text) if text and text != getattr(cut, key) else 0


def _goes_well(view: View) -> tuple[Block, ...]:
    """Return what goes well on as few lines as there can be."""
    gettext, low = view.words.gettext, lowest_targets(view)
    title = Headline(
        gettext("What goes well"), 2, "goes-well", gettext("least in the way: lower is better") if low else None
    )
    if not low:
        return (title, Paragraph(none_clear_line(view)))
    parts: list[str | Strong] = []
    for each in low:
        number = gettext("%(number)s, where 0 is best", number=target_height(each, view).number)
        parts += [
            *((" · ",) if parts else ()),
            Strong(f"{truncate_text(view.strength_label(each.id), SHORT)}:"),
            f" {number}",
        ]
    return (title, Paragraph(tuple(parts)))


def _bumps(page: PlanPage, view: View | None, words: Locale) -> tuple[Block, ...]:
    """Return what is in the way, how high it is where that is known, and what happens about it."""
    gettext = words.gettext
    lead = (Paragraph((Strong(road_lead(view)), " ", road_line(view))),) if view else ()
    rest = (*_rest_texts(page, view, words),)
    nothing = no_priorities_reason(view) if view and not rest else gettext("Nothing is planned yet.")
    return (
        Headline(gettext("What slows the school"), 2, "in-the-way"),
        *lead,
        *(_planned(page, view, words) if page.going else paragraphs(nothing)),
        *titled_bullets(gettext("What else is in the way"), rest),
    )


def _planned(page: PlanPage, view: View | None, words: Locale) -> tuple[Block, ...]:
    gettext = words.gettext
    heads = (
        gettext("What is in the way"),
        gettext("We try"),
        gettext("What gives way"),
        gettext("Hours of all people together"),
        gettext("Who leads"),
        gettext("From"),
        gettext("We look again on"),
    )
    rows = tuple(
        (
            _bump_text(each.bump, page, view),
            truncate_text(page.action_title(each), SHORT),
            each.stops or EMPTY_BOX,
            _expected_hours(each, page, words),
            each.owner or EMPTY_BOX,
            day_text(each.start, words) or EMPTY_BOX,
            day_text(each.review, words) or EMPTY_BOX,
        )
        for each in page.going[:MOST_ACTIONS]
    )
    caption = gettext("What is planned")
    fairness = [*islice(_fairness_texts(page, words), MOST_FAIRNESS)]
    return (
        Table("planned-first", caption, heads, frozenset(), (RowGroup(None, rows),), strong=frozenset({1}), long=True),
        *paragraphs(_changes_line(page, words)),
        Paragraph(" ".join(_hours_lines(page, words))),
        *((Paragraph((Strong(gettext("Who could lose by it:")), f" {' '.join(fairness)}")),) if fairness else ()),
    )


def _changes_line(page: PlanPage, words: Locale) -> str | None:
    """Return what the school changes about the actions; None if that is nothing, or there are too many actions."""
    changes = [
        f"“{truncate_text(page.action_title(each), SHORT)}”: {as_sentence(each.change)}"
        for each in page.going
        if each.change
    ]
    if not changes or len(page.going) > MOST_CHANGES:
        return None
    return words.gettext("What we change: %(change)s", change=" ".join(changes))


def _fairness_texts(page: PlanPage, words: Locale) -> Iterator[str]:
    """Yield who could lose by each action that may move pupils, and what is done about it."""
    gettext = words.gettext
    for each in page.going[:MOST_ACTIONS]:
        action, asked = each.own or page.action_of(each), each.fairness or Fairness()
        if each.fairness is None and not (action and action.moves_pupils):
            continue
        lose, so_we = (as_sentence(text) if text else None for text in (asked.could_lose, asked.so_we))
        parts = (
            lose or gettext("This may move pupils, and who could lose by it is still to be asked."),
            gettext("What we do so that they do not: %(fairness)s", fairness=so_we) if so_we else None,
        )
        yield f"“{truncate_text(page.action_title(each), SHORT)}”: {' '.join(part for part in parts if part)}"


def _bump_text(name: str, page: PlanPage, view: View | None) -> str:
    """Return the title of a bump, with its number and margin in brackets where they are known."""
    title = truncate_text(page.bump_title(name), SHORT)
    if view is None or name not in view.targets:
        return title
    target = view.targets[name]
    height = target_height(target, view)
    number = height.number if height.severity is not None else height.label
    margin = f" {height.margin}" if height.margin and target.interval == "t" else ""
    return f"{title} ({number}{margin})"


def _expected_hours(planned: PlannedAction, page: PlanPage, words: Locale) -> str:
    hours = page.hours_of(planned) or Hours()
    parts = (
        (gettext_noop("to begin %(hours)s"), hours.setup),
        (gettext_noop("a term %(hours)s"), hours.per_term),
        (gettext_noop("gives back %(hours)s"), hours.saves_per_term),
    )
    return "; ".join(words.gettext(said, hours=format_range(*ends, words)) for said, ends in parts if ends[1]) or "–"


def _rest_texts(page: PlanPage, view: View | None, words: Locale) -> Iterator[Text]:
    """Yield the other bumps, those that are left for the same reason together."""
    going = {each.bump for each in page.going}
    by_reason: dict[str, list[str]] = {}
    reasons = {each.bump: each.because or "" for each in page.plan.left_out}
    of_report = (name for name in view.audit.bumps if name in view.targets) if view else ()
    for name in dict.fromkeys((*of_report, *reasons)):
        if name not in going:
            by_reason.setdefault(reasons.get(name, ""), []).append(_bump_text(name, page, view))
    for reason, bumps in islice(by_reason.items(), MOST_REASONS):
        more = [words.ngettext("%(n)s more", "%(n)s more", len(bumps) - MOST_BUMPS)] if len(bumps) > MOST_BUMPS else []
        named = words.join((*bumps[:MOST_BUMPS], *more))
        why = reason or words.gettext("left as it is")
        yield (Strong(f"{named}:"), f" {as_sentence(why)}")


def _hours_lines(page: PlanPage, words: Locale) -> Iterator[str]:
    """Yield what the plan takes of everybody's time, and how much of it there is."""
    gettext = words.gettext
    first, later, _ = map(sum, zip(*(term_hours(page.hours_of(each) or Hours()) for each in page.going), strict=True))
    yield gettext(
        "In the first term it takes at most %(hours)s hours of all people together.", hours=format_figure(first, words)
    )
    if later > 0:
        yield gettext("From the second term on it takes at most %(hours)s.", hours=format_figure(later, words))
    elif later < 0:
        yield gettext(
            "From the second term on it should give back at least %(hours)s more than it takes.",
            hours=format_figure(-later, words),
        )
    if page.plan.hours_per_term is not None:
        yield gettext(
            "For new things there are %(hours)s a term.", hours=format_figure(page.plan.hours_per_term, words)
        )


def _asked_of_governors(page: PlanPage, words: Locale) -> Panel:
    title = Headline(words.gettext("What we ask of you"), 2, "asked-of-you")
    return Panel("column", (title, *bullets(_governors_asks(page, words))), "asked-of-you")


def _governors_asks(page: PlanPage, words: Locale) -> Iterator[Text]:
    gettext = words.gettext
    if any(each.status == "proposed" for each in page.going):
        yield gettext("Please agree to this plan or change it: the hours, and what gives way.")
    elif page.going:
        yield gettext("Please back what is agreed, also when something else becomes urgent.")
    yield gettext("If you need something new from us, please talk with us about what can stop for it.")
    days = sorted({each.review for each in page.going if each.review})
    if days:
        yield gettext(
            "Please put this on your agenda once, after %(day)s: by then we have looked again.",
            day=day_text(days[-1], words),
        )
    else:
        yield gettext("Please agree with us on which day we look again.")
    if not page.plan.sponsors:
        yield gettext("Please say who stands behind this work, and until when.")


def _asked_of_others(page: PlanPage, last: PlanPage | None, words: Locale) -> Panel:
    gettext = words.gettext
    title = Headline(gettext("What we ask of others"), 2, "asked-of-others")
    items = ask_texts(page.plan.asks[:MOST_ASKS], last, words)
    return Panel("column", (title, *(bullets(items) or paragraphs(gettext("Nothing this time.")))), "asked-of-others")


def _mandates(page: PlanPage, words: Locale) -> Iterator[Paragraph]:
    """Yield who stands behind the work and until when, then what can show no results before somebody leaves."""
    gettext = words.gettext
    named = [
        "".join(
            (
                each.role,
                f" ({each.mandate})" if each.mandate else "",
                gettext(", until %(day)s", day=day_text(each.until, words)) if each.until else "",
            )
        )
        for each in page.plan.sponsors
    ]
    if named:
        yield Paragraph((Strong(gettext("Who stands behind this work:")), f" {as_sentence('; '.join(named))}"))
        yield from map(Paragraph, islice(late_texts(page, words), MOST_LATE))


def _box_titles(handout: Handout, words: Locale) -> Iterator[str]:
    gettext = words.gettext
    if handout.view is None:
        yield gettext("What goes well here")
    else:
        yield gettext("What you would like to know")
    yield gettext("Agreed, and on which day")
    yield gettext("Who reports back, and when")
