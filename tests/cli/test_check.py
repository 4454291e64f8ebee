"""`speedbumps check` finds the files, tells what is asked for, and fails when it should."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from support.page_examples import write_example
from support.paths import BAD, BASES, FORMAT_EXAMPLES, TOP

from speedbumps.cli import main
from speedbumps.cli.check import FOR_A_PROCESS, check_each
from speedbumps.cli.progress import track_progress
from speedbumps.diagnostics.manual_page import parse_page
from speedbumps.lint.catalogue import PAGES
from speedbumps.lint.discover import Exclusion, find_files
from speedbumps.lint.results import LintResult
from speedbumps.lint.selection import Selection, UnknownCheckError, parse_selection

BASE = (BASES / "base.yaml").read_text("utf-8")
CHECKS = {"warning": "SB601", "advice": "SB616"}
"""A check of each severity that is no error."""

BROKEN = "format: speedbumps-questionnaire/1\ntittle: x\n"

Capture = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(["check", *arguments])
    return int(str(stopped.value.code or 0))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_folders_are_searched_but_hidden_ones_and_other_peoples(tmp_path: Path) -> None:
    for name in ("a.yaml", "b/c.YML", "b/d.csv", "b/e.txt", ".git/f.yaml", "node_modules/g.yaml", ".h.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("format: speedbumps-plan/1\n", "utf-8")

    assert [path.as_posix() for path in find_files(["."], Exclusion()).files] == ["a.yaml", "b/c.YML", "b/d.csv"]


OURS = (
    "format: speedbumps-questionnaire/1\n",
    "\ufeff# A note.\n'format' : \"speedbumps-map/1\"\n",
    '{"format": "speedbumps-plan/1", "school": {}}\n',
    "format: speedbump-questionaire\nid: [\n",
    "fromat: speedbumps-actions/1\n",
    "format: questionnaire/1\n",
    "id: ours\nversion: 1.0.0\nextends: school@1.0.0\n",
    "\n".join(f"{key}: x" for key in ("id", "version", "title", "scales", "barriers", "questions")),
)
OTHERS = (
    "name: ci\non: push\njobs:\n  check:\n    steps: [{run: speedbumps check .}]\n",
    "version: '3'\nservices: {web: {image: speedbumps-web}}\n",
    "format: jb-book\nroot: intro\n",
    "id: a\nversion: 1\ntitle: x\n",
    "{{ if .Values.on }}\n- a: [\n",
    "",
)


def test_only_yaml_of_our_own_is_checked_unless_it_is_named(tmp_path: Path, capsys: Capture) -> None:
    for kind, texts in (("ours", OURS), ("other", OTHERS)):
        for number, text in enumerate(texts):
            (tmp_path / f"{kind}-{number}.yaml").write_text(text, "utf-8")

    assert run(".", "--format", "json") == 1
    said = capsys.readouterr()
    paths = {problem["path"] for problem in json.loads(said.out)["problems"]}
    assert f"{len(OURS)} files, " in said.err
    assert said.err.endswith(f", {len(OTHERS)} files of other programs passed over.\n")
    assert not any(path.startswith("other") for path in paths)
    assert run("other-0.yaml", ".") == 1
    assert "other-0.yaml:1:1: error SB104" in capsys.readouterr().out


def test_a_folder_with_files_of_others_only_says_so(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "ci.yaml").write_text(OTHERS[0], "utf-8")

    assert run(".") == 2
    assert "there is nothing to check in .: the 1 YAML file there belongs to other programs" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("old", ["new/a.yaml", "new/b.yaml"]),
        ("old/", ["new/a.yaml", "new/b.yaml"]),
        ("a.yaml", ["new/b.yaml", "old/deep/b.yaml"]),
        ("*/b.yaml", ["new/a.yaml", "old/a.yaml"]),
        ("new/*", ["old/a.yaml", "old/deep/b.yaml"]),
        ("deep", ["new/a.yaml", "new/b.yaml", "old/a.yaml"]),
        ("project", ["new/a.yaml", "new/b.yaml", "old/a.yaml", "old/deep/b.yaml"]),
    ],
)
def test_what_is_excluded_is_so_even_if_it_is_named(pattern: str, left: list[str], tmp_path: Path) -> None:
    top = tmp_path / "project"
    for name in ("new/a.yaml", "new/b.yaml", "old/a.yaml", "old/deep/b.yaml"):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(BROKEN, "utf-8")
    every = sorted(map(str, top.rglob("*.yaml")))

    for names in ([str(top)], every, [str(top / "**/*.yaml")]):
        found = find_files(names, Exclusion([pattern], top))
        assert sorted(path.relative_to(top).as_posix() for path in found.files) == left
        assert bool(found.excluded) == (len(left) < len(every))


def test_exclude_stands_in_the_configuration_and_counts_from_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "surveys/old").mkdir(parents=True)
    (tmp_path / "speedbumps.toml").write_text('exclude = ["surveys/old"]\n', "utf-8")
    for name in ("surveys/old/one.yaml", "surveys/two.yaml", "surveys/three.yaml"):
        (tmp_path / name).write_text(BROKEN, "utf-8")
    monkeypatch.chdir(tmp_path / "surveys")

    assert run("old/one.yaml") == 0
    assert capsys.readouterr().err == "0 files, 0 mistakes, 1 excluded.\n"
    assert run(".", "--exclude", "surveys/three.yaml") == 1
    said = capsys.readouterr()
    assert {line.partition(":")[0] for line in said.out.splitlines() if ": error" in line} == {"two.yaml"}
    assert said.err == "1 file, 7 mistakes, 2 excluded.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BROKEN.encode())))
    assert run("-", "--stdin-name", "old/one.yaml") == 0


OWN = (FORMAT_EXAMPLES / "small.yaml").read_text("utf-8").replace("actions: small.actions.yaml\n", "")
WRONG_ANSWERS = "role,T01,T02\n" + "teacher,9,2\n" * 6


def test_tables_are_checked_against_the_questionnaire_of_the_configuration(tmp_path: Path, capsys: Capture) -> None:
    """From any folder below; -q comes before it."""
    (tmp_path / "small.yaml").write_text(OWN, "utf-8")
    (tmp_path / "answers.csv").write_text(WRONG_ANSWERS.replace("9", "1"), "utf-8")
    (tmp_path / "speedbumps.toml").write_text('questionnaire = "small.yaml"\n', "utf-8")
    assert run("answers.csv", "--format", "json", "-o", "own.json") == run("answers.csv", "-q", "small.yaml") == 0
    capsys.readouterr()
    (tmp_path / "answers.csv").write_text(WRONG_ANSWERS, "utf-8")

    assert run("answers.csv") == 1
    own = capsys.readouterr()
    assert "Tables were checked as answers to" not in own.err
    assert run("answers.csv", "-q", "school") == 1
    assert capsys.readouterr().out != own.out
    (tmp_path / "speedbumps.toml").unlink()
    assert run("answers.csv") == 1
    assert "Tables were checked as answers to 'school'; -q names another questionnaire" in capsys.readouterr().err


def test_a_configuration_whose_questionnaire_is_not_there_is_refused(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "answers.csv").write_text(WRONG_ANSWERS, "utf-8")
    (tmp_path / "speedbumps.toml").write_text('questionnaire = "gone.yaml"\n', "utf-8")

    assert run("answers.csv") == 2
    assert "gone" in capsys.readouterr().err


def test_patterns_are_expanded_where_the_shell_did_not(tmp_path: Path, capsys: Capture) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text(BROKEN, "utf-8")

    assert run("*.yaml", "one.yaml", "./two.yaml") == 1
    assert capsys.readouterr().err.startswith("2 files, ")


def test_a_file_that_is_not_there_is_misuse_yet_the_others_are_told(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "one.yaml").write_text(BROKEN, "utf-8")

    code = run("nothing.yaml", "one.yaml", "no*.yaml")
    said = capsys.readouterr()

    assert code == 2
    assert "one.yaml:2:1: error SB101" in said.out
    assert "there is no file nothing.yaml" in said.err
    assert "no file matches no*.yaml" in said.err


def test_nothing_to_check_is_misuse(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "empty").mkdir()

    assert run("empty") == 2
    assert "there is nothing to check in empty" in capsys.readouterr().err


def test_standard_input_is_checked_under_the_name_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    shutil.copy(BASES / "base.actions.yaml", tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BASE.encode().replace(b"title:", b"tittle:", 1))))

    code = run("-", "--stdin-name", "ours.yaml", "--format", "json")
    problems = json.loads(capsys.readouterr().out)["problems"]

    assert code == 1
    assert {(problem["path"], problem["code"]) for problem in problems} == {("ours.yaml", "SB101")}


def test_a_fault_of_ours_in_one_file_stops_no_other() -> None:
    def fail_at_one(path: Path) -> LintResult:
        if path.name == "one.yaml":
            raise RuntimeError
        return LintResult(str(path), "", ())

    wrong, fine = check_each([Path("one.yaml"), Path("two.yaml")], fail_at_one)

    assert isinstance(wrong, str)
    assert wrong.startswith("one.yaml: something went wrong inside speedbumps")
    assert fine == LintResult("two.yaml", "", ())


def test_many_files_are_checked_by_several_processes_as_by_one(tmp_path: Path, capsys: Capture) -> None:
    """Each file has its own problems, and the number of files is above that from which processes are started."""
    for folder, numbers in (("a", range(FOR_A_PROCESS - 1)), ("b", range(FOR_A_PROCESS + 1))):
        (tmp_path / folder).mkdir()
        for number in numbers:
            (tmp_path / folder / f"q{number:03}.yaml").write_text(BROKEN.replace("x", f"x{number}"), "utf-8")
    kept = {}
    for folder in ("a", "b", "."):
        assert run(folder, "--format", "json") == 1
        kept[folder] = json.loads(capsys.readouterr().out)["problems"]

    assert len({json.dumps(each, sort_keys=True) for each in kept["."]}) == len(kept["."]) >= 2 * FOR_A_PROCESS
    assert [{**each, "path": Path(each["path"]).name} for each in kept["."]] == [
        {**each, "path": Path(each["path"]).name} for each in (*kept["a"], *kept["b"])
    ]


def test_a_file_that_is_gone_stops_no_other(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "one.yaml").write_text("format: speedbumps-assertions/1\nassertions: []\n", "utf-8")

    assert run("gone.yaml", "one.yaml") == 2
    said = capsys.readouterr().err
    assert "there is no file gone.yaml" in said
    assert "1 file, " in said


@pytest.mark.parametrize(
    ("select", "ignore", "code", "taken"),
    [
        ([], [], "SB201", True),
        (["SB2"], [], "SB201", True),
        (["SB2"], [], "SB301", False),
        (["identity"], [], "SB201", True),
        (["sb201,SB203"], [], "SB203", True),
        (["SB2"], ["SB201"], "SB201", False),
        (["SB201"], ["SB2"], "SB201", True),
        (["SB201"], ["SB2"], "SB203", False),
        ([], ["SB"], "SB201", False),
        (["SB2"], ["SB2"], "SB201", False),
        (["identity", "wording"], [], "SB601", True),
        (["wording"], [], "SB003", True),
        (["wording"], ["reading"], "SB003", False),
    ],
)
def test_the_more_exact_choice_counts(select: list[str], ignore: list[str], code: str, *, taken: bool) -> None:
    assert parse_selection(select, ignore).includes(code) == taken


def test_a_check_is_chosen_by_its_name() -> None:
    from speedbumps.lint.catalogue import PAGES

    for page in PAGES:
        assert parse_selection([page.name], []) == Selection((page.code,))


@pytest.mark.parametrize(("word", "meant"), [("wordin", "wording"), ("SB2O9", "SB209"), ("SBX", None), ("xyz", None)])
def test_an_unknown_choice_is_misuse(word: str, meant: str | None, tmp_path: Path, capsys: Capture) -> None:
    with pytest.raises(UnknownCheckError):
        parse_selection([word], [])
    (tmp_path / "one.yaml").write_text(BROKEN, "utf-8")

    assert run("one.yaml", "--ignore", word) == 2
    said = capsys.readouterr().err
    assert f"there is no check or family '{word}'" in said
    assert re.findall(r"did you mean '(.+)'\?", said) == ([meant] if meant else [])


def test_what_is_ignored_neither_shows_nor_fails(capsys: Capture) -> None:
    assert run(str(BAD / "twice.yaml"), "--ignore", "reading") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("severity", "limit", "code"),
    [("warning", "error", 0), ("warning", "warning", 1), ("advice", "warning", 0), ("advice", "advice", 1)],
)
def test_fail_on_says_what_fails(severity: str, limit: str, code: int, tmp_path: Path, capsys: Capture) -> None:
    check = CHECKS[severity]
    (page,) = (page for page in PAGES if page.code == check)
    path = write_example(parse_page(page).bad, tmp_path)

    assert run(str(path), "--select", check, "--fail-on", limit) == code
    assert f" {severity} {check} " in capsys.readouterr().out


def test_statistics_count_codes_the_most_frequent_first(capsys: Capture) -> None:
    assert run(str(BAD / "references.yaml"), "--statistics") == 1
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    numbers = [int(number) for number, *_ in rows]

    assert rows[0][:3] == ["4", "SB103", "error"]
    assert numbers == sorted(numbers, reverse=True)
    assert sum(numbers) == 8


@pytest.mark.parametrize(
    ("name", "start"), [("x.sarif", '{\n  "$schema"'), ("x.json", '{\n  "problems"'), ("x.txt", "one.yaml:")]
)
def test_the_ending_of_the_output_chooses_the_format(name: str, start: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "one.yaml").write_text(BROKEN, "utf-8")

    assert run("one.yaml", "-o", name) == 1
    assert (tmp_path / name).read_text("utf-8").startswith(start)
    assert capsys.readouterr().out == ""


def test_on_github_annotations_are_written_unless_something_else_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "one.yaml").write_text(BROKEN, "utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    run("one.yaml")
    assert capsys.readouterr().out.startswith("::error title=SB102 ")
    run("one.yaml", "--format", "text")
    assert capsys.readouterr().out.startswith("one.yaml:1:1: error SB102 ")


def test_questionnaires_are_checked_without_the_frame_library_and_the_template_engine() -> None:
    code = (
        "import sys\nfrom speedbumps.cli import main\n"
        "try: main(['check', 'questionnaires'])\nexcept SystemExit: pass\n"
        "heavy = {'polars', 'jinja2', 'babel', 'numpy', 'speedbumps.model.audit'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("patience", "silent"), [(60.0, True), (-1.0, False)])
def test_progress_is_shown_to_whoever_waits(patience: float, monkeypatch: pytest.MonkeyPatch, *, silent: bool) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)

    assert list(track_progress(["a", "b", "c"], "Checking", patience=patience)) == ["a", "b", "c"]
    assert (screen.getvalue() == "") == silent


@pytest.mark.parametrize("thing", ["SB201", "sb201"])
def test_explain_prints_the_page_of_a_check(thing: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["explain", thing])

    assert stopped.value.code in (0, None)
    assert capsys.readouterr().out.startswith("SB201  ")


@pytest.mark.parametrize(
    ("thing", "first"), [("time.delay", "time.delay  Waiting"), ("Waiting for a yes", "time.delay")]
)
def test_explain_tells_of_a_part_of_the_road(thing: str, first: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["explain", thing])

    told = capsys.readouterr().out
    assert stopped.value.code in (0, None)
    assert told.startswith(first)
    assert "T04   New ideas here wait weeks" in told


def test_explain_names_what_is_near(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["explain", "SB2011"])

    assert stopped.value.code == 2
    assert "'SB201'" in capsys.readouterr().err


def git(folder: Path, *arguments: str) -> None:
    options = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *options, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607 - the git of whoever tests


def test_the_hook_runs_in_pre_commit(tmp_path: Path) -> None:
    # The published hook, except that it runs in the environment of the tests instead of an installed one of its own.
    (hook,) = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text("utf-8"))
    hook |= {"language": "unsupported", "entry": f"{sys.executable} -m {hook['entry']}"}
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(json.dumps(config), "utf-8")
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "good.yaml").write_text(BASE.replace("actions: base.actions.yaml\n", ""), "utf-8")
    (tmp_path / "other.yaml").write_text("not: ours\n", "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"]

    good = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    (tmp_path / "questionnaires" / "bad.yaml").write_text(BROKEN, "utf-8")
    git(tmp_path, "add", ".")
    bad = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert good.returncode == 0, good.stdout
    assert bad.returncode == 1
    assert "questionnaires/bad.yaml:2:1: error SB101" in bad.stdout
    assert "other.yaml" not in bad.stdout


@pytest.mark.parametrize(
    "command",
    [
        ["pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"],
        ["check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
    ],
    ids=["hooks", "action"],
)
def test_what_others_read_is_as_they_want_it(command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=TOP, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_script_of_the_action_runs(tmp_path: Path) -> None:
    action = yaml.safe_load((TOP / "action.yml").read_text("utf-8"))
    step = next(step for step in action["runs"]["steps"] if step.get("name") == "Check")
    program = tmp_path / "speedbumps" / "bin" / "speedbumps"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m speedbumps "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / "my files").mkdir()
    (tmp_path / "my files" / "one.yaml").write_text(BROKEN, "utf-8")
    values = {
        "RUNNER_TEMP": str(tmp_path),
        "SPEEDBUMPS_PATHS": "my files\n\n*.yml\n",
        "SPEEDBUMPS_FORMAT": "github",
        "SPEEDBUMPS_FAIL_ON": "error",
        "SPEEDBUMPS_SARIF": "out.sarif",
    }
    (tmp_path / "two.yml").write_text(BROKEN, "utf-8")

    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],  # noqa: S607 - as the runner calls it
        env=os.environ | values,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1, done.stderr
    assert "file=my files/one.yaml" in done.stdout
    assert "file=two.yml" in done.stdout
    assert json.loads((tmp_path / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
