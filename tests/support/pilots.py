"""Answers of pilots: several schools that answer one questionnaire, with questions that behave as they are told to."""

from random import Random

import polars as pl

from speedbumps.scoring.responses import ABOUT, CODE, Responses
from support.schools import first_version, responses

MIDDLE_CODE = 2


def pilot(roles_of: dict[str, list[str]], chance: Random, *, gaps: float = 0.05) -> Responses:
    """Return the answers of schools with these *roles_of* their people; a share *gaps* of questions is left open."""
    frames = [responses(roles, chance, gaps=gaps, school=school).people for school, roles in roles_of.items()]
    return Responses(pl.concat(frames))


def teachers(schools: int, each: int, seed: int = 1, *, gaps: float = 0.05) -> Responses:
    """Return the answers of as many teachers in *each* of some *schools*."""
    return pilot({f"s{number}": ["teacher"] * each for number in range(schools)}, Random(seed), gaps=gaps)


def with_codes(answers: Responses, question: str, codes: list[int]) -> Responses:
    """Return *answers* in which people gave these *codes* to *question*."""
    return Responses(answers.people.with_columns(pl.Series(question, codes, dtype=CODE)), answers.schools)


def of_one_mind(schools: int, each: int, seed: int = 1, *, acquiescence: int = 0) -> Responses:
    """Return answers that all follow from one opinion a person, and go up with *acquiescence* whatever is asked."""
    chance = Random(seed)
    answers = teachers(schools, each, seed, gaps=0)
    keys = {
        question.id: next(iter(question.measures.values())).key
        for question in first_version().questionnaire.questions
        if question.measures
    }
    opinions = [chance.choice((-1, 0, 1)) for _ in range(answers.people.height)]
    columns = [
        pl.Series(
            name,
            [
                max(0, min(4, MIDDLE_CODE + (opinion if keys[name] == "barrier" else -opinion) + acquiescence))
                for opinion in opinions
            ],
            dtype=CODE,
        )
        for name in answers.people.columns
        if name not in ABOUT
    ]
    return Responses(answers.people.with_columns(columns))
