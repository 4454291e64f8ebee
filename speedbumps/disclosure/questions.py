"""Decide which figures of questions may be shown."""

from collections import Counter
from collections.abc import Iterator, Mapping

from speedbumps.disclosure.counts import SchoolCounts, is_merged_away, scored_by_cell
from speedbumps.disclosure.decisions import FigureKey, HiddenFigure
from speedbumps.disclosure.scores import is_uneven
from speedbumps.memory import memoize
from speedbumps.model.audit import Reason
from speedbumps.scoring.context import asks_cell, question_of, scored_target
from speedbumps.scoring.targets import Target

SAFE = 12.5
"""Points by which what single people answered has to stay uncertain."""


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
    hidden: dict[str, Reason] = {}
    for part in (part for part in target.parts if _is_too_sensitive(counts, part.question)):
        family = [other.question for other in target.parts if other.facet == part.facet]
        hidden |= dict.fromkeys(every if len(family) == 1 else family, "sensitive")
    return hidden


def _is_solvable(counts: SchoolCounts, target: Target) -> bool:
    """Return whether the answers of people who left part of *target* open could be solved for.

    A person's severity is the mean over what that person answered. So where few left part open, the score times the
    number of people, less the sum of the questions' means, gives what they answered. A score in whole numbers leaves
    that sum uncertain by half a point for each person and question; that must be at least SAFE, half the distance
    between two of five answers, and does not count below `min_distribution` people, or where a question is sensitive,
    below twice `min_sensitive`: there, all figures together once told what a person answered who had left nothing open.
    Nothing can be solved for where the score is that of one person who agreed to be shown.
    """
    few = 0 < counts.partly.get(target.id, 0) < counts.limits.min_group
    scored = {cell for cell, n in scored_by_cell(counts, target).items() if n}
    if not few or counts.alone or (scored and scored <= counts.public):
        return False
    least = least_to_hide_skippers(counts, target)
    return is_sum_known(counts.whole[target.id].n, len(target.parts), least)


def least_to_hide_skippers(counts: SchoolCounts, target: Target) -> int:
    """Return of how many people figures of *target* and its questions may be shown though few left part of it open."""
    sensitive = any(question_of(counts.context, part.question).sensitive for part in target.parts)
    return max(counts.limits.min_distribution, 2 * counts.limits.min_sensitive if sensitive else 0)


def is_sum_known(n: int, questions: int, least: int) -> bool:
    """Return whether the sum of the answers of *n* people to so many *questions* follows too closely from their score.

    See _is_solvable(), which says where the limits come from.
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
