"""From an analysis of items to a page for whoever pilots a questionnaire."""

from collections.abc import Iterable, Iterator

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.items import (
    EVERYONE,
    ItemAnalysis,
    ItemFlag,
    ItemGroup,
    ItemPart,
    ItemQuestion,
    NoItemFigure,
    PartInGroup,
    QuestionInGroup,
    main_part,
)
from speedbumps.model.questionnaire import NonAnswers
from speedbumps.report.answers import non_answer_counts
from speedbumps.report.blocks import (
    Block,
    Document,
    Headline,
    ItemList,
    Masthead,
    Paragraph,
    Quiet,
    Row,
    RowGroup,
    Section,
    Strong,
    SubItems,
    Table,
    Text,
    paragraphs,
    whole_section,
)
from speedbumps.report.sections.front import STAMPS

MISSING = "–"

NO_FIGURE: dict[NoItemFigure, str] = {
    "not-asked": gettext_noop("Nobody of the group was asked"),
    "too-few": gettext_noop("It would rest on too few people: each figure needs %(min_distribution)s"),
    "complement": gettext_noop("Beside the rest, it would give away a figure that is hidden"),
    "sensitive": gettext_noop("A sensitive question, which needs at least %(min_sensitive)s people"),
    "merged-roles": gettext_noop("Some roles are counted together, and this was not asked of them all"),
    "under-30": gettext_noop("Fewer than 30 people answered"),
    "few-answers": gettext_noop("Fewer than half of the people who answered the part answered it"),
    "few-questions": gettext_noop("The part has fewer than 3 questions with figures"),
    "constant": gettext_noop("All answers are the same"),
    "one-key": gettext_noop("All of its questions point the same way"),
    "few-schools": gettext_noop("Too few schools have enough people who answered"),
}

HOW = (
    gettext_noop(
        "Ends: the share of answers at the first and at the last point of the scale. Spread: the standard deviation "
        "of the answers on a scale from 0 to 100."
    ),
    gettext_noop(
        "With the rest: the correlation of a question with the sum of the other questions of its part, itself left "
        "out. Alpha without: Cronbach’s alpha of these others. Covariances are those of the people who answered both "
        "questions, as psych in R computes them, and a question to which all gave one answer is left out."
    ),
    gettext_noop(
        "Keys: how much higher the answers to questions about what hinders lie than those to questions about what "
        "helps, both counted so that 0 is a clear road, and how far the two go together."
    ),
    gettext_noop(
        "Between schools: the share of the differences between people that lies between schools, ICC(1), from "
        "schools with enough people. Below 0 means none."
    ),
)
"""What the columns mean."""

LIMITS = (
    gettext_noop("More than one person in ten left it out, did not know, or the like (Bennett 2001)."),
    gettext_noop(
        "More than 15%% have the lowest or highest score of a part (McHorney and Tarlov 1995; Terwee and others 2007); "
        "for a question, more than that and more than an even share of the points."
    ),
    gettext_noop("It correlates below 0.20 with the rest of its part (Kline 1986), or below 0."),
    gettext_noop("Alpha rises without it, in two decimals (DeVellis 2017)."),
    gettext_noop(
        "The two keys lie 0.8 standard deviations apart (Cohen 1988), or correlate below 0.15 (Clark and Watson 1995)."
    ),
    gettext_noop(
        "Less than 0.05 lies between schools (LeBreton and Senter 2008), from ten schools on (Snijders and Bosker "
        "2012)."
    ),
    gettext_noop("More than 12%% of people gave one answer throughout (Meade and Craig 2012)."),
)
"""When something is worth another look."""


def items_document(found: ItemAnalysis, words: Locale) -> Document:
    """Return the page about how questions behaved, in the language of *words*."""
    gettext = words.gettext
    title = gettext("How the questions work: %(title)s", title=found.questionnaire.title)
    front: tuple[Block, ...] = (_masthead(found, words), *_front_blocks(found, words))
    return Document(
        subject="cohort",
        language=words.language,
        title=title,
        description=gettext("How the questions of a questionnaire behaved when people answered them."),
        front=Section("title", title, front, front),
        skip=gettext("Skip the front page"),
        contents=gettext("On this page"),
        sections=tuple(_item_sections(found, words)),
        footer=f"{found.questionnaire.title} {found.questionnaire.version}",
        page=gettext("Page {page} of {pages}"),
    )


