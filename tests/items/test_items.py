"""What an analysis of items holds: the figures of a report's rules, by question and role, or the reason why not."""

import json
from random import Random

import polars as pl
import pytest
from support.pilots import of_one_mind, pilot, teachers, with_codes
from support.schools import first_version

from speedbumps.audit import AuditOptions, audits
from speedbumps.i18n import load_locale
from speedbumps.items import LEAST, PilotTooSmallError, analyse_items
from speedbumps.model.audit_queries import barrier_targets
from speedbumps.model.items import EVERYONE, ItemAnalysis, ItemInPart, PartInGroup, QuestionInGroup
from speedbumps.report import make_items_document, render_json, render_markdown
from speedbumps.report.items_table import COLUMNS_OF_ITEMS, items_csv
from speedbumps.scoring.item_statistics import intraclass_correlation
from speedbumps.scoring.responses import BLANK, DK, NA, Responses
from speedbumps.scoring.schools import MIDDLE, SeverityMoments

ENGLISH = load_locale("en")
FACET = "time.delay"
QUESTIONS = [each.id for each in first_version().questionnaire.questions if FACET in each.measures]
FIRST = QUESTIONS[0]


def analyse(answers: Responses, *, exact: bool = True) -> ItemAnalysis:
    return analyse_items(first_version(), answers, ENGLISH, exact=exact)


def question(found: ItemAnalysis, name: str, role: str = EVERYONE) -> QuestionInGroup:
    (those,) = (each.groups for each in found.questions if each.id == name)
    return next(each for each in those if each.role == role)


def beside(found: ItemAnalysis, name: str, part: str = FACET) -> ItemInPart:
    return next(each for each in question(found, name).parts if each.of == part)


def part(found: ItemAnalysis, name: str = FACET, role: str = EVERYONE) -> PartInGroup:
    (those,) = (each.groups for each in found.parts if each.id == name)
    return next(each for each in those if each.role == role)


def kinds(of: QuestionInGroup | PartInGroup) -> set[str]:
    return {flag.kind for flag in of.flags}


def test_fewer_than_thirty_people_are_refused_without_saying_who_they_are() -> None:
    with pytest.raises(PilotTooSmallError, match="at least 30 people, and these are of 29 people"):
        analyse(teachers(1, LEAST - 1))
    with pytest.raises(PilotTooSmallError, match="fewer than 5 people"):
        analyse(teachers(1, 4))

    assert analyse(teachers(1, LEAST)).groups[0].n == LEAST


def test_alpha_and_numbers_of_people_are_those_of_a_report_of_the_same_answers() -> None:
    answers = teachers(1, 60, gaps=0.08)
    found = analyse(answers)
    audit = next(audits(first_version(), answers, AuditOptions(reliability=True, exact=True)))

    for each in audit.reliability or ():
        if each.alpha is not None:
            of = part(found, each.of)
            assert (of.alpha, of.n, of.pairs, of.questions) == (each.alpha, each.n, each.pairs, each.questions)
    results = [result for barrier in audit.barriers for of_ in barrier_targets(barrier) for result in of_.questions]
    assert len(results) == len(found.questions)
    for result in results:
        those = question(found, result.id)
        assert (those.n, those.blank, those.na, those.dk, those.pns) == (
            result.n,
            result.blank,
            result.na,
            result.dk,
            result.pns,
        )
        assert (result.distribution is None) == (those.floor is None)
        if result.distribution is not None:
            assert those.floor == pytest.approx(result.distribution[0].n / (result.n or 1))
            assert those.ceiling == pytest.approx(result.distribution[-1].n / (result.n or 1))
    assert (found.repeated.straight_lined, found.repeated.alike) == (
        audit.quality.straight_lined,
        audit.quality.alike,
    )


def test_the_share_between_schools_is_of_schools_with_enough_people() -> None:
    answers = teachers(6, 12, gaps=0)
    found = question(analyse(answers), FIRST)
    scale = 25.0
    by_school = [
        [code * scale - MIDDLE for code in rows.get_column(FIRST)] for rows in answers.people.partition_by("school")
    ]
    expected = intraclass_correlation(
        SeverityMoments(len(away), sum(away), sum(each * each for each in away)) for away in by_school
    )

    assert expected is not None
    assert found.schools == 6
    assert found.intraclass == pytest.approx(expected.correlation, abs=1e-9)


