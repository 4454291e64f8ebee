"""Which pages a report has, and what the report of each kind of school must hold and must not."""

import re
from collections.abc import Iterator

import pytest
from support.golden_audits import CASES, audit, report_text
from support.paths import GOLDEN
from support.staff_answers import FACETS, LIBRARY, POINTED, Group, Setting, audit_of

from speedbumps.i18n import load_locale
from speedbumps.model.audit import Audit, Family, SchoolExchange
from speedbumps.report.blocks import (
    Block,
    Document,
    Fold,
    Headline,
    HeatMap,
    Height,
    HeightFigure,
    Only,
    OptionCard,
    Panel,
    Road,
    Section,
    SignedList,
)
from speedbumps.report.document import annex_document, document, whole_and_first_page
from speedbumps.scoring.responses import BLANK

ENGLISH = load_locale("en")

KINDS = ("html", "markdown", "terminal")


def report_on(*groups: Group, setting: Setting | None = None) -> Document:
    return document(audit_of(*groups, setting=setting or Setting()), ENGLISH)


def anchors(sections: tuple[Section, ...]) -> list[str]:
    return [section.anchor for section in sections]


def blocks_of(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Panel | Fold | Only):
            yield from blocks_of(block.blocks)


def all_blocks(*sections: Section) -> Iterator[Block]:
    for section in sections:
        yield from blocks_of(section.blocks)


def heights(report: Document) -> Iterator[Height]:
    """All heights of the pages of a report."""
    for block in all_blocks(report.front, *report.sections):
        match block:
            case Road(stretches=stretches):
                yield from (height for stretch in stretches for height in stretch.heights)
            case HeatMap(groups=groups):
                yield from (row.height for group in groups for row in (group.whole, *group.parts))
            case HeightFigure(height):
                yield height


def words(given: Audit, kind: str = "markdown") -> str:
    """The pages of a report, without markup and without the annex, which a page of HTML holds too."""
    text = report_text(given, kind).partition('<section class="sheet annex"')[0]
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>|\*\*", " ", text, flags=re.DOTALL).split())


HIGH = dict.fromkeys(("T1", "T2", "R1", "R2", "O1", "O2"), 4)
"""Answers that make three bumps for which there are options."""


# Several people


def test_a_school_with_three_to_talk_about_has_eight_pages() -> None:
    report = document(audit("rich"), ENGLISH)

    assert anchors((report.front, *report.sections)) == [
        *("title", "who", "groups", "page-first-1", "page-first-2", "page-first-3", "asks", "meeting"),
    ]
    assert anchors(report.annex) == [
        *("other-bumps", "questions", "numbers", "gaps", "options", "hidden", "about"),
    ]


def test_pages_about_other_schools_stand_before_the_meeting() -> None:
    given = audit("rich").model_copy(
        update={"family": Family(schools=None, reason="too-few"), "exchange": SchoolExchange(takes_part=False)}
    )

    assert anchors(document(given, ENGLISH).sections)[-4:] == ["asks", "others", "exchange", "meeting"]


def test_a_sign_has_one_number_wherever_it_stands() -> None:
    report = report_on(Group("teacher", 12, HIGH))
    listed = [block for block in all_blocks(report.front) if isinstance(block, SignedList)]
    pages = [section for section in report.sections if section.anchor.startswith("page-first")]
    titles = [
        (block.number, block.text) for block in all_blocks(*pages) if isinstance(block, Headline) and block.level == 2
    ]

    assert [str(item.title).partition(":")[0] for item in listed[0].items] == [title for _, title in titles]
    assert [number for number, _ in titles] == [1, 2, 3]
    signs = {(height.sign, height.title) for height in heights(report) if height.sign}
    assert signs == set(titles)


