"""From a questionnaire and a translation's texts to the questionnaire in another language."""

from collections.abc import Callable, Mapping
from glob import escape
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from speedbumps.diagnostics.yaml_source import read_yaml
from speedbumps.model.actions import Action, ActionLibrary, ActionWording, Evidence
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import (
    Amount,
    Band,
    Barrier,
    Facet,
    Form,
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
from speedbumps.model.translation import Translation
from speedbumps.questionnaires.validate import fit

SAID: dict[type[Frozen], tuple[str, ...]] = {
    Questionnaire: ("title", "introduction"),
    Role: ("title", "includes"),
    NonAnswers: ("na", "dk", "pns"),
    Scale: ("prompt", "note"),
    Amount: ("unit",),
    Barrier: ("title", "about"),
    Facet: ("title", "about", "quick_sign", "lasting_outcome", "ask_others"),
    Question: ("text", "why"),
    Form: ("title", "note"),
    Band: ("title", "means", "next"),
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
"""The parts of each kind of thing that people read. Where evidence comes from is a reference, and stays as it is."""

Say = Callable[[str, str], str]
"""From a text's key and the text to what is said instead."""

FORMAT = "speedbumps-translation/1"

Thing = TypeVar("Thing", bound=Frozen)

Name = TypeVar("Name", bound=str)


def translatable(questionnaire: Questionnaire, library: ActionLibrary | None) -> Mapping[str, str]:
    """Every text that people read, by its key: questions.T05.text, scales.how-often.points.0, actions.A01.title."""
    found: dict[str, str] = {}

    def noted(key: str, text: str) -> str:
        found[key] = text
        return text

    _questionnaire(questionnaire, noted)
    if library is not None:
        _library(library, noted)
    return found


def translated(instrument: Instrument, translation: Translation) -> Instrument:
    """The *instrument* with the texts of *translation*; what is missing there stays as it is.

    Fingerprints stay those of the original, for the same thing is asked.
    """
    original = instrument.original or instrument.questionnaire

    def say(key: str, text: str) -> str:
        return translation.strings.get(key, text)

    said = _questionnaire(_with_values(original), say)
    return instrument.model_copy(
        update={
            "questionnaire": said.model_copy(update={"language": translation.language}),
            "library": _library(instrument.library, say) if instrument.library else None,
            "original": original,
        }
    )


def in_all_languages(instrument: Instrument, path: Traversable) -> Instrument:
    """The *instrument*, whose questionnaire is at *path*, with the translations beside it; a broken one is left out."""
    if not isinstance(path, Path):
        return instrument
    found = []
    for beside in sorted(path.parent.glob(f"{escape(path.stem)}.*.yaml")):
        translation = _translation(beside)
        found += [translated(instrument, translation).questionnaire] if translation is not None else []
    return instrument.model_copy(update={"languages": tuple(found)}) if found else instrument


def in_language(instrument: Instrument, path: Traversable, language: str) -> Instrument | None:
    """The *instrument*, whose questionnaire is at *path*, in the words of a *language*; None if it is not there in it.

    It still knows its other languages, in which people may have answered.
    """
    if language == instrument.questionnaire.language:
        return instrument
    beside = sorted(path.parent.glob(f"{escape(path.stem)}.*.yaml")) if isinstance(path, Path) else []
    found = (translation for each in beside if (translation := _translation(each)) is not None)
    wanted = next((translation for translation in found if translation.language == language), None)
    if wanted is None:
        return None
    known = (instrument.questionnaire, *instrument.languages)
    others = tuple(each for each in known if each.language != language)
    return translated(instrument, wanted).model_copy(update={"languages": others})


def _translation(path: Path) -> Translation | None:
    """The translation at *path*, if a sound one is there; other files are seldom read further than to their words."""
    if FORMAT.encode() not in path.read_bytes():
        return None
    read = read_yaml(path).value
    if read is None or not isinstance(read.data, dict) or read.data.get("format") != FORMAT:
        return None
    return fit(Translation, read).value


def _with_values(questionnaire: Questionnaire) -> Questionnaire:
    """The *questionnaire* with conditions by value, since labels are about to change."""
    values = {
        question.id: {
            point.label.casefold(): f"{point.value:g}" for point in questionnaire.scales[question.scale].points
        }
        for question in questionnaire.questions
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


def _questionnaire(held: Questionnaire, say: Say) -> Questionnaire:
    return _said(held, "", say).model_copy(
        update={
            "signpost": _texts(held.signpost, "signpost.", say),
            "roles": tuple(_said(role, f"roles.{role.id}.", say) for role in held.roles),
            "non_answers": _said(held.non_answers, "non_answers.", say),
            "scales": {name: _scale(scale, f"scales.{name}.", say) for name, scale in held.scales.items()},
            "barriers": tuple(_barrier(barrier, f"barriers.{barrier.id}.", say) for barrier in held.barriers),
            "questions": tuple(_question(question, f"questions.{question.id}.", say) for question in held.questions),
            "forms": {name: _said(form, f"forms.{name}.", say) for name, form in held.forms.items()},
            "scoring": _scoring(held.scoring, "scoring.", say),
            "privacy": _privacy(held.privacy, "privacy.", say),
            "words": {nation: _texts(words, f"words.{nation}.", say) for nation, words in held.words.items()},
        }
    )


def _scoring(scoring: Scoring, key: str, say: Say) -> Scoring:
    bands = (_said(band, f"{key}bands.{band.id}.", say) for band in scoring.bands)
    return scoring.model_copy(update={"bands": tuple(bands)})


def _privacy(privacy: Privacy, key: str, say: Say) -> Privacy:
    notice = _said(privacy.notice, f"{key}notice.", say) if privacy.notice else None
    return privacy.model_copy(update={"notice": notice})


def _scale(scale: Scale, key: str, say: Say) -> Scale:
    return _said(scale, key, say).model_copy(
        update={
            "points": tuple(
                point.model_copy(update={"label": say(f"{key}points.{point.value:g}", point.label)})
                for point in scale.points
            ),
            "number": _said(scale.number, key, say) if scale.number else None,
        }
    )


def _barrier(barrier: Barrier, key: str, say: Say) -> Barrier:
    return _said(barrier, key, say).model_copy(
        update={"facets": tuple(_said(facet, f"{key}facets.{facet.id}.", say) for facet in barrier.facets)}
    )


def _question(question: Question, key: str, say: Say) -> Question:
    return _said(question, key, say).model_copy(update={"wording": _texts(question.wording, f"{key}wording.", say)})


def _library(library: ActionLibrary, say: Say) -> ActionLibrary:
    return _said(library, "library.", say).model_copy(
        update={"actions": tuple(_action(action, f"actions.{action.id}.", say) for action in library.actions)}
    )


def _action(action: Action, key: str, say: Say) -> Action:
    return _said(action, key, say).model_copy(
        update={
            "wording": {
                nation: _said(words, f"{key}wording.{nation}.", say) for nation, words in action.wording.items()
            },
            "evidence": _said(action.evidence, f"{key}evidence.", say),
        }
    )


def _said(thing: Thing, key: str, say: Say) -> Thing:
    """The *thing*, whose texts have keys that begin with *key*, as they are said."""
    texts = ((name, getattr(thing, name)) for name in SAID[type(thing)])
    return thing.model_copy(update={name: say(f"{key}{name}", text) for name, text in texts if text is not None})


def _texts(texts: Mapping[Name, str], key: str, say: Say) -> dict[Name, str]:
    return {name: say(f"{key}{name}", text) for name, text in texts.items()}
