"""The interview line by line: for a screen reader, a pipe, and a simple terminal."""

import signal
import sys
from collections.abc import Iterable
from typing import Protocol

from speedbumps.cli.interview import screen_text
from speedbumps.forms.interview.session import Session
from speedbumps.forms.interview.steps import Finish, Go, Move, Show, Step, Stop, Unclear, parse_line
from speedbumps.i18n import Locale, gettext_noop, load_locale
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.text import show_controls

ENGLISH_LOCALE = load_locale("en")

ENDING = gettext_noop("Enter to finish, a number to go back to that question, o for the overview, q to stop: ")

WINDOWS = sys.platform == "win32"


class Asker(Protocol):
    """A terminal of any kind that asks questions."""

    spoken: Locale
    """Our own words in the language of the questions."""

    def choose(self, title: str, offered: Iterable[tuple[str, str]], explained: Iterable[str] = ()) -> str | None:
        """Return the id of the chosen item of *offered*; None if the person stops."""

    def write(self, title: str) -> str | None:
        """Return the line that the person writes, which is not empty; None if the person stops."""

    def ask(self, session: Session) -> Step:
        """Return the step that the person takes at the current question."""


class LineModeAsker:
    """Asks by printing lines and reading one line."""

    def __init__(self, words: NonAnswers, spoken: Locale) -> None:
        self.words, self.spoken = words, spoken
        self._helped = False

    def choose(self, title: str, offered: Iterable[tuple[str, str]], explained: Iterable[str] = ()) -> str | None:
        """Return the id of the chosen item of *offered*; None if the person stops."""
        return choose_by_number(title, offered, explained, self.spoken)

    def write(self, title: str) -> str | None:
        """Return the line that the person writes; None if the person stops."""
        return type_line(title)

    def ask(self, session: Session) -> Step:
        """Return the step that the person takes at the current question."""
        item = session.current
        if item is None:
            return self._end_session(session)
        _print_visible("", screen_text.progress_line(session, self.spoken), *screen_text.question_lines(item))
        if item.scale.points:
            _print_visible(*(f"{key}  {said}" for key, said, _ in screen_text.answer_keys(item, self.words)))
        else:
            _print_visible(*screen_text.option_lines(item), f"({screen_text.input_hint(item, self.spoken)})")
        _print_visible(*screen_text.previous_answer_lines(session, self.words, self.spoken))
        if not self._helped:
            self._helped = True
            _print_visible(*screen_text.help_lines(self.spoken))
        while (line := _read_line(self.spoken.gettext("Answer: "))) is not None:
            match step := parse_line(item, line, self.words):
                case Unclear(message):
                    _print_visible(self.spoken.gettext("%(message)s. Type h for help.", message=message))
                case Show(what):
                    self._print_requested(what, session)
                case _:
                    return step
        return Stop()

    def _print_requested(self, what: str, session: Session) -> None:
        if what == "overview":
            go = self.spoken.gettext("Type o and a number to go to that question.")
            _print_visible(*screen_text.overview_lines(session, self.words), "", go)
        elif what == "why" and session.current is not None:
            _print_visible(*screen_text.reason_lines(session.current, self.spoken))
        else:
            _print_visible(*screen_text.help_lines(self.spoken))

    def _end_session(self, session: Session) -> Step:
        _print_visible("", *screen_text.closing_lines(session, self.spoken))
        while (line := _read_line(self.spoken.gettext(ENDING))) is not None:
            said = line.strip().lower().removeprefix(":")
            match said:
                case "" | "y" | "yes":
                    return Finish()
                case "q":
                    return Stop()
                case "b":
                    return Move(-1)
                case "o":
                    _print_visible(*screen_text.overview_lines(session, self.words))
                case number if number.isdigit():
                    return Go(int(number))
                case _:
                    _print_visible(self.spoken.gettext("Press Enter to finish, or type a number, o or q."))
        return Stop()


def choose_by_number(
    title: str, offered: Iterable[tuple[str, str]], explained: Iterable[str] = (), spoken: Locale = ENGLISH_LOCALE
) -> str | None:
    """Return the id of the item of *offered* whose number is typed; None after q, and at the end of the input."""
    listed = list(offered)
    _print_visible("", *explained, title, *(f"{number}  {said}" for number, (_, said) in enumerate(listed, start=1)))
    while (line := _read_line(spoken.gettext("Your choice: "))) is not None and line.strip().lower() != "q":
        chosen = [name for number, (name, _) in enumerate(listed, start=1) if line.strip() in {str(number), name}]
        if chosen:
            return chosen[0]
        _print_visible(spoken.gettext("Type a number from 1 to %(last)s, or q to stop.", last=len(listed)))
    return None


def type_line(title: str, *, may_be_empty: bool = False) -> str | None:
    """Return the line that is typed; None after q, and at the end of the input. An empty one is asked for again."""
    while (line := _read_line(f"\n{title}: ")) is not None:
        if line.strip() or may_be_empty:
            return None if line.strip().lower() == "q" else line.strip()
    return None


def _print_visible(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{show_controls(line)}\n")


def _read_line(before: str) -> str | None:
    """Return the line that is typed; None at the end of the input, or after Ctrl-C."""
    sys.stdout.write(before)
    sys.stdout.flush()
    if not WINDOWS:  # Polars makes a read go on after Ctrl-C, until the end of the line
        signal.siginterrupt(signal.SIGINT, True)
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
        return None
    if not sys.stdin.isatty():
        sys.stdout.write("\n")
    return line.rstrip("\r\n") if line else None
