"""Nobody's answers can be had: no linear combination of what an audit holds gives a small group's mean or number."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schools import responses, shipped, staff

from speedbumps.audit import audits
from speedbumps.audit.placing import placed
from speedbumps.disclosure import standing, total_shown
from speedbumps.model.audit import Audit, Gap, Score
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.scoring.people import cell_asks, roles_of
from speedbumps.scoring.responses import NA, Responses
from speedbumps.scoring.schools import score as figures_of
from speedbumps.scoring.targets import Rubric, Target, needed, rubric

LEAST = 5
SENSITIVE = 10
SCHOOLS = 200
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]


class Attacker:
    """Knows who has which role, what is asked of whom, and all that the audit says.

    Where nobody left anything blank, each figure is a known linear function of the unknown answers: one unknown for
    each person, question and point but the first.
    """

    def __init__(self, answers: Responses) -> None:
        self.audit = next(audits(shipped(), answers))
        people, found = placed(shipped().questionnaire, answers.people)
        self.public = set(found["somewhere"].public)
        self.rubric: Rubric = rubric(shipped().questionnaire, "full", answers.asked)
        # The school's own people first, then those of outside roles, who stand beside.
        self.people = [*people.filter("inside").to_dicts(), *people.filter(~pl.col("inside")).to_dicts()]
        self.own = list(range(people.filter("inside").height))
        self.beside = list(range(len(self.own), len(self.people)))
        self.questions = shipped().questions
        self.known: dict[tuple[str, str], bool] = {}

    def role_of(self, person: Mapping[str, str]) -> str:
        return str(person["role"])

    def asked(self, question: str, cell: str) -> bool:
        """Whether the question counts for the cell; people of no stated role here answered all, so all counts."""
        if (question, cell) not in self.known:
            counts = cell == UNSTATED or cell_asks(shipped().questionnaire, self.questions[question], cell)
            self.known[question, cell] = counts
        return self.known[question, cell]

    def index(self, barrier: Target) -> dict[tuple[int, str, int], int]:
        cells = (
            (place, part.question, code)
            for place in range(len(self.people))
            for part in barrier.parts
            for code in range(1, 5)
        )
        return {cell: number for number, cell in enumerate(cells)}

    def mean(
        self, target: Target, those: list[int], index: Mapping[tuple[int, str, int], int], only: set[str] | None = None
    ) -> tuple[Vector, float, int]:
        """The mean of *those* people's severities: its function of the unknowns, its constant, and their number."""
        vector, constant = np.zeros(len(index)), 0.0
        scored = [place for place in those if self._is_scored(target, place)]
        for place in scored:
            parts = [part for part in target.parts if self.asked(part.question, self.people[place]["cell"])]
            weight = sum(part.weight for part in parts)
            for part in parts:
                if only is None or part.question in only:
                    share = part.weight / weight / len(scored)
                    constant += share * part.steps[0]
                    for code in range(1, 5):
                        vector[index[place, part.question, code]] += share * (part.steps[code] - part.steps[0])
        return vector, constant, len(scored)

    def _is_scored(self, target: Target, place: int) -> bool:
        return sum(self.asked(part.question, self.people[place]["cell"]) for part in target.parts) >= target.least

    def truth(self, index: Mapping[tuple[int, str, int], int]) -> Vector:
        """What the unknowns really are."""
        return np.array([float(self.people[place][question] == code) for place, question, code in index])

    def published(self, barrier: Target, index: Mapping[tuple[int, str, int], int]) -> Iterator[tuple[Vector, float]]:
        """Every figure of *barrier* in the audit: its function of the unknowns, and the figure less its constant."""
        everyone = self.own
        result = next(each for each in self.audit.barriers if each.id == barrier.id)
        facets = {facet.id: facet for facet in self.rubric.facets}
        scores: list[tuple[Target, Score]] = [(barrier, result), *((facets[each.id], each) for each in result.facets)]
        for target, score in scores:
            if score.severity is not None:
                vector, constant, _ = self.mean(target, everyone, index)
                yield vector, score.severity - constant
                for line in score.receipt.lines if score.receipt else ():
                    only = {line.question} if line.question else self._folded(target, score)
                    part, its_constant, _ = self.mean(target, everyone, index, only)
                    yield part, line.contribution - its_constant
            cells = {self._name(cell): cell for cell in {person["cell"] for person in self.people}}
            for role in score.by_role:
                if role.severity is not None and role.role in cells:
                    those = self._of(cells[role.role])
                    vector, constant, _ = self.mean(target, those, index)
                    yield vector, role.severity - constant
        for facet in result.facets:
            for question in facet.questions:
                those = [place for place in everyone if self.asked(question.id, self.people[place]["cell"])]
                for code, answered in enumerate(question.distribution or ()):
                    if code:
                        vector = np.zeros(len(index))
                        vector[[index[place, question.id, code] for place in those]] = 1
                        yield vector, answered.n
                if question.severity is not None:
                    steps = next(part.steps for part in barrier.parts if part.question == question.id)
                    vector = np.zeros(len(index))
                    for place in those:
                        for code in range(1, 5):
                            vector[index[place, question.id, code]] = (steps[code] - steps[0]) / len(those)
                    yield vector, question.severity - steps[0]

    def gaps(self, barrier: Target, index: Mapping[tuple[int, str, int], int]) -> Iterator[tuple[Vector, float]]:
        """Every gap within *barrier*: its function of the unknowns, and the figure less its constant."""
        for gap, of in self.compared(barrier):
            a, a_constant, _ = self.mean(of, [at for role in gap.a.split("+") for at in self._of(role)], index)
            b, b_constant, _ = self.mean(of, self._of(gap.b), index)
            yield a - b, gap.difference - a_constant + b_constant

    def compared(self, barrier: Target) -> Iterator[tuple[Gap, Target]]:
        """Every gap within *barrier*, and the questions that it rests on."""
        for gap in self.audit.gaps or ():
            whole = self._target(gap.of)
            if whole.parts[0].barrier == barrier.id:
                roles = {*gap.a.split("+"), gap.b}
                parts = tuple(part for part in whole.parts if self._shared(part.question, roles))
                if len(parts) != gap.questions:  # the part with a sensitive question is left out
                    parts = tuple(part for part in parts if part.facet != "political.accountability")
                assert gap.questions == len(parts)
                yield gap, Target(whole.id, parts, whole.least)

    def _target(self, name: str) -> Target:
        found = next((target for target in self.rubric.targets if target.id == name), None)
        return found or Target(name, (next(part for part in self.rubric.parts if part.question == name),), 1)

    def _shared(self, question: str, roles: set[str]) -> bool:
        return all(self.asked(question, role) for role in roles) and not roles & set(self.questions[question].shifted)

    def _of(self, cell: str) -> list[int]:
        return [place for place, person in enumerate(self.people) if person["cell"] == cell]

    def agreed(self, target: Target, those: list[int]) -> bool:
        """Whether the only one of *those* with a score agreed to be shown."""
        return {self.role_of(self.people[place]) for place in those if self._is_scored(target, place)} <= self.public

    def _folded(self, target: Target, score: Score) -> set[str]:
        assert score.receipt is not None
        told = {line.question for line in score.receipt.lines}
        return {part.question for part in target.parts} - {name for name in told if name}

    def _name(self, cell: str) -> str:
        return cell if len(roles_of(cell)) == 1 else "other-staff"

    def small_groups(self, among: list[int] | None = None) -> Iterator[tuple[tuple[str, ...], list[int]]]:
        """Every set of roles that holds too few people, but for one person who agreed to be shown."""
        everyone = among if among is not None else [*self.own, *self.beside]
        roles = sorted({self.role_of(self.people[place]) for place in everyone})
        for size in range(1, len(roles) + 1):
            for chosen in combinations(roles, size):
                those = [place for place in everyone if self.role_of(self.people[place]) in chosen]
                agreed = len(chosen) == 1 and chosen[0] in self.public
                if 0 < len(those) < LEAST and not agreed:
                    yield chosen, those