def _masthead(found: ItemAnalysis, words: Locale) -> Masthead:
    everyone, *_ = found.groups
    people = words.ngettext("%(n)s person", "%(n)s people", everyone.n) if everyone.n is not None else None
    schools = words.ngettext("%(n)s school", "%(n)s schools", found.schools)
    asked = words.ngettext("%(n)s question", "%(n)s questions", len(found.questions))
    counts = " · ".join(filter(None, (asked, people, schools, *found.rounds)))
    return Masthead(
        title=found.questionnaire.title,
        kicker=words.gettext("How the questions work"),
        stamp=words.gettext(STAMPS[found.questionnaire.status]),
        lead=(Strong(f"{found.questionnaire.id} {found.questionnaire.version}"), f" · {counts}"),
    )


def _front_blocks(found: ItemAnalysis, words: Locale) -> tuple[Block, ...]:
    gettext = words.gettext
    mixed = gettext(
        "People filled in different forms (%(forms)s), so only the questions of all of them are here.",
        forms=words.join(found.forms),
    )
    few = words.ngettext(
        "%(n)s school is left out: so few people answered there that their answers could be told from the rest.",
        "%(n)s schools are left out: so few people answered there that their answers could be told from the rest.",
        found.left_out,
    )
    return (
        Paragraph(
            gettext(
                "For whoever writes the questions. Figures show where to look again; none of them says that a "
                "question is good or bad, and none says anything about a school."
            ),
            "note",
        ),
        *paragraphs(mixed if len(found.forms) > 1 else None, few if found.left_out else None),
    )


def _item_sections(found: ItemAnalysis, words: Locale) -> Iterator[Section]:
    gettext = words.gettext
    yield whole_section("look-again", gettext("Worth another look"), *_flagged_blocks(found, words))
    yield whole_section("parts", gettext("Parts of the road as scales"), *_part_blocks(found, words))
    for group in found.groups:
        yield _question_section(found, group, words)
    yield whole_section("repeated", gettext("Answers that repeat"), *_repeated_blocks(found, words))
    yield whole_section(
        "how",
        gettext("How to read this"),
        *paragraphs(*(gettext(text) for text in HOW)),
        Paragraph(gettext("Something is worth another look if:")),
        ItemList(tuple(gettext(text) for text in LIMITS)),
        Paragraph(
            gettext(
                "These are rules of thumb from the literature, not norms. With few people many figures fall on either "
                "side of them by chance."
            )
        ),
    )


def _flagged_blocks(found: ItemAnalysis, words: Locale) -> tuple[Block, ...]:
    titles = {group.role: group.title for group in found.groups}
    questions = tuple(
        SubItems((Strong(question.id), " ", question.text), tuple(_flag_lines(question.groups, titles, words)))
        for question in found.questions
        if any(group.flags for group in question.groups)
    )
    parts = tuple(
        SubItems(Strong(part.title), tuple(_flag_lines(part.groups, titles, words)))
        for part in found.parts
        if any(group.flags for group in part.groups)
    )
    if not questions and not parts:
        return (Paragraph(words.gettext("Nothing stands out.")),)
    return (*((ItemList(questions),) if questions else ()), *_titled(words.gettext("Parts of the road"), parts))


def _titled(title: str, items: tuple[SubItems, ...]) -> tuple[Block, ...]:
    return (Headline(title), ItemList(items)) if items else ()


