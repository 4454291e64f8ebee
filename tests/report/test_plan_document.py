"""The hand-out of a plan: what each of its sentences rests on, and the table of school terms."""

import re

from support.plans import ANY, HEADER, draft_for, hillview, read_plan
from support.schools import shipped

from speedbumps.i18n import load_locale
from speedbumps.model.plan import PlannedAction, SchoolPlan
from speedbumps.model.queries import target_titles
from speedbumps.plan.draft import PlanDraft, PlanWishes
from speedbumps.plan.library import localized_actions
from speedbumps.plan.plan_file import REASONS, plan_text
from speedbumps.report import render_markdown
from speedbumps.report.plan_document import plan_document
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.plan_sections.reasons import BETTER, WHY

ACTIONS = localized_actions(shipped(), "england", lambda text: text)
TITLES = target_titles(shipped().questionnaire)


def told(plan: SchoolPlan | str, draft: PlanDraft | None = None, keeping: tuple[str, ...] = ()) -> str:
    """Return the hand-out of *plan* in Markdown; a text is what follows the header of a plan."""
    held = plan if isinstance(plan, SchoolPlan) else read_plan(HEADER + plan)
    page = PlanPage(held, TITLES, {}, ACTIONS, keeping, draft)
    return render_markdown(plan_document(page, load_locale("en")))


def drafted(wishes: PlanWishes, rest: str = "") -> str:
    """Return the hand-out of a fresh draft."""
    kept = read_plan(HEADER + rest) if rest else None
    draft = draft_for(hillview(), wishes, kept)
    return told(read_plan(plan_text(hillview(), draft, wishes.hours_per_term)), draft)


def priority(**keys: str) -> str:
    return (
        "priorities:\n  - "
        + "\n    ".join(f"{key}: {value}" for key, value in {"bump": "time.delay", **keys}.items())
        + "\n"
    )


SPONSOR = "sponsors:\n  - {role: Headteacher, mandate: appointed, until: 2027-02-28}\n"


def test_an_empty_plan_says_so() -> None:
    assert "Nothing is planned yet." in told("")
    assert "Nothing this time." in told("")
    assert "Nothing is planned yet." not in told(priority(action="A16"))


def test_what_nobody_agreed_to_is_a_suggestion() -> None:
    assert "A suggestion, until people agree to it" in told(priority(action="A16"))
    agreed = told(priority(action="A16", status="agreed"))
    assert "A suggestion, until people agree to it" not in agreed
    assert "Agreed by the school" in agreed
    assert "This is agreed." in agreed


def test_what_the_library_no_longer_has_is_shown_by_its_id() -> None:
    assert "“A99”." in told(priority(action="A99"))


def test_an_action_of_ones_own_and_what_is_changed_are_shown() -> None:
    own = told(priority(own="{title: Ours, eases: [time.delay], first_step: Begin.}"))
    changed = told(priority(action="A16", change="Only for trips"))

    assert "- **First step:** Begin.\n" in own
    assert "“Who can say yes”. What we change: Only for trips." in changed
    assert f"- **First step:** {ACTIONS['A16'].first_step}\n" in changed


def test_staff_are_told_what_is_done_and_what_is_not() -> None:
    text = told(
        priority(action="A16", stops="Old forms.", review="2027-03-12")
        + "  - {bump: time.timescale, action: A18, status: dropped, notes: No time for it.}\n"
        + "left_out:\n  - {bump: resource.release, because: not this year}\n"
        + "asks:\n  - {of: the trust, text: share cover}\n"
    )

    first = f"The first step, for whoever leads it: {ACTIONS['A16'].first_step}"
    assert f"**Waiting for a yes:** we try “Who can say yes”. {first} To make room" in text
    assert "To make room, this gives way: Old forms. We look again on 12 March 2027." in text
    assert text.count("“Two dates for every aim” is dropped. No time for it.") == 2
    assert "### You said, and we leave it for now\n\n- **Little cover, few to share the load:** not this year." in text
    assert "### You said, we ask others\n\n- **The trust:** share cover." in text


def test_what_was_asked_of_others_is_followed_up() -> None:
    text = told("asks:\n  - {of: the trust, text: share cover, sent: 2026-12-01, answer: Yes.}\n")

    assert "**The trust:** share cover. Sent on 1 December 2026. Their answer: Yes." in text


def test_terms_of_school_and_of_office_stand_in_one_table() -> None:
    text = told(SPONSOR + priority(action="A04", start="2026-11-30", review="2027-05-03"))

    assert ACTIONS["A04"].horizon == "year"
    assert "| Autumn 2026 | Spring 2027 | Summer 2027 | Autumn 2027 |" in text
    assert "| We begin | Under way | We look again | First results |" in text
    assert "| Headteacher | In office | Ends | – | – |" in text
    assert (
        "can be expected by 30 November 2027. The term of office ends before, on 28 February 2027: Headteacher." in text
    )


def test_what_goes_on_from_the_last_plan_is_under_way_in_the_first_term_of_this_one() -> None:
    going = SPONSOR + priority(action="A04", start="2026-11-30", review="2028-03-01", status="under-way")

    text = told(f"round: 2027-autumn\n{going}")

    assert "| Action or role | Autumn 2027 | Spring 2028 |" in text
    assert "| First results | We look again |" in text


def test_every_column_of_a_table_has_a_heading() -> None:
    table_heads = re.compile(r"^\|(.*)\|\n\|(?: :?-+:? \|)+", re.MULTILINE)
    planned = SPONSOR + priority(action="A04", start="2026-11-30", review="2027-05-03")
    heads = [
        head.strip()
        for text in (told(planned), drafted(ANY))
        for row in table_heads.findall(text)
        for head in row.split("|")
    ]

    assert "Autumn 2026" in heads
    assert "First term" in heads
    assert all(heads)


