"""What stands in cells is read as the one answer that it can mean, or is a bad cell; it is never read as another."""

import codecs
import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.schools import first_version

from speedbumps.diagnostics.codes import MISSING_NA
from speedbumps.diagnostics.problem import require_value
from speedbumps.forms.interview.session import NoAnswerError, parse_answer
from speedbumps.model.columns import ColumnMap
from speedbumps.model.points import Point
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Amount, NonAnswers, Scale
from speedbumps.questionnaires.presentation import PresentedQuestion
from speedbumps.responses.cells import (
    CODES,
    NO_RULES,
    CellRules,
    CellsRead,
    LocalizedScale,
    WrongCellError,
    adorned_notice,
    is_error,
    localized_scales,
    meaning_of_na,
    missing_notice,
    read_code,
    read_codes,
    read_numbers,
)
from speedbumps.responses.columns import find_role, find_roles
from speedbumps.responses.read_table import read_table
from speedbumps.responses.table_context import table_context
from speedbumps.scoring.responses import BLANK, DK, NA, PNS
from speedbumps.text import fold_text


def points(*labels: str, first: int = 1) -> Scale:
    return Scale(points=tuple(Point(value=first + place, label=label) for place, label in enumerate(labels)))


ENGLISH = NonAnswers(na="Does not apply to me", dk="I don’t know", pns="I’d rather not say")
AGREE = LocalizedScale(
    points("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"), ENGLISH
)
OFTEN = LocalizedScale(points("Never", "Rarely", "Sometimes", "Often", "Very often", first=0), ENGLISH)
TIMES = LocalizedScale(
    points("Never", "1-2 times", "2 times a week", "“Daily” – or more", "That’s all I do", first=0), ENGLISH
)
GERMAN = LocalizedScale(
    points("trifft überhaupt nicht zu", "trifft eher nicht zu", "teils – teils", "trifft völlig zu"),
    NonAnswers(na="Betrifft mich nicht", dk="Weiß ich nicht", pns="Möchte ich nicht sagen"),
)
WELSH = LocalizedScale(
    points("Byth", "Weithiau", "Yn aml â’r plant", "Bob tŷ", first=0),
    NonAnswers(na="Nid yw’n berthnasol i mi", dk="Dydw i ddim yn gwybod", pns="Mae’n well gen i beidio â dweud"),
)
LANGUAGES = [AGREE, OFTEN, TIMES, GERMAN, WELSH]


def answers(each: LocalizedScale) -> dict[str, int]:
    """The labels of a scale and the answers that are none, each with its code."""
    labels = {point.label: place for place, point in enumerate(each.scale.points)}
    return labels | {getattr(each.words, kind): number for kind, number in CODES.items()}


def read(*texts: str, on: LocalizedScale = AGREE, rules: CellRules = NO_RULES) -> CellsRead[int]:
    return read_codes(texts, (on,), rules)


ADORNMENTS = [
    "{label}.",
    "{label};",
    "{label} *",
    "* {label}",
    "- {label}",
    "“{label}”",
    "'{label}'",
    "[{label}]",
    "({label})",
    '="{label}"',
    "  {label}\u00a0",
    "{label}\u200b",
    "\ufeff{label}",
]
NUMBERED = [
    "{label} ({number})",
    "{number} - {label}",
    "{number} — {label}",
    "{number}. {label}",
    "{number}) {label}",
    "({number}) {label}",
    "{number}: {label}",
    "{number} {label}",
    "{label} – {number}",
    "{label}: {number}.",
    "{label} [{number}]",
]
DAMAGES = [
    lambda text: text,
    str.upper,
    lambda text: text.replace("’", "'"),
    lambda text: text.replace(" ", "\u00a0"),
    "\u00ad".join,
    lambda text: text.replace(" ", "\u200b "),
    lambda text: text.encode().decode("cp1252", "replace"),
    lambda text: text.encode().decode("latin-1"),
    lambda text: text.encode().decode("mac_roman"),
    lambda text: text.encode().decode("latin-1").encode().decode("latin-1"),
    lambda text: text.encode("cp1252", "replace").decode("mac_roman"),
    lambda text: text.encode("mac_roman", "replace").decode("cp1252", "replace"),
    lambda text: text.encode("cp1252", "replace").decode("utf-8", "replace"),
    lambda text: text.encode("ascii", "replace").decode(),
    lambda text: "".join(each if each.isascii() else "\ufffd" for each in text),
]


