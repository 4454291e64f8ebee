"""Choices are read however several of them stand in one cell, or each option in a column of its own."""

from functools import lru_cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.paths import CHOICES
from support.strategies import example_count
from support.tables import read

from speedbumps.cli import main
from speedbumps.diagnostics.problem import LoadResult, require_value
from speedbumps.diagnostics.yaml_source import parse_yaml
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import ChoiceOption, MultipleChoice, NonAnswers, Scale
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.responses.answers import AnswerPart, TableOptions
from speedbumps.responses.cells import CellRules, LocalizedScale, localized_scales
from speedbumps.responses.column_map import read_map
from speedbumps.responses.one_person import read_person
from speedbumps.responses.picks import read_picks
from speedbumps.responses.read_table import read_table
from speedbumps.responses.table_context import table_context
from speedbumps.scoring.responses import BLANK, DK, NA, PNS, pack_picks, picks

DELAY, TOGETHER, ROUTINES = 1, 2, 4
"""The options of V01, as bits."""


@lru_cache
def instrument() -> Instrument:
    return require_value(read_instrument(find_questionnaire(str(CHOICES))))


def code(text: str, question: str = "V01", rules: CellRules | None = None) -> int | str:
    """The value of a cell, or why it cannot be read."""
    found = read_picks([text], localized_scales(question, instrument()), rules or CellRules())
    return found.bad[text] if text in found.bad else found.good[text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", BLANK),
        ("  ", BLANK),
        ("time.delay", DELAY),
        ("time.delay;time.routines", DELAY | ROUTINES),
        ("time.delay time.routines", DELAY | ROUTINES),
        ("timedelay, timeroutines", DELAY | ROUTINES),
        ("Waiting for a decision", DELAY),
        ("WAITING FOR A DECISION;", DELAY),
        ("Too little time, together or alone", TOGETHER),
        ("Too little time, together or alone, Waiting for a decision", DELAY | TOGETHER),
        ("Waiting for a decision;Too little time, together or alone;", DELAY | TOGETHER),
        ("Routines not worth their time Waiting for a decision", DELAY | ROUTINES),
        ('["time.together", "time.delay"]', DELAY | TOGETHER),
        ("Waiting for a decision\nToo little time, together or alone", DELAY | TOGETHER),
        ("1", DELAY),
        ("3.0", ROUTINES),
        ("1,3", DELAY | ROUTINES),
        ("na", NA),
        ("Does not apply to me", NA),
        ("n/a", NA),
        ("dk;", DK),
        ("I would rather not say", PNS),
        ("no answer", BLANK),
    ],
)
def test_a_cell_may_hold_several_options_in_the_way_of_any_program(text: str, expected: int) -> None:
    assert code(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Meetings", "this is not one of the options, or several of them: “Waiting for a decision”, "),
        ("time.delay, something of my own", "this is not one of the options"),
        ("time.delay; time.together; time.routines", "at most 2 may be chosen here"),
        ("1, 2, 3", "at most 2 may be chosen here"),
        ("time.delay; Waiting for a decision", "an option is chosen twice here"),
        ("time.delay; na", "it says as well that there is no answer"),
        ("0", "options are numbered from 1 to 3"),
        ("4", "options are numbered from 1 to 3"),
        ("#REF!", "this is an error of a spreadsheet"),
    ],
)
def test_what_is_no_choice_is_refused_and_not_repeated(text: str, message: str) -> None:
    found = code(text)

    assert isinstance(found, str)
    assert message in found
    assert "my own" not in found


def test_a_map_names_options_by_other_words() -> None:
    rules = CellRules(answers={"slow decisions": "time.delay", "nothing": "blank"})

    assert code("Slow decisions, time.routines", rules=rules) == DELAY | ROUTINES
    assert code("nothing", rules=rules) == BLANK


def choice_of(*labels: str, most: int = 9) -> LocalizedScale:
    options = tuple(ChoiceOption(id=f"option-{place}", label=label) for place, label in enumerate(labels))
    return LocalizedScale(Scale(choice=MultipleChoice(most=most, among=options)), NonAnswers())


