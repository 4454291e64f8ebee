"""What to ask of others: a letter for each addressee."""

import re

import pytest
from support.golden_audits import HOSTILE, report_text
from support.html_pages import Page
from support.staff_answers import LIBRARY, QUESTIONNAIRE, Group, Setting, audit_of

from speedbumps.i18n import load_locale
from speedbumps.model.audit import Audit, Request
from speedbumps.model.instrument import Instrument
from speedbumps.report.blocks import Block, ItemList, Letter, Panel, Paragraph, plain_text
from speedbumps.report.document import document
from speedbumps.report.sections.requests import MOST_SUMMED_UP, SENTENCE

ENGLISH = load_locale("en")

KINDS = ("html", "markdown", "terminal")

PARTS = ("time.delay", "resource.energy", "political.checks", "time.routines")
"""Parts of the road that are bumps in the school of asking()."""


def asking(*requests: tuple[str | None, str], headcount: int | None = None) -> Audit:
    """A school where all is high, with *requests* as pairs of an addressee and what to ask."""
    given = audit_of(Group("teacher", 20, {}, 3), setting=Setting(headcount=headcount))
    assert given.plan is not None
    asks = tuple(
        Request(bump=part, within_reach="outside", to=to, text=text)
        for part, (to, text) in zip(PARTS, requests, strict=False)
    )
    return given.model_copy(update={"plan": given.plan.model_copy(update={"asks": asks})})


def page(given: Audit) -> tuple[Block, ...]:
    (section,) = (section for section in document(given, ENGLISH).sections if section.anchor == "asks")
    return section.blocks


def letters(given: Audit) -> list[Letter]:
    panels = [block for block in page(given) if isinstance(block, Panel) and block.style == "letters"]
    return [block for panel in panels for block in panel.blocks if isinstance(block, Letter)]


def lines(letter: Letter) -> list[str]:
    """The paragraphs and items of a letter, without what is signed by hand."""
    found = []
    for block in letter.blocks:
        match block:
            case Paragraph(text, style):
                found += [plain_text(text)] if style != "sent" else []
            case ItemList(items):
                found += [plain_text(item) for item in items if not hasattr(item, "items")]
    return found


THE_AUTHORITY = "the authority"


def test_each_addressee_has_one_letter_the_longest_first() -> None:
    found = letters(asking(("inspectors", "come once"), (THE_AUTHORITY, "answer sooner"), (THE_AUTHORITY, "ask less")))

    assert [(letter.to, letter.wide) for letter in found] == [("To the authority", True), ("To inspectors", False)]


def test_a_letter_with_several_requests_has_a_list_with_the_number_of_each() -> None:
    (letter,) = letters(asking((THE_AUTHORITY, "answer sooner"), (THE_AUTHORITY, "ask for less")))

    first, *requests, last = lines(letter)
    assert first.startswith("Dear …, our staff told us what slows their work. Part of it is ours to change.")
    assert requests == ["answer sooner? (Delay: 75 out of 100)", "ask for less? (Energy: 75 out of 100)"]
    assert last.endswith("When we have asked our staff again, we will let you know what has moved.")


def test_a_letter_with_one_request_is_a_sentence() -> None:
    (letter,) = letters(asking((THE_AUTHORITY, "answer sooner")))

    assert lines(letter) == ["Please answer sooner. Our staff put “Delay” at 75 out of 100, where 100 is a road block."]


def test_requests_of_two_addressees_with_one_each_are_two_sentences() -> None:
    found = letters(asking((THE_AUTHORITY, "answer sooner"), ("inspectors", "come once")))

    assert [letter.to for letter in found] == ["To the authority", "To inspectors"]
    assert [len(lines(letter)) for letter in found] == [1, 1]


def test_a_second_addressee_with_several_requests_has_a_sentence_for_each() -> None:
    pairs = [(THE_AUTHORITY, "answer sooner"), ("inspectors", "come once"), (THE_AUTHORITY, "ask less")]
    second = letters(asking(*pairs, ("inspectors", "say when")))[1]

    assert lines(second) == [
        "Please come once. Our staff put “Energy” at 75 out of 100, where 100 is a road block.",
        "Please say when. Our staff put “Routines” at 75 out of 100, where 100 is a road block.",
    ]


def test_a_letter_says_how_many_of_the_staff_answered_if_that_is_known() -> None:
    pairs = [(THE_AUTHORITY, "answer sooner"), (THE_AUTHORITY, "ask less")]
    (letter,) = letters(asking(*pairs, headcount=30))

    assert lines(letter)[0].startswith("Dear …, 20 of our 30 staff told us what slows their work.")


