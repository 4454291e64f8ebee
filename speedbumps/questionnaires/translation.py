"""Translate a questionnaire with the texts of a translation."""

import re
from collections.abc import Callable, Iterator, Mapping
from glob import escape
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple, TypeVar

from speedbumps.diagnostics.codes import DRAFT_TRANSLATION
from speedbumps.diagnostics.problem import START, BadFilesError, Problem
from speedbumps.diagnostics.yaml_source import read_yaml
from speedbumps.i18n import english_name
from speedbumps.model.actions import Action, ActionLibrary, ActionWording, Evidence
from speedbumps.model.instrument import Instrument, fill_placeholders
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import (
    NATIONS,
    Amount,
    Band,
    Barrier,
    Facet,
    Form,
    MultipleChoice,
    Nation,
    NonAnswers,
    Notice,
    Privacy,
    Question,
    Questionnaire,
    Role,
    Scale,
    Scoring,
)
from speedbumps.model.scalars import Frozen
from speedbumps.model.scales import is_number_label
from speedbumps.model.translation import Translation
from speedbumps.questionnaires.references import PLACEHOLDER
from speedbumps.questionnaires.validate import validate
from speedbumps.resources import shipped_folder

TRANSLATED_FIELDS: dict[type[Frozen], tuple[str, ...]] = {
    Questionnaire: ("title", "introduction", "organiser"),
    Role: ("title", "plural", "includes"),
    NonAnswers: ("na", "dk", "pns"),
    Scale: ("prompt", "note"),
    Amount: ("unit",),
    Barrier: ("title", "about"),
    Facet: ("title", "strength", "about", "quick_sign", "lasting_outcome", "ask_whom", "ask_others"),
    Question: ("text", "why", "if_none"),
    Form: ("title", "note"),
    Band: ("title", "short", "means", "next"),
    Notice: ("controller", "contact", "delete_after"),
    Action: (
        "title",
        "first_step",
        "owner",
        "involve",
        "stop",
        "protects",
        "hours_how",
        "success",
        "watch_out",
    ),
    ActionWording: tuple(ActionWording.model_fields),
    Evidence: ("summary",),
    ActionLibrary: ("title", "note", "hours_basis"),
}
"""The fields of each model that people read. Sources of evidence are references, and are not translated."""

Translate = Callable[[str, str], str]
"""A function from the key of a text, and the text, to its translation."""

FORMAT = "speedbumps-translation/1"

FORMAT_LINE = re.compile(rb"^format\s*:\s*[\"']?" + re.escape(FORMAT.encode()), re.MULTILINE)
"""The line of a file that says that it is a translation, also if the rest cannot be read."""

Thing = TypeVar("Thing", bound=Frozen)

Name = TypeVar("Name", bound=str)


class TranslationFile(NamedTuple):
    """A translation, and the file that it was read from."""

    path: Path
    translation: Translation


def translatable_texts(questionnaire: Questionnaire, library: ActionLibrary | None) -> Mapping[str, str]:
    """Return every text that people read, by its key.

    Keys are such as questions.T05.text, scales.how-often.points.0 or actions.A01.title.
    """
    found: dict[str, str] = {}

    def collect(key: str, text: str) -> str:
        found[key] = text
        return text

    _translate_questionnaire(questionnaire, collect)
    if library is not None:
        _translate_library(library, collect)
    return found


def texts_of_nation(questionnaire: Questionnaire, texts: Mapping[str, str], nation: Nation) -> Mapping[str, str]:
    """Return those of *texts* that hold {words} which nations fill, in the words of *nation*."""
    return {key: fill_placeholders(text, questionnaire, nation) for key, text in texts.items() if has_placeholder(text)}


def has_placeholder(text: str) -> bool:
    """Return whether *text* holds a {word} that nations fill, so that it is filled wherever it is shown."""
    return PLACEHOLDER.search(text) is not None


def is_placeholder(text: str) -> bool:
    """Return whether *text* is nothing but a {word} that nations fill, which is the same in every language."""
    return PLACEHOLDER.fullmatch(text.strip()) is not None


