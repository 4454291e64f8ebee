"""Assertions about the results of a batch, which a program can check."""

from typing import Literal

from speedbumps.model.scalars import Frozen, Id, Number, Some, Text

Measure = Literal["response-rate", "people", "severity", "share", "left-out", "schools", "answers-over-staff"]
"""response-rate, people, severity: of each school. share: of the schools that lie in a band, facet by facet.
left-out: files and schools that could not be read or used. schools: schools that were scored. answers-over-staff:
schools in which more people answered than there are, of those whose number of staff is known."""


class Assertion(Frozen):
    """One thing that must hold."""

    id: Id
    """What it is called."""
    says: Text
    """What must hold, in words."""
    of: Measure
    """What is looked at."""
    target: Text | None = None
    """The barrier or facet, by its name in full; without it, each of them."""
    band: Id | None = None
    """Of a share: the band in which schools lie."""
    at_least: Number | None = None
    """The least that is good."""
    at_most: Number | None = None
    """The most that is good."""
    level: Literal["error", "warning"] = "error"
    """error: the command fails if it does not hold."""


class Assertions(Frozen):
    """All that must hold of a batch, format speedbumps-assertions/1."""

    format: Literal["speedbumps-assertions/1"]
    """What kind of file this is."""
    assertions: Some[Assertion]
    """Each thing that must hold."""
