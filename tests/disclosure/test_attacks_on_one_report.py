"""What one report gives away beside groups of roles: who skipped a question, who is at an end, how far few lie apart.

Each attack recovers answers from an exact audit, and fails on the one that is passed on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

import polars as pl
import pytest
from support.effort import drawn
from support.schools import first_version, responses

from speedbumps.audit import AuditOptions, audits
from speedbumps.model.audit import Audit, FacetResult, QuestionResult
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Key, Measure
from speedbumps.scoring.responses import BLANK, CODE, NA, PNS, Responses

POINT = 25.0
"""The distance in severity between two of the five answers."""

FACET = "time.delay"
QUESTIONS = ("T04", "T05", "T06")

SUPPORT = 12
"""How many support staff there are of whom few answered a question."""


def audit_of(answers: Responses, *, exact: bool = False) -> Audit:
    return next(audits(first_version(), answers, AuditOptions(exact=exact)))


def facet(audit: Audit, name: str = FACET) -> FacetResult:
    return next(each for barrier in audit.barriers for each in barrier.facets if each.id == name)


def set_answers(answers: Responses, given: Mapping[str, list[int]]) -> Responses:
    """The same people with other codes for some questions."""
    columns = (pl.Series(name, codes, dtype=CODE) for name, codes in given.items())
    return replace(answers, people=answers.people.with_columns(*columns))


def severities(name: str, codes: list[int]) -> list[float]:
    """The severities of the answers to one question of FACET."""
    key = next(iter(first_version().questions[name].measures.values())).key
    return [POINT * code if key == "barrier" else 100 - POINT * code for code in codes]


# Somebody who skipped a question


def skipping(seed: int, people: int) -> tuple[Responses, float]:
    """Answers in which the first person alone leaves out the last question of FACET, and the sum of the two others."""
    answers = responses(["teacher"] * people, Random(seed), gaps=0)
    codes = answers.people.get_column(QUESTIONS[-1]).to_list()
    truth = sum(severities(name, answers.people.get_column(name).to_list())[0] for name in QUESTIONS[:-1])
    return set_answers(answers, {QUESTIONS[-1]: [BLANK, *codes[1:]]}), truth


def solve_for_skipper(found: FacetResult) -> float:
    """What the person who left one of three questions open answered in all.

    The others' severity is a third of the sum of their answers, and that person's is half of it.
    """
    given = [(each.severity, each.n) for each in found.questions]
    assert found.severity is not None
    assert found.n is not None
    total = sum((severity or 0.0) * (n or 0) for severity, n in given)
    return 6 * (found.n * found.severity - total / 3)


def mean_of_counts(question: QuestionResult) -> float:
    """The exact mean of the answers to a question, from how many people gave each of them."""
    assert question.distribution is not None
    counts = [each.n for each in question.distribution]
    if question.key == "enabler":
        counts.reverse()
    return sum(POINT * place * n for place, n in enumerate(counts)) / sum(counts)


def possible_sums(found: FacetResult) -> list[int]:
    """What the person who left a question open may have answered in all, given what may be passed on.

    Counts of answers are exact, and so are the sums of questions; the score is known to half a point, or a point.
    """
    exact = tuple(each.model_copy(update={"severity": mean_of_counts(each)}) for each in found.questions)
    near = solve_for_skipper(found.model_copy(update={"questions": exact}))
    # A score just below a band is rounded down.
    above = 1.0 if found.severity in (24, 49, 74) else 0.5
    half, more = (6 * (found.n or 0) * each for each in (0.5, above))
    return [total for total in range(0, 201, 25) if near - half <= total <= near + more]


@pytest.mark.parametrize("people", range(5, 10))
def test_below_ten_people_no_figures_of_questions_are_shown_beside_one_who_skipped(people: int) -> None:
    answers, _ = skipping(1, people)
    found = facet(audit_of(answers))

    assert found.severity is not None
    assert {each.severity for each in found.questions} == {None}
    assert found.receipt is not None
    assert [line.question for line in found.receipt.lines] == [None]
    untouched = facet(audit_of(answers), "time.ways-of-working")
    assert None not in {each.severity for each in untouched.questions}


# Everybody at one end


def at_the_end(people: int, *, but_one: bool) -> Responses:
    """Answers of people who are all at the clear end of FACET, or all but one, but for one point in one question."""
    answers = responses(["teacher"] * people, Random(people), gaps=0)
    codes = {}
    for name in QUESTIONS:
        clear = 0 if severities(name, [0]) == [0.0] else 4
        codes[name] = [clear] * people
    if but_one:
        codes[QUESTIONS[0]][0] += 1 if codes[QUESTIONS[0]][0] == 0 else -1
    return set_answers(answers, codes)


@pytest.mark.parametrize("people", range(5, 10))
def test_that_everybody_gave_the_same_answer_is_not_shown_of_few(people: int) -> None:
    alike, differing = (facet(audit_of(at_the_end(people, but_one=each))) for each in (False, True))

    assert facet(audit_of(at_the_end(people, but_one=False), exact=True)).severity == 0.0
    assert alike == differing
    assert alike.bound == "at-most"
    assert alike.severity == -(-100 // people)
    assert {each.bound for each in alike.questions} == {"at-most"}


def test_that_everybody_gave_the_same_answer_may_be_shown_of_ten() -> None:
    found = facet(audit_of(at_the_end(10, but_one=False)))

    assert (found.severity, found.bound, found.interval) == (0.0, None, "alike")


# The spread of a few


def mixed(people: int, *, apart: bool) -> Responses:
    """Answers with one mean: everybody in the middle, or half of the people at either end."""
    answers = responses(["teacher"] * people, Random(people), gaps=0)
    codes = [0, 4] * (people // 2) + [2] * (people % 2) if apart else [2] * people
    return set_answers(answers, dict.fromkeys(QUESTIONS, codes))


@pytest.mark.parametrize("people", range(5, 10))
def test_intervals_of_few_people_say_nothing_about_their_spread(people: int) -> None:
    middle, ends = (facet(audit_of(mixed(people, apart=each))) for each in (False, True))

    assert (middle.severity, middle.low, middle.high) == (ends.severity, ends.low, ends.high)
    assert (middle.lowest, middle.highest, middle.agreement) == (ends.lowest, ends.highest, ends.agreement)
    assert middle.interval == "t"


def test_intervals_of_many_people_are_their_own() -> None:
    middle, ends = (facet(audit_of(mixed(20, apart=each))) for each in (False, True))

    assert (middle.interval, ends.interval) == ("alike", "t")


@pytest.mark.parametrize("apart", [False, True])
def test_the_interval_of_a_small_role_comes_from_the_whole_school(*, apart: bool) -> None:
    answers = responses([*["leader"] * 6, *["teacher"] * 20], Random(2), gaps=0)
    codes = [0, 4, 0, 4, 0, 4] if apart else [2] * 6
    rest = [1, 2, 3, 2] * 5
    found = facet(audit_of(set_answers(answers, {name: [*codes, *rest] for name in QUESTIONS})))
    leaders = next(role for role in found.by_role if role.role == "leader")

    assert leaders.low is not None
    assert leaders.high is not None
    assert leaders.high - leaders.low > 0


# Amounts


def hours(values: list[float | None], people: int) -> Audit:
    answers = responses(["teacher"] * people, Random(1), gaps=0)
    given = pl.Series("N01", values, dtype=pl.Float64)
    return audit_of(replace(answers, people=answers.people.with_columns(given)))


def test_what_the_only_person_with_hours_wrote_cannot_be_worked_out() -> None:
    audit = hours([19.5, *[0.0] * 11], 12)
    amount = next(each for each in audit.amounts if each.id == "N01")

    assert amount.n == 12
    assert amount.zeros is None
    assert amount.mean is None or abs(amount.mean * 12 - 19.5) > 0.4


def test_zeros_are_counted_where_five_or_more_stand_on_either_side() -> None:
    audit = hours([*[2.0] * 6, *[0.0] * 6], 12)

    assert next(each for each in audit.amounts if each.id == "N01").zeros == 6


@pytest.mark.parametrize("people", [5, 7, 9])
def test_the_median_of_few_people_is_nobodys_number(people: int) -> None:
    audit = hours([3.25 + each for each in range(people)], people)
    amount = next(each for each in audit.amounts if each.id == "N01")

    assert amount.median is not None
    assert amount.median == int(amount.median)
    assert (amount.mean, amount.q1, amount.q3, amount.zeros) == (None, None, None, None)


def test_what_somebody_who_has_no_score_answered_cannot_be_solved_for_in_a_facet_of_two_questions() -> None:
    """Whole numbers leave too little uncertain: the sum of both questions, less twice the score, is that answer."""
    for seed in range(20):
        answers = responses(["teacher"] * 11, Random(seed), gaps=0)
        codes = answers.people.get_column(QUESTIONS[1]).to_list()
        answers = set_answers(answers, {QUESTIONS[1]: [BLANK, *codes[1:]]})
        found = facet(audit_of(replace(answers, people=answers.people.drop(QUESTIONS[2]))))

        assert found.severity is not None
        assert found.n == 10
        hidden = [each.severity is None for each in found.questions if each.id in QUESTIONS[:2]]
        assert hidden == [True, False], "what the others answered to the second question gives nothing"


@pytest.mark.parametrize("answering", [1, 2, 4])
def test_the_mean_of_the_few_who_answered_a_question_is_not_shown(answering: int) -> None:
    answers = responses(["teacher"] * 12, Random(answering), gaps=0)
    codes = answers.people.get_column(QUESTIONS[0]).to_list()
    answers = set_answers(answers, {QUESTIONS[0]: [*codes[:answering], *[BLANK] * (12 - answering)]})
    question = next(each for each in facet(audit_of(answers, exact=True)).questions if each.id == QUESTIONS[0])

    assert (question.severity, question.distribution, question.n) == (None, None, None)


def test_that_one_of_few_would_rather_not_say_is_not_counted() -> None:
    answers = responses(["teacher"] * 8, Random(3), gaps=0)
    answers = set_answers(answers, {name: [PNS, 1, 2, 3, 1, 2, 3, 2] for name in QUESTIONS})
    question = next(each for each in facet(audit_of(answers)).questions if each.id == QUESTIONS[0])

    assert question.severity is not None
    assert question.pns is None
    assert question.blank is None


def test_a_receipt_gives_the_score_no_more_exactly_than_it_is_published() -> None:
    """With the exact total, what somebody who skipped a question answered could be solved for."""
    right = 0
    for seed in range(10):
        answers, truth = skipping(seed, people=20)
        found = facet(audit_of(answers))
        assert found.receipt is not None
        exact = tuple(each.model_copy(update={"severity": mean_of_counts(each)}) for each in found.questions)
        solved = solve_for_skipper(found.model_copy(update={"questions": exact, "severity": found.receipt.total}))
        right += solved == pytest.approx(truth, abs=0.5)
    assert right <= 3


def test_a_gap_gives_the_score_no_more_exactly_than_it_is_published() -> None:
    """The leaders' sum is known, since all of them answered everything; an exact gap gives the teachers' sum too."""
    right = 0
    for seed in range(10):
        answers = responses([*["teacher"] * 15, *["leader"] * 6], Random(seed), gaps=0)
        codes = answers.people.get_column(QUESTIONS[-1]).to_list()
        truth = sum(severities(name, answers.people.get_column(name).to_list())[0] for name in QUESTIONS[:-1])
        audit = audit_of(set_answers(answers, {QUESTIONS[-1]: [BLANK, *codes[1:]]}))
        found, gap = facet(audit), next(each for each in audit.gaps or () if each.of == FACET)
        leaders = next(role.severity for role in found.by_role if role.role == "leader")
        assert leaders is not None
        step = POINT / 3
        leading = round(leaders * 6 / step) * step
        teaching = leading / 6 + (-gap.difference if gap.a == "leader" else gap.difference)
        exact = tuple(each.model_copy(update={"severity": mean_of_counts(each)}) for each in found.questions)
        whole = (leading + 15 * teaching) / 21
        solved = solve_for_skipper(found.model_copy(update={"questions": exact, "severity": whole}))
        right += solved == pytest.approx(truth, abs=0.5)
    assert right <= 3


def test_a_gap_does_not_show_that_all_of_a_small_role_gave_the_same_answer() -> None:
    """The other role's mean, less the gap, would be their mean, which by itself is given as a bound."""
    answers = responses([*["leader"] * 6, *["teacher"] * 15], Random(1), gaps=0)
    codes = {}
    for name in QUESTIONS:
        clear = 0 if severities(name, [0]) == [0.0] else 4
        codes[name] = [clear] * 6 + [1, 2, 3] * 5
    audit = audit_of(set_answers(answers, codes))
    found = facet(audit)
    of = {role.role: role for role in found.by_role}

    assert of["leader"].bound == "at-most"
    assert of["teacher"].severity == 50.0
    assert [gap for gap in audit.gaps or () if gap.of in (FACET, *QUESTIONS)] == []


