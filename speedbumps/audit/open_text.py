"""Extract what a school's own people wrote: for one reviewer to read, and for nobody else."""

from collections.abc import Mapping

import polars as pl

from speedbumps.disclosure.assignment import assign_cells
from speedbumps.model.audit import Audit
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import form_questions
from speedbumps.scoring.people import mask_inapplicable
from speedbumps.scoring.responses import Responses


def own_words(instrument: Instrument, responses: Responses, audit: Audit) -> Mapping[str, tuple[str, ...]]:
    """Return what people wrote to each open question of *audit*, which was built from the same *responses*."""
    questionnaire = instrument.questionnaire
    staff = responses.people.filter(pl.col("school") == audit.school.id)
    shared = set(responses.question_ids)
    for form in staff.get_column("form").unique():
        shared &= {question.id for question in form_questions(questionnaire, form)}
    people, _ = assign_cells(questionnaire, staff)
    cells = people.get_column("cell").unique().to_list()
    answers = people.select("inside", *mask_inapplicable(questionnaire, shared, cells)).filter("inside")
    return {
        result.id: tuple(answers.get_column(result.id).drop_nulls().to_list())
        for result in audit.open
        if result.id in shared
    }
