"""From a case to what people answered, question by question, as far as it may be shown."""

from collections.abc import Iterator, Mapping

from speedbumps.audit.school_data import Case, Given, heads, numbers, own_roles, rounded
from speedbumps.audit.scoring_context import Setting, asks_cell, asks_role, counts_for, least_for, question_of
from speedbumps.memory import memoize
from speedbumps.model.audit import AmountResult, Answered, OpenResult, QuestionResult, Status
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Question
from speedbumps.scoring.agreement import agreement
from speedbumps.scoring.targets import Part, Target


def label_of(case: Case, question: str) -> str | None:
    """The answer itself, where one person alone gave one."""
    points = zip(case.setting.scales[question].points, case.given[question].points, strict=True)
    return next((point.label for point, n in points if n), None)


def hidden_questions(case: Case, target: Target) -> Mapping[str, str]:
    """The questions of *target* whose figures are hidden, with the reason.

    A sensitive question that is hidden takes all of its facet with it, or the whole target where it is the only one of
    its facet: else its figure could be had by subtraction. So it is where a facet is uneven.
    """
    hidden: dict[str, str] = {}
    for part in target.parts:
        if uneven(case, case.setting.targets.get(part.facet, target)):
            hidden[part.question] = "too-few"
        elif not told(case, part.question):
            reason = "sensitive" if _too_sensitive(case, part.question) else "too-few"
            family = [other for other in target.parts if other.facet == part.facet]
            alone = len(family) == 1
            for other in (target.parts if alone else family) if reason == "sensitive" else (part,):
                hidden[other.question] = reason
    return hidden


def folded_questions(case: Case, target: Target) -> Mapping[str, str]:
    """The questions of *target* whose receipt lines are put together, each with the family that it is put into.

    A line alone would be had by subtraction, so it takes the next smallest with it. A facet with a sensitive question
    that a small role was asked is put together too: else that role's own scores would tell its answers to it. Where so
    few of a role have a score for a facet that it is hidden, no line of its barrier is told, for in these an answer
    weighs more the fewer questions a person was asked.
    """
    if any(_few(case, facet) for facet in case.setting.facets_of.get(target.id, ())):
        return {part.question: target.id for part in target.parts}
    hidden = hidden_questions(case, target)
    touchy = {part.facet for part in target.parts if _sensitive_to_few(case, part.question)}
    families = {part.question: part.facet for part in target.parts if part.question in hidden or part.facet in touchy}
    for family in dict.fromkeys(families.values()):
        if list(families.values()).count(family) == 1:
            rest = [part for part in target.parts if part.question not in families]
            near = [part for part in rest if part.facet == family] or rest
            if near:
                families[min(near, key=lambda part: case.given[part.question].n).question] = family
    return families


@memoize
def uneven(case: Case, target: Target) -> bool:
    """Whether too few of a role have a score for *target*, and were asked other questions than the rest.

    They weigh each answer differently, so their mean would follow from the score and what it is made of: a facet's
    questions are then hidden, and a barrier beside its facets has no score.
    """
    put = {
        cell: frozenset(part.question for part in target.parts if counts_for(case.setting, part.question, cell))
        for cell, n in numbers(case, target).items()
        if n
    }
    return any(put[cell] != other for cell in _few(case, target) for other in put.values())


def _few(case: Case, target: Target) -> list[str]:
    """The cells of which too few people have a score for *target* to be told of."""
    least = least_for(case.setting, target)
    return [cell for cell, n in numbers(case, target).items() if 0 < n < least and not (cell in case.public and n == 1)]


@memoize
def told(case: Case, question: str) -> bool:
    """Whether the figures of *question* may be shown."""
    n, asked, least = case.given[question].n, case.given[question].asked, case.limits.min_group
    if not case.alone and not case.all_told:
        return False
    if n and _too_sensitive(case, question):
        return False
    lone = case.alone or (n == 1 and _only_public(case, question))
    return lone or (asked >= least and (n == 0 or n >= least)) or asked == 0


