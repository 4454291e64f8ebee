"""What may be shown of one school, and why the rest may not."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from speedbumps.model.audit import Reason
from speedbumps.scoring.role_pairs import RolePair

Statistic = Literal[
    "respondents",
    "patterns",
    "ignored",
    "score",
    "agreement",
    "question",
    "unasked",
    "distribution",
    "one-point",
    "non-answers",
    "amount",
    "quartiles",
    "zeros",
    "open",
    "choice",
    "option",
    "gap",
]
"""The kinds of figures that are decided on.

respondents: numbers of people. patterns: how many answered alike. ignored: how many answers did not count.
score, agreement: of a barrier or facet.
question: all figures of a question. unasked: whether anybody was asked it. distribution: numbers of each answer.
one-point: what a score would be if everybody moved one point. non-answers: how many left it out, or said that it does
not apply, and so on. amount: the middle of an amount; quartiles: its quartiles and mean; zeros: how many wrote 0.
open: how many wrote something, and what. choice: all numbers of a choice; option: how many chose one of its options.
gap: between two roles.
"""

PART_OF: Mapping[Statistic, Statistic] = {
    "agreement": "score",
    "distribution": "question",
    "one-point": "question",
    "non-answers": "question",
    "quartiles": "amount",
    "zeros": "quartiles",
}
"""Figures that are never shown without another one."""


class FigureKey(NamedTuple):
    """A figure of a school that can be shown or hidden."""

    statistic: Statistic
    target: str
    """The id of a barrier, facet or question, or RESPONDENTS."""
    cell: str | None = None
    """The name of a cell in an Audit, or of two with a slash between; None for all of the school's own people.

    For the statistic option it is the option's id instead: choices are counted for the whole school only.
    """


class HiddenFigure(NamedTuple):
    """A figure that may not be shown."""

    key: FigureKey
    reason: Reason
    implied: bool = False
    """Whether `withheld` leaves it out of an Audit, because it lists a figure that this one goes with."""


class Decisions(NamedTuple):
    """Which figures of one school may be shown: all of its figures but those that a rule hides."""

    known: frozenset[str]
    """The ids of everything that was decided on: barriers, facets and questions, and RESPONDENTS."""
    hidden: Mapping[FigureKey, HiddenFigure]
    """The figures that may not be shown, in the order in which an Audit lists them."""
    questions: Mapping[str, Mapping[str, Reason]]
    """By target: its questions whose figures may not be shown beside its score, each with the reason."""
    undivided: Mapping[RolePair, frozenset[str]]
    """By pair of roles: the facets whose questions count in its gaps all together or not at all."""

    def shown(self, statistic: Statistic, target: str, cell: str | None = None) -> bool:
        """Return whether a figure may be shown.

        Raises:
            KeyError: If nothing was decided about *target*.
        """
        return self.reason(statistic, target, cell) is None

    def reason(self, statistic: Statistic, target: str, cell: str | None = None) -> Reason | None:
        """Return why a figure is hidden; None if it may be shown.

        Raises:
            KeyError: If nothing was decided about *target*.
        """
        if target not in self.known:
            raise KeyError(target)
        found = self.hidden.get(FigureKey(statistic, target, cell))
        if found is None and statistic in PART_OF:
            return self.reason(PART_OF[statistic], target, cell)
        return found.reason if found else None


def withheld_figures(decisions: Decisions) -> Iterator[tuple[str, Reason]]:
    """Yield where something is missing in an Audit, and why; each pair once."""
    listed = (
        (key.target if key.cell is None else f"{key.target}/{key.cell}", reason)
        for key, reason, implied in decisions.hidden.values()
        if not implied
    )
    yield from dict.fromkeys(listed)
