"""KoboToolbox and ODK: questions by the path of their groups, and the columns that the server adds."""

import re

from speedbumps.programs.layouts import (
    ExportColumn,
    ExportLayout,
    ExportReader,
    Use,
    classify_column,
    single_heading_layout,
)
from speedbumps.programs.statuses import review_rejection
from speedbumps.tables.sheets import Sheet
from speedbumps.text import fold_text

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
"""The columns with the result of a submission's review."""

PLACES = re.compile(r"^_?geo|geopoint|[-_](latitude|longitude|altitude|accuracy|precision)$", re.IGNORECASE)
"""The columns of a location, which takes one column or four."""

SERVERS = frozenset({"_uuid", "_submission_time", "__version__", "instanceid", "key", "submissiondate"})
"""Columns that only the servers of these programs write."""


def recognise(sheet: Sheet) -> bool:
    """Return whether there is a column that only the servers of these programs write."""
    return any(fold_text(_name_after_groups(name)) in SERVERS for name in sheet.heading)


def _odk_column(sheet: Sheet, place: int, name: str) -> ExportColumn:
    found = classify_column(
        sheet, place, (name, _name_after_groups(name), *_names_without_groups(name)), USES
    )._replace(heading=name.strip())
    if fold_text(_name_after_groups(name)) in STATUS:
        return found._replace(use="status", guessed=False)
    return found._replace(use="private") if found.use == "answer" and PLACES.search(_name_after_groups(name)) else found


def _names_without_groups(name: str) -> tuple[str, ...]:
    """Return the possible ids of the question if hyphens separate groups, the longest first: ids have hyphens too."""
    parts = _name_after_groups(name).split("-")
    return tuple("-".join(parts[start:]) for start in range(1, len(parts)))


def _name_after_groups(name: str) -> str:
    """Return the name after the groups, which KoboToolbox separates by a slash and ODK Central by a hyphen."""
    last = name.rpartition("/")[2].strip()
    return last.removeprefix("meta-") if last.startswith("meta-") else last


def _odk_layout(sheet: Sheet) -> ExportLayout:
    return single_heading_layout(_odk_column)(sheet)._replace(kind_of_row=review_rejection)


PROGRAM = ExportReader("KoboToolbox or ODK", recognise, _odk_layout)
