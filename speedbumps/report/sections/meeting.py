"""The last page: a meeting with this report, and what it cannot say."""

from speedbumps.i18n import gettext_noop
from speedbumps.model.questionnaire import Status
from speedbumps.report.blocks import Block, Box, Boxes, Headline, ItemList, Paragraph, Section, Step, Steps, Strong
from speedbumps.report.view import View

STATUSES: dict[Status, str] = {
    "draft": gettext_noop("The last word on the questions. They are a draft, and still to be tried with school staff."),
    "piloted": gettext_noop(
        "The last word on the questions. They were tried with school staff; whether they measure well is not known yet."
    ),
    "validated": gettext_noop("More than the questions were tested for. They measured well where they were tested."),
}

MEETING = (
    (
        "0–10",
        gettext_noop("Read."),
        gettext_noop("Each reads the first page alone, for five minutes. Then, in pairs:"),
        gettext_noop("“What surprises you? What is missing?”"),
    ),
    (
        "10–25",
        gettext_noop("Check."),
        gettext_noop("Take what stands first, one by one. Those who know it best speak first; leaders speak last."),
        gettext_noop("“Is it so? When did it last happen?”"),
    ),
    (
        "25–35",
        gettext_noop("Choose one."),
        gettext_noop("One is enough. Read its page. Take its option, another, or your own."),
        gettext_noop("“What would we change about this option?”"),
    ),
    (
        "35–40",
        gettext_noop("Stop something."),
        gettext_noop("Nothing starts until something stops."),
        gettext_noop("“What gives way, and how do we keep what it was for?”"),
    ),
    (
        "40–45",
        gettext_noop("Who, and when."),
        gettext_noop("Write one name, one date and one quick sign."),
        gettext_noop("“What do we tell all staff this week, and which letter do we send?”"),
    ),
)
"""The minutes of each step, its title, what to do, and what to ask."""

TALK = (
    MEETING[0],
    (
        "10–30",
        gettext_noop("Check."),
        gettext_noop("Take the highest and the lowest. Those who know it best speak first; leaders speak last."),
        gettext_noop("“Is it so? When did it last happen?”"),
    ),
    (
        "30–45",
        gettext_noop("Hear more."),
        gettext_noop("Name who has not been heard, and what would make it easy for them to answer."),
        gettext_noop("“What would help people to answer next time?”"),
    ),
)
"""The steps where there is nothing to plan on yet, as some people have not been heard."""

KEEP = (
    *TALK[:2],
    (
        "30–45",
        gettext_noop("Keep."),
        gettext_noop("Name what works well as it is, and what could put it at risk."),
        gettext_noop("“What do we go on doing, and whom do we tell?”"),
    ),
)
"""The steps where there is nothing to plan on, though everyone was heard."""


def meeting(view: View) -> Section:
    """Return the page with the steps of a meeting, and what the report cannot say."""
    gettext = view.words.gettext
    title = gettext("A meeting of 45 minutes with this report")
    cannot: tuple[Block, ...] = (Headline(gettext("What this report cannot say")), ItemList(limits(view)))
    if view.leaves_out("meeting"):
        return Section("limits", gettext("What this report cannot say"), (*cannot[1:], *closing_blocks(view)))
    lead = gettext(
        "For six to ten people: someone from each group, someone who is not on the staff, and the head. One person "
        "keeps time. Everyone needs the first page."
    )
    return Section(
        anchor="meeting",
        title=title,
        blocks=(Paragraph(lead), _steps(view), _agreement_boxes(view), *cannot, *closing_blocks(view)),
        summary=(Headline(gettext("What this report cannot say"), 2), ItemList(limits(view))),
    )


def _steps(view: View) -> Steps:
    gettext = view.words.gettext
    return Steps(
        tuple(
            Step(minutes, gettext("minutes"), (Strong(gettext(name)), f" {gettext(said)} ", Strong(gettext(asks))))
            for minutes, name, said, asks in _agenda(view)
        )
    )


def _agenda(view: View) -> tuple[tuple[str, str, str, str], ...]:
    people = view.audit.respondents
    if view.priorities:
        return MEETING
    return KEEP if people.n is not None and people.n == people.headcount else TALK


def _agreement_boxes(view: View) -> Boxes:
    gettext = view.words.gettext
    return Boxes(
        (
            Box(gettext("We stop")),
            Box(gettext("We start")),
            Box(gettext("We leave as it is")),
            Box(gettext("We tell all staff on"), gettext("within a week: the first page, and these boxes")),
            Box(gettext("We send a letter to"), gettext("see “Ask of others”")),
            Box(gettext("We look again on")),
        ),
        "two_rows",
    )


def limits(view: View) -> tuple[str, ...]:
    """Return what the report cannot say."""
    gettext = view.words.gettext
    return (
        gettext("How you compare. There are no norms, and no score is one to reach. We chose where the bands begin."),
        gettext("Why. The numbers say what is in the way; only people can say why."),
        gettext(
            "Who is at fault. It is about the work. It is not for anyone’s yearly review, and not for league tables."
        ),
        gettext(STATUSES[view.audit.questionnaire.status]),
    )


def closing_blocks(view: View) -> tuple[Block, ...]:
    """Return where to go with worries, and where the report comes from."""
    of, gettext = view.audit.questionnaire, view.words.gettext
    late = gettext(
        "If a late answer comes in, do not hand out a second report: comparing the two could show what that person "
        "said."
    )
    return (
        *((Paragraph(late),) if view.audit.respondents.n != 1 else ()),
        Paragraph((Strong(gettext("This is not a reporting channel.")), " ", signpost(view)), "note"),
        Paragraph(
            " ".join(
                part
                for part in (
                    gettext(
                        "Made by speedbumps from “%(title)s”, version %(version)s, %(short)s.",
                        title=of.title,
                        version=of.version,
                        short=of.fingerprint[:12],
                    ),
                    gettext("The questions may be used under %(licence)s.", licence=of.licence) if of.licence else "",
                )
                if part
            ),
            "quiet",
        ),
    )


def signpost(view: View) -> str:
    """Return where to go with what the questionnaire is not for."""
    return view.audit.questionnaire.signpost or view.words.gettext(
        "If you are worried about a child or have seen something wrong at work, use the route that your school or its "
        "employer has for that."
    )
