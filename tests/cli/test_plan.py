"""speedbumps plan: a plan is made, kept and extended, refused where it must be, and handed out."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from support.paths import TOP

from speedbumps.cli import main

EXAMPLES = TOP / "examples"
SCHOOLS = ("--schools", EXAMPLES / "schools.csv")
PLAN = "format: speedbumps-plan/1\nschool: hillview\nquestionnaire: school@2.0.0\n"
HOSTILE = "<script>alert(1)</script> =1+1 | `x` [a](b)"


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments)])
    return int(left.value.code or 0)


Capture = pytest.CaptureFixture[str]


@pytest.fixture
def staff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with the example's answers, in which commands run."""
    path = tmp_path / "hillview.csv"
    path.write_bytes((EXAMPLES / "hillview.csv").read_bytes())
    monkeypatch.chdir(tmp_path)
    return path


def test_a_plan_is_written_shown_and_without_fault(staff: Path, capsys: Capture) -> None:
    assert run("plan", staff, *SCHOOLS, "--hours-per-term", "60") == 0

    out, err = capsys.readouterr()
    assert "Hillview Primary: our plan" in out
    assert "Why these" in out
    assert "With 70 hours a term:" in out
    assert "'speedbumps check plan.yaml' says what is still missing" in err
    made = yaml.safe_load(Path("plan.yaml").read_text("utf-8"))
    assert (made["school"], made["hours_per_term"], made["staff"], len(made["priorities"])) == ("hillview", 60, 46, 3)
    assert run("check", "plan.yaml") == 0


def test_an_action_is_pinned_by_its_title_and_what_is_agreed_lacks_backing_and_reasons(
    staff: Path, capsys: Capture
) -> None:
    assert run("plan", staff, *SCHOOLS, "--pin", "meeting audit") == 0
    text = Path("plan.yaml").read_text("utf-8")
    assert "action: A12" in text
    Path("plan.yaml").write_text(text.replace("status: proposed", "status: agreed", 1), "utf-8")
    capsys.readouterr()

    run("check", "plan.yaml")

    out = capsys.readouterr().out
    assert "SB945 nobody stands behind this yet" in out
    assert out.count("write it under because") == text.count("because:")


def test_a_plan_written_again_keeps_every_byte_and_its_own_hours(staff: Path, capsys: Capture) -> None:
    run("plan", staff, *SCHOOLS, "--hours-per-term", "60")
    text = Path("plan.yaml").read_bytes().replace(b"owner:", b"owner: Ms Akers", 1).replace(b"\n", b"\r\n")
    Path("plan.yaml").write_bytes(b"\xef\xbb\xbf" + text)
    capsys.readouterr()

    assert run("plan", staff, *SCHOOLS) == 0

    assert Path("plan.yaml").read_bytes() == b"\xef\xbb\xbf" + text
    out, err = capsys.readouterr()
    assert "There is nothing new to add to plan.yaml" in err
    assert re.search(r"Hours to plan with +30 +30 +30\n", out)


def test_what_was_taken_out_of_a_plan_comes_back_as_new(staff: Path, capsys: Capture) -> None:
    Path("plan.yaml").write_text(f"{PLAN}asks:\n  # ours\n", "utf-8")

    assert run("plan", staff, *SCHOOLS) == 0

    text = Path("plan.yaml").read_text("utf-8")
    assert text.startswith(f"{PLAN}asks:\n")
    assert "  # ours\n" in text
    assert (
        "New in plan.yaml: 3 under priorities, 4 under left_out, 3 under asks; what stood there is as it was"
        in capsys.readouterr().err
    )
    assert len(yaml.safe_load(text)["priorities"]) == 3


def test_actions_are_pinned_and_left_out(staff: Path) -> None:
    assert run("plan", staff, "--pin", "A09", "--without", "A13", "--most", "2") == 0

    actions = [each["action"] for each in yaml.safe_load(Path("plan.yaml").read_text("utf-8"))["priorities"]]
    assert len(actions) == 2
    assert "A09" in actions
    assert "A13" not in actions


