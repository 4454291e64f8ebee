"""Writes the exports in this folder from plain.csv, each as a survey program lays it out: python tests/exports/make.py.

The twelve people are invented. What differs between two programs, or two settings of one, is a function of its own.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

import polars as pl
from openpyxl import Workbook

from speedbumps.diagnostics.problem import require_value
from speedbumps.model.queries import scale_of
from speedbumps.questionnaires.load import read_instrument

HERE = Path(__file__).parent
FIRST_VERSION = HERE.parent / "support" / "first_version" / "school.yaml"
INSTRUMENT = require_value(read_instrument(FIRST_VERSION))
QUESTIONS = INSTRUMENT.questions
ROWS = list(csv.DictReader(io.StringIO((HERE / "plain.csv").read_text("utf-8"), newline="")))
IDS = [name for name in ROWS[0] if name != "role"]
ROLES = {role.id: role.title for role in INSTRUMENT.questionnaire.roles} | {"": ""}

Table = list[list[str]]


def words(name: str) -> str:
    return QUESTIONS[name].text


def said(name: str, answer: str) -> str:
    """The *answer* in words."""
    scale = scale_of(INSTRUMENT.questionnaire, QUESTIONS[name])
    non_answers = INSTRUMENT.questionnaire.non_answers
    labels = {f"{point.value:g}": point.label for point in scale.points}
    return labels.get(answer) or getattr(non_answers, answer, None) or answer


def prompt(name: str) -> str:
    return scale_of(INSTRUMENT.questionnaire, QUESTIONS[name]).prompt or "Please answer"


def labelled(ids: Iterable[str] = IDS) -> Iterator[list[str]]:
    """Each person's role and answers in words."""
    listed = list(ids)
    for row in ROWS:
        yield [ROLES[row["role"]], *(said(name, row[name]) for name in listed)]


def valued() -> Iterator[list[str]]:
    """Each person's role and answers as values."""
    return ([row["role"], *(row[name] for name in IDS)] for row in ROWS)


def beside(before: Callable[[int], list[str]], rows: Iterable[list[str]]) -> Table:
    """The *rows* with what a program writes in front of each."""
    return [[*before(number), *row] for number, row in enumerate(rows)]


def written(  # noqa: PLR0913 - each is a habit of some program
    name: str,
    table: Table,
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    quoted: bool = False,
    end: str = "\n",
    after: str = "",
) -> None:
    text = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=after + end).writerows(table)
    (HERE / name).write_bytes(text.getvalue().encode(encoding))


def workbook(name: str, table: Table) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Form1")
    for row in table:
        sheet.append([float(cell) if re.fullmatch(r"\d+(\.\d+)?", cell) else cell or None for cell in row])
    book.save(HERE / name)


# Google Forms


def _time(number: int) -> list[str]:
    return [f"2026/11/{10 + number} {number % 12 + 1}:32:54 PM GMT"]


def google_forms() -> None:
    heading = ["Timestamp", "Username", "Role", *map(words, IDS)]
    table = [heading, *beside(lambda number: [*_time(number), f"someone{number}@example.org"], labelled())]
    written("google.csv", table, quoted=True)
    shuffled = [[row[place] for place in (0, *reversed(range(1, len(row))))] for row in table]
    written("google-shuffled.csv", shuffled)

    german = [["Zeitstempel", "Nutzername", "Ihre Rolle", *map(words, IDS)]]
    german += beside(lambda n: [f"{10 + n}.11.2026 16:32:54", f"jemand{n}@example.org"], labelled())
    written("google-german.csv", german)

    grid = ["Timestamp", "Role", *(f"{prompt(name)} [{words(name)}]" for name in IDS)]
    written("google-grid.csv", [grid, *beside(_time, labelled())])
    ids = ["Timestamp", "Role", *(f"{prompt(name)} [{words(name)} [{name}]]" for name in IDS)]
    written("google-ids.csv", [ids, *beside(_time, labelled())])
    untitled = ["Timestamp", "Role", *(f"[{words(name)}]" for name in IDS)]
    written("google-untitled.csv", [untitled, *beside(_time, labelled())])

    spaced = ["Timestamp", "Role ", *(words(name).replace(" ", "\u00a0") + " " for name in IDS)]
    kept = ([*row[:-1], ROWS[number]["O1"]] for number, row in enumerate(_spaced()))
    written("google-spaces.csv", [spaced, *beside(_time, kept)])

    twice = ["Timestamp", "Role", *(f"{words(name)} (2)" for name in IDS)]
    written("google-suffixes.csv", [twice, *beside(_time, labelled())])
    renamed = [name.replace("cancelled", "canceled") for name in heading]
    renamed[3] = "I spend time on paper work that gets little use"
    written("google-renamed.csv", [renamed, *table[1:]], quoted=True)
    _google_by_role()

    comma = [
        [cell if place != IDS.index("N01") + 1 else cell.replace(".", ",") for place, cell in enumerate(row)]
        for row in labelled()
    ]
    short = [cell.split(" GMT")[0] for row in map(_time, range(len(ROWS))) for cell in row]
    table = [["Timestamp", "Role", *map(words, IDS)], *beside(lambda number: [short[number]], comma)]
    written("google-semicolons.csv", table, separator=";", encoding="cp1252", end="\r\n")