def placeholder_faults(original: str, text: str, *, written_out: bool) -> Iterator[str]:
    """Yield what is wrong with the {words} in the translation *text*, which must have those of the *original*.

    A text that is *written_out* for a nation need not have them.
    """
    wanted, given = set(PLACEHOLDER.findall(original)), set(PLACEHOLDER.findall(text))
    lost = () if written_out else sorted(wanted - given)
    for name in lost:
        yield f"the original has {{{name}}} here; keep it as it is"
    advice = f", and keep {', '.join(f'{{{name}}}' for name in lost)}" if lost else ""
    for name in sorted(given - wanted):
        yield f"the original has no {{{name}}} here; remove it{advice}"


def translate_instrument(instrument: Instrument, translation: Translation) -> Instrument:
    """Return *instrument* with the texts of *translation*; texts that are missing there stay untranslated.

    A text that is written out for a nation becomes a word that nations fill, called by the key of the text: thus it is
    filled where the {words} in the original would be.

    Fingerprints stay those of the original, since the same questions are asked.
    """
    original = instrument.original or instrument.questionnaire
    written_out = {key for texts in translation.nations.values() for key in texts}
    general: dict[str, str] = {}

    def translate(key: str, text: str) -> str:
        translated = translation.strings.get(key, text)
        if key not in written_out or not has_placeholder(text):
            return translated
        general[key] = translated
        return f"{{{key}}}"

    said = _translate_questionnaire(_conditions_by_value(original), translate)
    library = _translate_library(instrument.library, translate) if instrument.library else None
    if general:
        said = said.model_copy(update={"words": _words_with_texts(said, general, translation.nations)})
    return instrument.model_copy(
        update={
            "questionnaire": said.model_copy(update={"language": translation.language}),
            "draft": translation.is_draft,
            "library": library,
            "original": original,
        }
    )


def _words_with_texts(
    questionnaire: Questionnaire, general: Mapping[str, str], nations: Mapping[Nation, Mapping[str, str]]
) -> dict[Nation, dict[str, str]]:
    """Return the words of each nation, and among them each text of *general*, or what *nations* have in its place."""
    return {
        nation: {
            **(questionnaire.words.get(nation) or questionnaire.words.get("other") or {}),
            **{
                key: fill_placeholders(nations.get(nation, {}).get(key, text), questionnaire, nation)
                for key, text in general.items()
            },
        }
        for nation in NATIONS
    }


def add_languages(instrument: Instrument, path: Traversable, *, drafts: bool = True) -> Instrument:
    """Return *instrument* with all valid translations of the questionnaire at *path*, one for each language.

    Drafts are among them, since people may have answered in them, unless *drafts* is false.
    """
    held = find_translations(path)
    found = {name: each.translation for name, each in held.items() if drafts or not each.translation.is_draft}
    languages = tuple(translate_instrument(instrument, found[name]).questionnaire for name in sorted(found))
    return instrument.model_copy(update={"languages": languages}) if languages else instrument


def select_language(
    instrument: Instrument, path: Traversable, language: str, *, drafts: bool = False
) -> Instrument | None:
    """Return *instrument*, whose questionnaire is at *path*, in *language*; None if there is no such translation.

    It keeps its other languages, in which people may have answered.

    Raises:
        BadFilesError: If the translation has problems, or is a draft and no *drafts* are wanted.
    """
    if language == instrument.questionnaire.language:
        return instrument
    found = find_translations(path).get(language)
    if found is None:
        refuse_faulty_translations(path, language)
        return None
    if not drafts:
        refuse_draft(found)
    wanted = found.translation
    known = (instrument.questionnaire, *instrument.languages)
    others = tuple(each for each in known if each.language != language)
    return translate_instrument(instrument, wanted).model_copy(update={"languages": others})


def find_translations(path: Traversable) -> Mapping[str, TranslationFile]:
    """Return the valid translations of the questionnaire at *path*, by their languages; the first of each counts."""
    return {each.translation.language: each for each in reversed(tuple(_translations_of(path)))}


