"""Writes kobo-*.csv and kobo-*.xlsx with KoboToolbox's own exporter, formpack: python -m exports.real.kobo."""

from pathlib import Path
from typing import Any

from exports.make import ROWS
from exports.real.kobo_form import FORM, REJECTED, VERSION, Grid, Row, path_of, uuid, when, xform, xlsform
from formpack import FormPack  # type: ignore[import-not-found]
from formpack.constants import UNSPECIFIED_TRANSLATION, UNTRANSLATED  # type: ignore[import-not-found]
from formpack.schema.fields import (  # type: ignore[import-not-found]
    IdCopyField,
    NotesCopyField,
    SubmissionTimeCopyField,
    TagsCopyField,
    ValidationStatusCopyField,
)
from formpack.utils.expand_content import expand_content  # type: ignore[import-not-found]

HERE = Path(__file__).parent
VALUES, LABELS = UNSPECIFIED_TRANSLATION, UNTRANSLATED

NOTED = (
    IdCopyField,
    "_uuid",
    SubmissionTimeCopyField,
    ValidationStatusCopyField,
    NotesCopyField,
    "_status",
    "_submitted_by",
    "__version__",
    TagsCopyField,
)
"""What KoboToolbox adds to every export, in its order."""

STATUSES = {
    "validation_status_approved": "Approved",
    "validation_status_not_approved": "Not Approved",
    "validation_status_on_hold": "On Hold",
}


def submission(number: int, row: Row, status: str = "") -> dict[str, Any]:
    """What KoboToolbox keeps of a person's answers; those that were not given are not there."""
    answers = {path_of(name): answer for name, answer in row.items() if answer}
    return {
        "_id": 4_000_000 + number,
        "start": when(number, 32),
        "end": when(number, 39),
        **answers,
        "__version__": VERSION,
        "meta/instanceID": f"uuid:{uuid(number)}",
        "_xform_id_string": FORM,
        "_uuid": uuid(number),
        "_attachments": [],
        "_status": "submitted_via_web",
        "_geolocation": [None, None],
        "_submission_time": f"2026-11-{10 + number}T16:40:02",
        "_tags": [],
        "_notes": [],
        "_validation_status": {"uid": status, "label": STATUSES[status]} if status else {},
        "_submitted_by": None,
    }


def submissions(*, rejected: bool = False) -> list[dict[str, Any]]:
    """The twelve people's; if it is wanted, also a trial that was not approved, and a status for two of the twelve."""
    looked_at = {2: "validation_status_approved", 5: "validation_status_on_hold"} if rejected else {}
    twelve = [submission(number, row, looked_at.get(number, "")) for number, row in enumerate(ROWS)]
    return [*twelve, submission(12, REJECTED, "validation_status_not_approved")] if rejected else twelve


def export(lang: object, *, groups: bool, grid: Grid = "", **options: object) -> Any:  # noqa: ANN401 - formpack has no types
    xform(grid)  # refuses a form that is wrong
    pack = FormPack([{"version": VERSION, "content": expand_content(xlsform(grid))}], id_string=FORM, title=FORM)
    return pack.export(
        versions=pack.versions.keys(),
        lang=lang,
        hierarchy_in_labels=groups,
        copy_fields=NOTED,
        force_index=True,
        tag_cols_for_header=["hxl"],
        **options,
    )


def csv(name: str, made: Any, *, rejected: bool = False) -> None:  # noqa: ANN401 - as above
    lines = made.to_csv(submissions(rejected=rejected))
    (HERE / name).write_bytes("".join(f"{line}\r\n" for line in lines).encode())


def xlsx(name: str, made: Any, *, rejected: bool = False) -> None:  # noqa: ANN401 - as above
    made.to_xlsx(str(HERE / name), submissions(rejected=rejected))


if __name__ == "__main__":
    csv("kobo-xml.csv", export(VALUES, groups=False))
    csv("kobo-labels.csv", export(LABELS, groups=False))
    csv("kobo-rating.csv", export(LABELS, groups=True, grid="header"))
    csv("kobo-not-approved.csv", export(VALUES, groups=True), rejected=True)
    xlsx("kobo-xml.xlsx", export(VALUES, groups=True, xls_types_as_text=False))
    xlsx("kobo-labels.xlsx", export(LABELS, groups=True, xls_types_as_text=True))
    xlsx("kobo-not-approved.xlsx", export(LABELS, groups=False, xls_types_as_text=False), rejected=True)
