"""Sheets of paper: everything that a role is asked, in its words, with the ids by which they are typed in."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.forms import hostile
from support.paths import CHOICES
from support.schools import shipped

from speedbumps.cli import main
from speedbumps.model.queries import NON_ANSWERS
from speedbumps.model.questionnaire import Nation, Scale
from speedbumps.questionnaires.presentation import present_questions
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions


class Text(HTMLParser):
    """What a page says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as the parser calls it
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(" ".join(data.split()))


def sheets(folder: Path, *arguments: str) -> Text:
    with pytest.raises(SystemExit) as stopped:
        main(["form", *arguments, "--paper", "-o", str(folder / "paper.html")])
    assert not stopped.value.code
    return Text((folder / "paper.html").read_text("utf-8"))


def boxes(scale: Scale) -> int:
    """Count the boxes that a question on *scale* needs: one for each answer to tick, or for an amount, and three more.

    The three are for “does not apply” and the like; own words have no box.
    """
    own = len(scale.choice.among) if scale.choice else len(scale.points) or bool(scale.number)
    return own + len(NON_ANSWERS) if own else 0


@pytest.mark.parametrize("role", [role.id for role in shipped().questionnaire.roles])
@pytest.mark.parametrize("form", ["full", "quick"])
def test_a_role_meets_its_questions_in_its_words(role: str, form: str, tmp_path: Path) -> None:
    nation: Nation = "scotland" if role == "parent-council" else "wales"
    page = sheets(tmp_path, "--role", role, "--form", form, "--nation", nation)
    asked = present_questions(shipped().questionnaire, form, role, nation)

    assert [item.question.id for item in asked if item.question.id not in page.said] == []
    assert [item.text for item in asked if item.text not in page.said] == []
    others = {question.id for question in shipped().questionnaire.questions} - {item.question.id for item in asked}
    assert others.isdisjoint(page.said)
    assert page.tags.count("i") == sum(boxes(item.scale) for item in asked)


def test_for_everybody_the_role_is_ticked_first_and_numbers_tell_who_answers_what(tmp_path: Path) -> None:
    page = sheets(tmp_path, "--nation", "england", "--school", "hillview")

    assert "Which are you?" in page.said
    assert "Headteacher" in page.said
    assert "hillview" in page.said
    assert any("Numbers beside a question: only these roles" in said for said in page.said)
    assert not {"script", "input", "form", "a"} & set(page.tags)


def test_what_is_typed_into_the_workbook_beside_them_is_read(tmp_path: Path) -> None:
    sheets(tmp_path, "--role", "teacher", "--form", "quick", "--nation", "england")
    book = load_workbook(tmp_path / "paper.xlsx")
    rows = book.worksheets[0]
    heading = [cell.value for cell in rows[1]]
    for column, answer in (("role", "teacher"), ("T01", 3), ("T04", "na")):
        rows.cell(2, heading.index(column) + 1, answer)
    book.save(tmp_path / "hillview.xlsx")

    people = assemble([tmp_path / "hillview.xlsx"], AnswerOptions(form="quick")).responses.people

    assert people.select("role", "T01").rows() == [("teacher", 3)]


def test_markup_in_a_questionnaire_stays_text(tmp_path: Path) -> None:
    (tmp_path / "hostile.yaml").write_text(hostile(), "utf-8")

    page = sheets(tmp_path, str(tmp_path / "hostile.yaml"))

    assert not {"script", "img"} & set(page.tags)


def test_paper_says_what_to_choose_if_there_was_no_such_event(tmp_path: Path) -> None:
    page = sheets(tmp_path, "--role", "support", "--nation", "scotland")

    for hint in (
        "If you have no planned time, choose “Does not apply”.",
        "If nothing new has started, choose “Does not apply”.",
    ):
        assert hint in page.said
    assert "Planned time counts only if it goes ahead." not in page.said


SECOND = re.compile(r'<span class="also" lang="(\w+)">(.*?)</span>')


@pytest.mark.parametrize("role", ["teacher", None])
def test_each_text_stands_in_a_second_language_below_the_first(role: str | None, tmp_path: Path) -> None:
    chosen = ("--role", role) if role else ()
    drafts = ("--nation", "wales", "--draft-translations")
    alone = sheets(tmp_path, *chosen, *drafts, "--language", "en")
    both = sheets(tmp_path, *chosen, *drafts, "--language", "cy", "--beside", "en")
    second = SECOND.findall((tmp_path / "paper.html").read_text("utf-8"))
    first = [said for said in both.said if said]

    assert {language for language, _ in second} == {"en"}
    below = " ".join(Text(" ".join(text for _, text in second)).said)
    own = {said for said in alone.said if said and said not in below} - {"For: Teacher"}
    assert own <= set(first), "names, codes and numbers are the same in both"
    assert sum(each.text in below for each in shipped().questionnaire.questions) > 40
    for question in ("T01", "M01", "O1"):
        assert both.said.count(question) == alone.said.count(question)
    assert (both.tags.count("i"), both.tags.count("tr")) == (alone.tags.count("i"), alone.tags.count("tr"))


def test_without_a_second_language_there_is_one(tmp_path: Path) -> None:
    sheets(tmp_path, "--nation", "wales", "--language", "cy", "--draft-translations")
    assert not SECOND.search((tmp_path / "paper.html").read_text("utf-8"))
    alone = (tmp_path / "paper.html").read_text("utf-8")
    sheets(tmp_path, "--nation", "wales", "--beside", "cy", "--draft-translations")
    turned = (tmp_path / "paper.html").read_text("utf-8")

    assert '<html lang="en">' in turned
    assert {language for language, _ in SECOND.findall(turned)} == {"cy"}
    assert '<html lang="cy">' in alone


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--role", "teacher"], "--role goes with --paper"),
        (["--paper", "--role", "astronaut"], "there is no role 'astronaut'; there is head"),
        (["--beside", "cy"], "--beside goes with --paper"),
        (["--paper", "--beside", "en"], "--beside names the first language, 'en', itself"),
        (["--paper", "--beside", "gd"], "there is no translation into 'gd'"),
    ],
)
def test_misuse_is_told(arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["form", *arguments])

    assert stopped.value.code == 2
    assert expected in capsys.readouterr().err


def test_sheets_that_were_typed_in_are_not_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "paper.xlsx").write_bytes(b"typed")

    sheets(tmp_path, "--role", "TA", "--nation", "england")

    assert (tmp_path / "paper.xlsx").read_bytes() == b"typed"
    assert "left as it is" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        main(["export", "--to", "xlsx", "-o", str(tmp_path / "paper.xlsx")])
    assert stopped.value.code == 2
    assert (tmp_path / "paper.xlsx").read_bytes() == b"typed"


def test_a_form_is_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "keep.yaml").write_text("mine", "utf-8")

    with pytest.raises(SystemExit) as stopped:
        main(["form", "-o", str(tmp_path / "keep.yaml")])

    assert (stopped.value.code, (tmp_path / "keep.yaml").read_text("utf-8")) == (2, "mine")
    assert "end its name in .html" in capsys.readouterr().err


def test_a_choice_has_a_box_for_each_option_with_its_id_for_whoever_types(tmp_path: Path) -> None:
    page = sheets(tmp_path, str(CHOICES))
    options = ["time.delay", "time.together", "time.routines", "mornings", "evenings", "weekends", "at-school"]

    assert "Choose up to 2 of these." in page.said
    assert [each for each in page.said if each in options] == [*options[3:], *options[:3]]
