"""Rules for the weights of questions, and for their number."""

from collections.abc import Iterator
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.queries import applies_to_role, barrier_of, facets
from speedbumps.model.questionnaire import Measure, Question, Questionnaire, Role

LOPSIDED = 0.7
"""The largest share of a barrier's weight that questions with the same key may have."""

FEWEST = 2
"""The fewest questions that a facet needs for a score of its own."""

FEWEST_FOR_ROLE = 3
"""The fewest questions on a barrier that a role needs, so that its view does not depend on one wording."""


def keys_unbalanced(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Nearly all questions on a barrier have the same key.

    Some people say "often" or "true" to whatever is asked. If a high answer is always a high bump, their habit counts
    as a bump; if questions of both keys are balanced, it cancels out. Ask some questions the other way round, until
    neither key carries more than seven tenths of the weight.

    Bad, at 2:9:

    ```yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
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
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
      - id: T02
        text: I get an answer within a week of asking.
        scale: how-often
        measures:
          time.delay: enabler
    forms: {}
    ```
    """
    items = list(_facet_items(questionnaire))
    for place, barrier in enumerate(questionnaire.barriers):
        if any(facet.table for facet in barrier.facets):  # a table wants one key
            continue
        here = [item.measure for item in items if barrier_of(item.target) == barrier.id]
        whole = sum(measure.weight for measure in here)
        for key in ("barrier", "enabler"):
            part = sum(measure.weight for measure in here if measure.key == key)
            if len(here) >= FEWEST and part > LOPSIDED * whole:
                message = f"questions with the key {key} carry {part / whole:.0%} of '{barrier.id}'; ask some of them"
                yield Fault(("barriers", place, "id"), f"{message} the other way round")


def too_few_questions(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A facet has too few questions for a score of its own.

    One question's wording would be the whole score, and whoever leaves it blank has none. Ask at least two questions
    about each facet, and as many as `min_answered` wants, or let the question count for a facet beside it.

    Bad, at 8:13:

    ```yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
          # Only one question measures it.
          - id: meetings
            title: Meetings that could be a note
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
      - id: T02
        text: I get an answer within a week of asking.
        scale: how-often
        measures:
          time.delay: enabler
      - id: T03
        text: I go to meetings that a short note could replace.
        scale: how-often
        measures:
          time.meetings: barrier
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
        text: I get an answer within a week of asking.
        scale: how-often
        measures:
          time.delay: enabler
      - id: T03
        text: I wait for an answer after meetings that a short note could replace.
        scale: how-often
        measures:
          time.delay: barrier
    ```
    """
    counts = _questions_per_facet(questionnaire)
    least = fewest_questions(questionnaire)
    for route, target in facet_routes(questionnaire):
        if 0 < counts[target] < least:
            message = f"{target} has {_format_question_count(counts[target])}; a score of its own needs {least}"
            yield Fault((*route, "id"), message)


def fewest_questions(questionnaire: Questionnaire) -> int:
    """Return the number of questions that a facet needs for a score of its own."""
    return max(FEWEST, questionnaire.scoring.min_answered)


def one_question_decides(questionnaire: Questionnaire) -> Iterator[Fault]:
    """One question weighs more than all others of its facet or barrier together.

    The score is then little more than that one answer, under the name of something wider. Lower its weight, or add
    questions beside it.

    Bad, at 8:17:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay:
            key: barrier
            weight: 5
      - id: T02
        text: I get an answer within a week of asking.
        scale: how-often
        measures:
          time.delay: enabler
      - id: T03
        text: I chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay:
            key: barrier
            weight: 2
      - id: T02
        text: I get an answer within a week of asking.
        scale: how-often
        measures:
          time.delay: enabler
      - id: T03
        text: I chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
    ```
    """
    whole: dict[str, list[float]] = {}
    for item in _facet_items(questionnaire):
        for target in (item.target, barrier_of(item.target)):
            whole.setdefault(target, []).append(item.measure.weight)
    for item in _facet_items(questionnaire):
        for target in (item.target, barrier_of(item.target)):
            weights, own = whole[target], item.measure.weight
            if len(weights) > 1 and own > sum(weights) / 2:
                message = f"this weighs {own:g} of the {sum(weights):g} of {target}, more than all others together"
                yield Fault(("questions", item.place, "measures", item.target, "weight"), message)
                break


def facet_unasked(questionnaire: Questionnaire) -> Iterator[Fault]:
    """No question with points asks the school's own people about a facet.

    The facet is in every report without a score. Add questions that measure it, ask them of a role that is not
    `outside`, or leave the facet out.

    Bad, at 7:13:

    ```yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
          - id: meetings
            title: Meetings that could be a note
    ```

    Good:

    ```yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
    ```
    """
    counts = _questions_per_facet(questionnaire)
    own = [role.id for role in questionnaire.roles if not role.outside]
    heard = {
        item.target
        for item in _facet_items(questionnaire)
        if not own or any(applies_to_role(questionnaire, item.question, role) for role in own)
    }
    for route, target in facet_routes(questionnaire):
        if not counts[target]:
            yield Fault((*route, "id"), f"no question measures {target}; add some, or leave the facet out")
        elif target not in heard:
            yield Fault((*route, "id"), f"only outside roles are asked about {target}; ask the school's own people too")


def role_short(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A role of the school's own people is asked too little about a barrier.

    What that role says about the barrier depends on the wording of one or two questions, or is missing altogether, and
    yet it is shown beside the views of the others. Ask the role at least three questions about each barrier.

    Bad, at 5:9:

    ```yaml
    roles:
      - id: teacher
        title: Teacher
      # Asked T01 and T02 only.
      - id: support
        title: Support staff
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
      - id: T02
        text: I get an answer within a week of asking.
        scale: how-often
        measures:
          time.delay: enabler
      - id: T03
        text: I chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
        asked_of: [teacher]
    ```

    Good:

    ```yaml
    roles:
      - id: teacher
        title: Teacher
      - id: support
        title: Support staff
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
      - id: T02
        text: I get an answer within a week of asking.
        scale: how-often
        measures:
          time.delay: enabler
      - id: T03
        text: I chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
    ```
    """
    items = list(_facet_items(questionnaire))
    for place, role in enumerate(questionnaire.roles):
        if not role.outside and not role.together:
            yield from _role_faults(questionnaire, items, place, role)


def _role_faults(questionnaire: Questionnaire, items: list["_FacetItem"], place: int, role: Role) -> Iterator[Fault]:
    heard = [barrier_of(item.target) for item in items if applies_to_role(questionnaire, item.question, role.id)]
    every = [barrier_of(item.target) for item in items]
    for barrier in questionnaire.barriers:
        asked = heard.count(barrier.id)
        if asked < FEWEST_FOR_ROLE <= every.count(barrier.id):
            message = f"'{role.id}' is asked {_format_question_count(asked)} about '{barrier.id}'"
            yield Fault(("roles", place, "id"), f"{message}; ask {FEWEST_FOR_ROLE} or more")


def wording_unasked(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A question has a wording for a role that is not asked it.

    Nobody will read the wording, or the role was left out of `asked_of` by mistake. Add the role there, or leave the
    wording out.

    Bad, at 9:7:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
        asked_of: [teacher]
        wording:
          head: Ideas that staff bring me wait weeks for a decision.
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
        asked_of: [head, teacher]
        wording:
          head: Ideas that staff bring me wait weeks for a decision.
    forms: {}
    ```
    """
    for place, question in enumerate(questionnaire.questions):
        if not question.asked_of:
            continue
        here: Route = ("questions", place)
        for role in question.wording:
            if role not in question.asked_of:
                message = f"'{role}' is not asked '{question.id}'; add it to asked_of, or leave its wording out"
                yield Fault((*here, "wording", role), message, at_key=True)
        for step, role in enumerate(question.shifted):
            if role not in question.asked_of and role not in question.wording:
                yield Fault((*here, "shifted", step), f"'{role}' is not asked '{question.id}'; leave it out here")


class _FacetItem(NamedTuple):
    """A question with one facet that it measures."""

    place: int
    question: Question
    target: str
    measure: Measure


def _facet_items(questionnaire: Questionnaire) -> Iterator[_FacetItem]:
    for place, question in enumerate(questionnaire.questions):
        for target, measure in question.measures.items():
            yield _FacetItem(place, question, target, measure)


def _questions_per_facet(questionnaire: Questionnaire) -> dict[str, int]:
    """Return the number of questions that measure each facet."""
    counts = {target: 0 for target, _ in facets(questionnaire)}
    for item in _facet_items(questionnaire):
        counts[item.target] += 1
    return counts


def facet_routes(questionnaire: Questionnaire) -> Iterator[tuple[Route, str]]:
    """Yield the route to each facet, and its full name."""
    for place, barrier in enumerate(questionnaire.barriers):
        for step, facet in enumerate(barrier.facets):
            yield ("barriers", place, "facets", step), f"{barrier.id}.{facet.id}"


def _format_question_count(number: int) -> str:
    return {0: "no question", 1: "one question"}.get(number, f"{number} questions")


CHECKS: tuple[Check[Questionnaire], ...] = (
    Check("SB401", keys_unbalanced),
    Check("SB402", too_few_questions),
    Check("SB403", one_question_decides),
    Check("SB404", facet_unasked),
    Check("SB405", role_short),
    Check("SB406", wording_unasked),
)
