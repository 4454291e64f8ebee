"""The interview on a full terminal: one question at a time, redrawn in place, answered with one key."""

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
from speedbumps.forms.interview.session import Session
from speedbumps.forms.interview.steps import (
    COMMANDS,
    NOTE,
    Answer,
    Finish,
    Go,
    Move,
    Show,
    Step,
    Stop,
    Unclear,
    WriteNote,
    parse_line,
)
from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.questionnaires.presentation import PresentedQuestion
from speedbumps.text import show_controls

KEYS = (
    gettext_noop("Number, or ↑ ↓ and Enter · b back · s skip · x clear"),
    gettext_noop("? why we ask · c note · o overview · q stop"),
)
TYPED_KEYS = gettext_noop("Enter: on · :n does not apply · :d don’t know · :x clear · :? why · :b back · :q stop")
MOVES = {"up": -1, "down": 1}
OTHER_KEYS = {"left": "b", "right": "s", "c-c": "q", "c-d": "q"}
"""Other keys, and the keys that they stand for."""

STYLE = Style.from_dict({"where": "ansibrightblack", "asked": "bold", "here": "reverse", "keys": "ansibrightblack"})

Choice = tuple[str, str, str]
"""A key, its label, and its meaning."""


class FullScreenAsker:
    """Asks on a full terminal."""

    def __init__(self, words: NonAnswers, spoken: Locale) -> None:
        self.words, self.spoken = words, spoken

    def choose(self, title: str, offered: Iterable[tuple[str, str]], explained: Iterable[str] = ()) -> str | None:
        """Return the id of the chosen item of *offered*; None if the person stops."""
        listed = [(str(number), said, name) for number, (name, said) in enumerate(offered, start=1)]
        above = [("", line) for line in explained] + [("", ""), ("class:asked", title)]
        pressed = wait_for_key(
            above, listed, None, [("class:keys", self.spoken.gettext("Number, or ↑ ↓ and Enter · q stop"))], "q"
        )
        return None if pressed == "q" else next(name for key, _, name in listed if key == pressed)

    def write(self, title: str) -> str | None:
        """Return the line that the person writes; None if the person stops."""
        keys = self.spoken.gettext("Type it, and Enter to go on · Ctrl-C stop")
        while (line := _prompt_line(f"{title}: ", "", keys)) is not None:
            if line.strip():
                return line.strip()
            keys = self.spoken.gettext("It needs a name, or Ctrl-C to stop")
        return None

    def ask(self, session: Session) -> Step:
        """Return the step that the person takes at the current question."""
        if (item := session.current) is None:
            return self._ask_at_end(session)
        below: tuple[str, ...] = ()
        while True:
            step = (
                self._pick_point(item, session, below) if item.scale.points else self._enter_text(item, session, below)
            )
            match step:
                case Unclear(message):
                    below = tuple(screen_text.wrap_text(message))
                case Show("overview"):
                    return self._show_overview(session)
                case Show("why"):
                    below = tuple(screen_text.reason_lines(item, self.spoken))
                case Show():
                    below = screen_text.help_lines(self.spoken)
                case _:
                    return step

    def _pick_point(self, item: PresentedQuestion, session: Session, below: Sequence[str]) -> Step:
        listed = screen_text.answer_keys(item, self.words)
        notes = [("", line) for line in (*_note_lines(session, self.spoken), *below)]
        keys = [
            *notes,
            *(("class:keys", part) for line in map(self.spoken.gettext, KEYS) for part in screen_text.wrap_text(line)),
        ]
        pressed = wait_for_key(
            _question_header(item, session, self.spoken),
            listed,
            session.answers.get(item.question.id),
            keys,
            "".join(COMMANDS) + NOTE,
        )
        if meant := next((meaning for key, _, meaning in listed if key == pressed), None):
            return Answer(meant)
        if pressed != NOTE:
            return COMMANDS[pressed]
        note = _prompt_line(
            self.spoken.gettext("Your note: %(note)s", note=""),
            session.notes.get(item.question.id, ""),
            self.spoken.gettext("Enter to keep it · Ctrl-C to leave it"),
        )
        return WriteNote(note) if note is not None else Move(0)

    def _enter_text(self, item: PresentedQuestion, session: Session, below: Sequence[str]) -> Step:
        lines = [
            *(text for _, text in _question_header(item, session, self.spoken)),
            *screen_text.option_lines(item),
            *screen_text.wrap_text(f"({screen_text.input_hint(item, self.spoken)})"),
            *screen_text.previous_answer_lines(session, self.words, self.spoken),
            *below,
            "",
        ]
        # The line does not begin with the earlier answer: a command typed after it would become part of it.
        line = _prompt_line("\n".join([*lines, "> "]), "", self.spoken.gettext(TYPED_KEYS))
        return Stop() if line is None else parse_line(item, line, self.words)

    def _show_overview(self, session: Session) -> Step:
        # Written to the terminal itself, which can be scrolled, since it seldom fits on the screen.
        sys.stdout.write("\n".join(map(show_controls, (*screen_text.overview_lines(session, self.words), "", ""))))
        sys.stdout.flush()
        number = _prompt_line(
            self.spoken.gettext("Go to question: "),
            "",
            self.spoken.gettext("A number, or Enter to go back to where you were"),
        )
        return Go(int(number)) if number is not None and number.strip().isdigit() else Move(0)

    def _ask_at_end(self, session: Session) -> Step:
        listed = [
            ("1", self.spoken.gettext("Finish"), "finish"),
            ("2", self.spoken.gettext("Look at all answers, or go back to one"), "overview"),
            ("3", self.spoken.gettext("Stop here, and go on another time"), "stop"),
        ]
        above = [("class:asked", line) for line in screen_text.closing_lines(session, self.spoken)]
        keys = self.spoken.gettext("Number, or ↑ ↓ and Enter · b back")
        pressed = wait_for_key(above, listed, None, [("class:keys", keys)], "boq")
        match pressed:
            case "1":
                return Finish()
            case "2" | "o":
                return self._show_overview(session)
            case "b":
                return Move(-1)
            case _:
                return Stop()


