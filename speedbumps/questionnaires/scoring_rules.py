"""Rules for what a questionnaire needs to be scored: its scales, measures, conditions and bands."""

from collections import Counter
from collections.abc import Iterator

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.conditions import allowed_codes
from speedbumps.model.queries import NON_ANSWERS, barrier_of, facets, is_among_facets, scale_by_name
from speedbumps.model.questionnaire import MultipleChoice, Question, Questionnaire, Scale
from speedbumps.model.scalars import NUMBER
from speedbumps.questionnaires.names import KnownNames, repeated_names, unknown_name
from speedbumps.text import fold_text

MOST_OPTIONS = 60
"""Options of one choice. Nobody reads more, and what a person chose is stored as the bits of one number."""


def scale_shape(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A scale is not one of points, a number, text or a choice, or its points or options are not in order.

    Severity is computed from the place of an answer between the lowest and the highest point, so points need values
    that rise throughout, or fall throughout. Give a scale either `points`, a `number`, `text` or a `choice`; write the
    points in the order in which people see them, each with a label of its own; and give every point a `position`, or
    none. A choice needs two options at least, each with an id and a label of its own, and offers as many as may be
    chosen.

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
        kinds = [kind for kind in ("points", "number", "text", "choice") if getattr(scale, kind)]
        if len(kinds) != 1:
            said = "a scale has either points, a number, text or a choice, and only one of them"
            yield Fault(here, said, at_key=True)
        if scale.points:
            yield from _point_faults(here, scale)
        if scale.number and scale.number.min >= scale.number.max:
            yield Fault((*here, "number", "max"), "the highest amount must be above the lowest")
        choice = scale_by_name(questionnaire, name).choice
        if choice:
            yield from _choice_faults((*here, "choice"), choice, facets=is_among_facets(scale))


def _choice_faults(here: Route, choice: MultipleChoice, *, facets: bool) -> Iterator[Fault]:
    """Yield the faults of a *choice*, whose options may be the questionnaire's *facets*."""
    options, things = choice.among, "facets" if facets else "options"
    if not 1 < len(options) <= MOST_OPTIONS:
        yield Fault((*here, "among"), f"a choice needs 2 to {MOST_OPTIONS} {things}; this has {len(options)}")
    elif choice.most > len(options):
        yield Fault((*here, "most"), f"there are {len(options)} {things} to choose from; write {len(options)} or fewer")
    first: dict[str, str] = {}
    for place, option in enumerate(options):
        for key, written in (("id", option.id), ("label", option.label)):
            route: Route = (*here, "among") if facets else (*here, "among", place, key)
            name = fold_text(written)
            if name in NON_ANSWERS:
                yield Fault(route, f"'{written}' is reserved for answers such as “I do not know”; choose another {key}")
            elif not any(map(str.isalpha, name)):
                yield Fault(route, "a label must be words: a number would be read as the place of an option")
            elif first.setdefault(name, option.id) != option.id:
                yield Fault(route, f"“{written}” stands for '{first[name]}' too; each needs an id and words of its own")
            elif key == "id" and any(option.id == other.id for other in options[:place]):
                yield Fault(route, f"the id '{option.id}' is taken by an earlier option")


def _point_faults(here: Route, scale: Scale) -> Iterator[Fault]:
    points = scale.points
    if len(points) == 1:
        yield Fault((*here, "points"), "a scale needs two points at least")
    rising = len(points) == 1 or points[0].value <= points[1].value
    for (place, point), before in zip(list(enumerate(points))[1:], points, strict=False):
        if point.value == before.value or (point.value > before.value) != rising:
            said = "values must rise from one point to the next" if rising else "values that fall must fall throughout"
            yield Fault((*here, "points", place, "value"), said)
    positions = [point.position for point in points if point.position is not None]
    if positions and len(positions) != len(points):
        yield Fault((*here, "points"), "give every point a position, or none")
    elif positions != sorted(positions, reverse=not rising):
        yield Fault((*here, "points"), "positions must never go the other way than the values")
    yield from repeated_names((*here, "points"), [" ".join(point.label.split()) for point in points], "label", "label")


def wrong_measure(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A question uses an unknown scale or facet, or counts where it cannot.

    A question with points counts for the facets under `measures`, at most one of each barrier, so that no answer counts
    twice for one barrier. Amounts, open questions and choices have no severity: they are shown with the facet or
    barrier that `belongs_to` names.

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
        yield Fault(
            (*here, "belongs_to"), "belongs_to is for amounts, open questions and choices; use measures", at_key=True
        )


def wrong_condition(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A condition looks at a question or an answer that does not exist, or goes round in a circle.

    Such a condition could never be met, and nobody would ever be asked the question. Under `only_if`, name a question
    with points and some of its labels or values, as the scale writes them; or a choice and some of its options, by
    label or id, one of which must have been chosen. A question that measures something cannot depend on a choice: the
    score would tell how many chose an option.

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
            if other in by_id and by_id[other].scale in questionnaire.scales:
                scale = scale_by_name(questionnaire, by_id[other].scale)
                yield from _answer_faults(here, other, answers, scale)
                if scale.choice and question.measures:
                    said = f"a question that measures something cannot depend on a choice, as '{other}' is one"
                    yield Fault(here, said, at_key=True)
        if _is_circular(question.id, by_id):
            yield Fault(("questions", place, "only_if"), "these conditions go round in a circle", at_key=True)


def _answer_faults(here: Route, other: str, answers: tuple[str, ...], scale: Scale) -> Iterator[Fault]:
    if not scale.points and not scale.choice:
        said = f"a condition looks at a question with points, or at a choice; '{other}' is neither"
        yield Fault(here, said, at_key=True)
        return
    for step, answer in enumerate(answers):
        if scale.choice is not None:
            if not allowed_codes(scale, (answer,)):
                labels = ", ".join(option.label for option in scale.choice.among)
                yield Fault((*here, step), f"'{other}' has no such option; it has {labels}")
        elif point_index(answer, scale) is None:
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
