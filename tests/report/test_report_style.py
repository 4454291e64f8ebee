"""A questionnaire of another subject has its own words in its reports and forms, and the sections that it wants."""

import ast
import re
from collections.abc import Iterator

import pytest
from support.html_pages import Page
from support.paths import TOP
from support.staff_answers import INSTRUMENT, LIBRARY, QUESTIONNAIRE, Group, Setting, audit_of
from support.word_files import word_text

from speedbumps.forms.page.html import render
from speedbumps.forms.page.paper import render_paper
from speedbumps.forms.page.shape import Shape
from speedbumps.i18n import load_locale, replace_words
from speedbumps.model.audit import Audit
from speedbumps.model.report_style import ReportStyle
from speedbumps.report import ReportOptions, make_document, make_report
from speedbumps.report.turned import TURNED

WORDS = {
    "school": "clinic",
    "schools": "clinics",
    "bump": "obstacle",
    "bumps": "obstacles",
    "speed bumps": "obstacles",
    "road": "work",
    "part of the road": "area",
    "parts of the road": "areas",
    "clear road": "free way",
    "road block": "standstill",
    "hump": "bar",
    "staff": "team",
    "head": "manager",
    "leaders": "consultants",
    "child": "patient",
}
STYLE = ReportStyle.model_validate({"words": WORDS, "leave_out": ["road", "asks", "meeting", "exchange"]})
SUBJECT = re.compile(r"\b(bump|hump|road|school|head|staff|child|leader)s?\b", re.IGNORECASE)
BANDS = tuple(
    band.model_copy(update={"title": title})
    for band, title in zip(QUESTIONNAIRE.scoring.bands, ("Fine", "Some", "Much", "Stuck"), strict=True)
)
OWNED = tuple(action.model_copy(update={"owner": "manager"}) for action in LIBRARY.actions)
CLINIC = INSTRUMENT.model_copy(
    update={
        "library": LIBRARY.model_copy(update={"actions": OWNED}),
        "questionnaire": QUESTIONNAIRE.model_copy(
            update={
                "report": STYLE,
                "roles": tuple(
                    role.model_copy(update={"title": f"Nurse {place}"})
                    for place, role in enumerate(QUESTIONNAIRE.roles)
                ),
                "scoring": QUESTIONNAIRE.scoring.model_copy(update={"bands": BANDS}),
            }
        ),
    }
)
SETTINGS = (
    (
        Group("teacher", 12, {"T1": 4, "T2": [0, 4], "V1": ("time.delay",)}),
        Group("leader", 6, usual=3),
        Group("support", 9),
    ),
    (Group("head", 1, {"T1": 4}, usual=3),),
    (Group("teacher", 3),),
    (Group("teacher", 20),),
)
"""Answers of a clinic with obstacles, of one person, of too few, and of people without obstacles."""


def texts(audit: Audit) -> Iterator[str]:
    """Yield what people read of a report on *audit*, and of its annex, in each format."""
    for options in (ReportOptions("report"), ReportOptions("annex")):
        for name in ("markdown", "terminal"):
            yield str(make_report(audit, name, options))
        yield "\n".join(Page(str(make_report(audit, "html", options))).texts)
        content = make_report(audit, "word", options)
        if isinstance(content, bytes):
            yield word_text(content)


@pytest.mark.parametrize("groups", SETTINGS)
def test_the_report_of_another_subject_has_none_of_the_words_of_schools(groups: tuple[Group, ...]) -> None:
    audit = audit_of(*groups, setting=Setting(instrument=CLINIC, headcount=60))

    for text in texts(audit):
        found = [text[max(0, match.start() - 60) : match.end() + 40] for match in SUBJECT.finditer(text)]
        assert found == []


def test_forms_have_the_same_words() -> None:
    shape = Shape((CLINIC.questionnaire,), "en")

    assert "clinic" in render(shape)
    assert not SUBJECT.search("\n".join(Page(render_paper(shape)).texts))


def test_words_cannot_bring_markup_into_a_page() -> None:
    style = ReportStyle.model_validate({"words": {"school": "<b>oak</b>", "road": "{{ 7*7 }}%s", "staff": "[a](b)"}})
    hostile = INSTRUMENT.model_copy(update={"questionnaire": QUESTIONNAIRE.model_copy(update={"report": style})})
    audit = audit_of(*SETTINGS[3], setting=Setting(instrument=hostile))

    page = Page(str(make_report(audit, "html")))
    form = render(Shape((hostile.questionnaire,), "en"))

    assert "<b>oak</b>" in "".join(page.texts)
    assert "{{ 7*7 }}%s" in "".join(page.texts)
    assert "<b>oak" not in form
    assert r"\[a\](b)" in str(make_report(audit, "markdown"))


