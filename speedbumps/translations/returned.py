"""Take translations home from the file of a translator's program, and say what is wrong in it."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from speedbumps.diagnostics.codes import NOT_A_TRANSLATION, OTHER_TRANSLATION, TEXT_OF_NOTHING
from speedbumps.diagnostics.problem import LoadResult, Problem, Span
from speedbumps.diagnostics.severities import severity_of
from speedbumps.model.scalars import LONGEST_TEXT
from speedbumps.questionnaires.translation import placeholder_faults
from speedbumps.translations.texts import OF_NATION, SourceText, is_same_text, split_key
from speedbumps.translations.yaml_comments import Standing
from speedbumps.translations.yaml_file import WrittenText

PLACEHOLDER_LOST = "SB734"

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file can hold."""


class ReturnedText(NamedTuple):
    """A text in the file of a translator's program."""

    key: str
    original: str
    """The original as the program had it."""
    text: str
    """The translation; empty if there is none."""
    again: bool
    """Whether the program says that somebody has to look at it again."""
    was: str | None
    """The original of which it is the translation, if that is another."""
    span: Span


class ReturnedFile(NamedTuple):
    """The file of a translator's program."""

    path: str
    language: str | None
    """The language that it is translated into, if it says so."""
    language_span: Span
    texts: tuple[ReturnedText, ...]


class ExchangeText(NamedTuple):
    """A text for a translator's program, with its translation if there is one."""

    source: SourceText
    text: str
    standing: Standing


class ExchangeFile(NamedTuple):
    """What is written for a translator's program."""

    id: str
    """The id of the questionnaire."""
    version: str
    language: str
    """The language of the originals."""
    into: str
    texts: tuple[ExchangeText, ...]


def take_home(
    file: ReturnedFile, into: str, sources: Mapping[str, SourceText], written: Mapping[str, WrittenText]
) -> LoadResult[Mapping[str, WrittenText]]:
    """Return the translations in *file* by their keys, those of unknown texts among them, or its problems.

    *sources* are all texts that can be translated, and *written* those that stand in the translation already.
    """
    checks = (_wrong_language(file, into), _unknown_texts(file, sources), _lost_placeholders(file, sources))
    found = (problem for each in (*checks, _too_long(file)) for problem in each)
    problems = tuple(sorted(found, key=lambda problem: problem.span))
    if any(problem.severity == "error" for problem in problems):
        return LoadResult(None, problems)
    done = (each for each in file.texts if each.text.strip() and each.key)
    return LoadResult({each.key: _new_text(each, written.get(each.key)) for each in done}, problems)


def exchange_text(source: SourceText, written: WrittenText | None) -> ExchangeText:
    """Return *source* for a translator's program, with what is *written* of it."""
    if written is None or not written.text:
        return ExchangeText(source, "", Standing(source.original))
    return ExchangeText(source, written.text, written.standing.beside(source.original))


def same_language(one: str, other: str) -> bool:
    """Return whether two codes stand for the same language, such as pt-BR and pt_br."""
    return one.replace("_", "-").casefold() == other.replace("_", "-").casefold()


def strip_for_xml(text: str) -> str:
    """Return *text* without the characters that no XML file can hold."""
    return NO_XML.sub("", text)


def _new_text(returned: ReturnedText, written: WrittenText | None) -> WrittenText:
    was = returned.was
    if written is not None and returned.again and was is None and written.standing.again:
        was = written.standing.was
    if returned.again and was is not None and is_same_text(was, returned.original):
        was = None
    same = written is not None and strip_for_xml(written.text) == returned.text
    return WrittenText(
        written.text if written and same else returned.text, Standing(returned.original, returned.again, was)
    )


def _wrong_language(file: ReturnedFile, into: str) -> Iterator[Problem]:
    if file.language and not same_language(file.language, into):
        message = f"this is translated into '{file.language}', not into '{into}'"
        yield Problem(file.path, file.language_span, OTHER_TRANSLATION, message)


def _unknown_texts(file: ReturnedFile, sources: Mapping[str, SourceText]) -> Iterator[Problem]:
    """Yield the problems of texts that are not in the questionnaire; one error if none is."""
    unknown = [each for each in file.texts if each.key not in sources]
    if unknown and len(unknown) == len(file.texts):
        message = "no text of the questionnaire is in this file; is it a translation of another one?"
        yield Problem(file.path, unknown[0].span, OTHER_TRANSLATION, message)
        return
    for each in unknown:
        yield Problem(file.path, each.span, TEXT_OF_NOTHING, _unknown_message(each), severity_of(TEXT_OF_NOTHING))


def _too_long(file: ReturnedFile) -> Iterator[Problem]:
    for each in file.texts:
        if len(each.text) > LONGEST_TEXT:
            message = f"this text has {len(each.text):,} characters; a translation has at most {LONGEST_TEXT:,}"
            yield Problem(file.path, each.span, NOT_A_TRANSLATION, message)


def _unknown_message(text: ReturnedText) -> str:
    if not text.key:
        return "this text does not say where it belongs (msgctxt), so it is left out"
    kept = "; it is kept as a comment" if text.text.strip() else ""
    return f"there is no text with the key '{text.key}' any more{kept}"


def _lost_placeholders(file: ReturnedFile, sources: Mapping[str, SourceText]) -> Iterator[Problem]:
    """Yield the problems of {words}; a text that has to be looked at again anyway may lack some."""
    for each in file.texts:
        source = sources.get(each.key)
        if source is None or each.again or not each.text.strip():
            continue
        general = sources[split_key(each.key)[1]]
        written_out = each.key.startswith(f"{OF_NATION}.")
        for message in placeholder_faults(general.original, each.text, written_out=written_out):
            yield Problem(file.path, each.span, PLACEHOLDER_LOST, message)
