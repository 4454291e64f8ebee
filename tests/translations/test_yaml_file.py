"""A translation is brought up to date, and nothing that somebody wrote in it is changed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.paths import FORMAT_EXAMPLES
from support.strategies import example_count, translations

from speedbumps.diagnostics.problem import require_value
from speedbumps.diagnostics.yaml_edit import NotExtendableError
from speedbumps.diagnostics.yaml_source import Source, parse_yaml
from speedbumps.model.instrument import Instrument
from speedbumps.model.translation import Translation
from speedbumps.questionnaires.load import read_instrument
from speedbumps.questionnaires.translation import translatable_texts, translate_instrument
from speedbumps.questionnaires.validate import validate
from speedbumps.translations.texts import SourceTexts, source_texts
from speedbumps.translations.yaml_comments import Standing
from speedbumps.translations.yaml_file import FileNames, WrittenText, new_text, refreshed_text, written_texts

SMALL = require_value(read_instrument(FORMAT_EXAMPLES / "small.yaml"))
TEXTS = translatable_texts(SMALL.questionnaire, SMALL.library)
KEYS = sorted(TEXTS)
HEADER = "format: speedbumps-translation/1\nof: small\nlanguage: fr\nstrings:\n"


def sources_with(changed: dict[str, str]) -> SourceTexts:
    """The texts of the small questionnaire, some of them with other words."""
    bent = Translation(format="speedbumps-translation/1", of="small", language="en", strings=changed)
    made = translate_instrument(SMALL, bent)
    return source_texts(Instrument(questionnaire=made.questionnaire, library=made.library)).only((), None)


NAMES = FileNames("small", "small.fr.yaml")


def source_of(text: str) -> Source:
    return require_value(parse_yaml("small.fr.yaml", text))


def refreshed(text: str, changed: dict[str, str] | None = None) -> str:
    return refreshed_text(source_of(text), sources_with(changed or {}), {})


def done(text: str) -> WrittenText:
    return WrittenText(text, Standing())


ORIGINALS = translations("small", KEYS).map(
    # The label of a point that is a bare number is no text to translate.
    lambda each: {key: f"A {text}" if ".points." in key else text for key, text in each.strings.items()}
)
ENDS = st.sampled_from(["\n", "\r\n"])
LAYOUTS = st.sampled_from(
    ["{}: {}", '{}: "{}"', "{}:   '{}'   # a note", "{}: >-\n    {}\n    and more", "{}:\n    {}"]
)
ENTRIES = st.lists(st.tuples(st.sampled_from(KEYS), LAYOUTS, st.sampled_from(["", "  # mine\n", "\n"])), max_size=12)


@given(
    ORIGINALS, st.dictionaries(st.sampled_from(KEYS), st.text(min_size=1, max_size=200).filter(str.strip), max_size=8)
)
@example_count(15)
def test_any_text_can_be_written_and_read_again(originals: dict[str, str], translated: dict[str, str]) -> None:
    sources = sources_with(originals)

    text = new_text(sources, "fr", NAMES, {key: done(each) for key, each in translated.items()})

    found = require_value(validate(Translation, source_of(text)))
    assert found.strings == translated
    assert list(written_texts(source_of(text), "en")) == list(sources.by_key)
    assert refreshed_text(source_of(text), sources, {}) == text


@given(ENTRIES, ORIGINALS, ENDS)
@example_count(15)
def test_every_line_of_a_translator_stays(
    entries: list[tuple[str, str, str]], changed: dict[str, str], end: str
) -> None:
    once = {key: f"{above}  {layout.format(key, f'Mot {at}')}\n" for at, (key, layout, above) in enumerate(entries)}
    before = (HEADER + "".join(once.values()) or "  title: Mot\n").replace("\n", end)

    after = refreshed(before, changed)

    rest = iter(after.splitlines(keepends=True))
    assert all(line in rest for line in before.splitlines(keepends=True))
    assert after.count("\n") == after.count(end)
    kept = {key: each.text for key, each in written_texts(source_of(before), "en").items()} if once else {}
    now = written_texts(source_of(after), "en")
    assert {key: now[key].text for key in kept} == kept
    assert set(now) == set(KEYS)
    assert refreshed(after, changed) == after


def test_new_texts_come_where_they_stand_in_the_questionnaire() -> None:
    text = refreshed(f"{HEADER}  questions.T02.text: Deux.\n  questions.T01.text: Un.\n")

    keys = list(written_texts(source_of(text), "en"))
    assert keys.index("questions.T02.text") < keys.index("questions.T01.text")
    assert keys[keys.index("questions.T01.text") + 1] == "questions.T01.why"
    assert keys[keys.index("questions.T02.text") + 1] == "questions.T03.text"
    assert keys[0] == "title"


def test_a_changed_original_is_marked_until_the_mark_is_taken_out() -> None:
    begun = new_text(sources_with({}), "fr", NAMES, {"title": done("Titre"), "questions.T02.text": done("Deux.")})

    changed = refreshed(begun, {"title": "A new title", "introduction": "Welcome."})
    twice = refreshed(changed, {"title": "A newer title"})

    assert (
        "  # en: A new title\n  # check again; the original was: What slows us down?\n  title: Titre\n"
        "  # en: Welcome.\n  introduction:\n"
    ) in changed
    assert "  # en: A newer title\n  # check again; the original was: What slows us down?\n  title: Titre\n" in twice
    assert refreshed(changed) == begun  # the original is again what was translated
    checked = changed.replace("  # check again; the original was: What slows us down?\n", "")
    assert refreshed(checked, {"title": "A new title"}) == refreshed(checked, {"title": "A  new\ntitle"})
    assert "# check again" not in refreshed(checked, {"title": "A new title"})


def test_a_long_original_can_be_told_from_a_translators_own_comment() -> None:
    words = "Twenty words " * 12
    begun = new_text(sources_with({"title": words}), "fr", NAMES, {"title": done("Titre")})

    ours = begun.replace("  title: Titre", "  # A word on the title.\n  title: Titre")

    assert refreshed(ours, {"title": words}) == ours
    assert "  # A word on the title.\n  # en: Short\n  # check again; the original was: Twenty" in refreshed(
        ours, {"title": "Short"}
    )


def test_a_text_that_is_gone_is_kept_as_a_comment_once() -> None:
    text = f"{HEADER}  # mine\n  questions.Z9.text: >-\n    Parti\n    loin.\n  title: Titre"

    after = refreshed(text)

    gone = "  # # mine\n  # questions.Z9.text: >-\n  #   Parti\n  #   loin.\n"
    assert after.endswith(f"  # These texts are no longer in the questionnaire:\n{gone}")
    assert refreshed(after) == after
    again = refreshed(after.replace("  title: Titre\n", "  title: Titre\n  questions.Z8.text: Aussi\n"))
    assert again.endswith(f"{gone}  # questions.Z8.text: Aussi\n")


def test_texts_of_a_nation_have_a_section_of_their_own() -> None:
    every = source_texts(SMALL)
    key = "nations.wales.barriers.time.facets.delay.ask_others"

    text = refreshed_text(source_of(f"{HEADER}  title: Titre"), every.only((), "wales"), {})
    filled = refreshed_text(source_of(text), every.only({key}, None), {key: done("Demandez.")})

    assert text.endswith(
        "nations:\n  wales:\n    # en: Ask the local authority which decisions may be made in school.\n"
        "    barriers.time.facets.delay.ask_others:\n"
    )
    found = require_value(validate(Translation, source_of(filled)))
    assert found.nations == {"wales": {"barriers.time.facets.delay.ask_others": "Demandez."}}
    more = refreshed_text(source_of(filled), every.only({key}, "england"), {})
    assert "  england:\n" in more
    assert more.startswith(filled.rstrip("\n"))


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER.rstrip()} {{title: Titre}}\n",
        f"{HEADER}  ? title\n  : Titre\n",
        f"{{format: speedbumps-translation/1, of: small, language: fr, strings: {json.dumps({'title': 'Titre'})}}}\n",
    ],
    ids=["in brackets", "with a question mark", "all in brackets"],
)
def test_a_file_without_a_line_for_each_key_is_left_alone(text: str) -> None:
    with pytest.raises(NotExtendableError):
        refreshed(text)
