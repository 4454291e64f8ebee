"""The sentences of a report in which a high number is good: those that say which way numbers run, turned round."""

from speedbumps.i18n import gettext_noop

SWAPPED: tuple[tuple[str, str], ...] = (
    (gettext_noop("up to %(number)s"), gettext_noop("%(number)s or more")),
    (gettext_noop("Lower"), gettext_noop("Higher")),
    (gettext_noop("%(points)s lower"), gettext_noop("%(points)s higher")),
    (gettext_noop("%(a)s clearly lower than %(b)s"), gettext_noop("%(a)s clearly higher than %(b)s")),
    (gettext_noop("Lower than in most"), gettext_noop("Higher than in most")),
    (gettext_noop("Perhaps lower than in most"), gettext_noop("Perhaps higher than in most")),
)
"""Pairs of messages, each of which stands for the other."""

REPLACED: tuple[tuple[str, str], ...] = (
    (
        gettext_noop("0 is a clear road, 100 a road block: higher is worse."),
        gettext_noop("0 is a road block, 100 a clear road: higher is better."),
    ),
    (gettext_noop("Higher is worse."), gettext_noop("Higher is better.")),
    (gettext_noop("least in the way: lower is better"), gettext_noop("least in the way: higher is better")),
    (gettext_noop("%(number)s, where 0 is best"), gettext_noop("%(number)s, where 100 is best")),
    (
        gettext_noop("%(number)s out of 100: higher is more in the way."),
        gettext_noop("%(number)s out of 100: higher is less in the way."),
    ),
    (gettext_noop("No part scores %(start)s or more."), gettext_noop("No part scores %(start)s or less.")),
    (
        gettext_noop("%(n)s of the %(all)s parts scores %(start)s or more"),
        gettext_noop("%(n)s of the %(all)s parts scores %(start)s or less"),
    ),
    (
        gettext_noop("%(n)s of the %(all)s parts score %(start)s or more"),
        gettext_noop("%(n)s of the %(all)s parts score %(start)s or less"),
    ),
    (gettext_noop("Striped: %(start)s or more."), gettext_noop("Striped: %(start)s or less.")),
    (
        gettext_noop(
            "How much a part is in the way: 0 is a clear road, 100 a road block. It comes from the answers alone."
        ),
        gettext_noop(
            "How little a part is in the way: 0 is a road block, 100 a clear road. It comes from the answers alone."
        ),
    ),
    (
        gettext_noop("A part that scores %(bump_from)s or more."),
        gettext_noop("A part that scores %(bump_from)s or less."),
    ),
    (gettext_noop("from %(start)s"), gettext_noop("up to %(start)s")),
    (gettext_noop("from %(start)s to under %(end)s"), gettext_noop("from above %(end)s to %(start)s")),
    (
        gettext_noop("No part by itself is a bump that can be shown, but taken as a whole this is high: %(names)s."),
        gettext_noop("No part by itself is a bump that can be shown, but taken as a whole this is low: %(names)s."),
    ),
    (
        gettext_noop(
            "Only %(scored)s of %(all)s parts could be scored, and none of those is high. Hear more before you draw "
            "any conclusion."
        ),
        gettext_noop(
            "Only %(scored)s of %(all)s parts could be scored, and none of those is low. Hear more before you draw any "
            "conclusion."
        ),
    ),
    (
        gettext_noop("No part of the road is high enough to call a bump. Keep it so, and tell others how you do it."),
        gettext_noop("No part of the road is low enough to call a bump. Keep it so, and tell others how you do it."),
    ),
    (
        gettext_noop("Only whole areas can be shown. Talk about the highest, and hear more before you plan anything."),
        gettext_noop("Only whole areas can be shown. Talk about the lowest, and hear more before you plan anything."),
    ),
    (
        gettext_noop("No answer is at the middle of the scale or above it. Keep it so, and tell others how you do it."),
        gettext_noop("No answer is at the middle of the scale or below it. Keep it so, and tell others how you do it."),
    ),
    (
        gettext_noop("Each answer, and how much it is in the way, from 0 to 100"),
        gettext_noop("Each answer, and how little it is in the way, from 0 to 100"),
    ),
    (
        gettext_noop("An option for each other answer that is high"),
        gettext_noop("An option for each other answer that is low"),
    ),
    (
        gettext_noop(
            "%(bumps)s could each be the highest: a small change in the weights, or one person more or less, would "
            "change the order."
        ),
        gettext_noop(
            "%(bumps)s could each be the lowest: a small change in the weights, or one person more or less, would "
            "change the order."
        ),
    ),
    (
        gettext_noop(
            "Each answer lies on a line from 0, the clear end, to 100, whichever way round the question is worded."
        ),
        gettext_noop(
            "Each answer lies on a line from 0 to 100, the clear end, whichever way round the question is worded."
        ),
    ),
    (
        gettext_noop("The answers, and how much each is in the way out of 100."),
        gettext_noop("The answers, and how little each is in the way out of 100."),
    ),
    (
        gettext_noop(
            "“Adds” says how much of the number of its part, and of its area, comes from a question; rounded, so a "
            "last digit may differ."
        ),
        gettext_noop(
            "“Takes” says how much a question takes off 100 in the number of its part, and of its area; rounded, so a "
            "last digit may differ."
        ),
    ),
    (gettext_noop("Adds %(points)s"), gettext_noop("Takes %(points)s")),
    (gettext_noop("%(adds)s; to “%(area)s” %(points)s"), gettext_noop("%(adds)s; off “%(area)s” %(points)s")),
    (
        gettext_noop("%(n)s question, not shown to protect people, adds %(points)s."),
        gettext_noop("%(n)s question, not shown to protect people, takes %(points)s."),
    ),
    (
        gettext_noop("%(n)s questions, folded together to protect people, add %(points)s."),
        gettext_noop("%(n)s questions, folded together to protect people, take %(points)s."),
    ),
    (
        gettext_noop("Our staff put “%(bump)s” at %(number)s out of 100, where 100 is a road block."),
        gettext_noop("Our staff put “%(bump)s” at %(number)s out of 100, where 100 is a clear road."),
    ),
    (
        gettext_noop(
            "Each part of the table compares two groups. “10 lower” means that the first of them finds this less in "
            "the way, by 10 points, whichever way round a question is worded."
        ),
        gettext_noop(
            "Each part of the table compares two groups. “10 higher” means that the first of them finds this less in "
            "the way, by 10 points, whichever way round a question is worded."
        ),
    ),
    (
        gettext_noop(
            "These parts are least in the way: the lower the number, the better. Say so to staff, ask how it is done, "
            "and keep it."
        ),
        gettext_noop(
            "These parts are least in the way: the higher the number, the better. Say so to staff, ask how it is done, "
            "and keep it."
        ),
    ),
    (
        gettext_noop(
            "No part is clearly below the line to a bump. Ask around: what goes well here that more people could see?"
        ),
        gettext_noop(
            "No part is clearly above the line to a bump. Ask around: what goes well here that more people could see?"
        ),
    ),
    (gettext_noop("The school can lower this by itself."), gettext_noop("The school can ease this by itself.")),
    (
        gettext_noop("The school can lower part of this; part of it is for others."),
        gettext_noop("The school can ease part of this; part of it is for others."),
    ),
    (
        gettext_noop("Others have to lower this. The school can ask, and can soften it."),
        gettext_noop("Others have to ease this. The school can ask, and can soften it."),
    ),
    (gettext_noop("▼ clearly lower"), gettext_noop("▲ clearly higher (better)")),
    (gettext_noop("▲ clearly higher"), gettext_noop("▼ clearly lower (worse)")),
    (gettext_noop("%(n)s is clearly lower (better)."), gettext_noop("%(n)s is clearly higher (better).")),
    (gettext_noop("%(n)s are clearly lower (better)."), gettext_noop("%(n)s are clearly higher (better).")),
    (gettext_noop("%(n)s is clearly higher (worse)."), gettext_noop("%(n)s is clearly lower (worse).")),
    (gettext_noop("%(n)s are clearly higher (worse)."), gettext_noop("%(n)s are clearly lower (worse).")),
    (
        gettext_noop(
            "A lower number does not prove that something you did brought it about: people, pupils and the year have "
            "changed as well. Nobody’s answers are linked from round to round."
        ),
        gettext_noop(
            "A higher number does not prove that something you did brought it about: people, pupils and the year have "
            "changed as well. Nobody’s answers are linked from round to round."
        ),
    ),
    (
        gettext_noop("A bump became lower here after it was tried; “%(other)s” was not tried."),
        gettext_noop("A bump became smaller here after it was tried; “%(other)s” was not tried."),
    ),
    (
        gettext_noop(
            "What slows improvement at %(school)s, how high each bump is, how sure we are, and what to talk about "
            "first."
        ),
        gettext_noop(
            "What slows improvement at %(school)s, how far each part is in the way, how sure we are, and what to talk "
            "about first."
        ),
    ),
)
"""Messages, each with what stands in its place."""

TURNED = (*SWAPPED, *((other, one) for one, other in SWAPPED), *REPLACED)
"""All messages that are turned, each with what stands in its place."""
