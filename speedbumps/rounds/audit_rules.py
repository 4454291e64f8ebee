"""Whether the audits of several rounds may be compared: whether they asked the same of the same roles."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Literal

from speedbumps.model.audit import Audit
from speedbumps.model.audit_queries import barrier_targets

AuditObstacle = Literal[
    "schools", "questionnaires", "versions", "forms", "rules", "precision", "roles", "one-person", "one-round", "same"
]
"""Why audits are not compared.

schools, questionnaires, versions, forms, rules, precision: they differ in it. roles: their people are shown in other
groups of roles, and a question counts for a group only if all of its roles are asked it. one-person: one is of a single
person. one-round: two have the name of one round. same: two hold the same figures.
"""


BASIC: frozenset[AuditObstacle] = frozenset({"schools", "questionnaires"})
"""If these differ, so may all the others."""


def audit_obstacles(audits: Sequence[Audit]) -> tuple[AuditObstacle, ...]:
    """Return all that stands against comparing *audits*, two or more with the oldest first; nothing if they may be.

    Answers can be scored anew on what all rounds share; audits cannot, so they must have asked the same questions of
    the same roles, and scored and rounded them alike. Versions of a questionnaire that differ in more than the last
    number may score by other rules, which audits do not hold.
    """
    differing = [name for name, part_of in ALIKE.items() if len(set(map(part_of, audits))) > 1]
    if not BASIC.isdisjoint(differing):
        return tuple(name for name in differing if name in BASIC)
    return (*differing, *_one_round(audits))


def _one_round(audits: Sequence[Audit]) -> Iterator[AuditObstacle]:
    """Yield that two of *audits* are of one round: by their names, or because all their figures are the same."""
    named = [audit.round for audit in audits if audit.round is not None]
    figures = [(audit.respondents, audit.barriers) for audit in audits]
    if len(set(named)) < len(named):
        yield "one-round"
    elif any(each in figures[:place] for place, each in enumerate(figures)):
        yield "same"


def groups_of_roles(audit: Audit) -> tuple[tuple[str, ...], ...]:
    """Return the groups of the school's own roles that *audit* shows, in alphabetical order.

    One person who agreed to be shown is left out: in another round, that person may have been counted with others.
    """
    groups = (each.roles for each in audit.respondents.by_role if not each.outside and not each.one_person)
    return tuple(sorted(tuple(sorted(roles)) for roles in groups))


def _questionnaire(audit: Audit) -> Hashable:
    return audit.questionnaire.id, audit.questionnaire.fingerprint


def _version(audit: Audit) -> Hashable:
    return audit.questionnaire.version.rpartition(".")[0]


def _form(audit: Audit) -> Hashable:
    parts = [target.id for barrier in audit.barriers for target in barrier_targets(barrier)]
    return audit.form, audit.detail, tuple(parts)


def _scoring_rules(audit: Audit) -> Hashable:
    of = audit.questionnaire
    return of.limits, of.bump_from, tuple((band.id, band.from_) for band in of.bands)


ALIKE: dict[AuditObstacle, Callable[[Audit], Hashable]] = {
    "schools": lambda audit: audit.school.id,
    "questionnaires": _questionnaire,
    "versions": _version,
    "forms": _form,
    "rules": _scoring_rules,
    "precision": lambda audit: audit.precision,
    "one-person": lambda audit: audit.respondents.n == 1,
    "roles": groups_of_roles,
}
"""What has to be the same in all audits."""
