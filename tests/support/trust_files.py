"""The example of a trust: twelve made-up schools in two rounds, as Microsoft Forms exports their answers.

PYTHONPATH=tests python -m support.trust_files FOLDER writes the files; those in examples/trust were made by it.
"""

import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from xlsxwriter import Workbook

from speedbumps.model.queries import scale_of
from speedbumps.office_files import AS_TEXT, MADE
from support.schools import shipped

ROUNDS = ("2026-autumn", "2027-autumn")

SCHOOLS = {
    "ash-lane": "Ash Lane Primary School",
    "beck-street": "Beck Street Primary School",
    "cliff-top": "Cliff Top Primary School",
    "dene-valley": "Dene Valley Primary School",
    "elm-bank": "Elm Bank Primary School",
    "ferry-road": "Ferry Road Primary School",
    "greenway": "Greenway Primary School",
    "harbour-view": "Harbour View Primary School",
    "ings-farm": "Ings Farm Primary School",
    "june-street": "June Street Primary School",
    "kiln-hill": "Kiln Hill Primary School",
    "long-meadow": "Long Meadow Primary School",
}
STAYS_APART = "long-meadow"
"""The school that does not take part in visits."""

STAFF = {"Teacher": 7, "Support staff": 5}
ANSWERED = {"Teacher": 6, "Support staff": 3}
HEADINGS = ("ID", "Start time", "Completion time", "Email", "Name", "School", "Role")


def trust_files() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file."""
    yield "schools.csv", "".join(f"{row}\n" for row in _table()).encode()
    for name in ROUNDS:
        yield f"{name}.xlsx", _workbook(name)


def _table() -> Iterator[str]:
    yield "id,name,nation,phase,headcount-teacher,headcount-support,offers,visits,east,north"
    for number, (school, name) in enumerate(SCHOOLS.items()):
        place = f"{421_000 + 3_700 * (number % 4)},{533_000 + 4_100 * (number // 4) + 600 * (number % 3)}"
        offers = "no" if school == STAYS_APART else "yes"
        yield f"{school},{name},england,primary,{STAFF['Teacher']},{STAFF['Support staff']},{offers},2,{place}"


def _workbook(name: str) -> bytes:
    """Return the answers of one round."""
    written = io.BytesIO()
    book = Workbook(written, {"in_memory": True, **AS_TEXT})
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet("Form1")
    questions = [each for each in shipped().questions.values() if each.measures]
    sheet.write_row(0, 0, [*HEADINGS, *(f"{each.id}. {each.text}" for each in questions)])
    for number, row in enumerate(_rows(name), start=1):
        sheet.write_row(number, 0, [number, *row])
    book.close()
    return written.getvalue()


def _rows(name: str) -> Iterator[list[str]]:
    later = ROUNDS.index(name)
    for at, (school, title) in enumerate(SCHOOLS.items()):
        tilt = _tilt(Random(at), eased=bool(later))
        chance = Random(f"{school} {name}")
        for role, people in ANSWERED.items():
            for number in range(people):
                time = f"{name[:4]}-11-{10 + number:02d} {9 + at % 6:02d}:{12 + number}:00"
                yield [time, time[:-2] + "41", "anonymous", "", title, role, *_answers(tilt, chance)]


def _tilt(chance: Random, *, eased: bool) -> Mapping[str, float]:
    """Return how far each facet of a school lies above or below the middle, in points of its scales."""
    names = sorted({facet for question in shipped().questions.values() for facet in question.measures})
    tilt = {facet: chance.choice((-1.2, -0.7, 0, 0.6, 1.2)) for facet in names}
    highest = max(tilt, key=lambda facet: (tilt[facet], facet))
    return {**tilt, highest: tilt[highest] - 1.4} if eased else tilt


def _answers(tilt: Mapping[str, float], chance: Random) -> Iterator[str]:
    for question in shipped().questions.values():
        for facet, measure in question.measures.items():
            points = sorted(scale_of(shipped().questionnaire, question).points, key=lambda point: point.value)
            severity = round(min(max(chance.gauss(2 + tilt[facet], 0.8), 0), 4))
            place = severity if measure.key == "barrier" else len(points) - 1 - severity
            yield "I don’t know" if chance.random() < 0.02 else points[place].label


if __name__ == "__main__":
    for file, content in trust_files():
        (Path(sys.argv[1]) / file).write_bytes(content)