def _spaced() -> Iterator[list[str]]:
    return ([cell.replace(" ", "\u00a0 ") + "\u00a0" if cell else cell for cell in row] for row in labelled())


def _google_by_role() -> None:
    """A form with a section a role, each with its own wording, so that a question has several columns."""
    sections = (("head", "leader"), ("teacher", "support", ""))
    heading = ["Timestamp", "Role"]
    for roles in sections:
        heading += [QUESTIONS[name].wording.get(roles[0], words(name)) for name in IDS]
    table = [heading]
    for number, (row, answers) in enumerate(zip(ROWS, labelled(), strict=True)):
        cells = [answers[1:] if row["role"] in roles else [""] * len(IDS) for roles in sections]
        table.append([*_time(number), answers[0], *cells[0], *cells[1]])
    written("google-by-role.csv", table)


# Microsoft Forms


def microsoft_forms() -> None:
    def before(number: int) -> list[str]:
        return [str(number + 1), f"2026-11-{10 + number} 09:12:00", f"2026-11-{10 + number} 09:21:30", "anonymous", ""]

    first = ["ID", "Start time", "Completion time", "Email", "Name"]
    table = [[*first, "Role", *map(words, IDS)], *beside(before, labelled())]
    workbook("microsoft.xlsx", table)
    written("microsoft-bom.csv", table, encoding="utf-8-sig", end="\r\n")
    written("microsoft-cp1252.csv", table, encoding="cp1252", end="\r\n")

    french = ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom", "Votre rôle"]
    workbook("microsoft-french.xlsx", [[*french, *(f"{words(name)}\u00a0" for name in IDS)], *table[1:]])

    statements = [*first, "Role", *(f"{prompt(name)}.{words(name)}" for name in IDS)]
    likert = [[ROLES[row["role"]], *(_numbered(name, row[name]) for name in IDS)] for row in ROWS]
    workbook("microsoft-likert.xlsx", [statements, *beside(before, likert)])

    quiz = [*first, "Last modified time", "Total points", "Quiz feedback"]
    rows = [["", "0", "", answers[0]] for answers in labelled()]
    quiz.append("Role2")
    for place, name in enumerate(IDS, start=1):
        quiz += [words(name), f"Points - {words(name)}", f"Feedback - {words(name)}"]
        for row, answers in zip(rows, labelled(), strict=True):
            row += [answers[place], "0", ""]
    workbook("microsoft-quiz.xlsx", [quiz, *beside(before, rows)])


def _numbered(name: str, answer: str) -> str:
    points = scale_of(INSTRUMENT.questionnaire, QUESTIONS[name]).points
    if points and answer.isdigit():
        return f"{int(answer) + 1}. {said(name, answer)};"
    return said(name, answer)


# LimeSurvey