def _flag_lines(
    groups: Iterable[QuestionInGroup | PartInGroup], titles: dict[str, str], words: Locale
) -> Iterator[str]:
    """Yield the flags of everyone, then those of roles that are not flagged for everyone too."""
    of_all: set[str] = set()
    for group in groups:
        for flag in group.flags:
            if group.role == EVERYONE:
                of_all.add(flag.kind)
                yield flag.text
            elif flag.kind not in of_all:
                yield words.gettext("%(group)s: %(flag)s", group=titles[group.role], flag=flag.text)


def _part_blocks(found: ItemAnalysis, words: Locale) -> tuple[Block, ...]:
    gettext = words.gettext
    heads = (
        gettext("Part"),
        gettext("Questions"),
        gettext("People"),
        gettext("Alpha"),
        gettext("At 0"),
        gettext("At 100"),
        gettext("Keys apart"),
        gettext("Keys together"),
    )
    tables = (
        Table(
            name=f"parts-{group.role}",
            caption=group.title,
            heads=heads,
            figures=frozenset(range(1, len(heads))),
            groups=(RowGroup(None, tuple(_part_rows(found, group, words))),),
        )
        for group in found.groups
    )
    shown = tuple(table for table in tables if table.groups[0].rows)
    reasons = [_no_part_reasons(part, group) for part in found.parts for group in part.groups]
    return (
        Paragraph(
            gettext(
                "Alpha tells how far the answers to the questions of a part rise and fall together. It is no pass "
                "mark: a part may name causes that need not come together."
            )
        ),
        *shown,
        *_reasons_blocks(reasons, found, words),
    )


def _part_rows(found: ItemAnalysis, group: ItemGroup, words: Locale) -> Iterator[Row]:
    """Yield a row for each part of which *group* has any figure."""
    for part in found.parts:
        of = next(each for each in part.groups if each.role == group.role)
        figures = (of.alpha, of.floor, of.ceiling, of.key_difference)
        if any(figure is not None for figure in figures):
            yield (
                part.title,
                _whole(of.questions, words),
                _whole(of.n, words),
                _decimals(of.alpha, words),
                _percent(of.floor, words),
                _percent(of.ceiling, words),
                _signed_points(of.key_difference, words),
                _decimals(of.key_correlation, words),
            )


def _question_section(found: ItemAnalysis, group: ItemGroup, words: Locale) -> Section:
    gettext = words.gettext
    heads = (
        gettext("Question"),
        gettext("Answers"),
        gettext("No answer"),
        gettext("Ends"),
        gettext("Spread"),
        gettext("With the rest"),
        gettext("Alpha without"),
        gettext("Between schools"),
    )
    title = group.title if group.n is None else f"{group.title} ({words.number(group.n)})"
    table = Table(
        name=f"questions-{group.role}",
        caption=gettext("Each question, with figures"),
        heads=heads,
        figures=frozenset({1, 3, 4, 5, 6, 7}),
        groups=tuple(_question_groups(found, group, words)),
    )
    tables = (table,) if table.groups else ()
    reasons = _reasons_blocks([_no_question_reasons(question, group) for question in found.questions], found, words)
    anchor = f"group-{group.role}"
    summary = (Headline(title, 2), *map(_without_texts, tables), *reasons)
    return Section(anchor, title, (*tables, *reasons), None if group.role == EVERYONE else summary)


def _without_texts(table: Table) -> Table:
    """Return *table* with the ids of questions alone, whose texts stand in the table of everyone."""
    groups = (
        RowGroup(group.title, tuple((row[0].partition(" ")[0], *row[1:]) for row in group.rows))
        for group in table.groups
    )
    return table._replace(groups=tuple(groups))


def _question_groups(found: ItemAnalysis, group: ItemGroup, words: Locale) -> Iterator[RowGroup]:
    """Yield the questions of which *group* has any figure, under the part that they are judged beside."""
    of_part: dict[str, list[Row]] = {}
    titles = {part.id: part.title for part in found.parts}
    for question in found.questions:
        of = _in_group(question, group)
        if of.n is not None:
            part = main_part(of)
            row = _question_row(question, of, found.questionnaire.non_answers, words)
            of_part.setdefault(part.of if part else "", []).append(row)
    for name, title in titles.items():
        if name in of_part:
            yield RowGroup(title, tuple(of_part[name]))