def test_sections_that_are_left_out_are_not_there_and_nothing_else_changes() -> None:
    groups = SETTINGS[0]
    whole = make_document(audit_of(*groups), "en")
    plain = INSTRUMENT.model_copy(
        update={"questionnaire": QUESTIONNAIRE.model_copy(update={"report": ReportStyle(leave_out=STYLE.leave_out)})}
    )
    fewer = make_document(audit_of(*groups, setting=Setting(instrument=plain)), "en")

    names = [section.anchor for section in whole.sections]
    assert [section.anchor for section in fewer.sections] == [
        "limits" if name == "meeting" else name for name in names if name not in ("asks", "exchange")
    ]
    assert [section.anchor for section in fewer.annex] == [section.anchor for section in whole.annex]
    table = next(block for block in fewer.front.blocks if getattr(block, "name", "") == "table-parts")
    assert not [block for block in fewer.front.blocks if type(block).__name__ == "Road"]
    assert "Routines" in str(table)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("A bump is no road block.", "An obstacle is no standstill."),
        ("Each part of the road, and the road", "Each area, and the work"),
        ("Schools: the school’s roads, preschool", "Clinics: the clinic’s roads, preschool"),
        ("%(school)s of a %(bump)s {road}", "%(school)s of a %(bump)s {road}"),
    ],
)
def test_words_are_replaced_as_they_stand_in_a_sentence(message: str, expected: str) -> None:
    assert replace_words(message, tuple(WORDS.items())) == expected


def test_what_is_put_into_a_sentence_stays_as_it_is() -> None:
    locale = load_locale("en").with_words((("school", "50% clinic"),))

    assert locale.gettext("The school %(name)s", name="Old School") == "The 50% clinic Old School"


def turned(*groups: Group) -> tuple[str, str]:
    """Return the report on what *groups* answered, and its annex, where a high number is good."""
    style = ReportStyle(high_is="good")
    instrument = INSTRUMENT.model_copy(update={"questionnaire": QUESTIONNAIRE.model_copy(update={"report": style})})
    audit = audit_of(*groups, setting=Setting(instrument=instrument, headcount=60))
    return str(make_report(audit, "markdown")), str(make_report(audit, "markdown", ReportOptions("annex")))


def test_where_a_high_number_is_good_all_numbers_bands_and_differences_are_turned() -> None:
    groups = (Group("teacher", 20, {"T1": [4, 3], "E1": 3}, usual=2), Group("support", 12, usual=1))

    report, annex = turned(*groups)

    assert "0 is a road block, 100 a clear road: higher is better." in report
    assert "0–25 Road block · 26–50 High bump · 51–75 Low bump · 76–100 Clear road" in report
    assert "| Routines | 48 | ±6 | High bump, near low bump |" in report
    assert "▼ Teacher clearly lower than support | 54 ±5 | **41 ▼** | 75 |" in report
    assert "Teacher find Time more in the way than support do, by 34 points." in report
    assert "| Routines | 44 lower | 39 lower to 49 lower |" in annex
    assert "| Routines | 48 (42 to 54) · 32 | 31 (27 to 35) · 20 |" in annex
    assert "A part that scores 50 or less." in annex
    assert re.search(r"Takes \d+; off “Time” \d+", annex)
    for old in ("higher is worse", "lower is better", "Adds ", "or more."):
        assert old.casefold() not in (report + annex).casefold()


DIRECTION = re.compile(
    r"\b(highe[rs]t?|lowe[rs]t?|low|or more|or less|above|below|worse|up to|clear end|adds?)\b|\bhigh\b", re.IGNORECASE
)
"""Words that may say which way numbers run."""

NEUTRAL = (
    "%(low)s to",
    "%(more)s answered more",
    "%(moved)s (a change",
    "A clear gap: a difference",
    "A figure such as",
    "A quarter or more",
    "A tenth or more",
    "Clearly lower or higher",
    "Each person could choose",
    "Energy is low.",
    "How sure: numbers carry",
    "It is meant for this bump above all",
    "Only others can lower the bumps",
    "Only what both were asked",
    "Others can lower some of these bumps",
    "Take the highest and the lowest",
    "The answers say that energy is low",
    "The highest costs count",
    "The score of each person was looked up",
    "There are bumps, but for none",
    "This may change pupils’ day",
    "Which bumps others could lower",
    "ask someone who sees it from below",
    "“%(name)s” hides two views",
    "“One point” says",
    "What if? “One point” says",
    "bumps became lower here after more",
    "its bumps are more, or higher",
    "more of its actions are meant for their bump above all",
)
"""The beginnings of messages with such words that hold either way."""


def test_every_sentence_that_says_which_way_numbers_run_is_turned_or_holds_either_way() -> None:
    found = {text for text in messages() if DIRECTION.search(text)}
    left = found - dict(TURNED).keys() - set(dict(TURNED).values())

    assert {text for text in left if not text.startswith(NEUTRAL)} == set()
    assert dict(TURNED).keys() <= messages()


def messages() -> set[str]:
    """Return every message of the modules that write a school's report."""
    folder = TOP / "speedbumps" / "report"
    files = [
        *(folder / "sections").glob("*.py"),
        *(folder / f"{name}.py" for name in ("answers", "heights", "document")),
    ]
    files += (folder / "plan_sections").glob("reasons.py")
    return {
        each.value
        for path in files
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and str(getattr(call.func, "attr", getattr(call.func, "id", ""))).startswith(("gettext", "ngettext"))
        for each in call.args
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }
