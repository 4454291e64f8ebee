"""A signal names one question that measures something."""

from pathlib import Path

import pytest
from support.paths import EXAMPLES

from speedbumps.diagnostics.problem import add_words
from speedbumps.lint.dispatch import MORE, lint

SMALL = (EXAMPLES / "formats" / "small.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("named", "message"),
    [
        (
            "time.delay",
            "a signal names a question, and 'time.delay' is a facet; name one of its questions, such as T01",
        ),
        ("time", "a signal names a question, and 'time' is a barrier; name one of its questions, such as T01"),
        ("N01", "'N01' measures nothing, so it says nothing here; name a question that does"),
        ("T1", "there is no question 'T1'; did you mean 'T01'?"),
    ],
)
@pytest.mark.parametrize("signal", ["energy", "expertise", "exchange", "openness"])
def test_what_is_no_such_question_is_refused(signal: str, named: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace("  energy: T02", f"  {signal}: {named}").replace("actions: small", "# "), "utf-8")

    (problem,) = [each for each in lint(path).problems if each.code == "SB207"]

    assert problem.message == add_words(message, MORE)
    assert SMALL.splitlines()[problem.span.line - 1] == "  energy: T02"
