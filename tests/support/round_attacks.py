"""Somebody who reads the reports of several rounds and every comparison of them, and knows everything but the answers.

The people of different rounds are never linked, so each round is attacked by itself: with its own report, and with the
figures that every comparison gives of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any, NamedTuple

import numpy as np

from speedbumps.disclosure.assignment import assign_cells
from speedbumps.model.comparison import RoundComparison
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Question
from speedbumps.rounds.blocks import BarrierBlocks, build_blocks
from speedbumps.rounds.compare import compare_rounds
from speedbumps.rounds.sides import RoundAnswers, Side, build_side
from speedbumps.scoring.responses import NA, Responses
from speedbumps.scoring.schools import score_schools
from speedbumps.scoring.targets import ScoredQuestion, Target, answers_needed
from support.attacker import Attacker, Figure, Vector, name_of, scores
from support.person_attacks import gap_differences, question_means, score_weights, shown_means, small_groups_scored
from support.schools import first_version, responses, staff

FORMS = ("full", "full", "full", "quick")


class ComparedRounds(NamedTuple):
    """Some rounds of one school, and what a comparison of them writes."""

    places: tuple[int, ...]
    """Which rounds are compared."""
    comparison: RoundComparison
    blocks: dict[str, BarrierBlocks]
    """By barrier."""

    def parts_of(self, name: str, role: str) -> tuple[ScoredQuestion, ...]:
        """The questions on which people of *role* are compared."""
        found = next(each for each in self.blocks.values() if _target(each, name))
        shared = found.shared(_target(found, name) or found.barrier)
        block = next((each for each in found.included if role in each.roles), None)
        return tuple(part for part in shared.parts if block and part in block.parts)

    def least_of(self, name: str) -> int:
        """The fewest answers that a score on *name* needs."""
        found = next(each for each in self.blocks.values() if _target(each, name))
        return found.shared(_target(found, name) or found.barrier).least


def _target(found: BarrierBlocks, name: str) -> Target | None:
    questions = {part.question: Target(part.question, (part,), 1) for part in found.barrier.parts}
    last = found.sides[-1]
    facets = {facet.id: last.target(facet.id) or facet for facet in found.facet_targets}
    return {found.barrier.id: found.barrier, **facets, **questions}.get(name)


def drawn_rounds(seed: int, number: int = 2, gaps: float = 0) -> list[RoundAnswers]:
    """So many rounds of one school: other people, and now and then another form, or changed questions."""
    chance = Random(seed)
    before = staff(chance)
    made = []
    for _ in range(number):
        roles = before if chance.random() < 0.3 else staff(chance)
        instrument = first_version() if chance.random() < 0.5 else changed(first_version(), chance)
        form = chance.choice(FORMS)
        answers = responses(roles, chance, gaps=gaps, consent=chance.random() < 0.5, form=form, instrument=instrument)
        made.append(RoundAnswers(instrument, without_questions(answers, chance)))
    return made


def changed(instrument: Instrument, chance: Random) -> Instrument:
    """The same questionnaire with some questions in other words, and some asked of other roles."""
    questions = tuple(_changed(each, chance) for each in instrument.questionnaire.questions)
    return Instrument(questionnaire=instrument.questionnaire.model_copy(update={"questions": questions}))


def _changed(question: Question, chance: Random) -> Question:
    drawn = chance.random()
    if drawn < 0.1:
        return question.model_copy(update={"text": f"{question.text} Really?"})
    if drawn < 0.2 and question.measures:
        return question.model_copy(
            update={"asked_of": tuple(chance.sample(("head", "leader", "teacher", "support"), 3))}
        )
    return question


def without_questions(answers: Responses, chance: Random) -> Responses:
    """The same answers, now and then without the columns of some questions."""
    if chance.random() < 0.6:
        return answers
    gone = chance.sample(answers.question_ids, 3)
    return Responses(answers.people.drop(gone), answers.schools)


def compare_all(rounds: Sequence[RoundAnswers]) -> list[ComparedRounds]:
    """Every comparison of two or more of *rounds* that is not refused."""
    found = []
    for size in range(2, len(rounds) + 1):
        for places in combinations(range(len(rounds)), size):
            some = [rounds[place] for place in places]
            made = compare_rounds(some, exact=True)
            if isinstance(made, RoundComparison):
                found.append(ComparedRounds(places, made, _blocks(some)))
    return found


def _blocks(rounds: Sequence[RoundAnswers]) -> dict[str, BarrierBlocks]:
    sides = [build_side(each) for each in rounds]
    barriers = [each for each in sides[-1].data.rubric.barriers if all(_asks(side, each.id) for side in sides)]
    return {barrier.id: build_blocks(barrier, sides) for barrier in barriers}


def _asks(side: Side, barrier: str) -> bool:
    return bool(side.data.context.targets_by_id[barrier].parts)


class RoundAttacker(Attacker):
    """Attacks one round."""

    def __init__(self, answers: RoundAnswers, form: str) -> None:
        super().__init__(answers.responses, form, instrument=answers.instrument)

    def compared_figures(self, place: int, made: Sequence[ComparedRounds]) -> Iterator[Figure]:
        """Every figure of the round at *place* that the comparisons *made* tell."""
        for each in made:
            if place not in each.places:
                continue
            at = each.places.index(place)
            for change in each.comparison.changes:
                told = [*(earlier.severity for earlier in change.earlier), change.before, change.after][at]
                parts = {role: each.parts_of(change.of, role) for role in self.own if role in change.roles}
                vector, constant = self.mean_of_parts(parts, each.least_of(change.of))
                yield Figure(f"{each.places}: {change.of}", vector, told - constant)

    def mean_of_parts(self, parts: dict[str, tuple[ScoredQuestion, ...]], least: int) -> tuple[Vector, float]:
        """The mean severity of people of some roles, each on its own *parts*."""
        vector, constant = np.zeros(len(self.place)), 0.0
        scored = {role: held for role, held in parts.items() if len(held) >= least}
        n = sum(self.sizes[role] for role in scored)
        for role, held in scored.items():
            weight = sum(part.weight for part in held)
            for part in held:
                share = part.weight / weight / n
                constant += share * part.steps[0] * self.sizes[role]
                for code in range(1, 5):
                    vector[self.place[role, part.question, code]] += share * (part.steps[code] - part.steps[0])
        return vector, constant


def form_of(answers: RoundAnswers) -> str:
    """The form that everybody filled in."""
    return str(answers.responses.people.get_column("form")[0])


class GapAttacker(RoundAttacker):
    """Attacks one round in which people left questions open, and knows who answered which."""

    def __init__(self, answers: RoundAnswers, form: str) -> None:
        super().__init__(answers, form)
        people, _ = assign_cells(answers.instrument.questionnaire, answers.responses.people)
        found = score_schools(people, answers.instrument.questionnaire, self.rubric).people
        self.scored = found.filter("inside")
        self.names = [name_of(cell) for cell in self.scored.get_column("cell").to_list()]
        self.results = {target.id: score for target, score in scores(self.audit, self.rubric)}

    def targets(self, barrier: Target) -> tuple[Target, ...]:
        return (barrier, *(each for each in self.rubric.facets if each.id.startswith(f"{barrier.id}.")))

    def own_scores(self, barrier: Target) -> Iterator[Vector]:
        """What the round's own report tells of a barrier, its facets, and the gaps between roles."""
        for target in self.targets(barrier):
            yield from shown_means(self.results[target.id], score_weights(target, barrier, self.scored), self.names)
        yield from gap_differences(self, barrier, self.scored)

    def own_questions(self, barrier: Target) -> Iterator[Vector]:
        """What it tells of the barrier's questions."""
        result = next(each for each in self.audit.barriers if each.id == barrier.id)
        yield from question_means(result, barrier, self.scored)

    def compared_scores(
        self, barrier: Target, place: int, made: Sequence[ComparedRounds], *, questions: bool = False
    ) -> Iterator[Vector]:
        """What the comparisons *made* tell of a barrier and its facets, and of its questions."""
        place_of = {part.question: at for at, part in enumerate(barrier.parts)}
        for each in made:
            at = each.places.index(place) if place in each.places else None
            for change in each.comparison.changes if at is not None else ():
                inside = each.blocks.get(barrier.id)
                if (
                    inside is None
                    or _target(inside, change.of) is None
                    or (change.kind == "question" and not questions)
                ):
                    continue
                rows = [
                    _weights(
                        row,
                        each.parts_of(change.of, str(row["cell"]).split("+")[0]),
                        each.least_of(change.of),
                        place_of,
                    )
                    for row in self.scored.iter_rows(named=True)
                ]
                n = sum(row is not None for row in rows)
                assert n == [*(earlier.n for earlier in change.earlier), change.n_before, change.n_after][at or 0]
                nobody = np.zeros(len(place_of))
                yield np.concatenate([nobody if row is None else row / n for row in rows])

    def secret_scores(
        self, barrier: Target, *, whole_cells: bool = False
    ) -> Iterator[tuple[str, tuple[str, ...], Vector]]:
        """What must not be had: the mean of each small group of people who have a score."""
        for target in self.targets(barrier):
            weights = score_weights(target, barrier, self.scored)
            has = self.scored.get_column(target.id).is_not_null().to_numpy().astype(float)
            for chosen, those in small_groups_scored(self, has):
                whole = {role for role in chosen for role in self.of(self.cell_of[role])} <= {*chosen}
                if whole or not whole_cells:
                    yield target.id, chosen, np.mean([weights[at] for at in those], axis=0)


def _weights(
    row: Mapping[str, Any], parts: Sequence[ScoredQuestion], least: int, place_of: Mapping[str, int]
) -> Vector | None:
    """One person's severity on what is compared, as a sum over that person's answers; None without a score."""
    given = [part for part in parts if row[part.question] >= 0]
    applying = sum(row[part.question] > NA for part in parts)
    if len(given) < answers_needed(least, Fraction(1, 2), applying):
        return None
    vector = np.zeros(len(place_of))
    for part in given:
        vector[place_of[part.question]] += part.weight / sum(each.weight for each in given)
    return vector
