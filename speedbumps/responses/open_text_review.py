"""Write what people wrote to a file for a reviewer, and apply the review to what a report may print."""

from collections.abc import Iterable, Iterator, Mapping

from speedbumps.diagnostics.codes import OTHER_REVIEW
from speedbumps.diagnostics.problem import LoadResult, Problem, Route
from speedbumps.model.audit import Audit, OpenResult
from speedbumps.model.instrument import digest
from speedbumps.model.review import Review, ReviewedAnswer, ReviewedQuestion
from speedbumps.responses.review_files import LoadedReview
from speedbumps.text import fold_text, strip_controls

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
# The order means nothing: answers are shuffled, question by question, and the same words are listed once."""

WIDEST = 0xFFFF
"""The last character that YAML writes with four digits."""


def create_review(audit: Audit, written: Mapping[str, Iterable[str]]) -> Review:
    """Return the words *written* to each open question as a review in which nothing is shown yet."""
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
                answers=tuple(ReviewedAnswer(text=text) for text in shuffle(result.id, written[result.id])),
            )
            for result in audit.open
            if may_review(result, audit)
        ),
    )


def may_review(result: OpenResult, audit: Audit) -> bool:
    """Return whether enough people answered an open question for others to read any of it."""
    return result.status == "scored" and (result.n or 0) >= audit.questionnaire.limits.min_open_text


def shuffle(question: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct *texts*, each on one line, in an order that depends only on their content.

    It is not the order of the rows, and differs between questions, so that nobody's answers can be put together.
    """
    different: dict[str, str] = {}
    for text in sorted(map(_on_one_line, texts)):
        if text:
            different.setdefault(fold_text(text), text)
    seed = digest([question, *different.values()])
    return tuple(sorted(different.values(), key=lambda text: digest([seed, text])))


def _on_one_line(text: str) -> str:
    """Return *text* on one line, without what UTF-8 cannot hold, and cut at the longest length that a file accepts."""
    line = strip_controls(" ".join(text.split())).encode("utf-8", "replace").decode()
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def format_review(review: Review) -> str:
    """Return *review* as the text of its file."""
    return "".join(f"{line}\n" for line in _review_lines(review))


def _review_lines(review: Review) -> Iterator[str]:
    """Yield the lines of the file."""
    yield HEAD
    yield f"format: {review.format}"
    yield f"questionnaire: {review.questionnaire}"
    yield f"version: {review.version}"
    yield f"school: {_quote_line(review.school)}"
    if review.round is not None:
        yield f"round: {_quote_line(review.round)}"
    yield "questions:"
    for question in review.questions:
        yield f"  - id: {question.id}"
        yield f"    question: {_quote_line(question.question or '')}"
        yield f"    wrote: {question.wrote}"
        yield "    answers:" if question.answers else "    answers: []"
        for answer in question.answers:
            yield f"      - text: {_quote_line(answer.text)}"
            yield f"        show: {'true' if answer.show else 'false'}"


def _quote_line(text: str) -> str:
    """Return *text* in double quotes, on one line."""
    return '"' + "".join(map(_escape_sign, text)) + '"'


def _escape_sign(character: str) -> str:
    """Return a *character* as a double-quoted text of YAML holds it."""
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= WIDEST else f"\\U{code:08x}"


def add_reviewed_words(audit: Audit, reviewed: LoadedReview) -> LoadResult[Audit]:
    """Return *audit* with the words that a review lets be shown, if it is a review of the same answers."""
    problems = tuple(_mismatches(audit, reviewed))
    if problems:
        return LoadResult(None, problems)
    cleared = {question.id: question for question in reviewed.review.questions}
    shown = tuple(
        result.model_copy(update={"words": _cleared_texts(cleared[result.id])})
        if result.id in cleared and may_review(result, audit)
        else result
        for result in audit.open
    )
    return LoadResult(audit.model_copy(update={"open": shown}))


def _cleared_texts(question: ReviewedQuestion) -> tuple[str, ...]:
    """Return the answers to a question that are to be shown."""
    return shuffle(question.id, (answer.text for answer in question.answers if answer.show))


def _mismatches(audit: Audit, reviewed: LoadedReview) -> Iterator[Problem]:
    """Yield every difference which shows that a review is not of the answers in *audit*."""
    review, source = reviewed

    def mismatch(route: Route, message: str) -> Problem:
        return Problem(source.path, source.find_span(route), OTHER_REVIEW, message)

    of = audit.questionnaire
    if (review.questionnaire, review.version) != (of.id, of.version):
        yield mismatch(
            ("questionnaire" if review.questionnaire != of.id else "version",),
            f"this review is of answers to '{review.questionnaire}' {review.version}; "
            f"the report is on answers to '{of.id}' {of.version}",
        )
    if fold_text(review.school) != fold_text(audit.school.id):
        yield mismatch(("school",), f"this review is of another school; the report is on '{audit.school.id}'")
    if review.round != audit.round:
        here = f"the report is on round '{audit.round}'" if audit.round else "the report is on answers without a round"
        yield mismatch(("round",) if review.round else ("format",), f"this review is of another round; {here}")
    results = {result.id: result for result in audit.open}
    seen: set[str] = set()
    for place, question in enumerate(review.questions):
        said = _mismatch_text(question, results.get(question.id), audit, twice=question.id in seen)
        seen.add(question.id)
        if said:
            yield mismatch(("questions", place, "id"), said)


def _mismatch_text(question: ReviewedQuestion, result: OpenResult | None, audit: Audit, *, twice: bool) -> str | None:
    """Return why *question* does not fit the answers; None if it does."""
    if result is None:
        return f"'{question.id}' is not an open question of the answers"
    if twice:
        return f"'{question.id}' is here twice; keep one of the two"
    if not may_review(result, audit):
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
