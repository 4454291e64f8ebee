"""A sitting on a terminal: one question at a time, drawn in place, answered with one key."""

import os
import sys
from collections.abc import Iterable, Sequence

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.shortcuts import PromptSession
from prompt_toolkit.styles import Style

from speedbumps.cli.interview import screen_text
from speedbumps.forms.interview.session import Sitting
from speedbumps.forms.interview.steps import (
    COMMANDS,
    NOTE,
    Answer,
    Finish,
    Go,
    Move,
    Note,
    Show,
    Step,
    Stop,
    Unclear,
    typed,
)
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.questionnaires.presentation import Item
from speedbumps.text import visible

KEYS = ("Number, or ↑ ↓ and Enter · b back · s skip · x clear", "? why we ask · c note · o overview · q stop")
TYPED_KEYS = "Enter: on · :n does not apply · :d don’t know · :x clear · :? why · :b back · :q stop"
MOVES = {"up": -1, "down": 1}
OTHERS = {"left": "b", "right": "s", "c-c": "q", "c-d": "q"}
"""Other keys, and what they stand for."""

STYLE = Style.from_dict({"where": "ansibrightblack", "asked": "bold", "here": "reverse", "keys": "ansibrightblack"})

Choice = tuple[str, str, str]
"""A key, what stands beside it, and what it means."""


class Drawn:
    """Asks on a terminal."""

    def __init__(self, words: NonAnswers) -> None:
        self.words = words

    def choose(self, title: str, offered: Iterable[tuple[str, str]], explained: Iterable[str] = ()) -> str | None:
        """Which of what is *offered* somebody takes, by its id; None if the person stops here."""
        listed = [(str(number), said, name) for number, (name, said) in enumerate(offered, start=1)]
        above = [("", line) for line in explained] + [("", ""), ("class:asked", title)]
        pressed = pressed_key(above, listed, None, [("class:keys", "Number or ↑ ↓ and Enter · q stop")], "q")
        return None if pressed == "q" else next(name for key, _, name in listed if key == pressed)

    def write(self, title: str) -> str | None:
        """What somebody writes in a line; None if the person stops here."""
        while (line := _line(f"{title}: ", "", "Type it, and Enter to go on · Ctrl-C stop")) is not None:
            if line.strip():
                return line.strip()
        return None

    def ask(self, sitting: Sitting) -> Step:
        """The step that somebody takes at the question in front."""
        if (item := sitting.here) is None:
            return self._ended(sitting)
        below: tuple[str, ...] = ()
        while True:
            step = self._picked(item, sitting, below) if item.scale.points else self._written(item, sitting, below)
            match step:
                case Unclear(message):
                    below = tuple(screen_text.wrapped(message))
                case Show("overview"):
                    return self._overview(sitting)
                case Show("why"):
                    below = tuple(screen_text.why(item))
                case Show():
                    below = screen_text.HELP
                case _:
                    return step

    def _picked(self, item: Item, sitting: Sitting, below: Sequence[str]) -> Step:
        listed = screen_text.choices(item, self.words)
        notes = [("", line) for line in (*_note(sitting), *below)]
        keys = [*notes, *(("class:keys", part) for line in KEYS for part in screen_text.wrapped(line))]
        pressed = pressed_key(
            _asked(item, sitting), listed, sitting.answers.get(item.question.id), keys, "".join(COMMANDS) + NOTE
        )
        if meant := next((meaning for key, _, meaning in listed if key == pressed), None):
            return Answer(meant)
        if pressed != NOTE:
            return COMMANDS[pressed]
        note = _line("Your note: ", sitting.notes.get(item.question.id, ""), "Enter to keep it · Ctrl-C to leave it")
        return Note(note) if note is not None else Move(0)

    def _written(self, item: Item, sitting: Sitting, below: Sequence[str]) -> Step:
        lines = [
            *(text for _, text in _asked(item, sitting)),
            *screen_text.wrapped(f"({screen_text.invitation(item)})"),
            *screen_text.so_far(sitting, self.words),
            *below,
            "",
        ]
        # What was answered is not put into the line: a command typed behind it would become part of it.
        line = _line("\n".join([*lines, "> "]), "", TYPED_KEYS)
        return Stop() if line is None else typed(item, line, self.words)

    def _overview(self, sitting: Sitting) -> Step:
        # Written to the terminal itself, which can be scrolled: all of it seldom fits on the screen.
        sys.stdout.write("\n".join(map(visible, (*screen_text.overview(sitting, self.words), "", ""))))
        sys.stdout.flush()
        number = _line("Go to question: ", "", "A number, or Enter to go back to where you were")
        return Go(int(number)) if number is not None and number.strip().isdigit() else Move(0)

    def _ended(self, sitting: Sitting) -> Step:
        listed = [
            ("1", "Finish", "finish"),
            ("2", "Look at all answers, or go back to one", "overview"),
            ("3", "Stop here, and go on another time", "stop"),
        ]
        above = [("class:asked", line) for line in screen_text.at_the_end(sitting)]
        pressed = pressed_key(above, listed, None, [("class:keys", "Number or ↑ ↓ and Enter · b back")], "boq")
        match pressed:
            case "1":
                return Finish()
            case "2" | "o":
                return self._overview(sitting)
            case "b":
                return Move(-1)
            case _:
                return Stop()