def within(basis: np.ndarray[tuple[int, int], np.dtype[np.float64]], vector: Vector) -> bool:
    """Whether *vector* is a combination of the rows of the orthonormal *basis*."""
    length = float(np.linalg.norm(vector))
    rest = vector - basis.T @ (basis @ vector)
    return length > 0 and float(np.linalg.norm(rest)) < 1e-7 * length


def basis_of(vectors: list[Vector]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    scaled = np.array([vector / np.linalg.norm(vector) for vector in vectors if np.linalg.norm(vector) > 0])
    if not len(scaled):
        return np.zeros((0, len(vectors[0]) if vectors else 0))
    _, sizes, rows = np.linalg.svd(scaled, full_matrices=False)
    return np.asarray(rows[sizes > 1e-9])


@pytest.mark.parametrize("batch", range(10))
def test_no_combination_of_figures_gives_a_small_groups_mean(batch: int) -> None:
    """With no gaps in the answers, an attacker knows every coefficient; even then no small group can be had."""
    attacked, gaps = 0, 0
    for seed in range(batch * SCHOOLS // 10, (batch + 1) * SCHOOLS // 10):
        chance = Random(seed)
        attacker = Attacker(responses(staff(chance), chance, gaps=0, consent=chance.random() < 0.5))
        groups = list(attacker.small_groups())
        for barrier in attacker.rubric.barriers:
            index = attacker.index(barrier)
            figures = [*attacker.published(barrier, index), *attacker.gaps(barrier, index)]
            truth = attacker.truth(index)
            gaps += len(attacker.audit.gaps or ())
            for vector, left in figures:
                assert left == pytest.approx(float(vector @ truth), abs=1e-6), "the attacker knows the functions"
            basis = basis_of([vector for vector, _ in figures])
            facets = [facet for facet in attacker.rubric.facets if facet.id.startswith(f"{barrier.id}.")]
            for chosen, those in groups:
                for target in (barrier, *facets):
                    wanted, _, n = attacker.mean(target, those, index)
                    if 0 < n < LEAST and len(basis) and not attacker.agreed(target, those):
                        attacked += 1
                        assert not within(basis, wanted), (seed, chosen, target.id)
                for part in barrier.parts:
                    wanted = np.zeros(len(index))
                    answering = [
                        place for place in those if attacker.asked(part.question, attacker.people[place]["cell"])
                    ]
                    if {attacker.role_of(attacker.people[place]) for place in answering} <= attacker.public:
                        continue
                    for place in answering:
                        for code in range(1, 5):
                            wanted[index[place, part.question, code]] = part.steps[code] - part.steps[0]
                    if len(basis):
                        assert not within(basis, wanted), (seed, chosen, part.question)
    assert attacked > 100
    assert gaps > 100


def test_gaps_give_no_roles_answers_to_a_sensitive_question() -> None:
    """What a role with fewer than ten people said on it can be had no better with the gaps than without them."""
    attacked = 0
    for seed in range(5000, 5060):
        chance = Random(seed)
        attacker = Attacker(responses(staff(chance), chance, gaps=0, consent=chance.random() < 0.5))
        barrier = next(each for each in attacker.rubric.barriers if each.id == "political")
        part = next(part for part in barrier.parts if part.question == "P11")
        index = attacker.index(barrier)
        gaps = [vector for vector, _ in attacker.gaps(barrier, index)]
        told = [vector for vector, _ in attacker.published(barrier, index)] if gaps else []
        without, with_gaps = basis_of(told), basis_of([*told, *gaps])
        for cell in {person["cell"] for person in attacker.people} if gaps else ():
            those = attacker._of(cell)
            wanted, _, _ = attacker.mean(Target("P11", (part,), 1), those, index)
            if len(those) < SENSITIVE and wanted.any():
                attacked += 1
                assert within(without, wanted) or not within(with_gaps, wanted), (seed, cell)
    assert attacked > 20


@pytest.mark.parametrize("batch", range(4))
def test_no_combination_of_scores_gives_a_small_groups_mean_with_gaps(batch: int) -> None:
    """With gaps, an attacker who even knows who has a score cannot get at a small group's mean of one target."""
    attacked = 0
    for seed in range(1000 + batch * SCHOOLS // 4, 1000 + (batch + 1) * SCHOOLS // 4):
        chance = Random(seed)
        answers = responses(staff(chance), chance, gaps=chance.choice((0.05, 0.2, 0.5)))
        attacker = Attacker(answers)
        people, _ = placed(shipped().questionnaire, answers.people)
        scored = figures_of(people, shipped().questionnaire, attacker.rubric).people.filter("inside")
        for target, result in _scores(attacker.audit, attacker.rubric):
            has = scored.get_column(target.id).is_not_null().to_numpy().astype(float)
            cells = scored.get_column("cell").to_list()
            told = [has] if result.severity is not None else []
            named = [attacker._name(cell) for cell in cells]
            shown = [role.role for role in result.by_role if role.severity is not None]
            told.extend(has * np.array([name == role for name in named], dtype=float) for role in shown)
            basis = basis_of([vector for vector in told if vector.any()])
            for chosen, those in _small(attacker, has):
                wanted = np.zeros(len(has))
                wanted[those] = has[those]
                if len(basis):
                    attacked += 1
                    assert not within(basis, wanted), (seed, chosen, target.id)
    assert attacked > 100


@pytest.mark.parametrize("batch", range(4))
def test_no_combination_of_a_barrier_and_its_facets_gives_a_small_groups_mean_with_gaps(batch: int) -> None:
    """Even to an attacker who knows who answered which question, barriers and facets give no small group's mean."""
    attacked = 0
    for seed in range(3000 + batch * SCHOOLS // 4, 3000 + (batch + 1) * SCHOOLS // 4):
        chance = Random(seed)
        answers = responses(staff(chance), chance, gaps=chance.choice((0.02, 0.1)), consent=chance.random() < 0.5)
        attacker = Attacker(answers)
        people, _ = placed(shipped().questionnaire, answers.people)
        scored = figures_of(people, shipped().questionnaire, attacker.rubric).people.filter("inside")
        results = {target.id: score for target, score in _scores(attacker.audit, attacker.rubric)}
        names = [attacker._name(cell) for cell in scored.get_column("cell").to_list()]
        for barrier in attacker.rubric.barriers:
            parts = [facet for facet in attacker.rubric.facets if facet.id.startswith(f"{barrier.id}.")]
            each = {target.id: _each(target, barrier, scored) for target in (barrier, *parts)}
            told = [vector for name, rows in each.items() for vector in _means(results[name], rows, names)]
            told += list(_gaps(attacker, barrier, scored))
            basis = basis_of(told) if told else np.zeros((0, 1))
            for facet in parts:
                has = scored.get_column(facet.id).is_not_null().to_numpy().astype(float)
                for chosen, those in _small(attacker, has):
                    wanted = np.mean([each[facet.id][place] for place in those], axis=0)
                    if len(basis):
                        attacked += 1
                        assert not within(basis, wanted), (seed, facet.id, chosen)
    assert attacked > 200


def _each(target: Target, barrier: Target, scored: pl.DataFrame) -> dict[int, Vector]:
    """For each person with a score, that score as a sum over the unknown answers, one a person and question."""
    place_of = {part.question: place for place, part in enumerate(barrier.parts)}
    found = {}
    for place, row in enumerate(scored.iter_rows(named=True)):
        if row[target.id] is not None:
            given = [part for part in target.parts if row[part.question] >= 0]
            vector = np.zeros(scored.height * len(place_of))
            for part in given:
                weight = part.weight / sum(each.weight for each in given)
                vector[place * len(place_of) + place_of[part.question]] = weight
            found[place] = vector
    return found


def _gaps(attacker: Attacker, barrier: Target, scored: pl.DataFrame) -> Iterator[Vector]:
    """Every gap within *barrier* between roles of the school, as a sum over unknown answers."""
    place_of = {part.question: place for place, part in enumerate(barrier.parts)}
    own = {attacker.role_of(attacker.people[place]) for place in attacker.own}
    rows = scored.to_dicts()
    for gap, of in attacker.compared(barrier):
        groups = ([*gap.a.split("+")], [gap.b])
        if gap.b in own:
            a, b = ([_weights(of, row, place_of) for row in rows if row["cell"] in group] for group in groups)
            yield _spread(a, rows, groups[0]) - _spread(b, rows, groups[1])


def _weights(of: Target, row: Mapping[str, int], place_of: Mapping[str, int]) -> Vector | None:
    """One person's severity as a sum over that person's answers; None without a score."""
    given = [part for part in of.parts if row[part.question] >= 0]
    applies = sum(row[part.question] > NA for part in of.parts)
    if len(given) < needed(of.least, Fraction(1, 2), applies):
        return None
    vector = np.zeros(len(place_of))
    for part in given:
        vector[place_of[part.question]] = part.weight / sum(each.weight for each in given)
    return vector


def _spread(scores: list[Vector | None], rows: list[dict[str, Any]], cells: list[str]) -> Vector:
    """The mean of the *scores* of the people in *cells*, over the answers of everybody in *rows*."""
    n = sum(score is not None for score in scores)
    each = iter(scores)
    wide = len(next(score for score in scores if score is not None))
    blocks = [next(each) if row["cell"] in cells else None for row in rows]
    return np.concatenate([np.zeros(wide) if block is None else block / n for block in blocks])


def _means(score: Score, rows: Mapping[int, Vector], names: list[str]) -> Iterator[Vector]:
    """The means that the audit tells, as sums over unknown answers."""
    if score.severity is not None:
        yield np.mean(list(rows.values()), axis=0)
    for role in score.by_role:
        those = [vector for place, vector in rows.items() if names[place] == role.role]
        if role.severity is not None and those:
            yield np.mean(those, axis=0)


def _small(attacker: Attacker, has: Vector) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Every set of roles with too few people who have a score."""
    staff = attacker.people[: len(has)]
    roles = sorted({attacker.role_of(person) for person in staff})
    for size in range(1, len(roles) + 1):
        for chosen in combinations(roles, size):
            those = [place for place, person in enumerate(staff) if attacker.role_of(person) in chosen and has[place]]
            holding = {attacker.role_of(attacker.people[place]) for place in those}
            if 0 < len(those) < LEAST and not (len(holding) == 1 and holding <= attacker.public):
                yield chosen, those


def _scores(audit: Audit, wanted: Rubric) -> Iterator[tuple[Target, Score]]:
    targets = {target.id: target for target in wanted.targets}
    for barrier in audit.barriers:
        yield targets[barrier.id], barrier
        for facet in barrier.facets:
            yield targets[facet.id], facet


def test_no_combination_of_counts_gives_a_small_groups_number() -> None:
    attacked = 0
    for seed in range(2000, 2000 + SCHOOLS):
        chance = Random(seed)
        answers = responses(staff(chance), chance, gaps=0, consent=chance.random() < 0.5)
        attacker = Attacker(answers)
        roles = sorted({attacker.role_of(attacker.people[place]) for place in attacker.own})
        told = list(_counts(attacker, roles))
        basis = basis_of([vector for vector in told if vector.any()])
        for chosen, _ in attacker.small_groups(attacker.own):
            wanted = np.array([float(role in chosen) for role in roles])
            if len(basis):
                attacked += 1
                assert not within(basis, wanted), (seed, chosen)
    assert attacked > 100


def _counts(attacker: Attacker, roles: list[str]) -> Iterator[Vector]:
    """Every number of people that the audit tells, as a sum over roles."""
    staff = [attacker.people[place] for place in attacker.own]
    audit, sizes = attacker.audit, Counter(attacker.role_of(person) for person in staff)
    cell_of = {attacker.role_of(person): person["cell"] for person in staff}

    def people(chosen: set[str]) -> Vector:
        return np.array([float(role in chosen) for role in roles])

    if audit.respondents.n is not None:
        yield people(set(roles))
        assert audit.respondents.n == sum(sizes.values())
    for count in audit.respondents.by_role:
        if count.n is not None and not count.outside:
            yield people({role for role in roles if cell_of[role] in (count.role, "+".join(count.roles))})
    for _, score in _scores(audit, attacker.rubric):
        if score.asked is not None or score.n is not None:
            target = next(each for each, found in _scores(audit, attacker.rubric) if found == score)
            if score.n:
                yield people(
                    {
                        role
                        for role in roles
                        if sum(attacker.asked(part.question, cell_of[role]) for part in target.parts) >= target.least
                    }
                )
    if audit.quality.ignored is not None:
        points = sorted({part.question for part in attacker.rubric.parts})
        left_out = [sum(not attacker.asked(question, cell_of[role]) for question in points) for role in roles]
        yield np.array(left_out, dtype=float)
    for barrier in audit.barriers:
        for facet in barrier.facets:
            for question in facet.questions:
                if question.n is not None:
                    asked = {role for role in roles if attacker.asked(question.id, cell_of[role])}
                    assert question.n == sum(sizes[role] for role in asked), "no gaps: all who are asked answered"
                    yield people(asked)


def test_an_ordinary_school_of_thirty_still_shows_what_it_needs() -> None:
    roles = ["head", *["leader"] * 6, *["teacher"] * 15, *["support"] * 8]
    for seed in range(20):
        chance = Random(seed)
        audit = next(audits(shipped(), responses(roles, chance, gaps=0.04, consent=False)))
        facets = [facet for barrier in audit.barriers for facet in barrier.facets]
        questions = [question for facet in facets for question in facet.questions]
        shown = {role.role for barrier in audit.barriers for role in barrier.by_role if role.status == "scored"}

        assert [facet.id for facet in facets if facet.status != "scored"] == []
        assert sum(question.severity is not None for question in questions) >= 40
        assert {"teacher", "support"} <= shown


def test_a_head_alone_is_shown_only_with_consent() -> None:
    agreed = next(audits(shipped(), responses(["head"], Random(1), gaps=0, consent=True)))
    silent = next(audits(shipped(), responses(["head"], Random(1), gaps=0, consent=False)))

    assert all(barrier.severity is not None for barrier in agreed.barriers)
    assert agreed.respondents.by_role[0].one_person
    assert all(barrier.severity is None for barrier in silent.barriers)
    assert silent.respondents.n is None


@pytest.mark.parametrize("n", [2, 3, 4])
def test_two_to_four_people_show_nothing(n: int) -> None:
    audit = next(audits(shipped(), responses(["teacher"] * n, Random(n), gaps=0)))

    assert audit.respondents.n is None
    assert {
        score.severity for _, score in _scores(audit, rubric(shipped().questionnaire, "full", shipped().questions))
    } == {None}
    assert audit.bumps == ()


def test_a_sensitive_question_that_is_hidden_hides_its_facets_questions() -> None:
    audit = next(audits(shipped(), responses(["teacher"] * 7, Random(3), gaps=0)))
    (facet,) = [
        facet for barrier in audit.barriers for facet in barrier.facets if facet.id == "political.accountability"
    ]

    assert facet.severity is not None
    assert {question.severity for question in facet.questions} == {None}
    assert facet.receipt is not None
    assert [line.question for line in facet.receipt.lines] == [None]
    political = next(barrier for barrier in audit.barriers if barrier.id == "political")
    assert political.receipt is not None
    assert [line.of for line in political.receipt.lines if line.question is None] == ["political.accountability"]


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12), min_size=1),
    st.sets(st.sampled_from("abcdefg"), max_size=2),
)
@settings(max_examples=500, deadline=None)
def test_what_is_hidden_under_a_total_holds_enough_people(counts: dict[str, int], public: set[str]) -> None:
    alone = standing(counts, public, LEAST)
    hidden = sum(n for name, n in counts.items() if name not in alone)

    assert all(counts[name] >= LEAST or (name in public and counts[name] == 1) for name in alone)
    if total_shown(counts, public, LEAST):
        assert hidden == 0 or hidden >= LEAST