def refuse_faulty_translations(path: Traversable, language: str | None = None) -> None:
    """Stop the work if a translation of the questionnaire at *path* has problems: into *language*, or into any.

    Nothing would be shown of it otherwise, and nobody would learn why.

    Raises:
        BadFilesError: If one has.
    """
    pattern = f"{escape(Path(path.name).stem)}.{escape(language) if language else '*'}.yaml"
    files = (each for folder in _folders_of_translations(path) for each in sorted(folder.glob(pattern)))
    problems = tuple(problem for each in files for problem in _problems_of_translation(each))
    if problems:
        raise BadFilesError(problems)


def _problems_of_translation(path: Path) -> tuple[Problem, ...]:
    """Return the problems of the translation at *path*; none if the file is of another kind."""
    if not FORMAT_LINE.search(path.read_bytes()):
        return ()
    read = read_yaml(path)
    return read.problems if read.value is None else validate(Translation, read.value).problems


def refuse_draft(found: TranslationFile) -> None:
    """Stop the work if a translation is a draft.

    Raises:
        BadFilesError: If it is.
    """
    if found.translation.is_draft:
        raise BadFilesError((_draft_problem(found),))


def _draft_problem(found: TranslationFile) -> Problem:
    name = english_name(found.translation.language)
    message = (
        f"this translation into {name} is a draft that no named translator has checked; --draft-translations uses it, "
        "and what is made then says so; once somebody who speaks it has read every text, write there status: checked, "
        "and translator: with their name"
    )
    return Problem(str(found.path), START, DRAFT_TRANSLATION, message)


def translation_path(path: Traversable, language: str) -> Path:
    """Return where the translation into *language* of the questionnaire at *path* is looked for first."""
    return _folders_of_translations(path)[0] / f"{Path(path.name).stem}.{language}.yaml"


def find_translation(path: Traversable, language: str) -> Path | None:
    """Return the file of the translation into *language* of the questionnaire at *path*; None if there is none."""
    name = translation_path(path, language).name
    found = (folder / name for folder in _folders_of_translations(path))
    return next((each for each in found if each.exists()), None)


def _folders_of_translations(path: Traversable) -> tuple[Path, ...]:
    """Return the folders of translations: that of the questionnaire, and before it, for a shipped one, the current."""
    beside = (path.parent,) if isinstance(path, Path) else ()
    shipped = shipped_folder("questionnaires") / path.name
    return (Path(), *beside) if not beside or path == shipped else beside


def _translations_of(path: Traversable) -> Iterator[TranslationFile]:
    """Yield the valid translations of the questionnaire at *path*."""
    pattern = f"{escape(Path(path.name).stem)}.*.yaml"
    for folder in _folders_of_translations(path):
        for beside in sorted(folder.glob(pattern)):
            if (translation := _load_translation(beside)) is not None:
                yield TranslationFile(beside, translation)


def _load_translation(path: Path) -> Translation | None:
    """Return the translation at *path*; None if the file is of another kind or has problems.

    Most files of other kinds are recognised before they are parsed.
    """
    if FORMAT.encode() not in path.read_bytes():
        return None
    read = read_yaml(path).value
    if read is None or not isinstance(read.data, dict) or read.data.get("format") != FORMAT:
        return None
    return validate(Translation, read).value


def _conditions_by_value(questionnaire: Questionnaire) -> Questionnaire:
    """Return *questionnaire* with conditions by value or id instead of label: labels are about to be translated."""
    scales = {question.id: scale_of(questionnaire, question) for question in questionnaire.questions}
    values = {
        name: {
            **{point.label.casefold(): f"{point.value:g}" for point in scale.points},
            **{option.label.casefold(): option.id for option in (scale.choice.among if scale.choice else ())},
        }
        for name, scale in scales.items()
    }
    questions = (
        question.model_copy(
            update={
                "only_if": {
                    other: tuple(values[other].get(answer.casefold(), answer) for answer in answers)
                    for other, answers in question.only_if.items()
                }
            }
        )
        for question in questionnaire.questions
    )
    return questionnaire.model_copy(update={"questions": tuple(questions)})


