"""One school's figures from scoring, with everything that decides what may be shown of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from speedbumps.audit.localization import localize
from speedbumps.disclosure.cells import Cell
from speedbumps.disclosure.counts import PartlyAnswered, SchoolCounts
from speedbumps.disclosure.decide import decide, decide_respondents
from speedbumps.disclosure.decisions import Decisions
from speedbumps.disclosure.limits import limits_of
from speedbumps.disclosure.rounding import round_half_up
from speedbumps.memory import Memory, memoize
from speedbumps.model.answers import School
from speedbumps.model.audit import Limits
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import is_role_absent
from speedbumps.model.questionnaire import Nation, Questionnaire
from speedbumps.scoring.cell_names import cell_roles
from speedbumps.scoring.choices import count_conditions, count_picks
from speedbumps.scoring.context import ScoringContext, count_applicable, count_asked
from speedbumps.scoring.counts import KINDS, AnswerCounts, Packing, unpack_counts
from speedbumps.scoring.receipts import PLACES
from speedbumps.scoring.role_pairs import Comparison, RolePair
from speedbumps.scoring.schools import Row, SeverityMoments, read_moments
from speedbumps.scoring.targets import Rubric, Target


@dataclass(frozen=True, eq=False)
class SchoolData:
    """The data of one school while its Audit is built, and the results computed from it."""

    context: ScoringContext
    school: School
    round: str | None
    """The round of the answers."""
    cells: Mapping[str, Cell]
    """The school's own cells by their names in the frames."""
    beside: Mapping[str, Cell]
    """The cells of outside roles."""
    public: frozenset[str]
    """The cells of one person who agreed to be shown."""
    rows: Mapping[str, Row]
    """The figures of each cell."""
    own: Row
    """The figures of all the school's own people."""
    counts: Mapping[str, int]
    """How many people gave each answer, packed."""
    packing: Packing
    """How *counts* is unpacked."""
    weight_changes: Mapping[tuple[str, str], Row]
    """By target and question: by how much the score would change with another weight."""
    pairs: Mapping[RolePair, tuple[Comparison, ...]]
    """The pairs of roles that are compared, and what they are compared on."""
    shared: Mapping[tuple[Target, str], SeverityMoments]
    """The severities of each cell on the questions that it shares with another one, and on each question by itself."""
    ends: Row
    """How many people are at either end of the scale of each target."""
    partly: Mapping[tuple[str, str], PartlyAnswered]
    """How many people of each cell answered each target in part."""
    unscored: Mapping[tuple[str, str], int]
    """By target and question: how many of the own people answered the question and have no score for the target."""
    people: pl.DataFrame
    """The school's own people."""
    joins: Mapping[str, str]
    """Roles that count with another one because consent is missing."""
    brief: bool
    """Whether only numbers of respondents and amounts are wanted, and no whole audit."""
    memory: Memory = field(default_factory=dict, init=False, repr=False)

    @property
    def instrument(self) -> Instrument:
        return self.context.instrument

    @property
    def rubric(self) -> Rubric:
        return self.context.rubric

    @cached_property
    def limits(self) -> Limits:
        return limits_of(self.instrument.questionnaire)

    @cached_property
    def answer_counts(self) -> Mapping[str, AnswerCounts]:
        """Return the counts of answers to each question."""
        return {name: self._count_answers(name, len(scale.points)) for name, scale in self.context.scales.items()}

    def _count_answers(self, question: str, points: int) -> AnswerCounts:
        counts = unpack_counts(self.counts, question, self.packing)
        those = tuple(counts.get(str(code), 0) for code in range(points))
        kinds = {kind: counts.get(kind, 0) for kind in KINDS}
        n = sum(those)
        return AnswerCounts(those, kinds, n, n + sum(kinds.values()))

    @cached_property
    def spreads(self) -> Mapping[tuple[str, str], SeverityMoments]:
        """Return the severities of each cell's people for each target."""
        return {
            (target.id, cell): read_moments(row, target.id)
            for target in self.rubric.targets
            for cell, row in self.rows.items()
        }

    @cached_property
    def whole(self) -> Mapping[str, SeverityMoments]:
        """Return the severities of all the school's own people for each target."""
        return {target.id: read_moments(self.own, target.id) for target in self.rubric.targets}

    @cached_property
    def people_counts(self) -> SchoolCounts:
        """Return the numbers of people that decide what may be shown."""
        written = {name: self.people.get_column(name) for name in _written_questions(self.context)}
        return SchoolCounts(
            context=self.context,
            limits=self.limits,
            cells=self.cells,
            beside=self.beside,
            public=self.public,
            scored={} if self.brief else self.spreads,
            whole={} if self.brief else self.whole,
            partly=self.partly,
            unscored=self.unscored,
            answers={} if self.brief else self.answer_counts,
            written={name: answers.count() for name, answers in written.items()},
            zeros={name: _count_zeros(answers) for name, answers in written.items()},
            picks={} if self.brief else count_picks(self.context, self.people),
            conditions=count_conditions(self.context, self.people),
            pairs=self.pairs,
            shared=self.shared,
        )

    @cached_property
    def decisions(self) -> Decisions:
        """Return what may be shown."""
        return (decide_respondents if self.brief else decide)(self.people_counts)

    @property
    def n(self) -> int:
        """Return how many of the school's own people answered."""
        return self.people_counts.people

    @property
    def alone(self) -> bool:
        """Return whether the only respondent of the school agreed to be shown."""
        return self.people_counts.alone

    @property
    def nation(self) -> Nation | None:
        return self.school.nation

    def localize(self, text: str | None) -> str | None:
        """Return *text* in the words of the school's nation."""
        return None if text is None else localize(self.context, text, self.nation)


