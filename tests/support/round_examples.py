"""Write the answers of a fictional school in three rounds: python -m support.round_examples FOLDER.

Two parts of the road become lower after the first round, and stay so; one becomes higher. Everybody is drawn anew in
each round, as in a real survey nobody knows who is who.
"""

import csv
import io
import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random

from support.schools import shipped

ROUNDS = ("2026-autumn", "2027-autumn", "2028-autumn")
ROLES: Mapping[str, tuple[int, int, int]] = {"leader": (6, 6, 5), "teacher": (17, 18, 18), "support": (9, 10, 10)}
"""How many people of each role answer in each round."""

HEIGHTS: Mapping[str, tuple[float, float, float]] = {
    "time.ways-of-working": (66, 52, 49),
    "time.delay": (46, 46, 45),
    "time.protected-time": (62, 50, 52),
    "time.timescale": (47, 48, 47),
    "resource.unused-expertise": (64, 62, 51),
    "resource.release": (51, 52, 52),
    "resource.funding": (40, 41, 41),
    "resource.energy": (53, 50, 49),
    "political.mandate": (38, 38, 40),
    "political.priorities": (54, 66, 58),
    "political.discretion": (40, 40, 41),
    "political.accountability": (33, 34, 33),
    "social.openness": (52, 51, 50),
    "social.exchange": (34, 32, 30),
    "social.beyond-school": (48, 45, 46),
    "social.trust": (26, 27, 27),
}
"""Where the answers to each part lie on average, from 0 to 100, in each round."""

PERSON, ANSWER = 7.0, 20.0
"""How far people lie apart, and one person's answers, as standard deviations in points of severity."""

GAP = 0.02
"""The share of questions that are left open."""


def round_csv(place: int) -> str:
    """Return the answers of one round as a table."""
    chance = Random(f"hillview {ROUNDS[place]}")
    scored = [question for question in shipped().questionnaire.questions if question.measures]
    held = io.StringIO()
    table = csv.writer(held, lineterminator="\n")
    table.writerow(["school", "role", "round", *(question.id for question in scored)])
    for role, numbers in ROLES.items():
        for _ in range(numbers[place]):
            usual = chance.gauss(0, PERSON)
            row = [_answer(chance, question.measures, place, usual) for question in scored]
            table.writerow(["hillview", role, ROUNDS[place], *row])
    return held.getvalue()


def _answer(chance: Random, measures: Mapping[str, object], place: int, usual: float) -> str:
    ((facet, measure),) = measures.items()
    severity = HEIGHTS[facet][place] + usual + chance.gauss(0, ANSWER)
    if chance.random() < GAP:
        return ""
    step = min(4, max(0, round(severity / 25)))
    return str(step if getattr(measure, "key", None) == "barrier" else 4 - step)


def write_rounds(folder: Path) -> None:
    """Write the table of each round into *folder*."""
    for place, name in enumerate(ROUNDS):
        (folder / f"{name}.csv").write_text(round_csv(place), "utf-8")


if __name__ == "__main__":
    write_rounds(Path(sys.argv[1]))
