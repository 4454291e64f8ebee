"""Commands that take a questionnaire as an argument take it by -q too, as commands that take answers do."""

from pathlib import Path

import pytest

from speedbumps.cli import main

COMMANDS = (("form",), ("export", "--to", "csv"))


def code(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments)])
    return int(left.value.code or 0)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_option_means_the_same_as_an_argument(command: tuple[str, ...], tmp_path: Path) -> None:
    ending = "csv" if "csv" in command else "html"
    by_argument, by_option = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"

    assert code(*command, "school", "-o", by_argument) == 0
    assert code(*command, "-q", "school", "-o", by_option) == 0

    assert by_argument.read_bytes() == by_option.read_bytes()


@pytest.mark.parametrize("command", [*COMMANDS, ("audit",)])
def test_two_questionnaires_are_refused(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = {"form": "form.html", "export": "sheet.csv", "audit": "answers.yaml"}[command[0]]

    assert code(*command, "school", "-q", "other", "-o", tmp_path / output) == 2

    assert "two questionnaires are named, 'school' and 'other'; name one" in capsys.readouterr().err
