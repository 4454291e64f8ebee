"""Decisions say what a second account of the rules says, for drawn numbers of people."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.school_counts import draw_choice_counts, draw_counts
from support.strategies import example_count

from speedbumps.disclosure.choices import hidden_choices
from speedbumps.disclosure.counts import PartlyAnswered, SchoolCounts, cell_name
from speedbumps.disclosure.decide import decide
from speedbumps.disclosure.decisions import Decisions, FigureKey, withheld_figures
from speedbumps.disclosure.gaps import compared_groups, gap_name
from speedbumps.disclosure.written import hidden_amounts
from speedbumps.model.audit import RESPONDENTS
from speedbumps.scoring.choices import PickCounts
from speedbumps.scoring.context import asks_cell, asks_role, counts_for, question_of
from speedbumps.scoring.role_pairs import RolePair, question_targets
from speedbumps.scoring.targets import Target

LEAST, MANY = 5, 10

STEP = 25
"""The distance in severity between two of five answers."""

seeds = st.integers(0, 2**32)
SOME = example_count(100)


def least(counts: SchoolCounts, target: Target) -> int:
    """A figure of sensitive questions alone needs ten people."""
    return MANY if all(question_of(counts.context, part.question).sensitive for part in target.parts) else LEAST


def total_shown(counts: SchoolCounts) -> bool:
    return counts.people >= LEAST or counts.alone


def in_cells(counts: SchoolCounts, target: Target) -> dict[str, int]:
    """How many people of each cell that was asked anything have a score."""
    asked = [name for name in counts.cells if any(counts_for(counts.context, p.question, name) for p in target.parts)]
    return {name: counts.scored[target.id, name].n for name in asked}


def is_uneven(counts: SchoolCounts, target: Target) -> bool:
    """Few people of some cell have a score, and were asked other questions than somebody else who has one."""
    held = {name: n for name, n in in_cells(counts, target).items() if n}
    put = {name: {p.question for p in target.parts if counts_for(counts.context, p.question, name)} for name in held}
    few = [n for n in held if held[n] < least(counts, target) and not (n in counts.public and held[n] == 1)]
    return any(put[small] != put[other] for small in few for other in held)


@given(seeds)
@SOME
def test_a_score_needs_enough_people_who_have_it(seed: int) -> None:
    counts = draw_counts(seed)
    decisions = decide(counts)

    for target in counts.context.rubric.targets:
        held = in_cells(counts, target)
        n = sum(held.values())
        lone = n == 1 and any(held[name] for name in held if name in counts.public)
        enough = n == 0 or n >= least(counts, target) or lone
        split = target in counts.context.rubric.barriers and counts.context.rubric.facets and is_uneven(counts, target)
        merged = decisions.reason("score", target.id) == "merged-roles"
        assert (
            merged or not held or decisions.shown("score", target.id) == (total_shown(counts) and enough and not split)
        )
        assert not merged or n == 0
        if not decisions.shown("score", target.id):
            assert not decisions.shown("agreement", target.id)
        elif held:
            assert decisions.shown("agreement", target.id) == (n >= MANY)


@given(seeds)
@SOME
def test_scores_of_roles_hide_enough_people_between_them_and_no_more_than_needed(seed: int) -> None:
    counts = draw_counts(seed)
    decisions = decide(counts)

    for facet in counts.context.rubric.facets or counts.context.rubric.barriers:
        held = {name: n for name, n in in_cells(counts, facet).items() if n}
        if len(counts.cells) == 1 or not held:
            continue
        shown = [name for name in held if decisions.shown("score", facet.id, cell_name(name))]
        hidden = {name: n for name, n in held.items() if name not in shown}
        limit = least(counts, facet)
        assert all(held[name] >= limit or (name in counts.public and held[name] == 1) for name in shown)
        if decisions.shown("score", facet.id) and hidden:
            assert sum(hidden.values()) >= limit
            # Nobody is hidden who could be shown: small ones are, and of the others only as many as it takes.
            joined = [n for name, n in hidden.items() if n >= limit and counts.cells[name].shown]
            assert all(sum(hidden.values()) - n < limit for n in joined)
        for name, n in hidden.items():
            reason = decisions.reason("score", facet.id, cell_name(name))
            assert reason == ("too-few" if n < limit else "complement")


@given(seeds)
@SOME
def test_a_role_is_hidden_on_a_barrier_where_it_is_on_a_facet(seed: int) -> None:
    counts = draw_counts(seed)
    decisions = decide(counts)

    for barrier, facets in counts.context.facets_of.items():
        for name in (cell_name(each) for each in counts.cells if len(counts.cells) > 1):
            hidden = [f for f in facets if decisions.reason("score", f.id, name) in ("too-few", "complement")]
            if any(
                counts.scored[facet.id, each].n for facet in hidden for each in counts.cells if cell_name(each) == name
            ):
                assert not decisions.shown("score", barrier, name)


@given(seeds)
@SOME
def test_outside_roles_need_enough_people_of_their_own(seed: int) -> None:
    counts = draw_counts(seed)
    decisions = decide(counts)

    for target in counts.context.rubric.targets:
        for name, cell in counts.beside.items():
            if any(counts_for(counts.context, part.question, name) for part in target.parts):
                n = counts.scored[target.id, name].n
                assert decisions.shown("score", target.id, name) == (
                    cell.n >= LEAST and (n == 0 or n >= least(counts, target))
                )


def hides_by_itself(counts: SchoolCounts, question: str) -> str | None:
    """Why the figures of a question are hidden, whatever the others of its facet are like."""
    given_, sensitive = counts.answers[question], question_of(counts.context, question).sensitive
    if sensitive and 0 < given_.n < MANY:
        return "sensitive"
    if not total_shown(counts):
        return "too-few"
    asked = [name for name in counts.cells if asks_cell(counts.context, question, name)]
    lone = counts.alone or (given_.n == 1 and len(asked) == 1 and asked[0] in counts.public)
    enough = given_.asked == 0 or (given_.asked >= LEAST and (given_.n == 0 or given_.n >= LEAST))
    return None if lone or enough else "too-few"


def left_part_open(counts: SchoolCounts, target: Target, *cells: str) -> tuple[int, int]:
    """How many people of *cells* answered part of it: all of them, and those who have no score."""
    those = [counts.partly[target.id, cell] for cell in cells if (target.id, cell) in counts.partly]
    return sum(each.scored + each.unscored for each in those), sum(each.unscored for each in those)


def has_secrets(counts: SchoolCounts, target: Target) -> bool:
    """Somebody has a score for it but one person who agreed, or nobody has one."""
    scored = [cell for cell, number in in_cells(counts, target).items() if number]
    return not (counts.alone or (len(scored) == 1 and scored[0] in counts.public))


def doubt(counts: SchoolCounts, decisions: Decisions, target: Target) -> float:
    """By how much the answers of all who have a score may differ in all, for somebody who reads the scores."""
    held = {cell: n for cell, n in in_cells(counts, target).items() if n}
    asked = {cell: sum(counts_for(counts.context, part.question, cell) for part in target.parts) for cell in held}
    whole = counts.whole[target.id].n * len(target.parts)
    if len(held) == 1 or not all(decisions.shown("score", target.id, cell_name(cell)) for cell in held):
        return whole / 2
    complete = {cell for cell in held if counts.partly.get((target.id, cell), PartlyAnswered()).scored == 0}
    apart = {cell: n * asked[cell] for cell, n in held.items()}
    return min(whole, sum(STEP * (each // STEP) if cell in complete else each for cell, each in apart.items())) / 2


def is_solvable(counts: SchoolCounts, decisions: Decisions, target: Target) -> bool:
    """One to four people left part of it open, and scores are too exact for them; or a question of it is sensitive."""
    n, (partly, unscored) = counts.whole[target.id].n, left_part_open(counts, target, *counts.cells)
    sensitive = any(question_of(counts.context, part.question).sensitive for part in target.parts)
    if not partly or not has_secrets(counts, target):
        return False
    few = partly < LEAST
    close = partly > unscored and 2 * doubt(counts, decisions, target) < STEP
    scored = {
        cell: counts.partly[target.id, cell].scored for cell in counts.cells if (target.id, cell) in counts.partly
    }
    few_complete = any(
        part and 0 < counts.scored[target.id, cell].n - part < LEAST
        for cell, part in scored.items()
        if cell in in_cells(counts, target)
    )
    return (few and (n < MANY or close)) or (sensitive and n < 2 * MANY and (few or few_complete))


def answered_by_unscored(counts: SchoolCounts, decisions: Decisions, target: Target) -> set[str]:
    """The questions that one to four people answered who have no score, where scores are too exact for them."""
    if not has_secrets(counts, target) or doubt(counts, decisions, target) >= STEP:
        return set()
    return {part.question for part in target.parts if 0 < counts.unscored.get((target.id, part.question), 0) < LEAST}


@given(seeds)
@SOME
def test_figures_of_questions_are_hidden_by_themselves_or_with_their_facet(seed: int) -> None:
    counts = draw_counts(seed)
    decisions = decide(counts)

    for target in counts.context.rubric.facets or counts.context.rubric.barriers:
        names = [part.question for part in target.parts]
        whole = is_uneven(counts, target) or is_solvable(counts, decisions, target)
        unscored = answered_by_unscored(counts, decisions, target)
        sensitive = {
            other.question
            for part in target.parts
            if hides_by_itself(counts, part.question) == "sensitive"
            for other in target.parts
            if other.facet == part.facet or sum(each.facet == part.facet for each in target.parts) == 1
        }
        for name in names:
            hidden = whole or name in sensitive | unscored or hides_by_itself(counts, name) is not None
            assert decisions.shown("question", name) == (not hidden), name
            n = counts.answers[name].n
            if hidden:
                assert not any(decisions.shown(part, name) for part in ("distribution", "one-point", "non-answers"))
            elif counts.answers[name].asked:
                few = any(0 < kind < LEAST for kind in counts.answers[name].kinds.values())
                assert decisions.shown("non-answers", name) == (n >= MANY or counts.alone or not few)
                assert decisions.shown("distribution", name) == (n >= MANY)
                assert decisions.shown("one-point", name) == (n >= MANY or counts.alone)
        assert set(decisions.questions[target.id]) == {name for name in names if not decisions.shown("question", name)}


@given(seeds)
@SOME
def test_amounts_and_own_words_need_enough_people_who_wrote(seed: int) -> None:
    counts = draw_counts(seed)
    decisions = decide(counts)

    for name, n in counts.written.items():
        asked = [cell for cell in counts.cells if asks_cell(counts.context, name, cell)]
        lone = counts.alone or (n == 1 and len(asked) == 1 and asked[0] in counts.public)
        if not any(counts_for(counts.context, name, cell) for cell in counts.cells):
            continue
        number = counts.context.scales[name].number is not None
        if not number:
            assert decisions.shown("open", name) == (total_shown(counts) and (n == 0 or n >= MANY or lone))
            continue
        assert decisions.shown("amount", name) == (total_shown(counts) and (n == 0 or n >= LEAST or lone))
        if decisions.shown("amount", name):
            assert decisions.shown("quartiles", name) == (n >= MANY)
            sides = (counts.zeros[name], n - counts.zeros[name])
            assert decisions.shown("zeros", name) == (n >= MANY and not any(0 < side < LEAST for side in sides))
        else:
            assert not decisions.shown("zeros", name)


def possible_numbers(given: PickCounts, shown: list[int | None], all_but_few: list[bool]) -> list[tuple[int, ...]]:
    """All numbers of people that a reader cannot rule out for the options of a choice, one by one.

    Each person chose something, and no more than they might; fewer than LEAST chose what stands without a number, and
    all but fewer than LEAST what is told to be chosen by all but few.
    """
    few, many = range(LEAST), range(max(LEAST, given.n - LEAST + 1), given.n)
    each = [[n] if n is not None else many if most else few for n, most in zip(shown, all_but_few, strict=True)]
    return [numbers for numbers in product(*each) if given.n <= sum(numbers) <= given.n * given.most]


@pytest.mark.parametrize(("wrote", "implied"), [(0, True), (1, None), (5, False), (9, False), (10, None)])
def test_quartiles_of_fewer_than_ten_amounts_are_withheld_and_listed_unless_nobody_wrote(
    wrote: int, *, implied: bool | None
) -> None:
    counts = next(each for each in map(draw_counts, range(50)) if each.written and each.people > 2 * MANY)
    numbers = [name for name in counts.written if counts.context.scales[name].number is not None]
    figures = hidden_amounts(replace(counts, written=dict.fromkeys(numbers, wrote), zeros=dict.fromkeys(numbers, 0)))

    found = {each.key.target: each.implied for each in figures if each.key.statistic == "quartiles"}

    assert numbers
    assert found == ({} if implied is None else dict.fromkeys(numbers, implied))


@given(seeds)
@SOME
def test_a_choice_is_counted_where_nobody_can_work_out_a_hidden_number(seed: int) -> None:
    counts = draw_choice_counts(seed)
    decisions = decide_choices(counts)

    for name, each in counts.picks.items():
        choice = counts.context.scales[name].choice
        assert choice is not None
        few = [n < LEAST for n in each.options]
        many = [n >= LEAST and each.n - LEAST < n < each.n for n in each.options]
        shown = [
            None if hidden else n for n, *hide in zip(each.options, few, many, strict=True) for hidden in [any(hide)]
        ]
        numbers = possible_numbers(each, shown, many)
        assert each.options in numbers
        of_few = {sum(n for n, hide in zip(each_way, few, strict=True) if hide) for each_way in numbers}
        certain = [len({each_way[at] for each_way in numbers}) == 1 for at in range(len(few))]
        leaks = (
            any(known and n for known, n, hide in zip(certain, each.options, few, strict=True) if hide)
            or any(known for known, hide in zip(certain, many, strict=True) if hide)
            or (len(of_few) == 1 and 0 < min(of_few) < LEAST)
        )
        enough = each.n == 0 or (each.n >= MANY and not leaks)
        assert decisions.shown("choice", name) == (total_shown(counts) and enough)
        for option, n, *hide in zip(choice.among, each.options, few, many, strict=True):
            hidden = any(hide) or not decisions.shown("choice", name)
            assert decisions.shown("option", name, option.id) == (not hidden), (n, option)


@given(seeds)
@SOME
def test_a_question_that_follows_a_choice_is_shown_where_enough_people_are_on_both_sides(seed: int) -> None:
    counts = draw_choice_counts(seed)
    decisions = decide_choices(counts)

    ((met, n),) = counts.conditions["N01"]
    wrote = counts.written["N01"]
    fits = not any(0 < side < LEAST for side in (met, n - met))
    assert decisions.shown("amount", "N01") == (total_shown(counts) and fits and (wrote == 0 or wrote >= LEAST))


def decide_choices(counts: SchoolCounts) -> Decisions:
    """What the rules for choices and for amounts say; the miniature's scores are not drawn."""
    hidden = {figure.key: figure for rule in (hidden_amounts, hidden_choices) for figure in rule(counts)}
    return Decisions(frozenset(counts.context.scales), hidden, {}, {})