def _translate_questionnaire(held: Questionnaire, translate: Translate) -> Questionnaire:
    return _translate_fields(held, "", translate).model_copy(
        update={
            "signpost": _translate_mapping(held.signpost, "signpost.", translate),
            "roles": tuple(_translate_fields(role, f"roles.{role.id}.", translate) for role in held.roles),
            "non_answers": _translate_fields(held.non_answers, "non_answers.", translate),
            "scales": {
                name: _translate_scale(scale, f"scales.{name}.", translate) for name, scale in held.scales.items()
            },
            "barriers": tuple(
                _translate_barrier(barrier, f"barriers.{barrier.id}.", translate) for barrier in held.barriers
            ),
            "questions": tuple(
                _translate_question(question, f"questions.{question.id}.", translate) for question in held.questions
            ),
            "forms": {name: _translate_fields(form, f"forms.{name}.", translate) for name, form in held.forms.items()},
            "scoring": _translate_scoring(held.scoring, "scoring.", translate),
            "privacy": _translate_privacy(held.privacy, "privacy.", translate),
            "words": {
                nation: _translate_mapping(words, f"words.{nation}.", translate) for nation, words in held.words.items()
            },
        }
    )


def _translate_scoring(scoring: Scoring, key: str, translate: Translate) -> Scoring:
    bands = (_translate_fields(band, f"{key}bands.{band.id}.", translate) for band in scoring.bands)
    return scoring.model_copy(update={"bands": tuple(bands)})


def _translate_privacy(privacy: Privacy, key: str, translate: Translate) -> Privacy:
    notice = _translate_fields(privacy.notice, f"{key}notice.", translate) if privacy.notice else None
    return privacy.model_copy(update={"notice": notice})


def _translate_scale(scale: Scale, key: str, translate: Translate) -> Scale:
    return _translate_fields(scale, key, translate).model_copy(
        update={
            "points": tuple(
                point
                if is_number_label(point)
                else point.model_copy(update={"label": translate(f"{key}points.{point.value:g}", point.label)})
                for point in scale.points
            ),
            "number": _translate_fields(scale.number, key, translate) if scale.number else None,
            "choice": _translate_choice(scale.choice, f"{key}choice.among.", translate) if scale.choice else None,
        }
    )


def _translate_choice(choice: MultipleChoice, key: str, translate: Translate) -> MultipleChoice:
    options = (
        option.model_copy(update={"label": translate(f"{key}{option.id}", option.label)}) for option in choice.among
    )
    return choice.model_copy(update={"among": tuple(options)})


def _translate_barrier(barrier: Barrier, key: str, translate: Translate) -> Barrier:
    return _translate_fields(barrier, key, translate).model_copy(
        update={
            "facets": tuple(_translate_fields(facet, f"{key}facets.{facet.id}.", translate) for facet in barrier.facets)
        }
    )


def _translate_question(question: Question, key: str, translate: Translate) -> Question:
    return _translate_fields(question, key, translate).model_copy(
        update={"wording": _translate_mapping(question.wording, f"{key}wording.", translate)}
    )


def _translate_library(library: ActionLibrary, translate: Translate) -> ActionLibrary:
    return _translate_fields(library, "library.", translate).model_copy(
        update={
            "actions": tuple(
                _translate_action(action, f"actions.{action.id}.", translate) for action in library.actions
            )
        }
    )


def _translate_action(action: Action, key: str, translate: Translate) -> Action:
    return _translate_fields(action, key, translate).model_copy(
        update={
            "wording": {
                nation: _translate_fields(words, f"{key}wording.{nation}.", translate)
                for nation, words in action.wording.items()
            },
            "evidence": _translate_fields(action.evidence, f"{key}evidence.", translate),
        }
    )


def _translate_fields(thing: Thing, key: str, translate: Translate) -> Thing:
    """Return *thing* with its own texts translated; *key* is the prefix of their keys."""
    texts = ((name, getattr(thing, name)) for name in TRANSLATED_FIELDS[type(thing)])
    return thing.model_copy(update={name: translate(f"{key}{name}", text) for name, text in texts if text is not None})


def _translate_mapping(texts: Mapping[Name, str], key: str, translate: Translate) -> dict[Name, str]:
    return {name: translate(f"{key}{name}", text) for name, text in texts.items()}