@given(st.sampled_from(LANGUAGES), st.data())
def test_an_adorned_or_damaged_answer_is_read_as_itself_or_not_at_all(
    each: LocalizedScale, data: st.DataObject
) -> None:
    label, number = data.draw(st.sampled_from(sorted(answers(each).items())))
    shape = data.draw(st.sampled_from(["{label}", *ADORNMENTS, *NUMBERED]))
    damage = data.draw(st.sampled_from(DAMAGES))
    text = shape.format(label=damage(label), number=data.draw(st.integers(0, 12)))

    found = read(text, on=each)

    assert found.good.get(text, number) == number
    assert (text in found.good) != (text in found.bad)


@given(st.sampled_from(LANGUAGES), st.data())
def test_one_letter_more_or_less_never_makes_another_answer(each: LocalizedScale, data: st.DataObject) -> None:
    label, number = data.draw(st.sampled_from(sorted(answers(each).items())))
    place = data.draw(st.integers(0, len(label) - 1))
    text = label[:place] + data.draw(st.sampled_from(["", "x", "?", "not "])) + label[place + 1 :]

    assert read(text, on=each).good.get(text, number) == number


@pytest.mark.parametrize("each", LANGUAGES)
@pytest.mark.parametrize("shape", ADORNMENTS)
def test_every_label_is_understood_through_every_adornment(shape: str, each: LocalizedScale) -> None:
    # A dash before a number is a sign.
    labels = {label: number for label, number in answers(each).items() if not (shape[0] == "-" and label[0].isdigit())}
    expected = {shape.format(label=label): number for label, number in labels.items()}

    found = read(*expected, on=each)

    assert found.good == expected
    assert found.adorned == {text for text in expected if text.strip().removesuffix("\u00a0") not in answers(each)}


@pytest.mark.parametrize("each", LANGUAGES)
@pytest.mark.parametrize("shape", NUMBERED)
@pytest.mark.parametrize("numbering", ["value", "from 0", "from 1", "from the other end"])
def test_every_label_is_understood_beside_its_number(numbering: str, shape: str, each: LocalizedScale) -> None:
    steps = each.scale.points
    numbers: dict[str, list[float]] = {
        "value": [point.value for point in steps],
        "from 0": [*range(len(steps))],
        "from 1": [*range(1, len(steps) + 1)],
        "from the other end": [*range(len(steps), 0, -1)],
    }
    expected = {
        shape.format(label=point.label, number=f"{number:g}"): place
        for place, (point, number) in enumerate(zip(steps, numbers[numbering], strict=True))
    }

    found = read(*expected, on=each)

    # A label that holds digits itself may read as two things beside a number; then it is no answer.
    sure = {text: place for text, place in expected.items() if text in found.good}
    assert found.good == sure
    assert {text for text in expected if text not in sure} <= {
        text for text, place in expected.items() if any(map(str.isdigit, steps[place].label))
    }