def test_a_pinned_action_takes_its_bump_out_of_what_is_left(staff: Path, capsys: Capture) -> None:
    run("plan", staff, *SCHOOLS, "--hours-per-term", "60")
    text = Path("plan.yaml").read_text("utf-8")
    start = text.index("  # Worries kept quiet")
    end = text.index("  # Worn down by pressure")
    because = "    because: We wait for the new head, as agreed\n"
    edited = text[:start] + f"  # Worries kept quiet\n  - bump: social.openness\n{because}" + text[end:]
    Path("plan.yaml").write_text(edited, "utf-8")
    capsys.readouterr()

    assert run("plan", staff, *SCHOOLS, "--pin", "leaders f", "--most", "4", "--all-hours") == 0

    out, err = capsys.readouterr()
    now = Path("plan.yaml").read_text("utf-8")
    at = now.index("  # Worries kept quiet")
    new = now[at : now.index("# What is left as it is")]
    assert now.replace(new, "") == text[:start] + text[end:]
    assert "  # It was left out before: We wait for the new head, as agreed\n  - bump: social.openness\n" in new
    assert "    action: A20\n" in new
    assert (
        "New in plan.yaml: 1 under priorities; all else is as it was. social.openness: no longer under left_out" in err
    )
    assert "You asked for it." in out


def test_lines_of_their_own_under_what_is_left_are_not_taken_out(staff: Path, capsys: Capture) -> None:
    run("plan", staff, *SCHOOLS, "--hours-per-term", "60")
    text = (
        Path("plan.yaml").read_text("utf-8").replace("- bump: social.openness\n", "- bump: social.openness  # ours\n")
    )
    Path("plan.yaml").write_text(text, "utf-8")
    capsys.readouterr()

    assert run("plan", staff, *SCHOOLS, "--pin", "A20", "--most", "4", "--all-hours") == 2

    assert "social.openness: this stands under left_out in plan.yaml, with more than its" in capsys.readouterr().err
    assert Path("plan.yaml").read_text("utf-8") == text


def test_an_action_for_a_bump_that_has_one_is_refused(staff: Path, capsys: Capture) -> None:
    run("plan", staff, *SCHOOLS, "--hours-per-term", "60")
    capsys.readouterr()

    assert run("plan", staff, *SCHOOLS, "--pin", "Marking") == 2

    message = "A11 (“Marking rules that earn their place”) is for time.ways-of-working (A46 (“Who reads this?”)), which"
    assert message in capsys.readouterr().err


def test_a_pin_says_what_it_displaces(staff: Path, capsys: Capture) -> None:
    assert run("plan", staff, *SCHOOLS, "--hours-per-term", "90", "--pin", "A11") == 0

    out = " ".join(capsys.readouterr().out.split())
    assert "You asked for it. Without that, the plan would have: “One in, one out” (Routines not worth" in out


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "an unknown action": (("--pin", "A99"), "there is no action 'A99' for the bumps of this school"),
    "pinned and left out": (("--pin", "A09", "--without", "A09"), "A09: an action cannot be both in the plan"),
    "too many": (
        ("--pin", "A09", "--pin", "A13", "--most", "1"),
        "2 actions would be open at the same time, and the plan may have 1 (--most): A09 (“Skills list”), A13 (",
    ),
    "too little time": (
        ("--pin", "A09", "--hours-per-term", "1"),
        "take up to 17 in term 1, and there are 1: A09 (“Skills list”) 17; give more",
    ),
    "several titles": (
        ("--pin", "M"),
        "write more of the title; several actions begin with 'M': A04 (“Monthly learning groups”)",
    ),
    "the same bump": (
        ("--pin", "A09", "--pin", "A08"),
        "there is no bump of its own for each of the actions that are pinned",
    ),
    "another ending": (("-o", "plan.pdf"), "a plan cannot be written to a file that ends in '.pdf'"),
    "no folder": (("-o", "nowhere/plan.yaml"), "there is no folder nowhere"),
    "fewer than no hours": (("--hours-per-term", "-1"), "greater than or equal to 0"),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED)
def test_a_call_that_cannot_be_met_is_refused(
    arguments: tuple[str, ...], message: str, staff: Path, capsys: Capture
) -> None:
    assert run("plan", staff, *arguments) == 2

    assert message in capsys.readouterr().err
    assert not Path("plan.yaml").exists()


OTHERS = {
    "another school's": (PLAN.replace("hillview", "elm"), "plan.yaml is the plan of 'elm'"),
    "another round's": (f"{PLAN}round: 2025-autumn\n", "a new round gets a plan of its own"),
    "of another questionnaire": (PLAN.replace("school@", "other@"), "plan.yaml is about other@2.0.0"),
    "in brackets": (f"{PLAN}priorities: [{{bump: time.delay, action: A16}}]\n", "nothing can be added to plan.yaml"),
}