def test_requests_without_an_addressee_stand_together_as_they_are() -> None:
    found = letters(asking((None, "Ask the authority to answer sooner."), (THE_AUTHORITY, "ask less")))

    assert [letter.to for letter in found] == ["To the authority", "To others who can help"]
    assert lines(found[1]) == ["Ask the authority to answer sooner. (Delay: 75 out of 100)"]


@pytest.mark.parametrize("pairs", [1, 2])
def test_there_is_room_to_sign_each_letter_on_paper_alone(pairs: int) -> None:
    given = asking(*[(THE_AUTHORITY, "answer sooner")] * pairs)
    room = [
        block
        for letter in letters(given)
        for block in letter.blocks
        if isinstance(block, Paragraph) and block.style == "sent"
    ]

    assert len(room) == 1
    for kind in KINDS:
        assert ("Sent by" in report_text(given, kind)) is (kind == "html")


@pytest.mark.parametrize("kind", KINDS)
def test_every_request_is_in_every_format(kind: str) -> None:
    pairs = [(THE_AUTHORITY, "answer sooner"), ("inspectors", "come once"), (None, "Ask us."), (None, "Help us.")]
    text = report_text(asking(*pairs), kind)

    assert all(words in text for _, words in pairs)
    assert all(whom in text.casefold() for whom, _ in pairs if whom)


def test_the_first_page_has_three_requests_each_cut_at_its_length() -> None:
    given = asking(*[(THE_AUTHORITY, "answer " * 60)] * (MOST_SUMMED_UP + 1))
    (columns,) = (
        block
        for block in document(given, ENGLISH).front.blocks
        if isinstance(block, Panel) and block.style == "columns"
    )
    (listed,) = (
        block
        for column in columns.blocks
        if isinstance(column, Panel) and column.label == "ask-others"
        for block in column.blocks
        if isinstance(block, ItemList)
    )

    assert len(listed.items) == MOST_SUMMED_UP
    for item in listed.items:
        assert not hasattr(item, "items")
        text = plain_text(item)
        assert text.startswith("The authority: answer")
        assert len(text.removeprefix("The authority: ").removesuffix(".")) <= SENTENCE


def test_an_addressee_begins_a_line_with_a_capital_and_follows_to_as_it_is_written() -> None:
    given = asking(("the trust", "answer sooner"))

    assert [letter.to for letter in letters(given)] == ["To the trust"]
    assert "**The trust:** answer sooner." in report_text(given, "markdown")


@pytest.mark.parametrize("name", ["HMI", "Ofsted", "DfE"])
def test_a_name_keeps_its_capital(name: str) -> None:
    (letter,) = letters(asking((f"{name} and others who judge us", "come once")))

    assert letter.to == f"To {name} and others who judge us"


@pytest.mark.parametrize(
    ("pairs", "words"),
    [((), "Others can lower some of these bumps"), (((THE_AUTHORITY, "answer sooner"),), "No school can clear")],
)
def test_without_requests_the_page_says_why(pairs: tuple[tuple[str, str], ...], words: str) -> None:
    given = asking(*pairs)

    assert bool(letters(given)) is bool(pairs)
    for kind in KINDS if not pairs else ("html", "markdown"):
        assert words in " ".join(report_text(given, kind).split())


def test_no_letter_lets_markup_of_a_request_through() -> None:
    harmless, hostile = (asking((text, text), (text, text), (None, text), ("x", text)) for text in ("x", f"x{HOSTILE}"))

    assert set(Page(report_text(hostile, "html")).tags) == set(Page(report_text(harmless, "html")).tags)
    prose = report_text(hostile, "markdown")
    assert not re.search(r"<|(?<!\\)[\[\]`]", prose)
    assert "\x1b" not in report_text(hostile, "terminal")


def test_addressees_come_from_the_questionnaire() -> None:
    barriers = tuple(
        barrier.model_copy(
            update={
                "facets": tuple(
                    facet.model_copy(update={"ask_whom": THE_AUTHORITY, "ask_others": f"help with {facet.id}"})
                    for facet in barrier.facets
                )
            }
        )
        for barrier in QUESTIONNAIRE.barriers
    )
    instrument = Instrument(questionnaire=QUESTIONNAIRE.model_copy(update={"barriers": barriers}), library=LIBRARY)
    (letter,) = letters(audit_of(Group("teacher", 20, {}, 3), setting=Setting(instrument=instrument)))

    # Routines, skills, openness and exchange are the school's own to lower.
    requests = [line.partition("?")[0] for line in lines(letter)[1:-1]]
    assert sorted(requests) == ["help with checks", "help with delay", "help with energy"]