@pytest.mark.parametrize("each", LANGUAGES)
@pytest.mark.parametrize(
    ("written", "taken_for"),
    [
        ("utf-8", "cp1252"),
        ("utf-8", "latin-1"),
        ("utf-8", "mac_roman"),
        ("cp1252", "mac_roman"),
        ("mac_roman", "cp1252"),
        ("cp1252", "utf-8"),
        ("utf-8", "ascii"),
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_our_own_labels_are_known_after_a_wrong_encoding(
    times: int, written: str, taken_for: str, each: LocalizedScale
) -> None:
    expected = {}
    for label, number in answers(each).items():
        text = label
        try:
            for _ in range(times if written == "utf-8" and taken_for != "ascii" else 1):
                text = text.encode(written).decode(taken_for, "replace")
        except UnicodeEncodeError:
            continue
        expected[text] = number

    assert read(*expected, on=each).good == expected


@pytest.mark.parametrize("text", ["I donâ€™t know", "I donÃ¢â‚¬â„¢t know", "I don\ufffdt know", "4 - I donâ€™t know."])
def test_damaged_words_are_looked_up(text: str) -> None:
    on = OFTEN._replace(scale=points("Never", "Often", first=0))

    assert read(text, on=on).good == {text: DK}
    assert read(text, on=on).adorned == {text}


def test_damage_that_fits_two_labels_is_a_bad_cell() -> None:
    on = LocalizedScale(points("Ich wähle", "Ich wühle"), ENGLISH)

    assert read("Ich w\ufffdhle", on=on).bad.keys() == {"Ich w\ufffdhle"}


@pytest.mark.parametrize(
    "texts",
    [
        ("Agree (9)",),
        ("Agree (4)", "Disagree (2)", "Strongly disagree (5)"),
        ("Strongly disagree - 4", "4 - Agree", "5 - Strongly agree"),
        ("3 - I don’t know",),
    ],
)
def test_a_number_that_contradicts_the_words_makes_a_bad_cell(texts: tuple[str, ...]) -> None:
    bad = read(*texts).bad

    assert list(bad.values()) == ["the number and the words of this answer disagree"]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("text", ["4/5", "4 - 5", "4 (3)", "1,2", "3;4", "4 or 5", "2-3"])
def test_two_numbers_are_no_answer(text: str, first: int) -> None:
    numbers = [str(number) for number in range(first, first + 5)]

    assert read(text, on=LocalizedScale(points(*numbers, first=first), ENGLISH)).bad.keys() == {text}
    assert read(text).bad.keys() == {text}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("N/A", NA),
        ("n/a", NA),
        ("Not applicable.", NA),
        ("does not apply", NA),
        ("Nicht zutreffend", NA),
        ("Sans objet", NA),
        ("Ddim yn berthnasol", NA),
        ("0 - Not applicable", NA),
        ("Don't know", DK),
        ("Prefer not to say", PNS),
        ("No answer", BLANK),
        ("Keine Antwort", BLANK),
        ("Dim ateb", BLANK),
        ("-", BLANK),
        ("--", BLANK),
        ("—", BLANK),
        (".", BLANK),
        ("(blank)", BLANK),
    ],
)
def test_the_words_of_programs_for_answers_that_are_none(text: str, expected: int) -> None:
    found = read(text)
    amount = read_numbers([text], (LocalizedScale(HOURS, ENGLISH),))

    assert (found.good, set(found.adorned)) == ({text: expected}, {text})
    assert (amount.good, amount.bad) == ({text: None} if text != "0 - Not applicable" else {}, amount.bad)


def test_a_label_of_the_scale_counts_before_the_words_of_programs() -> None:
    on = LocalizedScale(points("Does not apply", "Applies"), ENGLISH)

    assert read("does not apply", "Does not apply.", on=on).good == {"does not apply": 0, "Does not apply.": 0}


ERRORS = [
    "#N/A",
    "#REF!",
    "#DIV/0!",
    "#VALUE!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#NV",
    "#WERT!",
    "#NOM?",
    "#ERROR!",
    "####",
]


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_of_a_spreadsheet_is_never_an_answer(text: str) -> None:
    rules = CellRules("blank", {fold_text(text): "na"})

    assert is_error(text)
    assert read(text, rules=rules).bad.keys() == {text}
    assert read_numbers([text], (LocalizedScale(HOURS, ENGLISH),), rules).bad.keys() == {text}


