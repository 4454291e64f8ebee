"""The form is one small page that asks for nothing, holds every word, and gives files that count once."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from textwrap import wrap
from typing import Any

import pytest
from support.forms import HOSTILE, hostile, many, write_questionnaire
from support.paths import SMALL

from speedbumps.cli import main
from speedbumps.diagnostics.problem import BadFilesError, require_value
from speedbumps.forms.page.data import FormData
from speedbumps.forms.page.html import SCRIPT, STYLE, minify
from speedbumps.forms.page.words import PHRASES
from speedbumps.model.instrument import fill_placeholders
from speedbumps.model.questionnaire import NATIONS, Nation, Questionnaire
from speedbumps.questionnaires.load import find_questionnaire, load_questionnaire
from speedbumps.questionnaires.presentation import EVERYBODY, PresentedQuestion, present_questions, visible_questions
from speedbumps.report.templating import template_source
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

LARGEST = 67_000


def form_page(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    with pytest.raises(SystemExit) as left:
        main(["form", *map(str, arguments), "-o", "-"])
    assert not left.value.code
    return capsys.readouterr().out


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    with pytest.raises(SystemExit) as left:
        main(["form", *map(str, arguments), "-o", "-"])
    assert left.value.code == 2
    return capsys.readouterr().err


class Tags(HTMLParser):
    """Every tag of a page, and what stands in its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem in self.raw:
            self.raw[str(self.cdata_elem)].append(data)
        else:
            self.text += data


def in_page(page: str) -> Any:  # noqa: ANN401 - plain data out of JSON
    return json.loads(Tags(page).raw["script"][0])


def texts(page: str) -> list[list[str]]:
    """The texts of each language, as the script has them once it has read the page."""
    data = in_page(page)
    printed = dict(re.findall(r" id=t(\d+)>([^<]*)", page))
    listed = [[*each["texts"]] for each in data["languages"]]
    listed[0] = [_plain(printed[str(number)]) if text == 0 else text for number, text in enumerate(listed[0])]
    return [[listed[0][at] if text is None else text for at, text in enumerate(each)] for each in listed]


def _plain(markup: str) -> str:
    return Tags(markup).text


def school() -> Questionnaire:
    return require_value(load_questionnaire(find_questionnaire("school"))).questionnaire


def everything(questionnaire: Questionnaire) -> Iterator[str]:
    """All that anybody reads who is asked, as it stands in the questionnaire."""
    yield questionnaire.title
    yield questionnaire.introduction or ""
    for role in questionnaire.roles:
        yield role.title
        yield role.includes or questionnaire.title
    for question in questionnaire.questions:
        yield from (question.text, question.why or question.text, *question.wording.values())
        scale = questionnaire.scales[question.scale]
        yield from (point.label for point in scale.points)
        yield scale.prompt or question.text
        yield scale.number.unit if scale.number else question.text


