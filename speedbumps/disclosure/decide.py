"""Decide which figures of one school may be shown."""

from collections.abc import Iterator

from speedbumps.disclosure.choices import hidden_choices
from speedbumps.disclosure.counts import SchoolCounts
from speedbumps.disclosure.decisions import Decisions, HiddenFigure
from speedbumps.disclosure.gaps import hidden_gaps, hidden_scores_of_pair
from speedbumps.disclosure.questions import hidden_question_figures, hidden_questions
from speedbumps.disclosure.respondents import hidden_by_merging, hidden_patterns, hidden_respondents
from speedbumps.disclosure.scores import hidden_scores
from speedbumps.disclosure.written import hidden_amounts, hidden_open_answers
from speedbumps.model.audit import RESPONDENTS


def decide(counts: SchoolCounts) -> Decisions:
    """Return what may be shown of the school with these *counts*, and why the rest may not.

    The decisions are made once, in the order in which an Audit lists what is missing. What is left to the modules that
    use them is rounding (see publish), and alpha, which needs more people than any figure here.
    """
    hidden = {figure.key: figure for figure in _hidden_results(counts)}
    hidden |= {figure.key: figure for figure in hidden_respondents(counts)}
    pairs = {pair: hidden_scores_of_pair(counts, pair, hidden) for pair in counts.pairs}
    for pair, scores in pairs.items():
        hidden |= {figure.key: figure for figure in hidden_gaps(counts, pair, scores)}
    for rule in (hidden_amounts, hidden_open_answers, hidden_choices, hidden_patterns, hidden_by_merging):
        hidden |= {figure.key: figure for figure in rule(counts)}
    context = counts.context
    return Decisions(
        known=frozenset((*context.targets_by_id, *context.scales, RESPONDENTS)),
        hidden=hidden,
        questions={target.id: hidden_questions(counts, target) for target in context.rubric.targets},
        undivided={pair: scores.undivided for pair, scores in pairs.items()},
    )


def decide_respondents(counts: SchoolCounts) -> Decisions:
    """Return what decide() says of the numbers of respondents and of amounts, and of nothing else."""
    hidden = {figure.key: figure for rule in (hidden_respondents, hidden_amounts) for figure in rule(counts)}
    return Decisions(known=frozenset((RESPONDENTS, *counts.written)), hidden=hidden, questions={}, undivided={})


def _hidden_results(counts: SchoolCounts) -> Iterator[HiddenFigure]:
    """Yield the scores of each barrier and its facets, and the figures of their questions, that may not be shown."""
    context = counts.context
    for barrier in context.rubric.barriers:
        yield from hidden_scores(counts, barrier)
        for facet in context.facets_of[barrier.id]:
            yield from hidden_scores(counts, facet)
            yield from hidden_question_figures(counts, facet)
        if not context.rubric.facets:
            yield from hidden_question_figures(counts, barrier)
