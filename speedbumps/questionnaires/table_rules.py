"""Rules for facets whose scores are looked up in a table."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.text import list_some

FINE = 9
"""Decimals to which sums of values are rounded before they are compared."""

MOST_LISTED = 5
"""Sums that one message lists."""

MOST_SUMS = 5_000
"""Sums that a table may have to hold; values with many decimals have far more than anybody publishes."""


def score_table(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A table of scores does not fit the questions of its facet.

    Some instruments are published with a table: the values of a person's answers are added up, and the table has the
    score for each sum. Such a facet is the only one of its barrier, which has the same score; its questions share a
    key, have no other weight than 1, and stand together in a form, or not at all. The table has a score for each sum
    that answers can have, and for no other, and scores rise with the sums. An answer that is to count the other way
    round has a scale whose values fall.

    Bad, at 7:9:

    ```yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
            table: {0: 0, 1: 30, 2: 60, 3: 90}
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
            table: {0: 0, 1: 30, 2: 60, 3: 90, 4: 100}
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for place, barrier in enumerate(questionnaire.barriers):
        for step, facet in enumerate(barrier.facets):
            here: Route = ("barriers", place, "facets", step, "table")
            if facet.table and len(barrier.facets) > 1:
                said = f"a facet with a table is the only one of its barrier; '{barrier.id}' has {len(barrier.facets)}"
                yield Fault(here, said, at_key=True)
            elif facet.table:
                yield from _table_faults(questionnaire, f"{barrier.id}.{facet.id}", facet.table, here)


def _table_faults(
    questionnaire: Questionnaire, name: str, table: Mapping[float, float], here: Route
) -> Iterator[Fault]:
    """Yield the faults of the *table* of the facet called *name*."""
    asked = [question for question in questionnaire.questions if name in question.measures]
    scales = [questionnaire.scales.get(question.scale) for question in asked]
    pointed = [scale.points for scale in scales if scale is not None and scale.points]
    if not asked or len(pointed) < len(asked):
        yield Fault(here, "no questions with points measure this facet, so nothing can be looked up", at_key=True)
        return
    measures = [question.measures[name] for question in asked]
    if len({measure.key for measure in measures}) > 1:
        said = "questions with a table share one key; where one counts the other way, let its scale's values fall"
        yield Fault(here, said, at_key=True)
    if any(measure.weight != 1 for measure in measures):
        yield Fault(here, "questions with a table have no weight: each counts once in the sum", at_key=True)
    ids = {question.id for question in asked}
    for form, held in questionnaire.forms.items():
        if 0 < len(ids.intersection(held.questions)) < len(ids):
            said = f"the table needs all of {', '.join(sorted(ids))}; this form has only some of them"
            yield Fault(("forms", form, "questions"), said)
    sums = {0.0}
    for points in pointed:
        sums = {round(total + point.value, FINE) for total in sums for point in points}
        if len(sums) > MOST_SUMS:
            yield Fault(here, f"answers can have more than {MOST_SUMS} sums, too many for a table", at_key=True)
            return
    yield from _sum_faults(sums, {round(total, FINE): score for total, score in table.items()}, here)


def _sum_faults(sums: Collection[float], table: Mapping[float, float], here: Route) -> Iterator[Fault]:
    """Yield what is wrong with a *table* for people whose answers add up to one of *sums*."""
    missing = [f"{total:g}" for total in sorted(sums) if total not in table]
    if missing:
        listed = list_some(missing, MOST_LISTED)
        yield Fault(here, f"answers can add up to {listed}, for which the table has no score", at_key=True)
    extra = [f"{total:g}" for total in sorted(table) if total not in sums]
    if extra:
        yield Fault(here, f"no answers add up to {list_some(extra, MOST_LISTED)}", at_key=True)
    scores = [score for _, score in sorted(table.items())]
    if any(after <= before for before, after in pairwise(scores)):
        yield Fault(here, "scores rise with the sums; here one is not above the one before", at_key=True)


NEEDED: tuple[Check[Questionnaire], ...] = (Check("SB213", score_table),)
"""What must hold before scores can be looked up."""
