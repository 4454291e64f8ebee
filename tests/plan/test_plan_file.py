"""The file of a plan: what is written is read again, and what is added leaves every byte that stood there."""

from datetime import date
from textwrap import dedent
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.actions import action
from support.plans import HEADER, draft_for, hillview, read_plan, source_of

from speedbumps.diagnostics.yaml_edit import NotExtendableError
from speedbumps.diagnostics.yaml_source import Tree, parse_yaml
from speedbumps.model.actions import Hours
from speedbumps.model.audit import Audit, FacetResult, Request
from speedbumps.model.audit_queries import Target, barrier_targets
from speedbumps.model.plan import OwnAction, PlannedAction
from speedbumps.plan.choose import LeftOut, Reason
from speedbumps.plan.draft import DraftAction, DraftReason, PlanWishes
from speedbumps.plan.plan_file import REASONS, extended_text, hours_words, plan_text, without_last_line_end, yaml_text


def test_a_new_plan_holds_what_was_drafted() -> None:
    audit = hillview()
    draft = draft_for(audit, PlanWishes(hours_per_term=500))

    plan = read_plan(plan_text(audit, draft, 500))

    assert (plan.school, plan.name, plan.round) == (audit.school.id, audit.school.name, audit.round)
    assert plan.questionnaire == f"{audit.questionnaire.id}@{audit.questionnaire.version}"
    assert plan.hours_per_term == 500
    assert [(each.bump, each.action) for each in plan.priorities] == [
        (each.target.id, each.action.id) for each in draft.actions
    ]
    assert {each.status for each in plan.priorities} == {"proposed"}
    assert [each.stops for each in plan.priorities] == [each.action.stop for each in draft.actions]
    assert [each.owner for each in plan.priorities] == [None] * len(draft.actions)
    assert [each.bump for each in plan.left_out] == [each.bump for each in draft.left_out]
    assert [(each.bump, each.text) for each in plan.asks] == [(each.bump, each.text) for each in draft.asks]
    assert plan.sponsors == ()


def test_what_is_not_known_of_a_school_is_not_in_its_plan() -> None:
    audit = hillview()
    school = audit.school.model_copy(update={"name": None, "nation": None, "staff": None})
    unknown = audit.model_copy(update={"school": school, "round": None})

    first, _, _, *keys = plan_text(unknown, draft_for(audit), None).splitlines()
    assert first.startswith(f"# The plan of {school.id}: ")
    assert keys[:3] == ["format: speedbumps-plan/1", f"school: {school.id}", "questionnaire: school@2.0.0"]
    known = audit.model_copy(update={"school": audit.school.model_copy(update={"nation": "wales"}), "round": "2026"})
    plan = read_plan(plan_text(known, draft_for(audit), None))
    assert (plan.round, plan.nation, plan.staff) == ("2026", "wales", audit.school.staff)


def test_the_sign_of_an_action_is_its_own_or_that_of_its_bump() -> None:
    audit = hillview()
    draft = draft_for(audit)
    facets = [each.target for each in draft.actions if isinstance(each.target, FacetResult)]
    without = tuple(each._replace(action=each.action.model_copy(update={"success": None})) for each in draft.actions)

    plan, other = (
        read_plan(plan_text(audit, draft._replace(actions=actions), None)) for actions in (draft.actions, without)
    )

    assert [each.sign for each in plan.priorities] == [
        each.action.success or facet.quick_sign for each, facet in zip(draft.actions, facets, strict=True)
    ]
    assert [each.sign for each in other.priorities] == [facet.quick_sign for facet in facets]
    assert [each.outcome for each in plan.priorities] == [facet.lasting_outcome for facet in facets]


@pytest.mark.parametrize("reason", get_args(Reason))
def test_each_reason_to_leave_a_bump_is_suggested_in_words(reason: Reason) -> None:
    audit = hillview()
    draft = draft_for(audit)._replace(actions=(), asks=(), left_out=(LeftOut(audit.bumps[0], reason),))

    text = plan_text(audit, draft, None)

    assert f'    because: ""  # what you agree on; for example: {REASONS[reason]}\n' in text
    (left,) = read_plan(text).left_out
    assert (left.bump, left.because) == (audit.bumps[0], None)


