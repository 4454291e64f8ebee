"""Questions with a known flaw are caught under its name, and good questions are left alone."""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.paths import QUESTIONNAIRES, TESTS

from speedbumps.diagnostics.problem import require_value
from speedbumps.lint.catalogue import PAGES
from speedbumps.lint.dispatch import lint
from speedbumps.lint.language.texts import action_prose, overlay_prose, questionnaire_prose
from speedbumps.lint.rules import bias, negatives, plain_words, sentences, times
from speedbumps.model.actions import Action, ActionLibrary
from speedbumps.model.lexicon import Entry, Lexicon
from speedbumps.model.overlay import Overlay
from speedbumps.model.questionnaire import NATIONS, Questionnaire
from speedbumps.questionnaires.lexicons import load_lexicon, shipped_word_lists, word_lists_for
from speedbumps.questionnaires.load import find_questionnaire, read_instrument, shipped_questionnaires
from speedbumps.questionnaires.word_lists import compile_word_lists, find_words, mask_placeholders

CHECKS = (*negatives.CHECKS, *sentences.CHECKS, *bias.CHECKS, *plain_words.CHECKS, *times.CHECKS)
CODES = {page.name: page.code for page in PAGES}

SCHOOL: dict[str, Any] = yaml.safe_load((QUESTIONNAIRES / "school.yaml").read_text("utf-8"))
LISTED: dict[str, Any] = yaml.safe_load((TESTS / "bad_questions.yaml").read_text("utf-8"))
FLAWED: list[dict[str, Any]] = LISTED["questions"]


@cache
def shipped_school() -> Questionnaire:
    """The shipped questionnaire, read once."""
    return require_value(read_instrument(find_questionnaire("school"))).questionnaire


