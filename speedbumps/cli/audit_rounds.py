"""Read the audits of several rounds, and compare them, where the answers are not at hand."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from speedbumps.cli.exit_codes import BAD_FILES
from speedbumps.cli.rounds import is_audit
from speedbumps.cli.running import refuse, tell
from speedbumps.cli.saved_audit import read_saved_audit
from speedbumps.diagnostics.problem import BadFilesError, Problem, require_value
from speedbumps.model.audit import Audit
from speedbumps.model.comparison import RoundComparison
from speedbumps.rounds.audit_rules import AuditObstacle, audit_obstacles, groups_of_roles
from speedbumps.rounds.from_audits import compare_audits
from speedbumps.rounds.refusals import round_names
from speedbumps.tables.files import read_file

INSTEAD = "name the answers themselves, which are scored anew on what all rounds share"
"""What to do if audits cannot be compared."""


class AuditFile(NamedTuple):
    """The audit of one round, and where it is."""

    path: Path
    audit: Audit


def are_audits(paths: Sequence[Path]) -> bool:
    """Return whether all *paths* are saved audits; refuse a mixture of audits and answers."""
    found = [path for path in paths if is_audit(path)]
    if found and len(found) < len(set(paths)):
        other = next(path for path in paths if path not in found)
        refuse(
            f"{found[0]} is an audit and {other} holds answers; rounds are compared by the answers of all, or by the "
            "audits of all, so name the answers of each round"
        )
    return bool(found)


def read_audit_rounds(paths: Sequence[Path]) -> tuple[AuditFile, ...]:
    """Return the audits that are saved at *paths*.

    Raises:
        BadFilesError: If any is not a saved audit.
    """
    found: list[AuditFile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(AuditFile(path, read_saved_audit(path, require_value(read_file(path)))))
        except BadFilesError as error:
            problems += error.problems
    if problems:
        raise BadFilesError(tuple(problems))
    return tuple(found)


def compare_audits_or_refuse(given: Sequence[AuditFile], *, exact: bool = False) -> tuple[Audit, RoundComparison]:
    """Return the audit of the last round, and what changed; exit with the reasons if they cannot be compared.

    Rounds whose audits name none are called after their files or folders.
    """
    obstacles = audit_obstacles([each.audit for each in given])
    if obstacles:
        refuse(f"these audits cannot be compared: {'; '.join(SAID[each](given) for each in obstacles)}")
    if exact and given[-1].audit.precision != "exact":
        refuse("--exact needs exact audits, and these are rounded; 'speedbumps score --exact' saves exact ones")
    audits = [
        each.audit if each.audit.round else each.audit.model_copy(update={"round": name})
        for each, name in zip(given, round_names([each.path for each in given]), strict=True)
    ]
    made = compare_audits(audits, exact=exact)
    if made is None:
        tell(
            "speedbumps: nothing can be compared: no barrier or part of the road has a number in the audits of all "
            f"rounds, on the same questions; {INSTEAD}"
        )
        raise SystemExit(BAD_FILES)
    return audits[-1], made


def _listed(given: Sequence[AuditFile], what: Callable[[Audit], str]) -> str:
    return ", ".join(f"{what(each.audit)} ({each.path})" for each in given)


def _roles_said(given: Sequence[AuditFile]) -> str:
    shown = _listed(given, lambda audit: " and ".join("+".join(roles) for roles in groups_of_roles(audit)) or "no role")
    return f"they do not show the same roles, or the same roles together: {shown}; {INSTEAD}"


SAID: Mapping[AuditObstacle, Callable[[Sequence[AuditFile]], str]] = {
    "schools": lambda given: (
        f"they are of several schools, and one is compared with itself: {_listed(given, lambda audit: audit.school.id)}"
    ),
    "questionnaires": lambda given: (
        "not all questions are the same: "
        + _listed(given, lambda audit: f"{audit.questionnaire.id} {audit.questionnaire.version}")
        + f"; {INSTEAD}"
    ),
    "versions": lambda given: (
        "the versions of the questionnaire may score by other rules, which audits do not hold: "
        f"{_listed(given, lambda audit: audit.questionnaire.version)}; {INSTEAD}"
    ),
    "forms": lambda given: f"the forms differ: {_listed(given, lambda audit: audit.form)}; {INSTEAD}",
    "rules": lambda given: (
        f"bands, or how many people a number needs, differ between {given[0].path} and a later one; {INSTEAD}"
    ),
    "precision": lambda given: (
        "some are rounded and some are exact; save all of them with --exact, or all without it: "
        f"{_listed(given, lambda audit: audit.precision)}"
    ),
    "one-person": lambda _: "some are of one person alone, and some of several",
    "roles": _roles_said,
    "one-round": lambda given: (
        f"two are of one round: {_listed(given, lambda audit: audit.round or 'no name')}; name one audit for each round"
    ),
    "same": lambda _: "two of them hold the same figures; name one audit for each round",
}
"""Why audits are not compared, in words."""
