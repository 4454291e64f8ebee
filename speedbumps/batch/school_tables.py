"""Tables with a line for each school, for whoever runs a batch: who answered, and what to talk about first.

They name schools with what the schools' own reports show, and never show it more exactly. They are not for publication,
and are in the order of the schools' names.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from speedbumps.cohort.changes import SchoolRounds
from speedbumps.cohort.members import Member
from speedbumps.disclosure.publish import FEW_ANSWERED, round_rate
from speedbumps.model.answers import School
from speedbumps.model.audit import ActionPlan, Bound, Respondents
from speedbumps.model.scalars import Frozen
from speedbumps.plan.bumps import few_answered
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.scores import csv_text, yes_cell

AUDIT = "audit.json"
"""The file in a school's folder that holds its audit."""

OTHERS = 2
"""The most options that stand beside the one that is suggested."""

Cells = tuple[str | float | int | None, ...]

Barriers = Mapping[str, str]
"""What each barrier is called, by its id."""

CHECKLIST = (
    *("school", "name", "round", "phase", "area", "folder", "people", "headcount", "response_rate"),
    *("under_half", "answers_over_staff", "one_person", "too_few"),
)
"""The columns of the list of schools. The last four hold "yes", or nothing."""

BUMPS = (
    *("school", "name", "phase", "area", "place", "target", "title", "severity", "bound"),
    *("action", "action_title", *(f"or_{number}" for number in range(1, OTHERS + 1))),
)
"""The columns of the table of bumps."""

CHANGES = {
    "school": "id of the school",
    "name": "name of the school",
    "phase": "phase of the school",
    "area": "area of the school",
    "target": "the barrier",
    "title": "what its report calls the barrier",
    "before": "severity in the round before, on what both rounds asked alike",
    "after": "severity in this round, on the same questions",
    "difference": "after minus before: below 0 is lower, and so better",
    "low": "lower end of the 95 % interval of the difference",
    "high": "upper end of it",
    "verdict": "lower, higher or no-clear-change; empty where there is none",
    "bump": "the bumps of this barrier in the school's last plan",
    "action": "what it planned against each of them",
    "status": "what became of each: proposed, agreed, under-way, done or dropped",
}
"""The columns of the table of changes, each with its meaning."""

BETWEEN = "; "
"""Stands between several things in one cell."""


def checklist_csv(members: Iterable[Member], folders: Mapping[str, Path]) -> str:
    """Return a row for each of the *members*: who answered, and what to look into before its report is used.

    *folders* holds the folder of each school that has reports.
    """
    return csv_text(CHECKLIST, (_checklist_row(each, folders.get(each.school.id)) for each in members))


def _checklist_row(member: Member, folder: Path | None) -> Cells:
    school, rate = member.school, round_rate(member.response_rate)
    return (
        *(school.id, school.name, member.round, school.phase, school.area, folder.name if folder else None),
        *(member.people, member.headcount, rate),
        yes_cell(holds=rate is not None and rate < FEW_ANSWERED),
        yes_cell(holds=bool(member.over_staff)),
        yes_cell(holds=member.people == 1),
        yes_cell(holds=member.people is None),
    )


class _NamedPart(Frozen, extra="ignore"):
    """Anything in an audit that has an id and a title."""

    id: str
    title: str


class _ScoredPart(_NamedPart, extra="ignore"):
    """A barrier or facet of an audit."""

    severity: float | None = None
    bound: Bound | None = None


class _BarrierPart(_ScoredPart, extra="ignore"):
    """A barrier of an audit with its facets."""

    facets: tuple[_ScoredPart, ...] = ()


class _PlannedAudit(Frozen, extra="ignore"):
    """What the table of bumps needs of an audit; reading all of it would take five times as long."""

    respondents: Respondents
    plan: ActionPlan | None = None
    barriers: tuple[_BarrierPart, ...] = ()
    actions: tuple[_NamedPart, ...] = ()


def bumps_csv(members: Iterable[Member], folders: Mapping[str, Path]) -> str:
    """Return a row for each bump that a report says to talk about first, with the option that it suggests, and others.

    They are read from the audits in *folders*, which the reports are made from; a school that cannot be read, or whose
    report names no bump, has no row.
    """
    rows = (
        row
        for each in members
        if each.school.id in folders
        if (audit := _read_audit(folders[each.school.id])) is not None
        for row in _bump_rows(each, audit)
    )
    return csv_text(BUMPS, rows)


def _read_audit(folder: Path) -> _PlannedAudit | None:
    """Return the audit in *folder*; None if there is none that can be read."""
    with suppress(OSError, ValueError):
        return _PlannedAudit.model_validate_json((folder / AUDIT).read_bytes())
    return None


def _bump_rows(member: Member, audit: _PlannedAudit) -> Iterator[Cells]:
    """Yield a row for each bump that the report on *audit* puts first."""
    if audit.plan is None or few_answered(audit.respondents):
        return
    targets = {part.id: part for barrier in audit.barriers for part in (barrier, *barrier.facets)}
    titles, school = {action.id: action.title for action in audit.actions}, member.school
    first = [each for each in audit.plan.priorities if each.bump in targets and each.action in titles]
    for place, each in enumerate(first, start=1):
        target = targets[each.bump]
        others = [titles[name] for name in each.alternatives if name in titles][:OTHERS]
        yield (
            *(school.id, school.name, school.phase, school.area, place),
            *(target.id, target.title, target.severity, target.bound),
            *(each.action, titles[each.action]),
            *others,
            *[None] * (OTHERS - len(others)),
        )


def change_rows(
    members: Iterable[Member], rounds: Mapping[str, SchoolRounds], plans: Mapping[str, PlanPage], titles: Barriers
) -> list[Cells]:
    """Return a row for each barrier of each of the *members* that is compared or has a plan, with what *rounds* say.

    *titles* holds what each barrier is called, by its id.
    """
    return [
        row
        for each in members
        if each.school.id in rounds or each.school.id in plans
        for row in _change_rows(each.school, rounds.get(each.school.id), plans.get(each.school.id), titles)
    ]


def _change_rows(
    school: School, found: SchoolRounds | None, page: PlanPage | None, titles: Barriers
) -> Iterator[Cells]:
    for barrier, title in titles.items():
        change = found.changes.get(barrier) if found else None
        figures = (
            (change.before, change.after, change.difference, change.low, change.high, change.said)
            if change
            else (None,) * 6
        )
        planned = [each for each in page.plan.priorities if each.bump.partition(".")[0] == barrier] if page else []
        if change is None and not planned:
            continue
        yield (
            *(school.id, school.name, school.phase, school.area, barrier, title, *figures),
            BETWEEN.join(each.bump for each in planned) or None,
            BETWEEN.join(page.action_title(each) for each in planned if page) or None,
            BETWEEN.join(each.status for each in planned) or None,
        )