@pytest.mark.parametrize("sizes", [[30, 30], [10, 10, 10, 10, 4]])
def test_too_few_schools_give_no_share_between_them(sizes: list[int]) -> None:
    answers = pilot({f"s{at}": ["teacher"] * n for at, n in enumerate(sizes)}, Random(3), gaps=0)
    found = question(analyse(answers), FIRST)

    assert (found.schools, found.intraclass, found.no_intraclass) == (None, None, "few-schools")


@pytest.mark.parametrize(("small", "left_out"), [([3], 1), ([3, 3], 2), ([9, 1], 0), ([], 0)])
def test_schools_that_are_few_people_even_together_are_left_out(small: list[int], left_out: int) -> None:
    answers = pilot({f"s{at}": ["teacher"] * n for at, n in enumerate([10] * 5 + small)}, Random(3), gaps=0)
    found = analyse(answers)

    assert (found.left_out, found.schools) == (left_out, 5 + len(small) - left_out)
    assert found.groups[0].n == 50 + (0 if left_out else sum(small))
    page = " ".join(render_markdown(make_items_document(found, "en")).split())
    assert ("so few people answered there" in page) == bool(left_out)


def test_a_pilot_of_schools_that_are_left_out_is_too_small() -> None:
    with pytest.raises(PilotTooSmallError, match="these are of 25 people"):
        analyse(pilot({"a": ["teacher"] * 25, "b": ["teacher"] * 8}, Random(3), gaps=0))


def test_people_from_outside_alone_have_figures_of_their_own() -> None:
    found = analyse(pilot({"s": ["governor"] * 40}, Random(3), gaps=0))

    assert [(group.role, group.n) for group in found.groups] == [(EVERYONE, None), ("governor", 40)]
    assert any(group.spread for each in found.questions for group in each.groups if group.role == "governor")


def test_a_question_that_all_answer_alike_has_a_reason_and_no_figure() -> None:
    found = analyse(with_codes(of_one_mind(5, 10), FIRST, [3] * 50))

    assert (question(found, FIRST).spread, question(found, FIRST).intraclass) == (0.0, None)
    assert question(found, FIRST).no_intraclass == "constant"
    assert (beside(found, FIRST).correlation, beside(found, FIRST).reason) == (None, "constant")
    assert "constant" in kinds(question(found, FIRST))
    assert part(found).questions in {None, len(QUESTIONS) - 1}
    assert json.loads(render_json(found))["format"] == "speedbumps-items/1"


def test_a_question_that_few_answered_is_left_out_of_its_part() -> None:
    answers = of_one_mind(5, 12)
    found = analyse(with_codes(answers, FIRST, [2, 3] * 8 + [DK] * 44))

    assert beside(found, FIRST).reason == "few-answers"
    assert question(found, FIRST).no_spread == "under-30"
    assert kinds(question(found, FIRST)) == {"many-dk"}


def test_roles_with_fewer_than_thirty_people_have_numbers_and_no_figures() -> None:
    found = analyse(pilot({"s": ["teacher"] * 40 + ["support"] * 20}, Random(2), gaps=0))
    asked = next(each for each in found.questions if question(found, each.id, "support").n)
    of = question(found, asked.id, "support")

    assert [(group.role, group.n) for group in found.groups] == [(EVERYONE, 60), ("teacher", 40), ("support", 20)]
    assert (of.n, of.floor, of.spread, of.no_spread) == (20, None, None, "under-30")
    assert part(found, "time", "support").no_alpha == "under-30"


def test_small_roles_stand_together_or_not_at_all() -> None:
    found = analyse(pilot({"s": ["teacher"] * 40 + ["support"] * 3 + ["leader"] * 3}, Random(2), gaps=0))

    assert [group.role for group in found.groups] == [EVERYONE, "teacher", "other-staff"]
    assert {question(found, each.id, "other-staff").n for each in found.questions} == {None}


def test_outside_roles_stand_beside_and_not_among_everyone() -> None:
    found = analyse(pilot({"s": ["teacher"] * 30 + ["governor"] * 30}, Random(2), gaps=0))

    assert [(group.role, group.n, group.outside) for group in found.groups] == [
        (EVERYONE, 30, False),
        ("governor", 30, True),
    ]