def whole(entry: dict[str, Any], **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a YAML file
    """The shipped questionnaire with only this *entry* in it, and with short names of roles and facets."""
    own: dict[str, Any] = {}
    if isinstance(entry.get("scale"), dict):
        points = [{"value": value, "label": label} for value, label in enumerate(entry["scale"]["points"])]
        own = {"prompt": entry["scale"]["prompt"], "points": points}
    elif "number" in entry:
        own = {"number": entry["number"]}
    elif "text_answer" in entry:
        own = {"text": entry["text_answer"]}
    question = {"id": entry["id"], "text": entry["text"], "scale": "own" if own else entry["scale"]}
    if "number" not in entry and "text_answer" not in entry:
        question["measures"] = entry.get("measures", {"time.delay": "barrier"})
    if "asked_of" in entry:
        question["asked_of"] = entry["asked_of"]
    kept = {name: value for name, value in SCHOOL.items() if name not in ("actions", "forms", "signals")}
    scales = {**SCHOOL["scales"], "own": own} if own else SCHOOL["scales"]
    roles = [{key: value for key, value in role.items() if key != "includes"} for role in SCHOOL["roles"]]
    barriers = [
        {
            **barrier,
            "facets": [{**facet, "title": f"Part {n} of {barrier['id']}"} for n, facet in enumerate(barrier["facets"])],
        }
        for barrier in SCHOOL["barriers"]
    ]
    return {**kept, "scales": scales, "barriers": barriers, "roles": roles, "questions": [question], **changes}


def codes(data: dict[str, Any], folder: Path, *lexicons: Lexicon) -> set[str]:
    """The codes of all that is wrong in a questionnaire with this *data*."""
    path = folder / "asked.yaml"
    path.write_text(json.dumps(data), "utf-8")
    return {problem.code for problem in lint(path, lexicons=lexicons).problems}


def stem(text: str, scale: str = "how-often") -> dict[str, Any]:
    return whole({"id": "B1", "text": text, "scale": scale})


SEEN = [entry for entry in FLAWED if entry["seen_by"] != "reader"]


@pytest.mark.parametrize("entry", SEEN, ids=lambda entry: f"{entry['id']}-{entry['flaw']}")
def test_a_flaw_that_can_be_seen_is_caught_under_its_name(entry: dict[str, Any], tmp_path: Path) -> None:
    assert CODES[entry["flaw"]] in codes(whole(entry), tmp_path)


@pytest.mark.parametrize(
    "entry", [entry for entry in FLAWED if entry["seen_by"] == "words"], ids=lambda entry: entry["id"]
)
def test_the_better_question_is_free_of_any_flaw(entry: dict[str, Any], tmp_path: Path) -> None:
    found = {code for code in codes(stem(entry["better"]), tmp_path) if code.startswith("SB6")}

    assert found - {CODES["no-way-out"]} == set()  # what to answer if there was none is said in the reason


def sentence_flaws(sentences: list[str | dict[str, str]]) -> list[set[str]]:
    """The names of the flaws that the checks find in each of these *sentences*, asked as their file says."""
    entries = [{"text": one} if isinstance(one, str) else one for one in sentences]
    labels = [{"value": value, "label": label} for value, label in enumerate(("Not true", "Partly true", "True"))]
    scales: dict[str, Any] = {
        f"s{place}": {"number": {"unit": entry["unit"], "min": 0, "max": 100}}
        if "unit" in entry
        else {"prompt": entry.get("prompt", "How true is this now?"), "points": labels}
        for place, entry in enumerate(entries)
    }
    questions = [
        {"id": f"Q{place}", "text": entry["text"], "scale": f"s{place}"} for place, entry in enumerate(entries)
    ]
    data = whole({"id": "B1", "text": "I wait.", "scale": "how-often"}, questions=questions, scales=scales)
    prose = questionnaire_prose(Questionnaire.model_validate(data), shipped_word_lists("en"))
    found: list[set[str]] = [set() for _ in entries]
    for check in CHECKS:
        for fault in check.find(prose):
            kind, place = fault.route[:2]
            found[place if isinstance(place, int) else int(place[1:])].add(check.name)
            assert kind in {"questions", "scales"}
    return found


def test_flaws_that_guides_warn_of_are_caught_and_good_sentences_are_left_alone() -> None:
    bad = {kind: (group["check"], group["develop"] + group["test"]) for kind, group in LISTED["bad"].items()}
    good = LISTED["good"]["develop"] + LISTED["good"]["test"]

    missed = [
        (kind, sentence)
        for kind, (names, sentences) in bad.items()
        for sentence, found in zip(sentences, sentence_flaws(sentences), strict=True)
        if found.isdisjoint(names)
    ]
    flagged = [(sentence, found) for sentence, found in zip(good, sentence_flaws(good), strict=True) if found]

    assert (len(bad), sum(len(sentences) for _, sentences in bad.values()), len(good)) == (10, 150, 150)
    assert len(missed) <= 0.15 * 150, missed
    assert len(flagged) <= 0.02 * 150, flagged


def test_no_shipped_text_has_a_flaw_in_its_wording() -> None:
    files = (QUESTIONNAIRES / "school.yaml", QUESTIONNAIRES / "school.actions.yaml")

    found = [str(problem) for file in files for problem in lint(file).problems if problem.code.startswith("SB6")]

    assert found == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Meetings end without a decision.", "negated"),
        ("Meetings never end without a decision.", "double-negative"),
        ("Leaders do not say no.", "negated"),
        ("I cannot find a form that is of no use.", "double-negative"),
        ("Don’t you think that meetings are too long?", "leading"),
        ("Leaders hijack our meetings.", "loaded"),
        ("Colleagues refuse new ideas.", "blame"),
        ("The SNP changed how we work.", "party"),
        ("Our strategic aims are clear.", "jargon"),
        ("I write a QIPPs report.", "abbreviation"),
        ("I write an R.B.S. report.", "abbreviation"),
        ("Our SENCO helps me.", "one-nation"),
        ("Last year I chased people for an answer.", "two-times"),
        ("Over the past 3 weeks I chased people.", "two-times"),
        ("I completely trust the plan.", "extreme"),
        ("I have adequate time.", "vague"),
        ("Q3) I chase people for an answer.", "numbered"),
        ("(a) I chase people for an answer.", "numbered"),
        ("12. I chase people for an answer.", "numbered"),
        ("Question 4 I chase people for an answer.", "numbered"),
        ("The plan is fair and works well.", "double-barrelled"),
        ("I get data or advice.", "double-barrelled"),
        ("I feel safe, valued and respected.", "double-barrelled"),
        ("The head is kind but slow to answer.", "double-barrelled"),
        ("The head and her deputy are kind.", "double-barrelled"),
        ("Most experts agree that meetings are too long.", "leading"),
        ("Our meetings are too long, aren’t they?", "leading"),
        ("How useful is the coaching that you receive?", "presumes"),
        ("Now that meetings are longer, I teach less.", "presumes"),
        ("No one here listens to me.", "negated"),
        ("Few pupils are unhappy here.", "double-negative"),
        ("There are issues with the timetable.", "vague"),
        ("Every lesson starts on time.", "extreme"),
    ],
)
def test_a_flawed_stem_has_this_flaw_and_no_second(text: str, name: str, tmp_path: Path) -> None:
    assert {code for code in codes(stem(text), tmp_path) if code.startswith("SB6")} == {CODES[name]}