@given(seeds)
@SOME
def test_numbers_of_people_follow_the_same_rules(seed: int) -> None:
    counts = draw_counts(seed)
    decisions = decide(counts)

    assert decisions.shown("respondents", RESPONDENTS) == total_shown(counts)
    for name, cell in {**counts.cells, **counts.beside}.items():
        if len(counts.cells) > 1 or len(cell.roles) == 1:
            enough = cell.n >= LEAST or name in counts.public
            assert decisions.shown("respondents", RESPONDENTS, cell_name(name)) == enough
    assert decisions.shown("patterns", RESPONDENTS) == (counts.people >= LEAST)
    each_shown = all(
        len(cell.roles) == 1 and (cell.n >= LEAST or name in counts.public) for name, cell in counts.cells.items()
    )
    assert decisions.shown("ignored", RESPONDENTS) == (total_shown(counts) and each_shown)


@given(seeds)
@SOME
def test_wherever_a_total_may_be_shown_the_number_of_people_of_each_cell_is(seed: int) -> None:
    """So how many were asked about something, which is the sum over some cells, says nothing new."""
    counts = draw_counts(seed)
    decisions = decide(counts)

    if decisions.shown("respondents", RESPONDENTS):
        assert all(decisions.shown("respondents", RESPONDENTS, cell_name(name)) for name in counts.cells)
    else:
        for target in counts.context.rubric.targets:
            assert not in_cells(counts, target) or not decisions.shown("score", target.id)


