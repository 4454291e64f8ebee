"""From what people wrote to a file for somebody to review, and from the review to what a report may print."""

from collections.abc import Iterable, Iterator, Mapping

from speedbumps.diagnostics.codes import OTHER_REVIEW
from speedbumps.diagnostics.problem import Loaded, Problem, Route
from speedbumps.model.audit import Audit, OpenResult
from speedbumps.model.instrument import digest
from speedbumps.model.review import Review, ReviewedAnswer, ReviewedQuestion
from speedbumps.responses.review_files import Reviewed
from speedbumps.text import folded, plain

LONGEST = 10_000
"""Characters of one answer."""

HEAD = """\
# What people wrote in their own words, for one person to go through before anybody else reads it.
# Keep this file as safe as the answers themselves.
#
# For each answer, either leave it as it is, and it stays hidden; or change the text until nobody can be recognised in
# it, take out names, and write "show: true". Then:
#
#   speedbumps report ANSWERS --open-text THIS-FILE -o report.html
#
# The order tells nothing: answers are shuffled, question by question, and the same words stand here once."""

WIDEST = 0xFFFF
"""The last character that YAML writes with four digits."""


def review_of(audit: Audit, written: Mapping[str, Iterable[str]]) -> Review:
    """What there is to review of the words *written* to each open question; nothing is shown yet."""
    return Review(
        format="speedbumps-review/1",
        questionnaire=audit.questionnaire.id,
        version=audit.questionnaire.version,
        school=audit.school.id,
        round=audit.round,
        questions=tuple(
            ReviewedQuestion(
                id=result.id,
                question=result.text,
                wrote=result.n or 0,
                answers=tuple(ReviewedAnswer(text=text) for text in shuffled(result.id, written[result.id])),
            )
            for result in audit.open
            if may_be_read(result, audit)
        ),
    )


def may_be_read(result: OpenResult, audit: Audit) -> bool:
    """Whether enough people wrote something for any of it to be read by others."""
    return result.status == "scored" and (result.n or 0) >= audit.questionnaire.limits.min_open_text


def shuffled(question: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The different *texts*, each on one line, in an order that depends on nothing but what they say.

    Not the order of the rows, and not the same for any two questions, so that nobody's answers can be put together.
    """
    different: dict[str, str] = {}
    for text in sorted(map(_on_one_line, texts)):
        if text:
            different.setdefault(folded(text), text)
    seed = digest([question, *different.values()])
    return tuple(sorted(different.values(), key=lambda text: digest([seed, text])))


def _on_one_line(text: str) -> str:
    """The *text* without line ends and what no file in UTF-8 can hold, and cut where it is longer than a file takes."""
    line = plain(" ".join(text.split())).encode("utf-8", "replace").decode()
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def in_yaml(review: Review) -> str:
    """The *review* as its file has it."""
    return "".join(f"{line}\n" for line in _lines(review))


def _lines(review: Review) -> Iterator[str]:
    yield HEAD
    yield f"format: {review.format}"
    yield f"questionnaire: {review.questionnaire}"
    yield f"version: {review.version}"
    yield f"school: {_quoted(review.school)}"
    if review.round is not None:
        yield f"round: {_quoted(review.round)}"
    yield "questions:"
    for question in review.questions:
        yield f"  - id: {question.id}"
        yield f"    question: {_quoted(question.question or '')}"
        yield f"    wrote: {question.wrote}"
        yield "    answers:" if question.answers else "    answers: []"
        for answer in question.answers:
            yield f"      - text: {_quoted(answer.text)}"
            yield f"        show: {'true' if answer.show else 'false'}"


def _quoted(text: str) -> str:
    """The *text* in double quotes, on one line."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= WIDEST else f"\\U{code:08x}"


def with_words(audit: Audit, reviewed: Reviewed) -> Loaded[Audit]:
    """The *audit* with the words that a review lets be shown, if it is a review of the same answers."""
    problems = tuple(_of_others(audit, reviewed))
    if problems:
        return Loaded(None, problems)
    cleared = {question.id: question for question in reviewed.review.questions}
    shown = tuple(
        result.model_copy(update={"words": _shown(cleared[result.id])})
        if result.id in cleared and may_be_read(result, audit)
        else result
        for result in audit.open
    )
    return Loaded(audit.model_copy(update={"open": shown}))


def _shown(question: ReviewedQuestion) -> tuple[str, ...]:
    return shuffled(question.id, (answer.text for answer in question.answers if answer.show))


def _of_others(audit: Audit, reviewed: Reviewed) -> Iterator[Problem]:
    """Everything by which a review shows that it is not one of the answers in *audit*."""
    review, source = reviewed

    def problem(route: Route, message: str) -> Problem:
        return Problem(source.path, source.place(route), OTHER_REVIEW, message)

    of = audit.questionnaire
    if (review.questionnaire, review.version) != (of.id, of.version):
        yield problem(
            ("questionnaire" if review.questionnaire != of.id else "version",),
            f"this review is of answers to '{review.questionnaire}' {review.version}; "
            f"the report is on answers to '{of.id}' {of.version}",
        )
    if folded(review.school) != folded(audit.school.id):
        yield problem(("school",), f"this review is of another school; the report is on '{audit.school.id}'")
    if review.round != audit.round:
        here = f"the report is on round '{audit.round}'" if audit.round else "the report is on answers without a round"
        yield problem(("round",) if review.round else ("format",), f"this review is of another round; {here}")
    results = {result.id: result for result in audit.open}
    seen: set[str] = set()
    for place, question in enumerate(review.questions):
        said = _not_of(question, results.get(question.id), audit, twice=question.id in seen)
        seen.add(question.id)
        if said:
            yield problem(("questions", place, "id"), said)


def _not_of(question: ReviewedQuestion, result: OpenResult | None, audit: Audit, *, twice: bool) -> str | None:
    """Why *question* is none that was answered like this; None if it is."""
    if result is None:
        return f"'{question.id}' is no open question of the answers"
    if twice:
        return f"'{question.id}' stands here twice; keep one of the two"
    if not may_be_read(result, audit):
        least = audit.questionnaire.limits.min_open_text
        return (
            f"fewer than {least} people answered '{question.id}' (more are needed if it is sensitive); "
            "nothing of it can be shown, so leave it out"
        )
    if result.n != question.wrote:
        return (
            f"{question.wrote} people had answered '{question.id}' when this review was made, and {result.n} have now; "
            "make a new one with 'speedbumps review'"
        )
    return None
