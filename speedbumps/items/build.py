"""From the answers of a pilot to the analysis of its questions."""

from collections.abc import Mapping

from speedbumps.audit.localization import localize
from speedbumps.audit.reliability import PEOPLE
from speedbumps.disclosure.publish_items import publish_items
from speedbumps.i18n import Locale
from speedbumps.items.figures import PartFigures, part_figures, question_figures
from speedbumps.items.flags import QuestionSetting, part_flags, question_flags, repeated_flags
from speedbumps.items.pilot import PilotAnswers, PilotGroup, pool_schools, scale_ends, scored_questions
from speedbumps.model.instrument import Instrument
from speedbumps.model.items import (
    EVERYONE,
    ItemAnalysis,
    ItemGroup,
    ItemPart,
    ItemQuestion,
    PartInGroup,
    PilotedQuestionnaire,
    QuestionInGroup,
    RepeatedAnswers,
)
from speedbumps.model.queries import target_titles
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.scoring.patterns import count_patterns
from speedbumps.scoring.responses import Responses
from speedbumps.scoring.targets import ScoredQuestion, Target

LEAST = PEOPLE
"""The fewest people of a pilot: fewer say little about questions, and much about themselves."""

PartsOfGroup = Mapping[str, PartFigures]
"""The figures of each part in one group."""


class PilotTooSmallError(Exception):
    """Too few people answered."""

    def __init__(self, people: int, least_shown: int) -> None:
        """Keep how many *people* answered, which is told from *least_shown* people on."""
        answered = f"{people} people" if people >= least_shown else f"fewer than {least_shown} people"
        super().__init__(
            f"how questions behave needs the answers of at least {LEAST} people, and these are of {answered}. Ask more "
            "people, or name the files of all schools of the pilot together; 'speedbumps new interview' makes sheets "
            "to try questions with a few"
        )


def analyse_items(instrument: Instrument, responses: Responses, words: Locale, *, exact: bool = False) -> ItemAnalysis:
    """Return how the questions of *instrument* behave in the answers of everybody in *responses*, of all schools.

    Sentences are in the language of *words*. If figures are not *exact*, they are rounded as in a report.

    Raises:
        PilotTooSmallError: If fewer than LEAST people answered.
    """
    least_shown = instrument.questionnaire.privacy.min_group
    if responses.people.height < LEAST:
        raise PilotTooSmallError(responses.people.height, least_shown)
    pilot = pool_schools(instrument, responses)
    if pilot.people < LEAST:
        raise PilotTooSmallError(pilot.people, least_shown)
    parts = {
        group.role: {target.id: part_figures(pilot, group, target) for target in _scored_targets(pilot)}
        for group in pilot.groups
    }
    found = ItemAnalysis(
        questionnaire=_describe(pilot),
        forms=pilot.forms.forms,
        rounds=tuple(responses.people.get_column("round").drop_nulls().unique().sort()),
        schools=responses.people.get_column("school").n_unique() - pilot.left_out,
        left_out=pilot.left_out,
        limits=pilot.limits,
        groups=tuple(_item_group(pilot, group, words) for group in pilot.groups),
        questions=tuple(_question(pilot, name, parts, words) for name in scored_questions(pilot.context)),
        parts=tuple(_part(pilot, target, parts, words) for target in _scored_targets(pilot)),
        repeated=_repeated(pilot, words),
    )
    return found if exact else publish_items(found)


def _scored_targets(pilot: PilotAnswers) -> tuple[Target, ...]:
    """Return each barrier that has questions, followed by its facets that have some."""
    context = pilot.context
    order = (each for barrier in context.rubric.barriers for each in (barrier, *context.facets_of[barrier.id]))
    return tuple(target for target in order if target.parts)


def _describe(pilot: PilotAnswers) -> PilotedQuestionnaire:
    whole = pilot.context.instrument.questionnaire
    return PilotedQuestionnaire(
        id=whole.id,
        version=whole.version,
        fingerprint=pilot.context.instrument.fingerprint,
        status=whole.status,
        title=localize(pilot.context, whole.title, None),
        language=whole.language,
        draft_translation=pilot.context.instrument.draft,
        non_answers=whole.non_answers,
    )


def _item_group(pilot: PilotAnswers, group: PilotGroup, words: Locale) -> ItemGroup:
    roles = {role.id: role.plural or role.title for role in pilot.context.instrument.questionnaire.roles}
    titles = (words.gettext("role not stated") if role == UNSTATED else roles.get(role, role) for role in group.roles)
    title = words.gettext("All staff together") if group.role == EVERYONE else " + ".join(titles)
    return ItemGroup(
        role=group.role,
        title=localize(pilot.context, title, None),
        roles=group.roles,
        n=group.people.height if group.counted else None,
        outside=group.outside,
    )


def _question(pilot: PilotAnswers, name: str, parts: Mapping[str, PartsOfGroup], words: Locale) -> ItemQuestion:
    question = pilot.context.instrument.questions[name]
    first, last = scale_ends(pilot.context, name)
    return ItemQuestion(
        id=name,
        text=localize(pilot.context, question.text, None),
        fingerprint=pilot.context.instrument.fingerprints[name],
        sensitive=question.sensitive,
        first=first,
        last=last,
        groups=tuple(_question_in_group(pilot, group, name, parts[group.role], words) for group in pilot.groups),
    )


def _question_in_group(
    pilot: PilotAnswers, group: PilotGroup, name: str, parts: PartsOfGroup, words: Locale
) -> QuestionInGroup:
    measured = [each for each in parts.values() if name in each.questions]
    found = question_figures(pilot, group, _scored(pilot, name)).model_copy(
        update={"parts": tuple(each.questions[name] for each in measured)}
    )
    titles = target_titles(pilot.context.instrument.questionnaire)
    first, last = scale_ends(pilot.context, name)
    setting = QuestionSetting(
        points=len(_scored(pilot, name).steps),
        first=first,
        last=last,
        titles={part.of: localize(pilot.context, titles[part.of], None) for part in found.parts},
        alphas={of: each.figures.alpha for of, each in parts.items() if name in each.questions},
    )
    return found.model_copy(update={"flags": tuple(question_flags(found, setting, words))})


def _scored(pilot: PilotAnswers, name: str) -> ScoredQuestion:
    """Return the question *name* as it counts for the first of its parts; ends and spread are the same in all."""
    return next(part for part in pilot.context.rubric.parts if part.question == name)


def _part(pilot: PilotAnswers, target: Target, parts: Mapping[str, PartsOfGroup], words: Locale) -> ItemPart:
    title = target_titles(pilot.context.instrument.questionnaire)[target.id]
    return ItemPart(
        id=target.id,
        title=localize(pilot.context, title, None),
        groups=tuple(_flagged(parts[group.role][target.id].figures, words) for group in pilot.groups),
    )


def _flagged(found: PartInGroup, words: Locale) -> PartInGroup:
    return found.model_copy(update={"flags": tuple(part_flags(found, words))})


def _repeated(pilot: PilotAnswers, words: Locale) -> RepeatedAnswers:
    everyone = pilot.groups[0]
    if everyone.people.height < LEAST:
        return RepeatedAnswers()
    counts = count_patterns(everyone.people, scored_questions(pilot.context))
    found = RepeatedAnswers(n=counts.long, straight_lined=counts.straight_lined, alike=counts.alike)
    return found.model_copy(update={"flags": tuple(repeated_flags(found, words))})