@pytest.mark.parametrize(("text", "message"), OTHERS.values(), ids=OTHERS)
def test_a_plan_that_cannot_be_extended_stays_as_it_is(text: str, message: str, staff: Path, capsys: Capture) -> None:
    Path("plan.yaml").write_text(text, "utf-8")

    assert run("plan", staff) == 2

    assert message in capsys.readouterr().err
    assert Path("plan.yaml").read_text("utf-8") == text


def test_all_mistakes_in_a_plan_are_listed(staff: Path, capsys: Capture) -> None:
    Path("plan.yaml").write_text(
        f"{PLAN}priorities:\n  - bump: time.delay\n    start: 30.11.2026\n    status: agred\n    ownr: Bea\n", "utf-8"
    )

    assert run("plan", staff) == 1

    err = capsys.readouterr().err
    assert "plan.yaml:6:12: error SB103 write a day of the calendar" in err
    assert "did you mean 'agreed'?" in err
    assert "did you mean 'owner'?" in err


def test_nothing_is_planned_on_the_answers_of_few(staff: Path, capsys: Capture) -> None:
    lines = staff.read_text("utf-8").splitlines()
    staff.write_text("\n".join(lines[:15]) + "\n", "utf-8")

    assert run("plan", staff, *SCHOOLS) == 1

    assert "Fewer than half of the staff answered" in capsys.readouterr().err
    assert not Path("plan.yaml").exists()


def test_a_plan_is_made_of_a_saved_audit(staff: Path) -> None:
    run("score", staff, *SCHOOLS, "-o", "audit.json")
    run("plan", staff, *SCHOOLS)
    made = Path("plan.yaml").read_bytes()

    assert run("plan", "audit.json", "-o", "again.yaml") == 0

    assert Path("again.yaml").read_bytes() == made


HANDOUTS: dict[str, Callable[[Path], str]] = {
    "plan.html": lambda path: path.read_text("utf-8"),
    "plan.md": lambda path: path.read_text("utf-8"),
    "plan.txt": lambda path: path.read_text("utf-8"),
    "plan.docx": lambda path: ZipFile(path).read("word/document.xml").decode(),
}


@pytest.mark.parametrize("name", HANDOUTS)
@pytest.mark.usefixtures("staff")
def test_a_hand_out_is_made_of_a_plan_and_its_texts_are_harmless(name: str) -> None:
    Path("ours.yaml").write_text(
        f"{PLAN}name: '{HOSTILE}'\nsponsors:\n  - {{role: Head, until: 2029-08-31}}\npriorities:\n"
        f"  - bump: time.delay\n    action: A16\n    owner: '{HOSTILE}'\n    review: 2027-03-12\n"
        f"left_out:\n  - {{bump: resource.release, because: 'not this year'}}\n",
        "utf-8",
    )

    assert run("plan", "ours.yaml", "-o", name) == 0

    text = HANDOUTS[name](Path(name))
    assert "Who can say yes" in text
    assert "12 March 2027" in text
    assert "Waiting for a yes" in text
    assert name == "plan.txt" or "<script>alert" not in text


