"""Rules for what a questionnaire needs to be scored: its scales, measures, conditions and bands."""

from collections import Counter
from collections.abc import Iterator

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.queries import barrier_of, facets
from speedbumps.model.questionnaire import Question, Questionnaire, Scale
from speedbumps.model.scalars import NUMBER
from speedbumps.questionnaires.names import KnownNames, repeated_names, unknown_name
from speedbumps.text import fold_text


def scale_shape(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A scale is not one of points, a number or text, or its points are out of order.

    Severity is computed from the place of an answer between the lowest and the highest point, so points need values
    that rise. Give a scale either `points`, a `number` or `text`; write the points from the lowest value to the
    highest, each with a label of its own; and give every point a `position`, or none.

    Bad, at 7:16:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Never
          - label: Often
            value: 0
    ```

    Good:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Never
          - label: Often
            value: 1
    ```
    """
    for name, scale in questionnaire.scales.items():
        here: Route = ("scales", name)
        kinds = [kind for kind in ("points", "number", "text") if getattr(scale, kind)]
        if len(kinds) != 1:
            yield Fault(here, "a scale has either points, a number or text, and only one of them", at_key=True)
        if scale.points:
            yield from _point_faults(here, scale)
        if scale.number and scale.number.min >= scale.number.max:
            yield Fault((*here, "number", "max"), "the highest amount must be above the lowest")


def _point_faults(here: Route, scale: Scale) -> Iterator[Fault]:
    points = scale.points
    if len(points) == 1:
        yield Fault((*here, "points"), "a scale needs two points at least")
    for place in range(1, len(points)):
        if points[place].value <= points[place - 1].value:
            yield Fault((*here, "points", place, "value"), "values must rise from one point to the next")
    positions = [point.position for point in points if point.position is not None]
    if positions and len(positions) != len(points):
        yield Fault((*here, "points"), "give every point a position, or none")
    elif positions != sorted(positions):
        yield Fault((*here, "points"), "positions must never fall from one point to the next")
    yield from repeated_names((*here, "points"), [" ".join(point.label.split()) for point in points], "label", "label")


def wrong_measure(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A question uses an unknown scale or facet, or counts where it cannot.

    A question with points counts for the facets under `measures`, at most one of each barrier, so that no answer counts
    twice for one barrier. Amounts and open questions have no severity: they are shown with the facet or barrier that
    `belongs_to` names.

    Bad, at 6:7:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delai: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    scales = KnownNames("scale", questionnaire.scales)
    targets = KnownNames("facet", [name for name, _ in facets(questionnaire)])
    barriers = [barrier.id for barrier in questionnaire.barriers]
    homes = KnownNames("facet or barrier", [*targets.names, *barriers])
    for place, question in enumerate(questionnaire.questions):
        here: Route = ("questions", place)
        yield from unknown_name((*here, "scale"), question.scale, scales)
        for target in question.measures:
            yield from unknown_name((*here, "measures", target), target, targets, beside=question.measures, at_key=True)
        if question.belongs_to is not None:
            yield from unknown_name((*here, "belongs_to"), question.belongs_to, homes)
        yield from _measure_faults(here, question, questionnaire.scales.get(question.scale))


def _measure_faults(here: Route, question: Question, scale: Scale | None) -> Iterator[Fault]:
    homes = Counter(barrier_of(target) for target in question.measures)
    for barrier, times in homes.items():
        if times > 1:
            yield Fault(
                (*here, "measures"), f"a question measures one facet of a barrier; this has {times} of '{barrier}'"
            )
    if scale is None:
        return
    if scale.points and not question.measures:
        yield Fault(here, "a question with points measures something: add measures")
    if not scale.points and question.measures:
        yield Fault((*here, "measures"), "only a question with points measures; use belongs_to", at_key=True)
    if scale.points and question.belongs_to is not None:
        yield Fault((*here, "belongs_to"), "belongs_to is for amounts and open questions; use measures", at_key=True)


def wrong_condition(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A condition looks at a question or an answer that does not exist, or goes round in a circle.

    Such a condition could never be met, and nobody would ever be asked the question. Under `only_if`, name a question
    with points and some of its labels or values, as the scale writes them.

    Bad, at 13:20:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
      - id: T02
        text: I chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
        only_if:
          T01: [Often, Always]
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
      - id: T02
        text: I chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
        only_if:
          T01: [Often, Very often]
    forms: {}
    ```
    """
    by_id = {question.id: question for question in questionnaire.questions}
    known = KnownNames("question", by_id)
    for place, question in enumerate(questionnaire.questions):
        for other, answers in question.only_if.items():
            here: Route = ("questions", place, "only_if", other)
            yield from unknown_name(here, other, known, beside=question.only_if, at_key=True)
            scale = questionnaire.scales.get(by_id[other].scale) if other in by_id else None
            if scale is not None:
                yield from _answer_faults(here, other, answers, scale)
        if _is_circular(question.id, by_id):
            yield Fault(("questions", place, "only_if"), "these conditions go round in a circle", at_key=True)


def _answer_faults(here: Route, other: str, answers: tuple[str, ...], scale: Scale) -> Iterator[Fault]:
    if not scale.points:
        yield Fault(here, f"a condition looks at a question with points; '{other}' has none", at_key=True)
        return
    for step, answer in enumerate(answers):
        if point_index(answer, scale) is None:
            labels = ", ".join(point.label for point in scale.points)
            yield Fault((*here, step), f"'{other}' has no such answer; it has {labels}")


def point_index(answer: str, scale: Scale) -> int | None:
    """Return the index of the point of *scale* that *answer* in a condition names, by its label or its value."""
    said = fold_text(answer)
    value = float(said) if NUMBER.fullmatch(said) else None
    for place, point in enumerate(scale.points):
        if said == fold_text(point.label) or value == point.value:
            return place
    return None


def _is_circular(start: str, by_id: dict[str, Question]) -> bool:
    waiting, seen = list(by_id[start].only_if), set[str]()
    while waiting:
        current = waiting.pop()
        if current == start:
            return True
        if current not in seen and current in by_id:
            seen.add(current)
            waiting.extend(by_id[current].only_if)
    return False


def band_order(questionnaire: Questionnaire) -> Iterator[Fault]:
    """The bands leave a part of the road without a word.

    Every severity from 0 to 100 needs a word in the report. Begin the first band at 0, and each later one above the
    one before.

    Bad, at 4:13:

    ```yaml
    scoring:
      bands:
        - id: slow
          from: 50
          title: Slow
          means: Answers say that this often slows the work down.
    ```

    Good:

    ```yaml
    scoring:
      bands:
        - id: clear
          from: 0
          title: Clear road
          means: Answers say that this seldom gets in the way.
        - id: slow
          from: 50
          title: Slow
          means: Answers say that this often slows the work down.
    ```
    """
    starts = [band.from_ for band in questionnaire.scoring.bands]
    if starts and starts[0] != 0:
        yield Fault(("scoring", "bands", 0, "from"), "the first band begins at 0")
    for place in range(1, len(starts)):
        if starts[place] <= starts[place - 1]:
            yield Fault(("scoring", "bands", place, "from"), "each band begins above the one before")


NEEDED: tuple[Check[Questionnaire], ...] = (
    Check("SB204", scale_shape),
    Check("SB205", wrong_measure),
    Check("SB206", wrong_condition),
    Check("SB208", band_order),
)