def limesurvey() -> None:
    def before(number: int) -> list[str]:
        handed_in = f"2026-11-{10 + number} 16:32:54" if number % 4 else ""
        return [str(number + 1), handed_in, "3", "en", str(7_000_000 + number), f"tok{number}", "2026-11-01 08:00:00"]

    own = ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate"]
    after = ["interviewtime", "groupTime12"]
    empty = ["99", "", "1", "en", "7000099", "tok99", "2026-11-01 08:00:00", *[""] * (len(IDS) + 1), "3.2", "3.2"]

    def made(name: str, table: Table) -> None:
        written(name, table, quoted=True, encoding="utf-8-sig", end="\r\n")

    def table(heading: list[str], rows: Iterable[list[str]]) -> Table:
        return [[*heading, *after], *beside(before, ([*row, "412.7", "200.1"] for row in rows)), empty]

    made("limesurvey-code.csv", table([*own, "role", *IDS], valued()))
    arrays = [*own, "role", *(f"{name[0]}GRID[{name}]" for name in IDS)]
    made("limesurvey-array.csv", table(arrays, valued()))
    both = [f"{name}. {_full(name)}" for name in own] + ["role. Role", *(f"{name}. {words(name)}" for name in IDS)]
    made("limesurvey-codetext.csv", table(both, labelled()))
    full = [*map(_full, own), "Role", *(f"{prompt(name)} [{words(name)}]" for name in IDS)]
    made("limesurvey-full.csv", table(full, labelled()))

    german = ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zufallsstartwert", "Datum gestartet"]
    rows = [[*row[:5], row[6], *row[7:]] for row in beside(before, labelled()) if row[1]]
    rows += [[*row[:5], row[6], *row[7:]] for row in beside(before, labelled()) if not row[1]]
    rows.sort(key=lambda row: int(row[0]))
    written(
        "limesurvey-german.csv",
        [[*german, "Rolle", *(f"<p>{words(name)}</p>" for name in IDS)], *rows],
        quoted=True,
        separator=";",
        encoding="utf-8-sig",
        end="\r\n",
    )


def _full(code: str) -> str:
    return {
        "id": "Response ID",
        "submitdate": "Date submitted",
        "lastpage": "Last page",
        "startlanguage": "Start language",
        "seed": "Seed",
        "token": "Access code",
        "startdate": "Date started",
    }[code]


# Qualtrics

STANDARD = {
    "StartDate": "Start Date",
    "EndDate": "End Date",
    "Status": "Response Type",
    "IPAddress": "IP Address",
    "Progress": "Progress",
    "Duration (in seconds)": "Duration (in seconds)",
    "Finished": "Finished",
    "RecordedDate": "Recorded Date",
    "ResponseId": "Response ID",
    "RecipientLastName": "Recipient Last Name",
    "RecipientFirstName": "Recipient First Name",
    "RecipientEmail": "Recipient Email",
    "ExternalReference": "External Data Reference",
    "LocationLatitude": "Location Latitude",
    "LocationLongitude": "Location Longitude",
    "DistributionChannel": "Distribution Channel",
    "UserLanguage": "User Language",
}


def qualtrics() -> None:
    def before(number: int, status: str = "IP Address") -> list[str]:
        at = f"2026-11-{10 + number} 16:32:54"
        where = ["51.5", "-0.12", "anonymous", "EN"]
        return [at, at, status, "192.0.2.7", "100", "412", "True", at, f"R_{number}x", "Nameson", "Jo", "", "", *where]

    preview = [*before(0, "Survey Preview"), "Teacher", *(said(name, "1") for name in IDS[:-1]), "test"]
    ids = [json.dumps({"ImportId": f"QID{place}"}) for place in range(len(STANDARD) + 1 + len(IDS))]
    codes, texts = [*STANDARD, "role", *IDS], [*STANDARD.values(), "Role", *map(words, IDS)]
    table = [codes, texts, ids, preview, *beside(before, labelled()), preview]
    written("qualtrics.csv", table)
    written("qualtrics.tsv", table, separator="\t", encoding="utf-16")
    numbers = [codes, texts, ids, *beside(lambda number: before(number, "0"), valued())]
    numbers.append([*before(0, "1"), "teacher", *["1"] * len(IDS)])
    written("qualtrics-numbers.csv", numbers)
    matrix = [*STANDARD, "Q1", *(f"Q{place // 4 + 2}_{place % 4 + 1}" for place in range(len(IDS)))]
    stems = [*STANDARD.values(), "Role", *(f"{prompt(name)} - {words(name)}" for name in IDS)]
    written("qualtrics-matrix.csv", [matrix, stems, ids, *beside(before, labelled())], quoted=True)

    old = ["ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status"]
    old += ["StartDate", "EndDate", "Finished"]

    def earlier(number: int) -> list[str]:
        at = f"2026-11-{10 + number} 16:32:54"
        return [f"R_{number}", "Default Response Set", "Anonymous", "", "", "192.0.2.7", "0", at, at, "1"]

    legacy = [[*old, "role", *IDS], [*old, "Role", *map(words, IDS)], *beside(earlier, valued())]
    written("qualtrics-legacy.csv", legacy, encoding="utf-8-sig", after=",")


