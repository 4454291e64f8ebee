"""A translation changes every text that people read, and nothing that counts."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from support.golden_audits import report_text
from support.page_examples import translate
from support.paths import BASES, FORMAT_EXAMPLES
from support.strategies import translations

from speedbumps.audit import audits
from speedbumps.diagnostics.problem import require_value
from speedbumps.diagnostics.yaml_source import read_yaml
from speedbumps.lint.dispatch import lint
from speedbumps.lint.rules.translations import TranslatedTexts, same_as_original
from speedbumps.model.instrument import Instrument, fill_placeholders
from speedbumps.model.questionnaire import Nation
from speedbumps.model.translation import Translation
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.questionnaires.translation import (
    add_languages,
    select_language,
    translatable_texts,
    translate_instrument,
)
from speedbumps.questionnaires.validate import validate
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

SCHOOL = require_value(read_instrument(find_questionnaire("school")))
SMALL = require_value(read_instrument(FORMAT_EXAMPLES / "small.yaml"))
TEXTS = translatable_texts(SCHOOL.questionnaire, SCHOOL.library)


def texts(instrument: Instrument) -> dict[str, str]:
    return dict(translatable_texts(instrument.questionnaire, instrument.library))


def welsh(strings: dict[str, str]) -> Translation:
    return Translation(format="speedbumps-translation/1", of="school", language="cy", strings=strings)


def cymraeg_bach() -> Translation:
    """The translation among the examples."""
    return require_value(validate(Translation, require_value(read_yaml(FORMAT_EXAMPLES / "small.cy.yaml"))))


def problems_of(folder: Path, strings: str) -> list[tuple[int, int, str, str]]:
    for base in BASES.iterdir():
        shutil.copy(base, folder)
    translate(folder / "base.yaml")
    path = folder / "base.cy.yaml"
    path.write_text(path.read_text("utf-8") + strings, "utf-8")
    return [(at.span.line, at.span.column, at.code, at.severity) for at in lint(path).problems]


@pytest.mark.parametrize(
    "key",
    [
        "title",
        "introduction",
        "signpost.england",
        "roles.head.title",
        "roles.governor.title",
        "non_answers.na",
        "scales.how-often.prompt",
        "scales.how-often.points.0",
        "scales.hours-a-week.unit",
        "barriers.time.title",
        "barriers.time.facets.delay.quick_sign",
        "questions.T01.text",
        "questions.T01.if_none",
        "questions.T01.wording.governor",
        "scoring.bands.slow.next",
        "privacy.notice.contact",
        "words.wales.runs",
        "library.title",
        "actions.who-can-say-yes.first_step",
        "actions.who-can-say-yes.evidence.summary",
        "actions.who-can-say-yes.wording.wales.owner",
    ],
)
def test_every_kind_of_text_has_its_key(key: str) -> None:
    assert key in texts(SMALL)


def test_the_texts_of_every_question_and_action_can_be_translated() -> None:
    assert {f"questions.{name}.text" for name in SCHOOL.questions} <= set(TEXTS)
    assert SCHOOL.library is not None
    assert {f"actions.{action.id}.title" for action in SCHOOL.library.actions} <= set(TEXTS)
    assert len(TEXTS) > 800


def test_ids_references_and_figures_are_no_texts() -> None:
    kept = ("id", "scale", "value", "grade", "source", "licence", "actions", "within_reach")

    assert not [key for key in TEXTS if key.split(".")[-1] in kept]


@given(translations("school", sorted(TEXTS)))
def test_translating_changes_the_texts_that_are_given_and_no_other(translation: Translation) -> None:
    instrument = translate_instrument(SCHOOL, translation)

    assert texts(instrument) == {**TEXTS, **translation.strings}
    assert instrument.fingerprints == SCHOOL.fingerprints
    assert instrument.fingerprint == SCHOOL.fingerprint
    assert instrument.questionnaire.language == "cy"
    back = translate_instrument(instrument, welsh(dict(TEXTS)))
    assert texts(back) == TEXTS


def test_a_condition_by_label_still_holds_in_another_language() -> None:
    instrument = translate_instrument(SMALL, cymraeg_bach())

    assert instrument.questionnaire.scales["how-often"].points[1].label == "Weithiau"
    assert instrument.questions["T03"].only_if == {"T01": ("1", "2")}
    assert instrument.fingerprints == SMALL.fingerprints


def test_scores_do_not_depend_on_the_language(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("school,role,T01,T02,T03\n" + "a,teacher,2,0,2\n" * 6, "utf-8")
    found = assemble([tmp_path / "staff.csv"], AnswerOptions(questionnaire=str(FORMAT_EXAMPLES / "small.yaml")))

    (english,) = audits(found.instrument, found.responses)
    (cymraeg,) = audits(translate_instrument(found.instrument, cymraeg_bach()), found.responses)

    assert english.barriers[0].severity == cymraeg.barriers[0].severity == 83
    assert (english.barriers[0].title, cymraeg.barriers[0].title) == ("Time", "Amser")
    assert english.questionnaire.fingerprint == cymraeg.questionnaire.fingerprint


def test_a_whole_translation_is_clean(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "") == []


@pytest.mark.parametrize(
    ("line", "column", "code", "severity"),
    [
        ("  questions.T1.text: Aros.\n", 3, "SB732", "warning"),
        ("  nonsense: Aros.\n", 3, "SB732", "warning"),
    ],
)
def test_a_text_that_belongs_nowhere_is_told_at_its_key(
    line: str, column: int, code: str, severity: str, tmp_path: Path
) -> None:
    assert [found[1:] for found in problems_of(tmp_path, line)] == [(column, code, severity)]


def test_a_slip_in_a_key_is_guessed_step_by_step(tmp_path: Path) -> None:
    problems_of(tmp_path, "  questions.T1.text: Aros.\n")

    (problem,) = lint(tmp_path / "base.cy.yaml").problems

    assert problem.message.endswith("did you mean 'questions.T01.text'?")


def test_missing_texts_are_counted_in_one_message(tmp_path: Path) -> None:
    problems_of(tmp_path, "")
    path = tmp_path / "base.cy.yaml"
    kept = [line for line in path.read_text("utf-8").splitlines() if "questions." not in line]
    path.write_text("\n".join(kept) + "\n", "utf-8")

    (problem,) = lint(path).problems

    assert (problem.code, problem.severity) == ("SB731", "warning")
    assert problem.message.startswith("5 of ")
    assert problem.message.endswith(
        "questions.T01.text, questions.T01.if_none, questions.T02.text, questions.T03.text, questions.T04.text"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Gofynnwch i {runs}.", None),
        ("Gofynnwch.", "the original has {runs} here; keep it as it is"),
        ("{rhedeg}: gofynnwch i {runs}.", "the original has no {rhedeg} here; remove it"),
    ],
)
def test_words_in_braces_stay(text: str, said: str | None, tmp_path: Path) -> None:
    for name in ("small.yaml", "small.actions.yaml", "small.cy.yaml"):
        shutil.copy(FORMAT_EXAMPLES / name, tmp_path)
    path = tmp_path / "small.cy.yaml"
    old = "Dylai {runs} ddweud pa benderfyniadau y gellir eu gwneud yn yr ysgol."
    path.write_text(path.read_text("utf-8").replace(old, f"'{text}'"), "utf-8")

    found = [(problem.code, problem.severity, problem.message) for problem in lint(path).problems]

    assert found == ([("SB734", "error", said)] if said else [])


ASK = "barriers.time.facets.delay.ask_others"


def in_wales(general: str | None, nation: Nation | None) -> str:
    """What to ask others in Wales or elsewhere, in a translation that has it written out for Wales."""
    translation = Translation(
        format="speedbumps-translation/1",
        of="small",
        language="cy",
        strings={"words.wales.runs": "yr awdurdod lleol", **({ASK: general} if general else {})},
        nations={"wales": {ASK: "Dylai’r awdurdod ({runs}) ddweud.", "title": "Nid yma"}},
    )
    said = translate_instrument(SMALL, translation).questionnaire
    assert fill_placeholders(said.title, said, nation) == SMALL.questionnaire.title
    return fill_placeholders(said.barriers[0].facets[0].ask_others or "", said, nation)


@pytest.mark.parametrize(
    ("general", "nation", "expected"),
    [
        ("Dylai {runs} ddweud.", "wales", "Dylai’r awdurdod (yr awdurdod lleol) ddweud."),
        ("Dylai {runs} ddweud.", "england", "Dylai the trust or local authority ddweud."),
        ("Dylai {runs} ddweud.", "scotland", "Dylai the body that runs the school ddweud."),
        ("Dylai {runs} ddweud.", None, "Dylai the body that runs the school ddweud."),
        (None, "wales", "Dylai’r awdurdod (yr awdurdod lleol) ddweud."),
        (None, "england", "Ask the trust or local authority which decisions may be made in school."),
    ],
)
def test_a_text_is_written_out_for_one_nation(general: str | None, nation: Nation | None, expected: str) -> None:
    assert in_wales(general, nation) == expected


def test_texts_of_nations_are_checked(tmp_path: Path) -> None:
    for name in ("small.yaml", "small.actions.yaml", "small.cy.yaml"):
        shutil.copy(FORMAT_EXAMPLES / name, tmp_path)
    path = tmp_path / "small.cy.yaml"
    assert lint(path).problems == ()
    kept, _, _ = path.read_text("utf-8").partition("    # en: Ask the local")
    without = "".join(line for line in kept.splitlines(keepends=True) if f"  {ASK}:" not in line)
    path.write_text(f"{without}    {ASK}: Dylai {{pawb}} ddweud.\n    title: Nid yma\n    tile: Na\n", "utf-8")

    found = [(problem.code, problem.severity, problem.span.column) for problem in lint(path).problems]

    assert found == [("SB734", "error", 44), ("SB737", "error", 5), ("SB732", "warning", 5)]


def test_a_changed_original_is_reported_from_the_comment_beside_the_text(tmp_path: Path) -> None:
    for name in ("small.yaml", "small.actions.yaml", "small.cy.yaml"):
        shutil.copy(FORMAT_EXAMPLES / name, tmp_path)
    questionnaire = tmp_path / "small.yaml"
    text = questionnaire.read_text("utf-8").replace("Clear road", "Open road").replace("local authority\n", "council\n")
    questionnaire.write_text(text, "utf-8")

    found = [problem.message for problem in lint(tmp_path / "small.cy.yaml").problems if problem.code == "SB736"]

    assert found == [
        f"the original has changed since this was translated; it was: “{was}”; run 'speedbumps new translation "
        f"{questionnaire} cy', compare the two, and delete the line with 'check again'"
        for was in (
            "Clear road",
            "the trust or local authority",
            "the local authority",
            "Ask the local authority which decisions may be made in school.",
        )
    ]


def test_a_text_that_is_still_to_be_translated_leaves_the_others_in_use(tmp_path: Path) -> None:
    for name in ("small.yaml", "small.actions.yaml"):
        shutil.copy(FORMAT_EXAMPLES / name, tmp_path)
    header = "format: speedbumps-translation/1\nof: small\nlanguage: fr\nstrings:\n"
    (tmp_path / "small.fr.yaml").write_text(f"{header}  title: Titre\n  introduction:\nnations:\n", "utf-8")

    french = select_language(SMALL, tmp_path / "small.yaml", "fr", drafts=True)

    assert french is not None
    assert french.questionnaire.title == "Titre"
    assert french.questionnaire.introduction == SMALL.questionnaire.introduction
    assert [problem.code for problem in lint(tmp_path / "small.fr.yaml").problems] == ["SB731"]


def test_a_shipped_questionnaire_has_translations_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    header = "format: speedbumps-translation/1\nof: school\nlanguage: fr\nstrings:\n"
    Path("school.fr.yaml").write_text(f"{header}  title: Titre\n", "utf-8")

    french = select_language(SCHOOL, find_questionnaire("school"), "fr", drafts=True)

    assert french is not None
    assert french.questionnaire.title == "Titre"
    assert "fr" in [each.language for each in add_languages(SCHOOL, find_questionnaire("school")).languages]
    assert add_languages(SMALL, FORMAT_EXAMPLES / "small.yaml").languages[0].language == "cy"


def test_a_translation_of_nothing_is_an_error(tmp_path: Path) -> None:
    problems_of(tmp_path, "")
    path = tmp_path / "base.cy.yaml"
    path.write_text(path.read_text("utf-8").replace("of: base", "of: scool"), "utf-8")

    (problem,) = lint(path).problems

    assert (problem.span.line, problem.code, problem.severity) == (2, "SB735", "error")


def test_a_report_speaks_the_language_of_a_translation_and_counts_the_same() -> None:
    answers, small = FORMAT_EXAMPLES / "answers.csv", str(FORMAT_EXAMPLES / "small.yaml")
    (own,), (other,) = (
        tuple(audits(found.instrument, found.responses))
        for found in (
            assemble([answers], AnswerOptions(small)),
            assemble([answers], AnswerOptions(small, language="cy", drafts=True)),
        )
    )

    assert other.questionnaire.language == "cy"
    assert other.questionnaire.fingerprint == own.questionnaire.fingerprint
    assert other.barriers[0].title == "Amser"
    assert [barrier.severity for barrier in other.barriers] == [barrier.severity for barrier in own.barriers]
    assert "Amser" in report_text(other, "html", "cy")


def test_a_language_that_is_not_there_leaves_the_questionnaire_as_it_is() -> None:
    found = assemble(
        [FORMAT_EXAMPLES / "answers.csv"], AnswerOptions(str(FORMAT_EXAMPLES / "small.yaml"), language="fr")
    )

    assert found.instrument.questionnaire.language == "en"
    assert [each.language for each in found.instrument.languages] == ["cy"]


@pytest.mark.parametrize(
    ("original", "flagged"),
    [
        ("Time", True),
        ("Ask us@union.example about it", True),
        ("us@union.example", False),
        ("https://union.example/privacy", False),
        ("{inspectorate}", False),
    ],
)
def test_a_text_that_is_the_same_in_both_languages_is_advised_on_unless_it_cannot_differ(
    original: str, *, flagged: bool
) -> None:
    same = TranslatedTexts(welsh({"privacy.notice.contact": original}), {"privacy.notice.contact": original})

    assert len(list(same_as_original(same))) == flagged
