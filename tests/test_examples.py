"""What comes with speedbumps is valid, and works as the README says."""

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from support.golden_audits import report_text
from support.paths import EXAMPLES, QUESTIONNAIRES, TOP

from speedbumps.audit import audits
from speedbumps.cli import main
from speedbumps.diagnostics.problem import require_value
from speedbumps.lint.dispatch import lint
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.report import FORMATS
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

FILES = sorted([*QUESTIONNAIRES.glob("*.yaml"), *EXAMPLES.rglob("*.yaml")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_shipped_file_is_without_mistakes(path: Path) -> None:
    assert lint(path).problems == ()


def test_the_questionnaire_holds_what_it_promises() -> None:
    instrument = require_value(read_instrument(find_questionnaire("school")))
    questions = instrument.questionnaire.questions
    assert instrument.library is not None

    assert len([question for question in questions if question.measures]) == 48
    assert len(instrument.questionnaire.barriers) == 4
    assert [len(barrier.facets) for barrier in instrument.questionnaire.barriers] == [4, 4, 4, 4]
    assert len(instrument.questionnaire.forms["quick"].questions) == 12
    assert len(instrument.library.actions) == 55
    for barrier in instrument.questionnaire.barriers:
        keys = [
            measure.key
            for question in questions
            for target, measure in question.measures.items()
            if target.startswith(f"{barrier.id}.")
        ]
        assert len(keys) == 12
        assert 5 <= keys.count("barrier") <= 7


@pytest.mark.parametrize(("file", "people"), [("hillview.csv", 32), ("glan-yr-afon.yaml", 1), ("lochside.csv", 28)])
def test_each_example_makes_every_report(file: str, people: int) -> None:
    found = assemble([EXAMPLES / file], AnswerOptions(schools=EXAMPLES / "schools.csv"))
    (audit,) = audits(found.instrument, found.responses)

    assert audit.respondents.n == people
    assert all(barrier.severity is not None for barrier in audit.barriers)
    for kind in FORMATS:
        assert len(report_text(audit, kind)) > 1000


def test_a_welsh_report_speaks_of_wales() -> None:
    found = assemble([EXAMPLES / "glan-yr-afon.yaml"])
    (audit,) = audits(found.instrument, found.responses)

    for kind in FORMATS:
        text = report_text(audit, kind).casefold()
        assert "ofsted" not in text
        assert "academy" not in text
        assert "or trust" not in text


def test_a_scottish_report_speaks_of_scotland() -> None:
    found = assemble([EXAMPLES / "lochside.csv"], AnswerOptions(schools=EXAMPLES / "schools.csv"))
    (audit,) = audits(found.instrument, found.responses)

    for kind in FORMATS:
        text = report_text(audit, kind).casefold()
        assert "ofsted" not in text
        assert "governor" not in text
        assert "academy trust" not in text


def test_the_miniature_answers_are_scored() -> None:
    found = assemble([EXAMPLES / "formats/answers.yaml"])
    (audit,) = audits(found.instrument, found.responses)
    (barrier,) = audit.barriers

    # T01 Often: 100, weight 1. T02 in the middle: 50, weight 2. T03 unknown.
    assert barrier.severity == pytest.approx(200 / 3, abs=1e-9)


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_version_and_help_load_none_of_the_heavy_libraries(argument: str) -> None:
    code = (
        "import sys\nfrom speedbumps.cli import main\n"
        f"try: main([{argument!r}])\nexcept SystemExit: pass\n"
        "heavy = {'pydantic', 'polars', 'jinja2', 'typer'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_demo_writes_a_page_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["demo", "-o", str(tmp_path / "demo.md")])

    assert stopped.value.code == 2
    assert "end the name in .html" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_demo_writes_a_report(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "speedbumps", "demo"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )

    assert done.returncode == 0, done.stderr
    picture = etree.parse(TOP / "docs/pictures/terminal.svg")
    words = {word for text in picture.iter("{*}text") for word in (text.text or "").split() if "─" not in word}
    assert len(words) > 100
    assert words - {"speedbumps", "demo"} <= set(done.stdout.split())
    assert "<html" in (tmp_path / "speedbumps-demo.html").read_text("utf-8")


def test_the_page_on_answers_knows_every_role_and_word() -> None:
    page = (TOP / "docs/answers.md").read_text("utf-8")
    whole = require_value(read_instrument(find_questionnaire("school"))).questionnaire

    assert [role.id for role in whole.roles if f"| `{role.id}` |" not in page] == []
    labels = {f"{point.label} {point.value:g}" for scale in whole.scales.values() for point in scale.points}
    assert [label for label in labels if label not in page] == []
    assert [
        word for word in (whole.non_answers.na, whole.non_answers.dk, whole.non_answers.pns) if word not in page
    ] == []
