"""--templates of report, plan and batch: pages of one's own, clear messages, and exit codes."""

from pathlib import Path

import pytest
from support.cohort_files import write_schools
from support.paths import EXAMPLES, GOLDEN

from speedbumps.cli import main

BRAND = EXAMPLES / "branding"
OURS = "Northern Light Schools, a fictional trust"


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments)])
    return int(left.value.code or 0)


def test_reports_and_hand_outs_are_dressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    audit = GOLDEN / "rich.audit.json"
    plan = EXAMPLES / "rounds" / "plan-2026.yaml"

    assert run("report", audit, "-o", "report.html", "--annex", "--templates", BRAND) == 0
    assert run("plan", plan, "-o", "staff.html", "--for", "staff", "--templates", BRAND) == 0
    assert run("report", audit, "-o", "report.md", "--templates", BRAND) == 0

    for name in ("report.html", "report-annex.html", "staff.html"):
        assert OURS in Path(name).read_text("utf-8")
    assert OURS not in Path("report.md").read_text("utf-8")


@pytest.mark.parametrize("command", ["report", "plan", "batch"])
def test_templates_with_mistakes_stop_the_work_before_anything_is_written(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad").mkdir()
    Path("bad/page.html").write_text("<p>\n{{ titel }}\n", "utf-8")
    Path("empty").mkdir()
    target = ("--out", "out") if command == "batch" else ("-o", "out.html")
    call = (command, EXAMPLES / "hillview.csv", *target, "--templates")

    assert [run(*call, "bad"), run(*call, "nowhere"), run(*call, "empty")] == [1, 2, 2]

    said = capsys.readouterr().err
    assert "bad/page.html:2:1: error SB871 a template has no 'titel'; did you mean 'title'?" in said
    assert "there is no folder nowhere" in said
    assert "empty holds no templates; it may hold page.html, style.css" in said
    assert sorted(path.name for path in Path().iterdir()) == ["bad", "empty"]


def test_a_batch_is_dressed_and_made_anew_when_a_template_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_schools(tmp_path / "answers", 2)
    Path("brand").mkdir()
    Path("brand/style.css").write_text("p { color: #123 }", "utf-8")
    call = ("batch", "answers", "--schools", "schools.csv", "--out", "out", "--workers", "1", "--templates", "brand")

    assert run(*call) == 0
    assert run(*call) == 0
    assert "Nothing changed" in capsys.readouterr().err
    Path("brand/style.css").write_text("p { color: #456 }", "utf-8")
    assert run(*call) == 0

    assert "reports of 2 written" in capsys.readouterr().err
    pages = [*Path("out").glob("*/*.html"), *Path("out").glob("*.html")]
    assert len(pages) >= 2 * 2 + 1
    assert all("p { color: #456 }" in page.read_text("utf-8") for page in pages)