@pytest.mark.parametrize(
    "text",
    [
        "We plan for not-for-profit partners.",  # no negative
        "We visit not only our own school.",
        "I watch TV clips from the UK with my class.",
        "The {inspectorate} shapes what {governors} ask of us.",
        "12 months after a change I can still see it.",
        "We were told this year’s budget in time.",  # what something belongs to, not when
        "I get an answer within a week of asking.",  # how long, not when
        "Our labour is shared among staff.",  # a party only with capitals
        "The head and her deputy share the lead.",  # what takes two
        "I hear of a change whether or not it concerns me.",
        "The timetable does not fit our pupils.",
        "I do work that I was not trained for.",  # describes the work
        "Parents and carers can visit a lesson.",
        "I can reach a nurse or doctor by phone or email.",  # one of a set
        "I write a report every week.",
        "I know how many pupils are in my class.",
        "Staff from English and Welsh schools visit us.",
    ],
)
def test_a_sound_stem_is_left_alone(text: str, tmp_path: Path) -> None:
    assert {code for code in codes(stem(text), tmp_path) if code.startswith("SB6")} == set()


@pytest.mark.parametrize(
    ("prompt", "text", "found"),
    [
        ("How often does this happen?", "I plan with a colleague.", {"no-time"}),
        ("How often does this happen?", "This month, I plan with a colleague.", set()),
        ("How true is this now?", "I plan with a colleague.", set()),
        ("Since September, how true is this?", "I plan with a colleague.", set()),
        ("In a normal week, how often is this so?", "I plan with a colleague.", set()),
        ("Over the last 12 months, how true was this?", "In the past year I planned with a colleague.", set()),
        ("This school year, how true is this?", "I have planned this year with a colleague.", set()),
        ("This term, how true is this?", "In the last two terms I planned with a colleague.", {"two-times"}),
    ],
)
def test_the_question_or_its_prompt_names_one_period(prompt: str, text: str, found: set[str], tmp_path: Path) -> None:
    entry = {"id": "B1", "text": text, "scale": {"prompt": prompt, "points": ["Not true", "Partly true", "True"]}}

    seen = {code for code in codes(whole(entry), tmp_path) if code.startswith("SB6")}

    assert seen == {CODES[name] for name in found}


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        ("How many meetings do you go to?", "meetings", True),
        ("How many meetings do you go to?", "meetings a week", False),
        ("In a normal week, how many meetings do you go to?", "meetings", False),
    ],
)
def test_an_amount_is_of_some_period(text: str, unit: str, found: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a column of the table above
    entry = {"id": "B1", "text": text, "number": {"unit": unit, "min": 0, "max": 40}}

    assert (CODES["no-time"] in codes(whole(entry), tmp_path)) is found


def test_a_word_of_one_nation_is_plain_where_only_that_nation_is_asked(tmp_path: Path) -> None:
    entry = {"id": "B1", "text": "Parent council meetings are short.", "scale": "how-often"}

    assert CODES["one-nation"] in codes(whole(entry), tmp_path)
    assert CODES["one-nation"] not in codes(whole({**entry, "asked_of": ["parent-council"]}), tmp_path)
    assert CODES["one-nation"] in codes(whole({**entry, "asked_of": ["parent-council", "head"]}), tmp_path)


def national(**changes: Any) -> list[tuple[str, ...]]:  # noqa: ANN401 - parts of a YAML file
    """The places of words of one nation that are read in another, in a questionnaire with these *changes*."""
    data = whole({"id": "B1", "text": "I wait.", "scale": "how-often"}, **changes)
    words = shipped_word_lists("en")
    prose = questionnaire_prose(Questionnaire.model_validate(data), words)
    return [tuple(map(str, fault.route)) for fault in plain_words.one_nation(prose)]


@pytest.mark.parametrize(
    ("words", "nation", "found"),
    [
        ("Ofsted", "england", False),
        ("Ofsted", "wales", True),
        ("Ofsted", "other", False),
        ("Estyn", "wales", False),
        ("ETI", "northern-ireland", False),
        ("ETI", "scotland", True),
        ("the parent council", "scotland", False),
        ("the parent council", "wales", True),
        ("governors", "northern-ireland", False),
        ("governors or trustees", "scotland", True),
        ("depute head", "scotland", False),
        ("depute head", "england", True),
        ("the local authority", "wales", False),
        ("the local authority", "northern-ireland", True),
        ("SENCO", "england", False),
        ("SENCO", "wales", True),
        ("ALNCo", "wales", False),
        ("teaching assistants", "england", False),
        ("teaching assistants", "scotland", True),
        ("pupil support assistants", "scotland", False),
    ],
)
def test_the_words_of_a_nation_are_its_own(words: str, nation: str, *, found: bool) -> None:
    said = {"words": {nation: {"runs": words}}}

    assert national(**said) == ([("words", nation, "runs")] if found else [])
    assert national(signpost={nation: f"Tell {words}."}) == ([("signpost", nation)] if found else [])


def test_a_role_is_named_in_words_that_are_known_where_it_exists() -> None:
    leader = {"id": "leader", "title": "Other leader", "includes": "deputy or depute"}

    assert national(roles=[leader]) == [("roles", "0", "includes")]
    assert national(roles=[{**leader, "nations": ["scotland"]}]) == []
    assert national(roles=[{**leader, "includes": "deputy", "also": ["Depute"]}]) == []


def test_what_people_in_all_nations_read_names_none() -> None:
    assert national(introduction="This is no inspection by Ofsted.") == [("introduction",)]
    assert national(introduction="This is no inspection by {inspectorate}.") == []
    assert national(organiser="Ask before Estyn comes.") == [("organiser",)]


def test_another_language_is_not_held_to_the_rules_of_english(tmp_path: Path) -> None:
    data = stem("1. Leaders do not always listen and act on the SEF and the SDP.")

    assert {code for code in codes({**data, "language": "cy"}, tmp_path) if code[:3] == "SB6"} == {CODES["numbered"]}
    assert CODES["negated"] in codes({**data, "language": "en-GB"}, tmp_path)


def own(*entries: Entry, language: str = "en", plain: tuple[str, ...] = (), pairs: tuple[str, ...] = ()) -> Lexicon:
    return Lexicon(format="speedbumps-wording/1", language=language, plain=plain, pairs=pairs, entries=entries)


def test_an_authors_own_words_are_found_and_win(tmp_path: Path) -> None:
    data = stem("I wait to hear on leverage and the Hub.")
    hub = own(Entry(match=("the Hub",), kind="vague", exact_case=True))
    allowed = own(Entry(match=("leverage",), kind="jargon", fine_in=NATIONS))

    assert codes(data, tmp_path) & {"SB608", "SB614"} == {"SB608"}
    assert codes(data, tmp_path, hub) & {"SB608", "SB614"} == {"SB608", "SB614"}
    assert codes(data, tmp_path, hub, allowed) & {"SB608", "SB614"} == {"SB614"}
    assert codes(data, tmp_path, own(*hub.entries, language="cy")) & {"SB608", "SB614"} == {"SB608"}


def test_a_pair_that_is_one_thing_can_be_listed(tmp_path: Path) -> None:
    data = stem("The singers and dancers show me their work.")

    assert CODES["double-barrelled"] in codes(data, tmp_path)
    assert CODES["double-barrelled"] not in codes(data, tmp_path, own(pairs=("dancer or singer",)))


def test_a_question_for_those_whom_it_concerns_presumes_nothing(tmp_path: Path) -> None:
    amount = {"number": {"unit": "hours a week", "min": 0, "max": 40}}
    entry = {"id": "B1", "text": "How many hours a week does your mentor give you?", "scale": "own"}
    found = [
        codes(whole({**entry, **amount}, questions=[{**entry, **more}], scales={"own": amount}), tmp_path)
        for more in ({}, {"if_none": "If you have no mentor, answer 0."})
    ]

    assert [CODES["presumes"] in each for each in found] == [True, False]


def test_an_amount_may_count_two_things_together() -> None:
    hours = {"text": "In a normal week, how many hours do you spend on paperwork or data?", "unit": "hours"}
    why = {"text": "In a normal week, how many hours do you spend in meetings, and why?", "unit": "hours"}

    assert sentence_flaws([hours, why]) == [set(), {"double-barrelled"}]


def test_letters_that_everybody_knows_can_be_listed(tmp_path: Path) -> None:
    data = stem("I wait for the HQ to decide.")

    assert CODES["abbreviation"] in codes(data, tmp_path)
    assert CODES["abbreviation"] not in codes(data, tmp_path, own(plain=("HQ",)))


def test_a_language_without_a_list_has_only_an_authors_own_words() -> None:
    llawdrwm = own(Entry(match=("trosoledd",), kind="jargon"), language="cy")

    assert find_words(word_lists_for("cy").in_questions, "Mae trosoledd yma.") == ()
    assert [
        found.words for found in find_words(word_lists_for("cy", [llawdrwm]).in_questions, "Mae trosoledd yma.")
    ] == ["trosoledd"]


def test_the_longest_of_the_listed_words_counts() -> None:
    found = find_words(shipped_word_lists("en").in_questions, "They build capacity, and Ofsted’s view isn’t ours.")

    assert [one.words for one in found] == ["build capacity", "Ofsted", "isn’t"]


def test_words_are_listed_once_and_only_questionnaires_are_named() -> None:
    listed = require_value(load_lexicon(QUESTIONNAIRES / "wording.en.yaml"))

    assert lint(QUESTIONNAIRES / "wording.en.yaml").problems == ()
    assert {entry.kind for entry in listed.entries} == set(listed.kinds)
    assert shipped_questionnaires() == ["school"]


def test_a_list_of_words_with_a_mistake_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("format: speedbumps-wording/1\nentries:\n  - match: [leverage]\n    kind: jargn\n", "utf-8")

    (problem,) = lint(path).problems

    assert str(problem).startswith(f"{path}:4:11: error SB104 this must be one of jargon, blame, party, nation, ")
    assert "; did you mean 'jargon'?" in str(problem)


def test_what_an_overlay_adds_or_rewords_is_checked() -> None:
    base = shipped_school()
    overlay = Overlay.model_validate(
        {
            "format": "speedbumps-questionnaire/1",
            "id": "hillview",
            "version": "1.0.0",
            "extends": "school@2.0.0",
            "introduction": "No more excuses.",
            "reword": {
                "T01": {
                    "text": "I do not get to teach.",
                    "why": "Toxic.",
                    "wording": {"governor": "Last year, we met."},
                },
                "T99": {"text": "I do not exist."},
            },
            "questions": [
                {
                    "id": "X01",
                    "text": "Leaders always listen.",
                    "scale": "how-often",
                    "measures": {"time.delay": "enabler"},
                }
            ],
        }
    )
    prose = overlay_prose(overlay, _with(base, overlay), shipped_word_lists("en"))

    found = {(check.name, fault.route) for check in CHECKS for fault in check.find(prose)}

    assert found == {
        ("blame", ("introduction",)),
        ("negated", ("reword", "T01", "text")),
        ("two-times", ("reword", "T01", "wording", "governor")),
        ("blame", ("reword", "T01", "why")),
        ("extreme", ("questions", 0, "text")),
    }


def test_an_overlay_may_speak_of_the_nation_of_its_school() -> None:
    base = shipped_school()
    overlay = Overlay.model_validate(
        {
            "format": "speedbumps-questionnaire/1",
            "id": "hillview",
            "version": "1.0.0",
            "extends": "school@2.0.0",
            "introduction": "Ofsted will not see this.",
            "roles": [
                {"id": "trustee", "title": "Trustees"},
                {"id": "depute", "title": "Depute head", "nations": ["wales"]},
            ],
            "words": {"england": {"inspectorate": "Ofsted"}, "wales": {"inspectorate": "Ofsted"}},
        }
    )

    found = [fault.route for fault in plain_words.one_nation(overlay_prose(overlay, base, shipped_word_lists("en")))]

    assert found == [("roles", 1, "title"), ("words", "wales", "inspectorate")]


def _with(base: Questionnaire, overlay: Overlay) -> Questionnaire:
    return base.model_copy(update={"questions": (*base.questions, *overlay.questions)})


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"stop": "Ofsted visits."}, {("one-nation", ("actions", 0, "stop"))}),
        ({"stop": "Ofsted visits.", "nations": ["england"]}, set()),
        (
            {"stop": "Visits.", "wording": {"wales": {"stop": "Ofsted visits."}}},
            {("one-nation", ("actions", 0, "wording", "wales", "stop"))},
        ),
        ({"stop": "Visits.", "wording": {"england": {"stop": "Ofsted visits."}}}, set()),
        (
            {"stop": "Tory cuts.", "hours_how": "Less time on moaners"},
            {
                ("party", ("actions", 0, "stop")),
                ("blame", ("actions", 0, "hours_how")),
            },
        ),
    ],
)  # fmt: skip - one case a line reads best
def test_an_actions_texts_are_for_all_who_read_them(
    changes: dict[str, Any], found: set[tuple[str, tuple[str | int, ...]]]
) -> None:
    action = require_value(read_instrument(find_questionnaire("school"))).library
    assert action is not None
    changed = Action.model_validate({**action.actions[1].model_dump(), "wording": {}, **changes})
    prose = action_prose(ActionLibrary(format="speedbumps-actions/1", actions=(changed,)), shipped_word_lists("en"))

    assert {(check.name, fault.route) for check in CHECKS for fault in check.find(prose)} == found


