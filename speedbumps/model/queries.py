"""How the parts of a questionnaire hang together: names in full, forms, and who is asked what."""

from collections.abc import Iterator

from speedbumps.diagnostics.problem import NoSuchError
from speedbumps.model.questionnaire import FULL, NATIONS, UNSTATED, Facet, Nation, Question, Questionnaire, Role, Scale

NON_ANSWERS = ("na", "dk", "pns")


def facets(questionnaire: Questionnaire) -> Iterator[tuple[str, Facet]]:
    """Every facet with its full name (time.delay), in the questionnaire's order."""
    for barrier in questionnaire.barriers:
        for facet in barrier.facets:
            yield f"{barrier.id}.{facet.id}", facet


def targets(questionnaire: Questionnaire) -> tuple[str, ...]:
    """What can have a score, by its name in full: each barrier, then its facets."""
    barriers = questionnaire.barriers
    return tuple(name for each in barriers for name in (each.id, *(f"{each.id}.{facet.id}" for facet in each.facets)))


def barrier_of(target: str) -> str:
    """The barrier in whose part of the road *target* lies: time.delay is in time."""
    return target.partition(".")[0]


def scale_of(questionnaire: Questionnaire, question: Question) -> Scale:
    """The scale on which *question* is answered."""
    return questionnaire.scales[question.scale]


def in_form(questionnaire: Questionnaire, form: str) -> tuple[Question, ...]:
    """The questions of *form*, in the questionnaire's order.

    Raises:
        KeyError: If there is no such form.
    """
    if form == FULL:
        return questionnaire.questions
    chosen = set(questionnaire.forms[form].questions)
    return tuple(question for question in questionnaire.questions if question.id in chosen)


def form_named(questionnaire: Questionnaire, name: str) -> str:
    """The form called *name*.

    Raises:
        NoSuchError: If there is none; the message says which there are.
    """
    forms = (FULL, *questionnaire.forms)
    if name not in forms:
        raise NoSuchError(f"there is no form '{name}'; there is {', '.join(forms)}")
    return name


def nation_named(name: str) -> Nation:
    """The nation called *name*.

    Raises:
        NoSuchError: If there is none; the message says which there are.
    """
    found = next((nation for nation in NATIONS if nation == name), None)
    if found is None:
        raise NoSuchError(f"there is no nation '{name}'; there is {', '.join(NATIONS)}")
    return found


def detail_of(questionnaire: Questionnaire, form: str) -> str:
    """Whether *form* has enough questions for facet scores: "facets" or "barriers"."""
    return "facets" if form == FULL else questionnaire.forms[form].detail


def nowhere(role: Role, nation: Nation | None) -> bool:
    """Whether *role* does not exist in *nation*. A nation that is not known rules nothing out."""
    return bool(role.nations) and nation is not None and nation not in role.nations


def role_ids(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The roles in order, and last the role of those who stated none."""
    return (*(role.id for role in questionnaire.roles), UNSTATED)


def asked_of_everyone(questionnaire: Questionnaire, question: Question) -> bool:
    """Whether every role is asked *question*."""
    return not question.asked_of or set(question.asked_of) >= {role.id for role in questionnaire.roles}


def asks(questionnaire: Questionnaire, question: Question, role: str) -> bool:
    """Whether *role* can be asked *question* at all.

    A condition counts too: where the question that it looks at is not asked of the role, it can never hold.
    """
    if (
        question.asked_of
        and role not in question.asked_of
        and not (role == UNSTATED and asked_of_everyone(questionnaire, question))
    ):
        return False
    if not question.only_if:
        return True
    by_id = {each.id: each for each in questionnaire.questions}
    return all(asks(questionnaire, by_id[other], role) for other in question.only_if)
