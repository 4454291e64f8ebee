"""Decide which figures of questions may be shown."""

from collections import Counter
from collections.abc import Iterator, Mapping

from speedbumps.disclosure.counts import NOBODY_PARTLY, SchoolCounts, is_merged_away, scored_by_cell
from speedbumps.disclosure.decisions import FigureKey, HiddenFigure
from speedbumps.disclosure.rounding import decimals
from speedbumps.disclosure.scores import hidden_cells, is_uneven
from speedbumps.memory import memoize
from speedbumps.model.audit import Reason
from speedbumps.scoring.context import asks_cell, count_applicable, question_of, scored_target
from speedbumps.scoring.targets import Target, answers_needed

SAFE = 12.5
"""Half the distance in severity between two of five answers."""


def hidden_question_figures(counts: SchoolCounts, target: Target) -> Iterator[HiddenFigure]:
    """Yield the figures of the questions of *target* that may not be shown."""
    hidden = hidden_questions(counts, target)
    for name in (part.question for part in target.parts):
        if name in hidden:
            yield HiddenFigure(FigureKey("question", name), hidden[name])
        if counts.answers[name].asked == 0:
            if is_merged_away(counts, name):
                yield HiddenFigure(FigureKey("unasked", name), "merged-roles")
            continue
        n = counts.answers[name].n
        if name not in hidden and n < _least_for_distribution(counts, name):
            yield HiddenFigure(FigureKey("distribution", name), "distribution", implied=n == 0 or counts.alone)
        if not counts.alone and n < counts.limits.min_distribution:
            yield HiddenFigure(FigureKey("one-point", name), "distribution", implied=True)
        if not counts.alone and n < _least_for_distribution(counts, name) and _are_non_answers_few(counts, name):
            yield HiddenFigure(FigureKey("non-answers", name), "distribution", implied=True)


@memoize
def hidden_questions(counts: SchoolCounts, target: Target) -> Mapping[str, Reason]:
    """Return the questions of *target* whose figures are hidden, each with the reason."""
    together = _hidden_together(counts)
    few: Mapping[str, Reason] = {
        part.question: "too-few" for part in target.parts if not _has_enough_answers(counts, part.question)
    }
    return {**few, **{part.question: together[part.question] for part in target.parts if part.question in together}}


@memoize
def _hidden_together(counts: SchoolCounts) -> Mapping[str, Reason]:
    """Return the questions that are hidden for what another one of their facets would tell, each with the reason.

    If a hidden question counts for another barrier too, it could be computed from the score and the other questions of
    its facet there, so these are hidden as well.
    """
    parts = counts.context.rubric.parts
    scored = list(dict.fromkeys(scored_target(counts.context, part) for part in parts))
    hidden = {name: reason for target in reversed(scored) for name, reason in _hidden_in(counts, target).items()}
    several = {name for name, n in Counter(part.question for part in parts).items() if n > 1}
    while several:
        joining = [
            (target, hidden[part.question])
            for target in scored
            for part in target.parts
            if part.question in several and part.question in hidden
        ]
        more = {part.question: reason for target, reason in reversed(joining) for part in target.parts}
        if more.keys() <= hidden.keys():
            break
        hidden = more | hidden
    return hidden


def _hidden_in(counts: SchoolCounts, target: Target) -> Mapping[str, Reason]:
    """Return the questions that are hidden for what another one of *target*, a facet, would tell, each with the reason.

    A hidden sensitive question hides its whole facet, or the whole target where it is the only question of its facet:
    otherwise its figure could be computed by subtraction. The same holds for a facet that is uneven.
    """
    every = [part.question for part in target.parts]
    if is_uneven(counts, target):
        return dict.fromkeys(every, "too-few")
    if _is_solvable(counts, target):
        return dict.fromkeys(every, "complement")
    hidden: dict[str, Reason] = dict.fromkeys(_questions_of_unscored(counts, target), "complement")
    for part in (part for part in target.parts if _is_too_sensitive(counts, part.question)):
        family = [other.question for other in target.parts if other.facet == part.facet]
        hidden |= dict.fromkeys(every if len(family) == 1 else family, "sensitive")
    return hidden


def _is_solvable(counts: SchoolCounts, target: Target) -> bool:
    """Return whether the answers of people who left part of *target* open could be solved for.

    A person's severity is the mean over what that person answered. So where few left part open, the score times the
    number of people, less the sum of the questions' means, gives what they answered. A score in whole numbers leaves
    that sum uncertain by half a point for each person and question, and the scores of all roles together may leave
    less (see _blur); that must be as much as _blur_needed() says, and does not count below `min_distribution` people.

    Where a question is sensitive, it does not count below twice `min_sensitive`, nor where few of a role left nothing
    open beside others who did. There, all figures together once told what a person answered who had left nothing open:
    of 12 people, ten answered the question, and of seven teachers five had left some part open.

    Nothing can be solved for where the score is that of one person who agreed to be shown.
    """
    partly = [counts.partly.get((target.id, cell), NOBODY_PARTLY) for cell in counts.cells]
    number = sum(each.total for each in partly)
    if number == 0 or not _has_secrets(counts, target):
        return False
    few = number < counts.limits.min_group
    if few and any(each.scored for each in partly) and _blur(counts, target) < _blur_needed(counts, target):
        return True
    close = counts.whole[target.id].n < least_to_hide_skippers(counts, target)
    return close and (few or (_has_sensitive_question(counts, target) and _are_few_complete(counts, target)))


