"""In how many schools each barrier changed since the round before, and what became of bumps that schools worked on."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Literal, NamedTuple

from speedbumps.cohort.build import target_titles
from speedbumps.cohort.earlier import EarlierChanges, EarlierFigures, SchoolMarks, schools_with
from speedbumps.cohort.members import Member
from speedbumps.cohort.shared_figures import SharedFigures
from speedbumps.cohort.spreads import count_schools
from speedbumps.disclosure.cohorts import (
    are_all_or_enough,
    changed_schools,
    may_replace,
    publishable_groups,
    tell_outcomes,
)
from speedbumps.model.cohort import CohortChange, CohortChanges, MovedShare, SchoolCount, TriedAction
from speedbumps.model.comparison import ChangeDirection, RoundChange
from speedbumps.model.instrument import Instrument, fill_placeholders
from speedbumps.model.plan import PlanStatus, SchoolPlan
from speedbumps.model.queries import target_names
from speedbumps.model.questionnaire import Nation
from speedbumps.plan.library import localized_actions
from speedbumps.plan.worked import moved_down
from speedbumps.scoring.shares import wilson_interval

TRIED: tuple[PlanStatus, ...] = ("under-way", "done")
"""The statuses of actions that a school began."""

OUTCOMES: tuple[ChangeDirection, ...] = ("lower", "higher", "no-clear-change")

PLACES = 2
"""The decimals of a share, which is printed in whole per cent."""


class SchoolRounds(NamedTuple):
    """What changed in one school, as its own report says, and the plan that it made in between."""

    changes: Mapping[str, RoundChange]
    """By barrier and facet."""
    plan: SchoolPlan | None = None


class FoundChanges(NamedTuple):
    """What changed in all schools that count in a cohort and have an earlier round."""

    instrument: Instrument
    nation: Nation | None
    schools: Mapping[str, SchoolRounds]
    names: tuple[str, ...]
    """What there is to say something of: barriers, and bumps against which something was tried."""
    marks: SchoolMarks
    """A digest of what each school adds, and which of the names it lacks."""


class _Group(NamedTuple):
    """Some schools that are counted together."""

    of: int
    lower: int
    """Those of them in which the bump is clearly lower."""


def find_changes(
    instrument: Instrument, members: Iterable[Member], rounds: Mapping[str, SchoolRounds], nation: Nation | None
) -> FoundChanges:
    """Return what changed in those of the *members* that count, where *rounds* says what did in each school."""
    schools = {each.school.id: rounds[each.school.id] for each in members if each.counts and each.school.id in rounds}
    barriers = [barrier.id for barrier in instrument.questionnaire.barriers]
    tried = {bump for each in schools.values() for bump in _tried_actions(each, instrument)}
    names = (*barriers, *(f"tried {name}" for name in target_names(instrument.questionnaire) if name in tried))
    marks = {school: _mark(each, names, instrument) for school, each in schools.items()}
    return FoundChanges(instrument, nation, schools, names, marks)


def share_changes(
    shared: SharedFigures, found: FoundChanges, earlier: EarlierFigures, *, again: bool = False
) -> SharedFigures:
    """Return *shared* with what its page says of changes, beside what *earlier* pages said.

    If few schools add something else than before, what the last page said stays. *again* writes it anew all the same.
    """
    least = found.instrument.questionnaire.privacy.min_schools
    if shared.waiting is not None or len(found.marks) < least:
        return shared
    conflict = next((each for each in earlier.changes if not may_replace(each.schools, found.marks, least)), None)
    if conflict is not None and not again:
        last = earlier.page.changes if earlier.page is not None else None
        page = shared.page.model_copy(update={"changes": last})
        record = shared.record._replace(page=page)
        return shared._replace(page=page, record=record, changed=len(changed_schools(conflict.schools, found.marks)))
    free = frozenset(name for place, name in enumerate(found.names) if _may_tell(name, place, found, earlier.changes))
    shown = frozenset(found.names) if again else free
    page = shared.page.model_copy(
        update={
            "changes": _cohort_changes(found, shown),
            "again": shared.page.again or (again and (conflict is not None or len(free) < len(shown))),
        }
    )
    same = [each.shown for each in earlier.changes if (each.names, each.schools) == (found.names, found.marks)]
    now = EarlierChanges(found.names, found.marks, shown.union(*same))
    others = (each for each in earlier.changes if (each.names, each.schools) != (found.names, found.marks))
    return shared._replace(page=page, record=shared.record._replace(page=page, changes=(now, *others)))


def tried_against(plan: SchoolPlan | None, bump: str) -> tuple[str, ...]:
    """Return the actions of a library that a school began against a *bump*, by id."""
    priorities = () if plan is None else plan.priorities
    return tuple(each.action for each in priorities if each.bump == bump and each.action and each.status in TRIED)


def _tried_actions(school: SchoolRounds, instrument: Instrument) -> Mapping[str, tuple[str, ...]]:
    """Return the known actions that a school began, by bump, where it is known how the bump changed."""
    known = {action.id for action in instrument.library.actions} if instrument.library else set()
    bumps = dict.fromkeys(each.bump for each in school.plan.priorities) if school.plan else {}
    found = {
        bump: tuple(action for action in tried_against(school.plan, bump) if action in known)
        for bump in bumps
        if _is_compared(school, bump)
    }
    return {bump: actions for bump, actions in found.items() if actions}


def _is_compared(school: SchoolRounds, target: str) -> bool:
    """Return whether it is known how *target* changed in a school; of a barrier, whether there is a verdict."""
    change = school.changes.get(target)
    return change is not None and (change.kind != "barrier" or change.said is not None)


def _mark(school: SchoolRounds, names: Sequence[str], instrument: Instrument) -> str:
    """Return a digest of all that *school* adds, and after a dash, as bits, which of the *names* it lacks."""
    tried = _tried_actions(school, instrument)
    adds: list[object] = []
    lacking = 0
    for place, name in enumerate(names):
        target = name.removeprefix("tried ")
        if not _is_compared(school, target) or (target != name and school.plan is None):
            lacking += 1 << place
            adds.append(None)
        elif target == name:
            adds.append(school.changes[target].said)
        else:
            adds.append([tried.get(target, ()), moved_down(school.changes[target])])
    text = json.dumps(adds, separators=(",", ":"))
    return f"{sha256(text.encode()).hexdigest()[:16]}-{lacking:x}"


def _may_tell(name: str, place: int, found: FoundChanges, earlier: Sequence[EarlierChanges]) -> bool:
    """Return whether *name* may be told of beside *earlier* pages: few schools that have it must not differ."""
    least = found.instrument.questionnaire.privacy.min_schools
    if any((each.names, each.schools) == (found.names, found.marks) and name in each.shown for each in earlier):
        return True
    now = schools_with(found.marks, place)
    return all(
        may_replace(schools_with(each.schools, each.names.index(name)), now, least)
        for each in earlier
        if name in each.shown
    )


def _cohort_changes(found: FoundChanges, shown: Collection[str]) -> CohortChanges:
    """Return what a page says of changes: of those names that are *shown*."""
    least = found.instrument.questionnaire.privacy.min_schools
    titles = target_titles(found.instrument.questionnaire, found.nation)
    plans = sum(each.plan is not None for each in found.schools.values())
    changes = {
        barrier.id: _count_outcomes(found, barrier.id) if barrier.id in shown else dict.fromkeys(OUTCOMES)
        for barrier in found.instrument.questionnaire.barriers
    }
    overall = {name for name, counts in changes.items() if counts["lower"] is not None}
    return CohortChanges(
        schools=len(found.schools),
        plans=plans if plans >= least else 0,
        barriers=tuple(
            CohortChange(
                of=name,
                title=titles[name],
                lower=counts["lower"],
                higher=counts["higher"],
                no_clear_change=counts["no-clear-change"],
            )
            for name, counts in changes.items()
        ),
        tried=tuple(
            action
            for name in target_names(found.instrument.questionnaire)
            if f"tried {name}" in shown
            for action in _tried_against_bump(found, name, overall=name in overall)
        ),
    )


def _count_outcomes(found: FoundChanges, barrier: str) -> Mapping[ChangeDirection, SchoolCount | None]:
    """Return in how many schools each verdict on a *barrier* was given; None for fewer schools than may be counted."""
    said = Counter(each.changes[barrier].said for each in found.schools.values() if _is_compared(each, barrier))
    counts = {outcome: said[outcome] for outcome in OUTCOMES}
    least, of = found.instrument.questionnaire.privacy.min_schools, said.total()
    if of < least:
        return dict.fromkeys(OUTCOMES)
    tellings = tell_outcomes(counts, least)
    return {
        outcome: SchoolCount(of=of, n=counts[outcome] if telling == "exact" else None, about=_about(telling))
        for outcome, telling in tellings.items()
    }


def _about(telling: str) -> Literal["few", "all-but-few"] | None:
    match telling:
        case "few" | "all-but-few":
            return telling
        case _:
            return None


def _tried_against_bump(found: FoundChanges, bump: str, *, overall: bool) -> Iterator[TriedAction]:
    """Yield what enough schools tried against a *bump*; *overall* is whether its changes are counted of all schools.

    Counted are schools whose plan is known; not those that began several actions against the bump, since nothing can be
    said of either. The groups of schools that tried something have no school in common, and with all others they are
    all schools, so that figures of some tell of the rest: therefore these are none or enough, and where some number may
    not be told that follows from others, these are not told either.
    """
    least = found.instrument.questionnaire.privacy.min_schools
    everyone = {school: each for school, each in found.schools.items() if _is_compared(each, bump)}
    tried = {school: _tried_actions(each, found.instrument).get(bump, ()) for school, each in everyone.items()}
    counted = [school for school, each in everyone.items() if each.plan is not None and len(tried[school]) <= 1]
    apart = [school for school in everyone if school not in counted]
    if overall and 0 < len(apart) < least:
        return
    sizes = Counter(tried[school][0] for school in counted if tried[school])
    lower = {school: moved_down(each.changes[bump]) for school, each in everyone.items()}
    able = publishable_groups(sizes, len(counted), least)
    groups = {action: _group((name for name in counted if tried[name] == (action,)), lower) for action in able}
    whole = _group(counted, lower)
    rest = _group((name for name in counted if not set(tried[name]) & set(able)), lower)
    atoms = [*groups.values(), rest, *([_group(apart, lower)] if overall else [])]
    open_ = all(are_all_or_enough(each.lower, each.of, least) for each in atoms)
    titles = target_titles(found.instrument.questionnaire, found.nation)
    for action, title in _action_titles(found).items():
        if action not in groups:
            continue
        group = groups[action]
        others = _Group(whole.of - group.of, whole.lower - group.lower)
        beside = others.of >= least and (open_ or (len(groups) == 1 and not overall))
        yield TriedAction(
            action=action,
            title=title,
            bump=bump,
            bump_title=titles[bump],
            tried=_moved_share(group, least, told=open_ or not overall),
            others=_moved_share(others, least, told=True) if beside else None,
        )


def _group(schools: Iterable[str], lower: Mapping[str, bool]) -> _Group:
    held = [lower[school] for school in schools]
    return _Group(len(held), sum(held))


def _moved_share(group: _Group, least: int, *, told: bool) -> MovedShare:
    """Return in how many schools of *group* the bump is lower, as exactly as it may be told, if at all."""
    count = count_schools((at < group.lower for at in range(group.of)), least) if told else None
    if count is None or count.n is None:
        return MovedShare(schools=count or SchoolCount(of=group.of, n=None))
    low, high = (round(end, PLACES) for end in wilson_interval(group.lower, group.of))
    return MovedShare(schools=count, share=round(group.lower / group.of, PLACES), low=low, high=high)


def _action_titles(found: FoundChanges) -> Mapping[str, str]:
    """Return the titles of all actions by id, in the order of the library."""
    of = found.instrument.questionnaire
    actions = localized_actions(found.instrument, found.nation, lambda text: fill_placeholders(text, of, found.nation))
    return {name: action.title for name, action in actions.items()}
