"""From last year's plan to this year's: the example school over its rounds, as somebody at a school works with it."""

import shutil
from pathlib import Path

import pytest
import yaml
from support.paths import TOP
from support.round_examples import ROUNDS, round_csv

from speedbumps.cli import main

ROUND_EXAMPLES = TOP / "examples" / "rounds"
SCHOOLS = ("--schools", TOP / "examples" / "schools.csv")
FIRST, SECOND, THIRD = (f"{name}.csv" for name in ROUNDS)


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments)])
    return int(left.value.code or 0)


@pytest.fixture(autouse=True)
def rounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own with the answers of all rounds and the first plan, in which commands run."""
    for path in ROUND_EXAMPLES.iterdir():
        if path.suffix in {".csv", ".yaml"}:
            shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)


def test_the_examples_are_as_they_are_drawn() -> None:
    for place, name in enumerate(ROUNDS):
        assert (ROUND_EXAMPLES / f"{name}.csv").read_text("utf-8") == round_csv(place)


def test_the_report_says_what_became_of_the_last_plan() -> None:
    assert run("report", SECOND, *SCHOOLS, "--before", FIRST, "--plan", "plan-2026.yaml", "-o", "report.md") == 0

    text = Path("report.md").read_text("utf-8")
    assert "## What became of the last plan" in text
    assert "| Fewer data collections | Done. Three collections a year, down from six. | 22 spent; expected:" in text
    assert "Routines not worth their time: was 67, now 53 (a change between −24 and −4)" in text
    assert "**Still open:** “Meeting audit”." in text
    assert text.index("## What became of the last plan") < text.index("## Then and now")


def test_without_the_round_before_the_plan_is_shown_with_the_numbers_of_this_round() -> None:
    assert run("report", SECOND, *SCHOOLS, "--plan", "plan-2026.yaml", "-o", "report.html") == 0

    text = Path("report.html").read_text("utf-8")
    assert "What became of the last plan" in text
    assert "Routines not worth their time: now 53" in text


def test_the_next_plan_leaves_out_what_was_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("plan", SECOND, *SCHOOLS, "--last", "plan-2026.yaml", "--before", FIRST, "-o", "plan-2027.yaml")

    assert run(*arguments, "--hours-per-term", "60") == 0

    made = yaml.safe_load(Path("plan-2027.yaml").read_text("utf-8"))
    assert made["round"] == "2027-autumn"
    assert "A09" not in {each["action"] for each in made["priorities"]}
    going, first, *_ = made["priorities"]
    assert (going["action"], going["status"], going["since"]) == ("A12", "under-way", "2026-autumn")
    assert going["notes"] == "Two of five standing meetings are gone."
    assert first["bump"] == "political.priorities"
    assert "It is still under way from the last plan." in " ".join(capsys.readouterr().out.split())
    assert run("check", "plan-2027.yaml") == 0
    assert run(*arguments) == 0
    assert "There is nothing new to add" in capsys.readouterr().err
    assert (
        run(
            "report", THIRD, *SCHOOLS, "--before", FIRST, "--before", SECOND, "--plan", "plan-2027.yaml", "-o", "r.docx"
        )
        == 0
    )


def test_without_a_table_the_school_is_that_of_the_last_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", SECOND, "--last", "plan-2026.yaml", "-o", "plan-2027.yaml") == 0

    made = yaml.safe_load(Path("plan-2027.yaml").read_text("utf-8"))
    assert (made["name"], made["staff"]) == ("Hillview Primary", 46)
    assert "--schools names it" in capsys.readouterr().err


def test_sponsors_and_answers_of_the_last_plan_are_carried_over() -> None:
    text = Path("plan-2026.yaml").read_text("utf-8")
    text = text.replace("    sent:\n    answer:", "    sent: 2027-01-11\n    answer: We will see.", 1)
    Path("plan-2026.yaml").write_text(text, "utf-8")

    assert run("plan", SECOND, *SCHOOLS, "--last", "plan-2026.yaml", "--date", "2027-11-30", "-o", "new.yaml") == 0
    assert run("report", SECOND, *SCHOOLS, "--before", FIRST, "--plan", "plan-2026.yaml", "-o", "r.md") == 0

    new = Path("new.yaml").read_text("utf-8")
    assert '\n  - {role: "Headteacher", mandate: "appointed", until: 2029-08-31}\n' in new
    gone = (
        '  # - {role: "Chair of governors", mandate: "elected", until: 2027-08-31}  # this term of office has ended\n'
    )
    assert gone in new
    assert "Chair of governors" not in new.replace(gone, "")
    assert "  # Asked before, sent on 2027-01-11. Their answer: We will see.\n" in new
    report = Path("r.md").read_text("utf-8")
    asked = report[report.index("## What became of the last plan") : report.index("## Then and now")]
    assert "Sent on 11 January 2027. Their answer: We will see." in asked
    assert (
        "22 spent; expected: 12 to 24 from 30 November 2026 to 12 March 2027 (8 to 16 to begin; 2 to 4 a term)" in asked
    )


def test_staff_read_what_became_of_the_last_plan() -> None:
    assert run("plan", "plan-2026.yaml", "--for", "staff", "--last", "plan-2026.yaml", "-o", "staff.md") == 0

    assert "“Fewer data collections”: done. Three collections a year, down from six. “Skills" in Path(
        "staff.md"
    ).read_text("utf-8")


def test_notes_that_are_cut_on_a_sheet_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    plan = Path("plan-2026.yaml")
    short = "Three collections a year, down from six."
    plan.write_text(plan.read_text("utf-8").replace(short, f"{short} {'And many more words about it. ' * 4}"), "utf-8")

    assert run("plan", "plan-2026.yaml", "--for", "staff", "--last", "plan-2026.yaml", "-o", "staff.md") == 0

    assert f"“Fewer data collections”: done. {short} And many more words" in Path("staff.md").read_text("utf-8")
    said = capsys.readouterr().err
    assert "shows these notes cut; shorten them in the last plan: “Fewer data collections” (" in said


def test_governors_read_what_moved_and_the_hand_out_says_which_plan_it_is_read_into(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sheet = ("plan", "plan-2026.yaml", FIRST, *SCHOOLS, "--for", "governors", "--last", "plan-2026.yaml")

    assert run(*sheet, "--before", SECOND, "--date", "2028-01-10", "-o", "governors.md") == 0
    assert run("plan", "plan-2026.yaml", "-o", "plan-2026.docx") == 0

    text = Path("governors.md").read_text("utf-8")
    assert "## Since the round before" in text
    assert (
        "“Skills list”: dropped. Put up in December; four matches, then nobody looked at it. “Meeting audit”: under"
        in text
    )
    assert "10 January 2028" in text
    assert "'speedbumps plan plan-2026.docx -o plan-2026.yaml' reads back" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("plan", "plan-2026.yaml", "--for", "letters", "--last", "plan-2026.yaml", "-o", "x.md"),
            "only those --for governors and --for staff say what became of the --last one",
        ),
        (
            (
                *("plan", "plan-2026.yaml", "--for", "governors", "--last", "plan-2026.yaml"),
                *("--before", FIRST, "-o", "x.md"),
            ),
            "name these after the plan",
        ),
        (("plan", SECOND, "--before", FIRST), "name that with --last"),
        (("plan", SECOND, "--last", FIRST), "is no plan"),
        (("plan", SECOND, "--last", "nowhere.yaml"), "there is no file nowhere.yaml"),
        (("report", SECOND, "--plan", FIRST), "is no plan"),
        (("report", SECOND, "--plan", "plan-2026.yaml", "--format", "json"), "JSON has no pages"),
        (("plan", SECOND, FIRST, "--last", "plan-2026.yaml", "--before", FIRST), "name one"),
    ],
)
def test_what_cannot_be_is_refused(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2

    assert message in capsys.readouterr().err


def test_a_last_plan_that_cannot_be_read_is_listed_with_its_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROUND_EXAMPLES / "plan-2026.yaml").read_text("utf-8")
    broken = tmp_path / "plan-2026.yaml"
    broken.write_text(text + "notes: one thing: another\n", "utf-8")
    line = len(text.splitlines()) + 1

    assert run("plan", ROUND_EXAMPLES / "2027-autumn.csv", "--last", broken, "-o", tmp_path / "next.yaml") == 1
    assert f"plan-2026.yaml:{line}:" in capsys.readouterr().err
    assert run("report", ROUND_EXAMPLES / "2027-autumn.csv", "--plan", broken, "-o", tmp_path / "report.html") == 1
    assert "a text with a colon in it goes in quotes" in capsys.readouterr().err
    assert not {"next.yaml", "report.html"} & {path.name for path in tmp_path.iterdir()}
