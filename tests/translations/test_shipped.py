"""Shipped translations are complete, and say what their originals say now."""

import re
from pathlib import Path

import pytest
from support.paths import QUESTIONNAIRES, SCHOOL_WELSH

from speedbumps.diagnostics.problem import require_value
from speedbumps.diagnostics.yaml_source import read_yaml
from speedbumps.lint.dispatch import lint
from speedbumps.model.translation import Translation
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.questionnaires.translation import FORMAT, has_placeholder, translatable_texts, translate_instrument
from speedbumps.questionnaires.validate import validate
from speedbumps.translations.texts import SourceTexts, source_texts
from speedbumps.translations.yaml_file import refreshed_text, written_texts

SHIPPED = sorted(path for path in QUESTIONNAIRES.glob("*.yaml") if f"format: {FORMAT}\n" in path.read_text("utf-8"))

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(params=SHIPPED, ids=lambda path: path.name)
def shipped(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def translation_at(path: Path) -> Translation:
    return require_value(validate(Translation, require_value(read_yaml(path))))


def texts_in(path: Path) -> SourceTexts:
    """All texts that the translation at *path* has a place for."""
    sources = source_texts(require_value(read_instrument(find_questionnaire(translation_at(path).of))))
    return sources.only(written_texts(require_value(read_yaml(path)), sources.questionnaire.language), None)


def test_the_welsh_translation_is_among_them() -> None:
    assert SCHOOL_WELSH in SHIPPED


def test_it_is_complete_and_keeps_words_in_braces(shipped: Path) -> None:
    assert lint(shipped).problems == ()


def test_it_has_the_originals_of_this_version_beside_its_texts(shipped: Path) -> None:
    assert refreshed_text(require_value(read_yaml(shipped)), texts_in(shipped), {}) == shipped.read_text("utf-8")


def test_its_numbers_are_those_of_the_originals(shipped: Path) -> None:
    sources = texts_in(shipped).by_key
    written = written_texts(require_value(read_yaml(shipped)), "en")

    differ = {
        key: (each.text, sources[key].original)
        for key, each in written.items()
        if sorted(NUMBER.findall(each.text)) != sorted(NUMBER.findall(sources[key].original))
    }

    assert differ == {}


def test_it_names_a_translator_once_it_is_checked(shipped: Path) -> None:
    translation = translation_at(shipped)

    assert translation.status == "draft" or translation.translator is not None


def test_no_text_of_a_nation_is_left_in_the_original(shipped: Path) -> None:
    translation = translation_at(shipped)
    instrument = require_value(read_instrument(find_questionnaire(translation.of)))
    original = translatable_texts(instrument.questionnaire, instrument.library)
    translated = translate_instrument(instrument, translation)
    found = translatable_texts(translated.questionnaire, translated.library)

    same = {key for key in original if found[key] == original[key] and not has_placeholder(original[key])}

    assert same <= {key for key in original if key.startswith("words.")}
