"""People who fill in a form as its questionnaire would have it, and their answers as a plain table."""

import csv
import io
from random import Random

from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import NON_ANSWERS
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.programs.survey import SurveyOptions
from speedbumps.questionnaires.presentation import (
    PresentedQuestion,
    available_roles,
    present_questions,
    visible_questions,
)

Person = dict[str, str]
"""What somebody answered by id, and "role", if they said one."""

SEVERAL = ";"
"""Between the options that one person chose."""

OWN_WORDS = ("=1+1", "@home, we’d say", 'A "quote";\nand a line', "Dŵr\tα", "</script>", "-", "12")


def people(instrument: Instrument, asked: SurveyOptions, seed: int = 1, each: int = 3) -> list[Person]:
    """Some people of *each* role, and some of none."""
    chance = Random(seed)
    here = [asked.role] if asked.role else [role.id for role in available_roles(instrument.questionnaire, asked.nation)]
    known = [*here, *([] if asked.role else [UNSTATED])]
    return [_person(instrument, asked, role, chance) for role in known for _ in range(each)]


def _person(instrument: Instrument, asked: SurveyOptions, role: str, chance: Random) -> Person:
    listed = present_questions(instrument.questionnaire, asked.form, role, asked.nation)
    given: dict[str, str] = {}
    for item in listed:  # what a condition looks at comes before
        if item in visible_questions(listed, given) and (answer := _answer(item, chance)):
            given[item.question.id] = answer
    return given if role == UNSTATED else {"role": role, **given}


def _answer(item: PresentedQuestion, chance: Random) -> str:
    if item.scale.points:
        values = [f"{point.value:g}" for point in item.scale.points]
        return chance.choice(["", *NON_ANSWERS, *values, *values])
    if choice := item.scale.choice:
        ids = [option.id for option in choice.among]
        several = [SEVERAL.join(sorted(chance.sample(ids, chance.randint(1, choice.most)))) for _ in range(5)]
        return chance.choice(["", *NON_ANSWERS, *several])
    if item.scale.number:
        return chance.choice(["", f"{item.scale.number.min:g}", f"{item.scale.number.max:g}", "2"])
    return chance.choice(["", *OWN_WORDS])


def table(headings: list[str], rows: list[list[str]], separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows([headings, *rows])
    return text.getvalue()


def plain(instrument: Instrument, answered: list[Person]) -> str:
    """What everybody answered, by id and value."""
    put = {name for person in answered for name in person}
    ids = ["role", *(question.id for question in instrument.questionnaire.questions if question.id in put)]
    return table(ids, [[person.get(name, "") for name in ids] for person in answered])