def test_one_head_among_many_is_never_shown_alone() -> None:
    found = analyse(pilot({"s": ["head", *["leader"] * 12, *["teacher"] * 30]}, Random(2), gaps=0))

    assert [(group.role, group.n) for group in found.groups] == [(EVERYONE, 43), ("leader", 13), ("teacher", 30)]


def test_what_is_passed_on_is_rounded_and_flags_are_those_of_exact_figures() -> None:
    answers = teachers(6, 20)
    exact, rounded = analyse(answers), analyse(answers, exact=False)

    assert (exact.precision, rounded.precision) == ("exact", "rounded")
    for before, after in zip(exact.questions, rounded.questions, strict=True):
        for one, other in zip(before.groups, after.groups, strict=True):
            assert (one.n, one.flags) == (other.n, other.flags)
            if one.spread is not None and one.floor is not None:
                assert other.spread == pytest.approx(one.spread, abs=0.051)
                assert other.spread == round(other.spread or 0, 1) != one.spread
                assert other.floor == pytest.approx(one.floor, abs=0.0051)
                assert other.floor == round(other.floor or 0, 2)


def test_a_key_that_is_the_wrong_way_round_is_found() -> None:
    answers = of_one_mind(5, 12)
    turned = [4 - code for code in answers.people.get_column(FIRST)]
    before, after = analyse(answers), analyse(with_codes(answers, FIRST, turned))

    assert beside(before, FIRST).correlation == pytest.approx(1)
    assert not kinds(question(before, FIRST)) & {"wrong-way", "weak", "alpha-rises"}
    assert {"wrong-way", "alpha-rises"} <= kinds(question(after, FIRST))
    assert (part(after).alpha or 0) < (part(before).alpha or 0)


def test_people_who_agree_whatever_is_said_show_in_the_difference_between_keys() -> None:
    calm, agreeing = analyse(of_one_mind(5, 12)), analyse(of_one_mind(5, 12, acquiescence=1))

    assert part(calm, "time").key_difference == pytest.approx(0)
    assert part(agreeing, "time").key_difference == pytest.approx(50)
    assert "keys-apart" not in kinds(part(calm, "time"))


def test_mixed_forms_are_looked_at_on_what_they_share() -> None:
    answers = teachers(2, 30)
    forms = pl.when(pl.int_range(pl.len()) < 20).then(pl.lit("quick")).otherwise("form").alias("form")
    found = analyse(Responses(answers.people.with_columns(forms)))

    assert set(found.forms) == {"full", "quick"}
    assert 0 < len(found.questions) < len(analyse(answers).questions)


def test_every_missing_figure_has_a_reason_and_none_is_not_a_number() -> None:
    chance = Random(7)
    roles = ["teacher"] * 35 + ["support"] * 12 + ["leader"] * 4 + ["governor"] * 6
    answers = pilot({"a": roles[:30], "b": roles[30:]}, chance, gaps=0.5)
    found = analyse(with_codes(answers, FIRST, [BLANK, NA, 1] * 19))

    for each in (group for of in found.questions for group in of.groups):
        assert (each.n is None) == (each.hidden is not None)
        assert (each.spread is None) == (each.no_spread is not None)
        assert (each.intraclass is None) == (each.no_intraclass is not None)
        assert all((of.correlation is None) == (of.reason is not None) for of in each.parts)
    for group in (group for of in found.parts for group in of.groups):
        assert (group.alpha is None) == (group.no_alpha is not None)
        assert (group.floor is None) == (group.no_shares is not None)
        assert (group.key_difference is None) == (group.no_key_difference is not None)
    assert ItemAnalysis.model_validate_json(render_json(found)) == found


def test_the_table_and_the_page_say_the_same_as_the_analysis() -> None:
    found = analyse(with_codes(of_one_mind(5, 12), FIRST, [4] * 40 + [3] * 20), exact=False)
    table = items_csv(found).splitlines()
    page = render_markdown(make_items_document(found, "en"))
    flags = [flag.text for each in found.questions for flag in each.groups[0].flags]

    assert table[0].split(",") == list(COLUMNS_OF_ITEMS)
    parts = sum(len(group.parts) for each in found.questions for group in each.groups)
    assert len(table) == 1 + parts + sum(len(each.groups) for each in found.parts)
    assert any("Seven in ten chose" in text for text in flags)
    assert all(text in " ".join(items_csv(found).split()) for text in flags)
    assert page.count(FIRST) > 1
    assert "Seven in ten chose" in page
