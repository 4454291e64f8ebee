"""What makes two rows the same, and what of a school's answers counts as published."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

import polars as pl
import pytest
from support.schools import first_version, responses

from speedbumps.audit import audits
from speedbumps.disclosure.republication import Publication
from speedbumps.model.audit import Audit
from speedbumps.responses.publication_note import (
    NotedReport,
    PublicationNote,
    note_path,
    read_note,
    write_note,
)
from speedbumps.responses.publications import admit, publications, since_exposure
from speedbumps.scoring.responses import BLANK, NOT_ASKED
from speedbumps.tables.files import PUBLISHED

SALT = b"salt"
LEAST = 5
STAFF = ["leader"] * 6 + ["teacher"] * 12


def frame(roles: list[str] = STAFF, *, consent: bool = True) -> pl.DataFrame:
    return responses(roles, Random(7), gaps=0.1, consent=consent).people


def published(people: pl.DataFrame, salt: bytes = SALT) -> Publication:
    return publications(first_version(), people, salt)["somewhere"].people


def cells(people: pl.DataFrame) -> Mapping[str, int]:
    return {cell: len(rows) for cell, rows in published(people).cells.items()}


def changed(people: pl.DataFrame, column: str, value: object) -> pl.DataFrame:
    """The *people*, the first of whom has another *value* in a *column*."""
    first = pl.int_range(pl.len()) == 0
    return people.with_columns(pl.when(first).then(pl.lit(value)).otherwise(pl.col(column)).alias(column))


def test_an_answer_is_part_of_a_row_and_a_role_is_not() -> None:
    people = frame()
    other = (people.item(0, "T01") + 1) % 4
    before, role, answer = (
        published(each) for each in (people, changed(people, "role", "teacher"), changed(people, "T01", other))
    )
    rows = {row for held in before.cells.values() for row in held}

    assert len(rows) == len(STAFF)
    assert {row for held in role.cells.values() for row in held} == rows
    assert len({row for held in answer.cells.values() for row in held} - rows) == 1


def test_it_makes_no_difference_how_a_question_was_left_without_an_answer() -> None:
    people = changed(frame(), "T01", BLANK).with_columns(pl.lit(BLANK, pl.Int8).alias("T02"))
    assert published(people) == published(changed(people, "T01", NOT_ASKED).drop("T02"))


def test_it_makes_no_difference_what_somebody_wrote_and_one_that_he_did() -> None:
    people = frame().with_columns(pl.lit("A list.").alias("O1"))
    assert "O1" in first_version().questions
    assert published(people) == published(changed(people, "O1", "Another list."))
    assert published(people) != published(changed(people, "O1", " "))


def test_the_salt_changes_every_digest() -> None:
    one, other = (published(frame(), salt) for salt in (b"one", b"other"))
    assert {row for rows in one.cells.values() for row in rows}.isdisjoint(
        row for rows in other.cells.values() for row in rows
    )


@pytest.mark.parametrize(
    ("roles", "consent", "expected"),
    [
        (STAFF, False, {"leader": 6, "teacher": 12}),
        ([*STAFF, "support"], False, {"leader+support": 7, "teacher": 12}),
        ([*STAFF, "governor"], False, {"leader": 6, "teacher": 12}),
        ([*STAFF, *["governor"] * 5], False, {"governor": 5, "leader": 6, "teacher": 12}),
        ([*STAFF, "head"], False, {"leader": 7, "teacher": 12}),
        ([*STAFF, "head"], True, {"head": 1, "leader": 6, "teacher": 12}),
    ],
)
def test_only_groups_of_which_something_is_shown_are_published(
    roles: list[str],
    consent: bool,  # noqa: FBT001 - a case of the test
    expected: Mapping[str, int],
) -> None:
    assert cells(frame(roles, consent=consent)) == expected


@pytest.mark.parametrize("roles", [["teacher"] * 4, ["head"], ["head", *["governor"] * 4]], ids=str)
def test_nothing_is_published_of_too_few_people_nor_of_a_head_alone(roles: list[str]) -> None:
    assert publications(first_version(), frame(roles), SALT) == {}


def test_the_number_of_a_schools_own_people_leaves_out_others() -> None:
    assert published(frame([*STAFF, *["governor"] * 5])).size == len(STAFF)


def test_a_note_is_read_as_it_was_written(tmp_path: Path) -> None:
    people = Publication({"head": ("0" * 12,), "teacher": ("a" * 12, "b" * 12)}, frozenset({"head"}), frozenset())
    reports = {
        "älm\ud800": (NotedReport(None, people), NotedReport("2026", people, (31, 33))),
        "oak": (NotedReport(None, people._replace(beside=frozenset({"governor"})), ()),),
    }
    note = PublicationNote(b"1234", reports)
    write_note(note, tmp_path / PUBLISHED)
    assert read_note(tmp_path / PUBLISHED) == note


def test_a_note_lies_in_the_first_folder_or_beside_the_first_file(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    assert note_path([tmp_path / "answers", tmp_path / "a.csv"]) == tmp_path / "answers" / PUBLISHED
    assert note_path([tmp_path / "a.csv", tmp_path / "answers"]) == tmp_path / PUBLISHED


def report(*rows: int) -> NotedReport:
    return NotedReport(None, Publication({"teacher": tuple(f"{row:012x}" for row in rows)}))


def test_what_replaces_a_report_replaces_what_that_replaced() -> None:
    note = PublicationNote(SALT)
    for number in (31, 33, 34):
        admission = admit(note, {"oak": report(*range(number))}, LEAST, replaces=True)
        note = admission.note
    assert admission.reports["oak"].replaces == (31, 33)
    assert note.reports == {"oak": (admission.reports["oak"],)}


def test_a_report_replaces_only_those_that_it_must_not_lie_beside() -> None:
    note = PublicationNote(SALT)
    for number in (20, 30, 32):
        note = admit(note, {"oak": report(*range(number))}, LEAST, replaces=True).note
    assert [(each.people.size, each.replaces) for each in note.reports["oak"]] == [(20, None), (32, (30,))]


def test_one_refused_school_keeps_no_other_from_its_report() -> None:
    note = admit(
        PublicationNote(SALT), {"oak": report(*range(9)), "elm": report(*range(9))}, LEAST, replaces=False
    ).note
    admission = admit(note, {"oak": report(*range(10)), "elm": report(*range(14))}, LEAST, replaces=False)
    assert list(admission.refused) == ["oak"]
    assert list(admission.reports) == ["elm"]
    assert [each.people.size for each in admission.note.reports["oak"]] == [9]


def test_a_school_under_another_id_is_known_by_its_rows() -> None:
    note = admit(PublicationNote(SALT), {"oak": report(*range(9))}, LEAST, replaces=False).note
    assert list(admit(note, {"100001": report(*range(10))}, LEAST, replaces=False).refused) == ["100001"]
    assert not admit(note, {"100001": report(*range(4), *range(20, 26))}, LEAST, replaces=False).refused
    admission = admit(note, {"100001": report(*range(10))}, LEAST, replaces=True)
    assert admission.reports["100001"].replaces == (9,)
    assert list(admission.note.reports) == ["100001"]


def audit_of(roles: list[str], *, consent: bool = False) -> Audit:
    made = responses(roles, Random(7), gaps=0.0, consent=consent)
    (found,) = audits(first_version(), made)
    return found


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        (STAFF, STAFF, False),
        (STAFF, [*STAFF, "teacher"], True),
        (STAFF, [*STAFF, *["teacher"] * 5], False),
        (STAFF, STAFF[1:], True),
        (STAFF, [*STAFF[1:], "teacher"], True),
        (STAFF, [*STAFF, "head"], False),
        (STAFF, [*STAFF, *["governor"] * 5], False),
        (STAFF, [*STAFF, *["governor"] * 4], False),
        ([*STAFF, *["governor"] * 5], [*STAFF, *["governor"] * 6], True),
    ],
)
def test_since_compares_the_numbers_of_people(
    before: list[str],
    after: list[str],
    refused: bool,  # noqa: FBT001 - a case of the test
) -> None:
    found = since_exposure(audit_of(before, consent=True), audit_of(after, consent=True))
    assert (found is not None) == refused
