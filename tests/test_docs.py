"""What a machine writes is up to date, and shells and editors are told the truth."""

import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

import pytest
from support.paths import TOP

from speedbumps.cli import main
from speedbumps.cli.commands import COMMANDS
from speedbumps.cli.schema import Kind, schema_of
from speedbumps.lint.catalogue import PAGES
from speedbumps.lint.manual import describe_all, format_markdown, format_plain

UNWRITTEN = [page.code for page in describe_all().values() if page.why is None]


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=TOP, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(bool(UNWRITTEN), reason=f"pages that are still to be written: {', '.join(UNWRITTEN)}")
def test_every_page_is_told_whole() -> None:
    for page in describe_all().values():
        for told in (format_plain(page), format_markdown(page)):
            assert "Bad; the fault is in line" in told
            assert "Good:" in told


def test_every_code_has_a_page_in_the_documentation() -> None:
    written = {path.name.partition("-")[0] for path in (TOP / "docs" / "checks").glob("SB*.md")}

    assert written == {page.code for page in PAGES}


def _unexplained(part: Any, where: str) -> list[str]:  # noqa: ANN401 - a schema holds anything
    properties = part.get("properties", {})
    return [f"{where}.{name}" for name, value in properties.items() if not value.get("description")]


@pytest.mark.parametrize("kind", Kind)
def test_every_key_is_explained_in_the_schema(kind: Kind) -> None:
    schema = schema_of(kind)
    parts = {kind.value: schema, **schema.get("$defs", {})}

    assert [name for where, part in parts.items() for name in _unexplained(part, where)] == []


def test_limits_stand_under_the_names_that_editors_know() -> None:
    parts = schema_of(Kind.questionnaire)["$defs"]

    assert parts["Scoring"]["properties"]["min_share"]["anyOf"][0]["maximum"] == 1
    assert parts["Measure"]["properties"]["weight"]["anyOf"][0]["exclusiveMinimum"] == 0
    assert "max_length" in parts["OpenText"]["properties"]


def complete(line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    monkeypatch.setenv("_SPEEDBUMPS_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code in (0, None)
    return capsys.readouterr().out.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("speedbumps ", list(COMMANDS)),
        ("speedbumps che", ["check"]),
        ("speedbumps check --st", ["--statistics", "--stdin-name"]),
        ("speedbumps check --format ", ["text", "json", "github", "sarif"]),
        ("speedbumps check --fail-on w", ["warning"]),
        ("speedbumps schema q", ["questionnaire"]),
        ("speedbumps --show", ["--show-completion"]),
    ],
)
def test_shells_are_told_how_a_line_may_go_on(
    line: str, expected: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert complete(line, monkeypatch, capsys) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_has_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--show-completion", shell])

    assert stopped.value.code == 0
    assert "_SPEEDBUMPS_COMPLETE" in capsys.readouterr().out


def test_addresses_outside_the_project_are_well_formed() -> None:
    """Nobody calls them here; docs/links.txt lists them for whoever does."""
    addresses = (TOP / "docs/links.txt").read_text("utf-8").split()

    assert addresses
    for address in addresses:
        parts = urlsplit(address)
        assert parts.scheme == "https", address
        assert parts.hostname is not None, address
        assert "." in parts.hostname, address
