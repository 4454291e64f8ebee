"""What changed since the round before, on one page: the road then and now, in figures, and what cannot be compared."""

from collections.abc import Iterable, Iterator

from speedbumps.i18n import gettext_noop, truncate_text
from speedbumps.memory import memoize
from speedbumps.model.audit import RoleCount
from speedbumps.model.audit_queries import Target
from speedbumps.model.comparison import ComparedRound, NotCompared, NotComparedReason, RoundChange, RoundComparison
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.plan.bumps import ROUGH
from speedbumps.report.blocks import (
    Block,
    Headline,
    Height,
    ItemList,
    Link,
    Panel,
    Paragraph,
    Road,
    Row,
    RowGroup,
    Section,
    Stretch,
    Strong,
    Table,
    bullets,
    paragraphs,
)
from speedbumps.report.heights import band_rank, colour_step, severity_text, target_height
from speedbumps.report.sections.moved_most import NAME, is_too_rough, moved_line, verdict_line, verdict_text
from speedbumps.report.sections.profile import build_scale
from speedbumps.report.view import View

BRIEF = 4
"""The blocks for readers with one minute where no road is drawn."""

REASONS: dict[NotComparedReason, str] = {
    "changed": gettext_noop("The question was changed between the rounds:"),
    "asked-once": gettext_noop("Not asked in every round, or not of the same people:"),
    "few-questions": gettext_noop("Too few of its questions were asked alike in every round:"),
    "form": gettext_noop("One of the forms that were filled in has no number for it:"),
    "no-score": gettext_noop("One of the rounds has no answers to it:"),
    "role-absent": gettext_noop("Their answers are left out, since people like them did not answer in every round:"),
    "hidden": gettext_noop("Not shown in the report of one of the rounds, to protect people:"),
    "too-few": gettext_noop("Too few people answered it in one of the rounds:"),
    "complement": gettext_noop("Beside the reports of the rounds, it would tell what a few people answered:"),
    "sensitive": gettext_noop("Sensitive, and too few people answered it in one of the rounds:"),
    "near-end": gettext_noop("Few people, nearly all at one end of the scale:"),
}

NOT_COMPARED = gettext_noop("What is not compared, and why")

MOST_NAMED = 6
"""The most questions that are named on the page; where there are more, they are counted, and listed elsewhere."""

UNEQUAL: frozenset[NotComparedReason] = frozenset({"changed", "asked-once", "few-questions", "form", "no-score"})
"""Reasons that lie in what was asked; all others protect people."""


def then_and_now(view: View) -> Section | None:
    """Return the page about what changed since the round before; None if no earlier round is at hand."""
    if view.comparison is None:
        return None
    title = view.words.gettext("Then and now")
    blocks = comparison_blocks(view.comparison, view)
    road = next((at for at, block in enumerate(blocks) if isinstance(block, Road)), None)
    brief = blocks[:BRIEF] if road is None else blocks[: road + 2]
    return Section("then", title, blocks, (Headline(title, 2), *brief))


def comparison_blocks(found: RoundComparison, view: View) -> tuple[Block, ...]:
    """Return all that is said of a comparison of which *view* shows the last round."""
    gettext = view.words.gettext
    return (
        Paragraph((_round_line(found.after, view, last=True), " ", _round_line(found.before, view, last=False))),
        *_moved_paragraphs(found, view),
        build_scale(view),
        *(() if view.leaves_out("road") else _drawing(found, view)),
        *_tables(found, view),
        *_not_compared(view),
        Paragraph(
            gettext(
                "A lower number does not prove that something you did brought it about: people, pupils and the year "
                "have changed as well. Nobody’s answers are linked from round to round."
            ),
            "quiet",
        ),
    )


def _drawing(found: RoundComparison, view: View) -> tuple[Block, ...]:
    return (_road_then_and_now(found, view), Paragraph(" ".join(_legend_lines(found, view)), "legend"))


def _moved_paragraphs(found: RoundComparison, view: View) -> tuple[Paragraph, ...]:
    """Return what moved most, then how many areas are clearly lower or higher."""
    moved = moved_line(found, view)
    chance = view.words.gettext("Where many parts are compared, some move by chance.")
    return (
        *((Paragraph((Strong(moved), f" {chance}")),) if moved else ()),
        *((Paragraph((Strong(line),)),) if (line := verdict_line(found, view)) else ()),
    )


