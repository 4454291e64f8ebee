"""`speedbumps compare` and `report --before`: rounds from files, what is refused, and the note beside them."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from support.schools import shipped
from support.word_files import word_text

from speedbumps.cli import main
from speedbumps.model.comparison import RoundComparison
from speedbumps.tables.files import PUBLISHED

Rows = list[dict[str, str]]
Run = Callable[..., int]

ROLES = [*["teacher"] * 16, *["leader"] * 6, *["support"] * 8]


def drawn(seed: int, number: int = 30) -> Rows:
    """The answers of some people to the shipped questionnaire."""
    chance = Random(seed)
    names = [question.id for question in shipped().questionnaire.questions if question.measures]
    return [{"role": role, **{name: str(chance.randrange(5)) for name in names}} for role in ROLES[:number]]


def save(path: Path, rows: Rows, **about: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    full = [{**about, **row} for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(full[0]))
        writer.writeheader()
        writer.writerows(full)
    return path


@pytest.fixture
def run() -> Run:
    def call(*arguments: str | Path) -> int:
        with pytest.raises(SystemExit) as left:
            main(list(map(str, arguments)))
        return int(left.value.code or 0)

    return call


@pytest.fixture
def rounds(tmp_path: Path) -> tuple[Path, Path]:
    """The answers of one school in two rounds, which lie in one folder and name no round."""
    return tuple(save(tmp_path / f"{name}.csv", drawn(seed), school="oak") for seed, name in enumerate(("then", "now")))  # type: ignore[return-value] # two of them


def test_a_comparison_is_written_in_every_format(rounds: tuple[Path, Path], tmp_path: Path, run: Run) -> None:
    for ending in ("json", "html", "md", "docx", "txt"):
        assert run("compare", *rounds, "-o", tmp_path / f"c.{ending}") == 0

    found = RoundComparison.model_validate_json((tmp_path / "c.json").read_text("utf-8"))
    assert found.precision == "rounded"
    assert (found.before.round, found.after.round, found.after.n) == ("then", "now", 30)
    html, markdown = ((tmp_path / f"c.{ending}").read_text("utf-8") for ending in ("html", "md"))
    time = found.changes[0]
    assert f"was {time.before:.0f}" in markdown
    assert html.count('class="ghost"') == 16
    assert "The areas, in figures" in word_text((tmp_path / "c.docx").read_bytes())


def test_a_report_shows_then_and_now_beside_its_road(rounds: tuple[Path, Path], tmp_path: Path, run: Run) -> None:
    before, after = rounds

    assert run("report", after, "--before", before, "-o", tmp_path / "r.html") == 0
    assert run("report", after, "-o", tmp_path / "alone.html") == 0

    with_before, alone = ((tmp_path / name).read_text("utf-8") for name in ("r.html", "alone.html"))
    assert '<section class=sheet id="then"' in with_before
    assert "ghost" not in alone.partition("<body")[2]
    assert 'id="then"' not in alone


def test_exact_figures_are_for_json_alone(
    rounds: tuple[Path, Path], tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("compare", *rounds, "--exact", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["precision"] == "exact"
    assert found["changes"][0]["before"] != round(found["changes"][0]["before"], 1)
    assert run("compare", *rounds, "--exact", "-o", tmp_path / "c.html") == 2


def test_one_file_may_hold_both_rounds(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"round": name, **row} for seed, name in enumerate(("2026", "2027")) for row in drawn(seed)]
    path = save(tmp_path / "both.csv", rows, school="oak")

    assert run("compare", path, "--round", "2026", "--round", "2027", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["before"]["round"], found["after"]["round"]) == ("2026", "2027")
    assert run("compare", path) == 2
    assert "at least two rounds" in capsys.readouterr().err
    assert run("compare", path, path, path, "--round", "2026", "--round", "2027") == 2


def test_files_that_name_no_school_are_taken_to_be_of_one(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [save(tmp_path / f"{name}.csv", drawn(seed)) for seed, name in enumerate(("spring", "autumn"))]

    assert run("compare", *paths, "--format", "json") == 0
    captured = capsys.readouterr()
    assert "all are taken to be of 'autumn'" in captured.err
    assert json.loads(captured.out)["school"]["id"] == "autumn"


def test_several_schools_are_refused(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [save(tmp_path / f"{name}.csv", drawn(seed), school=name) for seed, name in enumerate(("oak", "elm"))]
    paths[0] = paths[0].rename(tmp_path / "first.csv")
    paths[1] = paths[1].rename(tmp_path / "second.csv")

    assert run("compare", *paths) == 2
    assert "answers of several schools" in capsys.readouterr().err


def test_a_later_file_of_the_same_round_is_refused(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    first = save(tmp_path / "then.csv", drawn(1, 29), school="oak")
    second = save(tmp_path / "now.csv", drawn(1), school="oak")

    assert run("compare", first, second, "-o", tmp_path / "c.json") == 1
    assert "seem to be one round: 1 row is new" in capsys.readouterr().err
    assert not (tmp_path / "c.json").exists()
    assert not (tmp_path / PUBLISHED).exists()
    assert run("report", second, "--before", first, "-o", tmp_path / "r.html") == 1


def test_too_few_people_and_other_questions_are_refused(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = save(tmp_path / "now.csv", drawn(1), school="oak")
    few = save(tmp_path / "few.csv", drawn(2, 4), school="oak")
    rows = drawn(3)
    parts = [
        {name: row[name] for name in row if name == "role" or name.startswith(first)} for first in "TR" for row in rows
    ]
    time, resource = (save(tmp_path / f"{at}.csv", parts[at * 30 : at * 30 + 30], school="oak") for at in (0, 1))

    assert run("compare", few, whole) == 1
    assert f"too few people answered in {few}" in capsys.readouterr().err
    assert run("compare", time, resource) == 1
    assert "no question was asked in the same words" in capsys.readouterr().err


def test_answers_and_audits_are_not_compared_with_each_other(
    rounds: tuple[Path, Path], tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = tmp_path / "audit.json"
    assert run("score", rounds[0], "-o", audit) == 0

    assert run("compare", audit, rounds[1]) == 2
    assert f"{audit} is an audit and {rounds[1]} holds answers" in capsys.readouterr().err
    assert run("report", audit, "--before", rounds[1]) == 2
    assert "name the answers of each round" in capsys.readouterr().err
    assert run("report", rounds[1], "--before", audit) == 2
    assert f"{audit} is an audit, and the other rounds are not" in capsys.readouterr().err
    assert run("report", rounds[1], "--before", rounds[0], "--format", "json") == 2


def test_a_comparison_is_noted_as_published(
    rounds: tuple[Path, Path], tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """One late answer in the second round would follow from two comparisons, or from a report and a comparison."""
    assert run("compare", *rounds, "-o", tmp_path / "c.json") == 0
    save(rounds[1], [*drawn(1), drawn(9)[0]], school="oak")

    assert run("compare", *rounds, "-o", tmp_path / "later.json") == 1
    assert "1 person is new" in capsys.readouterr().err
    assert not (tmp_path / "later.json").exists()
    assert run("report", rounds[1], "-o", tmp_path / "r.html") == 1
    assert run("compare", *rounds, "-o", tmp_path / "later.json", "--replaces") == 0


def test_a_late_answer_in_the_earlier_round_is_noticed_too(rounds: tuple[Path, Path], tmp_path: Path, run: Run) -> None:
    assert run("report", rounds[1], "--before", rounds[0], "-o", tmp_path / "r.html") == 0
    save(rounds[0], [*drawn(0), drawn(9)[0]], school="oak")

    assert run("report", rounds[1], "--before", rounds[0], "-o", tmp_path / "r.html") == 1
    assert run("report", rounds[1], "-o", tmp_path / "r.html") == 0


def test_rounds_in_folders_of_their_own_have_notes_of_their_own(tmp_path: Path, run: Run) -> None:
    paths = [save(tmp_path / name / "answers.csv", drawn(seed), school="oak") for seed, name in enumerate("ab")]

    assert run("compare", *paths, "-o", tmp_path / "c.json") == 0
    found = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert (found["before"]["round"], found["after"]["round"]) == ("a", "b")
    assert all((path.parent / PUBLISHED).exists() for path in paths)
    assert run("compare", paths[0].parent, paths[1].parent, "-o", tmp_path / "folders.json") == 0
    assert json.loads((tmp_path / "folders.json").read_text("utf-8")) == found