def test_a_gap_of_two_roles_does_not_give_what_the_few_of_a_third_one_answered() -> None:
    """A gap of 100 says that all leaders are at one end, all teachers at the other; the other answers are the few's."""
    roles = [*["leader"] * 10, *["teacher"] * 12, *["support"] * 6]
    few = [3, 1, 1]
    answers = responses(roles, Random(1), gaps=0)
    audit = audit_of(set_answers(answers, {QUESTIONS[0]: [*[0] * 10, *[4] * 12, *few, *[BLANK] * 3]}))
    question = next(each for each in facet(audit).questions if each.id == QUESTIONS[0])

    assert question.distribution is not None
    left = [each.n - ends for each, ends in zip(question.distribution, (10, 0, 0, 0, 12), strict=True)]
    assert left == [few.count(code) for code in range(5)], "whoever knows the gap knows these"
    assert gap_between(audit, FACET, "leader", "teacher") is not None
    assert gap_between(audit, QUESTIONS[0], "leader", "teacher") is None


@pytest.mark.parametrize("answering", [1, 2, 4, 5])
def test_gaps_of_a_facets_questions_do_not_give_what_the_few_of_a_role_answered_to_one_of_them(answering: int) -> None:
    """A role's score, less its means on the other questions, is its mean on this one: so the few's answers are left."""
    roles = [*["leader"] * 10, *["teacher"] * 12, *["support"] * SUPPORT]
    answers = responses(roles, Random(answering), gaps=0)
    codes = answers.people.get_column(QUESTIONS[0]).to_list()
    audit = audit_of(
        set_answers(answers, {QUESTIONS[0]: [*codes[: 22 + answering], *[BLANK] * (SUPPORT - answering)]}), exact=True
    )
    solved = solve_for_few(audit)

    if answering < 5:
        assert solved is None
    else:
        truth = sum(severities(QUESTIONS[0], codes[22 : 22 + answering]))
        assert solved == pytest.approx(truth, abs=1e-4), "the attack works on the figures of enough people"


