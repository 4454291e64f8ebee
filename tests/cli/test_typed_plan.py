"""speedbumps plan plan.docx: what was typed comes into the plan that is kept, or nothing does."""

from pathlib import Path

import pytest
from docx import Document
from support.plans import HEADER
from support.typed_plans import changed_text, drop_tables, type_into

from speedbumps.cli import main

PLAN = f"""\ufeff{HEADER}# Ours.
priorities:
  - bump: time.delay
    action: A16
    status: proposed  # then agreed
    owner:  # one person
asks:
  - {{of: the trust, text: share cover}}
""".replace("\n", "\r\n")
NAME = "plan:time.delay:A16"
Capture = pytest.CaptureFixture[str]


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments)])
    return int(left.value.code or 0)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    """A plan in a folder of its own, in which commands run, and its hand-out."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_bytes(PLAN.encode())
    assert run("plan", "plan.yaml", "-o", "plan.docx") == 0
    capsys.readouterr()
    return tmp_path / "plan.yaml"


def fill_in(**typed: str) -> None:
    path = Path("plan.docx")
    path.write_bytes(type_into(path.read_bytes(), {f"{NAME}:{key}": text for key, text in typed.items()}))


def test_what_was_typed_comes_into_the_plan_and_all_else_stays(kept: Path, capsys: Capture) -> None:
    assert run("plan", "plan.docx") == 0
    assert "Nothing new is typed in plan.docx; plan.yaml is as it was." in capsys.readouterr().err
    assert kept.read_bytes() == PLAN.encode()

    fill_in(status="agreed", owner="Ms Akers", start="30 November 2026", notes="One\nTwo")
    assert run("plan", "plan.docx") == 0

    err = capsys.readouterr().err
    assert "New in plan.yaml: Waiting for a yes (Status, Who leads, From, Notes)." in err
    assert "plan.yaml:8:13: warning SB934 this is agreed, and still lacks:" in err
    assert "Akers" not in err
    changed = PLAN.replace("proposed", "agreed").replace("owner:", "owner: Ms Akers")
    added = "    start: 2026-11-30\n    notes: |-\n      One\n      Two\n".replace("\n", "\r\n")
    assert kept.read_bytes().decode() == changed.replace("asks:", f"{added}asks:")
    assert run("check", "plan.yaml") == 0
    assert run("plan", "plan.docx", "-o", "plan.yaml") == 0
    assert run("plan", "plan.yaml", "-o", "plan.docx") == 0


def test_all_mistakes_are_listed_and_nothing_is_written(kept: Path, capsys: Capture) -> None:
    fill_in(owner="Ms Akers", start="soon", review="later")

    assert run("plan", "plan.docx") == 1

    err = capsys.readouterr().err
    assert "plan.docx: error SB942 Waiting for a yes, “From”: this is not read as a day" in err
    assert "plan.docx: error SB942 Waiting for a yes, “We look again on”: this is not read as a day" in err
    assert "2 mistakes in 1 file. Nothing was written." in err
    assert kept.read_bytes() == PLAN.encode()


def test_a_hand_out_is_not_written_over_one_with_something_new(kept: Path, capsys: Capture) -> None:
    fill_in(owner="Ms Akers")
    content = Path("plan.docx").read_bytes()

    assert run("plan", "plan.yaml", "-o", "plan.docx") == 2
    assert "plan.docx holds what people typed into it" in capsys.readouterr().err
    assert Path("plan.docx").read_bytes() == content
    assert run("plan", "plan.docx") == 0
    assert run("plan", "plan.yaml", "-o", "plan.docx") == 0
    assert b"owner: Ms Akers" in kept.read_bytes()


OTHERS = {
    "another school's": (("hillview", "elm"), "(elm, school@2.0.0)"),
    "of another questionnaire": (("school@2.0.0", "other@2.0.0"), "(hillview, other@2.0.0)"),
    "of another round": (("# Ours.", "round: 2025-autumn"), "(hillview, 2025-autumn, school@2.0.0)"),
}


@pytest.mark.parametrize(("change", "named"), OTHERS.values(), ids=OTHERS)
def test_the_hand_out_of_another_plan_is_refused(
    change: tuple[str, str], named: str, kept: Path, capsys: Capture
) -> None:
    Path("other.yaml").write_bytes(kept.read_bytes().replace(change[0].encode(), change[1].encode()))

    assert run("plan", "plan.docx", "-o", "other.yaml") == 2

    assert f"plan.docx is the hand-out of another plan than other.yaml {named}" in capsys.readouterr().err


@pytest.mark.usefixtures("kept")
def test_a_call_that_reads_no_hand_out_is_refused(capsys: Capture) -> None:
    Document().save("letter.docx")
    calls = {
        ("plan.docx", "-o", "gone.yaml"): "there is no plan gone.yaml to read the hand-out into",
        ("plan.docx", "-o", "plan.html"): "is read into a plan (.yaml), not into plan.html",
        ("plan.docx", "--pin", "A16"): "leave out the options that choose or arrange",
        ("plan.docx", "plan.yaml"): "hand-outs that were filled in (.docx) are read by themselves",
        ("plan.odt",): "plan.odt is not read; open it in the program that wrote it, and save it as .docx",
        ("gone.docx",): "there is no file gone.docx",
    }
    for arguments, message in calls.items():
        assert run("plan", *arguments) == 2
        assert message in capsys.readouterr().err

    assert run("plan", "letter.docx") == 1
    assert "letter.docx: error SB941 this is no hand-out of a plan" in capsys.readouterr().err


def test_what_cannot_be_put_into_the_plan_is_refused(kept: Path, capsys: Capture) -> None:
    kept.write_text(f"{HEADER}priorities: [{{bump: time.delay, action: A16, owner}}]\n", "utf-8")
    fill_in(owner="Ms Akers")

    assert run("plan", "plan.docx") == 2

    assert "cannot be written into plan.yaml without changing something else" in capsys.readouterr().err


def test_boxes_that_are_gone_are_named(kept: Path, capsys: Capture) -> None:
    path = Path("plan.docx")
    path.write_bytes(changed_text(path.read_bytes(), drop_tables))

    assert run("plan", path) == 0

    assert (
        "No longer in plan.docx, and left in the plan as it is: Waiting for a yes (Status)." in capsys.readouterr().err
    )
    assert kept.read_bytes() == PLAN.encode()