def _tables(found: RoundComparison, view: View) -> tuple[Block, ...]:
    """Return the barriers in figures beside who answered, then the facets in figures."""
    beside = [table for table in (_barriers_table(found, view), _people_table(found, view)) if table is not None]
    parts = _facets_table(found, view)
    first = (
        (Panel("columns", tuple(Panel("column", (table,)) for table in beside)),) if len(beside) > 1 else tuple(beside)
    )
    return (*first, *((parts,) if parts else ()), *paragraphs(_range_line(found, view)))


def _range_line(found: RoundComparison, view: View) -> str | None:
    """Return how the range of a change belongs with the margins of the numbers; None if no change has a range."""
    if all(change.low is None for change in found.changes):
        return None
    return view.words.gettext(
        "The range in brackets is that of the change; ± on the road is the margin of one number. A change is less sure "
        "than either number, since chance is in both. Ranges of parts are wider than those of areas (99%% instead of "
        "95%%), because there are many parts."
    )


def _round_line(round_: ComparedRound, view: View, *, last: bool) -> str:
    """Return who answered in a round, as a sentence."""
    words, name = view.words, _round_name(round_, view, last=last)
    people = round_.n or 0  # rounds of so few people that none is shown are not compared
    if round_.headcount is None or round_.response_rate is None:
        return words.ngettext(
            "%(round)s: %(n)s person answered.", "%(round)s: %(n)s people answered.", people, round=name
        )
    return words.gettext(
        "%(round)s: %(n)s of %(all)s staff answered (%(rate)s%%).",
        round=name,
        n=words.number(people),
        all=words.number(round_.headcount),
        rate=words.number(100 * round_.response_rate),
    )


def _round_name(round_: ComparedRound, view: View, *, last: bool) -> str:
    if round_.round:
        return truncate_text(round_.round, NAME)
    return view.words.gettext("This round") if last else view.words.gettext("The round before")


def _road_then_and_now(found: RoundComparison, view: View) -> Road:
    changes = {change.of: change for change in found.changes}
    return Road(
        label=view.words.gettext("The road then and now"),
        stretches=tuple(
            Stretch(
                _sign_text(stretch, changes, view), tuple(_height(each, changes.get(each.id), view) for each in stretch)
            )
            for stretch in view.stretches
        ),
        bump_from=view.audit.questionnaire.bump_from,
        unknown=view.words.gettext("not shown"),
    )


def _sign_text(stretch: tuple[Target, ...], changes: dict[str, RoundChange], view: View) -> str | None:
    """Return the title of the barrier of a stretch, with its number then and now."""
    if view.audit.detail == "barriers":
        return None
    barrier = view.barrier_of[stretch[0].id]
    change = changes.get(barrier.id)
    if change is None:
        return barrier.title
    return f"{barrier.title} {severity_text(change.after, view)}, {_was_text(change, view)}"


def _height(target: Target, change: RoundChange | None, view: View) -> Height:
    """Return the height of a part of the road now, on the questions that are compared, and what it was."""
    height = target_height(target, view)
    if change is None:
        return height
    bands = view.audit.questionnaire.bands
    rank = band_rank(change.after, bands)
    if change.after == target.severity:
        return height._replace(
            label=bands[rank].title, before=view.displayed(change.before), was=_was_text(change, view)
        )
    return height._replace(
        severity=view.displayed(change.after),
        low=None,
        high=None,
        step=colour_step(rank, len(bands)),
        number=severity_text(change.after, view),
        margin=None,
        label=bands[rank].title,
        bump=change.after >= view.audit.questionnaire.bump_from,
        before=view.displayed(change.before),
        was=_was_text(change, view),
    )


def _was_text(change: RoundChange, view: View) -> str:
    """Return what a number was before, with the verdict if it is clear."""
    was = view.words.gettext("was %(number)s", number=severity_text(change.before, view))
    return f"{was} {verdict_text(change, view)}" if change.said in ("lower", "higher") else was


def _legend_lines(found: RoundComparison, view: View) -> Iterator[str]:
    gettext = view.words.gettext
    yield gettext(
        "Filled: now. Dashed outline and “was”: %(round)s.", round=_round_name(found.before, view, last=False)
    )
    if any(change.said is not None for change in found.changes):
        yield gettext(
            "Clearly lower or higher: by 5 points or more, and by more than chance would make of all areas that are "
            "compared."
        )
    if any(map(is_too_rough, found.changes)):
        yield gettext(
            "Too few answers to say: chance alone could move the number by more than %(n)s points either way.",
            n=view.words.number(ROUGH),
        )
    if found.rests_on == "audits":
        yield gettext(
            "Worked out from the figures of each round’s own report and not from the answers, so ranges are wider than "
            "these would give, and a change is called clear only if rounding cannot have made it."
        )
    elif _differs(found, view):
        yield gettext(
            "Both rounds are worked out anew on the questions that both asked, of the roles that answered in both, so "
            "some numbers differ from those of the round’s own report."
        )


