"""Hand-outs of one sheet: what stands on them, whose words they use, and that they say no more than the report does."""

import re
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from support.golden_audits import HOSTILE
from support.golden_audits import audit as golden_audit
from support.html_pages import Page
from support.paths import EXAMPLES
from support.plans import HEADER, draft_for, hillview, read_plan
from support.round_pages import PAGES
from support.schools import shipped
from support.word_files import word_text

from speedbumps.audit import audits
from speedbumps.i18n import load_locale
from speedbumps.model.audit import Audit
from speedbumps.model.comparison import RoundChange
from speedbumps.model.plan import SchoolPlan
from speedbumps.model.queries import target_titles
from speedbumps.plan.library import localized_actions
from speedbumps.plan.plan_file import plan_text
from speedbumps.report import FORMATS, Format, make_document, make_letters, render_html, render_markdown
from speedbumps.report.beside import Beside
from speedbumps.report.blocks import Document
from speedbumps.report.formats.word import render as render_word
from speedbumps.report.handouts.document import PlanAndAudit, handout_document
from speedbumps.report.handouts.governors import cut_texts
from speedbumps.report.handouts.letters import split_addressees
from speedbumps.report.handouts.readers import Reader
from speedbumps.report.plan_page import PlanPage
from speedbumps.responses.collect import assemble

ACTIONS = localized_actions(shipped(), "england", lambda text: text)
TITLES = target_titles(shipped().questionnaire)

AGREED = """\
name: Hillview Primary
round: 2026-autumn
staff: 46
hours_per_term: 60
sponsors:
  - {role: Chair of governors, mandate: elected, until: 2026-12-31}
priorities:
  - bump: time.ways-of-working
    action: A46
    status: agreed
    change: Only the weekly ones
    fairness: {could_lose: Pupils without a quiet place, so_we: A room at lunch}
    stops: One form.
    owner: Deputy head
    start: 2026-11-30
    review: 2027-03-12
  - bump: time.delay
    own: {title: Friday answers, eases: [time.delay], hours: {setup: [1, 2], per_term: [2, 4]}}
    status: under-way
left_out:
  - {bump: social.openness, because: not this year}
  - {bump: resource.energy, because: not this year}
asks:
  - {of: the trust, text: share days of cover., bump: resource.release}
  - {of: the inspectorate, text: come less often, sent: 2026-12-01, answer: "No."}
  - {of: The Trust, text: match schools}
"""

FIGURE = re.compile(r"\d+ ±\d+")
"""A number with its margin."""


def handout(reader: Reader, plan: SchoolPlan | str, audit: Audit | None = None, day: str | None = None) -> Document:
    """Return the hand-out of *plan*; a text is what follows the header of a plan."""
    held = plan if isinstance(plan, SchoolPlan) else read_plan(HEADER + plan)
    source = PlanAndAudit(PlanPage(held, TITLES, {}, ACTIONS), audit, day)
    return handout_document(reader, source, load_locale("en"))


def told(reader: Reader, plan: SchoolPlan | str, audit: Audit | None = None) -> str:
    return render_markdown(handout(reader, plan, audit))


def drafted(audit: Audit) -> SchoolPlan:
    return read_plan(plan_text(audit, draft_for(audit), None))


@lru_cache
def one_head() -> Audit:
    found = assemble([EXAMPLES / "glan-yr-afon.yaml"])
    (audit,) = audits(found.instrument, found.responses)
    return audit


def test_governors_see_what_is_in_the_way_what_goes_well_and_what_is_planned() -> None:
    text = told(Reader.governors, AGREED, hillview())

    assert "32 of 46 staff answered (70%)." in text
    assert "**Trusted to shape the work:** 25, where 0 is best" in text
    assert "| Routines not worth their time (65 ±3) | Who reads this? " in text
    assert "| One form. | to begin 1 to 2; a term" in text
    assert "| Deputy head | 30 November 2026 | 12 March 2027 |" in text
    assert "| Who reads this? | One form. |" in text
    assert "\nWhat we change: “Who reads this?”: Only the weekly ones.\n" in text
    assert (
        "**Who could lose by it:** “Who reads this?”: Pupils without a quiet place. What we do so that they do not: A "
        "room at lunch.\n" in text
    )
    assert "**Worries kept quiet (53 ±4) and Worn down by pressure (52 ±4):** not this year." in text
    assert "For new things there are 60 a term." in text


