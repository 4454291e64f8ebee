"""What an Audit carries beside the figures: who answered, and the texts that a reader needs."""

from collections.abc import Iterator, Mapping

from speedbumps.audit.localization import localize
from speedbumps.audit.school_data import (
    SchoolData,
    headcount,
    headcount_of_cell,
    own_roles,
    plausible_headcount,
    round_figure,
)
from speedbumps.disclosure.counts import cell_name
from speedbumps.disclosure.limits import limits_of
from speedbumps.memory import memoize
from speedbumps.model.audit import (
    RESPONDENTS,
    AuditedAction,
    AuditedQuestionnaire,
    AuditedSchool,
    Respondents,
    RoleCount,
)
from speedbumps.model.instrument import asked_bodies
from speedbumps.model.questionnaire import UNSTATED, Nation
from speedbumps.plan.library import localized_actions
from speedbumps.scoring.cell_names import cell_roles
from speedbumps.scoring.context import ScoringContext


@memoize
def describe_questionnaire(context: ScoringContext, nation: Nation | None) -> AuditedQuestionnaire:
    """Return the questionnaire as the Audit shows it, in the words of *nation*."""
    whole = context.instrument.questionnaire
    signpost = whole.signpost.get(nation or "other") or whole.signpost.get("other")
    return AuditedQuestionnaire(
        id=whole.id,
        version=whole.version,
        fingerprint=context.instrument.fingerprint,
        status=whole.status,
        title=localize(context, whole.title, nation),
        language=whole.language,
        draft_translation=context.instrument.draft,
        licence=whole.licence,
        bump_from=whole.scoring.bump_line,
        bands=whole.scoring.bands,
        non_answers=whole.non_answers,
        signals=whole.signals,
        signpost=localize(context, signpost, nation) if signpost else None,
        bodies=asked_bodies(whole, nation),
        limits=limits_of(whole),
        report=whole.report,
    )


def describe_school(data: SchoolData) -> AuditedSchool:
    """Return the school as the Audit shows it."""
    school = data.school
    return AuditedSchool(
        id=school.id,
        name=school.name,
        nation=school.nation,
        phase=school.phase,
        staff=_plausible_staff(data),
        context=dict(sorted(school.context.items())),
    )


def _plausible_staff(data: SchoolData) -> int | None:
    """Return how many people work at the school; None where that is not known, or where more have answered.

    Numbers of respondents that are not shown are not compared.
    """
    people = headcount(data, own_roles(data))
    if not data.decisions.shown("respondents", RESPONDENTS):
        return people
    return plausible_headcount(people, data.n)


def respondents(data: SchoolData) -> Respondents:
    """Return who answered. The numbers of roles follow the same rule as their scores."""
    shown = data.decisions.shown("respondents", RESPONDENTS)
    together = any(role.together and role.id in data.cells for role in data.instrument.questionnaire.roles)
    people = None if together else headcount(data, own_roles(data))
    return Respondents(
        n=data.n if shown else None,
        headcount=people,
        response_rate=_rate(data.n, people) if shown else None,
        by_role=tuple(_role_counts(data)),
    )


def _role_counts(data: SchoolData) -> Iterator[RoleCount]:
    """Yield the number of respondents of each role."""
    roles = {role.id: role for role in data.instrument.questionnaire.roles}
    for cell, held in {**data.cells, **data.beside}.items():
        if cell in data.cells and len(data.cells) == 1 and len(held.roles) > 1:
            continue  # all of the school's own people in one cell: that is the total
        own = cell_roles(cell)
        told = data.decisions.shown("respondents", RESPONDENTS, cell_name(cell))
        people = headcount_of_cell(data, cell)
        yield RoleCount(
            role=cell_name(cell),
            title=" + ".join(_role_title(data, role) for role in _add_joining_roles(data, own)),
            roles=own,
            n=held.n if told else None,
            headcount=people,
            response_rate=_rate(held.n, people) if told else None,
            one_person=cell in data.public and not roles[own[0]].together,
            together=own[0] in roles and roles[own[0]].together,
            outside=cell in data.beside,
        )


def _role_title(data: SchoolData, name: str) -> str:
    """Return what several people of a role are called; UNSTATED for those whose role is not known."""
    role = next((each for each in data.instrument.questionnaire.roles if each.id == name), None)
    return UNSTATED if role is None else data.localize(role.plural or role.title) or name


def _add_joining_roles(data: SchoolData, own: tuple[str, ...]) -> tuple[str, ...]:
    """Return *own* roles, preceded by the school's one-person roles that are counted with them.

    Those whose plural holds for the one person too, such as Leaders for a head, are not named.
    """
    plural = {role.id for role in data.instrument.questionnaire.roles if role.plural}
    counts = data.school.headcount
    there = counts if isinstance(counts, dict) else {}
    joining = [role for role, into in data.joins.items() if into in own and (there.get(role) or role in own)]
    hidden = {role for role in joining if data.joins[role] in plural}
    return (
        *(role for role in joining if role not in own and role not in hidden),
        *(role for role in own if role not in hidden or own == (role,)),
    )


def _rate(n: int, people: int | None) -> float | None:
    """Return the response rate; None where the number of people is not known, or less than *n*."""
    return round_figure(n / people) if people and n <= people else None


@memoize
def fitting_actions(context: ScoringContext, nation: Nation | None) -> Mapping[str, AuditedAction]:
    """Return the actions that fit *nation*, in its words, by id."""
    return localized_actions(context.instrument, nation, lambda text: localize(context, text, nation))
