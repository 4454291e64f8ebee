"""Write the file of a school's plan, and add to one without changing anything that stands in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import NamedTuple

import yaml

from speedbumps.diagnostics.yaml_edit import (
    NotExtendableError,
    insert_lines,
    line_after,
    line_end_in,
    mapping_items,
    quoted_scalar,
    with_line_end,
    yaml_scalar,
)
from speedbumps.diagnostics.yaml_events import split_lines
from speedbumps.diagnostics.yaml_source import CLOSING, Source, Tree, parse_yaml
from speedbumps.i18n import gettext_noop
from speedbumps.model.actions import Hours
from speedbumps.model.audit import Audit, AuditedAction, Request
from speedbumps.model.audit_queries import barrier_targets
from speedbumps.model.plan import PlannedAction, PlannedRequest, Sponsor, hours_from_now
from speedbumps.model.scalars import DAY
from speedbumps.model.staff_hours import hours_for_staff
from speedbumps.plan.choose import LeftOut, Reason
from speedbumps.plan.draft import NOTHING, DraftAction, PlanDraft
from speedbumps.plan.school_terms import first_day, term_of_round
from speedbumps.plan.worked import is_same_request
from speedbumps.text import as_sentence, strip_controls

EXAMPLE_YEAR = 2026
"""The year of days that are examples, where that of the round is not known."""

WIDTH = 100
"""The longest line of a comment."""

REASONS: dict[Reason, str] = {
    "outside": gettext_noop("only others can lower it, so we ask them"),
    "rough": gettext_noop("not yet; we are not sure enough how high it is"),
    "no-action": gettext_noop("not yet; there is no action left that we could begin"),
    "hours": gettext_noop("not yet; it does not fit into our hours"),
    "enough": gettext_noop("not yet; we begin with a few things, so that they get done"),
}
"""Why a bump is left out, in words that a school may agree on or replace."""

EXAMPLE_REASON = "# what you agree on; for example: "
"""What a new plan has in place of a reason, before an example of one."""

HEADER = """\
# The plan of {school}: what we do about our bumps, who leads it, and when we look again.
# Change anything. 'speedbumps plan' adds to this file what is new, and changes nothing that stands here;
# 'speedbumps check' says what is still missing. What is proposed is a suggestion until people agree to it.
format: speedbumps-plan/1
school: {id}
{name}{round}{nation}{staff}questionnaire: {questionnaire}
"""

HOURS = """\
# Hours of everybody's time together that there are for new things in a term. With them, actions are chosen that fit.
"""

OWN = """\
# A few things at a time; one is enough. Nothing starts until something stops. A text with a colon goes in "quotes".
# An action of your own looks like this; hours are [at least, at most], of all people together:
#   - bump: time.delay
#     own:
#       title: A yes or no by Friday
#       eases: [time.delay]
#       hours: {setup: [1, 2], per_term: [2, 4], saves_per_term: [5, 10]}
#     status: agreed
"""

SPONSORS = """\
# Who stands behind this work, and until when: a head, a chair of governors, a funded programme.
sponsors:
"""

SPONSOR = "  # - {role: Headteacher, mandate: appointed, until: 2029-08-31}\n"
"""An example, where nobody is carried over."""


class _Part(NamedTuple):
    """Lines to add to a list of the file, indented from 0."""

    key: str
    lines: tuple[str, ...]


def plan_text(
    audit: Audit,
    draft: PlanDraft,
    hours_per_term: float | None,
    library: Mapping[str, AuditedAction] = NOTHING,
) -> str:
    """Return the text of a new plan of the school of *audit* with what *draft* proposes.

    The *library* has the actions that *audit* does not have.
    """
    school, of = audit.school, audit.questionnaire
    header = HEADER.format(
        school=_one_line(school.name or school.id),
        id=yaml_text(school.id),
        name=f"name: {yaml_text(school.name)}\n" if school.name else "",
        round=f"round: {yaml_text(audit.round)}\n" if audit.round else "",
        nation=f"nation: {school.nation}\n" if school.nation else "",
        staff=f"staff: {school.staff}\n" if school.staff else "",
        questionnaire=f"{of.id}@{of.version}",
    )
    hours = f"hours_per_term: {hours_per_term:g}\n" if hours_per_term is not None else "hours_per_term:\n"
    parts = "".join(_new_list(part) for part in _list_parts(audit, draft, library))
    ended = (f"  # {_sponsor_text(each)}  # this term of office has ended\n" for each in draft.ended)
    sponsors = "".join((*(f"  {_sponsor_text(each)}\n" for each in draft.sponsors), *ended)) or SPONSOR
    return f"{header}{HOURS}{hours}{SPONSORS}{sponsors}{parts}"


def extended_text(
    source: Source, audit: Audit, draft: PlanDraft, library: Mapping[str, AuditedAction] = NOTHING
) -> str:
    """Return the text of the plan in *source* with what *draft* adds to it; all that stands there stays as it is.

    The *library* has the actions that *audit* does not have.

    Raises:
        NotExtendableError: If something cannot be added.
    """
    text = source.text
    for part in _list_parts(audit, draft, library):
        if not part.lines:
            continue
        parsed = parse_yaml(source.path, text).value
        if parsed is None or not isinstance(parsed.data, dict):
            raise NotExtendableError
        text = _with_part(parsed, part)
    if not _holds(source, text):
        raise NotExtendableError
    return text


def yaml_text(text: str) -> str:
    """Return *text* as a YAML scalar, without line ends and control characters."""
    return yaml_scalar(_one_line(text))


def _one_line(text: str) -> str:
    return strip_controls(" ".join(text.split())).strip()


def _list_parts(audit: Audit, draft: PlanDraft, library: Mapping[str, AuditedAction]) -> tuple[_Part, ...]:
    """Return what the draft adds to each list of the file, in the order of the file."""
    staff, term = audit.school.staff, term_of_round(audit.round)
    year = term.year if term else EXAMPLE_YEAR
    begins = first_day(term, audit.school.nation) if term else None
    known = {**library, **{action.id: action for action in audit.actions}}
    carried = (
        line for each in draft.carried for line in _carried_lines(each, audit, known.get(each.action or ""), begins)
    )
    actions = (*carried, *(line for each in draft.actions for line in _action_lines(each, staff, year)))
    left_out = (line for each in draft.left_out for line in _left_out_lines(each, audit, draft.dropped))
    asks = (line for each in draft.asks for line in _ask_lines(each, draft.asked))
    return (_Part("priorities", tuple(actions)), _Part("left_out", tuple(left_out)), _Part("asks", tuple(asks)))


def _action_lines(drafted: DraftAction, staff: int | None, year: int) -> Iterator[str]:
    """Yield the lines of a drafted action, with days of *year* as examples."""
    target, action = drafted.target, drafted.action
    severity = f": {target.severity:.0f} out of 100" if target.severity is not None else ""
    yield from _comment(f"{target.title}{severity}.")
    yield from _comment(f"{as_sentence(action.title)} First step: {action.first_step}")
    yield from _comment(hours_words(hours_for_staff(action, staff)))
    if drafted.left_before:
        yield from _comment(f"It was left out before: {drafted.left_before}")
    yield f"- bump: {target.id}"
    yield f"  action: {action.id}"
    yield "  status: proposed  # then agreed, under-way, done or dropped"
    yield '  change: ""  # what you change about it, so that it fits'
    yield f"  stops:{_value(action.stop)}  # what gives way"
    yield f"  keeps:{_value(action.protects)}  # the good purpose of what gives way"
    yield f'  owner: ""  # one person; the library says: {_one_line(action.owner)}'
    yield f"  start:  # a day, such as {year}-11-30"
    yield "  review:  # the day on which you look again"
    yield f"  sign:{_value(action.success or getattr(target, 'quick_sign', None))}"
    yield f"  outcome:{_value(getattr(target, 'lasting_outcome', None))}"
    if action.moves_pupils:
        yield "  fairness:  # it may move pupils: ask first who could lose by it"
        yield '    could_lose: ""'
        yield '    so_we: ""  # what you do so that they do not'
    yield "  hours_spent:"
    yield '  notes: ""'


def _carried_lines(
    planned: PlannedAction, audit: Audit, action: AuditedAction | None, begins: date | None
) -> Iterator[str]:
    """Yield the lines of an action that goes on from the last plan, with every word that stands there.

    A day on which people looked again before the plan *begins* is marked.
    """
    title = planned.own.title if planned.own else action.title if action else planned.action or ""
    yield from _comment(f"{_titles(audit).get(planned.bump, planned.bump)}.")
    yield from _comment(f"{as_sentence(title)} It goes on from the last plan.")
    expected = planned.own.hours if planned.own else hours_for_staff(action, audit.school.staff) if action else Hours()
    yield from _comment(hours_words(hours_from_now(planned, expected)))
    held = planned.model_dump(mode="json", exclude_none=True)
    first, *rest = (line for key, value in held.items() for line in _key_lines(key, value))
    if planned.review is not None and begins is not None and planned.review < begins:
        rest = [f"{line}  # has passed; write a new day" if line.startswith("review: ") else line for line in rest]
    yield f"- {first}"
    yield from (f"  {line}" for line in rest)


def _key_lines(key: str, value: object) -> Iterator[str]:
    """Yield the lines of a key of a planned action with its *value*, as YAML."""
    match value:
        case dict():
            yield f"{key}:"
            yield from (f"  {line}" for name, part in value.items() for line in _key_lines(str(name), part))
        case str() if DAY.fullmatch(value):
            yield f"{key}: {value}"
        case str():
            yield f"{key}: {yaml_scalar(value) if value.isprintable() else quoted_scalar(value)}"
        case list() | tuple():
            parts = (quoted_scalar(part) if isinstance(part, str) else f"{part:g}" for part in value)
            yield f"{key}: [{', '.join(parts)}]"
        case bool():
            yield f"{key}: {str(value).lower()}"
        case _:
            yield f"{key}: {value:g}"


def hours_words(hours: Hours) -> str:
    """Return the *hours* of an action in a sentence."""
    parts = (
        (hours.setup, "{} hours to begin"),
        (hours.per_term, "{} hours a term"),
        (hours.saves_per_term, "gives back {} hours a term"),
    )
    said = [words.format(_range_words(*ends)) for ends, words in parts if ends[1]]
    return f"All people together: {'; '.join(said)}." if said else "It takes hardly any time."


def _range_words(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _titles(audit: Audit) -> Mapping[str, str]:
    """Return the titles of bumps, by their full names."""
    return {target.id: target.title for barrier in audit.barriers for target in barrier_targets(barrier)}


def _left_out_lines(left: LeftOut, audit: Audit, dropped: Iterable[PlannedAction]) -> Iterator[str]:
    """Yield the lines of a bump that is left as it is, with what the last plan noted of what it *dropped* for it."""
    yield from _comment(_titles(audit)[left.bump])
    notes = (each.notes for each in dropped if each.bump == left.bump)
    example = next((_one_line(note) for note in notes if note), REASONS[left.because])
    yield f"- bump: {left.bump}"
    yield f'  because: ""  {EXAMPLE_REASON}{example}'


def _sponsor_text(sponsor: Sponsor) -> str:
    mandate = f", mandate: {quoted_scalar(sponsor.mandate)}" if sponsor.mandate else ""
    until = f", until: {sponsor.until}" if sponsor.until else ""
    return f"- {{role: {quoted_scalar(sponsor.role)}{mandate}{until}}}"


def _ask_lines(request: Request, asked: Iterable[PlannedRequest]) -> Iterator[str]:
    """Yield the lines of a request, below a comment if the last plan *asked* the same."""
    for each in asked:
        if is_same_request(each, request):
            sent = f"Asked before, sent on {each.sent}." if each.sent else "Asked before."
            yield from _comment(f"{sent} Their answer: {each.answer}" if each.answer else f"{sent} No answer yet.")
    yield f"- of:{_value(request.to or 'those who can lower it')}"
    yield f"  bump: {request.bump}"
    yield f"  text:{_value(request.text)}"
    yield "  sent:"
    yield '  answer: ""  # if only one of them answered, say who'


def _value(text: str | None) -> str:
    return f" {yaml_text(text)}" if text else ""


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}" for line in wrap(_one_line(text), WIDTH - 4))


def _new_list(part: _Part) -> str:
    comment = {
        "priorities": OWN,
        "left_out": "# What is left as it is, and why, in your words: staff read that. A line that you take out is "
        "considered again.\n",
        "asks": "# What others can lower.\n",
    }[part.key]
    return comment + f"{part.key}:\n" + "".join(f"  {line}\n" for line in part.lines)


def _with_part(source: Source, part: _Part) -> str:
    """Return the text of *source* with the lines of *part* at the end of its list."""
    end = line_end_in(source.text)
    lines = split_lines(source.text)
    if not isinstance(source.data, dict) or part.key not in source.data:
        return with_line_end(source.text, end) + f"{part.key}:{end}" + _block(part.lines, "  ", end)
    start, last = _list_events(source, part.key)
    if isinstance(start, yaml.ScalarEvent):  # the key has no value yet
        at = line_after(start)
        return insert_lines(lines, at, _block(part.lines, "  ", end), end)
    if start.flow_style:
        raise NotExtendableError
    mark = start.start_mark
    indent = " " * (mark.column if mark else 0)
    at = _after_comments(lines, line_after(last), len(indent))
    return insert_lines(lines, at, _block(part.lines, indent, end), end)


def _list_events(source: Source, key: str) -> tuple[yaml.ScalarEvent | yaml.SequenceStartEvent, yaml.Event]:
    """Return the event that starts the value of *key* at the top of the file, and the last event with a text in it."""
    (item,) = (item for item in mapping_items(source) if item.name == key)
    start = source.events[item.value]
    if isinstance(start, yaml.ScalarEvent):
        return start, start
    inside = source.events[item.value + 1 : item.end]
    texts = [event for event in inside if isinstance(event, yaml.ScalarEvent) or _is_flow_end(event)]
    if not isinstance(start, yaml.SequenceStartEvent) or not texts:
        raise NotExtendableError
    return start, texts[-1]


def _is_flow_end(event: yaml.Event) -> bool:
    """Return whether *event* is a closing bracket, which has a place of its own."""
    start, end = event.start_mark, event.end_mark
    return isinstance(event, CLOSING) and start is not None and end is not None and start.index < end.index


def _after_comments(lines: Sequence[str], at: int, indent: int) -> int:
    """Return *at*, or the line after the comments there that are indented further than the list."""
    while at < len(lines) and lines[at].lstrip(" ").startswith("#"):
        if len(lines[at]) - len(lines[at].lstrip(" ")) <= indent:
            break
        at += 1
    return at


def _block(lines: Sequence[str], indent: str, end: str) -> str:
    return "".join(f"{indent}{line}{end}" for line in lines)


def _holds(source: Source, text: str) -> bool:
    """Return whether *text* is still valid YAML, and each list of it begins with what stands in *source*."""
    after = parse_yaml(source.path, text).value
    if after is None or not isinstance(after.data, dict) or not isinstance(source.data, dict):
        return False
    for key, value in source.data.items():
        now = after.data.get(key)
        if isinstance(value, list) and isinstance(now, list):
            now = now[: len(value)]
        elif value == "" and isinstance(now, list):
            now = ""
        if without_last_line_end(now) != without_last_line_end(value):
            return False
    return True


def without_last_line_end(value: Tree | None) -> Tree | None:
    """Return *value* with every text as it was before the last line of the file got a line end."""
    match value:
        case str():
            return value.rstrip("\n")
        case list():
            return [without_last_line_end(each) or "" for each in value]
        case dict():
            return {key: without_last_line_end(each) or "" for key, each in value.items()}
    return None
