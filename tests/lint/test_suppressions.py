"""What is found can be left for a reason, and what can safely be mended is, to the byte."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.paths import BASES
from support.strategies import example_count

from speedbumps.audit import audits
from speedbumps.cli import main
from speedbumps.diagnostics.problem import BadFilesError, Problem, Span
from speedbumps.diagnostics.yaml_source import parse_yaml
from speedbumps.lint import configuration
from speedbumps.lint.dispatch import lint
from speedbumps.lint.fix import apply_fixes, fix_repeatedly
from speedbumps.lint.named_places import find_route, name_of_route
from speedbumps.lint.results import LintResult
from speedbumps.lint.suppressions import apply_suppressions
from speedbumps.model.configuration import Configuration
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions

BASE = (BASES / "base.yaml").read_text("utf-8")
NEGATED = BASE.replace("I chase people for an answer.", "I never get an answer.")


def lint_text(text: str, folder: Path) -> LintResult:
    for name in ("base.actions.yaml",):
        (folder / name).write_bytes((BASES / name).read_bytes())
    return lint(folder / "base.yaml", text)


def codes(file: LintResult) -> list[str]:
    return [problem.code for problem in file.problems]


def after(text: str, folder: Path, **settings_: Any) -> list[str]:  # noqa: ANN401 - what a configuration holds
    chosen = configuration.ConfigurationFile(Configuration.model_validate(settings_), folder / "speedbumps.toml")
    (folder / "speedbumps.toml").write_text("left = []\n", "utf-8")
    return [code for file in apply_suppressions([lint_text(text, folder)], chosen) for code in codes(file)]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("text: I never get an answer. # speedbumps: leave[SB601] because staff say it so", []),
        ("text: I never get an answer.  # speedbumps: leave[negated]: staff say it so", []),
        ("# speedbumps: leave[negated] because staff say it so\n    text: I never get an answer.", []),
        ("text: >- # speedbumps: leave[negated] because staff say it so\n      I never get\n      an answer.", []),
        ("text: I never get an answer. # speedbumps: leave[SB601]", ["SB922"]),
        ("text: I never get an answer. # speedbumps: leave[SB602] because", ["SB601", "SB921"]),
        ("text: I never get an answer. # speedbumps: leave[negatd] because", ["SB601", "SB923"]),
        ("text: 'I never get an answer. # speedbumps: leave[SB601] because'", ["SB601", "SB609"]),
        ("text: I get an answer. # speedbumps: leave[SB601, SB602] because", ["SB921", "SB921"]),
        ("text: I never get an answer. # Speedbumps: Leave [SB601] because", []),
        ("text: I never get an answer. # speedbumps: leave[wording] because", []),
        ("text: I never get an answer. # speedbumps: leave[SB6] because", []),
        ("text: I never get an answer. # speedbumps: leave[scales] because", ["SB601", "SB921"]),
        ("text: I never get an answer. # speedbumps: leave[SB] because", ["SB601", "SB923"]),
        ("text: I never get an answer. # speedbumps: leave-file[SB601] because", ["SB601", "SB923"]),
        ("text: I never get an answer. # speedbumps leave[SB601] because", ["SB601", "SB923"]),
        ("text: I never get an answer. # speedbumps: ignore[SB601] because", ["SB601", "SB923"]),
        ("text: I never get an answer. # speedbumps: leave because", ["SB601", "SB923"]),
    ],
)
def test_a_comment_leaves_what_it_names_with_a_reason(written: str, found: list[str], tmp_path: Path) -> None:
    text = BASE.replace("text: I chase people for an answer.", written)

    assert found == after(text, tmp_path)


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("leave-file[SB601] because staff say it so", []),
        ("leave-file[negated, wording] because staff say it so", ["SB921"]),
        ("leave-file[scales] because", ["SB601", "SB921"]),
        ("leave-file[negated]", ["SB922"]),
        ("leave[negated] because", ["SB601", "SB921"]),
    ],
)
def test_a_comment_above_the_first_key_is_about_the_whole_file(comment: str, found: list[str], tmp_path: Path) -> None:
    assert sorted(found) == sorted(after(f"# A note.\n\n# speedbumps: {comment}\n{NEGATED}", tmp_path))


def test_a_wish_is_of_use_until_every_check_could_look(tmp_path: Path) -> None:
    wish = "text: I get an answer. # speedbumps: leave[SB601] because"
    text = BASE.replace("text: I chase people for an answer.", wish)

    assert after(text, tmp_path) == ["SB921"]
    assert after(f"{text}foo: bar\n", tmp_path) == ["SB101"]


def test_one_code_of_several_is_taken_out_of_the_brackets(tmp_path: Path) -> None:
    text = BASE.replace(
        "text: I chase people for an answer.", "text: I never get an answer. # speedbumps: leave[SB601, SB603] because"
    )

    (problem,) = apply_suppressions([lint_text(text, tmp_path)], configuration.ConfigurationFile())[0].problems

    assert problem.message.endswith("remove SB603 from the brackets")
    assert problem.fix is None


def test_a_slip_in_a_key_hides_nothing_else(tmp_path: Path) -> None:
    text = BASE.replace("id: T04", "id: T03").replace("language: en", "languag: en").replace("I chase", "I never chase")

    assert {"SB101", "SB201", "SB601"} <= set(after(text, tmp_path))


def test_what_is_wrong_in_the_configuration_is_told_at_its_code(tmp_path: Path) -> None:
    settings_file = tmp_path / "speedbumps.toml"
    settings_file.write_text(
        '[[left]]\ncode = "SB602"\nreason = "x"\n\n[[left]]\ncode = "SB699"\nreason = "x"\n', "utf-8"
    )
    chosen = configuration.find_configuration(tmp_path)

    found = apply_suppressions([lint_text(BASE, tmp_path)], chosen)[-1].problems

    assert [(problem.span.line, problem.span.column, problem.code) for problem in found] == [
        (2, 8, "SB921"),
        (6, 8, "SB923"),
    ]


def test_a_report_never_overwrites_what_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lint_text(BASE, tmp_path)
    (tmp_path / "base.yaml").write_text(BASE, "utf-8")

    with pytest.raises(SystemExit) as stopped:
        main(["check", "base.yaml", "-o", "base.yaml"])

    assert stopped.value.code == 2
    assert "is one of the files to read" in capsys.readouterr().err
    assert (tmp_path / "base.yaml").read_text("utf-8") == BASE


def test_a_faulty_configuration_is_a_problem_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lint_text(BASE, tmp_path)
    (tmp_path / "base.yaml").write_text(BASE, "utf-8")
    (tmp_path / "speedbumps.toml").write_text("bad = 1\n", "utf-8")

    with pytest.raises(SystemExit) as stopped:
        main(["check", "base.yaml", "--format", "json"])

    assert stopped.value.code == 1
    assert '"code": "SB924"' in capsys.readouterr().out


def test_a_mistake_cannot_be_left(tmp_path: Path) -> None:
    text = BASE.replace("id: T04", "id: T03 # speedbumps: leave[repeated-id] because")

    assert set(after(text, tmp_path)) == {"SB201", "SB921"}


@pytest.mark.parametrize(
    ("left", "found"),
    [
        ({"code": "SB601", "reason": "staff say it so"}, []),
        ({"code": "negated", "at": "questions.T03", "path": "*.yaml", "reason": "staff say it so"}, []),
        ({"code": "negated", "at": "questions.T03.text", "reason": "staff say it so"}, []),
        ({"code": "negated", "at": "questions.T01", "reason": "staff say it so"}, ["SB601", "SB921"]),
        ({"code": "negated", "at": "questions.T09", "reason": "staff say it so"}, ["SB601", "SB921"]),
        ({"code": "wording", "path": "base.yaml", "reason": "staff say it so"}, []),
        ({"code": "SB3", "reason": "staff say it so"}, ["SB601", "SB921"]),
        ({"code": "negated", "path": "other/*.yaml", "reason": "staff say it so"}, ["SB601"]),
        ({"code": "negatd", "reason": "staff say it so"}, ["SB601", "SB923"]),
    ],
)
def test_a_configuration_leaves_what_it_names(left: dict[str, str], found: list[str], tmp_path: Path) -> None:
    assert found == after(NEGATED, tmp_path, left=[left])


def test_places_are_named_by_keys_and_ids() -> None:
    source = parse_yaml("base.yaml", BASE).value

    assert source is not None
    assert find_route(source.data, "questions.T03.measures.time.delay") == ("questions", 2, "measures", "time.delay")
    assert find_route(source.data, "scales.how-often") == ("scales", "how-often")
    assert find_route(source.data, "questions.T09") is None
    assert name_of_route(source.data, ("questions", 2, "measures", "time.delay")) == "questions.T03.measures.time.delay"
    assert name_of_route(source.data, ("scales", "how-often", "points", 0, "label")) == "scales.how-often.points"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("speedbumps.toml", "fail-on = 3\n", "1:1: error SB924 this must be one of error, warning, advice"),
        ("speedbumps.toml", 'words = ["mine.yaml"]\n', "1:11: error SB924 there is no file 'mine.yaml'"),
        ("speedbumps.toml", "fail-on = \n", "1:11: error SB924 this is not TOML"),
        ("pyproject.toml", "[tool.speedbumps]\nselct = []\n", "2:1: error SB924 the key 'selct' is not known here"),
    ],
)
def test_a_slip_in_the_configuration_is_told(name: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")

    with pytest.raises(BadFilesError) as stopped:
        configuration.find_configuration(tmp_path)

    assert said in str(stopped.value)


def test_the_nearest_configuration_holds(tmp_path: Path) -> None:
    (tmp_path / "speedbumps.toml").write_text('fail-on = "warning"\n', "utf-8")
    (tmp_path / "inside/deeper").mkdir(parents=True)
    (tmp_path / "inside/pyproject.toml").write_text("[tool.other]\n", "utf-8")

    assert configuration.find_configuration(tmp_path / "inside/deeper").path == (tmp_path / "speedbumps.toml").resolve()


SLIPS = {
    "key": ("detail: barriers", "detial: barriers"),
    "word": ("detail: barriers", "detail: barrier"),
    "flag": ("one_person: true", "one_person: yes"),
    "role": ("joins: teacher", "joins: teachr"),
    "quoted": ("joins: teacher", "joins: 'teachr'"),
    "question": ("questions: [T01, T02, T03]", "questions: [T01, T02, signals-T03]"),
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_fix_changes_nothing_else(slip: str, end: str, tmp_path: Path) -> None:
    right, wrong = SLIPS[slip]
    text = BASE.replace(right, wrong, 1).replace("\n", end)

    now, number = fix_repeatedly(lint_text(text, tmp_path), lambda changed: lint_text(changed, tmp_path))

    assert number == (0 if slip == "question" else 1)
    assert now.text == text if slip == "question" else now.text == BASE.replace("\n", end)
    again, more = fix_repeatedly(now, lambda changed: lint_text(changed, tmp_path))
    assert (again.text, more) == (now.text, 0)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.text("ab", max_size=3)), max_size=6))
@example_count(200)
def test_fixes_that_overlap_never_spoil_each_other(edits: list[tuple[int, int, str]]) -> None:
    text = "0123456789\n" * 4
    problems = []
    for start, length, words in edits:
        line, column = divmod(start, 11)
        span = Span(line + 1, column + 1, line + 1, min(column + length, 10) + 1)
        if line < 4 and span.end_column >= span.column:
            problems.append(Problem("x", span, "SB101", "", fix=words))

    found = apply_fixes(LintResult("x", text, tuple(problems)))

    kept = "".join(character for character in found.text if character not in "ab")
    rest = iter(text)
    assert found.number <= len(problems)
    assert all(character in rest for character in kept), "what is kept stands in its old order"


def test_fix_never_changes_a_score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for base in BASES.iterdir():
        (tmp_path / base.name).write_bytes(base.read_bytes())
    comment = "text: I chase people for an answer. # speedbumps: leave[SB601] because\n"
    (tmp_path / "base.yaml").write_text(BASE.replace("text: I chase people for an answer.\n", comment), "utf-8")
    rows = [f"teacher,{n % 5},{(n * 3) % 5},{(n * 7) % 5},{(n + 2) % 5}" for n in range(12)]
    answers = tmp_path / "staff.csv"
    answers.write_text("role,T01,T02,T03,T04\n" + "\n".join(rows) + "\n", "utf-8")

    def scores() -> list[object]:
        found = assemble([answers], AnswerOptions(questionnaire="base.yaml"))
        return [barrier.severity for audit in audits(found.instrument, found.responses) for barrier in audit.barriers]

    before = scores()
    with pytest.raises(SystemExit) as stopped:
        main(["check", "base.yaml", "--fix"])

    assert stopped.value.code == 0 or stopped.value.code is None
    assert (tmp_path / "base.yaml").read_text("utf-8") == BASE
    assert before == scores()


def test_diff_shows_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lint_text(BASE, tmp_path)
    wrong = "\ufeff" + BASE.replace("one_person: true", "one_person: yes")
    (tmp_path / "base.yaml").write_bytes(wrong.encode())

    with pytest.raises(SystemExit) as shown:
        main(["check", "base.yaml", "--diff"])
    said = capsys.readouterr()

    assert (shown.value.code, (tmp_path / "base.yaml").read_bytes()) == (1, wrong.encode())
    assert "-    one_person: yes\n+    one_person: true\n" in said.out

    with pytest.raises(SystemExit) as done:
        main(["check", "base.yaml", "--fix"])

    assert done.value.code in (0, None)
    assert (tmp_path / "base.yaml").read_bytes() == ("\ufeff" + BASE).encode()
