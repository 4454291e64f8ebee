"""Decide which numbers of choices may be shown."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from speedbumps.disclosure.conditions import tells_few_chose
from speedbumps.disclosure.counts import SchoolCounts
from speedbumps.disclosure.decisions import FigureKey, HiddenFigure
from speedbumps.disclosure.written import counts_for_any, hidden_if_merged
from speedbumps.model.audit import Reason
from speedbumps.model.questionnaire import Question
from speedbumps.scoring.choices import PickCounts


def hidden_choices(counts: SchoolCounts) -> Iterator[HiddenFigure]:
    """Yield the numbers of choices that may not be shown.

    Choices are counted for the whole school only. If of 30 people one chose an option, colleagues may know who; so
    options that fewer chose than any figure needs are told together, without a number, and so are those that nobody
    chose: otherwise two options that 2 people chose together could be solved for. An option that all but few chose has
    no number either, since that of the few would follow. How many things were chosen in all is never told.
    """
    for question in counts.context.instrument.questionnaire.questions:
        if question.id not in counts.picks:
            continue
        given = counts.picks[question.id]
        if not counts_for_any(counts, question.id):
            yield from hidden_if_merged(counts, question)
        elif (reason := _reason_for_all(counts, question, given)) is not None:
            yield HiddenFigure(FigureKey("choice", question.id), reason)
            yield from _options(counts, question, (reason for _ in given.options))
        else:
            found = (_reason_for_option(n, given, counts.limits.min_group) for n in given.options)
            yield from _options(counts, question, found)


def _options(counts: SchoolCounts, question: Question, reasons: Iterator[Reason | None]) -> Iterator[HiddenFigure]:
    """Yield the options of *question* that have no number; the Audit says so beside each."""
    choice = counts.context.scales[question.id].choice
    for option, reason in zip(choice.among if choice else (), reasons, strict=True):
        if reason is not None:
            yield HiddenFigure(FigureKey("option", question.id, option.id), reason, implied=True)


def _reason_for_all(counts: SchoolCounts, question: Question, given: PickCounts) -> Reason | None:
    """Return why no number of a choice may be shown; None if some may."""
    limits = counts.limits
    if not counts.shows_total or tells_few_chose(counts, question.id):
        return "too-few"
    if given.n == 0:
        return None
    if given.n < limits.min_distribution:
        return "distribution"
    if question.sensitive and given.n < limits.min_sensitive:
        return "sensitive"
    return "complement" if _is_any_certain(given, limits.min_group) else None


def _reason_for_option(n: int, given: PickCounts, least: int) -> Reason | None:
    """Return why the number of people who chose an option is hidden: few did, or all but few; None if it is shown."""
    if n < least:
        return "too-few"
    return "complement" if given.n - least < n < given.n else None


class _Hidden(NamedTuple):
    """Some options without a number: how many, and the least and most people who may have chosen each of them."""

    options: int
    low: int
    high: int

    def without_one(self) -> "_Hidden":
        """Return all of these options but one."""
        return self._replace(options=max(0, self.options - 1))


def _is_any_certain(given: PickCounts, least: int) -> bool:
    """Return whether a hidden number, or the sum of those that are few, follows from what is shown.

    Each person chose one thing at least, and `most` at most; so of all things chosen together there are between n and
    n times `most`. Any numbers within these limits are possible, so a hidden number is certain exactly if the limits
    leave one value. That of the only hidden option of a choice of one thing always is.
    """
    reasons = [_reason_for_option(n, given, least) for n in given.options]
    shown = sum(n for n, reason in zip(given.options, reasons, strict=True) if reason is None)
    few = _Hidden(reasons.count("too-few"), 0, least - 1)
    many = _Hidden(reasons.count("complement"), max(least, given.n - least + 1), given.n - 1)
    total = range(given.n - shown, given.n * given.most - shown + 1)
    of_few = [_limits(few, (many,), total), _limits(few._replace(options=1), (few.without_one(), many), total)]
    of_many = _limits(many._replace(options=1), (many.without_one(), few), total)
    few_certain = few.options > 0 and any(low == high and 0 < low < least for low, high in of_few)
    return few_certain or (many.options > 0 and of_many[0] == of_many[1])


def _limits(these: _Hidden, others: Iterable[_Hidden], total: range) -> tuple[int, int]:
    """Return the least and the most that *these* may be together, where all hidden numbers add up to one of *total*."""
    held = list(others)
    low = total[0] - sum(each.options * each.high for each in held)
    high = total[-1] - sum(each.options * each.low for each in held)
    return max(these.options * these.low, low), min(these.options * these.high, high)