@pytest.mark.parametrize(
    ("notes", "example"), [("Four matches:\nnobody looked.", "Four matches: nobody looked."), (None, REASONS["enough"])]
)
def test_what_was_noted_of_a_dropped_action_is_the_example_of_a_reason(notes: str | None, example: str) -> None:
    audit = hillview()
    left_out = LeftOut(audit.bumps[0], "enough")
    dropped = PlannedAction(bump=left_out.bump, action="A09", status="dropped", notes=notes)
    other = PlannedAction(bump=audit.bumps[1], action="A10", status="dropped", notes="Of another bump.")
    draft = draft_for(audit)._replace(actions=(), asks=(), left_out=(left_out,), dropped=(other, dropped))

    text = plan_text(audit, draft, None)

    assert f'    because: ""  # what you agree on; for example: {example}\n' in text
    (left,) = read_plan(text).left_out
    assert (left.bump, left.because) == (audit.bumps[0], None)


def test_comments_below_the_last_item_stay_with_it() -> None:
    audit, ours = hillview(), "      # ours\n     #? and ours\n"
    text = f"{HEADER}priorities:\n  - bump: time.delay\n    action: A16\n{ours}  # of the list\n# end\n"

    after = extended_text(source_of(text), audit, draft_for(audit, kept=read_plan(text)))

    assert f"action: A16\n{ours}  # " in after
    assert after.index("- bump: ", after.index(ours)) < after.index("  # of the list\n# end\n")


FACET = FacetResult(
    status="scored",
    severity=61.4,
    id="time.delay",
    title="Waiting for a yes",
    within_reach="ours",
    quick_sign="An answer in a week: each time",
    lasting_outcome="Nobody waits",
    questions=(),
)
ACTION = action("A16", "B", "time.delay", hours=Hours(setup=(1, 2), per_term=(3, 3))).model_copy(
    update={
        "title": "Who can say yes",
        "first_step": "List who decides.",
        "stop": "Asking",
        "protects": "Money: it is watched",
        "moves_pupils": True,
    }
)


def priorities_of(text: str) -> str:
    """Return the lines of a plan between the comment on actions of one's own and what is left out."""
    return text.partition("priorities:\n")[2].partition("# What is left as it is")[0]


def test_an_action_is_written_with_its_figures_its_keys_and_what_each_is_for() -> None:
    audit = hillview()
    drafted = DraftAction(FACET, ACTION, DraftReason("fit"))
    unknown = FACET.model_copy(update={"severity": None, "quick_sign": None, "lasting_outcome": None})
    short = action("A17", "B", "time.delay").model_copy(update={"success": "A list"})
    draft = draft_for(audit)._replace(actions=(drafted, DraftAction(unknown, short, DraftReason("fit"))))

    assert (
        priorities_of(plan_text(audit, draft, None))
        == """\
  # Waiting for a yes: 61 out of 100.
  # Who can say yes. First step: List who decides.
  # All people together: 1 to 2 hours to begin; 3 hours a term.
  - bump: time.delay
    action: A16
    status: proposed  # then agreed, under-way, done or dropped
    change: ""  # what you change about it, so that it fits
    stops: Asking  # what gives way
    keeps: "Money: it is watched"  # the good purpose of what gives way
    owner: ""  # one person; the library says: head
    start:  # a day, such as 2026-11-30
    review:  # the day on which you look again
    sign: "An answer in a week: each time"
    outcome: Nobody waits
    fairness:  # it may move pupils: ask first who could lose by it
      could_lose: ""
      so_we: ""  # what you do so that they do not
    hours_spent:
    notes: ""
  # Waiting for a yes.
  # A17. First step: Talk.
  # It takes hardly any time.
  - bump: time.delay
    action: A17
    status: proposed  # then agreed, under-way, done or dropped
    change: ""  # what you change about it, so that it fits
    stops:  # what gives way
    keeps:  # the good purpose of what gives way
    owner: ""  # one person; the library says: head
    start:  # a day, such as 2026-11-30
    review:  # the day on which you look again
    sign: A list
    outcome:
    hours_spent:
    notes: ""
"""
    )