@given(seeds)
@SOME
def test_a_question_that_does_not_count_for_some_who_were_asked_is_named_for_their_cell(seed: int) -> None:
    """Its figures leave these people out, so a reader must not take them for those of all who were asked."""
    counts = draw_counts(seed)
    context = counts.context
    named = {where for where, reason in withheld_figures(decide(counts)) if reason == "merged-roles"}

    for name, cell in counts.cells.items():
        for question in context.rubric.asked:
            put = {asks_role(context, question, role) for role in cell.roles}
            left_out = cell.shown and put == {True, False}
            assert (f"{question}/{cell_name(name)}" in named) == left_out, (question, name)


@given(seeds)
@SOME
def test_a_gap_of_a_question_is_hidden_where_few_of_other_roles_would_be_left_over(seed: int) -> None:
    counts = draw_counts(seed)
    decisions = decide(counts)
    targets = {each.id: each for each in question_targets(counts.context.rubric)}

    for pair, those in counts.pairs.items():
        for each in (each for each in those if each.is_question):
            if compared_groups(counts, pair, each, decisions.undivided[pair]) is None:
                continue
            hidden = decisions.hidden.get(FigureKey("gap", each.whole.id, gap_name(pair)))
            part = each.whole.parts[0]
            scored = [of for of in counts.context.rubric.targets if of.id in (part.facet, part.barrier)][-1]
            questions = [targets[other.question] for other in scored.parts]
            known = any(are_skippers_known(counts, scored, cell) for cell in pair.all_cells)
            if hidden is None:
                assert all(leaves_enough_over(counts, question, pair) for question in questions)
                assert not known
                assert not any(is_any_role_at_an_end(counts, question, pair) for question in questions)
            elif hidden.reason == "complement" and not hidden.implied:  # of a hidden score goes without saying
                assert known or any(few_who_answered(counts, question) for question in questions)


