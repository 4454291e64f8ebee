"""What people answered, question by question, as far as it may be shown."""

from collections.abc import Iterator, Mapping

from speedbumps.audit.school_data import AnswerCounts, SchoolData, headcount, own_roles, round_figure, score_counts
from speedbumps.audit.scoring_context import ScoringContext, asks_cell, asks_role, counts_for, least_people, question_of
from speedbumps.memory import memoize
from speedbumps.model.audit import AmountResult, AnswerCount, OpenResult, QuestionResult, Status
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Question
from speedbumps.scoring.agreement import agreement
from speedbumps.scoring.targets import ScoredQuestion, Target


def label_of(data: SchoolData, question: str) -> str | None:
    """Return the label of the answer, for a question that one person alone answered."""
    points = zip(data.context.scales[question].points, data.answer_counts[question].points, strict=True)
    return next((point.label for point, n in points if n), None)


def hidden_questions(data: SchoolData, target: Target) -> Mapping[str, str]:
    """Return the questions of *target* whose figures are hidden, each with the reason.

    A hidden sensitive question hides its whole facet, or the whole target where it is the only question of its facet:
    otherwise its figure could be computed by subtraction. The same holds for a facet that is uneven.
    """
    hidden: dict[str, str] = {}
    for part in target.parts:
        if is_uneven(data, data.context.targets_by_id.get(part.facet, target)):
            hidden[part.question] = "too-few"
        elif not may_show(data, part.question):
            reason = "sensitive" if _too_sensitive(data, part.question) else "too-few"
            family = [other for other in target.parts if other.facet == part.facet]
            alone = len(family) == 1
            for other in (target.parts if alone else family) if reason == "sensitive" else (part,):
                hidden[other.question] = reason
    return hidden


def merged_receipt_lines(data: SchoolData, target: Target) -> Mapping[str, str]:
    """Return the questions of *target* whose receipt lines are merged, each with the id that its line is merged into.

    A single line could be computed by subtraction, so the next smallest line is merged with it. The lines of a facet
    with a sensitive question that a small role was asked are merged too: otherwise that role's own scores would reveal
    its answers to it. Where so few people of a role have a score for a facet that the score is hidden, no line of its
    barrier is shown, because in these lines an answer weighs more the fewer questions a person was asked.
    """
    if any(_small_cells(data, facet) for facet in data.context.facets_of.get(target.id, ())):
        return {part.question: target.id for part in target.parts}
    hidden = hidden_questions(data, target)
    touchy = {part.facet for part in target.parts if _sensitive_to_few(data, part.question)}
    families = {part.question: part.facet for part in target.parts if part.question in hidden or part.facet in touchy}
    for family in dict.fromkeys(families.values()):
        if list(families.values()).count(family) == 1:
            rest = [part for part in target.parts if part.question not in families]
            near = [part for part in rest if part.facet == family] or rest
            if near:
                families[min(near, key=lambda part: data.answer_counts[part.question].n).question] = family
    return families


@memoize
def is_uneven(data: SchoolData, target: Target) -> bool:
    """Return whether too few people of a role have a score for *target* and were asked other questions than the rest.

    Their answers carry other weights, so their mean would follow from the score and its parts: the questions of such a
    facet are hidden, and such a barrier has no score beside its facets.
    """
    put = {
        cell: frozenset(part.question for part in target.parts if counts_for(data.context, part.question, cell))
        for cell, n in score_counts(data, target).items()
        if n
    }
    return any(put[cell] != other for cell in _small_cells(data, target) for other in put.values())


def _small_cells(data: SchoolData, target: Target) -> list[str]:
    """Return the cells of which too few people have a score for *target* to show it."""
    least = least_people(data.context, target)
    return [
        cell for cell, n in score_counts(data, target).items() if 0 < n < least and not (cell in data.public and n == 1)
    ]


@memoize
def may_show(data: SchoolData, question: str) -> bool:
    """Return whether the figures of *question* may be shown."""
    n, asked, least = data.answer_counts[question].n, data.answer_counts[question].asked, data.limits.min_group
    if not data.alone and not data.shows_total:
        return False
    if n and _too_sensitive(data, question):
        return False
    lone = data.alone or (n == 1 and _only_public(data, question))
    return lone or (asked >= least and (n == 0 or n >= least)) or asked == 0


def _too_sensitive(data: SchoolData, question: str) -> bool:
    """Return whether *question* is sensitive and was answered by fewer people than such a question needs."""
    return (
        question_of(data.context, question).sensitive and 0 < data.answer_counts[question].n < data.limits.min_sensitive
    )


def _sensitive_to_few(data: SchoolData, question: str) -> bool:
    """Return whether *question* is sensitive and was put to fewer people of some role than such a question needs."""
    return question_of(data.context, question).sensitive and any(
        cell.n < data.limits.min_sensitive and asks_cell(data.context, question, name)
        for name, cell in data.cells.items()
        if name not in data.public and not data.alone
    )


def _only_public(data: SchoolData, question: str) -> bool:
    """Return whether the only person who was asked agreed to be shown."""
    asked = [cell for cell in data.cells if asks_cell(data.context, question, cell)]
    return len(asked) == 1 and asked[0] in data.public


def question_results(data: SchoolData, target: Target) -> tuple[QuestionResult, ...]:
    """Return what people answered to each question of *target*."""
    hidden = hidden_questions(data, target)
    return tuple(_result(data, part, hidden.get(part.question)) for part in target.parts)


