"""The report where too few people answered to show anything: half a page on what to do now."""

from speedbumps.report.blocks import (
    Block,
    Headline,
    ItemList,
    Masthead,
    Panel,
    Paragraph,
    Road,
    Section,
    Stretch,
    Strong,
    Text,
)
from speedbumps.report.heights import target_height
from speedbumps.report.sections.front import STAMPS, round_facts, school_title
from speedbumps.report.sections.meeting import closing_blocks
from speedbumps.report.view import View


def too_few(view: View) -> Section:
    """Return the only page of the report."""
    gettext = view.words.gettext
    alone = any(each.reason == "consent" for each in view.audit.withheld)
    masthead = Masthead(
        title=school_title(view),
        kicker=gettext("What slows improvement here"),
        stamp=gettext(STAMPS[view.audit.questionnaire.status]),
        lead=(*(f"{fact}. " for fact in round_facts(view)), *_reason(view, alone=alone)),
    )
    barriers = tuple(target_height(barrier, view) for barrier in view.audit.barriers)
    road = Road(
        gettext("The road, still in fog"),
        (Stretch(None, barriers),),
        view.audit.questionnaire.bump_from,
        gettext("not shown"),
    )
    blocks: tuple[Block, ...] = (
        masthead,
        *(() if view.leaves_out("road") else (road,)),
        Panel("halves", (Panel("column", _what_to_do(view)), Panel("column", _meanwhile(view, alone=alone)))),
        *closing_blocks(view)[1:],
    )
    return Section("title", masthead.title, blocks, blocks)


def _reason(view: View, *, alone: bool) -> tuple[str | Strong, ...]:
    """Return the reason why nothing is shown."""
    gettext, n = view.words.gettext, view.audit.respondents.n
    if alone:
        first = gettext("One person answered, and did not agree that the answers are shown.")
        return (Strong(first), " ", gettext("They are safe, and count as soon as others join."))
    if n is not None and n >= view.audit.questionnaire.limits.min_group:
        first = gettext("%(n)s people answered, but left too much open for any number.", n=view.words.number(n))
        return (Strong(first), " ", gettext("What they did answer is safe, and counts as soon as others join."))
    least = view.audit.questionnaire.limits.min_group
    first = gettext("Fewer than %(n)s people have answered so far, so nothing is shown.", n=least)
    rest = gettext("Each of them could be recognised. Their answers are safe, and count as soon as others join.")
    return (Strong(first), " ", rest)


def _what_to_do(view: View) -> tuple[Block, ...]:
    gettext, limits = view.words.gettext, view.audit.questionnaire.limits
    steps: tuple[Text, ...] = (
        (Strong(gettext("Leave the form open")), " ", gettext("for another week.")),
        (
            Strong(gettext("Say this to staff,")),
            " ",
            gettext("by word of mouth: “Nobody here sees single answers. We want to know what to stop.”"),
        ),
        (Strong(gettext("Give them the time:")), " ", gettext("15 minutes at the start of the next meeting.")),
        (
            Strong(gettext("Make the report again.")),
            " ",
            gettext(
                "From %(least)s answers on it shows numbers, from %(spread)s on how answers were spread.",
                least=limits.min_group,
                spread=limits.min_distribution,
            ),
        ),
    )
    return (
        Headline(gettext("What to do now"), 2),
        ItemList(steps, "numbers"),
        Paragraph(gettext("Do not ask who has answered and who has not."), "quiet"),
    )


def _meanwhile(view: View, *, alone: bool) -> tuple[Block, ...]:
    gettext, least = view.words.gettext, view.audit.questionnaire.limits.min_group
    together = gettext(
        "Answer as a team: sit down together, agree one answer to each question, and hand in one form with the role "
        "for staff together. Your road is then shown in full."
    )
    consent = gettext(
        "If these answers are your own, you can agree that they are shown: write “consent: identified” beside them, or "
        "answer yes when the form asks."
    )
    asks = gettext("Two questions need no form:")
    questions = gettext(
        "“What one thing should we stop doing?” and “What is done well here that more of us should see?”"
    )
    return (
        Headline(gettext("If you are fewer than %(n)s", n=least), 2),
        Paragraph(together),
        *((Paragraph(consent),) if alone else ()),
        Headline(gettext("Meanwhile"), 2),
        Paragraph((f"{asks} ", Strong(questions))),
    )