def test_sheets_for_readers_are_made_of_a_plan_with_its_answers(staff: Path, capsys: Capture) -> None:
    run("score", staff, *SCHOOLS, "--format", "json", "-o", "audit.json")
    run("plan", "audit.json", "--hours-per-term", "60")
    before = Path("plan.yaml").read_bytes()

    assert run("plan", "plan.yaml", staff, *SCHOOLS, "--for", "governors", "-o", "governors.md") == 0
    assert run("plan", "plan.yaml", "--for", "staff", "-o", "staff.txt") == 0
    assert run("plan", "plan.yaml", "audit.json", "--for", "letters", "--date", "2026-11-24", "-o", "to.docx") == 0
    assert run("report", "audit.json", "--for", "letters", "-o", "asks.html") == 0
    assert run("plan", "plan.yaml", "audit.json", "-o", "all.md") == 0

    assert Path("plan.yaml").read_bytes() == before
    assert "Routines not worth their time (65 ±3)" in Path("governors.md").read_text("utf-8")
    assert "You said, we will" in Path("staff.txt").read_text("utf-8")
    assert "24 November 2026" in ZipFile("to.docx").read("word/document.xml").decode()
    assert "To the trust or local authority" in Path("asks.html").read_text("utf-8")
    assert "Routines not worth their time: 65 out of 100" in Path("all.md").read_text("utf-8")
    err = capsys.readouterr().err
    for said in ("The page for governors is in", "The page for all staff is in", "The letters are in to.docx"):
        assert said in err


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("plan", "plan.yaml", "--for", "staff"), "say with -o where it goes"),
        (("plan", "plan.yaml", "--for", "staff", "-o", "plan.ics"), "say with -o where it goes"),
        (("plan", "plan.yaml", "--for", "pupils", "-o", "x.md"), "'pupils'"),
        (
            ("plan", "hillview.csv", "--for", "staff", "-o", "x.md"),
            "'speedbumps plan plan.yaml -o x.md' makes one of it",
        ),
        (("plan", "elm.yaml", "hillview.csv", "--for", "staff", "-o", "x.md"), "elm.yaml is the plan of 'elm'"),
        (("report", "hillview.csv", "--for", "letters", "-o", "x.json"), "JSON holds none"),
        (("report", "hillview.csv", "--for", "letters", "--annex", "-o", "x.md"), "writes the letters alone"),
    ],
)
def test_a_sheet_that_cannot_be_made_is_refused(arguments: tuple[str, ...], message: str, capsys: Capture) -> None:
    Path("plan.yaml").write_text(PLAN, "utf-8")
    Path("elm.yaml").write_text(PLAN.replace("hillview", "elm"), "utf-8")

    assert run(*arguments) == 2

    assert message in capsys.readouterr().err
    assert not [*Path().glob("x.*")]


def test_a_hand_out_can_be_made_of_answers_at_once(staff: Path) -> None:
    assert run("plan", staff, *SCHOOLS, "-o", "plan.md") == 0

    text = Path("plan.md").read_text("utf-8")
    assert "65 out of 100" in text
    assert "## Why these" in text
    assert not Path("plan.yaml").exists()


@pytest.mark.usefixtures("staff")
def test_a_plan_is_no_source_of_another(capsys: Capture) -> None:
    Path("plan.yaml").write_text(PLAN, "utf-8")

    assert run("plan", "plan.yaml", "-o", "other.yaml") == 2
    assert run("plan", "plan.yaml", "--pin", "A16") == 2

    assert capsys.readouterr().err.count("plan.yaml is a plan already") == 2


def test_a_plan_finds_its_questionnaire_in_a_folder_beside_it_and_by_the_option(staff: Path, capsys: Capture) -> None:
    for folder in ("questionnaires", "elsewhere"):
        Path(folder).mkdir()
        for kind in ("", ".actions"):
            text = (TOP / "questionnaires" / f"school{kind}.yaml").read_text("utf-8")
            Path(folder, f"ours{kind}.yaml").write_text(
                text.replace("id: school\n", "id: ours\n").replace("school.actions", "ours.actions"), "utf-8"
            )
    near = ("-q", "questionnaires/ours.yaml")
    far = ("-q", "elsewhere/ours.yaml")

    assert run("plan", staff, *near) == 0
    assert "'speedbumps check plan.yaml' says" in capsys.readouterr().err
    assert "questionnaire: ours@" in Path("plan.yaml").read_text("utf-8")
    assert run("check", "plan.yaml") == 0
    assert run("plan", "plan.yaml", "-o", "plan.docx") == 0

    Path("questionnaires").rename("moved")
    capsys.readouterr()
    assert run("check", "plan.yaml") == 1
    assert "name its path with -q" in " ".join(capsys.readouterr().out.split())
    assert run("check", "plan.yaml", *far) == 0
    assert run("plan", "plan.yaml", *far, "-o", "other.docx") == 0
    assert "'speedbumps plan other.docx -q elsewhere/ours.yaml' reads back" in capsys.readouterr().err
    assert run("plan", "other.docx", *far) == 0
    assert run("plan", "plan.yaml", staff, *far, "--for", "staff", "-o", "staff.html") == 0
    assert run("plan", staff, *far, "--last", "plan.yaml", "-o", "plan-2027.yaml") == 0
    assert "'speedbumps check plan-2027.yaml -q elsewhere/ours.yaml' says" in capsys.readouterr().err
    assert run("plan", "plan.yaml", "-q", "school") == 2
    assert "which now names another: school" in capsys.readouterr().err


def test_the_plan_of_one_head_alone_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "head.yaml"
    path.write_bytes((EXAMPLES / "glan-yr-afon.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)

    assert run("plan", path) == 0

    assert "priorities:" in Path("plan.yaml").read_text("utf-8")
    assert run("check", "plan.yaml") == 0
