"""Say in words which questions and parts are worth another look.

Each limit is one that was published as a rule of thumb, none is a norm, and none says that a question is bad. A flag
needs a figure that is shown; limits are applied to exact figures.
"""

from collections.abc import Iterator
from typing import NamedTuple

from speedbumps.audit.reliability import PEOPLE
from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.items import (
    ItemFlag,
    ItemFlagKind,
    ItemInPart,
    PartInGroup,
    QuestionInGroup,
    RepeatedAnswers,
    main_part,
)

MOST_WITHOUT_ANSWER = 0.10
"""The share of people without an answer above which results are likely to be biased.

Bennett 2001, Australian and New Zealand Journal of Public Health 25(5), 464-469; Patient Preference and Adherence 2016,
10, 1767, table 1, has the same limit for a question. It is applied to each kind of non-answer.
"""

MOST_AT_END = 0.15
"""The share of people at the lowest or highest score there is, above which there is a floor or ceiling.

McHorney and Tarlov 1995, Quality of Life Research 4(4), 293-307; Terwee and others 2007, Journal of Clinical
Epidemiology 60(1), 34-42. A single question has few points, and answers spread evenly over them put more than that at
each end of five; so its limit is this share or an even one, whichever is larger, as in Patient Preference and Adherence
2016, 10, 1767, table 1.
"""

LEAST_CORRELATION = 0.20
"""The corrected item-total correlation below which a question measures something else than the rest.

Kline 1986, A Handbook of Test Construction; Streiner, Norman and Cairney 2015, Health Measurement Scales, 5th ed.,
chapter 5; Everitt and Skrondal 2010, The Cambridge Dictionary of Statistics, 4th ed.
"""

PLACES = 2
"""The decimals to which alpha has to rise without a question: those to which it is usually reported.

That a scale is more consistent without a question is a reason to drop it: DeVellis 2017, Scale Development, 4th ed.,
chapter 5.
"""

LEAST_INTRACLASS = 0.05
"""The intraclass correlation from which membership of a group is more than a small effect.

LeBreton and Senter 2008, Organizational Research Methods 11(4), 815-852, page 838; Bliese 2000 finds values from here
to 0.20 in the field.
"""

LEAST_SCHOOLS = 10
"""The number of groups from which their variance is estimated rather than each of them compared.

Snijders and Bosker 2012, Multilevel Analysis, 2nd ed., 4.3.1.
"""

LARGE_EFFECT = 0.8
"""The difference in standard deviations that is called large: Cohen 1988, Statistical Power Analysis, 2nd ed., 2.2."""

LEAST_KEY_CORRELATION = 0.15
"""The correlation that questions of one scale should at least have with one another.

Clark and Watson 1995, Psychological Assessment 7(3), 309-319, who recommend 0.15 to 0.50 for single questions; two
halves of a scale correlate more than these.
"""

MOST_STRAIGHT = 0.12
"""The share of careless answers that is usual in long questionnaires: 10 to 12 %.

Meade and Craig 2012, Psychological Methods 17(3), 437-455.
"""

TENTHS = (
    gettext_noop("One in ten"),
    gettext_noop("Two in ten"),
    gettext_noop("Three in ten"),
    gettext_noop("Four in ten"),
    gettext_noop("Half"),
    gettext_noop("Six in ten"),
    gettext_noop("Seven in ten"),
    gettext_noop("Eight in ten"),
    gettext_noop("Nine in ten"),
    gettext_noop("Nearly everybody"),
)

WITHOUT_ANSWER: dict[str, tuple[ItemFlagKind, str]] = {
    "blank": (
        "many-blank",
        gettext_noop("%(share)s left it blank: is it clear, and can everybody who is asked answer it?"),
    ),
    "na": (
        "many-na",
        gettext_noop("%(share)s said that it does not apply to them: is it asked of the right people?"),
    ),
    "dk": (
        "many-dk",
        gettext_noop("%(share)s did not know: can people in this place see what it asks about?"),
    ),
    "pns": (
        "many-pns",
        gettext_noop("%(share)s would rather not say: what would make it easier to answer?"),
    ),
}


class QuestionSetting(NamedTuple):
    """What the sentences about a question name."""

    points: int
    """The number of points of its scale."""
    first: str
    """The words of the first point."""
    last: str
    """The words of the last point."""
    titles: dict[str, str]
    """The title of each part that it measures."""
    alphas: dict[str, float | None]
    """The alpha of each part that it measures."""


def question_flags(found: QuestionInGroup, setting: QuestionSetting, words: Locale) -> Iterator[ItemFlag]:
    """Yield why to look at a question again."""
    yield from _non_answer_flags(found, words)
    if found.spread == 0:
        text = words.gettext("Everybody gave the same answer: the question tells nobody apart here.")
        yield ItemFlag(kind="constant", text=text)
    else:
        yield from _end_flags(found, setting, words)
    part = main_part(found)
    if part is not None and part.correlation is not None:
        yield from _consistency_flags(part, setting, words)
    if found.intraclass is not None and (found.schools or 0) >= LEAST_SCHOOLS and found.intraclass < LEAST_INTRACLASS:
        text = words.gettext("Schools hardly differ on it: the question tells a school little about itself.")
        yield ItemFlag(kind="schools-alike", text=text)