@pytest.mark.parametrize("nation", [None, *NATIONS])
def test_the_school_questionnaire_fits_into_sixty_seven_kilobytes(
    nation: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    page = form_page(capsys, "school", *(["--nation", nation] if nation else []))
    assert len(page.encode()) <= LARGEST


def digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def test_the_policy_allows_this_script_and_this_style_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    seen = Tags(form_page(capsys, "school"))
    policy = next(held["content"] for tag, held in seen.tags if held.get("http-equiv") == "Content-Security-Policy")
    _, script = seen.raw["script"]
    (style,) = seen.raw["style"]
    assert policy == (
        f"default-src 'none'; connect-src 'self'; script-src '{digest(script)}'; style-src '{digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("way", ["fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource", "import("])
def test_the_script_knows_no_way_to_send_anything(way: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The policy lets checkers look for robots.txt where the page came from; the page itself asks for nothing."""
    assert way not in Tags(form_page(capsys)).raw["script"][1]


def test_nothing_in_the_page_leads_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    page = form_page(capsys, "school")
    for tag, held in Tags(page).tags:
        assert tag not in {"iframe", "object", "embed", "base", "img", "form"}
        assert not held.keys() & {"src", "action", "style"}
        assert not any(name.startswith("on") for name in held)
        assert held.get("href", "data:,") == "data:,"
    assert not re.search(r"https?:|['\"(]//|url\(|@import|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(", page)
    assert not re.search(r"innerHTML|eval\(", page)


def test_every_question_and_wording_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    questionnaire = school()
    page = form_page(capsys, "school")
    (held,) = texts(page)
    for text in everything(questionnaire):
        assert fill_placeholders(text, questionnaire, None) in held
    for question in questionnaire.questions:
        assert fill_placeholders(question.text, questionnaire, None) in Tags(page).text


@pytest.mark.parametrize("nation", ["england", "scotland"])
def test_each_role_is_asked_what_the_terminal_asks_it(nation: Nation, capsys: pytest.CaptureFixture[str]) -> None:
    questionnaire = school()
    page = form_page(capsys, "school", "--nation", nation)
    data, (held,) = in_page(page), texts(page)
    for place, role in enumerate([*(each["id"] for each in data["roles"]), EVERYBODY]):
        expected = {item.question.id: item.text for item in present_questions(questionnaire, "full", role, nation)}
        assert {each[0]: held[each[1][place]] for each in data["questions"] if each[1][place]} == expected


def test_a_condition_is_the_one_that_scores_know(capsys: pytest.CaptureFixture[str]) -> None:
    questionnaire = require_value(load_questionnaire(SMALL)).questionnaire
    conditions = {each[0]: each[6] for each in in_page(form_page(capsys, SMALL))["questions"] if len(each) > 6}
    assert conditions == {"T03": {"T01": ["1", "2"]}}
    asked: tuple[PresentedQuestion, ...] = present_questions(questionnaire, "full", "teacher", None)
    for answer in ("0", "1", "2", "na", "dk", "pns", None):
        put = {item.question.id for item in visible_questions(asked, {"T01": answer} if answer else {})}
        assert ("T03" in put) == (answer in conditions["T03"]["T01"])


def test_texts_that_are_markup_stay_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = form_page(capsys, write_questionnaire(hostile(), tmp_path))
    seen = Tags(page)
    assert [tag for tag, _ in seen.tags if tag in {"script", "img"}] == ["script", "script"]
    assert not any(name.startswith("on") for _, held in seen.tags for name in held)
    (held,) = texts(page)
    assert f"T01 {HOSTILE}" in held
    block = page.partition('id="data">')[2].partition("</script>")[0]
    assert not set(block) & set("<>&")


def test_two_hundred_questions_make_a_page_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = in_page(form_page(capsys, write_questionnaire(many(200), tmp_path)))
    assert len(data["questions"]) == 205


def test_a_form_holds_its_own_questions_only(capsys: pytest.CaptureFixture[str]) -> None:
    about = ("--school", " hillview ", "--round", "2026-autumn")
    data = in_page(form_page(capsys, "school", "--form", "quick", "--one-by-one", *about))
    assert [each[0] for each in data["questions"]] == list(school().forms["quick"].questions)
    assert data["oneByOne"] is True
    assert data["about"] | {"version": ""} == {
        "questionnaire": "school",
        "version": "",
        "form": "quick",
        "round": "2026-autumn",
        "school": "hillview",
        "nation": None,
    }


def test_translations_can_be_switched_to(capsys: pytest.CaptureFixture[str]) -> None:
    drafts = "--draft-translations"
    both, chosen = form_page(capsys, SMALL, drafts), form_page(capsys, SMALL, "--language", "cy", drafts)
    assert [each["name"] for each in in_page(both)["languages"]] == ["English", "Cymraeg"]
    assert [each["id"] for each in in_page(chosen)["languages"]] == ["cy", "en"]
    assert '<html lang="cy">' in chosen
    english, welsh = texts(both)
    assert dict(zip(english, welsh, strict=True))["Headteacher"] == "Pennaeth"
    assert [each["id"] for each in in_page(form_page(capsys, SMALL, "--language", "en"))["languages"]] == ["en"]


def test_misuse_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is quick" not in refusal(capsys, "school", "--form", "long")
    assert "there is england" in refusal(capsys, "school", "--nation", "wessex")
    assert "there is en, cy" in refusal(capsys, SMALL, "--language", "fr")
    assert "--school is empty" in refusal(capsys, "school", "--school", " ")
    assert "there is no questionnaire" in refusal(capsys, "nothing")


def test_the_same_input_gives_the_same_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert form_page(capsys, SMALL) == form_page(capsys, SMALL)


def test_the_script_says_nothing_that_is_not_written_down() -> None:
    script = template_source("form.js")
    computed = {"controller", "contact", "delete_after"}
    said = set(re.findall(r'(?:says|said)\((?:[^()"]*\? )?"(\w+)"', script))
    assert set(PHRASES) - computed <= set(re.findall(r'"(\w+)"', script))
    assert said <= {*PHRASES, "notice", "decimal"}


def test_tightening_keeps_texts_and_patterns() -> None:
    assert minify('// gone\n  a = "x  :  y // z";\n\n  b = c.replace(/[,;]  {/g, "") ? 1 : 2;\n', SCRIPT) == (
        'a="x  :  y // z";b=c.replace(/[,;]  {/g,"")?1:2;'
    )
    assert minify('.a :not(.b) .c {\n  font: 1em "x  ;  y";\n}\n', STYLE) == '.a :not(.b) .c{font:1em "x  ;  y"}'


def person(number: int, draft: str | None, answer: int = 1) -> str:
    marked = f'draft: "{draft}"\n' if draft else ""
    return (
        f'format: speedbumps-answers/1\nquestionnaire: "small"\nversion: 1.0.0\nform: full\n'
        'school: {id: "hillview"}\n'
        f'role: teacher\n{marked}answers: {{\n  "T01": "{answer}",\n  "T02": "{number % 3}",\n  }}\n'
    )


def staff(folder: Path) -> Path:
    """A folder of what six teachers handed in, one of them four times, beside the questionnaire."""
    (folder / "small.yaml").write_bytes(SMALL.read_bytes())
    (folder / "small.actions.yaml").write_bytes((SMALL.parent / "small.actions.yaml").read_bytes())
    handed = folder / "handed"
    handed.mkdir()
    for number in range(5):
        (handed / f"answers-hillview-{number:08x}-1.yaml").write_text(person(number, f"{number:032x}"), "utf-8")
    for name, answer in (("-1 (1)", 0), ("-1", 0), ("-2", 1), ("-10", 2)):
        (handed / f"answers-hillview-beef0000{name}.yaml").write_text(person(9, "beef", answer), "utf-8")
    return handed


def test_a_folder_of_files_is_a_staff_survey_and_the_last_of_each_draft_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handed = staff(tmp_path)
    questionnaire = str(tmp_path / "small.yaml")
    with pytest.raises(SystemExit) as left:
        main(["score", str(handed), "-q", questionnaire, "--format", "json"])
    assert not left.value.code
    audit = json.loads(capsys.readouterr().out)
    assert audit["respondents"]["n"] == 6
    assert audit["quality"]["duplicates"] == 3
    with pytest.raises(SystemExit) as left:
        main(["report", str(handed), "-q", questionnaire, "-o", str(tmp_path / "report.html")])
    assert not left.value.code


def test_the_last_in_turn_counts(tmp_path: Path) -> None:
    people = assemble([staff(tmp_path)], AnswerOptions(str(tmp_path / "small.yaml"))).responses.people
    assert people.filter(people["draft"] == "beef").get_column("T01").to_list() == [2]


def test_files_without_a_mark_that_are_the_same_are_still_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(person(1, None), "utf-8")
    with pytest.raises(BadFilesError, match=r"b\.yaml.* holds the same answers as .*a\.yaml"):
        assemble([tmp_path / "a.yaml", tmp_path / "b.yaml"], AnswerOptions(str(SMALL)))


def test_a_text_that_an_e_mail_broke_is_read_all_the_same(tmp_path: Path) -> None:
    said = json.dumps('Ask once, "please": # then wait.\nSay who decides. ' * 6)
    whole = person(1, "beef").replace('  "T02"', f'  "O1": {said},\n  "T02"')
    lines = [part for line in whole.splitlines() for part in wrap(line.strip(), 60, break_on_hyphens=False)]
    assert len(lines) > len(whole.splitlines())
    rows = []
    for text in (whole, "\r\n".join(lines)):
        path = tmp_path / "answers.yaml"
        path.write_bytes(text.encode())
        rows.append(assemble([path], AnswerOptions(str(SMALL))).responses.people.rows())
    assert rows[0] == rows[1]


def test_a_text_is_read_from_the_page_only_if_it_is_one_text_there() -> None:
    made = FormData({}, {}, {("Same", "One"): 1, ("Same", "Other"): 2, ("Alone", "Third"): 3})

    assert made.text_numbers == {"Alone": 3}
