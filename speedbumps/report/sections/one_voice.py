"""The report on one set of answers: one person's own, or those that the staff agreed together."""

from collections.abc import Iterator

from speedbumps.model.audit import AuditedAction, QuestionResult
from speedbumps.model.queries import is_clearly_low
from speedbumps.report.blocks import (
    Block,
    Box,
    Boxes,
    Card,
    Cards,
    Headline,
    ItemList,
    Masthead,
    Paragraph,
    RowGroup,
    Section,
    Signed,
    SignedList,
    Strong,
    Table,
    Text,
    paragraphs,
)
from speedbumps.report.heights import severity_text
from speedbumps.report.options import build_option, what_gives_way
from speedbumps.report.sections.amounts import amount_blocks
from speedbumps.report.sections.front import STAMPS, round_facts, school_title
from speedbumps.report.sections.meeting import closing_blocks
from speedbumps.report.sections.moved_most import since_paragraphs
from speedbumps.report.sections.profile import build_scale, overall_line, road_blocks, road_lead
from speedbumps.report.view import View

MOST = 3
"""The answers to talk about first, and the parts that go well."""

HIGH = 75.0
"""The severity of an answer from which the second page names an option for it."""

MOST_WITH_OPTIONS = 20
"""The most answers beside which the second page has room for more options; of more, the annex has them."""


def first_page(view: View) -> Section:
    """Return the page with the road, and the answers to talk about first."""
    gettext, together = view.words.gettext, view.agreed_together
    masthead = Masthead(
        title=school_title(view),
        kicker=gettext("What slows improvement here: the view of the staff together")
        if together
        else gettext("What slows improvement here: one person’s view"),
        stamp=gettext(STAMPS[view.audit.questionnaire.status]),
        lead=(*(f"{fact}. " for fact in round_facts(view)), *_whose(view)),
    )
    blocks: tuple[Block, ...] = (
        masthead,
        *since_paragraphs(view),
        *_strengths(view),
        *_road(view),
        *_answers_first(view),
        *_next_steps(view),
    )
    return Section("title", masthead.title, blocks, blocks)


def _whose(view: View) -> tuple[str | Strong, ...]:
    words, n = view.words, len(view.answers)
    if view.agreed_together:
        first = words.gettext("These are answers that the staff agreed together.")
        rest = words.ngettext(
            "%(n)s answer is listed on the next page.", "%(n)s answers are listed on the next page.", n
        )
    else:
        first = words.gettext("This is your own view, and nobody else’s.")
        rest = words.ngettext(
            "You agreed that your answers are shown. %(n)s answer is listed on the next page.",
            "You agreed that your answers are shown. %(n)s answers are listed on the next page.",
            n,
        )
    return (Strong(first), f" {rest}")


def _question_with_answer(question: QuestionResult, view: View) -> Text:
    """Return a question with its one answer."""
    said = view.words.gettext("Your answer:")
    return (f"{view.label(question.id)} {said} ", Strong(view.inside(view.answers[question.id])))


def _by_severity(view: View) -> list[QuestionResult]:
    """Return the answered questions with points, those most in the way first, in their order among equals."""
    answered = [each for each in view.questions.values() if each.id in view.answers and each.severity is not None]
    return sorted(answered, key=lambda each: -(each.severity or 0.0))


def _strengths(view: View) -> tuple[Block, ...]:
    low = [
        each
        for each in reversed(_by_severity(view))
        if is_clearly_low(each.severity, None, view.audit.questionnaire.bump_from) and not view.counts_in_bump(each)
    ]
    cards = tuple(
        Card(
            view.part_title(question.id),
            ((f"{view.label(question.id)} ", Strong(view.inside(view.answers[question.id])), "."),),
        )
        for question in low[:MOST]
    )
    if not cards:
        return ()
    return (Headline(view.words.gettext("What goes well, by these answers"), 2, "goes-well"), Cards(cards))


def _road(view: View) -> tuple[Block, ...]:
    gettext = view.words.gettext
    legend = gettext("There is no margin of error: there is one set of answers.")
    if view.agreed_together:
        after = gettext("Who was in the room, and who spoke, shapes it.")
    else:
        after = gettext("In a month you might answer differently, and your staff may see another road.")
    return (
        Headline(gettext("The road"), 2, "the-road"),
        Paragraph(
            (
                Strong(road_lead(view)),
                " ",
                gettext("A few questions stand behind each number, so look at the answers too."),
            )
        ),
        build_scale(view),
        *road_blocks(view),
        Paragraph(f"{legend} {after}", "legend"),
        *paragraphs(overall_line(view)),
    )


def _answers_first(view: View) -> tuple[Block, ...]:
    """Return up to three answers that are most in the way, each with an option that fits it."""
    gettext, listed = view.words.gettext, []
    for question, action in _answers_with_options(view)[:MOST]:
        option = build_option(action, view)
        stop = what_gives_way(option.stop, view)
        said = _question_with_answer(question, view)
        listed.append(
            Signed(
                (*said, ".") if isinstance(said, tuple) else said,
                (
                    gettext("You could try") + " ",
                    Strong(option.title),
                    f": {option.first_step} ",
                    gettext("What gives way: %(stop)s", stop=view.inside(stop)),
                ),
            )
        )
    if not listed:
        return (Headline(gettext("What to talk about first"), 2, "talk-first"), Paragraph(_nothing_first(view)))
    title = view.words.ngettext("One answer to talk about first", "%(n)s answers to talk about first", len(listed))
    after = gettext("The choice is ours; take others. The next page has all answers.")
    return (Headline(title, 2, "talk-first"), SignedList(tuple(listed)), Paragraph(after, "quiet"))


