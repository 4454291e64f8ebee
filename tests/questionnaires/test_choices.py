"""A scale may be a choice: what is wrong with one is said, and it is translated, compared and inherited."""

from functools import lru_cache
from pathlib import Path

import pytest
from support.paths import CHOICES

from speedbumps.diagnostics.problem import require_value
from speedbumps.lint.dispatch import lint
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_of
from speedbumps.model.translation import Translation
from speedbumps.questionnaires.diff import compare_questionnaires
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.questionnaires.translation import translatable_texts, translate_instrument

TEXT = CHOICES.read_text("utf-8")


@lru_cache
def instrument() -> Instrument:
    return require_value(read_instrument(find_questionnaire(str(CHOICES))))


def changed(tmp_path: Path, *edits: tuple[str, str], name: str = "changed.yaml") -> Path:
    text = TEXT
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / name


LIST = """      among:
        - id: mornings
          label: In the mornings, before school
        - id: evenings
          label: In the evenings
        - id: weekends
          label: At weekends
        - id: at-school
          label: During the school day
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "      among: facets\n",
            "      among: barriers\n",
            "write facets, or a list of options, each with an id and a",
        ),
        (
            "      among: facets\n",
            "      among: []\n",
            "write facets, or a list of options, each with an id and a label",
        ),
        ("      among: facets\n", "", "the key 'among' is missing here"),
        ("      most: 2\n", "      most: 0\n", "this must be at least 1"),
        ("      most: 2\n", "      most: 4\n", "there are 3 facets to choose from; write 3 or fewer"),
        ("      most: 2\n", "      mots: 2\n", "the key 'mots' is not known here; did you mean 'most'?"),
        (LIST, "      among:\n        - {id: now, label: Now}\n", "a choice needs 2 to 60 options; this has 1"),
        ("        - id: evenings\n", "        - id: Mornings\n", "“Mornings” stands for 'mornings' too"),
        ("        - id: evenings\n", "        - id: mornings\n", "the id 'mornings' is taken by an earlier option"),
        (
            "          label: In the evenings\n",
            "          label: at Weekends\n",
            "“At weekends” stands for 'evenings' too",
        ),
        ("          label: In the evenings\n", "          label: weekends\n", "“weekends” stands for 'evenings' too"),
        ("          label: In the evenings\n", "", "the key 'label' is missing here"),
        ("          label: In the evenings\n", "          label: dk\n", "'dk' is reserved for answers such as"),
        (
            "          label: In the evenings\n",
            "          label: 12\n",
            "a label must be words: a number would be read",
        ),
        (
            "        - id: evenings\n",
            "        - id: in evenings\n",
            "an id is a letter, then letters, digits or hyphens",
        ),
        (
            "      most: 2\n      among: facets\n",
            "      most: 2\n      among: facets\n    text: {max_length: 9}\n",
            "a scale has either points, a number, text or a choice, and only one of them",
        ),
        ("[In the evenings, weekends]", "[In the evening]", "'V02' has no such option; it has In the mornings, before"),
        ("  V02: [In the evenings, weekends]", "  V01: [time.delai]", "'V01' has no such option; it has Waiting for a"),
        (
            "    text: I plan my lessons alone.\n",
            "    text: I plan my lessons alone.\n    only_if: {V01: [time.delay]}\n",
            "a question that measures something cannot depend on a choice, as 'V01' is one",
        ),
        (
            "    scale: which-two\n",
            "    scale: which-two\n    measures: {time.delay: barrier}\n",
            "only a question with points measures; use belongs_to",
        ),
        ("  votes: V01", "  votes: V02", "'V02' is no choice among facets: its scale needs choice: among: facets"),
        ("  votes: V01", "  votes: V07", "there is no question 'V07'"),
    ],
)
def test_what_is_wrong_with_a_choice_is_said(old: str, new: str, message: str, tmp_path: Path) -> None:
    problems = lint(changed(tmp_path, (old, new))).problems

    assert any(message in problem.message for problem in problems), [problem.message for problem in problems]


def test_a_choice_of_several_meets_several_conditions_and_one_of_one_does_not(tmp_path: Path) -> None:
    both = "    only_if:\n      V02: [In the evenings, weekends]\n"
    follow = (
        "  - id: V03\n    text: Which of these then?\n    scale: when\n    only_if: {V0N: [%s]}\n"
        "  - id: N02\n    text: In a normal week, how many hours is that then?\n    scale: hours-a-week\n"
        "    belongs_to: time.together\n    only_if: {V0N: [%s], V03: [evenings]}\n"
    )
    several = (follow % ("time.delay", "time.together")).replace("V0N", "V01")
    one = (follow % ("mornings", "evenings")).replace("V0N", "V02")

    assert [each.code for each in lint(changed(tmp_path, (both, both + several))).problems] == []
    assert "SB501" in [each.code for each in lint(changed(tmp_path, (both, both + one))).problems]


def labels(found: Instrument, name: str) -> list[str]:
    choice = scale_of(found.questionnaire, found.questions[name]).choice
    assert choice is not None
    return [option.label for option in choice.among]


def test_options_are_translated_with_their_facets_and_by_themselves() -> None:
    strings = {
        "barriers.time.facets.delay.title": "Aros am benderfyniad",
        "scales.when.choice.among.evenings": "Gyda’r nos",
    }
    keys = translatable_texts(instrument().questionnaire, None)
    welsh = translate_instrument(
        instrument(), Translation(format="speedbumps-translation/1", of="choices", language="cy", strings=strings)
    )

    assert strings.keys() <= keys.keys()
    assert not any(key.startswith("scales.which-two.choice") for key in keys)
    assert labels(welsh, "V01")[0] == "Aros am benderfyniad"
    assert labels(welsh, "V02")[1] == "Gyda’r nos"
    assert welsh.questions["N01"].only_if == {"V02": ("evenings", "weekends")}
    assert welsh.fingerprints == instrument().fingerprints


def local(tmp_path: Path) -> Instrument:
    (tmp_path / "choices.yaml").write_text(TEXT, "utf-8")
    (tmp_path / "ours.yaml").write_text(
        "format: speedbumps-questionnaire/1\nid: ours\nversion: 1.0.0\nextends: choices@1.0.0\n"
        "off: [time.routines]\nbarriers:\n  - id: time\n    facets:\n      - {id: rooms, title: Too few rooms}\n"
        "questions:\n  - id: OURS-1\n    text: I look for a free room.\n    scale: how-often\n"
        "    measures: {time.rooms: barrier}\n",
        "utf-8",
    )
    return require_value(read_instrument(tmp_path / "ours.yaml"))


def test_a_local_questionnaire_offers_its_own_facets(tmp_path: Path) -> None:
    found = local(tmp_path)

    assert labels(found, "V01") == ["Waiting for a decision", "Too little time, together or alone", "Too few rooms"]
    assert found.questionnaire.signals.votes == "V01"
    assert found.fingerprints["V01"] != instrument().fingerprints["V01"]
    assert found.fingerprints["V02"] == instrument().fingerprints["V02"]


@pytest.mark.parametrize(
    ("edit", "names"),
    [
        (("      most: 2\n", "      most: 1\n"), {"V01"}),
        (("title: Waiting for a decision", "title: Waiting for an answer"), {"V01"}),
        (("label: In the evenings", "label: After supper"), {"V02", "N01"}),
        (("label: At weekends", "label: On Sundays"), {"V02"}),
    ],
)
def test_a_change_of_what_is_offered_makes_another_question(
    edit: tuple[str, str], names: set[str], tmp_path: Path
) -> None:
    edits = [edit, *([("[In the evenings, weekends]", "[After supper, weekends]")] if "supper" in edit[1] else [])]
    other = require_value(read_instrument(changed(tmp_path, *edits)))
    before, after = instrument().fingerprints, other.fingerprints

    assert {name for name in before if before[name] != after[name]} == names
    found = compare_questionnaires(instrument().questionnaire, other.questionnaire)
    rescaled = {each.id for each in found.changes if each.kind == "question" and each.how == "rescaled"}
    assert rescaled == names - {"N01"}
    assert found.due == "major"
