"""From one person's answers in YAML to a row of the data frame."""

from collections.abc import Container, Iterator
from pathlib import Path

import polars as pl

from speedbumps.diagnostics.codes import (
    CHANGED_SINCE,
    FORM,
    OTHER_VERSION,
    SCHOOL,
    UNKNOWN_QUESTION,
    UNKNOWN_ROLE,
    WRONG_CELL,
)
from speedbumps.diagnostics.problem import LoadResult, Problem, Route, file_order
from speedbumps.diagnostics.severities import severity_of
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.diagnostics.yaml_source import Source, Tree
from speedbumps.model.answers import PersonalAnswers, School
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import form_questions, scale_of
from speedbumps.model.questionnaire import FULL, UNSTATED, Questionnaire
from speedbumps.questionnaires.history import changed_questions
from speedbumps.questionnaires.validate import validate
from speedbumps.responses.answers import AnswerPart
from speedbumps.responses.cells import WrongCellError, localized_scales, read_amount, read_code
from speedbumps.responses.columns import column_type, column_types, find_role
from speedbumps.responses.picks import read_choice
from speedbumps.responses.schools import facet_problems
from speedbumps.scoring.responses import ABOUT, BLANK, holds_codes
from speedbumps.text import fold_text, list_some

MOST_LISTED = 12
"""The most questions that one message names."""


def questionnaire_of(source: Source) -> str | None:
    """Return the questionnaire that a file of answers names."""
    name = source.data.get("questionnaire") if isinstance(source.data, dict) else None
    return name if isinstance(name, str) and name else None


def read_person(source: Source, instrument: Instrument, *, set_aside: bool) -> LoadResult[AnswerPart]:
    """Return one person's answers, as the file *source* holds them: one row."""
    fitted = validate(PersonalAnswers, source)
    changed = _changed_questions(source, instrument)
    row, wrong, cells = _read_person_answers(source, changed, instrument)
    if fitted.value is None:
        problems = {*fitted.problems, *wrong, *cells}
        return LoadResult(None, tuple(sorted(problems, key=file_order)))
    answers = fitted.value
    wrong += _other_problems(source, answers, instrument)
    form = answers.form if answers.form == FULL or answers.form in instrument.questionnaire.forms else FULL
    asked = {question.id for question in form_questions(instrument.questionnaire, form)}
    if wrong or (cells and not set_aside):
        return LoadResult(None, tuple(sorted((*wrong, *cells), key=file_order)))
    outdated = tuple(_changed_since(source, answers, changed, instrument))
    school = fold_text(answers.school.id)
    about = {
        "school": school,
        "role": find_role(answers.role, instrument) if answers.role else UNSTATED,
        "round": answers.round,
        "form": form,
        "consent": answers.consent == "identified",
        "draft": answers.draft,
    }
    columns = {name: row.get(name, _blank_value(name, instrument)) for name in instrument.questions if name in asked}
    frame = pl.DataFrame([{**about, **columns}], schema={**ABOUT, **column_types(columns, instrument)})
    aside = {school: len(cells)} if cells else {}
    schools = {school: answers.school.model_copy(update={"id": school, **_school_name(answers.school, school)})}
    part = AnswerPart(Path(source.path), frame, aside, schools, written=_written_words(answers, instrument))
    return LoadResult(part, (*outdated, *cells))


def _written_words(answers: PersonalAnswers, instrument: Instrument) -> tuple[tuple[str, str], ...]:
    """Return what the person wrote, as pairs of a question's id and a text; nothing without consent to be shown."""
    if answers.consent != "identified":
        return ()
    scales = {name: scale_of(instrument.questionnaire, question) for name, question in instrument.questions.items()}
    own = [(name, text) for name, text in answers.answers.items() if name in scales and scales[name].text]
    notes = [(name, text) for name, text in answers.notes.items() if name in scales]
    return tuple((name, " ".join(text.split())) for name, text in (*own, *notes) if text.strip())


def _school_name(school: School, key: str) -> dict[str, str]:
    """Return the name of a school for which the file gives only an id, in the spelling of the file."""
    written = " ".join(school.id.split())
    return {} if school.name or written == key else {"name": written}


def _read_person_answers(
    source: Source, changed: Container[str], instrument: Instrument
) -> tuple[dict[str, object], list[Problem], list[Problem]]:
    """Return the answers that can be read, problems of unknown questions, and problems of unreadable answers.

    Those to *changed* questions are left out.
    """
    given = source.data.get("answers") if isinstance(source.data, dict) else None
    row: dict[str, object] = {}
    wrong: list[Problem] = []
    cells: list[Problem] = []
    for name, text in given.items() if isinstance(given, dict) else ():
        if name in changed or ("answers", name) in source.nothing:
            continue
        if name not in instrument.questions:
            message = f"there is no question '{name}'" + did_you_mean(name, instrument.questions)
            wrong.append(_problem_at(source, ("answers", name), UNKNOWN_QUESTION, message, at_key=True))
        elif (texts := _texts_of(text)) is not None:
            try:
                row[name] = _read_answer(texts, name, instrument)
            except WrongCellError as error:
                cells.append(_problem_at(source, ("answers", name), WRONG_CELL, str(error)))
    return row, wrong, cells


