"""Every program gets a form that it can take, says what it cannot carry, and sends answers home by id."""

import io
import json
import re
import sys
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import docx
import openpyxl
import polars as pl
import pytest
from support.exporters import (
    XForm,
    central,
    google,
    google_columns,
    google_form,
    google_met,
    kobo,
    kobo_labels,
    lime_rows,
    limesurvey,
    microsoft,
    surveyjs,
)
from support.paths import BASES, CHOICES, SMALL
from support.respondents import Person, people, plain, table
from support.schools import first_version
from support.tables import read

from speedbumps.cli import main
from speedbumps.diagnostics.problem import require_value
from speedbumps.model.instrument import Instrument
from speedbumps.model.translation import Translation
from speedbumps.programs.capabilities import ALL_FEATURES, CAPABILITIES, FEATURES, export_warnings
from speedbumps.programs.survey import Survey, SurveyOptions, build_survey
from speedbumps.programs.writers import PROGRAMS
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.questionnaires.translation import add_languages, translatable_texts, translate_instrument

HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "a \"quoted\" \\ 'text'",
    "two\nlines\r\nand\u2028a separator\u2029",
    "${role} {role} {{role}} %s & &amp; &#61;",
    "` ${alert(1)} `",
    "]]> <!-- --> <![CDATA[",
    "*bold* _it_ #head [a](javascript:alert(1))",
)
"""Texts that somebody else's program could take for more than text."""


@lru_cache
def small() -> Instrument:
    """A questionnaire with role wordings, a condition and a Welsh translation."""
    return add_languages(require_value(read_instrument(find_questionnaire(str(SMALL)))), SMALL)


@lru_cache
def hostile() -> Instrument:
    """The same with a hostile text in every place that people read."""
    keys = translatable_texts(small().questionnaire, None)
    strings = {key: f"{HOSTILE[place % len(HOSTILE)]} {place}" for place, key in enumerate(keys)}
    return translate_instrument(
        small(), Translation(format="speedbumps-translation/1", of="small", language="cy", strings=strings)
    ).model_copy(update={"languages": ()})


@lru_cache
def hyphens() -> Instrument:
    """One whose ids have hyphens, and whose values are below zero and between whole numbers."""
    return require_value(read_instrument(find_questionnaire(str(BASES / "hyphens.yaml"))))


@lru_cache
def choices() -> Instrument:
    """One with choices of one thing and of several, and a question that is asked after one of them."""
    return require_value(read_instrument(find_questionnaire(str(CHOICES))))


@lru_cache
def hostile_choices() -> Instrument:
    """The same with a hostile text in every place that people read."""
    keys = translatable_texts(choices().questionnaire, None)
    strings = {key: f"{HOSTILE[place % len(HOSTILE)]} {place}" for place, key in enumerate(keys)}
    return translate_instrument(
        choices(), Translation(format="speedbumps-translation/1", of="choices", language="cy", strings=strings)
    ).model_copy(update={"languages": ()})


Given = Callable[[], Instrument]

CASES = [
    pytest.param(first_version, SurveyOptions("full", "england"), id="full-england"),
    pytest.param(first_version, SurveyOptions("full"), id="full-anywhere"),
    pytest.param(first_version, SurveyOptions("quick", "scotland"), id="quick-scotland"),
    pytest.param(first_version, SurveyOptions("full", "wales", "governor"), id="governors"),
    pytest.param(small, SurveyOptions(), id="small"),
    pytest.param(small, SurveyOptions("quick"), id="small-quick"),
    pytest.param(small, SurveyOptions(language="cy"), id="small-welsh"),
    pytest.param(hyphens, SurveyOptions(), id="hyphens"),
    pytest.param(choices, SurveyOptions(), id="choices"),
    pytest.param(hostile_choices, SurveyOptions(), id="hostile-choices"),
    pytest.param(hostile, SurveyOptions(), id="hostile"),
]


def written(program: str, put: Survey) -> str | bytes:
    return PROGRAMS[program].write(put)


def text(program: str, put: Survey) -> str:
    made = written(program, put)
    assert isinstance(made, str)
    return made


def pack(program: str, put: Survey) -> bytes:
    made = written(program, put)
    assert isinstance(made, bytes)
    return made


def came_home(path: Path, instrument: Instrument) -> pl.DataFrame:
    """The answers in an export, which nothing may be wrong with."""
    found = read(path, instrument)
    assert [problem.message for problem in found.problems if problem.severity == "error"] == []
    return require_value(found).people.drop("school")