@pytest.mark.parametrize(
    ("texts", "meaning"),
    [
        ({"NA", "Agree", "3"}, "blank"),
        ({"NA", "Does not apply to me"}, "blank"),
        ({"NA", "na"}, "blank"),
        ({"NA", "dk"}, "blank"),
        ({"NA", " pns "}, "blank"),
        ({"NA", "na", "DK"}, "blank"),
        ({"NA", "dk", "PNS"}, "blank"),
        ({"NA", "DK"}, "na"),
        ({"NA", " PNS "}, "na"),
        ({"NA", "Dk"}, "blank"),
        (set(), "blank"),
    ],
)
def test_na_of_r_is_ours_only_where_our_other_codes_are_in_capitals_too(texts: set[str], meaning: str) -> None:
    assert meaning_of_na(texts) == meaning


@pytest.mark.parametrize("text", ["NA", " NA", '"NA"', "NA\u200b"])
def test_na_of_r_is_blank_and_said_to_be(text: str) -> None:
    blank = read(text, "na", rules=CellRules("blank"))
    amounts = read_numbers([text, "na"], (LocalizedScale(HOURS, ENGLISH),), CellRules("blank"))

    assert (blank.good, set(blank.missing)) == ({text: BLANK, "na": NA}, {text})
    assert (amounts.good, set(amounts.missing)) == ({text: None, "na": None}, {text})
    assert (read(text).good, read(text).missing, set(read(text).applies_not)) == ({text: NA}, frozenset(), {text})
    assert read(text, rules=CellRules("blank", {"na": "na"})).good == {text: NA} if text == "NA" else True
    assert "settle it in a map" in missing_notice("x.csv", 3).message


@pytest.mark.parametrize("text", ["None", " None", '"None"'])
def test_none_of_python_is_blank_and_said_to_be(text: str) -> None:
    found = read(text, "na")
    amounts = read_numbers([text], (LocalizedScale(HOURS, ENGLISH),))

    assert (found.good, set(found.missing)) == ({text: BLANK, "na": NA}, {text})
    assert (amounts.good, set(amounts.missing)) == ({text: None}, {text})
    assert read(text, rules=CellRules("blank", {"none": "na"})).good == {text: NA} if text.strip() == "None" else True
    with pytest.raises(WrongCellError):
        read_code(text, OFTEN.scale, ENGLISH)


def test_none_may_be_a_label() -> None:
    some = LocalizedScale(points("None", "Some", "All"), ENGLISH)

    assert read("None", "none", on=some).good == {"None": 0, "none": 0}
    assert read("None", on=some).missing == frozenset()


def test_none_in_small_letters_means_that_a_question_does_not_apply_only_where_surveyjs_wrote_it() -> None:
    assert read("none").bad.keys() == {"none"}
    assert read("none", rules=CellRules(none_is_ready_made=True)).good == {"none": NA}


@pytest.mark.parametrize("codes", [("na", "dk", "pns"), ("DK", "PNS"), ("na", "DK"), ("Often",)])
@pytest.mark.parametrize("settled", [None, "na", "blank"])
def test_a_table_with_na_says_once_what_it_was_taken_for(
    codes: tuple[str, ...], settled: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("role,T01,T02\n" + "".join(f"teacher,NA,{code}\n" for code in codes), "utf-8")
    columns = ColumnMap(format="speedbumps-map/1", answers={"NA": settled}) if settled else None
    meaning = settled or ("na" if codes == ("DK", "PNS") else "blank")

    found = read_table(path, table_context(first_version(), columns=columns)).parts
    (part,), problems = require_value(found), found.problems

    assert set(part.people.get_column("T01")) == {NA if meaning == "na" else BLANK}
    told = [problem.message for problem in problems if problem.code == MISSING_NA]
    assert [f"{{NA: {'blank' if meaning == 'na' else 'na'}" in each for each in told] == [True] * (not settled)


@pytest.mark.parametrize("text", ["NA", "<NA>", " NA ", *ERRORS, "", " "])
def test_own_words_are_none_where_a_program_wrote_a_missing_value_or_an_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    words = [text, "na", "Na, we have no lift", "NA!", "#metoo!", "See #N/A"]
    survey = first_version().questionnaire
    asked = next(each.id for each in survey.questions if scale_of(survey, each).text is not None)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["role", "T01", asked], *(["teacher", "Often", each] for each in words)])

    (part,) = require_value(read_table(path, table_context(first_version())).parts)

    assert part.people.get_column(asked).to_list() == [None, *words[1:]]