def test_governors_are_asked_for_what_is_theirs_and_see_whose_term_ends_too_early() -> None:
    agreed, fresh = told(Reader.governors, AGREED, hillview()), told(Reader.governors, drafted(hillview()))

    assert "Please back what is agreed, also when something else becomes urgent." in agreed
    assert "Please put this on your agenda once, after 12 March 2027: by then we have looked again." in agreed
    assert "**Who stands behind this work:** Chair of governors (elected), until 31 December 2026.\n" in agreed
    assert "The term of office ends before, on 31 December 2026: Chair of governors." in agreed
    assert "Please agree to this plan or change it: the hours, and what gives way." in fresh
    assert "Please agree with us on which day we look again." in fresh
    assert "Please say who stands behind this work, and until when." in fresh
    assert "This may move pupils, and who could lose by it is still to be asked." in told(
        Reader.governors, "priorities:\n  - {bump: political.priorities, action: A17}\n"
    )


@pytest.mark.parametrize(
    ("hours", "first", "later"),
    [
        ("setup: [1, 9], per_term: [2, 4]", 13, "From the second term on it takes at most 4."),
        ("per_term: [2, 4], saves_per_term: [7, 99]", 4, "it should give back at least 3 more than it takes."),
        ("setup: [1, 9], per_term: [2, 4], saves_per_term: [4, 4]", 13, None),
    ],
)
def test_hours_are_the_highest_costs_and_the_lowest_savings(hours: str, first: int, later: str | None) -> None:
    own = f"{{title: Ours, eases: [time.delay], hours: {{{hours}}}}}"
    text = told(Reader.governors, f"priorities:\n  - {{bump: time.delay, own: {own}}}\n")

    assert f"In the first term it takes at most {first} hours of all people together." in text
    assert (later or "") in text
    assert ("From the second term on" in text) == (later is not None)


def test_no_figure_stands_on_a_hand_out_that_is_not_in_the_report() -> None:
    report = render_markdown(make_document(hillview(), "en"))
    shown = set(FIGURE.findall(report.replace("**", "")))

    for reader in Reader:
        text = told(reader, drafted(hillview()), hillview())
        assert set(FIGURE.findall(text)) <= shown
        assert "Leaders" not in text
        assert "Teachers" not in text
    assert FIGURE.search(told(Reader.governors, drafted(hillview()), hillview()))


def test_without_answers_a_hand_out_says_what_the_plan_says() -> None:
    text = told(Reader.governors, AGREED)

    assert "| Routines not worth their time | Who reads this? |" in text
    assert "What goes well here: " in text
    assert "out of 100" not in text
    assert "Nothing is planned yet." in told(Reader.governors, "")
    assert "Nothing is planned yet." in told(Reader.staff, "")


def test_where_too_few_answered_no_figure_is_shown() -> None:
    few = golden_audit("few")

    for reader in Reader:
        text = told(reader, "", few)
        assert not re.search(r"\d+ out of 100|±", text)
    assert "No part of the road can be shown yet." in told(Reader.governors, "", few)


def test_staff_hear_what_they_said_and_what_is_done_about_it() -> None:
    text = told(Reader.staff, AGREED, hillview())

    assert text.startswith("# Hillview Primary: what you said, and what we do\n")
    assert "Thank you to everyone who answered." in text
    assert (
        "## You said, we will\n\n- **Routines not worth their time:** we try “Who reads this?”. What we change: Only "
        f"the weekly ones. The first step, for whoever leads it: {ACTIONS['A46'].first_step} To make room" in text
    )
    assert "- **Waiting for a yes:** we go on with “Friday answers”." in text
    assert "## You said, and we leave it for now\n\n- **Worries kept quiet:** not this year." in text
    assert "- **The inspectorate:** come less often." in text


def test_one_persons_view_is_never_put_as_that_of_staff() -> None:
    plan = drafted(one_head())
    governors, staff, letters = (told(reader, plan, one_head()) for reader in Reader)

    assert "One person answered; this is that person’s view." in governors
    assert "Too little time together (67)" in governors
    assert "what slows us, and what we do" in staff
    assert "## We will" in staff
    assert "You said" not in staff
    assert "Thank you" not in staff
    assert "We have looked at what slows work at our school." in letters
    assert "taff told us" not in letters
    assert "asked our staff again" not in letters
    assert not re.search(r"\d+ out of 100", letters)


