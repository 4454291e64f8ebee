"""Random schools that answer the shipped questionnaire, or its first version."""

from collections import Counter
from functools import lru_cache
from random import Random

import polars as pl

from speedbumps.diagnostics.problem import require_value
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import form_questions
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.scoring.responses import ABOUT, BLANK, CODE, DK, NA, PNS, Responses
from support.paths import FIRST_VERSION

OWN = ("head", "leader", "teacher", "support")
OTHERS = ("unstated", "governor", "system")


@lru_cache
def shipped() -> Instrument:
    return require_value(read_instrument(find_questionnaire("school")))


@lru_cache
def first_version() -> Instrument:
    """Return version 1.0.0 of the shipped questionnaire.

    It asks roles different questions, which later versions do not. So it is the harder one to protect people with, and
    what does not depend on the content is tested with it.
    """
    return require_value(read_instrument(FIRST_VERSION / "school.yaml"))


def responses(  # noqa: PLR0913 - each is a way in which schools differ
    roles: list[str],
    chance: Random,
    *,
    gaps: float,
    consent: bool = True,
    school: str = "somewhere",
    form: str = "full",
    headcount: dict[str, int] | None = None,
    instrument: Instrument | None = None,
) -> Responses:
    """Answers of one person for each of *roles*; a share *gaps* of the questions is left without one."""
    questionnaire = (instrument or first_version()).questionnaire
    points = [question.id for question in form_questions(questionnaire, form) if question.measures]
    rows = []
    for role in roles:
        answers = {
            name: chance.choice((BLANK, DK, PNS, NA)) if chance.random() < gaps else chance.randrange(5)
            for name in points
        }
        rows.append(
            {
                "school": school,
                "role": role,
                "round": None,
                "form": form,
                "consent": consent and role == "head",
                "draft": None,
                **answers,
            }
        )
    frame = pl.DataFrame(rows, schema={**ABOUT, **dict.fromkeys(points, CODE)})
    return Responses(frame, {school: School(id=school, nation="england", headcount=headcount)})


def staff(chance: Random) -> list[str]:
    """The roles of a small school's respondents."""
    numbers = {
        "head": chance.randint(0, 1),
        "leader": chance.randint(0, 7),
        "teacher": chance.randint(0, 18),
        "support": chance.randint(0, 10),
        "unstated": chance.choice((0, 0, 0, 1, 3, 6)),
        "governor": chance.choice((0, 0, 2, 4, 6)),
        "system": chance.choice((0, 0, 1, 5)),
    }
    roles = [role for role, n in numbers.items() for _ in range(n)]
    chance.shuffle(roles)
    return roles or ["teacher"]


def heads(roles: list[str], chance: Random) -> dict[str, int]:
    """How many of each role there are at a school where these *roles* answered."""
    return {role: n + chance.choice((0, 0, 2, 10)) for role, n in sorted(Counter(roles).items()) if role != "unstated"}