def _differs(found: RoundComparison, view: View) -> bool:
    """Return whether some number is another one than in the report of the last round."""
    return any(
        change.of in view.targets and view.targets[change.of].severity != change.after for change in found.changes
    )


def _barriers_table(found: RoundComparison, view: View) -> Table | None:
    """Return the changes of barriers, with verdicts; None if no barrier is compared."""
    rows = tuple(_worded_row(change, view) for change in found.changes if change.kind == "barrier")
    if not rows:
        return None
    heads = _heads(view.words.gettext("Area"), found, view)
    caption = view.words.gettext("The areas, in figures")
    return Table("table-changes", caption, heads, frozenset(range(1, len(heads))), (RowGroup(None, rows),))


def _facets_table(found: RoundComparison, view: View) -> Table | None:
    """Return the changes of facets, which get no verdict; None if no facet is compared."""
    groups = tuple(
        RowGroup(
            barrier.title, tuple(_worded_row(change, view) for change in found.changes if _is_of(change, barrier.id))
        )
        for barrier in view.audit.barriers
    )
    held = tuple(group for group in groups if group.rows)
    if not held:
        return None
    heads = _heads(view.words.gettext("Part of the road"), found, view)
    caption = view.words.gettext("The parts of the road, in figures")
    return Table("table-parts", caption, heads, frozenset(range(1, len(heads))), held, dense=True)


def _heads(first: str, found: RoundComparison, view: View) -> Row:
    gettext = view.words.gettext
    rounds = [_round_name(each, view, last=False) for each in (*found.earlier, found.before)]
    now = _round_name(found.after, view, last=True)
    return (first, *rounds, now, gettext("Change (between)"))


def _worded_row(change: RoundChange, view: View) -> Row:
    words = _words(change, view)
    return _change_row(change, f"{change.title} ({'; '.join(words)})" if words else change.title, view)


def _is_of(change: RoundChange, barrier: str) -> bool:
    return change.kind == "facet" and change.of.partition(".")[0] == barrier


def _change_row(change: RoundChange, title: str, view: View) -> Row:
    numbers = (*(each.severity for each in change.earlier), change.before, change.after)
    moved = signed_number(change.difference, view)
    if change.low is not None and change.high is not None:
        moved = f"{moved} ({_between(change.low, change.high, view)})"
    return (title, *(severity_text(each, view) for each in numbers), moved)


def _between(low: float, high: float, view: View) -> str:
    ends = (high, low) if view.high_is_good else (low, high)
    first, last = (signed_number(end, view) for end in ends)
    return view.words.gettext("%(low)s to %(high)s", low=first, high=last)


def signed_number(value: float, view: View) -> str:
    """Return a change in whole points, or with one decimal where figures have one, with its sign."""
    value = -value if view.high_is_good else value
    places = 0 if value == int(value) else 1
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{view.words.number(abs(value), places)}"


def _words(change: RoundChange, view: View) -> tuple[str, ...]:
    """Return the verdict, whether it has held, and on how many questions it rests if not on all."""
    gettext = view.words.gettext
    some = {"n": view.words.number(change.questions), "all": view.words.number(change.asked)}
    return (
        *((verdict,) if (verdict := _table_verdict(change, view)) else ()),
        *((gettext("held for two rounds"),) if change.held else ()),
        *((gettext("on %(n)s of %(all)s questions", **some),) if change.questions < change.asked else ()),
    )


def _table_verdict(change: RoundChange, view: View) -> str | None:
    """Return the verdict that stands beside a title: that of a clear change, or that too few people answered."""
    return verdict_text(change, view) if change.said in ("lower", "higher") or is_too_rough(change) else None