# SurveyJS


def surveyjs() -> None:
    flat, nested = [], []
    for number, row in enumerate(ROWS):
        answers = {name: _typed(row[name]) for name in IDS if row[name]}
        role = {"role": row["role"]} if row["role"] else {}
        own = {"pageNo": 2, "HappenedAt": f"2026-11-{10 + number} 16:32:54"}
        flat.append({**role, **answers, **own})
        grids: dict[str, dict[str, object]] = {}
        for name, answer in answers.items():
            grids.setdefault(f"grid-{name[0]}", {})[name] = answer
        nested.append({**role, **grids})
    for name, people in (("surveyjs.json", flat), ("surveyjs-matrix.json", nested)):
        (HERE / name).write_text(json.dumps(people, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _typed(answer: str) -> object:
    return float(answer) if "." in answer and answer[0].isdigit() else int(answer) if answer.isdigit() else answer


# KoboToolbox and ODK


def odk() -> None:
    def before(number: int) -> list[str]:
        return [f"2026-11-{10 + number}T16:32:54.000+00:00", f"2026-11-{10 + number}T16:39:10.000+00:00"]

    server = ["__version__", "_id", "_uuid", "_submission_time", "_validation_status", "_index"]

    def after(number: int) -> list[str]:
        return ["vA1", str(400 + number), f"c0ffee-{number}", f"2026-11-{10 + number}T16:40:00", "", str(number + 1)]

    def table(heading: list[str], rows: Iterable[list[str]]) -> Table:
        listed = ([*row, *after(number)] for number, row in enumerate(rows))
        return [["start", "end", *heading, *server], *beside(before, listed)]

    paths = [f"{name[0]}-questions/{name}" for name in IDS]
    written("kobo.csv", table(["about/role", *paths], valued()), separator=";", quoted=True)
    workbook("kobo-labels.xlsx", table(["Role", *(f"Grid/{words(name)}" for name in IDS)], labelled()))

    central = ["SubmissionDate", "role", *IDS, "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "FormVersion"]
    rows = [
        [f"2026-11-{10 + number}T16:40:00.000Z", *row, f"uuid:{number}", f"uuid:{number}", "7", "Jo Nameson", "1"]
        for number, row in enumerate(valued())
    ]
    written("odk.csv", [central, *rows])
    grouped = [name if name not in IDS else f"grid-{name}" for name in central]
    workbook("odk.xlsx", [grouped, *rows])


# Plain tables


def plain() -> None:
    workbook("plain.xlsx", [["role", *IDS], *valued()])
    pl.DataFrame(ROWS).write_parquet(HERE / "plain.parquet")
    written("plain-words.csv", [["Role", *map(words, IDS)], *labelled()])
    written("plain-labels.csv", [["role", *IDS], *labelled()], separator=";")


def refused() -> None:
    heading = ["Timestamp", "Role", *map(words, IDS)]
    far = [*heading]
    far[2] = "Does paperwork take up your time?"
    written("refused/too-far.csv", [far, *beside(_time, labelled())])
    turned = [*heading]
    turned[4] = "I can not try a small change in my work within two weeks of the idea."
    written("refused/turned-round.csv", [turned, *beside(_time, labelled())])
    rows = [*labelled()]
    rows[3][1] = "Quite a lot, said Jo"
    written("refused/wrong-answer.csv", [heading, *beside(_time, rows)])
    both = [*heading, words("T01")]
    written("refused/answered-twice.csv", [both, *beside(_time, ([*row, "Never"] for row in labelled()))])
    more = [*heading, "Would you like to be called back?"]
    written("refused/own-question.csv", [more, *beside(_time, ([*row, "Yes, 555-0100"] for row in labelled()))])


if __name__ == "__main__":
    (HERE / "refused").mkdir(exist_ok=True)
    for make in (google_forms, microsoft_forms, limesurvey, qualtrics, surveyjs, odk, plain, refused):
        make()
