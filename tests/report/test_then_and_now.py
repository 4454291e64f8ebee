"""The page on what changed: the same figures in words and in the drawing, in every format."""

import re

import pytest
from support.round_pages import PAGES, teachers
from support.rounds import called, compared, staff_round
from support.staff_answers import Group
from support.word_files import word_text

from speedbumps.audit import audits
from speedbumps.i18n import load_locale
from speedbumps.model.comparison import RoundComparison
from speedbumps.report import FORMATS, DataFormat, Format, ReportOptions, make_comparison_document, make_report
from speedbumps.report.beside import Beside
from speedbumps.report.blocks import Panel, Road, Table
from speedbumps.report.document import document
from speedbumps.report.sections.then_and_now import comparison_blocks
from speedbumps.report.view import build_view

ENGLISH = load_locale("en")
PRINTED = [each for each in FORMATS.values() if isinstance(each, Format)]


def text_of(name: str, page: str) -> str:
    audit, comparison = PAGES[page]()
    made = FORMATS[name]
    assert isinstance(made, Format)
    content = made.render(make_comparison_document(audit, comparison, "en"))
    return content if isinstance(content, str) else word_text(content)


def road_of(page: str) -> Road:
    audit, comparison = PAGES[page]()
    blocks = comparison_blocks(comparison, build_view(audit, ENGLISH, Beside(comparison=comparison)))
    return next(block for block in blocks if isinstance(block, Road))


def tables_of(page: str) -> list[Table]:
    audit, comparison = PAGES[page]()
    blocks = comparison_blocks(comparison, build_view(audit, ENGLISH, Beside(comparison=comparison)))
    inside = [each for block in blocks if isinstance(block, Panel) for column in block.blocks for each in column.blocks]  # type: ignore[union-attr] # a column holds blocks
    return [block for block in [*blocks, *inside] if isinstance(block, Table)]


@pytest.mark.parametrize("made", PRINTED, ids=lambda each: each.name)
def test_every_format_says_what_a_number_was(made: Format) -> None:
    text = " ".join(text_of(made.name, "then: lower").split())

    assert re.search(r"Time 17, was 83 ▼ clearly lower", text)
    assert "was 83" in text.replace("Time 17, was 83", "")
    assert "1 is clearly lower (better)." in text


def test_the_hump_before_is_drawn_in_outline_where_a_part_is_compared() -> None:
    road = road_of("then: reworded")
    heights = [height for stretch in road.stretches for height in stretch.heights]

    assert all((height.before is None) == (height.was is None) for height in heights)
    assert sum(height.before is not None for height in heights) == text_of("html", "then: reworded").count(
        'class="ghost"'
    )
    assert next(height for height in heights if height.id == "political.checks").before is not None


def test_a_number_on_fewer_questions_than_the_report_has_its_own_band_and_no_margin() -> None:
    audit, comparison = PAGES["then: reworded"]()
    (change,) = (each for each in comparison.changes if each.of == "time.routines")
    height = next(each for each in road_of("then: reworded").stretches[0].heights if each.id == "time.routines")
    own = next(each for each in audit.barriers[0].facets if each.id == "time.routines")

    assert own.severity != change.after
    assert (height.severity, height.number, height.margin) == (change.after, f"{change.after:.0f}", None)
    assert (height.low, height.high) == (None, None)
    same = next(each for each in road_of("then: reworded").stretches[0].heights if each.id == "time.delay")
    assert same.margin is not None
    assert same.label in {band.title for band in audit.questionnaire.bands}


def test_earlier_rounds_have_columns_of_their_own() -> None:
    table = next(each for each in tables_of("then: held") if each.name == "table-changes")
    row = table.groups[0].rows[0]

    assert table.heads == ("Area", "round 1", "round 2", "round 3", "Change (between)")
    assert row[:4] == ("Time (held for two rounds)", "83", "16", "17")
    assert row[4].startswith("+1 (")


def test_changes_have_a_sign_and_questions_are_counted_where_some_are_left_out() -> None:
    parts = next(each for each in tables_of("then: reworded") if each.name == "table-parts")
    routines = next(row for group in parts.groups for row in group.rows if row[0].startswith("Routines"))

    assert routines[0] == "Routines (on 1 of 2 questions)"
    assert re.fullmatch(r"[−+]?\d+ \(−\d+ to \+\d+\)", routines[-1])
    higher = next(each for each in tables_of("then: higher") if each.name == "table-changes")
    assert higher.groups[0].rows[0][0] == "Time (▲ clearly higher)"
    assert higher.groups[0].rows[0][3].startswith("+66 (")


def test_who_answered_stands_beside_each_round() -> None:
    people = next(each for each in tables_of("then: another role") if each.name == "table-then")

    assert people.groups[0].rows == (("Teacher", "21", "24"), ("Support", "–", "8"))


def test_questions_are_not_named_again_where_their_part_is() -> None:
    text = text_of("markdown", "then: does not apply")
    (line,) = [line for line in text.splitlines() if "has no answers to it" in line]

    assert "Routines" in line
    assert "T1" not in line
    assert "“" not in line


def test_hostile_names_of_rounds_are_shown_as_they_are_written() -> None:
    name = "<script>alert(1)</script>|*a*"
    rounds = [called(each, name) for each in (staff_round(Group("teacher", 9, {"T1": [1, 2]}, 2)), teachers())]
    comparison = compared(*rounds, exact=False)
    audit = next(audits(rounds[-1].instrument, rounds[-1].responses))

    html, markdown = (
        str(made.render(make_comparison_document(audit, comparison, "en")))
        for made in (FORMATS["html"], FORMATS["markdown"])
        if isinstance(made, Format)
    )
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    assert "<script>" not in markdown


def test_the_page_stands_behind_the_first_one_and_only_with_an_earlier_round() -> None:
    audit, comparison = PAGES["then: lower"]()

    assert document(audit, ENGLISH, Beside(comparison=comparison)).sections[0].anchor == "then"
    assert "then" not in [section.anchor for section in document(audit, ENGLISH).sections]
    one, since = PAGES["then: one person"]()
    assert document(one, ENGLISH, Beside(comparison=since)).sections[0].anchor == "then"
    json = next(each for each in FORMATS.values() if isinstance(each, DataFormat))
    assert make_report(audit, json.name, ReportOptions(beside=Beside(comparison=comparison))) == make_report(
        audit, json.name
    )


def test_a_comparison_is_the_same_when_it_is_read_back() -> None:
    _, comparison = PAGES["then: held"]()

    assert RoundComparison.model_validate_json(comparison.model_dump_json()) == comparison
