"""The report on one set of answers: one person's own, or those that the staff agreed together."""

import re

import pytest
from support.golden_audits import audit, report_text
from support.staff_answers import LABELS, LIBRARY, POINTED, QUESTIONNAIRE, Group, Setting, audit_of

from speedbumps.i18n import load_locale
from speedbumps.model.actions import Evidence
from speedbumps.model.audit import Audit
from speedbumps.model.instrument import Instrument
from speedbumps.report.blocks import Block, Cards, Document, SignedList, Table, plain_text
from speedbumps.report.document import document
from speedbumps.scoring.responses import BLANK

ENGLISH = load_locale("en")

KINDS = ("html", "markdown", "terminal")


def head(usual: int = 0, *, setting: Setting | None = None, **answers: object) -> Audit:
    return audit_of(Group("head", 1, answers, usual), setting=setting or Setting())


def team(usual: int = 0, **answers: object) -> Audit:
    return audit_of(Group("team", 1, answers, usual))


def report_on(given: Audit) -> Document:
    return document(given, ENGLISH)


def words(given: Audit, kind: str = "markdown") -> str:
    """The two pages of a report, without markup."""
    text = report_text(given, kind).partition('<section class="sheet annex"')[0]
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>|\*\*", " ", text, flags=re.DOTALL).split())


def only(kind: type, blocks: tuple[Block, ...]) -> list[Block]:
    return [block for block in blocks if isinstance(block, kind)]


def first_answers(given: Audit) -> list[tuple[str, str]]:
    """Pairs of an answer to talk about first, and what is suggested for it."""
    return [
        (plain_text(item.title), plain_text(item.text))
        for block in report_on(given).front.blocks
        if isinstance(block, SignedList)
        for item in block.items
    ]


# Whose answers they are


@pytest.mark.parametrize("given", [head(3), head(0), team(3), audit("team")], ids=["head", "content", "team", "golden"])
def test_it_has_two_pages(given: Audit) -> None:
    report = report_on(given)

    assert [section.anchor for section in (report.front, *report.sections)] == ["title", "answers"]
    assert report.annex


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("usual", range(5))
def test_one_head_reads_nothing_about_protection_or_people(usual: int, kind: str) -> None:
    given = head(usual, N1=4.0, W1="Reading")

    assert not re.search(
        r"protect|recogni[sz]e|hidden|\bpeople\b(?! have )|per cent|\d%|±|respondent|[Ff]ewer than", words(given, kind)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_one_persons_view_is_called_so(kind: str) -> None:
    text = words(head(3), kind)

    assert "This is your own view, and nobody else’s." in text
    assert "your view" in text
    assert "agreed together" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_staff_agreed_is_nobodys_own_view(kind: str) -> None:
    text = words(team(3), kind)

    assert "These are answers that the staff agreed together." in text
    assert "agreed together" in text
    assert not re.search(r"[Yy]our (own )?view|\bYou answered|You are one person", text)


def test_no_group_has_a_column_in_the_annex() -> None:
    for given, whole in ((head(3), "Your view"), (team(3), "All staff")):
        (numbers,) = (section for section in report_on(given).annex if section.anchor == "numbers")
        (table,) = (block for block in numbers.blocks if isinstance(block, Table))
        assert table.heads == ("Part of the road", whole)


def test_without_consent_nothing_of_it_is_shown() -> None:
    given = head(3, setting=Setting(consent=False))

    assert report_on(given).sections == ()
    assert not [label for label in LABELS if label in words(given)]


# The answers


def test_every_answer_that_may_be_shown_is_in_the_table_with_its_number() -> None:
    answers = {name: place % 5 for place, name in enumerate(POINTED)}
    (section,) = report_on(audit_of(Group("head", 1, answers))).sections
    (table,) = (block for block in section.blocks if isinstance(block, Table) and block.name == "table-answers")
    texts = {question.text: question.id for question in QUESTIONNAIRE.questions}

    # P1 and P2 belong to a part with a sensitive question.
    shown = {texts[row[0]]: row[1] for row in table.groups[0].rows}
    assert shown == {
        name: f"{LABELS[code]} · {25 * code}" for name, code in answers.items() if name not in ("P1", "P2")
    }


def test_a_question_that_was_left_open_is_not_counted() -> None:
    assert "12 answers are listed on the next page." in words(head(1))
    assert "11 answers are listed on the next page." in words(head(1, T1=BLANK))
    assert "1 answer is listed on the next page." in words(head(BLANK, T1=2))


def test_the_answers_most_in_the_way_stand_first_each_with_another_option() -> None:
    found = first_answers(head(1, T1=3, T2=3, R1=4, R2=2, O1=2, O2=2, X1=0))

    assert [title for title, _ in found] == [
        "“Skills here lie unused” Your answer: always.",
        "“Statement T1” Your answer: often.",
        "“Statement T2” Your answer: often.",
    ]
    options = [re.search(r"You could try (.*?):", text) for _, text in found]
    assert len({option[1] for option in options if option}) == len(found)


@pytest.mark.parametrize("usual", range(5))
def test_at_most_three_stand_first_and_none_below_the_middle(usual: int) -> None:
    assert len(first_answers(head(usual))) == (0 if usual < 2 else 3)


def test_an_option_of_others_or_without_gain_is_never_suggested() -> None:
    for part in ({"own_reach": False}, {"evidence": Evidence(grade="X", summary="So it is.")}):
        actions = tuple(each.model_copy(update=part) for each in LIBRARY.actions)
        library = LIBRARY.model_copy(update={"actions": actions})
        instrument = Instrument(questionnaire=QUESTIONNAIRE, library=library)
        assert first_answers(head(4, setting=Setting(instrument=instrument))) == []


def test_answers_of_an_older_audit_have_options_too() -> None:
    """It does not say what a question measures."""
    assert len(first_answers(audit("team"))) == 3


def test_what_goes_well_is_what_is_below_the_middle_in_parts_that_are_no_bumps() -> None:
    (cards,) = (block for block in report_on(head(1)).front.blocks if isinstance(block, Cards))

    assert {plain_text(card.lines[0]).rpartition("” ")[2] for card in cards.cards} <= {"seldom.", "never."}
    assert not only(Cards, report_on(head(3, T1=1)).front.blocks)
    assert not only(Cards, report_on(head(3)).front.blocks)


def test_more_options_stand_beside_answers_that_are_high_and_not_yet_named() -> None:
    def rows(given: Audit) -> list[str]:
        (section,) = report_on(given).sections
        tables = [block for block in section.blocks if isinstance(block, Table) and block.name == "table-more"]
        return [row[0] for table in tables for group in table.groups for row in group.rows]

    first = {title.partition("”")[0] for title, _ in first_answers(head(3))}
    assert rows(head(3))
    assert not {text.partition("”")[0] for text in rows(head(3))} & first
    assert rows(head(2)) == []


def test_words_stand_as_they_were_cleared_and_else_not_at_all() -> None:
    given = head(1, W1="Reading with <b>fathers</b>")
    cleared = given.model_copy(
        update={
            "open": tuple(
                each.model_copy(update={"words": ("Reading with <b>fathers</b>",)}) if each.n else each
                for each in given.open
            )
        }
    )

    assert "fathers" not in report_text(given, "html")
    page = report_text(cleared, "html")
    assert "Reading with &lt;b&gt;fathers&lt;/b&gt;" in page
    assert "<b>fathers" not in page
