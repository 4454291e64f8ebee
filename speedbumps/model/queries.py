"""Answer questions about a questionnaire: full names, forms, and which role is asked what."""

from collections.abc import Iterator, Sequence

from speedbumps.diagnostics.problem import NoSuchError
from speedbumps.model.questionnaire import (
    FULL,
    NATIONS,
    UNSTATED,
    Band,
    ChoiceOption,
    Facet,
    Nation,
    Question,
    Questionnaire,
    Role,
    Scale,
)

NON_ANSWERS = ("na", "dk", "pns")

CLEARLY = 10.0
"""Points below the line to a bump from which something goes well: as many as a gap takes to be called clear."""


QUARTER = 0.25
"""The least share of people at each end of the road that makes a view of their own."""

APART = 25.0
"""The least points between the bands of two views: a step of a five-point scale."""


def facets(questionnaire: Questionnaire) -> Iterator[tuple[str, Facet]]:
    """Yield the full name (time.delay) of every facet with the facet, in the questionnaire's order."""
    for barrier in questionnaire.barriers:
        for facet in barrier.facets:
            yield f"{barrier.id}.{facet.id}", facet


def find_table(questionnaire: Questionnaire, target: str) -> str | None:
    """Return the facet in whose table the score of *target* is looked up; None if there is no table.

    A facet with a table is the only one of its barrier, whose score is the same.
    """
    return next(
        (name for name, facet in facets(questionnaire) if facet.table and target in (name, barrier_of(name))), None
    )


def target_names(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the full names of all that is scored, in order: each barrier (time), then its facets (time.delay)."""
    barriers = questionnaire.barriers
    return tuple(name for each in barriers for name in (each.id, *(f"{each.id}.{facet.id}" for facet in each.facets)))


def target_titles(questionnaire: Questionnaire) -> dict[str, str]:
    """Return the titles of all that is scored, by full name."""
    barriers = {barrier.id: barrier.title for barrier in questionnaire.barriers}
    return barriers | {name: facet.title for name, facet in facets(questionnaire)}


def barrier_of(target: str) -> str:
    """Return the id of the barrier that *target*, a facet or a barrier, belongs to: time for time.delay."""
    return target.partition(".")[0]


def is_clearly_low(severity: float | None, high: float | None, bump_from: float) -> bool:
    """Return whether a severity lies clearly below the line to a bump: by ten points, and its whole interval.

    *high* is the upper end of the interval, if it has one. An answer in the middle is no strength, nor is a part where
    people gave such answers.
    """
    return severity is not None and severity <= bump_from - CLEARLY and (high is None or high < bump_from)


def scale_of(questionnaire: Questionnaire, question: Question) -> Scale:
    """Return the scale on which *question* is answered; that of a choice among facets lists these as its options."""
    return scale_by_name(questionnaire, question.scale)


def scale_by_name(questionnaire: Questionnaire, name: str) -> Scale:
    """Return the scale with this *name*; that of a choice among facets lists these as its options."""
    scale = questionnaire.scales[name]
    if not is_among_facets(scale) or scale.choice is None:
        return scale
    # Not validated: the full name of a facet is no id.
    options = tuple(
        ChoiceOption.model_construct(id=facet_name, label=facet.title) for facet_name, facet in facets(questionnaire)
    )
    return scale.model_copy(update={"choice": scale.choice.model_copy(update={"among": options})})


def is_among_facets(scale: Scale) -> bool:
    """Return whether *scale*, as a questionnaire holds it, is a choice among the questionnaire's facets."""
    return scale.choice is not None and not scale.choice.among


def form_questions(questionnaire: Questionnaire, form: str) -> tuple[Question, ...]:
    """Return the questions of *form*, in the questionnaire's order.

    Raises:
        KeyError: If there is no such form.
    """
    if form == FULL:
        return questionnaire.questions
    chosen = set(questionnaire.forms[form].questions)
    return tuple(question for question in questionnaire.questions if question.id in chosen)


def find_form(questionnaire: Questionnaire, name: str) -> str:
    """Return *name* if it is the name of a form.

    Raises:
        NoSuchError: If there is no such form. The message lists all forms.
    """
    forms = (FULL, *questionnaire.forms)
    if name not in forms:
        raise NoSuchError(f"there is no form '{name}'; there is {', '.join(forms)}")
    return name


def find_nation(name: str) -> Nation:
    """Return *name* if it is the name of a nation.

    Raises:
        NoSuchError: If there is no such nation. The message lists all nations.
    """
    found = next((nation for nation in NATIONS if nation == name), None)
    if found is None:
        raise NoSuchError(f"there is no nation '{name}'; there is {', '.join(NATIONS)}")
    return found


def form_detail(questionnaire: Questionnaire, form: str) -> str:
    """Return "facets" if *form* has enough questions for scores of facets, else "barriers".

    Raises:
        KeyError: If there is no such form.
    """
    return "facets" if form == FULL else questionnaire.forms[form].detail


def is_role_absent(role: Role, nation: Nation | None) -> bool:
    """Return whether *role* does not exist in *nation*. Every role may exist if *nation* is None."""
    return bool(role.nations) and nation is not None and nation not in role.nations


def role_ids(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the ids of the roles in order, and last UNSTATED, the role of people who stated none."""
    return (*(role.id for role in questionnaire.roles), UNSTATED)


def is_asked_of_everyone(questionnaire: Questionnaire, question: Question) -> bool:
    """Return whether every role is asked *question*, its condition aside."""
    return not question.asked_of or set(question.asked_of) >= {role.id for role in questionnaire.roles}


def applies_to_role(questionnaire: Questionnaire, question: Question, role: str) -> bool:
    """Return whether people of *role*, given by its id, can be asked *question* at all.

    Its condition counts too: if the question that the condition depends on is not asked of *role*, it can never hold.
    UNSTATED is asked what every role is asked.
    """
    if (
        question.asked_of
        and role not in question.asked_of
        and not (role == UNSTATED and is_asked_of_everyone(questionnaire, question))
    ):
        return False
    if not question.only_if:
        return True
    by_id = {each.id: each for each in questionnaire.questions}
    return all(applies_to_role(questionnaire, by_id[other], role) for other in question.only_if)


def are_two_views(lowest: float | None, highest: float | None, bands: Sequence[Band]) -> bool:
    """Return whether the shares of people in the lowest and in the highest of *bands* are two views.

    A quarter must be in each, and a step of a five-point scale must lie between the bands: next to each other, they
    divide people who gave nearly the same answers.
    """
    if lowest is None or highest is None or min(lowest, highest) < QUARTER or len(bands) < 2:  # noqa: PLR2004 - both ends
        return False
    return bands[-1].from_ - bands[1].from_ >= APART