def test_a_text_that_can_be_divided_in_two_ways_is_refused() -> None:
    scale = choice_of("Meetings", "Reports", "Meetings, reports")
    found = read_picks(["Meetings, reports", "option-0; option-1", "option-2", "Reports, meetings"], [scale])

    assert found.bad == {"Meetings, reports": "this may stand for different options; write their ids"}
    assert dict(found.good) == {"option-0; option-1": 3, "option-2": 4, "Reports, meetings": 3}


def test_the_beginning_of_another_word_is_no_option() -> None:
    scale = choice_of("Time", "Time together", "Timetable")
    found = read_picks(["Time", "Time together", "Timetable, time", "Timetables"], [scale])

    assert dict(found.good) == {"Time": 1, "Time together": 2, "Timetable, time": 5}
    assert list(found.bad) == ["Timetables"]


LABELS = st.lists(
    st.text("abcXYZ,; |-.()'é&", min_size=1, max_size=12).filter(lambda text: any(map(str.isalpha, text))),
    min_size=2,
    max_size=6,
    unique_by=lambda text: "".join(filter(str.isalnum, text.casefold())),
)


@given(LABELS, st.data(), st.sampled_from([", ", ";", " ", "\n"]))
@example_count(150)
def test_labels_joined_by_any_sign_are_read_or_refused_but_never_taken_for_others(
    labels: list[str], data: st.DataObject, sign: str
) -> None:
    scale = choice_of(*labels)
    chosen = data.draw(st.sets(st.integers(0, len(labels) - 1), min_size=1))
    text = sign.join(labels[place] for place in sorted(chosen))
    found = read_picks([text], [scale])

    assert found.bad or picks(found.good[text]) == tuple(sorted(chosen))


@given(st.text("ab, ;", max_size=3000))
@example_count(50)
def test_a_long_cell_takes_no_long_time(text: str) -> None:
    read_picks([text], [choice_of("a", "b", "a, b", "a b", "b; a")])


def test_a_set_of_options_is_one_number() -> None:
    for places in ((), (0,), (0, 5), (61,), (3, 4, 59)):
        assert picks(pack_picks(places)) == places
    assert picks(BLANK) == picks(NA) == ()


def table(tmp_path: Path, text: str) -> LoadResult[AnswerPart]:
    path = tmp_path / "hillview.csv"
    path.write_text(text, "utf-8")
    return read(path, instrument())


def columns(found: LoadResult[AnswerPart], *names: str) -> list[tuple[object, ...]]:
    return require_value(found).people.select(*names).rows()


@pytest.mark.parametrize(
    ("first", "second", "third", "ticked", "empty"),
    [
        ("V01[time.delay]", "V01[time.together]", "V01[na]", "Y", ""),
        ("V01[timedelay]", "V01[timetogether]", "V01[na]", "Y", "N/A"),
        ("V01/time.delay", "V01/time.together", "V01/na", "1", "0"),
        ("votes/V01/time.delay", "votes/V01/time.together", "votes/V01/na", "True", "False"),
        ("V01. [Waiting for a decision]", "V01. [Too little time, together or alone]", "V01. [na]", "Yes", "No"),
        (
            "Which two of these get in your way most? [Waiting for a decision]",
            "Which two of these get in your way most? [Too little time, together or alone]",
            "Which two of these get in your way most? [Does not apply to me]",
            "Yes",
            "",
        ),
        (
            "Which two of these get in your way most? - Selected Choice - Waiting for a decision",
            "Which two of these get in your way most? - Selected Choice - Too little time, together or alone",
            "Which two of these get in your way most? - Selected Choice - Does not apply to me",
            "1",
            "",
        ),
    ],
)
def test_an_option_may_have_a_column_of_its_own(  # noqa: PLR0913, PLR0917 - cells of a table
    first: str, second: str, third: str, ticked: str, empty: str, tmp_path: Path
) -> None:
    rows = [(ticked, empty, empty), (ticked, ticked, empty), (empty, empty, ticked), (empty, empty, empty)]
    lines = [f"teacher,0,{a},{b},{c}" for a, b, c in rows]
    found = table(tmp_path, "\n".join([f'role,T01,"{first}","{second}","{third}"', *lines]) + "\n")

    assert [each.message for each in found.problems] == []
    assert columns(found, "V01") == [(DELAY,), (DELAY | TOGETHER,), (NA,), (BLANK,)]
    assert require_value(found).people.schema["V01"] == pl.Int64


