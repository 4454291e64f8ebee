"""Each flag is raised by the figure that its source names, just beyond its limit and not before."""

import pytest

from speedbumps.i18n import load_locale
from speedbumps.items.flags import QuestionSetting, part_flags, question_flags, repeated_flags, share_text
from speedbumps.model.items import ItemInPart, PartInGroup, QuestionInGroup, RepeatedAnswers

ENGLISH = load_locale("en")
SETTING = QuestionSetting(
    5, "Never", "Always", {"time.delay": "Delay", "time": "Time"}, {"time.delay": 0.7, "time": 0.8}
)


def of_question(**figures: object) -> list[tuple[str, str]]:
    found = QuestionInGroup.model_validate({"role": "everyone", "n": 90, **figures})
    return [(flag.kind, flag.text) for flag in question_flags(found, SETTING, ENGLISH)]


def of_part(**figures: object) -> set[str]:
    return {flag.kind for flag in part_flags(PartInGroup.model_validate({"role": "everyone", **figures}), ENGLISH)}


def beside(of: str = "time.delay", **figures: float) -> dict[str, object]:
    return {"parts": [ItemInPart.model_validate({"of": of, "key": "barrier", **figures})]}


@pytest.mark.parametrize(
    ("calm", "flagged", "kind", "words"),
    [
        ({"blank": 10}, {"blank": 11}, "many-blank", "One in ten left it blank"),
        ({"na": 10}, {"na": 90}, "many-na", "Half said that it does not apply to them"),
        ({"dk": 10}, {"dk": 30}, "many-dk", "Three in ten did not know"),
        ({"pns": 10}, {"pns": 20}, "many-pns", "Two in ten would rather not say"),
        ({"floor": 0.2}, {"floor": 0.6}, "floor", "Six in ten chose “Never”"),
        ({"ceiling": 0.2}, {"ceiling": 0.21}, "ceiling", "Two in ten chose “Always”"),
        ({"spread": 1}, {"spread": 0, "floor": 1}, "constant", "Everybody gave the same answer"),
        (beside(correlation=0.2), beside(correlation=0.19), "weak", "It hardly goes together with the rest of “Delay”"),
        (beside(correlation=0.3), beside(correlation=-0.01), "wrong-way", "It runs against the rest of “Delay”"),
        (
            beside(correlation=0.3, alpha_without=0.704),
            beside(correlation=0.3, alpha_without=0.706),
            "alpha-rises",
            "The other questions of “Delay” go together better without it: alpha rises from 0.70 to 0.71",
        ),
        (beside("time", correlation=0.2), beside("time", correlation=0.1), "weak", "rest of “Time”"),
        (
            {"intraclass": 0.05, "schools": 10},
            {"intraclass": -0.02, "schools": 10},
            "schools-alike",
            "Schools hardly differ",
        ),
        ({"intraclass": 0.01, "schools": 9}, {"intraclass": 0.01, "schools": 12}, "schools-alike", "Schools"),
    ],
)
def test_a_question_is_flagged_just_beyond_each_limit(
    calm: dict[str, object], flagged: dict[str, object], kind: str, words: str
) -> None:
    assert of_question(**calm) == []
    ((found, text),) = of_question(**flagged)
    assert found == kind
    assert words in text


def test_a_scale_of_few_points_puts_more_at_its_ends() -> None:
    found = QuestionInGroup(role="everyone", n=90, floor=0.3, ceiling=0.4)

    kinds = [flag.kind for flag in question_flags(found, SETTING._replace(points=3), ENGLISH)]
    assert kinds == ["ceiling"]


def test_non_answers_of_few_people_are_no_flag() -> None:
    assert of_question(n=15, dk=14) == []


@pytest.mark.parametrize(
    ("calm", "flagged", "kind"),
    [
        ({"floor": 0.15}, {"floor": 0.16}, "floor"),
        ({"ceiling": 0.15}, {"ceiling": 0.16}, "ceiling"),
        ({"key_effect": 0.79}, {"key_effect": -0.8, "key_difference": -20}, "keys-apart"),
        ({"key_correlation": 0.15}, {"key_correlation": 0.14}, "keys-unrelated"),
    ],
)
def test_a_part_is_flagged_just_beyond_each_limit(
    calm: dict[str, object], flagged: dict[str, object], kind: str
) -> None:
    assert of_part(**calm) == set()
    assert of_part(**flagged) == {kind}


def test_many_who_give_one_answer_throughout_are_flagged() -> None:
    calm, many = (RepeatedAnswers(n=100, straight_lined=n, alike=0) for n in (12, 13))

    assert not list(repeated_flags(calm, ENGLISH))
    assert [flag.kind for flag in repeated_flags(many, ENGLISH)] == ["straight-lined"]


def test_shares_are_said_in_tenths() -> None:
    said = [share_text(share, ENGLISH) for share in (0.06, 0.149, 0.151, 0.5, 0.62, 0.949, 0.95, 1.0)]

    assert said == [
        "One in ten",
        "One in ten",
        "Two in ten",
        "Half",
        "Six in ten",
        "Nine in ten",
        "Nearly everybody",
        "Nearly everybody",
    ]
