"""A sitting line by line: for a screen reader, a pipe, and a terminal that cannot do more."""

import sys
from collections.abc import Iterable

from speedbumps.cli.interview import screen_text
from speedbumps.forms.interview.session import Sitting
from speedbumps.forms.interview.steps import Finish, Go, Move, Show, Step, Stop, Unclear, typed
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.text import visible

ENDING = "Enter to finish, a number to go back to that question, o for the overview, q to stop: "


class Spoken:
    """Asks by printing lines and reading one."""

    def __init__(self, words: NonAnswers) -> None:
        self.words = words
        self._helped = False

    def choose(self, title: str, offered: Iterable[tuple[str, str]], explained: Iterable[str] = ()) -> str | None:
        """Which of what is *offered* somebody takes, by its id; None if the person stops here."""
        listed = list(offered)
        _say("", *explained, title, *(f"{number}  {said}" for number, (_, said) in enumerate(listed, start=1)))
        while (line := _line("Your choice: ")) is not None and line.strip().lower() != "q":
            chosen = [name for number, (name, _) in enumerate(listed, start=1) if line.strip() in {str(number), name}]
            if chosen:
                return chosen[0]
            _say(f"Type a number from 1 to {len(listed)}, or q to stop.")
        return None

    def write(self, title: str) -> str | None:
        """What somebody writes in a line; None if the person stops here."""
        while (line := _line(f"\n{title}: ")) is not None:
            if line.strip():
                return None if line.strip().lower() == "q" else line.strip()
        return None

    def ask(self, sitting: Sitting) -> Step:
        """The step that somebody takes at the question in front."""
        item = sitting.here
        if item is None:
            return self._ended(sitting)
        _say("", screen_text.where(sitting), *screen_text.question(item))
        if item.scale.points:
            _say(*(f"{key}  {said}" for key, said, _ in screen_text.choices(item, self.words)))
        else:
            _say(f"({screen_text.invitation(item)})")
        _say(*screen_text.so_far(sitting, self.words))
        if not self._helped:
            self._helped = True
            _say(*screen_text.HELP)
        while (line := _line("Answer: ")) is not None:
            match step := typed(item, line, self.words):
                case Unclear(message):
                    _say(f"{message}. Type h for help.")
                case Show(what):
                    self._show(what, sitting)
                case _:
                    return step
        return Stop()

    def _show(self, what: str, sitting: Sitting) -> None:
        if what == "overview":
            _say(*screen_text.overview(sitting, self.words), "", "Type o and a number to go to that question.")
        elif what == "why" and sitting.here is not None:
            _say(*screen_text.why(sitting.here))
        else:
            _say(*screen_text.HELP)

    def _ended(self, sitting: Sitting) -> Step:
        _say("", *screen_text.at_the_end(sitting))
        while (
            line := _line("Enter to finish, a number to go back to that question, o for the overview, q to stop: ")
        ) is not None:
            said = line.strip().lower().removeprefix(":")
            match said:
                case "" | "y" | "yes":
                    return Finish()
                case "q":
                    return Stop()
                case "b":
                    return Move(-1)
                case "o":
                    _say(*screen_text.overview(sitting, self.words))
                case number if number.isdigit():
                    return Go(int(number))
                case _:
                    _say("Press Enter to finish, or type a number, o or q.")
        return Stop()


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{visible(line)}\n")


def _line(before: str) -> str | None:
    """What is typed; None at the end of what there is."""
    sys.stdout.write(before)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        sys.stdout.write("\n")
    return line.rstrip("\r\n") if line else None