def solve_for_few(audit: Audit) -> float | None:
    """What the support staff who answered the first question of FACET answered in all; None if a gap is missing."""
    found = facet(audit)
    scores = {role.role: (role.severity, role.n) for role in found.by_role}
    (leading, leaders), (teaching, teachers) = scores["leader"], scores["teacher"]
    first, *others = ((each.severity or 0.0) * (each.n or 0) for each in found.questions)
    assert leading is not None
    assert teaching is not None
    assert leaders
    assert teachers
    of_leaders, of_teachers = 3 * leading, 3 * teaching
    for name, total in zip(QUESTIONS[1:], others, strict=True):
        less = [gap_between(audit, name, "leader", other) for other in ("teacher", "support")]
        if less[0] is None or less[1] is None:
            return None
        mean = (total + teachers * less[0] + SUPPORT * less[1]) / (leaders + teachers + SUPPORT)
        of_leaders, of_teachers = of_leaders - mean, of_teachers - mean + less[0]
    return first - leaders * of_leaders - teachers * of_teachers


def gap_between(audit: Audit, of: str, a: str, b: str) -> float | None:
    """By how much *a* lies above *b*; None if no such gap is shown."""
    gaps = {(gap.of, gap.a, gap.b): gap.difference for gap in audit.gaps or ()}
    return gaps.get((of, a, b))