def test_what_goes_on_is_written_with_every_word() -> None:
    audit = hillview()
    bump = audit.bumps[0]
    own = OwnAction(title="Ours", eases=(bump, "gone: now"), moves_pupils=True, hours=Hours(per_term=(0.5, 20)))
    going = (
        PlannedAction(
            bump=bump, action="A16", status="under-way", since="2025", start=date(2026, 11, 30), hours_spent=2.5
        ),
        PlannedAction(bump="gone.bump", own=own, status="agreed", notes="One: two\nthree", owner="Bea"),
        PlannedAction(bump=bump, action="A99"),
    )
    draft = draft_for(audit)._replace(actions=(), carried=going)

    text = priorities_of(plan_text(audit, draft, None, {"A16": ACTION}))

    assert (
        text
        == f"""\
  # {next(each.title for each in targets(audit) if each.id == bump)}.
  # Who can say yes. It goes on from the last plan.
  # All people together: 3 hours a term.
  - bump: {bump}
    action: A16
    status: under-way
    since: 2025
    start: 2026-11-30
    hours_spent: 2.5
  # gone.bump.
  # Ours. It goes on from the last plan.
  # All people together: 0.5 to 20 hours a term.
  - bump: gone.bump
    own:
      title: Ours
      eases: ["{bump}", "gone: now"]
      moves_knowledge: false
      moves_pupils: true
      hours:
        setup: [0, 0]
        per_term: [0.5, 20]
        saves_per_term: [0, 0]
    status: agreed
    owner: Bea
    notes: "One: two\\nthree"
  # {next(each.title for each in targets(audit) if each.id == bump)}.
  # A99. It goes on from the last plan.
  # It takes hardly any time.
  - bump: {bump}
    action: A99
    status: proposed
"""
    )
    assert read_plan(f"{HEADER}priorities:\n{text}").priorities == going


def targets(audit: Audit) -> list[Target]:
    return [target for barrier in audit.barriers for target in barrier_targets(barrier)]


def test_what_is_asked_of_others_is_written_with_room_for_the_answer() -> None:
    audit = hillview()
    asks = (
        Request(bump="time.delay", within_reach="shared", to="the trust", text="share cover: soon"),
        Request(bump="time.energy", within_reach="outside", to=None, text="wait"),
    )

    text = plan_text(audit, draft_for(audit)._replace(asks=asks), None)

    assert text.endswith("""\
# What others can lower.
asks:
  - of: the trust
    bump: time.delay
    text: "share cover: soon"
    sent:
    answer: ""  # if only one of them answered, say who
  - of: those who can lower it
    bump: time.energy
    text: wait
    sent:
    answer: ""  # if only one of them answered, say who
""")


def test_the_examples_in_comments_are_what_they_say() -> None:
    audit = hillview()
    text = plan_text(audit, draft_for(audit)._replace(actions=()), 40)
    own = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("#   ")]
    sponsor = next(line.replace("# ", "") for line in text.splitlines() if line.startswith("  # - {role"))

    plan = read_plan("\n".join([HEADER.rstrip(), "sponsors:", sponsor, "priorities:", *own, ""]))

    (planned,), (backer,) = plan.priorities, plan.sponsors
    assert planned.own is not None
    assert (planned.own.title, planned.own.hours.saves_per_term) == ("A yes or no by Friday", (5, 10))
    assert (backer.role, backer.mandate, backer.until) == ("Headteacher", "appointed", date(2029, 8, 31))
    hours = (
        "# Hours of everybody's time together that there are for new things in a term. With them, actions are chosen "
        "that fit.\nhours_per_term: 40\n# Who stands behind this work, and until when: a head, a chair of governors, a "
        "funded programme.\nsponsors:\n"
    )
    left = (
        "# What is left as it is, and why, in your words: staff read that. A line that you take out is considered "
        "again.\nleft_out:\n"
    )
    assert hours in text
    assert left in text


def test_a_plan_written_again_is_the_same_bytes() -> None:
    audit = hillview()
    text = plan_text(audit, draft_for(audit), None)

    again = draft_for(audit, kept=read_plan(text))

    assert (again.actions, again.left_out, again.asks) == ((), (), ())
    assert extended_text(source_of(text), audit, again) == text


LINES = st.sampled_from(
    [
        "# ours",
        "  # ours, indented",
        "",
        "   ",
        "hours_per_term: 40",
        "sponsors: []",
        "left_out:",
        "asks: # nothing yet",
    ]
)
PRIORITIES = st.sampled_from(
    [
        "priorities:\n",
        "priorities:   # few\n",
        "priorities:\n- bump: time.delay\n  action: A16\n  notes: >-\n    Two lines\n    of ours.\n",
        "priorities:\n    - {bump: time.delay, action: A16}   # flow\n",
        "priorities:\n  # ours\n  - bump: time.delay\n    action: A16\n    owner:\n      # below the last key\n",
        'priorities:\n  - bump: time.delay\n    own:\n      title: "A: B"\n      eases:\n      - time.delay\n# end\n',
        "priorities:\n  - bump: time.delay\n    action: A16\n    notes: |\n      Ours.\n\n\n",
    ]
)


