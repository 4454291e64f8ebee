"""Sheets for interviews hold what a role is asked, in its words, with every step beside each question."""

import re
from html import unescape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support.forms import hostile, write_questionnaire
from support.schools import shipped
from support.strategies import example_count

from speedbumps.diagnostics.problem import require_value
from speedbumps.forms.interview_sheets import (
    PROBES,
    VERDICTS,
    SheetOptions,
    build_sheets,
    render_html,
    render_markdown,
)
from speedbumps.model.instrument import fill_placeholders
from speedbumps.model.questionnaire import FULL, NATIONS, Nation
from speedbumps.questionnaires.load import load_questionnaire
from speedbumps.questionnaires.presentation import available_roles, present_questions

SCHOOL = shipped().questionnaire
IDS = [question.id for question in SCHOOL.questions]
TAG = re.compile(r"<[^>]*>")


def said(page: str) -> str:
    """The words of an HTML page."""
    return unescape(TAG.sub(" ", page[page.index("<body>") :]))


@example_count(40)
@given(st.data(), st.sampled_from(NATIONS), st.lists(st.sampled_from(IDS), unique=True, max_size=12))
def test_a_role_is_asked_about_its_own_questions_in_its_own_words(
    data: st.DataObject, nation: Nation, chosen: list[str]
) -> None:
    role = data.draw(st.sampled_from([role.id for role in available_roles(SCHOOL, nation)]))
    made = build_sheets(SCHOOL, SheetOptions(role, tuple(chosen), nation))
    put = present_questions(SCHOOL, FULL, role, nation)
    asked = {item.question.id: item.text for item in put if not chosen or item.question.id in chosen}

    shown = {question.id: question.text for sheet in made.sheets for question in sheet.questions}
    assert shown == asked
    page, text = said(render_html(made)), render_markdown(made)
    assert re.findall(r"^### (\w+)$", text, re.MULTILINE) == list(asked)
    assert [words for words in asked.values() if words not in page] == []
    for probe in PROBES:
        assert page.count(probe) == text.count(probe) == len(asked)
    assert text.count("☐") == len(VERDICTS) * len(asked)


def test_every_role_that_one_person_bears_has_a_sheet() -> None:
    made = build_sheets(SCHOOL, SheetOptions(nation="scotland"))
    there = [role for role in available_roles(SCHOOL, "scotland") if not role.together]

    titles = [fill_placeholders(role.title, SCHOOL, "scotland") for role in there]
    assert [sheet.heading for sheet in made.sheets] == [f"For: {title}" for title in titles]


def test_a_role_that_answers_together_has_a_sheet_if_it_is_asked_for() -> None:
    (sheet,) = build_sheets(SCHOOL, SheetOptions("team", ("T01",))).sheets

    assert [question.text for question in sheet.questions] == ["We spend time on paperwork that gets little use."]


def test_amounts_and_own_words_show_what_is_written() -> None:
    (sheet,) = build_sheets(SCHOOL, SheetOptions("head", ("N01", "O1", "T01"))).sheets

    assert [question.answers for question in sheet.questions] == [
        "Never · Rarely · Sometimes · Often · Very often · Does not apply · I don’t know · I’d rather not say",
        "hours a week",
        None,
    ]


def test_no_text_of_a_questionnaire_becomes_markup(tmp_path: Path) -> None:
    read = require_value(load_questionnaire(write_questionnaire(hostile(), tmp_path))).questionnaire
    made = build_sheets(read, SheetOptions())

    assert "<script" not in render_html(made)
    assert "<script" not in render_markdown(made)
    assert "<img" not in render_markdown(made)
