"""Many random schools at once: small and large, in either form or both, with and without consent and headcounts."""

from random import Random

import polars as pl

from speedbumps.model.answers import School
from speedbumps.scoring.responses import ABOUT, CODE, NA, NOT_ASKED, Responses
from support.schools import first_version, heads, responses, staff

TOP = 4
"""The code of the highest answer."""


def drawn_schools(seed: int, number: int = 40) -> Responses:
    """Return the answers of so many random schools; some are known by headcount, and some not at all."""
    chance = Random(seed)
    frames: list[pl.DataFrame] = []
    schools: dict[str, School] = {}
    for place in range(number):
        name = f"s{place:03}"
        roles = staff(chance) if chance.random() < 0.8 else _alike(chance)
        drawn = responses(
            roles,
            chance,
            gaps=chance.choice((0, 0.1, 0.4, 0.8, 1)),
            consent=chance.random() < 0.6,
            school=name,
            form=chance.choice(("full", "full", "quick")),
            headcount=heads(roles, chance) if chance.random() < 0.5 else None,
        )
        frames.append(_one_sided(drawn.people, chance) if chance.random() < 0.2 else drawn.people)
        if chance.random() < 0.1:
            frames.append(responses(staff(chance), chance, gaps=0.1, school=name, form="quick").people)
        school = drawn.schools[name]
        if chance.random() < 0.2:
            school = School(id=name, name=chance.choice(("=Elm", "Oak, “East”")), headcount=chance.randrange(1, 40))
        if chance.random() < 0.9:
            schools[name] = school
    together = pl.concat(frames, how="diagonal")
    questions = [name for name in together.columns if name not in ABOUT]
    return Responses(together.with_columns(pl.col(questions).fill_null(NOT_ASKED)), schools)


def _alike(chance: Random) -> list[str]:
    """Return the respondents of a school that are all of one role."""
    return [chance.choice(("head", "teacher", "governor", "unstated", "team"))] * chance.choice((1, 1, 4, 5, 9, 10, 90))


def _one_sided(people: pl.DataFrame, chance: Random) -> pl.DataFrame:
    """Return *people* with answers that are nearly all at one end of the scale, or that nothing applies to."""
    end = chance.choice(("clear", "high", "none"))
    spared = pl.int_range(pl.len()) < chance.choice((0, 0, 1))
    codes = {name: pl.lit(_code_at(name, end), dtype=CODE) for name in people.columns if name not in ABOUT}
    kept_of = {name: spared if end == "none" else spared | (pl.col(name) < 0) for name in codes}
    return people.with_columns(
        pl.when(kept_of[name]).then(pl.col(name)).otherwise(code).alias(name) for name, code in codes.items()
    )


def _code_at(question: str, end: str) -> int:
    """Return the code of the answer that is at one *end* of the road: clear or high; or that nothing applies."""
    if end == "none":
        return NA
    keys = {measure.key for measure in first_version().questions[question].measures.values()}
    return TOP if ("barrier" in keys) == (end == "high") else 0