def round_figure(figure: float | None) -> float | None:
    """Return *figure* rounded as in an Audit."""
    return None if figure is None else round_half_up(figure, PLACES)


def scorable_cells(data: SchoolData, target: Target) -> Iterator[str]:
    """Yield the school's own cells that were asked enough of *target* for a person to have a score."""
    return (cell for cell in data.cells if count_applicable(data.context, target.id, cell) >= target.least)


def headcount(data: SchoolData, roles: frozenset[str] | set[str]) -> int | None:
    """Return how many people there are in *roles*; None where that is not known."""
    return headcount_of_roles(data.school, roles, own_roles(data))


def headcount_of_roles(school: School, roles: frozenset[str] | set[str], own: frozenset[str]) -> int | None:
    """Return how many people *school*, whose *own* roles are given, has in *roles*; None where that is not known."""
    counts = school.headcount
    if isinstance(counts, dict):
        known = [counts.get(role) for role in sorted(roles)]
        return None if not known or None in known else sum(count for count in known if count is not None)
    return counts if counts is not None and roles >= own else None


@memoize
def own_roles(data: SchoolData) -> frozenset[str]:
    """Return the roles whose people can be counted as the school's own."""
    return roles_of_school(data.instrument.questionnaire, data.school)


def roles_of_school(questionnaire: Questionnaire, school: School) -> frozenset[str]:
    """Return the roles whose people can be counted as the *school*'s own."""
    roles = frozenset(
        role.id
        for role in questionnaire.roles
        if not role.outside and not role.together and not is_role_absent(role, school.nation)
    )
    counts = school.headcount
    return roles.intersection(counts) if isinstance(counts, dict) else roles


def headcount_asked(data: SchoolData, target: Target) -> int | None:
    """Return how many people there are in the roles that are asked enough of *target* for a score.

    None where that is not known, or where it is less than the number of people who answered.
    """
    if data.school.headcount is None:
        return None
    asked = roles_asked(data.context, target, own_roles(data), role_cells(data.cells, data.joins))
    people = headcount(data, asked) if asked else None
    answered = sum(data.cells[cell].n for cell in scorable_cells(data, target))
    return plausible_headcount(people, answered)


def role_cells(cells: Iterable[str], joins: Mapping[str, str]) -> Mapping[str, str]:
    """Return the cell in which the people of a role count, by role, where *cells* are those of the school."""
    answering = {role: cell for cell in cells for role in cell_roles(cell)}
    return {**answering, **{role: answering[into] for role, into in joins.items() if into in answering}}


def roles_asked(
    context: ScoringContext, target: Target, roles: frozenset[str], cell_of: Mapping[str, str]
) -> frozenset[str]:
    """Return those of the school's own *roles* that are asked enough of *target* for a score, answering or not."""
    return frozenset(role for role in roles if count_asked(context, target.id, cell_of.get(role, role)) >= target.least)


@memoize
def headcount_of_cell(data: SchoolData, cell: str) -> int | None:
    """Return how many people there are in the roles of *cell*, including the roles that joined it."""
    return headcount_with_joining(data.school, cell, data.joins)


def headcount_with_joining(school: School, cell: str, joins: Mapping[str, str]) -> int | None:
    """Return how many people *school* has in the roles of *cell* and in those that *joins* says count with them."""
    roles, counts = set(cell_roles(cell)), school.headcount
    if not isinstance(counts, dict):
        return None
    joining = {role for role, into in joins.items() if into in roles and counts.get(role)}
    return headcount_of_roles(school, roles | joining, frozenset())


def plausible_headcount(people: int | None, answered: int) -> int | None:
    """Return the number of *people*; None where it is not known, or less than the number who *answered*."""
    return people if people is not None and people >= answered else None


@memoize
def _written_questions(context: ScoringContext) -> tuple[str, ...]:
    """Return the questions that are answered in numbers or in people's own words."""
    return tuple(
        name
        for name, scale in context.scales.items()
        if name in context.rubric.asked and (scale.number is not None or scale.text is not None)
    )


def _count_zeros(answers: pl.Series) -> int:
    """Return how many of *answers* are the number 0."""
    return int((answers == 0).sum()) if answers.dtype.is_numeric() else 0
