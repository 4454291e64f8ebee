"""The example school over three rounds: its reports, its plans and what changed are as they were reviewed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.paths import EXAMPLES

from speedbumps.cli import main

Golden = Callable[[str, str], None]

FIRST, SECOND, THIRD = (f"{year}-autumn.csv" for year in (2026, 2027, 2028))

FILES = {
    "report-2026.md": ("report", FIRST),
    "plan-2026.yaml": ("plan", FIRST),
    "report-2027.md": ("report", SECOND, "--before", FIRST, "--plan", "plan-2026.yaml"),
    "plan-2027.yaml": ("plan", SECOND, "--last", "plan-2026.yaml", "--before", FIRST, "--hours-per-term", "80"),
    "plan-2027.md": ("plan", SECOND, "--last", "plan-2026.yaml", "--before", FIRST, "--hours-per-term", "80"),
    "compared-2027.json": ("compare", FIRST, SECOND, "--plan", "plan-2026.yaml"),
    "report-2028.md": ("report", THIRD, "--before", FIRST, "--before", SECOND),
    "compared-2028.md": ("compare", FIRST, SECOND, THIRD),
}
"""What is written of the rounds, each by a command in a folder with the examples."""


@pytest.mark.parametrize("name", FILES)
def test_what_is_written_of_three_rounds_is_as_reviewed(
    name: str, tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EXAMPLES / "rounds", tmp_path / "rounds", ignore=shutil.ignore_patterns(".*"))
    monkeypatch.chdir(tmp_path / "rounds")

    with pytest.raises(SystemExit) as left:
        main([*FILES[name], "-o", str(tmp_path / name)])

    assert left.value.code == 0
    golden(f"rounds-{name}", (tmp_path / name).read_text("utf-8"))
