"""The questions in the terminal: what is put, what is understood, what is kept, and what survives."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pexpect
import pyte
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.paths import CHOICES, FORMAT_EXAMPLES, SMALL
from support.schools import shipped
from support.strategies import example_count

from speedbumps.cli import main
from speedbumps.cli.interview.screen_text import input_hint, option_lines
from speedbumps.diagnostics.problem import require_value
from speedbumps.forms.interview.files import answers_yaml
from speedbumps.forms.interview.session import NoAnswerError, answer_text, parse_answer, start_session
from speedbumps.forms.interview.steps import (
    Answer,
    Clear,
    Go,
    Move,
    Step,
    Stop,
    Unclear,
    WriteNote,
    apply_step,
    parse_line,
)
from speedbumps.i18n import load_locale
from speedbumps.model.answers import PersonalAnswers, School
from speedbumps.model.questionnaire import Amount, NonAnswers, OpenText, Question, Scale
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.questionnaires.presentation import (
    PresentedQuestion,
    estimate_minutes,
    present_questions,
    visible_questions,
)
from speedbumps.responses.collect import assemble
from speedbumps.scoring.responses import BLANK, NA
from speedbumps.text import strip_controls

WORDS = shipped().questionnaire.non_answers
COMMAND = Path(sys.executable).with_name("speedbumps")
START = ("audit", "--nation", "england", "--school", "Hillview", "--role", "teacher")


def all_of(role: str = "teacher", form: str = "full") -> tuple[PresentedQuestion, ...]:
    return present_questions(shipped().questionnaire, form, role, "england")


def about(**more: object) -> PersonalAnswers:
    basic = {"format": "speedbumps-answers/1", "questionnaire": "school", "version": "2.0.0", "answers": {}}
    return PersonalAnswers.model_validate({**basic, "school": School(id="Hillview"), **more})


def run(tmp_path: Path, *arguments: str, typed_in: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        cwd=tmp_path,
        input=typed_in,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def kept(path: Path) -> dict[str, str]:
    return dict(yaml.safe_load(path.read_text("utf-8"))["answers"])


# What is put


def test_everybody_meets_their_own_wording_and_only_their_own_questions() -> None:
    for role in (role.id for role in shipped().questionnaire.roles):
        for item in all_of(role):
            question = item.question
            assert not question.asked_of or role in question.asked_of
            assert "{" not in item.text
            if role in question.wording:
                assert item.text != question.text


def conditional() -> tuple[PresentedQuestion, ...]:
    small = require_value(read_instrument(find_questionnaire(str(SMALL)))).questionnaire
    found = present_questions(small, "full", small.roles[0].id, None)
    first, second, third, *_ = (item for item in found if item.scale.points)
    last = first.scale.points[-1]
    second = second._replace(
        question=second.question.model_copy(update={"only_if": {first.question.id: (last.label,)}})
    )
    third = third._replace(question=third.question.model_copy(update={"only_if": {second.question.id: ("0", "1")}}))
    return first, second, third


def test_a_condition_is_met_by_label_or_value_and_however_deep_it_goes() -> None:
    first, second, third = conditional()
    top = f"{first.scale.points[-1].value:g}"

    def put(**answers: str) -> list[str]:
        return [item.question.id for item in visible_questions((first, second, third), answers)]

    one, two, three = (item.question.id for item in (first, second, third))
    assert put() == [one]
    assert put(**{one: "0"}) == [one]
    assert put(**{one: "na"}) == [one]
    assert put(**{one: top}) == [one, two]
    assert put(**{one: top, two: "1"}) == [one, two, three]
    assert put(**{two: "1"}) == [one], "what is not put meets no condition"


def choices() -> dict[str, PresentedQuestion]:
    found = require_value(read_instrument(find_questionnaire(str(CHOICES)))).questionnaire
    return {item.question.id: item for item in present_questions(found, "full", "teacher", None)}


def test_what_follows_a_choice_is_put_if_one_of_its_options_was_chosen() -> None:
    items = choices()

    def put(**answers: str) -> bool:
        return "N01" in [item.question.id for item in visible_questions(items.values(), answers)]

    assert put(V02="evenings")
    assert put(V02="mornings; weekends")
    assert not any(put(V02=each) for each in ("mornings", "at-school", "na"))
    assert not put()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1, 3", Answer("time.delay; time.routines")),
        ("3 1", Answer("time.delay; time.routines")),
        ("2", Answer("time.together")),
        ("waiting for a decision", Answer("time.delay")),
        ("n", Answer("na")),
        ("I do not know", Answer("dk")),
        ("b", Move(-1)),
        ("", Move(1)),
        ("1, 2, 3", Unclear("At most 2 may be chosen here, and this holds more")),
        ("1, 1", Unclear("An option is chosen twice here; write it once")),
        ("7", Unclear("Options are numbered from 1 to 3")),
    ],
)
def test_a_choice_is_made_by_numbers_or_words(line: str, expected: Step) -> None:
    assert parse_line(choices()["V01"], line, NonAnswers()) == expected


def test_a_choice_is_shown_with_the_numbers_to_type() -> None:
    item = choices()["V01"]

    assert list(option_lines(item))[1] == " 2  Too little time, together or alone"
    assert input_hint(item, load_locale("en")) == "up to 2 of these: their numbers, such as 1, 2"
    assert input_hint(choices()["V02"], load_locale("en")) == "one of these: its number"
    said = answer_text(item, "time.delay; time.routines", NonAnswers())
    assert said == "Waiting for a decision; Routines not worth their time"


def test_minutes_are_counted_by_what_is_asked() -> None:
    assert estimate_minutes(all_of(form="quick")) == 2
    assert estimate_minutes(()) == 1


# What is understood


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3", Answer("3")),
        (" very often ", Answer("4")),
        ("n", Answer("na")),
        ("D", Answer("dk")),
        (":r", Answer("pns")),
        ("I don't know", Answer("dk")),
        ("", Move(1)),
        ("s", Move(1)),
        ("b", Move(-1)),
        ("x", Clear()),
        ("o 12", Go(12)),
        ("c The form changed.", WriteNote("The form changed.")),
        ("q", Stop()),
    ],
)
def test_what_is_typed_at_a_question_with_points(line: str, expected: object) -> None:
    item = next(item for item in all_of() if item.question.id == "T01")

    assert parse_line(item, line, WORDS) == expected


@pytest.mark.parametrize(("id_", "line"), [("T01", "7"), ("T01", "perhaps"), ("N01", "many"), ("N01", "900")])
def test_what_is_no_answer_is_told_with_what_would_be(id_: str, line: str) -> None:
    item = next(item for item in all_of() if item.question.id == id_)

    step = parse_line(item, line, WORDS)

    assert isinstance(step, Unclear)
    assert line not in step.message


def test_words_and_numbers_are_taken_as_they_are_typed_and_commands_need_a_colon() -> None:
    by_id = {item.question.id: item for item in all_of()}

    assert parse_line(by_id["N01"], "3,5", WORDS) == Answer("3.5")
    assert parse_line(by_id["N01"], "dk", WORDS) == Answer("dk")
    assert parse_line(by_id["O1"], "b", WORDS) == Answer("b")
    assert parse_line(by_id["O1"], ":b", WORDS) == Move(-1)
    assert parse_line(by_id["O1"], "na", WORDS) == Answer("na"), "somebody's own word"
    with pytest.raises(NoAnswerError, match="are allowed"):
        parse_answer(by_id["O1"], "x" * 10_000, WORDS)


def test_an_answer_is_told_in_the_words_that_people_chose() -> None:
    by_id = {item.question.id: item for item in all_of()}

    assert answer_text(by_id["T01"], "3", WORDS) == "Often"
    assert answer_text(by_id["T01"], "dk", WORDS) == WORDS.dk
    assert answer_text(by_id["N01"], "3.5", WORDS).startswith("3.5 ")


# What is kept

LINES = st.sampled_from(["0", "1", "4", "n", "d", "r", "", "s", "b", "x", "o 5", "o 99", "c a note", "c", "perhaps"])


@given(st.lists(LINES, max_size=60))
@example_count(150)
def test_whatever_is_typed_the_file_is_sound_and_holds_it(lines: list[str]) -> None:
    sitting = start_session(all_of(form="quick"), {}, {})
    for line in lines:
        here = sitting.current
        sitting = apply_step(sitting, parse_line(here, line, WORDS) if here else Move(-1))
        assert sitting.at is None or sitting.at in {item.question.id for item in sitting.visible_questions}

    read = PersonalAnswers.model_validate(yaml.safe_load(answers_yaml(about(), sitting.answers, sitting.notes)))

    assert read.answers == sitting.answers
    assert read.notes == sitting.notes


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
@example_count(300)
def test_own_words_survive_the_file_but_for_what_steers_a_terminal(text: str) -> None:
    written = answers_yaml(about(), {"O1": text}, {})

    again = yaml.safe_load(written)["answers"]["O1"]

    assert again == strip_controls(text.replace("\r\n", "\n").replace("\t", " "))


def test_the_file_is_read_by_every_command(tmp_path: Path) -> None:
    first = run(tmp_path, *START, "--form", "quick", typed_in="3\nn\n\nc why not\n1\nq\n")

    assert first.returncode == 0
    people = assemble([tmp_path / "answers.yaml"]).responses.people
    assert people.select("school", "role", "form", "T01", "T04", "T07").rows() == [
        ("hillview", "teacher", "quick", 3, NA, BLANK)
    ]
    assert people.get_column("draft").item()


# What survives


def test_it_goes_on_where_it_was_left_and_never_loses_a_line(tmp_path: Path) -> None:
    for number in range(1, 13):
        done = run(tmp_path, *START, "--form", "quick", typed_in=f"{number % 5}\n")
        assert done.returncode == 0
        assert len(kept(tmp_path / "answers.yaml")) == number
    assert list(kept(tmp_path / "answers.yaml").values()) == [str(number % 5) for number in range(1, 13)]
    last = run(tmp_path, *START, typed_in="\n")
    assert "You have answered 12 of 12 questions." in last.stdout
    assert "hand that file in" in last.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_killed_after_some_answers_nothing_is_lost(tmp_path: Path) -> None:
    """The whole questionnaire on a terminal, killed without warning after every few of its answers."""
    path, chance = tmp_path / "answers.yaml", Random(1)
    open_ = list(all_of())
    said: dict[str, str] = {}
    while open_:
        screen = Terminal(tmp_path, *START, "--form", "full")
        for item in open_[: chance.randint(8, 14)]:
            screen.until(f"Question {len(said) + 1} of")
            typed = item.scale.number or item.scale.choice
            answer = str(chance.randrange(5)) if item.scale.points else "1" if typed else "our own words"
            screen.send(answer if item.scale.points else f"{answer}\r")
            said[item.question.id] = item.scale.choice.among[0].id if item.scale.choice else answer
            wait_for(lambda: path.exists() and kept(path) == said)
        screen.kill()
        assert kept(path) == said
        open_ = [item for item in open_ if item.question.id not in said]
    assert len(said) >= 48


def wait_for(holds: object) -> None:
    assert callable(holds)
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.02)


class Terminal:
    """A terminal of 80 by 40 with the command in it."""

    def __init__(self, folder: Path, *arguments: str, size: tuple[int, int] = (40, 80), **environment: str) -> None:
        self.process = pexpect.spawn(
            str(COMMAND),
            list(arguments),
            cwd=str(folder),
            dimensions=size,
            env={**os.environ, "TERM": "xterm-256color", **environment},
            encoding="utf-8",
        )
        self.screen = pyte.Screen(size[1], size[0])
        self.stream = pyte.Stream(self.screen)
        self.raw = io.StringIO()

    def seen(self) -> str:
        try:
            data = self.process.read_nonblocking(65536, timeout=0.05)
        except (pexpect.TIMEOUT, pexpect.EOF):
            data = ""
        self.raw.write(data)
        self.stream.feed(data)
        if "\x1b[6n" in data:
            self.process.send(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, text: str) -> str:
        end = time.monotonic() + 20
        while text not in (seen := self.seen()):
            assert time.monotonic() < end, f"no {text!r} in\n{seen}"
        return seen

    def send(self, keys: str) -> None:
        self.process.send(keys)

    def after(self, keys: str, text: str) -> str:
        """What is seen once *keys* have changed the screen, and *text* is on it."""
        before = self.seen()
        self.send(keys)
        end = time.monotonic() + 20
        while (seen := self.seen()) == before or text not in seen:
            assert time.monotonic() < end, f"no {text!r} in\n{seen}"
        return seen

    def kill(self) -> None:
        self.process.kill(signal.SIGKILL)
        self.process.wait()

    def left(self) -> int:
        """How the command ended."""
        while self.process.isalive():
            self.seen()
        self.seen()
        return int(self.process.exitstatus if self.process.exitstatus is not None else -1)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_head_answers_with_keys_and_gets_a_report(tmp_path: Path) -> None:
    screen = Terminal(tmp_path, "audit")
    assert "What slows improvement in our school?" in screen.until("Where is your school?")
    screen.after("2", "Your school's name")
    screen.after("\r", "It needs a name, or Ctrl-C to stop")
    screen.after("My school\r", "Which of these are you?")
    screen.after("1", "How much time do you have?")
    screen.after("2", "May your answers be shown by themselves?")
    screen.after("1", "Question 1 of 12")
    screen.after("3", "Question 2 of 12")
    screen.after("\x1b[B\x1b[B\r", "Question 3 of 12")
    screen.after("c", "Your note")
    screen.after("so it is\r", "Your note: so it is")
    assert "Ideas move between people" in screen.after("?", "Ideas move")
    assert "Sometimes ✓" in screen.after("b", "Question 2 of 12")
    screen.after("x", "Question 2 of 12")
    assert "[–]" in screen.after("o", "Go to question")
    for number in range(4, 13):
        screen.after(f"{number}\r" if number == 4 else "1", f"Question {number} of 12")
    seen = screen.after("r", "You have answered 10 of 12")
    assert "Left blank: 2, 3" in seen
    screen.send("\r")
    assert screen.left() == 0
    assert kept(tmp_path / "answers.yaml")["T01"] == "3"
    assert kept(tmp_path / "answers.yaml")["S07"] == "pns"
    report = (tmp_path / "answers.html").read_text("utf-8")
    assert "My school" in report


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("keys", ["\x03", "\x04", "q"])
def test_leaving_in_the_middle_says_how_to_go_on(keys: str, tmp_path: Path) -> None:
    screen = Terminal(tmp_path, *START, "--form", "quick")
    screen.until("Question 1 of 12")
    screen.after("3", "Question 2 of 12")
    screen.send(keys)

    assert screen.left() == 0
    assert "the same command continues" in screen.raw.getvalue()
    assert kept(tmp_path / "answers.yaml") == {"T01": "3"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_narrow_screen_without_colour_that_changes_its_size(tmp_path: Path) -> None:
    screen = Terminal(tmp_path, *START, "--form", "quick", NO_COLOR="1")
    screen.until("Question 1 of 12")
    screen.process.setwinsize(30, 60)
    screen.screen.resize(30, 60)
    screen.after("3", "Question 2 of 12")
    screen.send("q")

    assert screen.left() == 0
    assert re.search(r"\x1b\[[\d;]*3[0-7]m", screen.raw.getvalue()) is None


def test_no_other_file_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "answers.yaml").write_text("shopping: [milk]\n", "utf-8")
    other = (FORMAT_EXAMPLES / "answers.yaml").read_text("utf-8")
    (tmp_path / "other.yaml").write_text(other, "utf-8")

    for name in ("answers.yaml", "other.yaml"):
        with pytest.raises(SystemExit) as stopped:
            main(["audit", "--plain", "-o", str(tmp_path / name)])
        assert stopped.value.code == 1
        assert name in capsys.readouterr().err
    assert (tmp_path / "answers.yaml").read_text("utf-8") == "shopping: [milk]\n"
    assert (tmp_path / "other.yaml").read_text("utf-8") == other


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--role", "astronaut"), "there is no role 'astronaut' here; there is head, leader"),
        (("--nation", "france"), "there is no nation 'france'; there is england"),
        (("--form", "long"), "there is no form 'long'; there is full, quick"),
        (("--language", "fr"), "'school' has no translation into 'fr'; it has en"),
    ],
)
def test_what_is_not_there_is_told(options: tuple[str, str], expected: str, tmp_path: Path) -> None:
    usual = {"--nation": "england", "--role": "teacher", "--form": "quick", "--school": "Hillview"}
    given_ = [each for pair in ({**usual, options[0]: options[1]}).items() for each in pair]

    done = run(tmp_path, "audit", *given_, typed_in="")

    assert done.returncode == 2
    assert expected in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_translation_is_asked_in_its_words(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        *("audit", str(SMALL), "--language", "cy", "--draft-translations", "--nation", "wales", "--school", "Ysgol"),
        typed_in="q\n" * 6,
    )

    translation = yaml.safe_load((FORMAT_EXAMPLES / "small.cy.yaml").read_text("utf-8"))["strings"]
    assert any(text in done.stdout for key, text in translation.items() if key.startswith("roles."))


def test_what_is_shown_cannot_steer_the_terminal() -> None:
    from speedbumps.cli.interview.screen_text import question_lines

    nasty = Question.model_validate({"id": "X1", "text": "Clear\x1b[2J \u202ethis", "scale": "s"})
    item = PresentedQuestion(nasty, nasty.text, None, None, Scale(text=OpenText()), "Part")
    amount = PresentedQuestion(nasty, nasty.text, None, None, Scale(number=Amount(unit="hours", min=0, max=9)), "Part")

    assert list(question_lines(item)) == ["Clear[2J this"]
    assert amount.seconds < item.seconds


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("-o", "answers.html"), "name it answers.yaml"),
        (("-o", "nowhere/answers.yaml"), "there is no folder nowhere"),
    ],
)
def test_a_file_that_cannot_keep_answers_is_told_before_the_first_question(
    options: tuple[str, str], expected: str, tmp_path: Path
) -> None:
    done = run(tmp_path, *START, "--form", "quick", *options, typed_in="3\n")

    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert expected in done.stderr
    assert "Question 1" not in done.stdout


def test_nobody_goes_on_with_the_answers_of_somebody_else(tmp_path: Path) -> None:
    run(tmp_path, *START, "--form", "quick", typed_in="3\nq\n")

    same = run(tmp_path, "audit", "--role", "Class teacher", "--school", "HILLVIEW", typed_in="q\n")
    assert (same.returncode, "Continuing with answers.yaml (Teacher, Hillview, quick form)" in same.stderr) == (0, True)
    for other in (("--role", "leader"), ("--school", "Lochside"), ("--form", "full"), ("--round", "2027")):
        done = run(tmp_path, "audit", *other, typed_in="q\n")
        assert done.returncode == 2
        assert "holds the answers of somebody else (Teacher, Hillview, quick form)" in done.stderr
    assert kept(tmp_path / "answers.yaml") == {"T01": "3"}


def test_a_report_that_is_there_is_not_replaced_by_another_persons(tmp_path: Path) -> None:
    (tmp_path / "answers.html").write_text("mine", "utf-8")

    done = run(tmp_path, *START, "--form", "quick", typed_in="q\n")

    assert done.returncode == 2
    assert (tmp_path / "answers.html").read_text("utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_command_after_going_back_to_own_words_is_a_command(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(
        answers_yaml(about(role="teacher", draft="d"), {"N01": "2", "O1": "our café"}, {}), "utf-8"
    )
    screen = Terminal(tmp_path, "audit")
    screen.until("Question ")
    while "What one thing should we stop doing?" not in (seen := screen.after(":b\r", "Question ")):
        pass
    assert "Your answer so far: our café" in seen
    screen.after(":b\r", "Question ")
    screen.send(":q\r")

    assert screen.left() == 0
    assert kept(tmp_path / "answers.yaml")["O1"] == "our café"
