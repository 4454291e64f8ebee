"""What goes well is clearly below the line to a bump, and no bump is made of the same answers."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from support.document_texts import texts_of
from support.staff_answers import POINTED, Group, audit_of

from speedbumps.i18n import load_locale
from speedbumps.model.audit import Audit
from speedbumps.report.blocks import Cards
from speedbumps.report.document import document
from speedbumps.report.sections.strengths import lowest_targets, strength_blocks
from speedbumps.report.view import View, build_view

ENGLISH = load_locale("en")
START = 50.0
"""The severity from which the questionnaire calls a part a bump."""

answers = st.integers(0, 4)


@st.composite
def staffs(draw: st.DrawFn) -> Audit:
    """The answers of a staff: to each question, two that people give in turn."""
    given_answers = {name: draw(st.lists(answers, min_size=1, max_size=2)) for name in POINTED}
    return audit_of(Group("teacher", draw(st.integers(1, 40)), given_answers))


@st.composite
def heads(draw: st.DrawFn) -> Audit:
    return audit_of(Group("head", 1, {name: draw(answers) for name in POINTED}))


def bump_answers(view: View) -> Iterator[str]:
    """Yield the texts of the questions whose answers make a bump."""
    for bump in view.audit.bumps:
        for question in view.targets[bump].questions:
            if question.severity is not None and question.severity >= START:
                yield question.text.removesuffix(".")


@given(staffs())
def test_what_goes_well_is_ten_points_below_the_line_with_its_whole_margin(audit: Audit) -> None:
    view = build_view(audit, ENGLISH)

    found = [target.id for target in lowest_targets(view)]

    able = [
        target
        for target in view.units
        if target.severity is not None and target.severity <= START - 10 and (target.high or 0.0) < START
    ]
    assert set(found) <= {target.id for target in able if target.id not in view.audit.bumps}
    assert len(found) == min(3, len(able))


@given(staffs())
def test_no_answer_is_a_bump_and_something_that_goes_well(audit: Audit) -> None:
    view = build_view(audit, ENGLISH)

    shown = "\n".join(texts_of(strength_blocks(view)))

    assert [text for text in bump_answers(view) if text in shown] == []


@given(heads())
def test_no_answer_of_one_person_is_a_bump_and_something_that_goes_well(audit: Audit) -> None:
    view = build_view(audit, ENGLISH)
    blocks = document(audit, ENGLISH).front.blocks

    cards = "\n".join(texts_of(tuple(block for block in blocks if isinstance(block, Cards))))

    assert [text for text in bump_answers(view) if text in cards] == []