def are_skippers_known(counts: SchoolCounts, target: Target, cell: str) -> bool:
    """One to four people of a small role left part of a facet open; or of a larger one, so that they have no score."""
    (partly, unscored), n = left_part_open(counts, target, cell), counts.scored[target.id, cell].n
    asked = sum(counts_for(counts.context, part.question, cell) for part in target.parts)
    close = n < MANY or (unscored > 0 and n * asked < 2 * STEP)
    return 0 < partly < LEAST and cell not in counts.public and close


def is_any_role_at_an_end(counts: SchoolCounts, question: Target, pair: RolePair) -> bool:
    """Fewer than ten people of a role answered a question, and all but one may lie at one end of it."""
    held = [counts.shared[question, name] for name in {*counts.cells, *pair.all_cells}]
    sums = [(each.n, each.n * (each.mean or 0.0)) for each in held if 1 < each.n < MANY]
    return any(total < 100 or total > 100 * (n - 1) for n, total in sums)


def few_who_answered(counts: SchoolCounts, question: Target) -> list[str]:
    """The roles of which some, but too few, answered a question."""
    held = {name: counts.shared[question, name].n for name in counts.cells}
    return [
        name for name, n in held.items() if 0 < n < least(counts, question) and not (n == 1 and name in counts.public)
    ]