def test_each_addressee_gets_one_letter_on_a_sheet_of_its_own() -> None:
    made = handout(Reader.letters, AGREED, hillview(), "2026-11-24")
    text = render_markdown(made)

    assert [section.title for section in made.sections] == ["To the trust"]
    assert "| The trust | share days of cover; match schools | ………… | ………… |" in text
    letter = text.partition("## To the trust\n")[2]
    assert "- **From:** Hillview Primary, …………\n- **Date:** 24 November 2026\n" in letter
    assert "Dear ……………………………………,\n\n32 of our 46 staff told us what slows their work." in letter
    assert "- **share days of cover**? (Little cover, few to share the load)\n- **match schools**?\n" in letter
    assert "An example from our school: ……" in letter
    assert "What we do ourselves:\n\n- Who reads this? For this gives way: One form.\n- Friday answers.\n" in letter
    assert "Yours sincerely,\n\n…………………………………… (name)" in letter


BODIES = ("the trust or local authority", "the Department for Education", "Ofsted", "the Education and Training Board")


@pytest.mark.parametrize(
    ("text", "each"),
    [
        (
            "the Department for Education, Ofsted and the trust or local authority",
            ("the Department for Education", "Ofsted", "the trust or local authority"),
        ),
        ("Ofsted, the Education and Training Board", ("Ofsted", "the Education and Training Board")),
        ("Ofsted and others who judge us", ("Ofsted", "others who judge us")),
        ("those who visit, advise and check us", ("those who visit, advise and check us",)),
        ("the trust or local authority", ("the trust or local authority",)),
        ("Ofsted inspectors and others", ("Ofsted inspectors and others",)),
    ],
)
def test_bodies_that_are_asked_together_are_told_apart_by_their_names(text: str, each: tuple[str, ...]) -> None:
    assert split_addressees(text, BODIES, load_locale("en")) == each
    assert split_addressees(text, (), load_locale("en")) == (text,)


def test_each_body_gets_all_its_requests_in_one_letter() -> None:
    plan = "asks:\n  - {of: the council and Estyn, text: a}\n  - {of: The Council, text: b}\n"
    page = PlanPage(read_plan(HEADER + plan), TITLES, {}, ACTIONS, bodies=("the council", "Estyn"))

    made = handout_document(Reader.letters, PlanAndAudit(page), load_locale("en"))

    assert [section.title for section in made.sections] == ["To the council", "To Estyn"]
    assert "| The council | a; b |" in render_markdown(made)


def test_every_sheet_has_the_date_that_is_asked_for() -> None:
    for reader in Reader:
        assert "24 November 2026" in render_markdown(handout(reader, AGREED, day="2026-11-24"))


def test_a_plan_that_is_agreed_in_part_says_so() -> None:
    more = AGREED.replace("status: under-way", "status: proposed")

    assert "*Agreed in part; the rest is a suggestion*" in told(Reader.staff, more)
    assert "*Agreed by the school*" in told(Reader.staff, AGREED)


def test_governors_see_what_moved_and_what_became_of_the_last_plan() -> None:
    audit, comparison = PAGES["then: lower"]()
    facet = next(each for each in comparison.changes if each.kind == "facet")
    clear = (
        facet.model_copy(update={"title": "Down", "before": 60.0, "after": 40.0, "difference": -20.0, "high": -5.0}),
        facet.model_copy(update={"title": "Up", "before": 40.0, "after": 50.0, "difference": 10.0, "low": 1.0}),
        facet.model_copy(update={"title": "Open", "low": -30.0, "high": 2.0}),
    )
    low_high = [each.model_copy(update={"low": each.low or -35.0, "high": each.high or 25.0}) for each in clear]
    last = PlanPage(read_plan(HEADER + AGREED), TITLES, {}, ACTIONS)

    def sheet(changes: Sequence[RoundChange]) -> str:
        beside = Beside(comparison=comparison.model_copy(update={"changes": tuple(changes)}), last_plan=last)
        page = PlanPage(read_plan(HEADER), TITLES, {}, ACTIONS)
        return render_markdown(
            handout_document(Reader.governors, PlanAndAudit(page, audit, beside=beside), load_locale("en"))
        )

    text = sheet(low_high)
    assert "- **Lower, and so better:** Down from 60 to 40.\n- **Higher, and so worse:** Up from 40 to 50.\n" in text
    assert "Open from" not in text
    assert "- **What became of the last plan:** “Who reads this?”: agreed. “Friday answers”: under way.\n" in text
    assert "No part of the road has clearly moved." in sheet(low_high[2:])
    assert "Since the round before" not in told(Reader.governors, AGREED)


def test_what_was_asked_already_gets_no_letter() -> None:
    text = told(Reader.letters, AGREED)

    assert "- **The inspectorate:** come less often. Sent on 1 December 2026. Their answer: No." in text
    assert "## To the inspectorate" not in text
    assert "There is nothing left to ask of others." in told(Reader.letters, "asks:\n" + AGREED.splitlines()[-2] + "\n")


