"""Texts go to translators' programs and come home as they were, and what is wrong is said with its line."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as babel_reads
from babel.messages.pofile import write_po as babel_writes
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.paths import FORMAT_EXAMPLES
from support.strategies import example_count, translations

from speedbumps.diagnostics.problem import LoadResult, require_value
from speedbumps.model.instrument import Instrument
from speedbumps.model.translation import Translation
from speedbumps.questionnaires.load import read_instrument
from speedbumps.questionnaires.translation import placeholder_faults, translatable_texts, translate_instrument
from speedbumps.translations.exchange import EXCHANGE_FORMATS, read_exchange_file
from speedbumps.translations.gettext_po import read_po, write_po
from speedbumps.translations.returned import ExchangeFile, ReturnedFile, exchange_text, strip_for_xml, take_home
from speedbumps.translations.texts import SourceTexts, is_same_text, source_texts
from speedbumps.translations.xliff import read_xliff, write_xliff
from speedbumps.translations.yaml_comments import Standing
from speedbumps.translations.yaml_file import WrittenText

SMALL = require_value(read_instrument(FORMAT_EXAMPLES / "small.yaml"))
SOURCES = source_texts(SMALL)
KEYS = sorted(translatable_texts(SMALL.questionnaire, SMALL.library))
HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\n'
XLIFF = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file target-language="fr"><body>\n{}\n'
UNIT = '<trans-unit id="title"><source>What slows us down?</source><target{}>{}</target></trans-unit>'
END = "</body></file></xliff>"

STANDINGS = st.sampled_from(
    [Standing(), Standing(again=True), Standing("New", again=True, was='Old "one" \\ of\ntwo lines')]
)
WRITTEN = st.dictionaries(
    st.sampled_from(KEYS), st.builds(WrittenText, st.text(min_size=1, max_size=60), STANDINGS), max_size=10
)


def put(sources: SourceTexts, written: dict[str, WrittenText]) -> ExchangeFile:
    texts = tuple(exchange_text(text, written.get(key)) for key, text in sources.by_key.items())
    return ExchangeFile("small", "1.0.0", "en", "pt-BR", texts)


@given(translations("small", KEYS), WRITTEN, st.sampled_from(sorted(EXCHANGE_FORMATS)))
@example_count(25)
def test_every_text_comes_home_as_it_went(originals: Translation, written: dict[str, WrittenText], ending: str) -> None:
    made = translate_instrument(SMALL, originals)
    sources = source_texts(Instrument(questionnaire=made.questionnaire, library=made.library))
    good = {
        key: each
        for key, each in written.items()
        if each.text.strip() and not [*placeholder_faults(sources.by_key[key].original, each.text, written_out=False)]
    }
    out = put(sources, good)

    read = require_value(EXCHANGE_FORMATS[ending].read("x", EXCHANGE_FORMATS[ending].write(out)))
    home = require_value(take_home(read, "pt-BR", sources.by_key, good))

    assert [each.key for each in read.texts] == list(sources.by_key)
    assert all(is_same_text(each.original, sources.by_key[each.key].original) for each in read.texts)
    kept = {key for key, each in good.items() if ending == ".po" or strip_for_xml(each.text).strip()}
    assert {key: each.text for key, each in home.items()} == {key: good[key].text for key in kept}
    for each in out.texts:
        if each.source.key in kept:
            assert home[each.source.key].standing.beside(each.source.original).matches(each.standing)


def test_what_gettext_and_xml_programs_read_is_what_was_written() -> None:
    text = 'He said: "C:\\new"\tand\nthen <b>&amp;</b> {runs}'
    written = {
        "questions.T01.text": WrittenText(text, Standing()),
        "questions.T02.text": WrittenText("Old.", Standing("Other words.")),
    }
    out = put(SOURCES, written)

    catalogue = babel_reads(BytesIO(write_po(out).encode()))
    tree = etree.fromstring(write_xliff(out).encode())

    found = {message.context: message for message in catalogue if message.id}
    assert catalogue.locale_identifier == "pt_BR"
    assert list(found) == list(SOURCES.by_key)
    assert found["questions.T01.text"].string == text
    assert found["questions.T02.text"].fuzzy
    assert not found["questions.T01.text"].fuzzy
    assert "At most 36 characters." in found["barriers.time.facets.delay.title"].auto_comments
    assert any("{runs}" in note for note in found["barriers.time.facets.delay.ask_others"].auto_comments)
    names = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
    assert tree.xpath("//x:trans-unit[@id='questions.T01.text']/x:target/text()", namespaces=names) == [text]
    assert tree.xpath("//x:target[@state='needs-review-translation']/text()", namespaces=names) == ["Old."]
    assert tree.xpath("//x:trans-unit[@maxwidth='36']/@id", namespaces=names) == ["barriers.time.facets.delay.title"]


@pytest.mark.parametrize("width", [20, 76, 0])
def test_what_another_program_wraps_and_keeps_is_read(width: int, tmp_path: Path) -> None:
    words = "Des mots, des mots et encore des mots " * 5
    catalogue = babel_reads(BytesIO(write_po(put(SOURCES, {})).encode()))
    for message in catalogue:
        if message.context == "title":
            message.string = words
    file = BytesIO()
    babel_writes(file, catalogue, width=width)
    extra = '#, fuzzy, c-format\n#~ msgctxt "x"\n#~ msgid "gone"\n#~ msgstr "parti"\n\n# mine\n#,fuzzy\n'
    extra += '#| msgctxt "questions.Z9.text"\n#| msgid ""\n#| "Of "\n#| "old."\nmsgctxt "questions.Z9.text"\n'
    extra += 'msgid "Now."\nmsgstr "Enfin \\303\\x41\\a."\n'
    path = tmp_path / "small.PO"
    path.write_bytes(b"\xef\xbb\xbf" + (file.getvalue() + b"\n" + extra.encode()).replace(b"\n", b"\r\n"))

    read = require_value(read_exchange_file(path))

    assert {each.key: each.text for each in read.texts if each.text} == {
        "title": words,
        "questions.Z9.text": "Enfin \u00c3A\a.",
    }
    assert [(each.again, each.was) for each in read.texts if each.key == "questions.Z9.text"] == [(True, "Of old.")]
    assert read.language == "pt_BR"


def places(loaded: LoadResult[ReturnedFile]) -> list[tuple[int, int, str]]:
    return [(each.span.line, each.span.column, each.code) for each in loaded.problems]


def test_all_that_is_wrong_in_a_po_file_is_said_at_its_line() -> None:
    text = (
        HEAD + 'msgctxt "a"\nmsgid "A"\nmsgstr "open\n'
        'msgctxt "b"\nmsgid "B"\nmsgid_plural "Bs"\nmsgstr[0] "b"\nmsgstr[1] "c"\n'
        'garbage\nmsgctxt "c"\nmsgid "C"\n\nmsgctxt "d"\nmsgid "D"\nmsgstr "\\q"\nmsgctxt "d"\nmsgid "D"\nmsgstr\n'
    )

    problems = read_po("x.po", text).problems

    found = [(each.span.line, each.span.column) for each in problems]
    assert found == [(7, 8), (10, 1), (11, 1), (12, 1), (13, 1), (14, 1), (19, 9), (22, 7), (20, 1)]
    assert {each.code for each in problems} == {"SB741"}


@pytest.mark.parametrize("text", ["", "# a comment\n", HEAD, "<xliff/>", "not a po file"])
def test_what_is_no_po_file_is_no_po_file(text: str) -> None:
    assert places(read_po("x.po", text)) == [(1, 1, "SB741")]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB + XLIFF.format(UNIT.format("", "&b;")) + END, "declares a document type"),
        (XLIFF.format(UNIT.format("", "&b;")) + END, "undefined entity"),
        (XLIFF.format(UNIT.format("", 'Un <g id="1">mot</g>')) + END, "there is a tag <g>"),
        (XLIFF.format(UNIT.format("", "Un") * 2) + END, "'title' is given twice; it is in line 2 already"),
        (XLIFF.format(UNIT.format("", "Un")), "no element found"),
        ('<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "save it as XLIFF 1.2"),
        ("<html/>", "this is no XLIFF 1.2 file"),
        ("", "this is not XML"),
    ],
)
def test_an_xliff_file_that_cannot_be_read_is_refused(text: str, message: str) -> None:
    (problem, *_) = read_xliff("x.xlf", text).problems

    assert message in problem.message
    assert problem.code == "SB741"


@pytest.mark.parametrize(
    ("state", "target", "expected"),
    [
        ("", "Titre", ("Titre", False)),
        (' state="final"', "Un <mrk mtype='seg' mid='1'>ti</mrk>tre", ("Un titre", False)),
        (' state="needs-review-translation"', "Titre", ("Titre", True)),
        (' state="new"', "What slows us down?", ("", True)),
        (' state="new"', "Titre", ("Titre", True)),
    ],
)
def test_the_states_of_programs_are_understood(state: str, target: str, expected: tuple[str, bool]) -> None:
    unit = UNIT.format(state, target).replace("</trans", "<alt-trans><target>Non</target></alt-trans></trans")

    (text,) = require_value(read_xliff("x.xlf", XLIFF.format(unit) + END)).texts

    assert (text.text, text.again) == expected


def test_what_does_not_belong_to_the_questionnaire_is_said_at_once() -> None:
    lost = 'msgctxt "barriers.time.facets.delay.ask_others"\nmsgid "Ask {runs}."\nmsgstr "Demandez à {qui}."\n\n'
    out = 'msgctxt "nations.wales.barriers.time.facets.delay.ask_others"\nmsgid "Ask."\nmsgstr "Demandez à {qui}."\n\n'
    again = lost.replace("msgctxt", "#, fuzzy\nmsgctxt").replace("ask_others", "title")
    gone = 'msgctxt "questions.Z9.text"\nmsgid "Gone"\nmsgstr "Parti"\n\nmsgid "None"\nmsgstr "Rien"\n\n'
    long = f'msgctxt "title"\nmsgid "T"\nmsgstr "{"x" * 10_001}"\n'
    read = require_value(read_po("x.po", HEAD + lost + out + again + gone + long))

    found = take_home(read, "cy", SOURCES.by_key, {})

    assert found.value is None
    assert [(each.span.line, each.code, each.severity) for each in found.problems] == [
        (2, "SB743", "error"),
        (7, "SB734", "error"),
        (7, "SB734", "error"),
        (11, "SB734", "error"),
        (20, "SB742", "warning"),
        (23, "SB742", "warning"),
        (27, "SB741", "error"),
    ]
    other = require_value(read_po("x.po", HEAD + gone))
    assert [each.code for each in take_home(other, "fr", SOURCES.by_key, {}).problems] == ["SB743"]


def test_a_translation_of_an_earlier_original_comes_home_marked() -> None:
    text = 'msgctxt "title"\nmsgid "Old title"\nmsgstr "Titre"\n\n#, fuzzy\nmsgctxt "introduction"\n'
    text += f'msgid "{SOURCES.by_key["introduction"].original}"\nmsgstr "Bonjour"\n'
    read = require_value(read_po("x.po", HEAD + text))
    written = {"introduction": WrittenText("Salut", Standing(again=True, was="Hello"))}

    home = require_value(take_home(read, "fr", SOURCES.by_key, written))

    now = {key: each.standing.beside(SOURCES.by_key[key].original) for key, each in home.items()}
    assert (now["title"].again, now["title"].was) == (True, "Old title")
    assert (now["introduction"].again, now["introduction"].was) == (True, "Hello")