@pytest.mark.parametrize("target", ["4", "Agree", "AGREE"])
def test_a_map_counts_before_a_clean_up_and_after_an_answer(target: str) -> None:
    rules = CellRules(answers={fold_text("Yes, mostly"): target, "disagree.": target, "disagree": target, "9": "na"})

    found = read("Yes,  mostly", "Disagree.", "Disagree", "9", rules=rules)

    assert found.good == {"Yes,  mostly": 3, "Disagree.": 3, "Disagree": 1, "9": NA}
    assert found.adorned == frozenset()


def test_what_a_map_says_of_another_scale_changes_nothing() -> None:
    rules = CellRules(answers={"often.": "Agree", "hm": "Agree"})

    found = read("Often.", "Hm", on=OFTEN, rules=rules)

    assert (found.good, list(found.bad)) == ({"Often.": 3}, ["Hm"])


HOURS = Scale(number=Amount(unit="hours a week", min=0, max=40, step=0.5, a_year=39))
PERCENT = Scale(number=Amount(unit="percent", min=0, max=100))
DAYS = Scale(number=Amount(unit="school days", min=0, max=390))


@pytest.mark.parametrize(
    ("scale", "text", "expected"),
    [
        (HOURS, "3.5 hours", 3.5),
        (HOURS, "3,5 h", 3.5),
        (HOURS, "3.5hrs", 3.5),
        (HOURS, "3 hours a week", 3),
        (HOURS, "3 Hours per week", 3),
        (HOURS, "3 h/week", 3),
        (HOURS, "3 Stunden", 3),
        (HOURS, "3:30", 3.5),
        (HOURS, "3:30:00", 3.5),
        (HOURS, "3h30", 3.5),
        (HOURS, "3 hours 30 minutes", 3.5),
        (HOURS, '"3"', 3),
        (HOURS, "3;", 3),
        (HOURS, '="3"', 3),
        (PERCENT, "44%", 44),
        (PERCENT, "44 %", 44),
        (PERCENT, "44 per cent", 44),
        (DAYS, "12 school days", 12),
        (DAYS, "1 school day", 1),
    ],
)
def test_an_amount_may_stand_with_its_own_unit(scale: Scale, text: str, expected: float) -> None:
    found = read_numbers([text], (LocalizedScale(scale, ENGLISH),))

    assert (found.good, set(found.adorned)) == ({text: expected}, {text})


@pytest.mark.parametrize(
    ("scale", "text"),
    [
        (HOURS, "3 days"),
        (HOURS, "3 minutes"),
        (HOURS, "3%"),
        (HOURS, "3 hours a day"),
        (HOURS, "3 hours a month"),
        (HOURS, "3+"),
        (HOURS, "3?"),
        (HOURS, "3-4"),
        (HOURS, "3:75"),
        (HOURS, "3:30 pm"),
        (HOURS, "1,234"),
        (HOURS, "41 hours"),
        (HOURS, "about 3"),
        (PERCENT, "3:30"),
        (PERCENT, "44 hours"),
        (PERCENT, "£44"),
        (DAYS, "12 days"),
        (DAYS, "12 weeks"),
        (DAYS, "3:30"),
    ],
)
def test_an_amount_of_anything_else_is_a_bad_cell(scale: Scale, text: str) -> None:
    found = read_numbers([text], (LocalizedScale(scale, ENGLISH),))

    assert list(found.bad) == [text]
    assert scale.number is not None
    assert scale.number.unit in found.bad[text]
    assert text not in found.bad[text]


@given(st.floats(0, 40), st.sampled_from(["days", "minutes", "weeks", "lessons", "pupils", "%", "hours a day", "k"]))
def test_no_other_unit_is_ever_taken_for_hours_a_week(number: float, unit: str) -> None:
    assert read_numbers([f"{number:.1f} {unit}"], (LocalizedScale(HOURS, ENGLISH),)).good == {}