def _texts_of(answer: Tree) -> str | list[str] | None:
    """Return an answer that is a text, or a list of texts; None for any other."""
    if not isinstance(answer, list):
        return answer if isinstance(answer, str) else None
    texts = [each for each in answer if isinstance(each, str)]
    return texts if len(texts) == len(answer) else None


def _read_answer(text: str | list[str], name: str, instrument: Instrument) -> object:
    """Return what *text* means, in any of the questionnaire's languages; only a choice may be a list of texts.

    Raises:
        WrongCellError: If it is no answer in any of them; the message is that of the first language.
    """
    if scale_of(instrument.questionnaire, instrument.questions[name]).choice:
        return read_choice((text,) if isinstance(text, str) else text, localized_scales(name, instrument))
    if not isinstance(text, str):
        raise WrongCellError("one answer belongs here, not a list")
    refused: WrongCellError | None = None
    for questionnaire in (instrument.questionnaire, *instrument.languages):
        try:
            return _read_in_language(text, name, questionnaire)
        except WrongCellError as error:
            refused = refused or error
    raise refused or WrongCellError("this is not an answer")


def _read_in_language(text: str, name: str, questionnaire: Questionnaire) -> object:
    """Return what *text* means in one language."""
    scale = scale_of(questionnaire, next(each for each in questionnaire.questions if each.id == name))
    words = questionnaire.non_answers
    if scale.points:
        return read_code(text, scale, words)
    if scale.number:
        return read_amount(text, scale, words)
    if scale.text and len(text) > scale.text.max_length:
        raise WrongCellError(f"this is longer than {scale.text.max_length} characters")
    return text.strip() or None


def _blank_value(name: str, instrument: Instrument) -> object:
    """Return the value of a question without an answer."""
    return BLANK if holds_codes(column_type(name, instrument)) else None


def _other_problems(source: Source, answers: PersonalAnswers, instrument: Instrument) -> list[Problem]:
    """Return the problems outside the answers themselves."""
    questionnaire = instrument.questionnaire
    problems = []
    if answers.questionnaire != questionnaire.id:
        message = f"these answers are to '{answers.questionnaire}', not to '{questionnaire.id}'"
        problems.append(_problem_at(source, ("questionnaire",), OTHER_VERSION, message))
    elif _is_newer(answers.version, questionnaire.version):
        message = f"these answers are to version {answers.version}; the questionnaire here is {questionnaire.version}"
        problems.append(_problem_at(source, ("version",), OTHER_VERSION, message))
    if answers.form != FULL and answers.form not in questionnaire.forms:
        message = f"there is no form '{answers.form}'" + did_you_mean(answers.form, (FULL, *questionnaire.forms))
        problems.append(_problem_at(source, ("form",), FORM, message))
    if not fold_text(answers.school.id):
        problems.append(_problem_at(source, ("school", "id"), SCHOOL, "a school needs an id"))
    if answers.role and find_role(answers.role, instrument) == UNSTATED:
        roles = [role.id for role in questionnaire.roles]
        message = f"there is no role '{answers.role}'" + did_you_mean(answers.role, roles)
        problems.append(_problem_at(source, ("role",), UNKNOWN_ROLE, message))
    if isinstance(answers.school.headcount, dict):
        roles = [role.id for role in questionnaire.roles]
        for name in answers.school.headcount:
            if name not in roles:
                message = f"there is no role '{name}'" + did_you_mean(name, roles)
                problems.append(_problem_at(source, ("school", "headcount", name), UNKNOWN_ROLE, message, at_key=True))
    unknown = facet_problems(answers.school.offers, instrument)
    problems += (_problem_at(source, ("school", "offers"), SCHOOL, message) for message in unknown)
    return problems


def _changed_questions(source: Source, instrument: Instrument) -> frozenset[str]:
    """Return the questions that have changed since the version that the file *source* names."""
    version = source.data.get("version") if isinstance(source.data, dict) else None
    return changed_questions(instrument, version) if isinstance(version, str) else frozenset()


def _changed_since(
    source: Source, answers: PersonalAnswers, changed: Container[str], instrument: Instrument
) -> Iterator[Problem]:
    """Yield a problem that names the answers to *changed* questions, which are set aside."""
    aside = [name for name in answers.answers if name in changed]
    if aside:
        message = (
            f"these answers are to version {answers.version}; the questions that have changed since, or are no longer "
            f"asked in version {instrument.questionnaire.version}, are set aside: {list_some(aside, MOST_LISTED)}"
        )
        yield Problem(source.path, source.find_span(("version",)), CHANGED_SINCE, message, severity_of(CHANGED_SINCE))


def _is_newer(version: str, than: str) -> bool:
    """Return whether one *version* is newer *than* another."""
    return tuple(map(int, version.split("."))) > tuple(map(int, than.split(".")))


def _problem_at(source: Source, route: Route, code: str, message: str, *, at_key: bool = False) -> Problem:
    """Return the problem at one place of the file."""
    return Problem(source.path, source.find_span(route, key=at_key), code, message)
