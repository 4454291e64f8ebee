"""Pieces of HTML that come again and again: functions that escape what they are given and return markup.

Each would cost a template more time to compile than it takes to fill a whole page. `Markup % value` escapes the value
and is four times as fast as `Markup.format`.
"""

from collections.abc import Iterable

from markupsafe import Markup

from speedbumps.report.bars import spread, whisker
from speedbumps.report.bumps import Asked, Part
from speedbumps.report.heights import Height, RoleHeight
from speedbumps.report.options import Option
from speedbumps.report.page import BarrierPart, Road, Stretch
from speedbumps.report.tables import Group, Table

NOTHING = Markup("")
FIGURE = Markup(' class="n"')

FIGURES = {2, 3, 5}
"""The columns of the table of the road that hold figures."""


def paragraphs(lines: Iterable[str | None]) -> Markup:
    """A paragraph for each line that says something."""
    return NOTHING.join(Markup("<p>%s</p>\n") % line for line in lines if line)


def bullets(lines: Iterable[str]) -> Markup:
    """A list."""
    return Markup("<ul>%s</ul>") % NOTHING.join(Markup("<li>%s</li>\n") % line for line in lines)


def fields(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Terms, and what is said of each."""
    shape = Markup("<div><dt>%s</dt><dd>%s</dd></div>\n")
    return Markup("<dl>%s</dl>") % NOTHING.join(shape % pair for pair in pairs)


def option(shown: Option) -> Markup:
    """An option, folded."""
    return Markup(
        '<details class="option"><summary><span class="option-title">%s</span> <span class="tags">%s</span></summary>'
        "%s</details>\n"
    ) % (shown.title, " · ".join(shown.tags), fields(shown.fields))


def asked(question: Asked) -> Markup:
    """A question with the bar of its answers, and the same in words."""
    keys = Markup(" ").join(_key(part) for part in question.parts)
    bar = Markup('%s<p class="spread-words">%s</p>') % (spread(question.parts), keys) if keys else NOTHING
    return Markup('<li class="asked"><p class="question">%s</p><p class="facts">%s %s</p>%s%s</li>\n') % (
        question.text,
        question.prompt or "",
        question.turns,
        bar,
        NOTHING.join(Markup('<p class="facts">%s</p>') % line for line in (question.instead, question.besides) if line),
    )


def table(shown: Table) -> Markup:
    """A table that scrolls by itself where the page is narrow."""
    return Markup(
        '<div class="scroll" role="region" aria-labelledby="%s" tabindex="0"><table><caption id="%s">%s</caption>'
        "<thead><tr>%s</tr></thead>\n%s%s</table></div>"
    ) % (
        shown.name,
        shown.name,
        shown.caption,
        _heads(shown),
        NOTHING.join(_group(group, shown) for group in shown.groups),
        Markup("<tfoot>%s</tfoot>") % (_row(shown) % shown.foot) if shown.foot else NOTHING,
    )


def figure(height: Height) -> Markup:
    """The word first, the number second, the interval third."""
    parts = [
        Markup('<span class="number">%s</span>') % height.number if height.severity is not None else NOTHING,
        Markup('<span class="between">%s</span>') % height.between if height.between else NOTHING,
    ]
    facts = Markup('<p class="facts">%s</p>\n') % height.facts if height.facts else NOTHING
    return Markup('<p class="height">%s</p>\n%s') % (Markup(" ").join([_word(height), *filter(None, parts)]), facts)


def stretches(road: Road) -> Markup:
    """The road as a table."""
    heads = NOTHING.join(
        Markup('<th scope="col"%s>%s</th>') % (FIGURE if at in FIGURES else NOTHING, head)
        for at, head in enumerate(road.heads)
    )
    return Markup(
        '<div class="scroll" role="region" aria-labelledby="table-road" tabindex="0"><table class="heights">'
        '<caption id="table-road">%s</caption><thead><tr>%s</tr></thead>\n%s</table></div>'
    ) % (road.caption, heads, NOTHING.join(_stretch(stretch, len(road.heads)) for stretch in road.stretches))


def roles(barrier: BarrierPart) -> Markup:
    """What each role says, beside the barrier's figure."""
    if not barrier.height.roles:
        return NOTHING
    return Markup(
        '<table class="roles"><caption>%s</caption><thead><tr><th scope="col">%s</th><th scope="col">%s</th>'
        '<th scope="col" class="n">%s</th></tr></thead><tbody>%s</tbody></table>'
    ) % (barrier.caption, *barrier.heads, NOTHING.join(_role(role) for role in barrier.height.roles))


def _role(role: RoleHeight) -> Markup:
    fact = Markup(' <span class="facts">%s</span>')
    return Markup('<tr><th scope="row">%s%s</th><td>%s</td><td class="n">%s%s</td></tr>\n') % (
        role.title,
        fact % role.note if role.note else NOTHING,
        whisker(role),
        role.number,
        fact % role.between if role.between else NOTHING,
    )


def _stretch(stretch: Stretch, wide: int) -> Markup:
    title = Markup('<tr class="stretch"><th scope="rowgroup" colspan="%d">%s</th></tr>\n')
    head = title % (wide, stretch.title) if stretch.title else NOTHING
    return Markup("<tbody>%s%s</tbody>") % (head, NOTHING.join(_height(height) for height in stretch.heights))


def _height(height: Height) -> Markup:
    name = Markup('<a href="#%s">%s</a>') % (height.anchor, height.title) if height.bump else height.title
    return Markup(
        '<tr><th scope="row">%s</th><td>%s</td><td class="n">%s</td><td class="n">%s</td><td>%s</td>'
        '<td class="n">%s</td></tr>\n'
    ) % (name, _word(height), height.number, height.between or "–", height.sure or "–", height.people or "–")


def _word(height: Height) -> Markup:
    step = "none" if height.step is None else height.step
    return Markup('<span class="word w%s"><span aria-hidden="true">%s</span> %s</span>') % (
        step,
        height.symbol,
        height.word,
    )


def _key(part: Part) -> Markup:
    shape = Markup('<span><span class="key s%d" aria-hidden="true"></span>%s <b>%s</b></span>')
    return shape % (part.step, part.label, part.said)


def _heads(shown: Table) -> Markup:
    cell = Markup('<th scope="col"%s>%s</th>')
    return NOTHING.join(cell % (_right(at, shown), head) for at, head in enumerate(shown.heads))


def _group(group: Group, shown: Table) -> Markup:
    title = Markup('<tr class="stretch"><th scope="rowgroup" colspan="%d">%s</th></tr>\n')
    head = title % (len(shown.heads), group.title) if group.title else NOTHING
    shape = _row(shown)
    return Markup("<tbody>%s%s</tbody>") % (head, NOTHING.join(shape % row for row in group.rows))


def _row(shown: Table) -> Markup:
    """The shape of a row, to be filled with its cells."""
    cells = NOTHING.join(Markup("<td%s>%%s</td>") % _right(at, shown) for at in range(1, len(shown.heads)))
    return Markup('<tr><th scope="row">%%s</th>%s</tr>\n') % cells


def _right(at: int, shown: Table) -> Markup:
    return FIGURE if at in shown.figures else NOTHING