def test_nothing_is_said_of_terms_where_nothing_is_known() -> None:
    assert "What happens when" not in told(SPONSOR + priority(action="A16"))
    assert "Who stands behind" not in told(priority(action="A16", start="2026-11-30"))
    later = SPONSOR.replace("2027-02-28", "2029-08-31")
    early = told(later + priority(action="A16", start="2026-11-30"), None, ("My page",))
    assert "can be expected by" not in early
    assert "These options keep work going" not in early


def test_actions_that_keep_work_going_are_named_beside_a_warning() -> None:
    text = told(SPONSOR + priority(action="A04", start="2026-11-30"), None, ("My page", "Two leads"))

    assert "These options keep work going when people in office change: “My page” and “Two leads”." in text


def test_a_draft_says_why_and_what_other_hours_would_change() -> None:
    free, tight = drafted(PlanWishes()), drafted(PlanWishes(hours_per_term=60))

    assert "## Why these" in free
    assert "Hours to plan with" not in free
    assert "half of your hours" not in free
    assert "The answers say that energy is low, so half of your hours are planned." in tight
    assert "| Hours to plan with | 30 | 30 | 30 |" in tight
    assert "would come before it, but takes more hours than there are." in tight
    assert "would come in; " in tight.partition("**With 70 hours a term:**")[2]
    assert "What speaks for the plan with more hours: " in tight.partition("**With 70 hours a term:**")[2]
    assert "### What is left out for now, and why\n" in tight
    left = draft_for(hillview(), PlanWishes(hours_per_term=60)).left_out[0]
    assert f"- **{TITLES[left.bump]}:** {REASONS[left.because]}.\n" in tight.partition("What is left out for now")[2]
    assert f"- **{TITLES[left.bump]}.**\n" in tight.partition("## Why these")[0]
    every = drafted(PlanWishes(hours_per_term=60, all_hours=True))
    assert "half of your hours" not in every
    assert "| Hours to plan with | 60 | 60 | 60 |" in every
    assert "**With 2,010 hours a term:** the same." in drafted(PlanWishes(hours_per_term=2_000))
    assert "You asked for it." in drafted(PlanWishes(pinned=frozenset({"A12"})))
    assert "## Why these" not in told(priority(action="A16"))


def test_a_bump_without_a_mover_is_named() -> None:
    draft = draft_for(hillview())._replace(without_mover=("resource.unused-expertise",))

    assert "Skills left unused: this is about know-how that does not spread" in told(read_plan(HEADER), draft)
    assert "does not spread" not in drafted(PlanWishes())


def test_each_reason_has_words() -> None:
    criteria = {
        "fit",
        "hours-back",
        "evidence",
        "answers",
        "worked-here",
        "moves-knowledge",
        "besides",
        "fewer-hours",
        "id",
    }

    assert {*WHY} == criteria | {"pinned", "only", "hours", "taken"}
    assert {*BETTER} == criteria | {"votes", "height"}


def test_what_goes_on_from_the_last_plan_is_said_to_do_so() -> None:
    going = PlannedAction(bump="time.delay", action="A16", status="under-way", since="2025-autumn")
    draft = draft_for(hillview(), PlanWishes(carried=(going,)))
    text = told(read_plan(plan_text(hillview(), draft, None, ACTIONS)), draft)

    assert "- **Waiting for a yes: Who can say yes.** It is still under way from the last plan. Its hours" in text
    running = "{:g} to {:g}".format(*ACTIONS["A16"].hours.per_term)
    assert f"| Who can say yes | – | {running} |" in text


def test_an_agreement_that_takes_more_than_there_is_is_said_to_do_so() -> None:
    own = "{title: Ours, eases: [time.delay], hours: {per_term: [50, 50]}}"
    kept = read_plan(HEADER + priority(own=own, status="agreed"))
    draft = draft_for(hillview(), PlanWishes(hours_per_term=60), kept)

    assert draft.actions == ()
    assert "What is agreed takes more hours than are planned, so nothing was added." in told(kept, draft)


def test_each_action_has_what_it_takes_and_how_well_it_is_tested() -> None:
    text = told(
        priority(action="A16")
        + "  - {bump: time.timescale, own: {title: Ours, eases: [time.timescale], hours: {per_term: [2, 4]}}}\n"
    )

    assert "| Ours | – | 2 to 4 | – | The school’s own experience |" in text
    hours = ACTIONS["A16"].hours
    assert f"| Who can say yes | {hours.setup[0]:g} to {hours.setup[1]:g} |" in text


def test_there_is_a_page_to_follow_each_action_and_each_request_with() -> None:
    text = told(
        priority(action="A16", status="agreed", owner="Bea", hours_spent="12", notes="Went well")
        + "  - {bump: time.timescale, status: done, own: {title: Ours, eases: [time.timescale], moves_pupils: true}}\n"
        + "asks:\n  - {of: the trust, text: share cover, sent: 2026-12-01}\n"
    )

    _, _, page = text.partition("## To follow the plan with")
    page, _, _ = page.partition("## For all staff")
    first, _, second = page.partition(f"### {TITLES['time.timescale']}: “Ours”")
    assert "### Waiting for a yes: “Who can say yes”" in first
    assert "- **Status:** agreed\n" in first
    assert "- **Hours spent:** 12\n- **Notes:** Went well\n" in first
    assert "**Who leads:**" not in first
    assert "**Who could lose by it:**" not in first
    assert "- **Who leads:** …………\n" in second
    assert "- **Who could lose by it:** …………\n" in second
    assert "| The trust | share cover | 1 December 2026 | ………… |" in page
    assert "To follow the plan with" not in told("")