def _too_sensitive(case: Case, question: str) -> bool:
    return question_of(case.setting, question).sensitive and 0 < case.given[question].n < case.limits.min_sensitive


def _sensitive_to_few(case: Case, question: str) -> bool:
    """Whether *question* is sensitive, and fewer of one role were asked it than a sensitive answer takes."""
    return question_of(case.setting, question).sensitive and any(
        cell.n < case.limits.min_sensitive and asks_cell(case.setting, question, name)
        for name, cell in case.cells.items()
        if name not in case.public and not case.alone
    )


def _only_public(case: Case, question: str) -> bool:
    """Whether those asked are one person who agreed to be shown."""
    asked = [cell for cell in case.cells if asks_cell(case.setting, question, cell)]
    return len(asked) == 1 and asked[0] in case.public


def question_results(case: Case, target: Target) -> tuple[QuestionResult, ...]:
    """What people answered to each question of *target*."""
    hidden = hidden_questions(case, target)
    return tuple(_result(case, part, hidden.get(part.question)) for part in target.parts)


def _result(case: Case, part: Part, reason: str | None) -> QuestionResult:
    question, given = question_of(case.setting, part.question), case.given[part.question]
    if reason is not None:
        case.hide(question.id, "sensitive" if reason == "sensitive" else "too-few")
    figures = _figures(case, part, given) if reason is None and given.asked else {}
    return QuestionResult(
        id=question.id,
        text=case.say(question.text) or "",
        why=case.say(question.why),
        prompt=case.say(case.setting.scales[question.id].prompt),
        key=part.key,
        weight=part.weight,
        fingerprint=case.instrument.fingerprints[question.id],
        sensitive=question.sensitive,
        status=_status(case, question, given, reason),
        **figures,
    )


def _figures(case: Case, part: Part, given: Given) -> dict[str, object]:
    """What is shown of the answers that were *given*."""
    distribution = _distribution(case, question_of(case.setting, part.question), given)
    alike = agreement(given.points, part.steps) if distribution else None
    return {
        "severity": _mean(part, given) if given.n else None,
        "n": given.n,
        **given.kinds,
        "distribution": distribution,
        "agreement": rounded(alike),
    }


def _status(case: Case, question: Question, given: Given, reason: str | None) -> Status:
    if given.asked == 0:
        return _unasked(case, question)
    if reason is not None:
        return "withheld"
    if given.n:
        return "scored"
    return "not-applicable" if given.kinds["na"] == given.asked else "not-enough-answers"


def _unasked(case: Case, question: Question) -> Status:
    """Why a *question* has no answers that count: nobody was asked, or only people who are shown with others."""
    if not merged_away(case, question.id):
        return "not-asked"
    case.hide(question.id, "merged-roles")
    return "withheld"


def merged_away(case: Case, question: str) -> bool:
    """Whether *question* was asked of a role that is shown together with others, of whom not all were asked."""
    return any(
        asks_role(case.setting, question, role) and not counts_for(case.setting, question, name)
        for name, cell in case.cells.items()
        for role in cell.roles
    )


def _mean(part: Part, given: Given) -> float | None:
    return rounded(sum(n * step for n, step in zip(given.points, part.steps, strict=True)) / given.n)


def _distribution(case: Case, question: Question, given: Given) -> tuple[Answered, ...] | None:
    least = case.limits.min_distribution
    if question.sensitive:
        least = max(least, case.limits.min_sensitive)
    if given.n < least:
        if given.n and not case.alone:
            case.hide(question.id, "distribution")
        return None
    points = zip(case.setting.scales[question.id].points, given.points, strict=True)
    return tuple(_answered(case.setting, point.value, point.label, n) for point, n in points)


@memoize
def _answered(_setting: Setting, value: float, label: str, n: int) -> Answered:
    # Many questions of many schools have the same points.
    return Answered(value=value, label=label, n=n)