def leaves_enough_over(counts: SchoolCounts, question: Target, pair: RolePair) -> bool:
    """Whether enough people of other roles than the *pair* answered, if too few of some role did."""
    few, limit = few_who_answered(counts, question), least(counts, question)
    held = {name: counts.shared[question, name].n for name in counts.cells}
    others = sum(n for name, n in held.items() if name not in pair.all_cells)
    return not few or (not set(few) & set(pair.all_cells) and (others >= limit or sum(held.values()) < limit))


@given(seeds)
@SOME
def test_a_gap_is_shown_only_between_groups_that_are_shown_and_large_enough(seed: int) -> None:
    counts = draw_counts(seed)
    decisions = decide(counts)

    for pair, those in counts.pairs.items():
        for each in those:
            found = compared_groups(counts, pair, each, decisions.undivided[pair])
            if found is None:
                continue
            reason, limit = decisions.reason("gap", each.whole.id, gap_name(pair)), least(counts, found.of)
            few = min(found.a.n - found.joined, found.b.n) < limit
            assert reason != "too-few" or (few and limit == LEAST)
            assert reason != "sensitive" or (few and limit == MANY) or decisions.undivided[pair] & each.facets
            if reason is not None:
                continue
            assert min(found.a.n - found.joined, found.b.n) >= least(counts, found.of)
            for side in (found.a, found.b):
                assert side.n >= MANY or 100 <= (side.mean or 0.0) * side.n <= 100 * side.n - 100
            if each.is_question:
                part = each.whole.parts[0]
                scores = [of for of in (part.facet, part.barrier) if of in counts.context.targets_by_id]
            else:
                scores = [each.whole.id]
            for of in scores:
                assert all(decisions.shown("score", of, cell_name(cell)) for cell in pair.all_cells)
            assert decisions.undivided[pair].isdisjoint(each.facets) or not each.is_question


