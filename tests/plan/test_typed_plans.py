"""What is typed into a plan's hand-out is read back: all of it, only that, and from any document without harm."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.paths import TESTS
from support.plans import HEADER, read_plan, source_of
from support.strategies import example_count
from support.typed_plans import (
    changed_part,
    changed_text,
    controls,
    drop_tables,
    drop_tags,
    hand_out,
    page_of,
    pick_day,
    type_into,
)

from speedbumps.diagnostics.codes import BOX_NOT_UNDERSTOOD, BOX_WITHOUT_PLACE, CHANGED_TWICE, DAMAGED, TOO_LARGE
from speedbumps.diagnostics.problem import require_value
from speedbumps.i18n import load_locale
from speedbumps.model.plan import PlannedAction, PlannedRequest, SchoolPlan
from speedbumps.office_files import EMPTY_BOX, LONGEST_TAG, bookmark_of, mark_of, read_bookmark, read_tag, tag_of
from speedbumps.plan.boxes import plan_boxes, same_text, typed_text
from speedbumps.plan.plan_edits import text_with_values
from speedbumps.plan.typed_values import TypedDocument, TypedPlan, TypedWords, read_typed
from speedbumps.plan.word_boxes import LARGEST_PART, read_word_boxes

ENGLISH = load_locale("en")
PLAN = f"""{HEADER}priorities:
  - bump: time.delay
    action: A16
    status: proposed  # then agreed
    owner:
    start: 2026-11-30
    hours_spent: 1.5
  - bump: time.timescale
    own: {{title: Ours, eases: [time.timescale], moves_pupils: true}}
    status: dropped
    notes: |
      No time.
      Next year.
asks:
  - {{of: the trust, text: share cover}}
