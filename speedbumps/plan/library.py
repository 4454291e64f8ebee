"""A library of actions in the words of a school's nation."""

from collections.abc import Callable, Mapping

from speedbumps.model.actions import Action
from speedbumps.model.audit import AuditedAction
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Nation


def localized_actions(
    instrument: Instrument, nation: Nation | None, fill: Callable[[str], str]
) -> Mapping[str, AuditedAction]:
    """Return the actions of *instrument* that fit *nation*, by id; *fill* replaces placeholders by its words."""
    library = instrument.library
    if library is None:
        return {}
    return {
        action.id: _localized_action(action, nation, library.hours_for, fill)
        for action in library.actions
        if not action.nations or nation is None or nation in action.nations
    }


def _localized_action(
    action: Action, nation: Nation | None, hours_for: int, fill: Callable[[str], str]
) -> AuditedAction:
    own = action.wording.get(nation) if nation else None

    def wording_of(field: str) -> str | None:
        text = (getattr(own, field, None) if own else None) or getattr(action, field)
        return None if text is None else fill(text)

    hours = action.hours
    return AuditedAction(
        id=action.id,
        title=wording_of("title") or "",
        level=action.level,
        own_reach=action.own_reach,
        eases=action.eases,
        moves_knowledge=action.moves_knowledge,
        moves_pupils=action.moves_pupils,
        first_step=wording_of("first_step") or "",
        owner=wording_of("owner") or "",
        involve=wording_of("involve"),
        horizon=action.horizon,
        stop=wording_of("stop"),
        protects=wording_of("protects"),
        hours=hours,
        hours_how=fill(action.hours_how) if action.hours_how else action.hours_how,
        hours_for=hours_for,
        success=wording_of("success"),
        should_move=action.should_move,
        evidence=action.evidence,
        watch_out=wording_of("watch_out"),
        saves_hours=hours.saves_per_term[0] > 0 and hours.saves_per_term[0] >= hours.per_term[1],
    )