def test_a_gap_does_not_give_the_mean_of_the_few_of_a_role_who_answered() -> None:
    """The gap of a question and its counts together give both means, even if they are rounded."""
    answers = responses([*["leader"] * 6, *["teacher"] * 15], Random(1), gaps=0)
    codes = answers.people.get_column(QUESTIONS[0]).to_list()
    audit = audit_of(set_answers(answers, {QUESTIONS[0]: [*[BLANK] * 3, *codes[3:]]}))

    assert FACET in [gap.of for gap in audit.gaps or ()]
    assert QUESTIONS[0] not in [gap.of for gap in audit.gaps or ()]


# Sensitive questions


def test_figures_of_other_questions_do_not_give_that_of_the_sensitive_one() -> None:
    """In the quick form it is the only question of its facet, and the barrier three times its mean less the others'."""
    asked = first_version().questionnaire
    questions = tuple(each.model_copy(update={"sensitive": each.id in {"P11", "P12"}}) for each in asked.questions)
    instrument = Instrument(questionnaire=asked.model_copy(update={"questions": questions}))
    answers = responses(["teacher"] * 7, Random(1), gaps=0, form="quick")
    (audit,) = audits(instrument, answers, AuditOptions())
    political = next(each for each in audit.barriers if each.id == "political")

    assert political.severity is not None
    assert {each.severity for each in political.questions} == {None}


