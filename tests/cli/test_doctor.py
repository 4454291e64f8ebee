"""`speedbumps doctor` says what is missing and where files lie, and nothing of what is in them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version
from support.paths import EXAMPLES, QUESTIONNAIRES, TOP

from speedbumps.cli.doctor import KINDS, Library, file_kind, missing_libraries


def run_doctor(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "speedbumps", "doctor"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_files_are_named_with_what_they_are_and_not_with_what_they_hold(tmp_path: Path) -> None:
    (tmp_path / "head.yaml").write_text("format: speedbumps-answers/1\nanswers: {T01: secret}\n", "utf-8")
    (tmp_path / "hillview.csv").write_text("role,T01\nteacher,secret\n", "utf-8")
    (tmp_path / "speedbumps.toml").write_text("ignore = []\n", "utf-8")
    (tmp_path / "notes.yaml").write_text("format: something-else/1\n", "utf-8")

    done = run_doctor(tmp_path)

    assert done.returncode == 0
    assert "  head.yaml: one person's answers\n  hillview.csv: a table\n" in done.stdout
    assert f"Settings for check: {tmp_path / 'speedbumps.toml'}" in done.stdout
    assert done.stdout.endswith("Nothing is missing.\n")
    assert "secret" not in done.stdout
    assert "notes.yaml" not in done.stdout


def test_of_many_files_the_first_are_named(tmp_path: Path) -> None:
    for at in range(40):
        (tmp_path / f"{at:02}.csv").write_text("", "utf-8")

    lines = run_doctor(tmp_path).stdout.splitlines()

    assert sum(line.endswith(".csv: a table") for line in lines) == 30
    assert "  and 10 more" in lines


def test_every_format_has_words() -> None:
    sources = (path.read_text("utf-8") for path in (TOP / "speedbumps").rglob("*.py"))
    named = {name for source in sources for name in re.findall(r"\"speedbumps-([a-z-]+)/\d+\"", source)}

    assert named == set(KINDS)


def test_shipped_files_are_recognised() -> None:
    assert file_kind(QUESTIONNAIRES / "school.yaml") == "a questionnaire"
    assert file_kind(QUESTIONNAIRES / "school.actions.yaml") == "actions"
    assert file_kind(EXAMPLES / "glan-yr-afon.yaml") == "one person's answers"
    assert file_kind(EXAMPLES / "rounds" / "plan-2026.yaml") == "a plan"
    assert file_kind(TOP / "README.md") is None
    assert file_kind(TOP / "docs") is None


def test_libraries_that_are_missing_or_do_not_fit_are_named_with_what_to_do() -> None:
    needed = (Library("polars", "<3,>=2.1"), Library("rich", ">=14"), Library("gone", ""))

    found = list(missing_libraries(needed, {"polars": "1.9", "rich": "14.0.0"}.get))

    assert found == [
        "polars 1.9 is installed, and polars<3,>=2.1 is needed: pip install 'polars<3,>=2.1'",
        "gone is not installed. Install speedbumps again.",
    ]


VERSIONS = st.lists(st.integers(0, 3), min_size=1, max_size=3).map(lambda parts: ".".join(map(str, parts)))


@given(VERSIONS, st.lists(st.tuples(st.sampled_from([">=", "<=", ">", "<"]), VERSIONS), max_size=2))
def test_versions_fit_as_pip_says(version: str, limits: list[tuple[str, str]]) -> None:
    written = ",".join(f"{sign}{limit}" for sign, limit in limits)

    found = list(missing_libraries([Library("one", written)], lambda _: version))

    assert (found == []) == (Version(version) in SpecifierSet(written))


@pytest.mark.parametrize("name", ["no.yaml", "no.csv"])
def test_a_file_that_is_gone_is_of_no_kind(name: str, tmp_path: Path) -> None:
    assert file_kind(tmp_path / name) is None
