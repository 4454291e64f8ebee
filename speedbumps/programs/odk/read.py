"""KoboToolbox and ODK: questions by the path of their groups, with what the server notes around them."""

import re

from speedbumps.programs.layouts import Column, Layout, Program, Use, column, one_heading
from speedbumps.programs.statuses import rejected
from speedbumps.tables.sheets import Sheet
from speedbumps.text import folded

USES: dict[str, Use] = {
    **dict.fromkeys(
        (
            "start",
            "end",
            "today",
            "username",
            "deviceid",
            "phonenumber",
            "simserial",
            "subscriberid",
            "email",
            "_id",
            "_uuid",
            "_submission_time",
            "_submitted_by",
            "_geolocation",
            "submissiondate",
            "submitterid",
            "submittername",
            "instanceid",
            "instancename",
            "key",
            "audit",
            "audit_url",
        ),
        "private",
    ),
    **dict.fromkeys(
        (
            "__version__",
            "_version_",
            "_status",
            "_index",
            "_tags",
            "_notes",
            "_attachments",
            "_xform_id_string",
            "attachmentspresent",
            "attachmentsexpected",
            "status",
            "edits",
            "formversion",
            "rootuuid",
        ),
        "bookkeeping",
    ),
}

STATUS = frozenset({"_validation_status", "reviewstate"})
"""Columns that say what became of a submission in a review."""

PLACES = re.compile(r"^_?geo|geopoint|[-_](latitude|longitude|altitude|accuracy|precision)$", re.IGNORECASE)
"""Where somebody was, in one column or in four."""

SERVERS = frozenset({"_uuid", "_submission_time", "__version__", "instanceid", "key", "submissiondate"})
"""Columns that only such a server writes."""


def recognise(sheet: Sheet) -> bool:
    """Whether a column is there that only such a server writes."""
    return any(folded(_last(name)) in SERVERS for name in sheet.heading)


def _column(sheet: Sheet, place: int, name: str) -> Column:
    found = column(sheet, place, (name, _last(name), *_without_groups(name)), USES)._replace(heading=name.strip())
    if folded(_last(name)) in STATUS:
        return found._replace(use="status", guessed=False)
    return found._replace(use="private") if found.use == "answer" and PLACES.search(_last(name)) else found


def _without_groups(name: str) -> tuple[str, ...]:
    """What may be the question where hyphens part groups; one in an id looks the same, so the longest comes first."""
    parts = _last(name).split("-")
    return tuple("-".join(parts[start:]) for start in range(1, len(parts)))


def _last(name: str) -> str:
    """What comes after the groups: Kobo parts them by a slash, ODK Central by a hyphen."""
    last = name.rpartition("/")[2].strip()
    return last.removeprefix("meta-") if last.startswith("meta-") else last


def _layout(sheet: Sheet) -> Layout:
    return one_heading(_column)(sheet)._replace(kind_of_row=rejected)


PROGRAM = Program("KoboToolbox or ODK", recognise, _layout)