def _people_table(found: RoundComparison, view: View) -> Table | None:
    """Return who answered then and now, by role; None if no role is shown by itself in any of the rounds."""
    rounds = [*found.earlier, found.before, found.after]
    roles = {count.role: count for each in rounds for count in each.by_role}
    if not roles:
        return None
    gettext = view.words.gettext
    last = len(rounds) - 1
    rows = tuple(
        (_title_of_count(count, view), *(_people_text(role, each, view) for each in rounds))
        for role, count in roles.items()
    )
    return Table(
        "table-then",
        gettext("Who answered then and now"),
        (gettext("Role"), *(_round_name(each, view, last=at == last) for at, each in enumerate(rounds))),
        frozenset(range(1, len(rounds) + 1)),
        (RowGroup(None, rows),),
    )


def _title_of_count(count: RoleCount, view: View) -> str:
    unstated = view.words.gettext("role not stated")
    return " + ".join(unstated if title == UNSTATED else title for title in count.title.split(" + "))


def _people_text(role: str, round_: ComparedRound, view: View) -> str:
    """Return how many people of a role answered in a round; a dash where that is not shown."""
    count = next((each for each in round_.by_role if each.role == role), None)
    if count is None or count.n is None:
        return "–"
    n = view.words.number(count.n)
    if count.headcount is None:
        return n
    return view.words.gettext("%(n)s of %(all)s", n=n, all=view.words.number(count.headcount))


def _not_compared(view: View) -> tuple[Block, ...]:
    """Return what is not compared; where it is much, its questions are only counted, and listed elsewhere."""
    if not view.comparison or not view.comparison.not_compared:
        return ()
    title = Headline(view.words.gettext(NOT_COMPARED), 3, None if is_much_left_out(view) else "not-compared")
    if not is_much_left_out(view):
        return (title, ItemList(_reason_lines(view)))
    counted = (" ".join(_count_lines(view)), " ", Link(view.words.gettext("See the list."), "not-compared"))
    parts = _lines_of([each for each in _named_once(view) if each.what not in view.question_texts], view)
    return (title, Paragraph(counted), *bullets(parts))


def not_compared(view: View) -> Section | None:
    """Return the list of all that is not compared, with the reasons; None where the page of changes has it."""
    if view.comparison is None or not is_much_left_out(view):
        return None
    return Section("not-compared", view.words.gettext(NOT_COMPARED), bullets(_reason_lines(view)))


def is_much_left_out(view: View) -> bool:
    """Return whether more questions are not compared than the page of changes names."""
    return sum(each.what in view.question_texts for each in _named_once(view)) > MOST_NAMED


def _count_lines(view: View) -> Iterator[str]:
    """Yield how many questions are not compared, to protect people and for other reasons."""
    reasons = [each.reason for each in _named_once(view) if each.what in view.question_texts]
    unequal = sum(reason in UNEQUAL for reason in reasons)
    if hidden := len(reasons) - unequal:
        yield view.words.ngettext(
            "%(n)s question is not compared, to protect people.",
            "%(n)s questions are not compared, to protect people.",
            hidden,
        )
    if unequal:
        yield view.words.ngettext(
            "%(n)s question is not compared because not every round asked it alike, or has answers to it.",
            "%(n)s questions are not compared because not every round asked them alike, or has answers to them.",
            unequal,
        )


@memoize
def _named_once(view: View) -> tuple[NotCompared, ...]:
    """Return what is not compared, but for questions of a part that is not compared for the same reason."""
    found = view.comparison.not_compared if view.comparison else ()
    whole = {(each.what, each.reason) for each in found}
    return tuple(
        each for each in found if not any((part, each.reason) in whole for part in _wholes_of(each.what, view))
    )


def _reason_lines(view: View) -> tuple[str, ...]:
    return _lines_of(_named_once(view), view)


def _lines_of(found: Iterable[NotCompared], view: View) -> tuple[str, ...]:
    """Return a line for each reason, with all that is not compared because of it."""
    by_reason: dict[NotComparedReason, list[str]] = {}
    for each in found:
        name = truncate_text(each.title, NAME)
        by_reason.setdefault(each.reason, []).append(f"“{name}”" if each.what in view.question_texts else name)
    return tuple(
        f"{view.words.gettext(text)} {', '.join(by_reason[reason])}"
        for reason, text in REASONS.items()
        if reason in by_reason
    )


def _wholes_of(name: str, view: View) -> Iterator[str]:
    """Yield the barrier and the facet that a facet or question belongs to."""
    if name in view.questions:
        for facet in view.questions[name].measures:
            yield facet
            yield facet.partition(".")[0]
    elif "." in name:
        yield name.partition(".")[0]
