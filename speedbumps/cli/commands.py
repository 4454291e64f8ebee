"""The commands, and the module of each."""

from importlib import import_module
from types import ModuleType

COMMANDS = {
    "start": "Choose what to do from a menu, if you are new to a terminal.",
    "demo": "Score a fictional school, and write its report.",
    "score": "Score answers: a table, JSON or CSV.",
    "report": "Make a report from answers, or from a saved audit.",
    "plan": "Plan what to do first, in a file that you keep and change.",
    "compare": "List what changed in a school from one round of answers to the next.",
    "audit": "Answer the questions in the terminal, and get a report.",
    "review": "List people's own words, to choose what a report may print.",
    "items": "Show how the questions work, for whoever pilots a questionnaire.",
    "batch": "Make the reports of many schools, and a page about all of them.",
    "form": "Make a page that asks the questions, to send to staff.",
    "import": "Turn another survey program's export into a plain table of answers.",
    "export": "Turn a questionnaire into another survey program's form.",
    "check": "Find mistakes in questionnaires, actions and answers.",
    "diff": "List what changed between two versions of a questionnaire.",
    "new": "Start a questionnaire or a translation of one.",
    "explain": "Explain a check, a question, an action, or the arithmetic of a score.",
    "schema": "Print the JSON Schema of a kind of file.",
    "purge": "Erase files of answers.",
    "doctor": "Say what is missing, and where files lie.",
}
"""The commands with their summaries, in the order of the help text."""

MODULES = {"import": "importing"}
"""The modules of commands whose names are keywords of Python."""


def command_module(name: str) -> ModuleType:
    """Return the module of the command *name*."""
    return import_module(f"speedbumps.cli.{MODULES.get(name, name)}")
