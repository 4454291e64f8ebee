"""What to ask of others, as letters to copy."""

from collections.abc import Iterator

from speedbumps.i18n import Locale, truncate_text
from speedbumps.memory import memoize
from speedbumps.model.audit import FacetResult, Request
from speedbumps.report.blocks import (
    Block,
    Headline,
    ItemList,
    Letter,
    Panel,
    Paragraph,
    Section,
    Strong,
    Text,
    bullets,
    paragraphs,
)
from speedbumps.report.heights import target_height
from speedbumps.report.sections.amounts import amount_blocks
from speedbumps.report.view import View
from speedbumps.text import capitalize_first

MOST_SUMMED_UP = 3
"""The most requests on the first page and in the summary."""

SENTENCE = 190
"""The most characters of a request there."""


def requests(view: View) -> Section:
    """Return the page with what to ask of others, and what people wrote in numbers."""
    gettext, letters = view.words.gettext, _letters(view)
    title = gettext("Ask of others")
    lead = gettext(
        "No school can clear the road alone. Copy what fits into a letter or an e-mail, and leave out the rest."
    )
    asked: tuple[Block, ...] = (
        (Paragraph(lead), *paragraphs(split_line(view)), Panel("letters", letters))
        if letters
        else (Paragraph(no_requests_line(view)),)
    )
    brief: tuple[Block, ...] = bullets(_brief_texts(view)) if letters else asked
    return Section(
        anchor="asks",
        title=title,
        blocks=(*asked, *amount_blocks(view)),
        summary=(Headline(title, 2), *brief, *amount_blocks(view)),
    )


def first_requests(view: View) -> tuple[Text, ...]:
    """Return the first requests in brief, for readers with one minute."""
    return tuple(_brief_texts(view))[:MOST_SUMMED_UP]


def _brief_texts(view: View) -> Iterator[Text]:
    for request in asks_of_others(view):
        said = truncate_text(request.text, SENTENCE)
        if request.to is None:
            yield said
        else:
            yield (Strong(f"{capitalize_first(request.to)}:"), f" {said}.")


def asks_of_others(view: View) -> tuple[Request, ...]:
    """Return what the audit suggests to ask of others."""
    plan = view.audit.plan
    return tuple(ask for ask in (plan.asks if plan else ()) if ask.bump in view.targets)


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


def split_line(view: View) -> str | None:
    """Return a caution if answers lie far apart on a bump that a letter names."""
    asked = dict.fromkeys(ask.bump for ask in asks_of_others(view))
    split = [f"“{view.targets[name].title}”" for name in asked if view.targets[name].split]
    if not split:
        return None
    return view.words.gettext(
        "Answers lie far apart on %(names)s: ask your staff before you write.", names=view.words.join(split)
    )


@memoize
def _letters(view: View) -> tuple[Letter, ...]:
    """Return a letter for each addressee, the longest first."""
    by_addressee: dict[str | None, list[Request]] = {}
    for ask in asks_of_others(view):
        by_addressee.setdefault(ask.to, []).append(ask)
    unnamed = by_addressee.pop(None, [])
    ordered = sorted(by_addressee.items(), key=lambda held: -len(held[1]))
    letters = [
        _long_letter(to, asks, view) if place == 0 and len(asks) > 1 else _short_letter(to, asks, view)
        for place, (to, asks) in enumerate(ordered)
        if to is not None
    ]
    if unnamed:
        items = ItemList(tuple((f"{ask.text} ", number_text(ask.bump, view)) for ask in unnamed))
        letters.append(Letter(view.words.gettext("To others who can help"), (items,)))
    return tuple(letters)


def _long_letter(to: str, asks: list[Request], view: View) -> Letter:
    gettext = view.words.gettext
    items = tuple((Strong(ask.text), f"? {number_text(ask.bump, view)}") for ask in asks)
    dear = gettext("Dear …,")
    return Letter(
        gettext("To %(addressee)s", addressee=to),
        (
            Paragraph(f"{dear} {told_us_line(view)} {part_is_ours_line(view.words)}"),
            ItemList(items),
            Paragraph(in_return_line(view.words)),
            _sent(view),
        ),
        wide=True,
    )


def part_is_ours_line(words: Locale) -> str:
    """Return the sentence that leads to what a letter asks for."""
    return words.gettext("Part of it is ours to change. For the rest we need you. Could you please:")


def in_return_line(words: Locale, *, staff_spoke: bool = True) -> str:
    """Return what a letter offers in return; only staff who were asked can be asked again."""
    offer = words.gettext("Tell us, too, what we could do for you.")
    if not staff_spoke:
        return offer
    again = words.gettext("When we have asked our staff again, we will let you know what has moved.")
    return f"{offer} {again}"


def told_us_line(view: View) -> str:
    """Return how many of our staff told us what slows their work; it follows a salutation."""
    people, words = view.audit.respondents, view.words
    if people.headcount is None or people.n is None or people.response_rate is None:
        return words.gettext("our staff told us what slows their work.")
    return words.gettext(
        "%(n)s of our %(all)s staff told us what slows their work.",
        n=words.number(people.n),
        all=words.number(people.headcount),
    )


def _short_letter(to: str, asks: list[Request], view: View) -> Letter:
    gettext = view.words.gettext
    paragraphs = tuple(
        Paragraph((gettext("Please") + " ", Strong(ask.text), f". {_number_sentence(ask, view)}")) for ask in asks
    )
    return Letter(gettext("To %(addressee)s", addressee=to), (*paragraphs, _sent(view)))


def _sent(view: View) -> Paragraph:
    return Paragraph(view.words.gettext("Sent by …………………… on …………"), "sent")


def number_text(bump: str, view: View) -> str:
    """Return the bump in brackets, with its number if it is surely one."""
    height = target_height(view.targets[bump], view)
    if not is_sure(bump, view):
        return view.words.gettext("(%(bump)s)", bump=height.title)
    return view.words.gettext("(%(bump)s: %(number)s out of 100)", bump=height.title, number=height.number)


def _number_sentence(ask: Request, view: View) -> str:
    """Return what our staff say of the bump: its number only if it is surely one."""
    height = target_height(view.targets[ask.bump], view)
    if not is_sure(ask.bump, view):
        return view.words.gettext("Some of our staff find this in the way: “%(bump)s”.", bump=height.title)
    return view.words.gettext(
        "Our staff put “%(bump)s” at %(number)s out of 100, where 100 is a road block.",
        bump=height.title,
        number=height.number,
    )


def is_sure(bump: str, view: View) -> bool:
    """Return whether a bump is one by more than its margin, and no two camps stand behind its number."""
    if bump not in view.targets:
        return False
    target, start = view.targets[bump], view.audit.questionnaire.bump_from
    low = target.low if target.interval == "t" else target.severity
    return low is not None and low >= start and not target.split
