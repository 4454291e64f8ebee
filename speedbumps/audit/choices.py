"""What people chose of lists, as far as it may be shown, and which facets they voted for."""

from collections.abc import Iterator

from speedbumps.audit.questions import unasked_status
from speedbumps.audit.school_data import SchoolData
from speedbumps.disclosure.written import counts_for_any
from speedbumps.model.audit import ChoiceResult, OptionResult, Status


def choice_results(data: SchoolData) -> Iterator[ChoiceResult]:
    """Yield how many chose each option of each choice, for the whole school."""
    for question in data.instrument.questionnaire.questions:
        choice = data.context.scales[question.id].choice
        if choice is None or question.id not in data.rubric.asked:
            continue
        given = data.people_counts.picks[question.id]
        asked = counts_for_any(data.people_counts, question.id)
        shown = asked and data.decisions.shown("choice", question.id)
        counted = shown and given.n > 0
        status: Status = "scored" if given.n else "not-enough-answers"
        if not shown:
            status = "withheld" if asked else unasked_status(data, question)
        options = (OptionResult(id=option.id, label=data.localize(option.label) or "") for option in choice.among)
        if counted:
            numbers = zip(options, given.options, strict=True)
            options = (_with_number(data, question.id, option, n) for option, n in numbers)
        yield ChoiceResult(
            id=question.id,
            text=data.localize(question.text) or "",
            belongs_to=question.belongs_to,
            most=choice.most,
            status=status,
            n=given.n if shown else None,
            options=tuple(options),
        )


def _with_number(data: SchoolData, question: str, option: OptionResult, n: int) -> OptionResult:
    """Return *option* with how many chose it, or why that is not shown."""
    reason = data.decisions.reason("option", question, option.id)
    return option.model_copy(update={"n": n if reason is None else None, "reason": reason})
