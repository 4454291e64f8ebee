"""What is shown of a pilot's questions tells of no group of roles in which fewer than ten people answered."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from random import Random

import numpy as np
from support.attacker import Matrix, Vector, basis_of, within
from support.pilots import pilot, with_codes
from support.schools import first_version

from speedbumps.audit import AuditOptions, audits
from speedbumps.disclosure.items import may_compare_schools
from speedbumps.disclosure.limits import limits_of
from speedbumps.i18n import load_locale
from speedbumps.items import analyse_items
from speedbumps.items.pilot import PilotAnswers, pool_schools
from speedbumps.model.items import EVERYONE
from speedbumps.scoring.cell_names import cell_roles
from speedbumps.scoring.responses import PNS

LEAST = 10
ROLES = ("leader", "support", "unstated", "teacher")


def drawn_pilot(chance: Random) -> PilotAnswers:
    """A pilot whose small roles are of every size around the limits, and leave much open."""
    sizes = {"leader": chance.randint(0, 14), "support": chance.randint(0, 14), "unstated": chance.choice((0, 4, 11))}
    roles = [role for role, n in sizes.items() for _ in range(n)] + ["teacher"] * chance.randint(30, 40)
    chance.shuffle(roles)
    split = {"a": roles[:20], "b": roles[20:]}
    return pool_schools(first_version(), pilot(split, chance, gaps=chance.choice((0, 0.2, 0.6))))


def answered(found: PilotAnswers, question: str) -> Counter[str]:
    """How many people of each role answered; roles that are counted together are told apart by nobody."""
    everyone = next(group for group in found.groups if group.role == EVERYONE)
    given = everyone.people.filter(everyone.people.get_column(question) >= 0)
    return Counter(given.get_column("cell").to_list())


def shown_vectors(found: PilotAnswers, question: str, cells: list[str], *, all_large: bool) -> list[Vector]:
    """What is shown, as sums over cells; *all_large*: as if every cell with enough answers were shown."""
    held = answered(found, question)
    vectors = []
    if found.decisions.reason(question, None) is None:
        vectors.append(np.array([float(held[cell] > 0) for cell in cells]))
    for cell in cells if all_large else ():
        vectors += [np.array([float(cell == other) for other in cells])] * (held[cell] >= LEAST)
    for cell in () if all_large else cells:
        shown = held[cell] and found.decisions.reason(question, cell) is None
        vectors += [np.array([float(cell == other) for other in cells])] * bool(shown)
    return vectors


def small_groups(held: Counter[str], cells: list[str]) -> Iterator[Vector]:
    """Every set of cells in which one to nine people answered."""
    for size in range(1, len(cells) + 1):
        for chosen in combinations(cells, size):
            if 0 < sum(held[cell] for cell in chosen) < LEAST and all(held[cell] for cell in chosen):
                yield np.array([float(cell in chosen) for cell in cells])


def is_known(vectors: list[Vector], group: Vector) -> bool:
    basis: Matrix = basis_of(vectors)
    return bool(len(basis)) and within(basis, group)


def test_no_combination_of_what_is_shown_tells_of_a_small_group() -> None:
    attacked = would_be_known = 0
    for seed in range(10):
        found = drawn_pilot(Random(seed))
        cells = sorted({group.cell for group in found.groups if group.cell and not group.outside})
        questions = sorted({part.question for part in found.context.rubric.parts})[::6]
        for question in questions:
            held = answered(found, question)
            told = shown_vectors(found, question, cells, all_large=False)
            more = shown_vectors(found, question, cells, all_large=True)
            for group in small_groups(held, cells):
                attacked += 1
                would_be_known += is_known(more, group)
                assert not is_known(told, group), (seed, question, held)
    assert attacked > 30
    assert would_be_known > 5, "without complementary suppression the attack succeeds"


def test_cells_are_as_coarse_as_in_one_school() -> None:
    found = drawn_pilot(Random(3))
    sizes = {group.role: group.people.height for group in found.groups if not group.outside}

    assert all(n >= limits_of(first_version().questionnaire).min_group for n in sizes.values())
    assert {role for group in found.groups if group.cell for role in cell_roles(group.cell)} <= set(ROLES)


def test_a_sensitive_question_that_few_answered_hides_its_parts() -> None:
    sensitive = next(each for each in first_version().questionnaire.questions if each.sensitive and each.measures)
    answers = pilot({"a": ["teacher"] * 40}, Random(1), gaps=0)
    few = with_codes(answers, sensitive.id, [4] * 9 + [PNS] * 31)
    found = analyse_items(first_version(), few, load_locale("en"))
    (hidden,) = (each.groups[0] for each in found.questions if each.id == sensitive.id)

    assert (hidden.n, hidden.pns, hidden.hidden) == (None, None, "sensitive")
    for part in found.parts:
        if part.id in sensitive.measures:
            assert (part.groups[0].alpha, part.groups[0].no_alpha) == (None, "sensitive")


def test_schools_are_compared_only_where_all_others_together_are_enough_people() -> None:
    limits = limits_of(first_version().questionnaire)

    assert may_compare_schools([5, 6, 7, 8, 9], limits, 5)
    assert not may_compare_schools([5, 6, 7, 8, 4], limits, 5)
    assert not may_compare_schools([5, 6, 7, 8, 9, 4], limits, 5)
    assert may_compare_schools([5, 6, 7, 8, 9, 4, 1], limits, 5)


def test_the_pilot_less_the_reports_of_all_other_schools_tells_of_no_school_of_a_few() -> None:
    """Whoever holds both subtracts the numbers of answers at the first point."""
    instrument = first_version()
    answers = pilot({"a": ["teacher"] * 20, "b": ["teacher"] * 15, "few": ["teacher"] * 4}, Random(6), gaps=0)
    found = analyse_items(instrument, answers, load_locale("en"), exact=True)
    at_first = Counter[str]()
    for audit in audits(instrument, answers, AuditOptions(exact=True)):
        for question in (each for barrier in audit.barriers for facet in barrier.facets for each in facet.questions):
            at_first[question.id] += question.distribution[0].n if question.distribution else 0
    shown = {each.id: each.groups[0] for each in found.questions if each.groups[0].floor is not None}
    of_the_few = [round((of.floor or 0) * (of.n or 0)) - at_first[name] for name, of in shown.items()]

    assert len(of_the_few) > 20
    assert set(of_the_few) == {0}
    assert sum(
        answers.people.filter(answers.people.get_column("school") == "few").get_column(n).eq(0).sum() for n in shown
    )