@pytest.mark.parametrize("people", [7, 10])
def test_a_hidden_question_is_not_left_over_where_the_others_of_its_facet_count_for_other_barriers(people: int) -> None:
    """There, the score of a facet, less the figures of all other questions, is that of the one that counts twice."""
    own, elsewhere = "political.accountability", {"P10": FACET, "P12": "social.trust"}
    key = {name: first_version().questions[name].measures[own].key for name in elsewhere}
    instrument = counting_for({name: {other: key[name]} for name, other in elsewhere.items()})
    answers = responses(["teacher"] * people, Random(1), gaps=0)
    (audit,) = audits(instrument, answers, AuditOptions(exact=True))
    solved = sum_of_answers(facet(audit, own), ())
    for name, other in elsewhere.items():
        left = sum_of_answers(facet(audit, other), [each for each in facet(audit, other).questions if each.id != name])
        solved = None if solved is None or left is None else solved - left

    if people < 10:
        assert solved is None
    else:
        truth = sum(POINT * code for code in answers.people.get_column("P11").to_list())
        assert solved == pytest.approx(truth, abs=1e-4), "the attack works where nothing is hidden"


def sum_of_answers(found: FacetResult, less: Sequence[QuestionResult]) -> float | None:
    """The sum of all severities of the answers to a facet that everybody answered, *less* those to some questions."""
    assert found.severity is not None
    assert found.n is not None
    known = [each.severity for each in less if each.severity is not None]
    return found.n * (len(found.questions) * found.severity - sum(known)) if len(known) == len(less) else None


