"""From responses to what a school's own people wrote: for one person to review, and for nobody else."""

from collections.abc import Mapping

import polars as pl

from speedbumps.disclosure.assignment import placed
from speedbumps.model.audit import Audit
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import in_form
from speedbumps.scoring.people import masked
from speedbumps.scoring.responses import Responses


def own_words(instrument: Instrument, responses: Responses, audit: Audit) -> Mapping[str, tuple[str, ...]]:
    """What people wrote to each open question of *audit*, whose numbers are of the same answers."""
    questionnaire = instrument.questionnaire
    staff = responses.people.filter(pl.col("school") == audit.school.id)
    shared = set(responses.asked)
    for form in staff.get_column("form").unique():
        shared &= {question.id for question in in_form(questionnaire, form)}
    people, _ = placed(questionnaire, staff)
    cells = people.get_column("cell").unique().to_list()
    answers = people.select("inside", *masked(questionnaire, shared, cells)).filter("inside")
    return {
        result.id: tuple(answers.get_column(result.id).drop_nulls().to_list())
        for result in audit.open
        if result.id in shared
    }
