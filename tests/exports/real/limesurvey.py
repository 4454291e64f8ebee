"""Makes surveys for LimeSurvey and fills them in, so that its own exports can be tried; limesurvey.md has the steps.

PYTHONPATH=tests python tests/exports/real/limesurvey.py structures FOLDER
PYTHONPATH=tests python tests/exports/real/limesurvey.py answers HOST PORT lists|arrays|german|german-arrays
"""

import argparse
import csv
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from http.client import HTTPConnection
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from exports.make import IDS, INSTRUMENT, QUESTIONS, ROWS, prompt, words

from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Scale

HEADING = ["class", "type/scale", "name", "relevance", "text", "help", "language", "mandatory", "other"]
LONGEST = 5
"""Characters of an answer code."""

Rows = Iterable[dict[str, str]]


class Kind(NamedTuple):
    """A survey, and what its maker chose."""

    survey: str
    language: str
    role: str
    """The words that ask for the role."""

    arrays: bool
    settings: dict[str, str]
    around: str = "{}"
    """What the editor writes around the words of a question."""


PRIVATE = {"datestamp": "Y", "ipaddr": "Y", "refurl": "Y", "savetimings": "Y"}
KINDS = {
    "lists": Kind("111111", "en", "What is your role?", arrays=False, settings={}),
    "arrays": Kind("222222", "en", "Role", arrays=True, settings=PRIVATE),
    "german-arrays": Kind("444444", "de", "Ihre Rolle", arrays=True, settings=PRIVATE),
    "german": Kind("333333", "de", "Ihre Rolle", arrays=False, settings={"datestamp": "Y"}, around="<p>{}</p>"),
}


# The structure of a survey, as LimeSurvey writes it to a file of tabs


def structure(kind: Kind) -> Iterator[dict[str, str]]:
    own = {"sid": kind.survey, "language": kind.language, "format": "G", "anonymized": "N", "showwelcome": "N"}
    for name, text in (own | {"allowprev": "Y", "admin": "Admin"} | kind.settings).items():
        yield {"class": "S", "name": name, "text": text}
    comma = "1" if kind.language == "de" else "0"
    for name, text in {"surveyls_title": "School", "surveyls_numberformat": comma}.items():
        yield {"class": "SL", "name": name, "text": text, "language": kind.language}
    for number, (name, rows) in enumerate(groups(kind)):
        yield {"class": "G", "type/scale": str(number), "name": name, "language": kind.language}
        yield from ({"language": kind.language, **row} for row in rows)


def groups(kind: Kind) -> Iterator[tuple[str, Rows]]:
    yield "About you", _role(kind)
    if not kind.arrays:
        yield "Questions", (row for name in IDS for row in _question(name, kind))
        return
    for place, names in enumerate(grids()):
        first = scale_of(INSTRUMENT.questionnaire, QUESTIONS[names[0]])
        yield prompt(names[0]), (_array(place, names) if first.points else _question(names[0], kind))


def grids() -> list[list[str]]:
    """The questions in the order of the survey with arrays: in one array is what stands together on one scale."""
    listed = (list(names) for _, names in groupby(IDS, lambda name: QUESTIONS[name].scale))
    return [part for names in listed for part in ([names] if _points(names[0]) else [[name] for name in names])]


def _points(name: str) -> bool:
    return bool(scale_of(INSTRUMENT.questionnaire, QUESTIONS[name]).points)


def _role(kind: Kind) -> Rows:
    yield {"class": "Q", "type/scale": "L", "name": "role", "text": kind.around.format(kind.role), "mandatory": "N"}
    for role in INSTRUMENT.questionnaire.roles[:4]:  # of staff
        yield {"class": "A", "type/scale": "0", "name": role.id[:LONGEST], "text": role.title}


def _question(name: str, kind: Kind) -> Rows:
    scale = scale_of(INSTRUMENT.questionnaire, QUESTIONS[name])
    letter = "L" if scale.points else "N" if scale.number else "T"
    text = kind.around.format(words(name))
    yield {"class": "Q", "type/scale": letter, "name": name, "text": text, "help": scale.prompt or "", "mandatory": "N"}
    yield from _answers(scale)