def _question_row(question: ItemQuestion, of: QuestionInGroup, names: NonAnswers, words: Locale) -> Row:
    part = main_part(of)
    return (
        f"{question.id} {question.text}",
        _whole(of.n, words),
        non_answer_counts(of, names, words) or MISSING,
        _ends_text(of, words),
        MISSING if of.spread is None else words.number(of.spread),
        _decimals(part.correlation if part else None, words),
        _decimals(part.alpha_without if part else None, words),
        _decimals(of.intraclass, words),
    )


def _ends_text(of: QuestionInGroup, words: Locale) -> str:
    if of.floor is None or of.ceiling is None:
        return MISSING
    return f"{_percent(of.floor, words)} – {_percent(of.ceiling, words)}"


def _in_group(question: ItemQuestion, group: ItemGroup) -> QuestionInGroup:
    return next(each for each in question.groups if each.role == group.role)


def _no_question_reasons(question: ItemQuestion, group: ItemGroup) -> tuple[str, tuple[NoItemFigure | None, ...]]:
    """Return the id of *question*, and why figures of it are missing in *group*."""
    of = _in_group(question, group)
    part = main_part(of)
    return question.id, (of.hidden, of.no_spread, part.reason if part else None, of.no_intraclass)


def _no_part_reasons(part: ItemPart, of: PartInGroup) -> tuple[str, tuple[NoItemFigure | None, ...]]:
    return part.title, (of.no_alpha, of.no_shares) if of.role == EVERYONE else ()


def _reasons_blocks(
    missing: Iterable[tuple[str, tuple[NoItemFigure | None, ...]]], found: ItemAnalysis, words: Locale
) -> tuple[Block, ...]:
    """Return why figures are missing, each reason with what it holds for."""
    held: dict[NoItemFigure, list[str]] = {}
    for name, reasons in missing:
        for reason in reasons:
            if reason is not None:
                held.setdefault(reason, []).append(name)
    if not held:
        return ()
    limits = found.limits.model_dump()
    items: tuple[Text, ...] = tuple(
        (f"{words.gettext(NO_FIGURE[reason], **limits)}: ", Quiet(", ".join(dict.fromkeys(names))))
        for reason, names in held.items()
    )
    return (Paragraph(words.gettext("Where there is no figure:"), "legend"), ItemList(items))


def _repeated_blocks(found: ItemAnalysis, words: Locale) -> tuple[Block, ...]:
    of = found.repeated
    if of.n is None or of.straight_lined is None or of.alike is None:
        return (Paragraph(words.gettext(NO_FIGURE["under-30"])),)
    lines: tuple[str, ...] = (
        words.ngettext(
            "%(n)s person gave ten answers or more, enough to tell.",
            "%(n)s people gave ten answers or more, enough to tell.",
            of.n,
        ),
        words.ngettext(
            "%(n)s of them gave one answer throughout.", "%(n)s of them gave one answer throughout.", of.straight_lined
        ),
        words.ngettext(
            "%(n)s gave the same answers as somebody else, to every question.",
            "%(n)s gave the same answers as somebody else, to every question.",
            of.alike,
        ),
        *_texts(of.flags),
    )
    return (ItemList(lines),)


def _texts(flags: Iterable[ItemFlag]) -> Iterator[str]:
    return (flag.text for flag in flags)


def _whole(value: int | None, words: Locale) -> str:
    return MISSING if value is None else words.number(value)


def _percent(share: float | None, words: Locale) -> str:
    return MISSING if share is None else f"{words.number(100 * share)}%"


def _decimals(value: float | None, words: Locale) -> str:
    return MISSING if value is None else words.number(value, 2)


def _signed_points(value: float | None, words: Locale) -> str:
    """Return a difference with its sign."""
    if value is None:
        return MISSING
    text = words.number(abs(value))
    return text if text == "0" else f"+{text}" if value > 0 else f"−{text}"
