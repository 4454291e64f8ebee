"""How grave problems are, by their codes."""

from collections.abc import Mapping

from speedbumps.diagnostics.problem import Problem, Severity

SEVERITIES: Mapping[str, Severity] = {
    "SB": "error",
    "SB107": "warning",
    "SB108": "warning",
    "SB109": "warning",
    "SB110": "warning",
    "SB3": "warning",
    "SB301": "error",
    "SB306": "error",
    "SB4": "warning",
    "SB5": "warning",
    "SB6": "warning",
    "SB616": "advice",
    "SB619": "advice",
    "SB620": "advice",
    "SB7": "warning",
    "SB704": "advice",
    "SB712": "advice",
    "SB733": "advice",
    "SB734": "error",
    "SB735": "error",
    "SB737": "error",
    "SB741": "error",
    "SB743": "error",
    "SB744": "error",
    "SB810": "advice",
    "SB832": "warning",
    "SB833": "advice",
    "SB834": "warning",
    "SB842": "warning",
    "SB843": "warning",
    "SB844": "warning",
    "SB845": "warning",
    "SB846": "warning",
    "SB847": "warning",
    "SB848": "advice",
    "SB849": "warning",
    "SB850": "warning",
    "SB851": "warning",
    "SB852": "warning",
    "SB854": "warning",
    "SB855": "warning",
    "SB856": "warning",
    "SB857": "warning",
    "SB858": "warning",
    "SB859": "warning",
    "SB860": "warning",
    "SB861": "advice",
    "SB864": "warning",
    "SB867": "warning",
    "SB868": "warning",
    "SB909": "warning",
    "SB92": "warning",
    "SB924": "error",
    "SB925": "advice",
    "SB934": "warning",
    "SB935": "warning",
    "SB936": "warning",
    "SB937": "advice",
    "SB938": "warning",
    "SB939": "warning",
    "SB940": "warning",
    "SB945": "warning",
    "SB946": "warning",
    "SB947": "warning",
}
"""Severities by prefixes of codes; the longest prefix counts."""

OTHER_SEVERITIES: Mapping[str, tuple[Severity, ...]] = {
    "SB014": ("warning",),  # the folder holds nothing but what speedbumps wrote
    "SB805": ("warning", "advice"),  # the school is not certain, but there is one
    "SB806": ("warning", "advice"),  # people count as “role not stated”
    "SB807": ("warning",),  # a table that was saved twice can be read all the same
    "SB808": ("warning",),  # a map names a column that is not there
    "SB811": ("warning",),  # a copy of the same name is left out
    "SB841": ("warning",),  # a file among others is left out
    "SB843": ("error",),  # the sheet that was asked for is not there
    "SB850": ("error",),  # a batch leaves the school out
}
"""The severities that a code has beside its own: whoever finds the problem knows whether anything can go on."""


def severity_of(code: str) -> Severity:
    """Return the severity of problems with this *code*, or the usual one if it has several."""
    return SEVERITIES[max((start for start in SEVERITIES if code.startswith(start)), key=len)]


def severities_of(code: str) -> tuple[Severity, ...]:
    """Return all severities that problems with this *code* may have, the usual one first."""
    return (severity_of(code), *OTHER_SEVERITIES.get(code, ()))


def assign_severity(problem: Problem) -> Problem:
    """Return *problem* with the severity of its code, unless its reader gave it a lower one, or it may be an error."""
    if problem.severity != "error" or "error" in severities_of(problem.code):
        return problem
    return problem._replace(severity=severity_of(problem.code))
