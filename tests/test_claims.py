"""Each claim of docs/claims.yaml, held against the shipped questionnaire and actions, and reports made from them.

The name of a test says which claims it is about.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
import yaml
from babel.messages.pofile import read_po
from support.golden_audits import report_text
from support.paths import EXAMPLES, FORMAT_EXAMPLES, QUESTIONNAIRES, TOP
from support.schools import shipped
from support.staff_answers import Group, Setting, audit_of

from speedbumps.audit import Figure, audits
from speedbumps.cohort.build import exchange_results, form_cohort
from speedbumps.cohort.members import Member
from speedbumps.diagnostics.problem import require_value
from speedbumps.model.actions import Action, ActionLibrary
from speedbumps.model.answers import School
from speedbumps.model.audit import Audit, SchoolExchange
from speedbumps.model.instrument import Instrument
from speedbumps.model.lexicon import WordKind
from speedbumps.model.queries import facets
from speedbumps.model.questionnaire import Measure, Nation
from speedbumps.plan.options import RankedBump, rank_options
from speedbumps.questionnaires.diff import compare_questionnaires
from speedbumps.questionnaires.load import read_instrument
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

CLAIMS: Mapping[str, str] = yaml.safe_load((TOP / "docs" / "claims.yaml").read_text("utf-8"))
CLAIM_IN_NAME = re.compile(r"_c(\d\d)(?=_)")

QUESTIONNAIRE = shipped().questionnaire
QUESTIONS = shipped().questions
FACETS = dict(facets(QUESTIONNAIRE))
LIBRARY = shipped().library
assert LIBRARY is not None
ACTIONS = {action.id: action for action in LIBRARY.actions}

NATIONS: tuple[Nation, ...] = ("england", "wales", "scotland", "northern-ireland", "other")
EXAMPLE_SCHOOLS: Mapping[str, Nation] = {
    "hillview.csv": "england",
    "glan-yr-afon.yaml": "wales",
    "lochside.csv": "scotland",
}
ONLY_THERE: Mapping[Nation, set[str]] = {
    "england": {"Department for Education", "Ofsted", "trust or local authority"},
    "wales": {"Welsh Government", "Estyn"},
    "scotland": {"Scottish Government", "quality improvement officer", "depute head"},
}
"""Words that only reports on schools of one nation have."""

HARMLESS = re.compile(r"to change (?:and|or) to refuse|Who is at fault\. It is about the work\.")
"""An invitation to refuse blames nobody who does, and what a report cannot say blames nobody at all."""

NOT_READ = {"match", "id", "source", "grounds", "also"}
"""Fields that people do not read in a report or a form, or that hold the names of others."""


# Schools


def staff(heights: Mapping[str, int] = {}, *, n: int = 12, role: str = "teacher", usual: int = 1) -> Group:
    """People of one role for whom each facet is as high as *heights* says, or as is *usual*: from 0 to 4."""
    answers = {
        question.id: height if measure.key == "barrier" else 4 - height
        for question in QUESTIONNAIRE.questions
        for facet, measure in question.measures.items()
        for height in [heights.get(facet, usual)]
    }
    return Group(role, n, answers)


def answering(group: Group, **answers: object) -> Group:
    """The same people, who answer some questions otherwise."""
    return group._replace(answers={**group.answers, **answers})


def school(
    *groups: Group, nation: Nation = "england", without: tuple[str, ...] = (), headcount: int | None = None
) -> Audit:
    return audit_of(*groups, setting=Setting(instrument=shipped(), nation=nation, without=without, headcount=headcount))


def told(audit: Audit) -> str:
    return report_text(audit, "markdown")


def annex_of(audit: Audit) -> str:
    return report_text(audit, "markdown", annex=True)


@cache
def all_high(nation: Nation = "england") -> Audit:
    """A school of 12 teachers for whom every part of the road is a road block."""
    return school(staff(usual=4), nation=nation)


def chosen(audit: Audit) -> dict[str, Action]:
    """The action that is suggested for each bump that is to be talked about first."""
    assert audit.plan is not None
    return {priority.bump: ACTIONS[priority.action] for priority in audit.plan.priorities}


def options(audit: Audit) -> dict[str, list[Action]]:
    """The actions that may ease each bump, the best first."""
    return {
        facet.id: [ACTIONS[name] for name in facet.options]
        for barrier in audit.barriers
        for facet in barrier.facets
        if facet.id in audit.bumps
    }


def severity_of(question: str, audit: Audit) -> float | None:
    """How high the answers to one question of a facet are, as far as that is shown."""
    held = (each for barrier in audit.barriers for facet in barrier.facets for each in facet.questions)
    return next(each.severity for each in held if each.id == question)


def exchanges(*heights: Mapping[str, float]) -> Mapping[str, SchoolExchange]:
    """What each of some schools that take part is told of the others, by these heights of facets; others are 60."""

    def member(number: int, own: Mapping[str, float]) -> Member:
        known = {name: own.get(name, 60.0) for name in FACETS}
        figures = {
            name: Figure(height, max(0, height - 5), min(100, height + 5), "t", 20, 20, "scored")
            for name, height in known.items()
        }
        named = School(id=f"s{number}", name=f"School {number}", nation="wales", phase="primary", offers="yes")
        return Member(named, None, 20, 20, 1.0, figures, {})

    members = [member(number, own) for number, own in enumerate(heights)]
    return exchange_results(shipped(), form_cohort(shipped(), members))


# Texts


def shipped_texts() -> Iterator[str]:
    """Every text that comes with speedbumps and that people may read: questions, actions, and words of reports."""
    for name in ("school.yaml", "school.actions.yaml"):
        yield from _texts(yaml.safe_load((QUESTIONNAIRES / name).read_text("utf-8")))
    with (TOP / "templates" / "locale" / "speedbumps.pot").open("rb") as template:
        for message in read_po(template):
            yield from message.id if isinstance(message.id, list | tuple) else (message.id,)


def _texts(part: object) -> Iterator[str]:
    match part:
        case str():
            yield part
        case list():
            for each in part:
                yield from _texts(each)
        case dict():
            for name, each in part.items():
                if name not in NOT_READ:
                    yield from _texts(each)


def listed(kind: WordKind) -> re.Pattern[str]:
    """What matches any of the listed words of one kind."""
    entries = yaml.safe_load((QUESTIONNAIRES / "wording.en.yaml").read_text("utf-8"))["entries"]
    words = [
        re.escape(word) if entry.get("exact_case") else f"(?i:{re.escape(word)})"
        for entry in entries
        if entry["kind"] == kind
        for word in entry["match"]
    ]
    assert len(words) > 10
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


def found_words(kind: WordKind) -> list[str]:
    pattern = listed(kind)
    return [found[0] for text in shipped_texts() for found in pattern.finditer(HARMLESS.sub("", text))]


# Claims


def test_every_claim_has_a_test() -> None:
    tests = [name for name in globals() if name.startswith("test_")]
    named = {f"C{number}" for name in tests for number in CLAIM_IN_NAME.findall(name)}

    assert named == set(CLAIMS)


def test_every_claim_is_asked_about_and_has_an_action() -> None:
    grounds = [question.grounds for question in QUESTIONS.values()] + [facet.grounds for facet in FACETS.values()]
    asked = {claim for each in grounds for claim in each}
    acted_on = {claim for action in ACTIONS.values() for claim in action.grounds}

    assert set(CLAIMS) - asked == set()
    assert set(CLAIMS) - acted_on == set()
    assert asked | acted_on <= set(CLAIMS)


def test_c01_what_goes_well_stands_before_any_bump() -> None:
    text = told(all_high())

    assert 0 < text.index("Ask around: what goes well here") < text.index("16 of the 16 parts score 50 or more")
    headings = re.findall(r"(?m)^## ((?:What goes|The road).*)$", text)
    assert headings == ["What goes well", "The road", "What goes well", "The road, part by part"]
    assert text.index("## What goes well") < text.index("## 1\\. ")


def test_c01_skills_are_asked_for_where_nothing_is_known_of_them() -> None:
    text = told(school(staff(usual=4), without=("R01", "R12", "O2")))

    assert "Ask around: what goes well here that more people could see?" in text


def test_c01_too_few_people_are_asked_what_is_done_well() -> None:
    assert "What is done well here that more of us should see?" in told(school(staff(n=3, usual=4)))


def test_c01_unused_skills_get_an_option_that_moves_knowledge_and_that_the_school_can_begin() -> None:
    audit = school(staff({"resource.unused-expertise": 4}))

    assert audit.bumps == ("resource.unused-expertise",)
    action = chosen(audit)["resource.unused-expertise"]
    assert action.moves_knowledge
    assert action.own_reach


def test_c02_knowledge_that_stays_put_gets_an_option_that_moves_it_and_the_report_says_so() -> None:
    audit = school(staff({"social.exchange": 4}))

    assert chosen(audit)["social.exchange"].moves_knowledge
    assert "1 of the options to talk about first passes skills from one person or school to another." in told(audit)


def test_c03_every_facet_has_an_option_that_colleagues_can_begin_by_themselves() -> None:
    able = [
        action
        for action in ACTIONS.values()
        if action.level == "teacher" and action.own_reach and action.evidence.grade != "X"
    ]

    assert set(FACETS) - {facet for action in able for facet in action.eases} == set()


def test_c04_schools_are_sent_to_see_each_other_by_name() -> None:
    between = [action for action in ACTIONS.values() if action.level == "between-schools"]
    assert {"social.beyond-school", "resource.release", "resource.unused-expertise"} <= {
        facet for action in between for facet in action.eases
    }

    delayed, sealed = {"time.delay": 90.0, "social.openness": 10.0}, {"time.delay": 10.0, "social.openness": 90.0}
    found = exchanges(delayed, sealed)

    assert [(visit.name, visit.facet) for visit in found["s0"].sees] == [("School 1", "time.delay")]
    assert [(visit.name, visit.facet) for visit in found["s1"].sees] == [("School 0", "social.openness")]


@pytest.mark.parametrize("question", ["N01", "N04"])
def test_c05_c06_time_in_routines_is_told_as_hours_a_year_of_all_staff(question: str) -> None:
    """Twelve people, 4 hours a week and 39 weeks make 1872."""
    audit = school(answering(staff(), **{question: 4.0}), headcount=12)

    assert QUESTIONS[question].belongs_to == "time.ways-of-working"
    assert "4 hours a week each; together about 1,900 hours a year" in told(audit)


def test_c05_c06_no_shipped_text_blames_anybody() -> None:
    assert found_words("blame") == []
    assert listed("blame").search("Reluctant staff") is not None


def test_c07_the_wait_for_an_answer_stands_beside_the_delay_in_days() -> None:
    audit = school(answering(staff({"time.delay": 4}), N03=[5.0, 10.0, 10.0, 20.0]))
    (days,) = (amount for amount in audit.amounts if amount.id == "N03")

    assert (days.belongs_to, days.median, days.aggregate) == ("time.delay", 10.0, "median")
    assert "10 school days" in told(audit)


def test_c08_two_roads_of_one_mean_differ_in_how_many_bumps_they_have() -> None:
    level = school(staff(usual=1))
    first_two = [f"{barrier.id}.{facet.id}" for barrier in QUESTIONNAIRE.barriers for facet in barrier.facets[:2]]
    uneven = school(staff(dict.fromkeys(first_two, 2), usual=0))

    assert [barrier.severity for barrier in level.barriers] == [barrier.severity for barrier in uneven.barriers]
    assert (len(level.bumps), sorted(uneven.bumps)) == (0, sorted(first_two))
    assert "8 of the 16 parts score 50 or more" in told(uneven)
    assert "No part scores 50 or more." in told(level)


def test_c09_pressure_is_put_on_a_school_and_others_are_asked_to_ease_it() -> None:
    text = told(school(staff({"resource.energy": 4})))

    assert QUESTIONS["R10"].text == "Outside pressure on our school wears staff down."
    assert QUESTIONS["R10"].measures == {"resource.energy": Measure(key="barrier")}
    assert FACETS["resource.energy"].within_reach != "ours"
    assert "### To those who visit, advise or check us" in text
    assert "Please **say what you see going well, and space out new demands**." in text


def test_c10_where_energy_is_low_options_that_give_hours_back_come_first() -> None:
    waiting = staff({"time.delay": 4})
    rested, tired = school(answering(waiting, R11=[3, 4])), school(answering(waiting, R11=[0, 1]))
    saving = {action.id for action in tired.actions if action.saves_hours}

    assert options(tired)["time.delay"][0].id in saving
    assert options(rested)["time.delay"][0].id not in saving
    clashing = staff({"time.delay": 4, "political.priorities": 4})
    assert chosen(school(answering(clashing, R11=[0, 1]))) != chosen(school(answering(clashing, R11=[3, 4])))
    assert "Little energy for more" in told(tired)
    assert "Little energy for more" not in told(rested)


def test_c11_c12_the_mandate_is_asked_about_as_backing_and_as_power() -> None:
    backing, power = QUESTIONS["P01"], QUESTIONS["P13"]

    assert backing.measures == {"political.mandate": Measure(key="barrier")}
    assert "loses its backing when political leaders change" in backing.text
    assert power.measures == {"political.mandate": Measure(key="enabler")}
    assert "have the power to carry it out" in power.text
    audit = school(staff({"political.mandate": 4}))
    assert "### To those who back our work" in told(audit)
    assert "Please **put in writing how long you will do so" in told(audit)


@pytest.mark.parametrize("question", ["T11", "T12", "P05", "P06"])
def test_c13_c14_what_people_want_and_by_when_is_compared_by_itself(question: str) -> None:
    one = answering(staff(role="leader"), **{question: [0, 1]})
    other = answering(staff(n=20), **{question: [3, 4]})
    apart, alike = told(school(one, other)), told(school(staff(role="leader"), staff(n=20)))
    (wishes,) = re.findall(r"about what should come first, or how soon, groups do differ: (.*)", apart)

    assert QUESTIONS[question].text.rstrip(".") in wishes
    assert "groups do differ:" not in alike
    assert "system" in QUESTIONS[question].wording


def test_c15_c16_c17_a_warm_and_quiet_staff_room_gets_a_hint_and_somebody_from_outside() -> None:
    quiet = school(answering(staff({"social.openness": 3}), S04=[3, 4], S01=[3, 4]))
    open_too = school(answering(staff({"social.openness": 3}), S04=[3, 4], S01=[0, 1]))

    assert "Warm but quiet" in told(quiet)
    assert "Warm but quiet" not in told(open_too)
    assert (QUESTIONNAIRE.signals.exchange, QUESTIONNAIRE.signals.openness) == ("S04", "S01")
    assert "A critical friend from elsewhere" in {action.title for action in options(quiet)["social.openness"]}


def test_c18_of_two_equal_options_the_one_that_moves_knowledge_comes_first() -> None:
    (one,) = (action for action in all_high().actions if action.id == "A08")
    still = one.model_copy(update={"id": "A00", "moves_knowledge": False})
    bump = RankedBump("social.exchange", 80.0, "ours", None)

    assert rank_options([bump], [still, one], energy=False) == {"social.exchange": ("A08", "A00")}


def test_c19_c20_what_a_school_cannot_lower_alone_becomes_a_request_to_those_who_can() -> None:
    audit = school(staff({"political.discretion": 4}), nation="scotland")

    assert audit.plan is not None
    assert [ask.bump for ask in audit.plan.asks] == ["political.discretion"]
    assert "### To the Scottish Government and the council" in told(audit)
    assert "Please **say what is fixed and what is free" in told(audit)
    assert all(facet.ask_others and facet.ask_whom for facet in FACETS.values())
    assert {"governor", "parent-council", "system"} <= {role.id for role in QUESTIONNAIRE.roles}
    assert {action.level for action in ACTIONS.values()} == {"teacher", "school", "between-schools", "system"}


def test_c21_every_school_that_takes_part_has_something_to_offer() -> None:
    found = exchanges({"time.delay": 90.0}, dict.fromkeys(FACETS, 95.0), {}, {"social.trust": 5.0})

    assert all(each.offers for each in found.values())
    assert QUESTIONS["O6"].text == "What could your school offer to another school?"


def test_c22_c23_a_school_may_reword_and_leave_out_and_what_changed_is_not_compared() -> None:
    local = require_value(read_instrument(FORMAT_EXAMPLES / "my-school.yaml"))
    compared = {score.id: score for score in compare_questionnaires(QUESTIONNAIRE, local.questionnaire).scores}

    assert local.questions["T01"].text != QUESTIONS["T01"].text
    assert "N04" not in local.questions
    assert compared["time.ways-of-working"].changed == ("T01",)
    assert {name for name, score in compared.items() if not score.comparable} == {
        "time",
        "time.ways-of-working",
        "time.delay",
    }


def test_c24_how_well_an_option_was_tested_is_shown_even_if_nothing_came_of_it() -> None:
    three = (ACTIONS["A07"], ACTIONS["A02"], ACTIONS["A08"])
    few = ActionLibrary(format="speedbumps-actions/1", actions=three)
    audit = audit_of(
        staff({"social.exchange": 4}), setting=Setting(instrument=Instrument(questionnaire=QUESTIONNAIRE, library=few))
    )

    assert [action.evidence.grade for action in options(audit)["social.exchange"]] == ["C", "D", "X"]
    grades = ["Recommended or described, hardly tested", "Not tested: a judgement", "Tested, with no gain in results"]
    assert re.findall(r"\*\*What we know:\*\* \*\*(.*?)\*\*", told(audit)) == grades[:1]
    others = told(audit).partition("| How well tested |")[2].partition("\n\n")[0]
    assert re.findall(r"(?m)\| (\w[^|]*) \|$", others) == grades[1:]
    assert re.findall(r"\*\*Evidence:\*\* (.*?)\. ", annex_of(audit)) == grades[1:]
    assert all(action.evidence.grade != "X" for action in chosen(all_high()).values())


def test_c25_a_report_gives_options_to_choose_from_and_a_change_to_plan() -> None:
    audit, text = all_high(), told(all_high())

    assert audit.plan is not None
    assert len(audit.plan.priorities) == 3
    assert all(priority.alternatives for priority in audit.plan.priorities)
    for label in (
        "**What gives way:**",
        "**First step this week:**",
        "- Who leads:",
        "- What we will change about this:",
    ):
        assert text.count(label) == 3
    assert text.count("- We look again on:") == 4  # with that of the meeting


def test_c26_c27_trust_is_asked_about_and_what_is_suggested_is_to_be_changed() -> None:
    assert QUESTIONS["S10"].measures == {"social.trust": Measure(key="barrier")}
    assert "set plan that fits badly" in QUESTIONS["S10"].text
    assert QUESTIONS["S11"].measures == {"social.trust": Measure(key="enabler")}
    assert "trusted to develop my own way" in QUESTIONS["S11"].text
    assert told(all_high()).count("What we will change about this:") == 3


def test_c28_every_facet_has_a_sign_that_comes_soon_and_an_outcome_that_lasts() -> None:
    assert all(facet.quick_sign and facet.lasting_outcome for facet in FACETS.values())
    assert "**You will see:**" in told(school(staff({"time.delay": 4})))
    assert "A lasting outcome: " in annex_of(all_high())


def test_c29_what_is_said_of_pupils_who_leave_is_hidden_where_few_answered() -> None:
    nine, twelve = school(staff(n=9, usual=3)), school(staff(usual=3))

    assert [severity_of(name, nine) for name in ("T01", "P11")] == [75, None]
    assert [severity_of(name, twelve) for name in ("T01", "P11")] == [75, 75]


@pytest.mark.parametrize("nation", NATIONS)
def test_c29_each_nations_report_says_where_a_worry_about_a_child_goes(nation: Nation) -> None:
    assert QUESTIONNAIRE.signpost[nation] in told(all_high(nation))


def test_c30_c31_what_may_move_pupils_asks_who_could_lose_out() -> None:
    assert QUESTIONS["P12"].measures == {"political.accountability": Measure(key="enabler")}
    assert QUESTIONS["P14"].measures == {"political.accountability": Measure(key="barrier")}
    moving, staying = school(staff({"political.priorities": 4})), school(staff({"time.delay": 4}))
    asks = "which pupils could lose a place, a group, or support?"

    assert [action.moves_pupils for audit in (moving, staying) for action in chosen(audit).values()] == [True, False]
    assert asks in told(moving)
    assert asks not in told(staying)
    eases = [action for action in ACTIONS.values() if "political.accountability" in action.eases]
    assert any(action.moves_pupils and action.own_reach for action in eases)


@pytest.mark.parametrize(("file", "nation"), EXAMPLE_SCHOOLS.items())
def test_c32_a_report_and_the_example_of_each_nation_speak_its_own_words(file: str, nation: Nation) -> None:
    found = assemble([EXAMPLES / file], AnswerOptions(schools=EXAMPLES / "schools.csv"))
    (example,) = audits(found.instrument, found.responses)
    others = {word for each, words in ONLY_THERE.items() if each != nation for word in words}

    assert example.school.nation == nation
    texts = [make(audit) for make in (told, annex_of) for audit in (example, all_high(nation))]
    assert {word for word in others for text in texts if word in text} == set()
    assert {word for word in ONLY_THERE[nation] if not any(word in text for text in texts)} == set()


def test_c33_no_shipped_text_names_a_party_or_a_side() -> None:
    assert found_words("party") == []
    assert listed("party").search("a Labour council") is not None
    assert "No party is meant." in str(QUESTIONS["P01"].why)