def amounts(case: Case) -> Iterator[AmountResult]:
    """What people wrote for each measured amount.

    Quartiles by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, The American
    Statistician 50(4), 361-365).
    """
    questionnaire = case.instrument.questionnaire
    for question in questionnaire.questions:
        scale = scale_of(questionnaire, question)
        if scale.number is None or question.id not in case.rubric.asked:
            continue
        plain = AmountResult(
            id=question.id,
            text=case.say(question.text) or "",
            unit=scale.number.unit,
            belongs_to=question.belongs_to,
            aggregate=scale.number.aggregate,
            status="not-asked",
        )
        if not _counts_for_any(case, question.id):
            yield plain.model_copy(update={"status": _unasked(case, question)})
            continue
        values = sorted(case.people.get_column(question.id).drop_nulls().to_list())
        yield _amount(case, question, plain, values)


def _counts_for_any(case: Case, question: str) -> bool:
    """Whether *question* counts for the people of any cell."""
    return any(counts_for(case.setting, question, cell) for cell in case.cells)


def _amount(case: Case, question: Question, plain: AmountResult, values: list[float]) -> AmountResult:
    if not _enough_written(case, question, len(values), case.limits.min_group):
        case.hide(question.id, "too-few")
        return plain.model_copy(update={"status": "withheld"})
    if not values:
        return plain.model_copy(update={"status": "not-enough-answers", "n": 0})
    spread = len(values) >= case.limits.min_distribution
    if not spread and not case.alone:
        case.hide(question.id, "distribution")
    middle, mean = quantile(values, 0.5), sum(values) / len(values)
    return plain.model_copy(
        update={
            "status": "scored",
            "n": len(values),
            "median": rounded(middle),
            "q1": rounded(quantile(values, 0.25)) if spread else None,
            "q3": rounded(quantile(values, 0.75)) if spread else None,
            "mean": rounded(mean),
            "zeros": values.count(0) if spread else None,
            "hours_a_year": _hours_a_year(case, question, middle if plain.aggregate == "median" else mean),
        }
    )


def quantile(values: list[float], share: float) -> float:
    """The value below which *share* of the sorted *values* lies, interpolated."""
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def _hours_a_year(case: Case, question: Question, typical: float) -> float | None:
    number = scale_of(case.instrument.questionnaire, question).number
    roles = {role for role in own_roles(case) if asks_role(case.setting, question.id, role)}
    people = heads(case, roles) if roles else None
    # One person's hours say nothing about everybody's.
    if number is None or number.a_year is None or people is None or case.n == 1:
        return None
    return rounded(typical * people * number.a_year)


def _enough_written(case: Case, question: Question, n: int, least: int) -> bool:
    if question.sensitive:
        least = max(least, case.limits.min_sensitive)
    lone = (case.alone or (n == 1 and _only_public(case, question.id))) and not question.sensitive
    return case.all_told and (n == 0 or n >= least or lone)


def open_answers(case: Case) -> Iterator[OpenResult]:
    """How many wrote something in their own words; the words themselves never come here."""
    questionnaire = case.instrument.questionnaire
    for question in questionnaire.questions:
        if scale_of(questionnaire, question).text is None or question.id not in case.rubric.asked:
            continue
        plain = OpenResult(
            id=question.id,
            text=case.say(question.text) or "",
            belongs_to=question.belongs_to,
            status="not-asked",
        )
        if not _counts_for_any(case, question.id):
            yield plain.model_copy(update={"status": _unasked(case, question)})
            continue
        n = case.people.get_column(question.id).count()
        shown = _enough_written(case, question, n, case.limits.min_open_text)
        if not shown:
            case.hide(question.id, "open-text")
        status = ("scored" if n else "not-enough-answers") if shown else "withheld"
        yield plain.model_copy(update={"status": status, "n": n if shown else None})