def _nothing_first(view: View) -> str:
    """Return the reason why no answer is named to talk about first."""
    gettext, start = view.words.gettext, view.audit.questionnaire.bump_from
    if any((each.severity or 0.0) >= start for each in _by_severity(view)):
        return gettext("The library holds no option for the answers that are in the way. What would you try?")
    return gettext("No answer is at the middle of the scale or above it. Keep it so, and tell others how you do it.")


def _answers_with_options(view: View) -> list[tuple[QuestionResult, AuditedAction]]:
    """Return the answers that are in the way with the option that fits each best; no option is named twice."""
    start = view.audit.questionnaire.bump_from
    found: list[tuple[QuestionResult, AuditedAction]] = []
    taken: set[str] = set()
    for question in _by_severity(view):
        if (question.severity or 0.0) < start:
            break
        action = next((each for each in view.options_for(question.id) if each.id not in taken), None)
        if action is not None:
            taken.add(action.id)
            found.append((question, action))
    return found


def _next_steps(view: View) -> tuple[Block, ...]:
    gettext, least = view.words.gettext, view.audit.questionnaire.limits.min_group
    if view.agreed_together:
        steps: tuple[Text, ...] = (
            (Strong(gettext("Ask who was not in the room.")), " ", gettext("Would they say the same?")),
            (Strong(gettext("Stop one thing")), " ", gettext("before you start one.")),
        )
    else:
        steps = (
            (Strong(gettext("Talk it over")), " ", gettext("with one person who will disagree with you.")),
            (
                Strong(gettext("Ask the staff.")),
                " ",
                gettext(
                    "From %(n)s answers on you get their road beside yours; with the long form, all parts of it.",
                    n=least,
                ),
            ),
            (Strong(gettext("Stop one thing")), " ", gettext("before you start one.")),
        )
    return (Headline(gettext("What to do with this"), 2), ItemList(steps, "numbers"))


def answers_page(view: View) -> Section:
    """Return the page with all answers, options for others that are high, notes and amounts."""
    gettext, noted = view.words.gettext, _own_words(view)
    cannot = (
        gettext("how others see it: this is one set of answers.")
        if view.agreed_together
        else gettext("how the school sees it: you are one person. If you share this, you share your own answers."),
        gettext("There are no norms to compare with, and no number is one to reach."),
    )
    blocks: tuple[Block, ...] = (
        _answers_table(view),
        *paragraphs(_not_listed_line(view)),
        *_more_options(view),
        *amount_blocks(view),
        *noted,
        *(() if noted else (_boxes(view),)),
        Paragraph((Strong(gettext("What this cannot say:")), f" {' '.join(cannot)}")),
        *closing_blocks(view),
    )
    return Section("answers", gettext("All answers"), blocks, ())


def _boxes(view: View) -> Boxes:
    gettext = view.words.gettext
    wrong = Box(gettext("Where this may be wrong"), gettext("ask someone who sees it from below"))
    return Boxes((wrong, Box(gettext("What stops")), Box(gettext("What we try, and until when"))))


def _answers_table(view: View) -> Table:
    gettext = view.words.gettext
    answered = [question for question in view.questions.values() if question.id in view.answers]
    rows = tuple(
        (question.text, f"{view.answers[question.id]} · {severity_text(question.severity, view)}")
        for question in answered
    )
    return Table(
        "table-answers",
        gettext("Each answer, and how much it is in the way, from 0 to 100"),
        (gettext("Question"), gettext("Answer")),
        frozenset(),
        (RowGroup(None, rows),),
        strong=frozenset({1}),
        dense=True,
    )


def _not_listed_line(view: View) -> str | None:
    """Return how many answers stand behind numbers and are not listed; None if all are."""
    hidden = sum(question.status == "withheld" for question in view.questions.values())
    if not hidden:
        return None
    return view.words.ngettext(
        "%(n)s more answer counts and is not listed: it shares a part with a sensitive question.",
        "%(n)s more answers count and are not listed: they share a part with a sensitive question.",
        hidden,
    )


def _more_options(view: View) -> Iterator[Block]:
    """Yield a table with an option for each answer that is high and not on the first page, if there is room."""
    gettext = view.words.gettext
    if len(view.answers) > MOST_WITH_OPTIONS:
        return
    rest = [pair for pair in _answers_with_options(view)[MOST:] if (pair[0].severity or 0.0) >= HIGH]
    if not rest:
        return
    rows = tuple(
        (
            f"{view.label(question.id)} {view.answers[question.id]}",
            f"{action.title}. {action.first_step}",
            what_gives_way(action.stop, view),
        )
        for question, action in rest
    )
    heads = (gettext("Your answer"), gettext("You could try"), gettext("What gives way"))
    caption = gettext("An option for each other answer that is high")
    yield Table("table-more", caption, heads, frozenset(), (RowGroup(None, rows),))


def _own_words(view: View) -> tuple[Block, ...]:
    """Return what was written, as it was written."""
    cleared = [(result.id, text) for result in view.audit.open for text in result.words or ()]
    items = tuple(f"{view.label(name)} {text}" for name, text in (*view.noted, *cleared))
    if not items:
        return ()
    return (Headline(view.words.gettext("What was noted")), ItemList(items))
