"""Schools of teachers who answer the miniature with choices."""

from collections.abc import Sequence
from functools import lru_cache
from random import Random

import polars as pl

from speedbumps.audit import AuditOptions, audits
from speedbumps.diagnostics.problem import require_value
from speedbumps.model.answers import School
from speedbumps.model.audit import Audit
from speedbumps.model.instrument import Instrument
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.scoring.responses import ABOUT, BLANK, CODE, PICKS, Responses, pack_picks
from support.paths import CHOICES


@lru_cache
def instrument() -> Instrument:
    return require_value(read_instrument(find_questionnaire(str(CHOICES))))


def audit_of(two: Sequence[tuple[int, ...]], one: list[int] | None = None, *, highest: bool = False) -> Audit:
    """The audit of teachers who chose these options of V01, and of V02; *highest*: every facet is a bump."""
    chance = Random(len(two))
    keys = {each.id: measure.key for each in instrument().questionnaire.questions for measure in each.measures.values()}
    worst = {name: 2 if key == "barrier" else 0 for name, key in keys.items()}
    points = [question.id for question in instrument().questionnaire.questions if question.measures]
    rows = [
        {
            "school": "hillview",
            "role": "teacher",
            "form": "full",
            "consent": False,
            **{name: worst[name] if highest else chance.randrange(3) for name in points},
            "V01": pack_picks(chosen) if chosen else BLANK,
            "V02": pack_picks([one[number]]) if one else BLANK,
            "N01": 3.0 if one and one[number] in (1, 2) else None,
        }
        for number, chosen in enumerate(two)
    ]
    kinds = {**ABOUT, **dict.fromkeys(points, CODE), "V01": PICKS, "V02": PICKS, "N01": pl.Float64}
    frame = pl.DataFrame(rows, schema=kinds)
    return next(audits(instrument(), Responses(frame, {"hillview": School(id="hillview")}), AuditOptions(exact=True)))