@pytest.mark.parametrize("kind", KINDS)
def test_if_fewer_than_half_answered_nothing_is_planned(kind: str) -> None:
    few, enough = (audit_of(Group("teacher", 12, HIGH), setting=Setting(headcount=headcount)) for headcount in (25, 24))
    report = document(few, ENGLISH)

    assert anchors(report.sections) == ["who", "groups", "asks", "meeting"]
    assert len(document(enough, ENGLISH).sections) == 7
    assert not [height for height in heights(report) if height.sign]
    assert "plan nothing on it yet" in words(few, kind)
    assert "plan nothing on it yet" not in words(enough, kind)
    titles = [action.title for action in LIBRARY.actions]
    assert not [title for title in titles if title in words(few, kind)]
    assert [title for title in titles if title in words(enough, kind)]
    for of_plans in ("You could try", "What gives way", "Choose one", "its own page", "Numbered"):
        assert of_plans not in words(few, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_if_nothing_is_high_there_is_nothing_to_try(kind: str) -> None:
    low = audit_of(Group("teacher", 12, {}, 1))
    report = document(low, ENGLISH)
    text = words(low, kind)

    assert anchors(report.sections) == ["who", "groups", "asks", "meeting"]
    assert "No part scores 50 or more." in text
    assert "No part of the road is high enough to call a bump." in text
    assert "What gives way" not in text
    assert "Striped" not in text
    assert not [section for section in report.annex if section.anchor in ("other-bumps", "options")]


def test_a_quick_form_has_areas_only() -> None:
    report = report_on(Group("leader", 12, {}, 1), Group("teacher", 12, {}, 3), setting=Setting(form="short"))
    (heat,) = [block for block in all_blocks(*report.sections) if isinstance(block, HeatMap)]
    (road,) = [block for block in all_blocks(report.front) if isinstance(block, Road)]

    assert {height.id for height in heights(report)} == {"time", "resource", "political", "social"}
    assert len(road.stretches) == 1
    assert road.stretches[0].title is None
    assert not [row for group in heat.groups for row in group.parts]


def test_the_long_form_has_every_part_on_the_road_and_in_the_map() -> None:
    report = report_on(Group("leader", 12, {}, 1), Group("teacher", 12, {}, 3))
    (heat,) = [block for block in all_blocks(*report.sections) if isinstance(block, HeatMap)]
    (road,) = [block for block in all_blocks(report.front) if isinstance(block, Road)]

    assert [height.id for stretch in road.stretches for height in stretch.heights] == FACETS
    assert [row.height.id for group in heat.groups for row in group.parts] == FACETS
    assert heat.heads[1:] == ("All staff", "Leader", "Teacher")


# What only a drawing has

DRAWN = re.compile(r"\b(striped|dashed|dotted|upright line|thin line|broad line|colou?rs?|hump)\b", re.IGNORECASE)
"""Words for what a format without drawings does not show."""


@pytest.mark.parametrize("kind", ["markdown", "word", "terminal"])
@pytest.mark.parametrize("case", CASES)
def test_formats_without_drawings_speak_of_none(case: str, kind: str) -> None:
    """On the pages; the annex lists the words of all formats."""
    assert DRAWN.findall(report_text(audit(case), kind)) == []


def test_the_page_about_many_schools_speaks_of_no_drawing_where_there_is_none() -> None:
    assert DRAWN.findall((GOLDEN / "cohort.md").read_text("utf-8")) == []
    assert {"dashed", "Striped"} <= set(DRAWN.findall((GOLDEN / "cohort.html").read_text("utf-8")))


# Groups that are not shown


def test_the_number_of_a_hidden_group_is_nowhere() -> None:
    """Reports in which a head who stays hidden answers otherwise differ only in the numbers of all."""
    given = audit_of(Group("head", 1, {}, 4), Group("teacher", 12, {}, 1), setting=Setting(consent=False))
    report = document(given, ENGLISH)
    (heat,) = [block for block in all_blocks(*report.sections) if isinstance(block, HeatMap)]

    assert heat.heads == ("Part of the road", "All staff")
    assert not [cell for group in heat.groups for row in (group.whole, *group.parts) for cell in row.cells]
    for kind in KINDS:
        assert "groups are not shown" in words(given, kind) or kind == "terminal"
        assert not re.search(r"\bHead\b \d", words(given, kind))


def test_a_group_of_few_is_shown_with_others_or_not_at_all() -> None:
    report = report_on(Group("teacher", 12, {}, 2), Group("support", 3, {}, 4), Group("leader", 4, {}, 0))
    (heat,) = [block for block in all_blocks(*report.sections) if isinstance(block, HeatMap)]

    assert heat.heads[2:] == ("Teacher", "Leader + Support")


def test_people_from_outside_have_a_column_beside_but_no_number_on_a_page_of_an_option() -> None:
    report = report_on(Group("leader", 12, HIGH), Group("teacher", 12, HIGH), Group("governor", 8, {}, 1))
    (heat,) = [block for block in all_blocks(*report.sections) if isinstance(block, HeatMap)]
    figures = [block for block in all_blocks(*report.sections) if isinstance(block, HeightFigure)]

    assert heat.heads[-1] == "Governor"
    assert figures
    assert {name for figure in figures for name, _ in figure.roles} == {"Leader", "Teacher"}


# Too few people


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [1, 4])
def test_a_report_of_too_few_has_no_number_and_one_page(n: int, kind: str) -> None:
    given = audit_of(Group("teacher", n, {}, 3))
    report = document(given, ENGLISH)

    assert report.sections == ()
    assert report.annex == ()
    assert report.contents is None
    assert {height.severity for height in heights(report)} == {None}
    assert not re.search(r"±|out of 100|\d%", words(given, kind))


@pytest.mark.parametrize("kind", KINDS)
def test_reports_of_too_few_differ_in_nothing(kind: str) -> None:
    answers: list[dict[str, object]] = [
        {},
        dict.fromkeys(POINTED, 4),
        {"T1": [0, 4], "W1": "Reading"},
        {"R1": BLANK, "N1": 3.0},
    ]

    texts = {report_text(audit_of(Group("teacher", n, given)), kind) for n in (2, 3, 4) for given in answers}
    assert len(texts) == 1


# The annex, and the first page alone


@pytest.mark.parametrize("case", ["rich", "quick", "team"])
def test_the_annex_by_itself_folds_nothing(case: str) -> None:
    whole, annex = (make(audit(case), ENGLISH) for make in (document, annex_document))

    assert anchors(annex.sections) == anchors(whole.annex)
    assert annex.is_annex
    assert annex.annex == ()
    assert not [block for block in all_blocks(*annex.sections) if isinstance(block, Fold | OptionCard)]
    cards = [block for block in all_blocks(*whole.annex) if isinstance(block, OptionCard)]
    titles = {block.text for block in all_blocks(*annex.sections) if isinstance(block, Headline)}
    assert cards
    assert {card.title for card in cards} <= titles


def test_the_first_page_by_itself_is_the_first_page() -> None:
    whole = document(audit("rich"), ENGLISH)

    together, first = whole_and_first_page(audit("rich"), ENGLISH)

    assert together == whole
    assert first.front == whole.front
    assert (first.sections, first.annex, first.contents) == ((), (), None)


@pytest.mark.parametrize("case", ["rich", "quick", "few", "team"])
def test_anchors_are_there_once(case: str) -> None:
    report = document(audit(case), ENGLISH)
    names = anchors((report.front, *report.sections, *report.annex))

    assert len(names) == len(set(names))
    for section in report.sections:
        if section.heading is not None:
            (heading,) = [
                block
                for block in blocks_of(section.blocks)
                if isinstance(block, Headline) and block.anchor == section.heading
            ]
            assert heading.text == section.title