PIECES = st.sampled_from(
    [
        *(
            "I",
            "we",
            "the",
            "and",
            "not",
            "no",
            "SLT",
            "DfE",
            "’s",
            "isn't",
            "don’t",
            "this term",
            "last 3 years",
            "1.",
            "(a)",
        ),
        *(
            "{head}",
            "İ",
            "ß",
            "é",
            "-",
            ".",
            "?",
            "always",
            "fail to",
            "capacity building",
            "unusual",
            "is fair",
            "Ofsted",
            "or",
            "but",
            "like most",
            "experts agree",
            "why do",
            "your mentor?",
            "hardly",
        ),
    ]
)  # fmt: skip - one line for each kind of piece
TEXTS = st.one_of(st.text(min_size=1, max_size=60), st.lists(PIECES, min_size=1, max_size=12).map(" ".join))


@given(TEXTS)
def test_every_fault_points_to_words_of_its_text_and_each_check_finds_one(text: str) -> None:
    base = shipped_school()
    asked = base.questions[0].model_copy(update={"text": text, "wording": {}})
    prose = questionnaire_prose(base.model_copy(update={"questions": (asked,)}), shipped_word_lists("en"))

    for check in CHECKS:
        faults = [fault for fault in check.find(prose) if fault.route == ("questions", 0, "text")]
        assert len(faults) <= 1
        assert all((fault.near or "") in text for fault in faults)


@given(TEXTS, st.sampled_from(["leverage", "Going forward", "fail to", "multi-academy trust"]))
def test_a_listed_word_is_found_wherever_it_stands(text: str, words: str) -> None:
    whole_text = f"{text} {words} {text}"

    found = find_words(shipped_word_lists("en").in_questions, whole_text)

    assert any(words in one.words or one.words in words for one in found)
    assert all(whole_text[one.start :].startswith(one.words) for one in found)
    assert all(first.start + len(first.words) <= second.start for first, second in pairwise(found))


@given(TEXTS)
def test_a_placeholder_is_masked_in_its_place(text: str) -> None:
    assert len(mask_placeholders(text)) == len(text)
    assert "{head}" not in mask_placeholders(text)


def test_lists_can_be_put_before_others() -> None:
    first, second = own(Entry(match=("plan",), kind="vague")), own(Entry(match=("plan", "a plan"), kind="jargon"))

    both = find_words(compile_word_lists([first], compile_word_lists([second])).in_questions, "plan, a plan")

    assert [(one.words, one.entry.kind) for one in both] == [("plan", "vague"), ("a plan", "jargon")]