def test_answers_in_two_languages_are_told_from_one_another() -> None:
    both = (AGREE, LocalizedScale(points("Stimme gar nicht zu", "Nein", "Teils", "Ja", "Agree"), GERMAN.words))

    found = read_codes(["Ja (4)", "Weiß ich nicht.", "Agree", "Nein"], both)

    assert found.good == {"Ja (4)": 3, "Weiß ich nicht.": DK, "Agree": 3, "Nein": 1}


def test_a_question_is_spoken_in_every_language_of_its_instrument() -> None:
    instrument = first_version()
    name = next(iter(instrument.questions))

    assert len(localized_scales(name, instrument)) == 1 + len(instrument.languages)


def test_no_message_repeats_what_somebody_wrote() -> None:
    text = "Mrs Nameson shouts"

    assert text not in read(text).bad[text]
    assert text not in read_numbers([text], (LocalizedScale(HOURS, ENGLISH),)).bad[text]
    assert "1 answer was" in adorned_notice("x.csv", 1).message


def test_many_mistakes_take_no_time() -> None:
    texts = [f"wrong {number} - and more words than that {number}" for number in range(20_000)]
    start = time.process_time()

    assert len(read(*texts).bad) == len(texts)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("typed", "kept"), [("N/A", "na"), ("I don't know.", "dk"), ("Often (3)", "3"), ("not applicable", "na")]
)
def test_what_is_typed_is_understood_alike(typed: str, kept: str) -> None:
    question = next(iter(first_version().questions.values()))
    item = PresentedQuestion(question, question.text, None, None, OFTEN.scale, "")

    assert parse_answer(item, typed, ENGLISH) == kept
    with pytest.raises(NoAnswerError):
        parse_answer(item, "--", ENGLISH)
    with pytest.raises(WrongCellError):
        read_code("Oftener", OFTEN.scale, ENGLISH)


BETWEEN = [";", "; ", ", ", "/", " / ", " and ", "\n", "\r\n", " & ", " + ", " und ", " | "]
NAMES = {"Teacher": "teacher", "Governor or trustee": "governor", "SENCO": "leader", "TA": "support", "head": "head"}


@given(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=4), st.sampled_from(BETWEEN), st.booleans())
def test_roles_in_one_cell_are_one_role_only_if_they_are_the_same(names: list[str], sign: str, more: bool) -> None:  # noqa: FBT001 - drawn
    text = sign.join(names) + (sign.strip() if more and sign.strip() in (";", ",") else "")
    roles = tuple(dict.fromkeys(NAMES[name] for name in names))

    assert find_roles(text, first_version()) == roles
    assert find_role(text, first_version()) == (roles[0] if len(roles) == 1 else "unstated")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Governor or trustee", "governor"),
        ("Teacher (class, subject)", "teacher"),
        ("Leader: head of year, SENCO", "leader"),
        ("Leader (deputy; assistant head)", "leader"),
        (
            "Support staff: classroom and pupil support assistants; office, technical, site and catering staff",
            "support",
        ),
        (
            "Support staff (classroom and pupil support assistants; office, technical, site and catering staff)",
            "support",
        ),
        ("Teacher;", "teacher"),
        ("teach", "teacher"),
        ("Teacher, mentor", "unstated"),
        ("Teacher (class), Governor", "unstated"),
        ("Leader: head of year; Governor;", "unstated"),
        ("I keep the boiler", "unstated"),
        ("", "unstated"),
    ],
)
def test_a_title_may_hold_such_signs(text: str, role: str) -> None:
    assert find_role(text, first_version()) == role


def test_a_byte_order_mark_and_other_signs_that_nobody_sees_make_no_difference() -> None:
    marked = codecs.BOM_UTF8.decode() + "Ash\u200b \u00adPri\u00admary\u202c"

    assert fold_text(marked) == fold_text("ash primary")
    assert fold_text("Ysgol y Tŷ´r") == fold_text("ysgol y tŷ’r")
