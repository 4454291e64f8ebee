"""Rules for conditions and forms: conditions can be met, and forms are complete."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.lint.rules.item_weights import fewest_questions
from speedbumps.model.conditions import allowed_codes
from speedbumps.model.queries import applies_to_role, barrier_of, form_questions, role_ids, scale_of
from speedbumps.model.questionnaire import FULL, Form, Question, Questionnaire, Scale

FEWEST_FOR_BARRIER = 2
"""The fewest questions in a form that a barrier needs for a score there."""


def never_asked(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Nobody can ever meet the condition of a question.

    Those who are asked this question are not asked the other, or two conditions on the way to it exclude each other, or
    no answer is listed. The question counts for its facet and is never asked. Correct the condition or leave it out.

    Bad, at 15:7:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
        asked_of: [head]
      - id: T02
        text: I chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
        asked_of: [teacher]
        only_if:
          T01: [Often, Very often]
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
      - id: T02
        text: I chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
        asked_of: [teacher]
        only_if:
          T01: [Often, Very often]
    forms: {}
    ```
    """
    by_id = {question.id: question for question in questionnaire.questions}
    for place, question in enumerate(questionnaire.questions):
        if question.only_if:
            fault = _impossible_condition(questionnaire, question, by_id)
            if fault is not None:
                other, message = fault
                yield Fault(("questions", place, "only_if", other), message, at_key=True)


def _impossible_condition(
    questionnaire: Questionnaire, question: Question, by_id: Mapping[str, Question]
) -> tuple[str, str] | None:
    """Return the condition of *question* that nobody can meet, and why; None if somebody can meet all."""
    for other, answers in question.only_if.items():
        if not answers:
            return other, f"no answer of '{other}' is listed, so this is never asked"
    roles = [role for role in role_ids(questionnaire) if _is_asked_of(question, role)]
    for other in question.only_if:
        roles = [role for role in roles if applies_to_role(questionnaire, by_id[other], role)]
        if not roles:
            return other, f"nobody who is asked '{question.id}' is asked '{other}', so this is never asked"
    met: dict[str, frozenset[int]] = {}
    for other in question.only_if:
        for name, allowed in _required_points(questionnaire, question, other, by_id):
            met[name] = met.get(name, allowed) & allowed
            if not met[name]:
                return other, f"no answer to '{name}' meets all that must hold, so this is never asked"
    return None


def _is_asked_of(question: Question, role: str) -> bool:
    return not question.asked_of or role in question.asked_of


def _required_points(
    questionnaire: Questionnaire, question: Question, other: str, by_id: Mapping[str, Question]
) -> Iterator[tuple[str, frozenset[int]]]:
    """Yield each question on which *question* depends by way of *other*, with the points that meet the condition."""
    waiting = [(question, other)]
    seen = set[tuple[str, str]]()
    while waiting:
        asking, name = waiting.pop()
        if (asking.id, name) in seen:
            continue
        seen.add((asking.id, name))
        scale = scale_of(questionnaire, by_id[name])
        yield name, _codes_that_meet(scale, asking.only_if[name])
        waiting.extend((by_id[name], further) for further in by_id[name].only_if)


def _codes_that_meet(scale: Scale, answers: Iterable[str]) -> frozenset[int]:
    """Return the codes of the points or options that meet a condition; of several options, another may meet another."""
    if scale.choice is not None and scale.choice.most > 1:
        return frozenset(range(len(scale.choice.among)))
    return frozenset(allowed_codes(scale, answers))


def condition_outside_form(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A form holds a question whose condition looks at a question outside that form.

    A question that is not asked meets no condition, so the form's question is never asked. Add the other question to
    the form, or remove this one.

    Bad, at 19:22:

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
        measures: {time.delay: enabler}
      - id: T03
        text: I chase people for an answer.
        scale: how-often
        measures: {time.delay: barrier}
        only_if:
          T01: [Often, Very often]
    forms:
      quick:
        questions: [T02, T03]
        detail: barriers
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
        measures: {time.delay: enabler}
      - id: T03
        text: I chase people for an answer.
        scale: how-often
        measures: {time.delay: barrier}
        only_if:
          T01: [Often, Very often]
    forms:
      quick:
        questions: [T01, T02, T03]
        detail: barriers
    ```
    """
    by_id = {question.id: question for question in questionnaire.questions}
    for name, form in questionnaire.forms.items():
        for step, question in enumerate(form.questions):
            for other in by_id[question].only_if:
                if other not in form.questions:
                    message = (
                        f"'{question}' depends on '{other}', which this form does not ask; add it, or take this out"
                    )
                    yield Fault(("forms", name, "questions", step), message)
                    break


def form_too_short(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A form has too few questions for the scores that it promises.

    With `detail: facets`, the default, each facet that the form asks about has a score of its own, even if that is one
    answer. Write `detail: barriers` in a short form, and ask at least two questions about each barrier in it.

    Bad, at 3:5:

    ```yaml
    forms:
      quick:
        questions: [T01]
    ```

    Good:

    ```yaml
    forms:
      quick:
        questions: [T01, T02, T03]
        detail: barriers
    ```
    """
    whole = _questions_per_target(questionnaire, FULL)
    for name, form in questionnaire.forms.items():
        least = fewest_questions(questionnaire) if form.detail == "facets" else FEWEST_FOR_BARRIER
        short = [
            target
            for target, number in _questions_per_target(questionnaire, name).items()
            if number < min(least, whole[target]) and _is_in_detail(target, form)
        ]
        if short:
            remedy = "add questions, or write detail: barriers" if form.detail == "facets" else "add questions"
            message = f"too few questions for a score of {', '.join(short)}: each needs {least}; {remedy}"
            yield Fault(("forms", name, "questions"), message, at_key=True)


def _questions_per_target(questionnaire: Questionnaire, form: str) -> Counter[str]:
    """Return the number of questions of *form* that count for each facet and barrier."""
    targets = [target for question in form_questions(questionnaire, form) for target in question.measures]
    return Counter([*targets, *map(barrier_of, targets)])


def _is_in_detail(target: str, form: Form) -> bool:
    """Return whether a report on *form* shows scores of the kind of *target*: a facet or a barrier."""
    return ("." in target) == (form.detail == "facets")


CHECKS: tuple[Check[Questionnaire], ...] = (
    Check("SB501", never_asked),
    Check("SB502", condition_outside_form),
    Check("SB503", form_too_short),
)
