"""Writes the questions and the twelve people's answers as JSON, for surveyjs.mjs.

python -m exports.real.surveyjs_form
"""

import json
import sys

from exports.make import IDS, INSTRUMENT, QUESTIONS, ROLES, ROWS, prompt, words

from speedbumps.model.queries import scale_of

Choice = dict[str, object]


def question(name: str) -> dict[str, object]:
    scale = scale_of(INSTRUMENT.questionnaire, QUESTIONS[name])
    kind = "radiogroup" if scale.points else "number" if scale.number else "comment"
    points: list[Choice] = [{"value": int(point.value), "text": point.label} for point in scale.points]
    about: dict[str, object] = {"name": name, "title": words(name), "kind": kind, "points": points}
    return about | {"scale": QUESTIONS[name].scale, "prompt": prompt(name)}


def form() -> dict[str, object]:
    roles: list[Choice] = [{"value": role, "text": title} for role, title in ROLES.items() if role]
    non_answers = INSTRUMENT.questionnaire.non_answers.model_dump()
    return {"roles": roles, "questions": [question(name) for name in IDS], "nonAnswers": non_answers, "people": ROWS}


if __name__ == "__main__":
    json.dump(form(), sys.stdout)
