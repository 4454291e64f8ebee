"""What an Audit carries beside the figures: who answered, and the words that a reader needs."""

from collections.abc import Iterator, Mapping

from speedbumps.audit.school_data import Case, heads, heads_of_cell, name_of, own_roles, rounded
from speedbumps.audit.scoring_context import Setting, said
from speedbumps.memory import memoize
from speedbumps.model.actions import Action
from speedbumps.model.audit import AuditedAction, AuditedQuestionnaire, AuditedSchool, Respondents, RoleCount
from speedbumps.model.questionnaire import UNSTATED, Nation
from speedbumps.scoring.people import roles_of


@memoize
def questionnaire_shown(setting: Setting, nation: Nation | None) -> AuditedQuestionnaire:
    """The questionnaire, in the words of *nation*."""
    whole = setting.instrument.questionnaire
    signpost = whole.signpost.get(nation or "other") or whole.signpost.get("other")
    return AuditedQuestionnaire(
        id=whole.id,
        version=whole.version,
        fingerprint=setting.instrument.fingerprint,
        status=whole.status,
        title=said(setting, whole.title, nation),
        language=whole.language,
        licence=whole.licence,
        bump_from=whole.scoring.bump_from,
        bands=whole.scoring.bands,
        non_answers=whole.non_answers,
        signals=whole.signals,
        signpost=said(setting, signpost, nation) if signpost else None,
        limits=setting.limits,
    )


def school_shown(case: Case) -> AuditedSchool:
    """The school as far as it is known."""
    school = case.school
    return AuditedSchool(
        id=school.id,
        name=school.name,
        nation=school.nation,
        phase=school.phase,
        context=dict(sorted(school.context.items())),
    )


def respondents(case: Case) -> Respondents:
    """Who answered. Numbers of roles follow the same rule as their scores."""
    if not case.all_told:
        case.hide("respondents", "consent" if case.n == 1 else "too-few")
    together = any(role.together and role.id in case.cells for role in case.instrument.questionnaire.roles)
    people = None if together else heads(case, own_roles(case))
    return Respondents(
        n=case.n if case.all_told else None,
        headcount=people,
        response_rate=_rate(case.n, people) if case.all_told else None,
        by_role=tuple(_counts(case)),
    )


def _counts(case: Case) -> Iterator[RoleCount]:
    roles = {role.id: role for role in case.instrument.questionnaire.roles}
    for cell, held in {**case.cells, **case.beside}.items():
        if cell in case.cells and len(case.cells) == 1 and len(held.roles) > 1:
            continue  # all of the school's own people in one cell: that is the total
        own = roles_of(cell)
        told = held.shown or cell in case.public
        people = heads_of_cell(case, cell)
        if not told:
            case.hide(f"respondents/{name_of(cell)}", "too-few")
        yield RoleCount(
            role=name_of(cell),
            title=" + ".join(
                case.say(roles[role].title) or role if role in roles else UNSTATED for role in _with_joined(case, own)
            ),
            roles=own,
            n=held.n if told else None,
            headcount=people,
            response_rate=_rate(held.n, people) if told else None,
            one_person=cell in case.public and not roles[own[0]].together,
            together=own[0] in roles and roles[own[0]].together,
            outside=cell in case.beside,
        )


def _with_joined(case: Case, own: tuple[str, ...]) -> tuple[str, ...]:
    """The roles *own*, and before them those one-person roles of the school that are counted with them."""
    counts = case.school.headcount
    there = counts if isinstance(counts, dict) else {}
    return (*(role for role, into in case.joins.items() if into in own and role not in own and there.get(role)), *own)


def _rate(n: int, people: int | None) -> float | None:
    return rounded(n / people) if people and n <= people else None


@memoize
def actions_shown(setting: Setting, nation: Nation | None) -> Mapping[str, AuditedAction]:
    """The actions that fit *nation*, in its words, by their ids."""
    library = setting.instrument.library
    return {
        action.id: _action(setting, action, nation)
        for action in (library.actions if library else ())
        if not action.nations or nation is None or nation in action.nations
    }


def _action(setting: Setting, action: Action, nation: Nation | None) -> AuditedAction:
    own = action.wording.get(nation) if nation else None

    def words(field: str) -> str | None:
        text = (getattr(own, field, None) if own else None) or getattr(action, field)
        return None if text is None else said(setting, text, nation)

    hours = action.hours
    return AuditedAction(
        id=action.id,
        title=words("title") or "",
        level=action.level,
        own_reach=action.own_reach,
        eases=action.eases,
        moves_knowledge=action.moves_knowledge,
        moves_pupils=action.moves_pupils,
        first_step=words("first_step") or "",
        owner=words("owner") or "",
        involve=words("involve"),
        horizon=action.horizon,
        stop=words("stop"),
        protects=words("protects"),
        hours=hours,
        hours_how=said(setting, action.hours_how, nation) if action.hours_how else action.hours_how,
        success=words("success"),
        should_move=action.should_move,
        evidence=action.evidence,
        watch_out=words("watch_out"),
        saves_hours=hours.saves_per_term[0] > 0 and hours.saves_per_term[0] >= hours.per_term[1],
    )