def _array(place: int, names: list[str]) -> Rows:
    text = prompt(names[0])
    yield {"class": "Q", "type/scale": "F", "name": f"grid{place + 1}", "text": text, "mandatory": "N"}
    yield from ({"class": "SQ", "type/scale": "0", "name": name, "text": words(name)} for name in names)
    yield from _answers(scale_of(INSTRUMENT.questionnaire, QUESTIONS[names[0]]))


def _answers(scale: Scale) -> Rows:
    non_answers = INSTRUMENT.questionnaire.non_answers
    known = {f"{point.value:g}": point.label for point in scale.points}
    known |= {code: getattr(non_answers, code) for code in ("na", "dk", "pns")} if known else {}
    return ({"class": "A", "type/scale": "0", "name": code, "text": label} for code, label in known.items())


def structures(folder: Path) -> None:
    for name, kind in KINDS.items():
        with (folder / f"limesurvey-{name}.txt").open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, HEADING, restval="", delimiter="\t", lineterminator="\n")
            rows.writeheader()
            rows.writerows(structure(kind))


# Answers, given in the form as a browser does


class Form(HTMLParser):
    """What a page of the survey sends back of itself, and the names of its answers in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.asked: dict[str, None] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        name = found.get("name", "")
        if tag in ("input", "textarea") and re.fullmatch(r"\d+X\d+X\d+\w*", name):
            self.asked[name] = None
        elif tag == "input" and found.get("type") == "hidden" and name:
            self.hidden[name] = found.get("value", "")


INVENTED = {"X-Forwarded-For": "192.0.2.7", "Referer": "https://school.example.org/staff"}


class Browser:
    """One person's visit."""

    def __init__(self, host: str, port: int) -> None:
        self.connection = HTTPConnection(host, port)
        self.cookies: dict[str, str] = {}

    def page(self, path: str, sent: dict[str, str] | None = None) -> Form:
        headers = INVENTED | {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if sent else {}
        self.connection.request("POST" if sent else "GET", path, urlencode(sent) if sent else None, headers)
        answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        if answer.status in (301, 302):
            return self.page(answer.headers["Location"])
        return Form(text)


def pages(kind: Kind) -> list[list[str]]:
    """The ids that each page asks."""
    return [["role"], *(grids() if kind.arrays else [IDS])]


def visit(browser: Browser, kind: Kind, person: dict[str, str] | None, number: int) -> None:
    """Fills in the survey, or only opens it if there is no *person*; every fourth never sends it."""
    path = f"/index.php?r=survey/index&sid={kind.survey}&lang={kind.language}"
    form = browser.page(path + (f"&token=tok{number}" if "ipaddr" in kind.settings else "&newtest=Y"))
    listed = pages(kind)
    for names in listed[: len(listed) if person else 1]:
        if len(form.asked) != len(names):
            raise SystemExit(f"the page asks {list(form.asked)}, not {names}")
        move = "movenext" if names is not listed[-1] else "movesubmit" if number % 4 else "moveprev"
        answers = [_sent(name, person[name], kind) if person else "" for name in names]
        form = browser.page(path, form.hidden | dict(zip(form.asked, answers, strict=True)) | {"move": move})


def _sent(name: str, answer: str, kind: Kind) -> str:
    if name == "role":
        return answer[:LONGEST]
    if name[0] == "N":
        return answer.replace(".", ",") if kind.language == "de" else answer
    return answer.replace("\n", "\r\n")  # as browsers send it


def fill(host: str, port: int, kind: Kind) -> None:
    for number, person in enumerate([*ROWS, None]):
        visit(Browser(host, port), kind, person, number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("structures").add_argument("folder", type=Path)
    answers = commands.add_parser("answers")
    answers.add_argument("host")
    answers.add_argument("port", type=int)
    answers.add_argument("kind", choices=KINDS)
    given = parser.parse_args()
    if given.command == "structures":
        structures(given.folder)
    else:
        fill(given.host, given.port, KINDS[given.kind])


if __name__ == "__main__":
    main()