"""
DELAY = "plan:time.delay:A16"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20) | st.sampled_from(
    [
        "<w:t>&amp;</w:t> ]]>",
        "a\n\n b\tc",
        "שלום\u200f 12\nمرحبا",
        "\x1b[31m\u202ex",
        EMPTY_BOX,
        "a\u00ad\u2011b",
        "  ",
        "e\u0301 \ufeff",
    ]
)
BLANK_OR_TEXT = st.none() | TEXTS


def name_of(plan: SchoolPlan, key: str, place: int = 0) -> str:
    return [box.name for box in plan_boxes(plan) if box.key == key][place]


def read(plan: SchoolPlan, *contents: bytes) -> TypedPlan:
    """What is read of documents with these bytes, which are hand-outs of *plan*."""
    with TemporaryDirectory() as folder:
        documents = []
        for number, content in enumerate(contents):
            path = Path(folder, f"{number}.docx")
            path.write_bytes(content)
            documents.append(TypedDocument(path.name, require_value(read_word_boxes(path))))
    return read_typed(plan, documents, TypedWords(page_of(plan).titles, ENGLISH))


def values(typed: TypedPlan) -> dict[str, str]:
    return {box.key: value for box, value in typed.values.items()}


ACTIONS = st.builds(
    PlannedAction,
    bump=st.sampled_from(("time.delay", "time.timescale")) | TEXTS,
    action=st.sampled_from(("A16", "A18", "A99")) | TEXTS,
    status=st.sampled_from(("proposed", "agreed", "under-way", "done", "dropped")),
    **dict.fromkeys(("change", "stops", "keeps", "owner", "sign", "outcome", "notes"), BLANK_OR_TEXT),
    start=st.none() | st.dates(),
    hours_spent=st.none() | st.floats(0, 1000),
)
PLANS = st.builds(
    lambda actions, asks, school: read_plan(HEADER).model_copy(
        update={"priorities": tuple(actions), "asks": tuple(asks), "school": school}
    ),
    st.lists(ACTIONS, max_size=3),
    st.lists(
        st.builds(PlannedRequest, of=TEXTS, text=TEXTS, sent=st.none() | st.dates(), answer=BLANK_OR_TEXT), max_size=2
    ),
    TEXTS,
)


@given(PLANS)
@example_count(4)
def test_nothing_is_read_from_a_hand_out_into_which_nothing_was_typed(plan: SchoolPlan) -> None:
    content = hand_out(plan)

    for each in (content, changed_text(content, drop_tags)):
        found = read(plan, each)
        assert (found.values, found.problems) == ({}, ())
        assert {box.key for box in found.missing} <= {"could_lose", "so_we"}


@cache
def untouched() -> bytes:
    return hand_out(read_plan(PLAN))


@given(
    st.dictionaries(st.sampled_from(("change", "stops", "owner", "sign", "notes")), TEXTS, min_size=1), st.booleans()
)
@example_count(8)
def test_all_that_is_typed_comes_into_the_plan(typed: Mapping[str, str], tagged: bool) -> None:  # noqa: FBT001 - drawn
    plan = read_plan(PLAN)
    shown = {key: "".join(sign for sign in text if sign in "\t\n" or is_xml(sign)) for key, text in typed.items()}
    content = type_into(untouched(), {f"{DELAY}:{key}": text for key, text in shown.items()})

    found = read(plan, content if tagged else changed_text(content, drop_tags))

    expected = {key: typed_text(text) for key, text in shown.items() if same_text(text) not in {"", EMPTY_BOX}}
    assert values(found) == expected
    written = text_with_values(source_of(PLAN), {box.route: value for box, value in found.values.items()})
    again = read_plan(written)
    assert {key: getattr(again.priorities[0], key) for key in expected} == expected
    assert again.model_copy(update={"priorities": plan.priorities}) == plan
    assert again.priorities[1:] == plan.priorities[1:]
    assert read(again, content).values == {}


def is_xml(sign: str) -> bool:
    return sign >= " " and sign not in "\ufffe\uffff"


def test_each_kind_of_box_is_read() -> None:
    plan = read_plan(PLAN)
    typed = {
        f"{DELAY}:status": "Under way",
        f"{DELAY}:start": "Mon 7th Dec 2026",
        f"{DELAY}:review": "12/03/2027",
        f"{DELAY}:owner": "  Ms Akers ",
        f"{DELAY}:notes": f"One\n\nTwo{EMPTY_BOX}",
        f"{DELAY}:hours_spent": "1,000.5 hours",
        name_of(plan, "could_lose", 1): "Year 2",
        name_of(plan, "keeps", 1): EMPTY_BOX,
        name_of(plan, "sent"): "1.12.26",
        name_of(plan, "answer"): "Yes: <all> of it",
    }

    found = read(plan, type_into(untouched(), typed))

    assert (found.problems, found.missing) == ((), ())
    assert values(found) == {
        "status": "under-way",
        "start": "2026-12-07",
        "review": "2027-03-12",
        "owner": "Ms Akers",
        "notes": "One\n\nTwo",
        "hours_spent": "1000.5",
        "could_lose": "Year 2",
        "sent": "2026-12-01",
        "answer": "Yes: <all> of it",
    }


def test_what_is_typed_in_libreoffice_is_read() -> None:
    content = (TESTS / "plan" / "libreoffice-7.4.docx").read_bytes()  # it drops tags, and keeps hints and picked days

    found = read(read_plan(PLAN), content)

    assert values(found) == {
        "owner": "Ms Akers",
        "start": "2026-12-01",
        "review": "2027-03-12",
        "notes": "Began well\nMore: <next> term",
    }
    assert (found.problems, found.missing) == ((), ())


def test_what_is_emptied_is_emptied_but_for_the_status() -> None:
    plan = read_plan(PLAN)
    emptied = {
        f"{DELAY}:status": "",
        f"{DELAY}:start": EMPTY_BOX,
        f"{DELAY}:hours_spent": "",
        name_of(plan, "notes", 1): "",
    }

    found = read(plan, type_into(untouched(), emptied))

    assert values(found) == {"start": "", "hours_spent": "", "notes": ""}
    hinted = changed_text(untouched(), lambda root: show_hint(controls(root)[f"{DELAY}:owner"]))
    assert values(read(plan, hinted)) == {}


def show_hint(control: Element) -> None:
    """Show what Word shows in a box that was emptied."""
    (text,) = control.iter(qn("w:t"))
    text.text = "Click or tap here to enter text."


def test_a_day_that_is_picked_counts_until_another_is_typed_over_it() -> None:
    plan, name = read_plan(PLAN), f"{DELAY}:review"
    picked = {"12 Mawrth 2027": "2027-03-12", "3/12/2027": "2027-03-12", "13 March 2027": "2027-03-13"}

    for shown, expected in picked.items():
        assert values(read(plan, pick_day(untouched(), name, shown, "2027-03-12"))) == {"review": expected}
    (problem,) = read(plan, pick_day(untouched(), name, "not yet", "2027-03-12")).problems
    assert problem.code == BOX_NOT_UNDERSTOOD


def test_all_that_cannot_be_understood_is_listed_with_its_place() -> None:
    plan = read_plan(PLAN)
    typed = {
        f"{DELAY}:status": "soon",
        f"{DELAY}:start": "03/25/2027",
        f"{DELAY}:hours_spent": "a lot",
        f"{DELAY}:notes": "x" * 10_001,
        name_of(plan, "sent"): "31 November 2026",
    }

    found = read(plan, type_into(untouched(), typed))

    assert found.values == {}
    assert {problem.code for problem in found.problems} == {BOX_NOT_UNDERSTOOD}
    places = ("Status", "From", "Hours spent", "Notes")
    starts = [
        *(f"0.docx: error SB942 Waiting for a yes, “{title}”: " for title in places),
        "0.docx: error SB942 The trust,",
    ]
    assert len(found.problems) == len(starts)
    assert all(any(str(problem).startswith(start) for problem in found.problems) for start in starts)
    assert not any(text in str(found.problems) for text in ("soon", "03/25", "a lot"))


def test_what_both_changed_is_a_problem_unless_it_is_the_same() -> None:
    changed = read_plan(PLAN.replace("owner:", "owner: Mr Bell").replace("2026-11-30", "2026-11-29"))
    other, same = ({f"{DELAY}:owner": name} for name in ("Ms Akers", "Mr Bell"))

    assert (read(changed, untouched()).values, read(changed, untouched()).problems) == ({}, ())
    assert [problem.code for problem in read(changed, type_into(untouched(), other)).problems] == [CHANGED_TWICE]
    assert read(changed, type_into(untouched(), same)) == TypedPlan({})
    several = read(read_plan(PLAN), *(type_into(untouched(), typed) for typed in (other, same)))
    assert [problem.code for problem in several.problems] == [CHANGED_TWICE]


def test_text_about_what_the_plan_no_longer_has_is_a_problem() -> None:
    plan = read_plan(HEADER)
    content = type_into(untouched(), {f"{DELAY}:owner": "Ms Akers", f"{DELAY}:status": "agreed"})

    assert read(plan, untouched()).problems == ()
    problems = read(plan, content).problems
    assert [problem.code for problem in problems] == [BOX_WITHOUT_PLACE] * 2
    assert "the box “Who leads” about A16 for time.delay" in str(problems)
    assert len(read(plan, changed_text(content, drop_tags)).problems) == 2


def test_a_box_that_is_gone_changes_nothing_and_is_named() -> None:
    content = changed_text(untouched(), drop_tables)

    found = read(read_plan(PLAN), content)

    assert (found.values, found.problems) == ({}, ())
    assert [box.key for box in found.missing] == ["status", "start", "hours_spent", "status", "notes"]


def test_paragraphs_and_words_beside_a_box_count_and_deleted_ones_do_not() -> None:
    def change(root: Element) -> None:
        paragraph = controls(root)[f"{DELAY}:notes"].getparent()
        run = "<w:r><w:t>{}</w:t></w:r>"
        changed = f"<w:ins>{run.format('Second')}</w:ins><w:del>{run.format('gone')}</w:del>"
        paragraph.addnext(etree.fromstring(f"<w:p xmlns:w='{paragraph.nsmap['w']}'>{changed}</w:p>"))

    content = changed_text(type_into(untouched(), {f"{DELAY}:notes": "First"}), change)

    assert values(read(read_plan(PLAN), content)) == {"notes": "First\nSecond"}


BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no archive": (lambda _: b"PK\x03\x04 no archive", DAMAGED),
    "empty": (lambda _: b"", DAMAGED),
    "with a password": (lambda _: b"\xd0\xcf\x11\xe0" + bytes(600), DAMAGED),
    "cut off": (lambda content: content[: len(content) // 2], DAMAGED),
    "entities": (
        lambda content: changed_part(content, lambda part: part.replace(b"<w:document", BOMB + b"<w:document")),
        DAMAGED,
    ),
    "entities in UTF-16": (
        lambda content: changed_part(
            content, lambda _: f"<?xml version='1.0'?>{BOMB.decode()}<document/>".encode("utf-16")
        ),
        DAMAGED,
    ),
    "not XML": (lambda content: changed_part(content, lambda part: part[:-9]), DAMAGED),
    "no document": (lambda content: changed_part(content, lambda _: b"<a/>"), DAMAGED),
    "a bomb": (lambda content: changed_part(content, lambda _: bytes(LARGEST_PART + 1)), TOO_LARGE),
    "too deep": (lambda content: changed_part(content, lambda _: b"<a>" * 9999), DAMAGED),
    "no text": (
        lambda content: changed_part(
            content, lambda part: part.replace(b"word/document.xml", b"gone.xml"), "_rels/.rels"
        ),
        DAMAGED,
    ),
    "a text elsewhere": (
        lambda content: changed_part(
            content,
            lambda part: part.replace(
                b'Target="word/document.xml"', b'Target="file:///etc/passwd" TargetMode="External"'
            ),
            "_rels/.rels",
        ),
        "",
    ),
}


@pytest.mark.parametrize(("change", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_document_that_is_damaged_or_a_trap_is_one_problem(
    change: Callable[[bytes], bytes], code: str, tmp_path: Path
) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(change(untouched()))

    found = read_word_boxes(path)

    assert [problem.code for problem in found.problems] == ([code] if code else [])
    assert (found.value is None) is bool(code)


@given(st.text(max_size=80) | st.sampled_from(["#", "#plan:x", "x=0a1b2c"]), TEXTS | st.just(""))
def test_a_tag_and_a_bookmark_say_the_same_and_fit_into_word(name: str, value: str) -> None:
    tag, bookmark = tag_of(name or "x", value), bookmark_of(name or "x", value)

    assert read_tag(tag) == read_bookmark(bookmark) == mark_of(name or "x", value)
    assert len(tag.encode("utf-16-le", "replace")) <= 2 * LONGEST_TAG
    assert len(bookmark) <= 40
    assert tag.isprintable()
