"""One round of one school: its answers, and what its own report shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import polars as pl

from speedbumps.audit.form_groups import group_by_form
from speedbumps.audit.labels import respondents
from speedbumps.audit.school_data import SchoolData
from speedbumps.audit.split_schools import split_schools
from speedbumps.disclosure.assignment import assign_cells
from speedbumps.disclosure.rounds import RoundCounts
from speedbumps.model.audit import Respondents
from speedbumps.model.instrument import Instrument
from speedbumps.scoring.cell_names import cell_roles
from speedbumps.scoring.responses import Responses
from speedbumps.scoring.schools import SeverityMoments
from speedbumps.scoring.targets import ScoredQuestion, Target


class RoundAnswers(NamedTuple):
    """The answers of one school in one round, with the questionnaire that they are to."""

    instrument: Instrument
    responses: Responses


class CellFigures(NamedTuple):
    """The people of one cell, or of several, on one barrier, facet or question."""

    scored: SeverityMoments = SeverityMoments()
    skippers: int = 0
    """How many answered some of its questions and left others open that applied to them."""


@dataclass(frozen=True, eq=False)
class Side:
    """One round, as it is compared with others."""

    answers: RoundAnswers
    data: SchoolData
    figures: dict[Target, Mapping[str, CellFigures]] = field(default_factory=dict, init=False, repr=False)
    """The figures that were computed already, by target and cell."""

    @cached_property
    def numbers(self) -> RoundCounts:
        """Return the numbers of people behind the round's own report, and what it shows."""
        return RoundCounts(self.data.people_counts, self.data.decisions, self.data.joins)

    @cached_property
    def who_answered(self) -> Respondents:
        """Return who answered."""
        return respondents(self.data)

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """Return the fingerprints of the questions that were asked and that are scored."""
        prints = self.answers.instrument.fingerprints
        return {part.question: prints[part.question] for part in self.data.rubric.parts}

    @cached_property
    def parts(self) -> frozenset[ScoredQuestion]:
        """Return all questions as they count for facets."""
        return frozenset(self.data.rubric.parts)

    def target(self, name: str) -> Target | None:
        """Return a barrier or facet as the round's own report scores it; None if it does not."""
        return self.data.context.targets_by_id.get(name)


def build_side(answers: RoundAnswers) -> Side:
    """Return the round of these *answers*, which are of one school.

    Raises:
        ValueError: If they are of several schools or of none.
    """
    ((group, _),) = group_by_form(answers.instrument, answers.responses).items()
    (data,) = split_schools(answers.instrument, answers.responses, answers.responses.people, group)
    return Side(answers, data)


def same_parts(sides: Sequence[Side]) -> frozenset[ScoredQuestion]:
    """Return the questions that all rounds asked in the same words and counted in the same way."""
    first, *others = sides
    same = {
        name
        for name, print_ in first.fingerprints.items()
        if all(each.fingerprints.get(name) == print_ for each in others)
    }
    common = frozenset.intersection(*(side.parts for side in sides))
    return frozenset(part for part in common if part.question in same)


def rows_by_role(side: Side, questions: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return the answers of each person to *questions* as a text, by the role that the person counts as.

    People who answered none of them are left out. People of outside roles are included, since the report of each round
    shows their figures too.
    """
    people, _ = assign_cells(side.answers.instrument.questionnaire, side.answers.responses.people)
    texts = pl.concat_str([pl.col(name).cast(pl.String) for name in questions], separator=",").alias("row")
    given = pl.any_horizontal(pl.col(name) >= 0 for name in questions)
    rows = people.filter(given).select("role", texts).group_by("role").agg("row")
    return dict(rows.iter_rows())


def roles_answering(side: Side) -> frozenset[str]:
    """Return the school's own roles of which people answered."""
    return frozenset(role for cell in side.data.cells for role in cell_roles(cell))
