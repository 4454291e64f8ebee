"""Pieces of HTML that come again and again: functions that escape what they are given and return markup.

Each would cost a template more time to compile than it takes to fill a whole page.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache

from markupsafe import Markup

from speedbumps.report.bars import spread, whisker
from speedbumps.report.bumps import Asked, Part
from speedbumps.report.heights import Height, RoleHeight
from speedbumps.report.markup import NOTHING, filled, joined, repeated
from speedbumps.report.options import Option
from speedbumps.report.page import BarrierPart, Road, Stretch
from speedbumps.report.tables import Group, Row, Table

FIGURE = Markup(' class="n"')

FIGURES = {2, 3, 5}
"""The columns of the table of the road that hold figures."""


def paragraphs(lines: Iterable[str | None]) -> Markup:
    """A paragraph for each line that says something."""
    return repeated("<p>%s</p>\n", ((line,) for line in lines if line))


def bullets(lines: Iterable[str]) -> Markup:
    """A list."""
    return filled("<ul>%s</ul>", repeated("<li>%s</li>\n", ((line,) for line in lines)))


def fields(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Terms, and what is said of each."""
    return filled("<dl>%s</dl>", repeated("<div><dt>%s</dt><dd>%s</dd></div>\n", pairs))


@lru_cache(maxsize=1024)
def option(shown: Option) -> Markup:
    """An option, folded. Kept, since it comes again in other schools' reports."""
    return filled(
        '<details class="option"><summary><span class="option-title">%s</span> <span class="tags">%s</span></summary>'
        "%s</details>\n",
        shown.title,
        " · ".join(shown.tags),
        fields(shown.fields),
    )


def asked(question: Asked) -> Markup:
    """A question with the bar of its answers, and the same in words."""
    besides = [(line,) for line in (question.instead, question.besides) if line]
    return filled(
        '<li class="asked"><p class="question">%s</p><p class="facts">%s %s</p>%s%s</li>\n',
        question.text,
        question.prompt or "",
        question.turns,
        _answers(question.parts) if question.parts else NOTHING,
        repeated('<p class="facts">%s</p>', besides),
    )


def table(shown: Table) -> Markup:
    """A table that scrolls by itself where the page is narrow."""
    return filled(
        '<div class="scroll" role="region" aria-labelledby="%s" tabindex="0"><table><caption id="%s">%s</caption>'
        "<thead><tr>%s</tr></thead>\n%s%s</table></div>",
        shown.name,
        shown.name,
        shown.caption,
        _heads(shown.heads, shown.figures),
        joined(_group(group, shown) for group in shown.groups),
        filled("<tfoot>%s</tfoot>", filled(_row(shown), *shown.foot)) if shown.foot else NOTHING,
    )


def figure(height: Height) -> Markup:
    """The word first, the number second, the interval third."""
    return filled(
        '<p class="height">%s%s%s</p>\n%s',
        _word(height),
        filled(' <span class="number">%s</span>', height.number) if height.severity is not None else NOTHING,
        filled(' <span class="between">%s</span>', height.between) if height.between else NOTHING,
        filled('<p class="facts">%s</p>\n', height.facts) if height.facts else NOTHING,
    )


def stretches(road: Road) -> Markup:
    """The road as a table."""
    return filled(
        '<div class="scroll" role="region" aria-labelledby="table-road" tabindex="0"><table class="heights">'
        '<caption id="table-road">%s</caption><thead><tr>%s</tr></thead>\n%s</table></div>',
        road.caption,
        _heads(road.heads, FIGURES),
        joined(_stretch(stretch, len(road.heads)) for stretch in road.stretches),
    )


def roles(barrier: BarrierPart) -> Markup:
    """What each role says, beside the barrier's figure."""
    if not barrier.height.roles:
        return NOTHING
    return filled(
        '<table class="roles"><caption>%s</caption><thead><tr><th scope="col">%s</th><th scope="col">%s</th>'
        '<th scope="col" class="n">%s</th></tr></thead><tbody>%s</tbody></table>',
        barrier.caption,
        *barrier.heads,
        joined(_role(role) for role in barrier.height.roles),
    )


def _role(role: RoleHeight) -> Markup:
    fact = ' <span class="facts">%s</span>'
    return filled(
        '<tr><th scope="row">%s%s</th><td>%s</td><td class="n">%s%s</td></tr>\n',
        role.title,
        filled(fact, role.note) if role.note else NOTHING,
        whisker(role),
        role.number,
        filled(fact, role.between) if role.between else NOTHING,
    )


def _stretch(stretch: Stretch, wide: int) -> Markup:
    rows = joined(_height(height) for height in stretch.heights)
    return filled("<tbody>%s%s</tbody>", _title(stretch.title, wide), rows)


def _title(title: str | None, wide: int) -> Markup:
    """A row that says what the rows below it have in common."""
    if not title:
        return NOTHING
    return filled('<tr class="stretch"><th scope="rowgroup" colspan="%d">%s</th></tr>\n', wide, title)


def _height(height: Height) -> Markup:
    return filled(
        '<tr><th scope="row">%s</th><td>%s</td><td class="n">%s</td><td class="n">%s</td><td>%s</td>'
        '<td class="n">%s</td></tr>\n',
        filled('<a href="#%s">%s</a>', height.anchor, height.title) if height.bump else height.title,
        _word(height),
        height.number,
        height.between or "–",
        height.sure or "–",
        height.people or "–",
    )


def _word(height: Height) -> Markup:
    return filled(
        '<span class="word w%s"><span aria-hidden="true">%s</span> %s</span>',
        "none" if height.step is None else height.step,
        height.symbol,
        height.word,
    )


def _answers(parts: Iterable[Part]) -> Markup:
    return filled('%s<p class="spread-words">%s</p>', spread(parts), joined(map(_key, parts), " "))


def _key(part: Part) -> Markup:
    shape = '<span><span class="key s%d" aria-hidden="true"></span>%s <b>%s</b></span>'
    return filled(shape, part.step, part.label, part.said)


def _heads(heads: Row, figures: Collection[int]) -> Markup:
    cells = ((FIGURE if at in figures else NOTHING, head) for at, head in enumerate(heads))
    return repeated('<th scope="col"%s>%s</th>', cells)


def _group(group: Group, shown: Table) -> Markup:
    return filled("<tbody>%s%s</tbody>", _title(group.title, len(shown.heads)), repeated(_row(shown), group.rows))


def _row(shown: Table) -> str:
    """The shape of a row, to be filled with its cells."""
    cells = (FIGURE if at in shown.figures else NOTHING for at in range(1, len(shown.heads)))
    return '<tr><th scope="row">%s</th>' + "".join(f"<td{cell}>%s</td>" for cell in cells) + "</tr>\n"
