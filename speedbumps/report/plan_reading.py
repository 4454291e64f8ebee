"""Read the files of plans."""

from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.problem import BadFilesError, require_value
from speedbumps.diagnostics.yaml_source import Source, read_yaml
from speedbumps.model.instrument import Instrument, asked_bodies, fill_placeholders
from speedbumps.model.plan import SchoolPlan, questionnaire_id
from speedbumps.model.queries import target_titles
from speedbumps.plan.library import localized_actions
from speedbumps.questionnaires.load import find_questionnaire_of_plan, read_instrument
from speedbumps.questionnaires.translation import select_language
from speedbumps.questionnaires.validate import validate
from speedbumps.report.plan_page import PlanPage
from speedbumps.text import named_format

YAML = (".yaml", ".yml")
"""The endings of plans."""

PLAN_FORMAT = "speedbumps-plan/1"


class KnownPlan(NamedTuple):
    """A plan, and the file that it was read from."""

    plan: SchoolPlan
    source: Source
    path: Path
    language: str | None = None
    """The language in which its bumps and actions are named, if the questionnaire has it."""
    drafts: bool = False
    """Whether that may be a translation that nobody has checked."""
    questionnaire: str | None = None
    """The path or the id of the questionnaire that a command names, which is used if it is the plan's."""


def find_plan(files: Sequence[Path]) -> KnownPlan | None:
    """Return the plan if the first of *files* is a plan, and None if it is something else.

    Raises:
        BadFilesError: If it is a plan that cannot be read.
        FileNotFoundError: If there is no such file.
    """
    if not files or files[0].suffix.lower() not in YAML or not files[0].is_file():
        return None
    read = read_yaml(files[0])
    if read.value is None and named_format(files[0].read_bytes()) == PLAN_FORMAT:
        raise BadFilesError(read.problems)
    if read.value is None or not isinstance(read.value.data, dict):
        return None
    return known_plan(read.value, files[0]) if read.value.data.get("format") == PLAN_FORMAT else None


def known_plan(source: Source, path: Path) -> KnownPlan:
    """Return the plan in *source*, which was read from *path*.

    Raises:
        BadFilesError: If it is no valid plan.
    """
    return KnownPlan(require_value(validate(SchoolPlan, source)), source, path)


def page_of_plan(known: KnownPlan) -> PlanPage:
    """Return *known* with the titles of its bumps and actions, from its questionnaire.

    Raises:
        BadFilesError: If its questionnaire cannot be read, or if the language is a draft that is not wanted.
        FileNotFoundError: If there is no questionnaire of that name.
    """
    return titled_plan(known.plan, instrument_of_plan(known, questionnaire_of_plan(known)))


def instrument_of_plan(known: KnownPlan, where: Traversable) -> Instrument:
    """Return the questionnaire at *where*, on which *known* rests, in the language that is wanted.

    Raises:
        BadFilesError: If it cannot be read, or if the language is a draft that is not wanted.
    """
    own = require_value(read_instrument(where))
    if known.language is None:
        return own
    return select_language(own, where, known.language, drafts=known.drafts) or own


def titled_plan(plan: SchoolPlan, instrument: Instrument) -> PlanPage:
    """Return *plan* with the titles that its bumps and actions have in *instrument*."""
    of, nation = instrument.questionnaire, plan.nation
    titles = {name: fill_placeholders(title, of, nation) for name, title in target_titles(of).items()}
    actions = localized_actions(instrument, nation, lambda text: fill_placeholders(text, of, nation))
    library = instrument.library.actions if instrument.library else ()
    keeping = tuple(actions[each.id].title for each in library if each.outlasts_sponsors and each.id in actions)
    page = PlanPage(plan, titles, {}, actions, keeping, bodies=asked_bodies(of, nation))
    return page._replace(draft_translation=instrument.draft)


def questionnaire_of_plan(known: KnownPlan) -> Traversable:
    """Return where the questionnaire is that *known* rests on: named, near it, or among the shipped.

    Raises:
        FileNotFoundError: If there is none of that name.
    """
    return find_questionnaire_of_plan(questionnaire_id(known.plan), known.path.parent, known.questionnaire)
