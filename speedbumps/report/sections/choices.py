"""What people chose of lists, and which facets most of them find in the way."""

from collections.abc import Iterator

from speedbumps.model.audit import ChoiceResult, OptionResult
from speedbumps.report.blocks import Block, Headline, Paragraph, Row, RowGroup, Section, Table, paragraphs
from speedbumps.report.heights import STATUSES, target_height
from speedbumps.report.view import View

MOST_SUMMED_UP = 3
"""The most options of a choice in the summary."""


def choices(view: View) -> Section | None:
    """Return the section with how many people chose each option; None if no choice was asked."""
    results = [result for result in view.audit.choices if result.status != "not-asked"]
    if not results:
        return None
    title = view.words.gettext("What people chose")
    return Section(
        anchor="choices",
        title=title,
        blocks=tuple(block for result in results for block in _choice_blocks(result, view)),
    )


def choice_lines(view: View) -> Iterator[str]:
    """Yield each question with a choice, and the options that most people chose."""
    return (_summary_line(result, view) for result in view.audit.choices if result.status != "not-asked")


def votes_line(identity: str, view: View) -> str | None:
    """Return the sentence with how many people chose a facet as one that is most in the way; None if nobody was asked.

    Beside a facet's score it says what the score cannot: facets are measured by different questions.
    """
    result = _votes(view)
    option = next((each for each in result.options if each.id == identity), None) if result else None
    if result is None or option is None or result.status != "scored":
        return None
    return view.words.gettext(
        "“%(question)s” Chosen by %(people)s.", question=result.text, people=_people_text(option, result, view)
    )


def has_votes(view: View) -> bool:
    """Return whether people voted for some bump, so that the order of suggestions begins with their votes."""
    result = _votes(view)
    return result is not None and any(
        option.id in view.audit.bumps and (option.n or option.reason == "complement") for option in result.options
    )


def _votes(view: View) -> ChoiceResult | None:
    signal = view.audit.questionnaire.signals.votes
    return next((result for result in view.audit.choices if result.id == signal), None)


def _choice_blocks(result: ChoiceResult, view: View) -> Iterator[Block]:
    gettext = view.words.gettext
    yield Headline(f"“{result.text}”")
    if result.status != "scored":
        yield Paragraph(gettext(STATUSES[result.status]))
        return
    yield from paragraphs(_lead(result, view))
    yield _choice_table(result, view)


def _lead(result: ChoiceResult, view: View) -> str:
    words, least = view.words, view.audit.questionnaire.limits.min_group
    chosen = words.ngettext("Each person could choose one.", "Each person could choose up to %(n)s.", result.most)
    hidden = words.gettext(
        "Options without a number were chosen by fewer than %(least)s people, or by nobody.", least=least
    )
    return f"{chosen} {hidden}" if any(option.reason == "too-few" for option in result.options) else chosen


def _choice_table(result: ChoiceResult, view: View) -> Table:
    """Return the options with their numbers, the one that most people chose first."""
    gettext = view.words.gettext
    scores = any(option.id in view.targets for option in result.options)
    counted = [option for option in result.options if option.reason != "too-few"]
    few = [option for option in result.options if option.reason == "too-few"]
    by_number = sorted(counted, key=lambda option: (option.n != result.n, option.n is not None, -(option.n or 0)))
    groups = (
        RowGroup(None, tuple(_option_row(option, result, view, scores=scores) for option in by_number)),
        RowGroup(
            gettext("Fewer than %(least)s, or nobody", least=view.audit.questionnaire.limits.min_group),
            tuple(_option_row(option, result, view, scores=scores) for option in few),
        ),
    )
    heads = (gettext("To choose from"), gettext("Chosen by"), *((gettext("Score"),) if scores else ()))
    return Table(
        name=f"table-choice-{result.id}",
        caption=f"“{result.text}”",
        heads=heads,
        figures=frozenset({1}),
        groups=tuple(group for group in groups if group.rows),
    )


def _option_row(option: OptionResult, result: ChoiceResult, view: View, *, scores: bool) -> Row:
    people = "–" if option.reason == "too-few" else _people_text(option, result, view)
    if not scores:
        return (option.label, people)
    target = view.targets.get(option.id)
    return (option.label, people, target_height(target, view).line if target else "–")


def _people_text(option: OptionResult, result: ChoiceResult, view: View) -> str:
    """Return how many people chose an option, of how many: 14 of 32."""
    gettext, number = view.words.gettext, view.words.number
    everybody = number(result.n or 0)
    if option.n is not None:
        return gettext("%(n)s of %(asked)s", n=number(option.n), asked=everybody)
    if option.reason == "complement":
        return gettext("all but a few of %(asked)s", asked=everybody)
    least = view.audit.questionnaire.limits.min_group
    return gettext("fewer than %(least)s of %(asked)s, or nobody", least=least, asked=everybody)


def _summary_line(result: ChoiceResult, view: View) -> str:
    """Return the question with the options that most people chose."""
    first = [
        f"{row[0]} ({row[1]})"
        for group in (_choice_table(result, view).groups if result.status == "scored" else ())
        for row in group.rows
        if group.title is None
    ]
    said = view.words.join(first[:MOST_SUMMED_UP]) if first else view.words.gettext(STATUSES[result.status])
    return f"“{result.text}” {said}."
