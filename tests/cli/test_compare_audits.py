"""`speedbumps compare` and `report --before` of audits, where the answers are not at hand."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.paths import TOP
from support.round_examples import ROUNDS

from speedbumps.cli import main
from speedbumps.model.comparison import RoundComparison
from speedbumps.tables.files import PUBLISHED

Run = Callable[..., int]

MOST_BY_ROUNDING = 3
"""By how many points the ends of intervals of the example differ: two means that are each known to half a point, and
two margins that were rounded up to whole points."""


@pytest.fixture
def run() -> Run:
    def call(*arguments: str | Path) -> int:
        with pytest.raises(SystemExit) as left:
            main(list(map(str, arguments)))
        return int(left.value.code or 0)

    return call


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the audits of the example school, rounded and exact, and one inside with its answers."""
    held = tmp_path_factory.mktemp("audits")
    (held / "answers").mkdir()
    for name in ROUNDS:
        answers = shutil.copy(TOP / "examples" / "rounds" / f"{name}.csv", held / "answers")
        for ending, more in ((".json", ()), ("-exact.json", ("--exact",))):
            with pytest.raises(SystemExit):
                main(["score", str(answers), "-o", str(held / f"{name}{ending}"), *more])
    return held


def compared(run: Run, out: Path, *arguments: str | Path) -> RoundComparison:
    assert run("compare", *arguments, "-o", out) == 0
    return RoundComparison.model_validate_json(out.read_text("utf-8"))


def test_audits_of_the_example_say_what_its_answers_say(folder: Path, tmp_path: Path, run: Run) -> None:
    """Rounding makes one of four verdicts less certain: a change of 5.9 points may be one of 5."""
    first, second = (folder / "answers" / f"{name}.csv" for name in ROUNDS[:2])
    answers = compared(run, tmp_path / "answers.json", first, second)

    rounded = compared(run, tmp_path / "audits.json", *(folder / f"{name}.json" for name in ROUNDS[:2]))
    exact = compared(run, tmp_path / "exact.json", *(folder / f"{name}-exact.json" for name in ROUNDS[:2]))

    of_answers = [each for each in answers.changes if each.kind != "question"]
    assert list(exact.changes) == of_answers
    assert {
        each.of: (each.said, made.said) for each, made in zip(of_answers, rounded.changes, strict=True) if each.said
    } == {
        "time": ("no-clear-change", "no-clear-change"),
        "resource": ("no-clear-change", "no-clear-change"),
        "political": ("higher", "no-clear-change"),
        "social": ("no-clear-change", "no-clear-change"),
    }
    for made, said in zip(rounded.changes, of_answers, strict=True):
        assert (made.before, made.after, made.difference) == (said.before, said.after, said.difference)
        assert None not in {made.low, made.high, said.low, said.high}
        assert 0 < (said.low or 0) - (made.low or 0) <= MOST_BY_ROUNDING
        assert 0 < (made.high or 0) - (said.high or 0) <= MOST_BY_ROUNDING
    assert (rounded.rests_on, answers.rests_on) == ("audits", "answers")
    assert not (folder / PUBLISHED).exists()


def test_a_page_and_a_report_say_that_they_rest_on_audits(folder: Path, tmp_path: Path, run: Run) -> None:
    first, second, third = (folder / f"{name}.json" for name in ROUNDS)

    assert run("compare", first, second, third, "-o", tmp_path / "c.md") == 0
    assert run("report", third, "--before", first, "--before", second, "-o", tmp_path / "r.md") == 0

    page, report = ((tmp_path / name).read_text("utf-8") for name in ("c.md", "r.md"))
    for text in (page, report.partition("## Then and now")[2]):
        assert "Worked out from the figures of each round’s own report" in text
        assert "| Time (held for two rounds) | 54 | 49 | 48 | −1 (−8 to +6) |" in text


def test_rounds_without_a_name_are_called_after_the_folders_in_which_they_differ(
    folder: Path, tmp_path: Path, run: Run
) -> None:
    paths = []
    for name in ROUNDS[:2]:
        audit = json.loads((folder / f"{name}.json").read_text("utf-8"))
        paths.append(tmp_path / name / "hillview" / "audit.json")
        paths[-1].parent.mkdir(parents=True)
        paths[-1].write_text(json.dumps({**audit, "round": None}), "utf-8")

    found = compared(run, tmp_path / "c.json", *paths)

    assert (found.before.round, found.after.round) == ROUNDS[:2]


def test_what_cannot_be_compared_is_refused_with_what_to_do(
    folder: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, exact = (
        folder / name for name in (f"{ROUNDS[0]}.json", f"{ROUNDS[1]}.json", f"{ROUNDS[1]}-exact.json")
    )
    audit = json.loads(second.read_text("utf-8"))

    def changed(name: str, **parts: object) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps({**audit, **parts}), "utf-8")
        return path

    asked = audit["questionnaire"]
    other = changed("other.json", school={"id": "elm"})
    newer = changed("newer.json", questionnaire={**asked, "version": "9.0.0"})
    anew = changed("anew.json", questionnaire={**asked, "fingerprint": "0"}, form="quick")
    roles = audit["respondents"]["by_role"]
    fewer = changed("fewer.json", form="quick", respondents={**audit["respondents"], "by_role": roles[:2]})
    bad = changed("bad.json", format="another")

    def refused(code: int, *arguments: str | Path) -> str:
        assert run("compare", *arguments, "-o", tmp_path / "c.json") == code
        assert not (tmp_path / "c.json").exists()
        return " ".join(capsys.readouterr().err.split())

    assert f"of several schools, and one is compared with itself: hillview ({first}), elm ({other})" in refused(
        2, first, other
    )
    assert "score by other rules" in refused(2, first, newer)
    said = refused(2, first, anew)
    assert "not all questions are the same" in said
    assert "name the answers themselves" in said
    said = refused(2, first, fewer)
    assert f"the forms differ: full ({first}), quick ({fewer})" in said
    assert f"leader and support and teacher ({first}), leader and teacher ({fewer})" in said
    assert f"rounded ({first}), exact ({exact})" in refused(2, first, exact)
    assert "two are of one round" in refused(2, second, second)
    assert "hold the same figures" in refused(2, second, changed("copy.json", round="2029", date="2029-01-01"))
    assert "at least two rounds" in refused(2, first)
    assert "--exact needs exact audits" in refused(2, first, second, "--exact")
    assert "leave out --form, --date, which are for answers" in refused(
        2, first, second, "--date", "2027-01-01", "--form", "full"
    )
    assert refused(1, bad, changed("worse.json", format="worse")).count("SB820") == 2
    hidden = [{**each, "status": "withheld", "facets": []} for each in audit["barriers"]]
    empty = [changed(f"{name}.json", barriers=hidden, round=name) for name in "ab"]
    assert "same figures" in refused(2, *empty)
    counted = changed("c1.json", barriers=hidden, round="c", respondents={**audit["respondents"], "headcount": 99})
    assert "nothing can be compared" in refused(1, empty[0], counted)