def test_the_name_of_an_option_in_its_own_column_says_that_it_was_chosen(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "role,T01,V01[time.delay],V01[time.together]\nteacher,0,Waiting for a decision,\nteacher,0,,time.together\n",
    )

    assert columns(found, "V01") == [(DELAY,), (TOGETHER,)]


def test_a_cell_in_the_column_of_an_option_that_says_something_else_is_refused(tmp_path: Path) -> None:
    found = table(tmp_path, "role,T01,V01[time.delay],V01[time.together]\nteacher,0,maybe,\nteacher,0,1,\n")
    (problem,) = found.problems

    assert found.value is None
    assert (problem.span.line, problem.span.column) == (2, 3)
    assert problem.message.startswith("V01: this is not one of the options")


def test_a_column_of_the_whole_choice_is_read_and_those_of_its_options_are_not(tmp_path: Path) -> None:
    found = table(tmp_path, "role,T01,V01,V01/time.delay,V01/time.routines\nteacher,0,time.routines,0,1\n")

    assert columns(found, "V01") == [(ROUTINES,)]


def test_conditions_look_at_what_was_chosen(tmp_path: Path) -> None:
    found = table(tmp_path, "role,T01,V02,N01\nteacher,0,evenings,3\nteacher,0,At weekends,2\nteacher,0,mornings,\n")

    assert columns(found, "V02", "N01") == [(2, 3.0), (4, 2.0), (1, None)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[time.delay, time.routines]", DELAY | ROUTINES),
        ("[Waiting for a decision]", DELAY),
        ('["Too little time, together or alone", time.delay]', DELAY | TOGETHER),
        ("time.delay; time.routines", DELAY | ROUTINES),
        ("dk", DK),
        ("[dk]", DK),
    ],
)
def test_one_person_chooses_by_a_list_or_a_text(written: str, expected: int) -> None:
    assert person(written) == expected


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[time.delay, time.delay]", "an option is chosen twice here"),
        ("[time.delay, time.together, time.routines]", "at most 2 may be chosen here"),
        ("[time.delay, meetings]", "this is not one of the options"),
        ("[[time.delay]]", "this must be text"),
    ],
)
def test_one_persons_wrong_choice_is_a_problem_at_its_place(written: str, message: str) -> None:
    assert message in str(person(written))


def person(written: str) -> object:
    text = (
        "format: speedbumps-answers/1\nquestionnaire: choices\nversion: 1.0.0\nschool: {id: hillview}\n"
        f"answers:\n  V01: {written}\n"
    )
    found = read_person(require_value(parse_yaml("answers.yaml", text)), instrument(), set_aside=False)
    if found.value is None:
        (problem,) = found.problems
        assert problem.span.line == 6
        return problem.message
    return found.value.people.get_column("V01").item()


def test_a_map_says_which_option_a_column_is_about(tmp_path: Path) -> None:
    (tmp_path / "hillview.csv").write_text("role,T01,Slow,Alone,V01[na]\nteacher,0,1,0,0\nteacher,0,1,1,0\n", "utf-8")
    (tmp_path / "map.yaml").write_text(
        "format: speedbumps-map/1\ncolumns:\n  Slow: V01[time.delay]\n  Alone: v01[time.together]\n", "utf-8"
    )
    settled = require_value(read_map(tmp_path / "map.yaml", instrument()))
    context = table_context(instrument(), TableOptions(), settled, None)
    (part,) = require_value(read_table(tmp_path / "hillview.csv", context).parts)

    assert part.people.get_column("V01").to_list() == [DELAY, DELAY | TOGETHER]


def test_the_map_that_import_writes_names_options(tmp_path: Path) -> None:
    export, written = tmp_path / "hillview.csv", tmp_path / "map.yaml"
    export.write_text("role,T01,V01/time.delay,V01/na\nteacher,0,1,0\n", "utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(
            ["import", str(export), "-q", str(CHOICES), "--write-map", str(written), "-o", str(tmp_path / "plain.csv")]
        )

    assert stopped.value.code in (0, None)
    assert "V01/time.delay: V01[time.delay]" in written.read_text("utf-8").replace('"', "")
    assert (tmp_path / "plain.csv").read_text("utf-8") == "school,role,T01,V01\nhillview,teacher,0,time.delay\n"