def counting_for(more: Mapping[str, Mapping[str, Key]]) -> Instrument:
    """The questionnaire with questions that also count for *more* facets than their own, by question."""
    asked = first_version().questionnaire
    questions = tuple(
        each.model_copy(
            update={
                "measures": {
                    **each.measures,
                    **{name: Measure(key=key) for name, key in more.get(each.id, {}).items()},
                }
            }
        )
        for each in asked.questions
    )
    return Instrument(questionnaire=asked.model_copy(update={"questions": questions}))


@pytest.mark.parametrize("leaders", [6, 12])
def test_gaps_do_not_give_a_roles_answers_to_a_sensitive_question_that_counts_for_two_barriers(leaders: int) -> None:
    """A role's score on either facet, less its means on the other questions there, would be its mean on this one."""
    instrument = counting_for({"P11": {FACET: "barrier"}})
    answers = responses([*["leader"] * leaders, *["teacher"] * 15], Random(1), gaps=0)
    (audit,) = audits(instrument, answers, AuditOptions())
    gaps = {gap.of for gap in audit.gaps or ()}

    assert FACET in gaps
    for others in (set(QUESTIONS), {"P10", "P12"}):
        assert others <= gaps if leaders >= 10 else gaps.isdisjoint(others)


@pytest.mark.parametrize("leaders", [6, 12])
def test_gaps_of_a_facet_do_not_give_a_roles_answers_to_its_sensitive_question(leaders: int) -> None:
    """Each gap rests on two of three questions; both, less the role's score, are its mean on the one in both."""
    own, asked = "political.accountability", first_version().questionnaire
    asked_of = {"P10": ("leader", "teacher"), "P12": ("leader", "support")}
    questions = tuple(
        each.model_copy(update={"asked_of": asked_of.get(each.id, each.asked_of)}) for each in asked.questions
    )
    instrument = Instrument(questionnaire=asked.model_copy(update={"questions": questions}))
    answers = responses([*["leader"] * leaders, *["teacher"] * 15, *["support"] * 12], Random(1), gaps=0)
    (audit,) = audits(instrument, answers, AuditOptions(exact=True))
    score = {role.role: role.severity or 0.0 for role in facet(audit, own).by_role}
    gaps = [gap_between(audit, own, "leader", other) for other in ("teacher", "support")]

    if leaders < 10:
        assert gaps == [None, None]
    else:
        sums = [2 * ((gap or 0.0) + score[other]) for gap, other in zip(gaps, ("teacher", "support"), strict=True)]
        truth = sum(POINT * code for code in answers.people.get_column("P11").to_list()[:leaders]) / leaders
        assert sum(sums) - 3 * score["leader"] == pytest.approx(truth, abs=1e-4), "the attack works where it may"


def test_a_score_that_rests_on_a_sensitive_question_alone_needs_ten_people() -> None:
    for people, shown in ((7, False), (10, True)):
        answers = responses(["teacher"] * people, Random(1), gaps=0)
        alone = replace(answers, people=answers.people.drop("P10", "P12"))
        found = facet(audit_of(alone), "political.accountability")

        assert (found.severity is not None) == shown


# Numbers of people and of texts


def test_how_many_of_few_people_answered_alike_is_not_counted() -> None:
    answers = responses(["teacher"] * 4, Random(1), gaps=0)
    names = answers.question_ids
    straight = set_answers(answers, {name: [2, *answers.people.get_column(name).to_list()[1:]] for name in names})
    quality = audit_of(straight).quality

    assert (quality.straight_lined, quality.alike) == (None, None)


def test_how_many_few_people_are_is_not_told_where_they_have_no_score() -> None:
    answers = responses(["teacher"] * 3, Random(1), gaps=0)
    audit = audit_of(set_answers(answers, {name: [BLANK] * 3 for name in answers.question_ids}))
    asked = {each.asked for barrier in audit.barriers for each in (barrier, *barrier.facets)}

    assert asked == {None}