def _question_header(item: PresentedQuestion, session: Session, spoken: Locale) -> list[tuple[str, str]]:
    asked = [("class:asked", line) for line in screen_text.question_lines(item)]
    return [("class:where", screen_text.progress_line(session, spoken)), ("", ""), *asked]


def _note_lines(session: Session, spoken: Locale) -> tuple[str, ...]:
    note = session.notes.get(session.at or "")
    return tuple(screen_text.wrap_text(spoken.gettext("Your note: %(note)s", note=note))) if note else ()


def wait_for_key(
    above: Sequence[tuple[str, str]],
    listed: Sequence[Choice],
    chosen: str | None,
    below: Sequence[tuple[str, str]],
    others: str,
) -> str:
    """Show the choices and return the key of the chosen one, or one of the keys in *others*.

    The lines *above* and *below* are pairs of a style and a text.
    """
    at = next((place for place, (_, _, meaning) in enumerate(listed) if meaning == chosen), 0)

    def screen_lines() -> StyleAndTextTuples:
        lines = [*above, ("", "")]
        for place, (key, said, meaning) in enumerate(listed):
            mark = "›" if place == at else " "
            tick = "  ✓" if meaning == chosen else ""
            style = "class:here" if place == at else ""
            lines.extend((style, line) for line in screen_text.wrap_text(f"{said}{tick}", f" {mark} {key}  "))
        return [(style, f"{line}\n") for style, line in (*lines, ("", ""), *below)]

    bindings = KeyBindings()

    def move_cursor(by: int) -> None:
        nonlocal at
        at = (at + by) % len(listed)

    for name, by in MOVES.items():
        bindings.add(name)(lambda _, by=by: move_cursor(by))
    keys = [key for key, _, _ in listed if len(key) == 1] + list(others)
    for name, key in [
        *((key, key) for key in keys),
        *((name, key) for name, key in OTHER_KEYS.items() if key in others),
    ]:
        bindings.add(name)(lambda event, key=key: event.app.exit(result=key))

    @bindings.add("enter")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=listed[at][0])

    screen: Application[str] = Application(
        layout=Layout(Window(FormattedTextControl(screen_lines, focusable=True, show_cursor=False), wrap_lines=True)),
        key_bindings=bindings,
        style=STYLE,
        color_depth=_colour_depth(),
        erase_when_done=True,
    )
    return screen.run()


def _prompt_line(before: str, default: str, keys: str) -> str | None:
    """Return what the person writes after *before*; None if the person stops."""
    try:
        asking: PromptSession[str] = PromptSession(color_depth=_colour_depth(), style=STYLE, erase_when_done=True)
        return asking.prompt(before, default=default, bottom_toolbar=keys)
    except (EOFError, KeyboardInterrupt):
        return None


def _colour_depth() -> ColorDepth | None:
    return ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None