def _result(data: SchoolData, part: ScoredQuestion, reason: str | None) -> QuestionResult:
    """Return the result of one question; *reason* says why its figures are hidden, if they are."""
    question, given = question_of(data.context, part.question), data.answer_counts[part.question]
    if reason is not None:
        data.hide(question.id, "sensitive" if reason == "sensitive" else "too-few")
    figures = _shown_figures(data, part, given) if reason is None and given.asked else {}
    return QuestionResult(
        id=question.id,
        text=data.localize(question.text) or "",
        why=data.localize(question.why),
        prompt=data.localize(data.context.scales[question.id].prompt),
        key=part.key,
        weight=part.weight,
        fingerprint=data.instrument.fingerprints[question.id],
        sensitive=question.sensitive,
        status=_status(data, question, given, reason),
        **figures,
    )


def _shown_figures(data: SchoolData, part: ScoredQuestion, given: AnswerCounts) -> dict[str, object]:
    """Return the figures of the answers that were *given*."""
    distribution = _distribution(data, question_of(data.context, part.question), given)
    alike = agreement(given.points, part.steps) if distribution else None
    return {
        "severity": _mean(part, given) if given.n else None,
        "n": given.n,
        **given.kinds,
        "distribution": distribution,
        "agreement": round_figure(alike),
    }


def _status(data: SchoolData, question: Question, given: AnswerCounts, reason: str | None) -> Status:
    """Return the status of one question; *reason* says why its figures are hidden, if they are."""
    if given.asked == 0:
        return _unasked_status(data, question)
    if reason is not None:
        return "withheld"
    if given.n:
        return "scored"
    return "not-applicable" if given.kinds["na"] == given.asked else "not-enough-answers"


def _unasked_status(data: SchoolData, question: Question) -> Status:
    """Return the status of a *question* without answers that count.

    Either nobody was asked, or only people who are shown together with others.
    """
    if not is_merged_away(data, question.id):
        return "not-asked"
    data.hide(question.id, "merged-roles")
    return "withheld"


def is_merged_away(data: SchoolData, question: str) -> bool:
    """Return whether *question* was put to a role that is shown together with others, some of whom were not asked."""
    return any(
        asks_role(data.context, question, role) and not counts_for(data.context, question, name)
        for name, cell in data.cells.items()
        for role in cell.roles
    )


def _mean(part: ScoredQuestion, given: AnswerCounts) -> float | None:
    """Return the mean severity of the answers that were *given*."""
    return round_figure(sum(n * step for n, step in zip(given.points, part.steps, strict=True)) / given.n)


def _distribution(data: SchoolData, question: Question, given: AnswerCounts) -> tuple[AnswerCount, ...] | None:
    """Return how many people gave each answer; None where too few answered."""
    least = data.limits.min_distribution
    if question.sensitive:
        least = max(least, data.limits.min_sensitive)
    if given.n < least:
        if given.n and not data.alone:
            data.hide(question.id, "distribution")
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
        if not _counts_for_any(data, question.id):
            yield plain.model_copy(update={"status": _unasked_status(data, question)})
            continue
        values = sorted(data.people.get_column(question.id).drop_nulls().to_list())
        yield _amount_result(data, question, plain, values)


def _counts_for_any(data: SchoolData, question: str) -> bool:
    """Return whether *question* counts for the people of any cell."""
    return any(counts_for(data.context, question, cell) for cell in data.cells)


def _amount_result(data: SchoolData, question: Question, plain: AmountResult, values: list[float]) -> AmountResult:
    """Return the figures of one amount, of which *plain* holds the texts."""
    if not _may_show_written(data, question, len(values), data.limits.min_group):
        data.hide(question.id, "too-few")
        return plain.model_copy(update={"status": "withheld"})
    if not values:
        return plain.model_copy(update={"status": "not-enough-answers", "n": 0})
    spread = len(values) >= data.limits.min_distribution
    if not spread and not data.alone:
        data.hide(question.id, "distribution")
    middle, mean = quantile(values, 0.5), sum(values) / len(values)
    return plain.model_copy(
        update={
            "status": "scored",
            "n": len(values),
            "median": round_figure(middle),
            "q1": round_figure(quantile(values, 0.25)) if spread else None,
            "q3": round_figure(quantile(values, 0.75)) if spread else None,
            "mean": round_figure(mean),
            "zeros": values.count(0) if spread else None,
            "hours_a_year": _hours_a_year(data, question, middle if plain.aggregate == "median" else mean),
        }
    )


def quantile(values: list[float], share: float) -> float:
    """Return the value below which *share* of the sorted *values* lies, interpolated linearly."""
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def _hours_a_year(data: SchoolData, question: Question, typical: float) -> float | None:
    """Return the hours a year of all people who are asked, from the *typical* amount; None where that is not known."""
    number = scale_of(data.instrument.questionnaire, question).number
    roles = {role for role in own_roles(data) if asks_role(data.context, question.id, role)}
    people = headcount(data, roles) if roles else None
    # One person's hours say nothing about everybody's.
    if number is None or number.a_year is None or people is None or data.n == 1:
        return None
    return round_figure(typical * people * number.a_year)


def _may_show_written(data: SchoolData, question: Question, n: int, least: int) -> bool:
    """Return whether the figures of a question that *n* people answered in numbers or own words may be shown."""
    if question.sensitive:
        least = max(least, data.limits.min_sensitive)
    lone = (data.alone or (n == 1 and _only_public(data, question.id))) and not question.sensitive
    return data.shows_total and (n == 0 or n >= least or lone)


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
        if not _counts_for_any(data, question.id):
            yield plain.model_copy(update={"status": _unasked_status(data, question)})
            continue
        n = data.people.get_column(question.id).count()
        shown = _may_show_written(data, question, n, data.limits.min_open_text)
        if not shown:
            data.hide(question.id, "open-text")
        status = ("scored" if n else "not-enough-answers") if shown else "withheld"
        yield plain.model_copy(update={"status": status, "n": n if shown else None})