@pytest.mark.parametrize("colleagues", [["teacher"], ["support"], ["teacher"] * 3, ["leader", "teacher", "support"]])
@pytest.mark.parametrize("beside", [[], ["governor"] * 2, ["governor"] * 6])
def test_a_report_of_few_is_the_same_whatever_the_colleagues_of_a_head_who_agreed_answered(
    colleagues: list[str], beside: list[str]
) -> None:
    """Not even that all of them left a part out, or said that it does not apply to them."""
    first = responses(["head", *beside, *colleagues], Random(1), gaps=0)
    codes = {name: first.people.get_column(name).to_list()[: -len(colleagues)] for name in first.question_ids}
    reports = [audit_of(first, exact=True)]
    for code in (0, 4, NA, PNS, BLANK):
        same = {name: [*others, *[code] * len(colleagues)] for name, others in codes.items()}
        reports.append(audit_of(set_answers(first, same), exact=True))

    assert reports[1:] == reports[:-1]
    roles = {role.role: role for role in facet(reports[0]).by_role}
    assert roles["head"].severity is not None
    assert [(role.n, role.status) for role in roles.values() if role.role not in ("head", "governor")] == [
        (None, "withheld")
    ]


@pytest.mark.parametrize("writing", [1, 3])
def test_what_few_people_wrote_in_hours_is_not_shown(writing: int) -> None:
    audit = hours([*[6.5] * writing, *[None] * (12 - writing)], 12)
    amount = next(each for each in audit.amounts if each.id == "N01")

    assert (amount.status, amount.n, amount.median, amount.mean) == ("withheld", None, None, None)


@pytest.mark.parametrize("writing", [1, 4])
def test_how_many_wrote_something_in_own_words_is_not_told_of_few(writing: int) -> None:
    answers = responses(["teacher"] * 12, Random(1), gaps=0)
    given = pl.Series("O1", [*["this"] * writing, *[None] * (12 - writing)], dtype=pl.String)
    audit = audit_of(replace(answers, people=answers.people.with_columns(given)))

    assert next(each for each in audit.open if each.id == "O1").n is None


def test_hours_a_year_do_not_give_what_the_person_in_the_middle_wrote() -> None:
    """They are a known multiple of the median, and must not give more of its digits."""
    middle, people = 3.75, 9
    answers = responses(["teacher"] * people, Random(1), gaps=0, headcount={"teacher": 20})
    given = pl.Series("N01", [1.0, 1.0, 2.0, 2.0, middle, 8.0, 8.0, 9.0, 9.0], dtype=pl.Float64)
    answers = replace(answers, people=answers.people.with_columns(given))
    exact, shown = (
        next(each for each in audit_of(answers, exact=each).amounts if each.id == "N01") for each in (True, False)
    )

    assert exact.hours_a_year is not None
    assert exact.median == middle
    assert shown.hours_a_year is not None
    assert shown.hours_a_year * middle / exact.hours_a_year != pytest.approx(middle, abs=0.1)


# Many schools where somebody skipped a question: this takes longest


def test_what_a_person_who_skipped_a_question_answered_cannot_be_solved_for() -> None:
    """It could always be; now it is certain only where both answers are at an end and rounding tells: 1 in 50."""
    certain, schools = 0, drawn(150)
    for seed in range(schools):
        answers, truth = skipping(seed, people=11 + seed % 30)

        solved = solve_for_skipper(facet(audit_of(answers, exact=True)))
        assert solved == pytest.approx(truth, abs=1e-3), "the attack works on exact figures"

        possible = possible_sums(facet(audit_of(answers)))
        assert truth in possible
        certain += len(possible) == 1
    assert certain <= max(3, schools * 0.04)