@given(
    st.lists(LINES, unique_by=lambda line: line.partition(":")[0], max_size=4), PRIORITIES, st.booleans(), st.booleans()
)
def test_what_is_added_leaves_everything_as_it_was(
    before: list[str],
    priorities: str,
    windows: bool,  # noqa: FBT001 - drawn
    ended: bool,  # noqa: FBT001 - drawn
) -> None:
    text = HEADER + "".join(f"{line}\n" for line in before) + priorities
    text = text if ended else text.rstrip("\n")
    text = text.replace("\n", "\r\n") if windows else text
    audit, kept = hillview(), read_plan(text)
    draft = draft_for(audit, kept=kept)

    after = extended_text(source_of(text), audit, draft)

    plan = read_plan(after)
    # A text in lines of its own at the very end of the file gets the line end that every line has.
    assert plan.priorities[: len(kept.priorities)] == read_plan(text if ended else f"{text}\n").priorities
    assert [each.action for each in plan.priorities[len(kept.priorities) :]] == [
        each.action.id for each in draft.actions
    ]
    assert len(plan.left_out) == len(draft.left_out)
    assert len(plan.asks) == len(draft.asks)
    assert is_subsequence(text.splitlines(), after.splitlines())
    assert ("\r\n" in after) == windows
    assert after.count("\n") == after.count("\r\n") or not windows


def is_subsequence(some: list[str], lines: list[str]) -> bool:
    """Return whether all of *some* stand in *lines*, in their order."""
    rest = iter(lines)
    return all(line in rest for line in some)


@pytest.mark.parametrize("end", ["...\n", "...\n# end\n"])
def test_nothing_is_written_behind_the_end_of_the_document(end: str) -> None:
    audit, text = hillview(), f"{HEADER}priorities:\n  - {{bump: time.delay, action: A16}}\n{end}"
    asks = draft_for(audit, kept=read_plan(text))._replace(actions=(), left_out=())

    with pytest.raises(NotExtendableError):
        extended_text(source_of(text), audit, asks)


def test_texts_are_compared_without_the_line_end_of_the_last_line() -> None:
    held: Tree = {"a": ["x\n", {"b": "y\n"}], "c": "z", "d": ""}

    assert without_last_line_end(held) == {"a": ["x", {"b": "y"}], "c": "z", "d": ""}


def test_a_list_in_brackets_is_left_alone() -> None:
    text = f"{HEADER}priorities: [{{bump: time.delay, action: A16}}]\n"
    audit = hillview()

    with pytest.raises(NotExtendableError):
        extended_text(source_of(text), audit, draft_for(audit, kept=read_plan(text)))


@given(st.text(max_size=60))
def test_any_text_is_read_as_it_was_written_but_for_its_spaces(text: str) -> None:
    line = yaml_text(text)

    found = parse_yaml("plan.yaml", f"a:\n  - key: {line}  # a comment\n")

    assert found.value is not None
    if all(each.isprintable() or each.isspace() for each in text):
        assert found.value.data == {"a": [{"key": " ".join(text.split())}]}


@pytest.mark.parametrize(
    "text", ["Stop it", "61 to 184 hours, say", "“Who reads this?”", "a: b", "a #b", "- a", "it's", "x:"]
)
def test_words_are_quoted_only_where_they_must_be(text: str) -> None:
    quoted = yaml_text(text)

    assert quoted.startswith('"') == (text in {"“Who reads this?”", "a: b", "a #b", "- a", "x:"})


def test_hours_are_said_in_a_sentence() -> None:
    assert hours_words(Hours()) == "It takes hardly any time."
    assert (
        hours_words(Hours(setup=(1, 2), per_term=(3, 3)))
        == "All people together: 1 to 2 hours to begin; 3 hours a term."
    )
    assert hours_words(Hours(saves_per_term=(0.5, 4))) == "All people together: gives back 0.5 to 4 hours a term."


def test_a_fresh_plan_says_what_each_key_is_for() -> None:
    audit = hillview()
    text = plan_text(audit, draft_for(audit, PlanWishes(most=1)), None)

    assert text.startswith(
        dedent(
            """\
            # The plan of Hillview Primary: what we do about our bumps, who leads it, and when we look again.
            # Change anything. 'speedbumps plan' adds to this file what is new, and changes nothing that stands here;
            """
        )
    )
    assert "    status: proposed  # then agreed, under-way, done or dropped\n" in text
    assert "hours_per_term:\n" in text
