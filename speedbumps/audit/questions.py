"""What people answered, question by question, as far as it may be shown."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from speedbumps.audit.school_data import SchoolData, headcount, own_roles, round_figure
from speedbumps.disclosure.written import counts_for_any
from speedbumps.memory import memoize
from speedbumps.model.audit import AmountResult, AnswerCount, OpenResult, QuestionResult, Status
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Question
from speedbumps.scoring.agreement import agreement
from speedbumps.scoring.context import ScoringContext, asks_role, question_of
from speedbumps.scoring.counts import AnswerCounts
from speedbumps.scoring.targets import ScoredQuestion, Target


def label_of(data: SchoolData, question: str) -> str | None:
    """Return the label of the answer, for a question that one person alone answered."""
    points = zip(data.context.scales[question].points, data.answer_counts[question].points, strict=True)
    return next((point.label for point, n in points if n), None)


def question_results(data: SchoolData, target: Target) -> tuple[QuestionResult, ...]:
    """Return what people answered to each question of *target*."""
    results = (_result(data, part) for part in target.parts)
    if target.table is None or not data.alone:
        return tuple(results)
    return tuple(result.model_copy(update={"answer": label_of(data, result.id)}) for result in results)


def _result(data: SchoolData, part: ScoredQuestion) -> QuestionResult:
    """Return the result of one question."""
    question, given = question_of(data.context, part.question), data.answer_counts[part.question]
    shown = data.decisions.shown("question", question.id)
    figures = _shown_figures(data, part, given) if shown and given.asked else {}
    return QuestionResult(
        id=question.id,
        text=data.localize(question.text) or "",
        why=data.localize(question.why),
        prompt=data.localize(data.context.scales[question.id].prompt),
        key=part.key,
        weight=part.weight,
        fingerprint=data.instrument.fingerprints[question.id],
        sensitive=question.sensitive,
        measures=tuple(question.measures),
        status=_status(data, question, given),
        **figures,
    )


def _shown_figures(data: SchoolData, part: ScoredQuestion, given: AnswerCounts) -> dict[str, object]:
    """Return the figures of the answers that were *given*."""
    distribution = _distribution(data, question_of(data.context, part.question), given)
    alike = agreement(given.points, part.steps) if distribution else None
    return {
        "severity": _mean(part, given) if given.n else None,
        "n": given.n,
        **(given.kinds if data.decisions.shown("non-answers", part.question) else {}),
        "distribution": distribution,
        "agreement": round_figure(alike),
    }


def _status(data: SchoolData, question: Question, given: AnswerCounts) -> Status:
    """Return the status of one question."""
    if given.asked == 0:
        return unasked_status(data, question)
    if not data.decisions.shown("question", question.id):
        return "withheld"
    if given.n:
        return "scored"
    return "not-applicable" if given.kinds["na"] == given.asked else "not-enough-answers"


def unasked_status(data: SchoolData, question: Question) -> Status:
    """Return the status of a *question* without answers that count.

    Either nobody was asked, or only people who are shown together with others.
    """
    return "not-asked" if data.decisions.shown("unasked", question.id) else "withheld"


def _mean(part: ScoredQuestion, given: AnswerCounts) -> float | None:
    """Return the mean severity of the answers that were *given*."""
    return round_figure(sum(n * step for n, step in zip(given.points, part.steps, strict=True)) / given.n)


def _distribution(data: SchoolData, question: Question, given: AnswerCounts) -> tuple[AnswerCount, ...] | None:
    """Return how many people gave each answer; None where too few answered."""
    if not data.decisions.shown("distribution", question.id):
        return None
    points = zip(data.context.scales[question.id].points, given.points, strict=True)
    return tuple(_answered_point(data.context, point.value, point.label, n) for point, n in points)


@memoize
def _answered_point(_setting: ScoringContext, value: float, label: str, n: int) -> AnswerCount:
    # Many questions of many schools have the same points.
    return AnswerCount(value=value, label=label, n=n)


def amounts(data: SchoolData) -> Iterator[AmountResult]:
    """Yield the figures of each measured amount.

    Quartiles are computed by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, The
    American Statistician 50(4), 361-365).
    """
    questionnaire = data.instrument.questionnaire
    for question in questionnaire.questions:
        scale = scale_of(questionnaire, question)
        if scale.number is None or question.id not in data.rubric.asked:
            continue
        plain = AmountResult(
            id=question.id,
            text=data.localize(question.text) or "",
            unit=scale.number.unit,
            belongs_to=question.belongs_to,
            aggregate=scale.number.aggregate,
            status="not-asked",
        )
        if not counts_for_any(data.people_counts, question.id):
            yield plain.model_copy(update={"status": unasked_status(data, question)})
            continue
        values = sorted(data.people.get_column(question.id).drop_nulls().to_list())
        yield _amount_result(data, question, plain, values)


def _amount_result(data: SchoolData, question: Question, plain: AmountResult, values: list[float]) -> AmountResult:
    """Return the figures of one amount, of which *plain* holds the texts."""
    if not data.decisions.shown("amount", question.id):
        return plain.model_copy(update={"status": "withheld"})
    if not values:
        return plain.model_copy(update={"status": "not-enough-answers", "n": 0})
    spread = data.decisions.shown("quartiles", question.id)
    middle, mean, medial = quantile(values, 0.5), sum(values) / len(values), plain.aggregate == "median"
    basis = _hours_basis(data, question)
    hours = partial(_hours_a_year, basis)
    return plain.model_copy(
        update={
            "status": "scored",
            "n": len(values),
            "median": round_figure(middle),
            "q1": round_figure(quantile(values, 0.25)) if spread else None,
            "q3": round_figure(quantile(values, 0.75)) if spread else None,
            "mean": round_figure(mean) if spread or len(values) == 1 else None,
            "zeros": values.count(0) if data.decisions.shown("zeros", question.id) else None,
            "hours_a_year": hours(middle if medial else mean) if spread or medial else None,
            "hours_low": hours(quantile(values, 0.25)) if spread and medial else None,
            "hours_high": hours(quantile(values, 0.75)) if spread and medial else None,
            "hours_people": basis.people if basis else None,
            "hours_times": basis.times if basis else None,
        }
    )


def quantile(values: list[float], share: float) -> float:
    """Return the value below which *share* of the sorted *values* lies, interpolated linearly."""
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


class _HoursBasis(NamedTuple):
    """What an amount is multiplied with for hours a year."""

    people: int
    times: float


def _hours_basis(data: SchoolData, question: Question) -> _HoursBasis | None:
    """Return the number of all people who are asked, and how often an amount counts in a year; None if not known."""
    number = scale_of(data.instrument.questionnaire, question).number
    roles = {role for role in own_roles(data) if asks_role(data.context, question.id, role)}
    people = headcount(data, roles) if roles else None
    # One person's hours say nothing about everybody's.
    if number is None or number.a_year is None or people is None or data.n == 1:
        return None
    return _HoursBasis(people, number.a_year)


def _hours_a_year(basis: _HoursBasis | None, typical: float) -> float | None:
    """Return the hours a year of all people who are asked, if each has the *typical* amount; None if not known."""
    return round_figure(typical * basis.people * basis.times) if basis else None


def open_answers(data: SchoolData) -> Iterator[OpenResult]:
    """Yield how many people answered each open question; an Audit never holds the words themselves."""
    questionnaire = data.instrument.questionnaire
    for question in questionnaire.questions:
        if scale_of(questionnaire, question).text is None or question.id not in data.rubric.asked:
            continue
        plain = OpenResult(
            id=question.id,
            text=data.localize(question.text) or "",
            belongs_to=question.belongs_to,
            status="not-asked",
        )
        if not counts_for_any(data.people_counts, question.id):
            yield plain.model_copy(update={"status": unasked_status(data, question)})
            continue
        n, shown = data.people_counts.written[question.id], data.decisions.shown("open", question.id)
        status = ("scored" if n else "not-enough-answers") if shown else "withheld"
        yield plain.model_copy(update={"status": status, "n": n if shown else None})