def _are_few_complete(counts: SchoolCounts, target: Target) -> bool:
    """Return whether few people of a role left nothing of *target* open, beside others who did and have a score."""
    partly = {cell: counts.partly.get((target.id, cell), NOBODY_PARTLY).scored for cell in counts.cells}
    return any(
        partly[cell] and 0 < n - partly[cell] < counts.limits.min_group
        for cell, n in scored_by_cell(counts, target).items()
    )


def _questions_of_unscored(counts: SchoolCounts, target: Target) -> Iterator[str]:
    """Yield the questions of *target* that few people answered who have no score for it, if these could be solved for.

    The attack: of six support staff, who were asked two questions of a part, one left the first open, and so has no
    score. The score of the five others, times five, is a multiple of half the distance between two answers, and so is
    known exactly although it is rounded; the same holds of every small role. All these sums, taken from those of the
    two questions, leave what the sixth person answered to the second one. Where just one person of a school answered
    part without having a score, that answer was certain for 20 of 36.

    The sums must leave it uncertain by the whole distance between two answers.
    """
    if not _has_secrets(counts, target) or _blur(counts, target) >= 2 * SAFE:
        return
    for part in target.parts:
        if 0 < counts.unscored.get((target.id, part.question), 0) < counts.limits.min_group:
            yield part.question


def _blur_needed(counts: SchoolCounts, target: Target) -> float:
    """Return the blur that keeps the answers of people who left part of *target* open uncertain by a whole distance.

    The fewer of its k questions a person answered, the more each answer weighs in the person's score: what a person
    says who answered j of them stays uncertain by j / (k - j) times the blur.
    """
    questions = len(target.parts)
    fewest = answers_needed(target.least, counts.context.rubric.share, questions)
    return max(SAFE, 2 * SAFE * (questions - fewest) / fewest)


@memoize
def _blur(counts: SchoolCounts, target: Target) -> float:
    """Return by how many points the sum of all answers of people with a score for *target* stays uncertain.

    A rounded score leaves the sum of the answers of n people to each of k questions uncertain by n k / 2 units. Where
    the score of each role is shown, these uncertainties add up, and may be less than that of the whole school: where
    everybody in a role answered everything, the sum is a multiple of the distance between two answers, and so certain
    if just one such multiple is possible.
    """
    whole = sum_uncertainty(counts.whole[target.id].n, len(target.parts))
    held = {cell: n for cell, n in scored_by_cell(counts, target).items() if n}
    if len(held) == 1 or not hidden_cells(counts, target).isdisjoint(held):
        return whole
    by_role = 0.0
    for cell, n in held.items():
        left = sum_uncertainty(n, count_applicable(counts.context, target.id, cell))
        partly = counts.partly.get((target.id, cell), NOBODY_PARTLY)
        by_role += left if partly.scored else left // SAFE * SAFE
    return min(whole, by_role)


def sum_uncertainty(n: int, questions: int) -> float:
    """Return by how much the sum of *n* people's answers to so many *questions* may differ from what a score says."""
    return n * questions / 2 / 10.0 ** decimals(n)


def _has_secrets(counts: SchoolCounts, target: Target) -> bool:
    """Return whether anybody has a score for *target* but one person who agreed to be shown, or nobody has one."""
    scored = {cell for cell, n in scored_by_cell(counts, target).items() if n}
    return not counts.alone and not (scored and scored <= counts.public)


def _has_sensitive_question(counts: SchoolCounts, target: Target) -> bool:
    return any(question_of(counts.context, part.question).sensitive for part in target.parts)


def least_to_hide_skippers(counts: SchoolCounts, target: Target) -> int:
    """Return of how many people figures of *target* and its questions may be shown though few left part of it open."""
    twice = 2 * counts.limits.min_sensitive if _has_sensitive_question(counts, target) else 0
    return max(counts.limits.min_distribution, twice)


def is_sum_known(n: int, questions: int, least: int) -> bool:
    """Return whether the sum of the answers of *n* people to so many *questions* follows too closely from their score.

    A score in whole numbers leaves that sum uncertain by half a point for each person and question; that must be at
    least SAFE, and does not count below *least* people.
    """
    return n < least or n * questions / 2 < SAFE


@memoize
def _has_enough_answers(counts: SchoolCounts, question: str) -> bool:
    """Return whether enough people were asked *question* and answered it, or one who agreed to be shown."""
    if not counts.alone and not counts.shows_total:
        return False
    given, least = counts.answers[question], counts.limits.min_group
    lone = counts.alone or (given.n == 1 and is_only_public(counts, question))
    return lone or (given.asked >= least and (given.n == 0 or given.n >= least)) or given.asked == 0


def _is_too_sensitive(counts: SchoolCounts, question: str) -> bool:
    """Return whether *question* is sensitive and was answered by fewer people than such a question needs."""
    sensitive = question_of(counts.context, question).sensitive
    return sensitive and 0 < counts.answers[question].n < counts.limits.min_sensitive


def is_only_public(counts: SchoolCounts, question: str) -> bool:
    """Return whether the only person who was asked *question* agreed to be shown."""
    asked = [cell for cell in counts.cells if asks_cell(counts.context, question, cell)]
    return len(asked) == 1 and asked[0] in counts.public


def _are_non_answers_few(counts: SchoolCounts, question: str) -> bool:
    """Return whether one to four people gave some kind of non-answer: among few, one who would rather not say is known.

    Then no kind is counted, since the others would tell this one.
    """
    return any(0 < n < counts.limits.min_group for n in counts.answers[question].kinds.values())


def _least_for_distribution(counts: SchoolCounts, question: str) -> int:
    """Return how many people have to answer *question* for the number of each answer to be shown."""
    limits = counts.limits
    if question_of(counts.context, question).sensitive:
        return max(limits.min_distribution, limits.min_sensitive)
    return limits.min_distribution
