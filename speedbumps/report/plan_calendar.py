"""From a school's plan to a calendar file (iCalendar, RFC 5545): when things begin, and when people look again."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from speedbumps.i18n import Locale
from speedbumps.model.plan import OPEN, PlannedAction
from speedbumps.report.plan_page import PlanPage
from speedbumps.text import strip_controls

LONGEST_LINE = 75
"""The most bytes in a line (RFC 5545, 3.1)."""

ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
"""What stands for the characters that a text may not hold (RFC 5545, 3.3.11)."""


def plan_calendar(page: PlanPage, words: Locale) -> str:
    """Return a calendar with an event of a whole day for each start and each review of an open action.

    The same plan gives the same bytes, so an event that is imported again replaces the one of before.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//speedbumps//plan//EN", *_events(page, words), "END:VCALENDAR"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _events(page: PlanPage, words: Locale) -> Iterator[str]:
    gettext = words.gettext
    for planned in (each for each in page.plan.priorities if each.status in OPEN):
        action = page.action_title(planned)
        days = (
            ("start", planned.start, gettext("We begin: %(action)s", action=action)),
            ("review", planned.review, gettext("We look again: %(action)s", action=action)),
        )
        for kind, day, title in days:
            if day is not None:
                yield from _event(day, title, _description(planned, page, words), _uid(kind, planned, page))


def _description(planned: PlannedAction, page: PlanPage, words: Locale) -> str:
    gettext = words.gettext
    parts = (
        (gettext("What is in the way"), page.bump_title(planned.bump)),
        (gettext("What gives way"), planned.stops),
        (gettext("Who leads"), planned.owner),
        (gettext("Quick sign"), planned.sign),
    )
    return "\n".join(f"{name}: {text}" for name, text in parts if text)


def _uid(kind: str, planned: PlannedAction, page: PlanPage) -> str:
    """Return an id that is the same for the same event, and tells nothing."""
    parts = (page.plan.school, page.plan.round or "", planned.bump, page.action_title(planned), kind)
    digest = sha256("\n".join(parts).encode()).hexdigest()
    return f"{digest[:32]}@speedbumps"


def _event(day: date, title: str, description: str, uid: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{_escape(title)}"
    yield f"DESCRIPTION:{_escape(description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escape(text: str) -> str:
    return "\n".join(strip_controls(line) for line in text.splitlines()).translate(ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Yield *line* in parts of at most LONGEST_LINE bytes; those after the first begin with a space."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