@given(seeds)
@SOME
def test_between_large_roles_that_answered_everything_every_gap_is_shown(seed: int) -> None:
    counts = draw_counts(seed, whole=True)
    decisions = decide(counts)
    cells = [*counts.cells.values(), *counts.beside.values()]
    if any(len(cell.roles) > 1 or cell.n < MANY for cell in cells):
        return
    for pair, those in counts.pairs.items():
        assert all(decisions.shown("gap", each.whole.id, gap_name(pair)) for each in those)


def test_nothing_is_shown_that_was_not_decided_on() -> None:
    with pytest.raises(KeyError):
        decide(draw_counts(1)).shown("score", "time.delays")


def test_every_rule_hides_something_in_some_school() -> None:
    reasons = {reason for seed in range(60) for _, reason in withheld_figures(decide(draw_counts(seed)))}

    assert reasons == {"too-few", "complement", "sensitive", "distribution", "open-text", "merged-roles"}


def test_one_person_who_did_not_agree_is_hidden_for_want_of_consent() -> None:
    drawn = (draw_counts(seed) for seed in range(5000))
    counts = next(each for each in drawn if each.people == 1 and not each.alone)
    decisions = decide(counts)

    assert decisions.reason("respondents", RESPONDENTS) == "consent"
    reasons = {decisions.reason("score", target.id) for target in counts.context.rubric.targets}
    assert reasons <= {"consent", "merged-roles", None}
    assert "consent" in reasons


@pytest.mark.parametrize("seed", range(20))
def test_what_is_withheld_is_listed_once_and_without_what_goes_without_saying(seed: int) -> None:
    decisions = decide(draw_counts(seed))
    listed = list(withheld_figures(decisions))

    assert len(set(listed)) == len(listed)
    for key, figure in decisions.hidden.items():
        where = key.target if key.cell is None else f"{key.target}/{key.cell}"
        assert figure.implied or (where, figure.reason) in listed
        assert decisions.reason(*key) == figure.reason
        assert not decisions.shown(*key)