def test_a_letter_has_a_number_only_where_it_is_surely_a_bump() -> None:
    asks = (
        "asks:\n  - {of: the trust, text: a, bump: time.ways-of-working}\n  - {of: others, text: b, bump: time.delay}\n"
    )
    text = told(Reader.letters, asks, hillview())

    assert "- **a**? (Routines not worth their time: 65 out of 100)" in text
    assert text.count("0 is a clear road, 100 a road block") == 1
    assert "- **b**? (Waiting for a yes)" in text


def test_a_report_has_letters_without_a_plan() -> None:
    made = make_letters(hillview(), "en")

    plan = hillview().plan
    assert plan is not None
    together = "the Department for Education, Ofsted and the trust or local authority"
    asked = {ask.to for ask in plan.asks}
    each = (asked - {together}) | {"the Department for Education", "Ofsted", "the trust or local authority"}
    assert together in asked
    assert {section.title for section in made.sections} == {f"To {to}" for to in each}
    assert made.page == ""


def test_letters_name_no_page_that_counts_those_of_others() -> None:
    page = render_html(handout(Reader.letters, AGREED))

    assert '@page{@bottom-left{content:"Hillview Primary"}}' in page
    assert "counter(page)" in render_html(handout(Reader.governors, AGREED))


def hostile_plan() -> SchoolPlan:
    """Return a plan with hostile words wherever it has words."""
    plan = read_plan(HEADER + AGREED)
    words = {"name": HOSTILE, "round": HOSTILE}
    return plan.model_copy(
        update={
            **words,
            "priorities": tuple(
                each.model_copy(update=dict.fromkeys(("stops", "owner", "change", "notes", "sign"), HOSTILE))
                for each in plan.priorities
            ),
            "left_out": tuple(each.model_copy(update={"because": HOSTILE}) for each in plan.left_out),
            "asks": tuple(
                each.model_copy(update={"of": HOSTILE, "text": HOSTILE, "answer": HOSTILE}) for each in plan.asks
            ),
            "sponsors": tuple(each.model_copy(update={"role": HOSTILE, "mandate": HOSTILE}) for each in plan.sponsors),
        }
    )


@pytest.mark.parametrize("name", [each.name for each in FORMATS.values() if isinstance(each, Format)])
@pytest.mark.parametrize("reader", list(Reader))
def test_hostile_words_are_harmless_in_every_format(reader: Reader, name: str) -> None:
    how = FORMATS[name]
    assert isinstance(how, Format)
    made = how.render(handout(reader, hostile_plan(), hillview()))

    text = word_text(made) if isinstance(made, bytes) else made
    assert "alert(1)" in text
    assert "\x1b" not in text
    if name == "html":
        page = Page(text)
        assert {"script", "img"}.isdisjoint(page.tags)
        assert not any(attribute.startswith("on") for attribute, _ in page.attributes)
    if name == "markdown":
        assert "<script" not in text
        assert "[x](" not in text


def test_texts_are_cut_at_the_end_of_a_part_of_a_sentence_and_named() -> None:
    change = "Only Years 3 and 4, as they have the most forms to fill in, and the teams asked for it in the last round."
    plan = drafted(hillview())
    long = plan.model_copy(update={"priorities": (plan.priorities[0].model_copy(update={"change": change}),)})
    short = long.priorities[0].model_copy(update={"change": "Only Years 3 and 4: they have the most forms to fill in."})

    text = told(Reader.governors, long)

    assert "”: Only Years 3 and 4, as they have the most forms to fill in…\n" in text
    page = PlanPage(long, TITLES, {}, ACTIONS)
    assert cut_texts(page) == (f"'change' of {long.priorities[0].bump} ({len(change)} characters)",)
    assert cut_texts(page._replace(plan=long.model_copy(update={"priorities": (short,)}))) == ()


def test_the_sheet_for_governors_has_smaller_letters_in_word() -> None:
    sizes = {}
    for reader in (Reader.governors, Reader.staff):
        word = ZipFile(BytesIO(render_word(handout(reader, drafted(hillview()), hillview()))))
        sizes[reader] = [
            int(size) for size in re.findall(r'<w:sz w:val="(\d+)"', word.read("word/styles.xml").decode())
        ]

    assert sum(sizes[Reader.governors]) < sum(sizes[Reader.staff])
    assert len(sizes[Reader.governors]) == len(sizes[Reader.staff])