def expected_frame(instrument: Instrument, answered: list[Person], folder: Path) -> pl.DataFrame:
    (folder / "plain-table.csv").write_text(plain(instrument, answered), "utf-8", newline="")
    return came_home(folder / "plain-table.csv", instrument)


def assert_same(expected: pl.DataFrame, found: pl.DataFrame) -> None:
    assert set(expected.columns) <= set(found.columns)
    assert expected.equals(found.select(expected.columns))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out, said.err


def test_every_program_has_a_row_in_the_table_and_a_writer() -> None:
    assert list(PROGRAMS) == [each.program for each in CAPABILITIES]
    assert {part.feature for part in FEATURES} == ALL_FEATURES
    assert all(not each.carries & each.needless for each in CAPABILITIES)


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_same_questionnaire_gives_the_same_bytes(program: str) -> None:
    put = build_survey(small(), SurveyOptions())

    assert written(program, put) == written(program, put)


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_writes_its_file(program: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / f"form{PROGRAMS[program].ending}"

    code, shown, said = run(capsys, "export", SMALL, "--to", program, "-o", output)

    assert (code, shown) == (0, "")
    assert output.stat().st_size > 0
    assert f"5 questions are in {output}. Next: " in said


def test_what_is_asked_for_and_not_there_is_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, expected in (
        (("--form", "short"), "there is no form 'short'; this questionnaire has full, quick"),
        (("--role", "leader"), "there is no role 'leader' to ask; the roles are head, teacher, governor"),
        (
            ("--role", "governor", "--nation", "scotland"),
            "there is no role 'governor' to ask; the roles are head, teacher",
        ),
        (("--language", "fr"), "there is no translation into 'fr' beside the questionnaire; there is en, cy"),
        (("-o", tmp_path / "form.xlsx"), "CSV takes a file that ends in .csv; name it so"),
        (("-o", SMALL), "CSV takes a file that ends in .csv"),
    ):
        code, shown, said = run(capsys, "export", SMALL, "--to", "csv", *arguments)

        assert (code, shown) == (2, "")
        assert expected in said
    assert run(capsys, "export", "nowhere", "--to", "csv")[0] == 2
    assert run(capsys, "export", "--to", "paper")[0] == 2


def test_a_question_whose_condition_is_not_in_the_form_is_left_out_and_named() -> None:
    questionnaire = small().questionnaire
    short = questionnaire.forms["quick"].model_copy(update={"questions": ("T02", "T03")})
    put = build_survey(
        small().model_copy(update={"questionnaire": questionnaire.model_copy(update={"forms": {"quick": short}})}),
        SurveyOptions("quick"),
    )

    assert put.question_ids == ("T02",)
    assert next(export_warnings(put, PROGRAMS["csv"].capabilities)) == (
        "left out, because the questions that they depend on are not in this form: T03"
    )


@pytest.mark.parametrize(("instrument", "asked"), CASES)
def test_answers_typed_into_the_table_come_home(instrument: Given, asked: SurveyOptions, tmp_path: Path) -> None:
    answered = people(instrument(), asked)
    headings = text("csv", build_survey(instrument(), asked)).strip("\n").split(",")
    rows = [[person.get(name, "") for name in headings] for person in answered]
    (tmp_path / "typed.csv").write_text(table(headings, rows), "utf-8", newline="")

    assert_same(expected_frame(instrument(), answered, tmp_path), came_home(tmp_path / "typed.csv", instrument()))


@pytest.mark.parametrize(("instrument", "asked"), CASES)
def test_answers_typed_into_the_workbook_come_home(instrument: Given, asked: SurveyOptions, tmp_path: Path) -> None:
    answered = people(instrument(), asked)
    book = openpyxl.load_workbook(io.BytesIO(pack("xlsx", build_survey(instrument(), asked))))
    sheet = book["answers"]
    headings = [str(cell.value) for cell in sheet[1]]
    for row, person in enumerate(answered, start=2):
        for place, name in enumerate(headings, start=1):
            typed = person.get(name, "")
            cell = sheet.cell(row, place, _typed(typed) if name[:1] not in "Oo" else typed or None)
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type  # as typed into a cell for text
    book.save(tmp_path / "typed.xlsx")

    assert_same(expected_frame(instrument(), answered, tmp_path), came_home(tmp_path / "typed.xlsx", instrument()))


def test_a_workbook_that_nobody_filled_in_holds_no_answers_and_one_that_is_has_no_sheet_too_many(
    tmp_path: Path,
) -> None:
    (tmp_path / "empty.xlsx").write_bytes(pack("xlsx", build_survey(small(), SurveyOptions())))
    book = openpyxl.load_workbook(tmp_path / "empty.xlsx")
    book["answers"].append(["teacher", None, 2])
    book.save(tmp_path / "filled.xlsx")

    (problem,) = read(tmp_path / "empty.xlsx", small()).problems
    assert problem.message == "the workbook holds no answers"
    assert read(tmp_path / "filled.xlsx", small()).problems == ()


def _typed(answer: str) -> str | float | None:
    """What Excel makes of it, in a cell that is not one for text."""
    try:
        return float(answer)
    except ValueError:
        return answer or None


def test_a_workbook_offers_the_values_and_holds_amounts_to_their_limits() -> None:
    book = openpyxl.load_workbook(io.BytesIO(pack("xlsx", build_survey(small(), SurveyOptions()))))
    rules = {str(rule.sqref).partition("2:")[0]: rule for rule in book["answers"].data_validations.dataValidation}
    place = {cell.value: cell.column_letter for cell in book["answers"][1]}
    offered = {cell.value: [row[0].value for row in _column(book, cell.column)] for cell in book["answers"][1]}

    assert offered["role"] == ["head", "teacher", "governor"]
    assert offered["consent"][:1] == ["identified"]
    assert offered["T01"] == [0, 1, 2, "na", "dk", "pns"]
    assert rules[place["T01"]].formula1 == "lists!$C$1:$C$6"
    assert "Never" in rules[place["T01"]].prompt
    assert rules[place["N01"]].formula1 == 'OR(AND(ISNUMBER(F2),F2>=0,F2<=40),F2="na",F2="dk",F2="pns")'
    assert rules[place["O1"]].formula1 == "500"
    assert book["lists"].sheet_state == "hidden"


def _column(book: openpyxl.Workbook, place: int) -> list[tuple[openpyxl.cell.Cell, ...]]:
    return [row for row in book["lists"].iter_rows(min_col=place, max_col=place) if row[0].value is not None]


def test_no_text_of_a_workbook_is_a_formula() -> None:
    made = pack("xlsx", build_survey(hostile(), SurveyOptions()))

    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/" in name]
        shared = parts.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 3
    assert not any("<f>" in sheet for sheet in sheets)
    assert "<script" not in shared
    assert "=1+1" in shared


@pytest.mark.parametrize(("instrument", "asked"), CASES)
def test_pyxform_takes_every_xlsform_without_a_warning(instrument: Given, asked: SurveyOptions) -> None:
    form = XForm(pack("xlsform", build_survey(instrument(), asked)))

    assert form.warnings == []


@pytest.mark.parametrize("exporter", [kobo, central], ids=["kobo", "central"])
@pytest.mark.parametrize(("instrument", "asked"), CASES)
def test_answers_come_home_from_odk_and_kobo(
    instrument: Given, asked: SurveyOptions, exporter: Callable[[bytes, list[Person]], str], tmp_path: Path
) -> None:
    answered = people(instrument(), asked)
    exported = exporter(pack("xlsform", build_survey(instrument(), asked)), answered)
    (tmp_path / "odk.csv").write_text(exported, "utf-8", newline="")

    assert_same(expected_frame(instrument(), answered, tmp_path), came_home(tmp_path / "odk.csv", instrument()))


@pytest.mark.parametrize(("instrument", "asked"), CASES[:-1])
def test_answers_come_home_from_kobo_by_their_labels(instrument: Given, asked: SurveyOptions, tmp_path: Path) -> None:
    answered = people(instrument(), asked)
    exported = kobo_labels(pack("xlsform", build_survey(instrument(), asked)), answered)
    (tmp_path / "kobo.csv").write_text(exported, "utf-8", newline="")

    assert_same(expected_frame(instrument(), answered, tmp_path), came_home(tmp_path / "kobo.csv", instrument()))


@pytest.mark.parametrize(("instrument", "asked"), CASES)
def test_answers_come_home_from_surveyjs(instrument: Given, asked: SurveyOptions, tmp_path: Path) -> None:
    answered = people(instrument(), asked)
    exported = surveyjs(text("surveyjs", build_survey(instrument(), asked)), answered)
    (tmp_path / "surveyjs.json").write_text(exported, "utf-8")

    assert_same(expected_frame(instrument(), answered, tmp_path), came_home(tmp_path / "surveyjs.json", instrument()))


def test_surveyjs_speaks_every_language_and_opens_with_the_one_asked_for() -> None:
    english, welsh = (
        json.loads(text("surveyjs", build_survey(small(), SurveyOptions(language=each)))) for each in (None, "cy")
    )
    said = {"default": "What slows us down?", "cy": "Beth sy’n ein harafu?"}

    assert (english["title"], welsh["title"]) == (said, said)
    assert ("locale" in english, welsh["locale"]) == (False, "cy")


def test_nothing_in_surveyjs_is_markup_or_stands_for_an_answer() -> None:
    made = text("surveyjs", build_survey(hostile(), SurveyOptions()))
    elements = [element for page in json.loads(made)["pages"] for element in page["elements"]]
    html = [element["html"] for element in elements if element["type"] == "html"]

    assert re.search(r"\{[A-Za-z]", made.replace("visibleIf", "").split('"pages"')[0]) is None
    assert len(html) == 3
    assert not any(re.search("<(?!/?p>)", each) for each in html)
    assert not any("{role" in element.get("title", "") for element in elements)


def whole() -> Instrument:
    """The one whose ids have hyphens, with values that LimeSurvey can keep."""
    scales = {
        name: scale.model_copy(
            update={"points": tuple(point.model_copy(update={"value": 2 * point.value + 3}) for point in scale.points)}
        )
        for name, scale in hyphens().questionnaire.scales.items()
    }
    return hyphens().model_copy(update={"questionnaire": hyphens().questionnaire.model_copy(update={"scales": scales})})


def test_words_for_a_role_and_ampersands_come_home_as_limesurvey_writes_them_in_full(tmp_path: Path) -> None:
    questionnaire = small().questionnaire
    (head, *roles), scale = questionnaire.roles, questionnaire.scales["how-often"]
    point = scale.points[0].model_copy(update={"label": "Never & nowhere"})
    changed = {
        "roles": (head.model_copy(update={"title": "Head & teacher"}), *roles),
        "scales": {
            **questionnaire.scales,
            "how-often": scale.model_copy(update={"points": (point, *scale.points[1:])}),
        },
    }
    instrument = small().model_copy(update={"questionnaire": questionnaire.model_copy(update=changed)})
    put = build_survey(instrument, SurveyOptions())
    asked = next(row["text"] for row in lime_rows(text("limesurvey", put)) if row["name"] == "T01")
    headings = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Role", f"How often? [{asked}]"]
    row = ["1", "1980-01-01 00:00:00", "3", "en", "1", "Head &amp; teacher", "Never &amp; nowhere"]
    (tmp_path / "full.csv").write_text(table(headings, [row], ";"), "utf-8", newline="")

    assert came_home(tmp_path / "full.csv", instrument).select("role", "T01").rows() == [("head", 0)]


LIME = [
    whole_case if whole_case.id != "hyphens" else pytest.param(whole, SurveyOptions(), id="hyphens")
    for whole_case in CASES
]


@pytest.mark.parametrize(("instrument", "asked"), LIME)
def test_answers_come_home_from_limesurvey(instrument: Given, asked: SurveyOptions, tmp_path: Path) -> None:
    answered = people(instrument(), asked)
    exported = limesurvey(text("limesurvey", build_survey(instrument(), asked)), answered)
    (tmp_path / "limesurvey.csv").write_text(exported, "utf-8", newline="")

    assert_same(expected_frame(instrument(), answered, tmp_path), came_home(tmp_path / "limesurvey.csv", instrument()))


@pytest.mark.parametrize(("instrument", "asked"), LIME)
def test_limesurvey_gets_the_rows_that_its_grammar_knows(instrument: Given, asked: SurveyOptions) -> None:
    put = build_survey(instrument(), asked)
    rows = lime_rows(text("limesurvey", put))
    within: dict[str, set[str]] = {
        "S": {""},
        "SL": {"S", "SL"},
        "G": {"SL", "Q", "A", "SQ"},
        "Q": {"G", "Q", "A", "SQ"},
        "SQ": {"Q", "SQ"},
        "A": {"Q", "SQ", "A"},
    }
    before = ""

    for row in rows:
        assert before in within[row["class"]] | {row["class"]}
        before = row["class"]
        match row["class"]:
            case "Q" | "SQ":
                assert re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", row["name"])
            case "A":
                assert re.fullmatch("[A-Za-z0-9]{1,5}", row["name"])
        assert row["class"] in {"S", "SL"} or row["language"] in put.languages
    by_language = [
        [(row["class"], row["name"]) for row in rows if row["language"] == each and row["class"] not in {"G", "SL"}]
        for each in put.languages
    ]
    assert all(each == by_language[0] for each in by_language)


def test_limesurvey_begins_no_expression_and_no_formula_of_its_own() -> None:
    rows = lime_rows(text("limesurvey", build_survey(hostile(), SurveyOptions())))
    texts = [row[name] for row in rows for name in ("text", "help", "suffix") if row["class"] != "S"]
    piped = [each for each in texts if each.startswith("{if(")]

    assert len(piped) == 1
    assert not any(re.search(r"[{}\"]", each) for each in texts if each not in piped)
    assert re.fullmatch(r'\{if\(role\.NAOK == "gover", "[^"{}]*", "[^"{}]*"\)\}', piped[0])
    assert not any(re.match(r"[=+\-@]", each) for each in texts)
    assert not any(re.search(r"<(?!br />|/?p>)", each) for each in texts)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("T02", "T-01", "LimeSurvey knows no hyphens in ids, and 'T-01' would be the same as 'T01'; rename it"),
        ("T02", "grid1", "'grid1' would be the same as a grid"),
        ("T02", "token", "LimeSurvey keeps the id 'token' for itself; rename the question"),
        (
            "T02",
            "a-question-with-too-long-an-id",
            "room for 20 letters and digits in an id; 'a-question-with-too-long-",
        ),
        ("id: governor", "id: teach-first", "'teacher' and 'teach-first' would be the same; rename one"),
        ("value: 2", "value: 2.5", "'how-often' has the value 2.5; give its points whole values from 0"),
    ],
)
def test_what_limesurvey_has_no_room_for_is_refused(
    old: str, new: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = SMALL.read_text("utf-8").replace("actions: small.actions.yaml\n", "").replace(old, new)
    if "teach" in new:
        changed = changed.replace("governor]", "teach-first]").replace("governor:", "teach-first:")
    (tmp_path / "small.yaml").write_text(changed, "utf-8")

    code, shown, said = run(capsys, "export", tmp_path / "small.yaml", "--to", "limesurvey")

    assert (code, shown) == (2, "")
    assert message in said


def codes_of(put: Survey) -> dict[str, list[str]]:
    offered = {line.question.id: [choice.code for choice in line.choices] for line in put.wordings}
    return {"role": [role.code for role in put.roles], **offered}


@pytest.mark.parametrize(("instrument", "asked"), CASES)
def test_answers_come_home_from_google_forms(instrument: Given, asked: SurveyOptions, tmp_path: Path) -> None:
    answered, put = people(instrument(), asked), build_survey(instrument(), asked)
    exported = google(text("google-forms", put), answered, codes_of(put))
    (tmp_path / "google.csv").write_text(exported, "utf-8", newline="")

    assert_same(expected_frame(instrument(), answered, tmp_path), came_home(tmp_path / "google.csv", instrument()))


def test_answers_come_home_from_google_forms_whose_words_were_changed(tmp_path: Path) -> None:
    put = build_survey(small(), SurveyOptions())
    answered = people(small(), SurveyOptions())
    changed = re.sub(r"(T0\d\. )[^\"]*", r"\1Something else altogether?", text("google-forms", put))
    (tmp_path / "google.csv").write_text(google(changed, answered, codes_of(put)), "utf-8", newline="")

    assert_same(expected_frame(small(), answered, tmp_path), came_home(tmp_path / "google.csv", small()))


def test_a_google_form_is_a_draft_that_keeps_nobodys_address() -> None:
    built = google_form(text("google-forms", build_survey(first_version(), SurveyOptions("full", "wales"))))
    settings = built["settings"]

    assert built["forms"] == 1
    assert (settings["isPublished"], settings["collectEmail"], settings["limitOneResponsePerUser"]) == (False,) * 3
    assert "draft, still to be tried" in settings["description"]
    assert "designated safeguarding person" in settings["confirmation"]


def test_everybody_meets_the_pages_of_their_role_in_a_google_form() -> None:
    put = build_survey(first_version(), SurveyOptions("full", "england"))
    items = google_form(text("google-forms", put))["items"]

    for role in ("", *(each.code for each in put.roles)):
        met = google_met(items, role, codes_of(put))
        shown = [name for place in sorted(met) for _, name in google_columns(items[place])]
        assert shown == ["role", *(line.question.id for line in put.wordings if (role or "unstated") in line.roles)]


def test_a_script_for_google_holds_no_markup_and_no_line_ends_that_are_not_its_own() -> None:
    script = text("google-forms", build_survey(hostile(), SurveyOptions()))
    data = script.partition("const FORM = ")[2]

    assert "<" not in data
    assert not re.search("[\u2028\u2029\r]", script)
    assert google_form(script)["settings"]["title"] == "=1+1 0"


@pytest.mark.parametrize(("instrument", "asked"), CASES)
def test_answers_come_home_from_microsoft_forms(instrument: Given, asked: SurveyOptions, tmp_path: Path) -> None:
    answered, put = people(instrument(), asked), build_survey(instrument(), asked)
    book = openpyxl.Workbook()
    for row, cells in enumerate(microsoft(pack("microsoft-forms", put), answered, codes_of(put)), start=1):
        for place, value in enumerate(cells, start=1):
            cell = book.worksheets[0].cell(row, place, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    book.save(tmp_path / "microsoft.xlsx")

    assert_same(expected_frame(instrument(), answered, tmp_path), came_home(tmp_path / "microsoft.xlsx", instrument()))


def test_a_document_for_microsoft_forms_asks_a_role_in_its_own_words() -> None:
    everybody, governors = (
        [
            paragraph.text
            for paragraph in docx.Document(io.BytesIO(pack("microsoft-forms", build_survey(small(), asked)))).paragraphs
        ]
        for asked in (SurveyOptions(), SurveyOptions(role="governor"))
    )

    prompt, if_none = "This term, how often does this happen?", "If there was no new idea, choose “Does not apply”."
    assert f"2. T01. {prompt} New ideas here wait weeks for a decision. {if_none}" in everybody
    assert f"2. T01. {prompt} Ideas that staff bring us wait weeks for a decision. {if_none}" in governors
    assert everybody[:5] == ["What slows us down?", "1. Role", "A. Headteacher", "B. Teacher", "C. Governor"]


def test_nothing_in_a_document_is_markup() -> None:
    with zipfile.ZipFile(io.BytesIO(pack("microsoft-forms", build_survey(hostile(), SurveyOptions())))) as parts:
        written = parts.read("word/document.xml").decode()

    assert "<script" not in written
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in written


def test_what_microsoft_forms_does_not_carry_is_said_one_message_each() -> None:
    put = build_survey(small(), SurveyOptions())
    said = list(export_warnings(put, PROGRAMS["microsoft-forms"].capabilities))

    assert len(said) == len(FEATURES) - 1  # all but two parts, one of which is not in this form, and the caution
    assert "these differ by role: T01. Make a form for each role with --role" in said[2]
    assert "left out: cy. Make a form for each with --language" in said[4]
    assert "has not published" in said[-1]
    assert list(export_warnings(put, PROGRAMS["xlsform"].capabilities)) == [
        "a few words of speedbumps itself, such as “Role”, are in English: cy"
    ]
    assert list(export_warnings(build_survey(first_version(), SurveyOptions()), PROGRAMS["xlsform"].capabilities)) == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (SurveyOptions(), "school"),
        (SurveyOptions("quick"), "school-quick"),
        (SurveyOptions("full", "wales", "governor"), "school-wales-governor"),
    ],
)
def test_every_part_of_a_questionnaire_is_a_form_of_its_own(asked: SurveyOptions, expected: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(pack("xlsform", build_survey(first_version(), asked))))

    assert dict(zip(*book["settings"].iter_rows(values_only=True), strict=True))["form_id"] == expected


def test_a_workbook_goes_into_a_pipe_but_not_onto_the_screen(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit):
        main(["export", str(SMALL), "--to", "xlsx", "--draft-translations"])
    assert pack("xlsx", build_survey(small(), SurveyOptions())) == capfdbinary.readouterr().out

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(SystemExit) as stopped:
        main(["export", str(SMALL), "--to", "xlsx"])
    said = capfdbinary.readouterr()
    assert (stopped.value.code, said.out) == (2, b"")
    assert b"say where it goes with -o FILE" in said.err