def _asked(item: Item, sitting: Sitting) -> list[tuple[str, str]]:
    asked = [("class:asked", line) for line in screen_text.question(item)]
    return [("class:where", screen_text.where(sitting)), ("", ""), *asked]


def _note(sitting: Sitting) -> tuple[str, ...]:
    note = sitting.notes.get(sitting.at or "")
    return tuple(screen_text.wrapped(f"Your note: {note}")) if note else ()


def pressed_key(
    above: Sequence[tuple[str, str]],
    listed: Sequence[Choice],
    chosen: str | None,
    below: Sequence[tuple[str, str]],
    others: str,
) -> str:
    """The key of the choice that is taken, or one of the *others*; lines come with their style."""
    at = next((place for place, (_, _, meaning) in enumerate(listed) if meaning == chosen), 0)

    def seen() -> StyleAndTextTuples:
        lines = [*above, ("", "")]
        for place, (key, said, meaning) in enumerate(listed):
            mark = "›" if place == at else " "
            tick = "  ✓" if meaning == chosen else ""
            style = "class:here" if place == at else ""
            lines.extend((style, line) for line in screen_text.wrapped(f"{said}{tick}", f" {mark} {key}  "))
        return [(style, f"{line}\n") for style, line in (*lines, ("", ""), *below)]

    bindings = KeyBindings()

    def moving(by: int) -> None:
        nonlocal at
        at = (at + by) % len(listed)

    for name, by in MOVES.items():
        bindings.add(name)(lambda _, by=by: moving(by))
    keys = [key for key, _, _ in listed if len(key) == 1] + list(others)
    for name, key in [*((key, key) for key in keys), *((name, key) for name, key in OTHERS.items() if key in others)]:
        bindings.add(name)(lambda event, key=key: event.app.exit(result=key))

    @bindings.add("enter")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=listed[at][0])

    screen: Application[str] = Application(
        layout=Layout(Window(FormattedTextControl(seen, focusable=True, show_cursor=False), wrap_lines=True)),
        key_bindings=bindings,
        style=STYLE,
        color_depth=_colours(),
        erase_when_done=True,
    )
    return screen.run()


def _line(before: str, default: str, keys: str) -> str | None:
    """What somebody writes after *before*; None if the person stops."""
    try:
        asking: PromptSession[str] = PromptSession(color_depth=_colours(), style=STYLE, erase_when_done=True)
        return asking.prompt(before, default=default, bottom_toolbar=keys)
    except (EOFError, KeyboardInterrupt):
        return None


def _colours() -> ColorDepth | None:
    return ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None