def _non_answer_flags(found: QuestionInGroup, words: Locale) -> Iterator[ItemFlag]:
    counts = {kind: getattr(found, kind) for kind in WITHOUT_ANSWER}
    asked = (found.n or 0) + sum(n or 0 for n in counts.values())
    for kind, n in counts.items() if asked >= PEOPLE else ():
        if n and n > MOST_WITHOUT_ANSWER * asked:
            flag, text = WITHOUT_ANSWER[kind]
            yield ItemFlag(kind=flag, text=words.gettext(text, share=share_text(n / asked, words)))


def _end_flags(found: QuestionInGroup, setting: QuestionSetting, words: Locale) -> Iterator[ItemFlag]:
    most = max(MOST_AT_END, 1 / setting.points)
    ends: tuple[tuple[ItemFlagKind, float | None, str], ...] = (
        ("floor", found.floor, setting.first),
        ("ceiling", found.ceiling, setting.last),
    )
    for kind, share, label in ends:
        if share is not None and share > most:
            text = words.gettext(
                "%(share)s chose “%(label)s”, one end of the scale: the question tells few people apart there.",
                share=share_text(share, words),
                label=label,
            )
            yield ItemFlag(kind=kind, text=text)


def _consistency_flags(part: ItemInPart, setting: QuestionSetting, words: Locale) -> Iterator[ItemFlag]:
    title, correlation = setting.titles[part.of], part.correlation or 0.0
    if correlation < 0:
        text = words.gettext(
            "It runs against the rest of “%(part)s”: is its key the right way round, and is it read as it is meant?",
            part=title,
        )
        yield ItemFlag(kind="wrong-way", text=text)
    elif correlation < LEAST_CORRELATION:
        text = words.gettext(
            "It hardly goes together with the rest of “%(part)s”: does it ask about something else?", part=title
        )
        yield ItemFlag(kind="weak", text=text)
    alpha, without = setting.alphas[part.of], part.alpha_without
    if alpha is not None and without is not None and round(without, PLACES) > round(alpha, PLACES):
        text = words.gettext(
            "The other questions of “%(part)s” go together better without it: alpha rises from %(alpha)s to "
            "%(without)s.",
            part=title,
            alpha=words.number(alpha, PLACES),
            without=words.number(without, PLACES),
        )
        yield ItemFlag(kind="alpha-rises", text=text)


def part_flags(found: PartInGroup, words: Locale) -> Iterator[ItemFlag]:
    """Yield why to look at a part again."""
    ends: tuple[tuple[ItemFlagKind, float | None, str], ...] = (
        (
            "floor",
            found.floor,
            gettext_noop("%(share)s have 0, the lowest score there is: it cannot fall."),
        ),
        ("ceiling", found.ceiling, gettext_noop("%(share)s have 100, the highest score there is: it cannot rise.")),
    )
    for kind, share, text in ends:
        if share is not None and share > MOST_AT_END:
            yield ItemFlag(kind=kind, text=words.gettext(text, share=share_text(share, words)))
    if found.key_effect is not None and abs(found.key_effect) >= LARGE_EFFECT:
        yield ItemFlag(kind="keys-apart", text=_keys_apart_text(found, words))
    if found.key_correlation is not None and found.key_correlation < LEAST_KEY_CORRELATION:
        text = words.gettext(
            "Its questions about what hinders and those about what helps hardly go together: some people may agree, "
            "or disagree, whatever is said."
        )
        yield ItemFlag(kind="keys-unrelated", text=text)


def _keys_apart_text(found: PartInGroup, words: Locale) -> str:
    if (found.key_difference or 0.0) > 0:
        return words.gettext(
            "Its questions about what hinders come out clearly higher than those about what helps: people may agree "
            "whatever is said, or the former ask about commoner things."
        )
    return words.gettext(
        "Its questions about what helps come out clearly higher than those about what hinders: people may disagree "
        "whatever is said, or the latter ask about rarer things."
    )


def repeated_flags(found: RepeatedAnswers, words: Locale) -> Iterator[ItemFlag]:
    """Yield why to look at answers that repeat."""
    if found.n and found.straight_lined is not None and found.straight_lined > MOST_STRAIGHT * found.n:
        text = words.gettext(
            "%(share)s gave one answer throughout: is the form too long, or does it look all the same?",
            share=share_text(found.straight_lined / found.n, words),
        )
        yield ItemFlag(kind="straight-lined", text=text)


def share_text(share: float, words: Locale) -> str:
    """Return a *share* from 0.05 on in tenths: Six in ten."""
    return words.gettext(TENTHS[max(0, int(share * 10 + 0.5) - 1)])
