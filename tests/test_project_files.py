"""What the project says of itself in several files is the same in all of them, and is as its readers want it."""

import re
import subprocess
import sys
import tomllib
from typing import Any

import pytest
import yaml
from support.paths import TOP

import speedbumps
from speedbumps.version import HOMEPAGE

PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))
WORKFLOWS = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in (TOP / ".github/workflows").glob("*.yml")}
MAY_WRITE = {
    "release.yml: publish": ("pypi", {"attestations", "id-token"}),
    "site.yml: publish": ("github-pages", {"id-token", "pages"}),
}
"""The jobs that may write anything, with the environment in which they run."""

FORMS = {path.name: path for path in (TOP / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml")}


def read_yaml(name: str) -> Any:  # noqa: ANN401 - a file holds anything
    return yaml.safe_load((TOP / name).read_text("utf-8"))


def name_of(requirement: str) -> str:
    (found,) = re.findall(r"^[\w.-]+", requirement)
    return str(found).lower().replace("_", "-")


def jobs() -> dict[str, dict[str, Any]]:
    return {f"{name}: {job}": told for name, workflow in WORKFLOWS.items() for job, told in workflow["jobs"].items()}


def commands(job: dict[str, Any]) -> list[str]:
    return [step["run"].strip() for step in job["steps"] if "run" in step]


def test_the_version_stands_in_one_place() -> None:
    assert "version" not in PROJECT["project"]
    assert PROJECT["project"]["dynamic"] == ["version"]
    source = TOP / PROJECT["tool"]["hatch"]["version"]["path"]
    (written,) = re.findall(r'^__version__ = "(.+)"$', source.read_text("utf-8"), re.MULTILINE)
    assert speedbumps.__version__ == written
    others = [
        path for path in (TOP / "speedbumps").rglob("*.py") if re.search(r"\b__version__ *=", path.read_text("utf-8"))
    ]
    assert others == [source]


def test_the_address_is_that_of_the_project() -> None:
    assert PROJECT["project"]["urls"]["Homepage"] == HOMEPAGE


def test_a_citation_names_the_version() -> None:
    assert read_yaml("CITATION.cff")["version"] == speedbumps.__version__


def test_the_example_for_pre_commit_names_the_version() -> None:
    pages = (TOP / "docs/authors.md").read_text("utf-8")

    assert set(re.findall(r"(?:rev: |OWNER/speedbumps@)v(\S+)", pages)) == {speedbumps.__version__}


def pythons() -> list[str]:
    classifiers = PROJECT["project"]["classifiers"]
    return [
        found[1] for text in classifiers if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", text))
    ]


def test_classifiers_begin_where_the_package_does_and_leave_none_out() -> None:
    (lowest,) = re.findall(r"^>=3\.(\d+)$", PROJECT["project"]["requires-python"])

    assert pythons() == [f"3.{minor}" for minor in range(int(lowest), int(lowest) + len(pythons()))]
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py3{lowest}"


def test_every_python_is_tested_on_every_system() -> None:
    matrix = WORKFLOWS["tests.yml"]["jobs"]["tests"]["strategy"]["matrix"]

    assert matrix["python"] == pythons()
    assert {system.partition("-")[0] for system in matrix["system"]} == {"ubuntu", "windows", "macos"}
    assert WORKFLOWS["tests.yml"]["jobs"]["lowest-versions"]["steps"][1]["with"]["python-version"] == pythons()[0]


@pytest.mark.parametrize("group", ["lint", "docs"])
def test_what_checks_our_files_has_one_version_each(group: str) -> None:
    exact = PROJECT["dependency-groups"][group]

    assert [
        requirement for requirement in exact if not re.fullmatch(r"[\w-]+==[\d.]+(?:\.post\d+)?", requirement)
    ] == []


def test_ruff_is_the_same_before_a_commit() -> None:
    (ruff,) = (text for text in PROJECT["dependency-groups"]["lint"] if name_of(text) == "ruff")
    (repo,) = (
        repo for repo in read_yaml(".pre-commit-config.yaml")["repos"] if repo["repo"].endswith("/ruff-pre-commit")
    )

    assert f"v{ruff.partition('==')[2]}" == repo["rev"]


def test_our_own_hook_is_the_one_that_others_get() -> None:
    (published,) = read_yaml(".pre-commit-hooks.yaml")
    (local,) = (repo for repo in read_yaml(".pre-commit-config.yaml")["repos"] if repo["repo"] == "local")
    (ours,) = local["hooks"]

    assert ours["entry"] == f"python -m {published['entry']}"
    assert {key: ours[key] for key in ("id", "types", "require_serial")} == {
        key: published[key] for key in ("id", "types", "require_serial")
    }


def test_workflows_test_as_the_readme_does() -> None:
    (line,) = re.findall(r"^python3 (start.py .*tests)$", (TOP / "README.md").read_text("utf-8"), re.MULTILINE)
    assert commands(WORKFLOWS["tests.yml"]["jobs"]["tests"]) == [f"python {line}"]
    assert f"python3 {line} " in (TOP / ".ci/run").read_text("utf-8")

    run = {name: [command for command in commands(job) if "pytest" in command] for name, job in jobs().items()}
    (lowest,) = [name for name, found in run.items() if found]
    assert lowest == "tests.yml: lowest-versions"
    test = "python -m pytest"
    (command,) = run[lowest]
    assert command.startswith(f"{test} ")
    assert [path for path in command.removeprefix(test).split() if not (TOP / path).exists()] == []


def test_the_lowest_versions_are_installed_as_contributing_says() -> None:
    (told,) = re.findall(r"`uv (pip install --resolution [^`]+)`", (TOP / "CONTRIBUTING.md").read_text("utf-8"))
    (install,) = (
        command for command in commands(WORKFLOWS["tests.yml"]["jobs"]["lowest-versions"]) if "--resolution" in command
    )

    assert install.replace(" --system", "") == f"uv {told}"


@pytest.mark.parametrize("name", jobs())
def test_a_job_may_do_only_what_it_needs(name: str) -> None:
    job = jobs()[name]
    environment, may_write = MAY_WRITE.get(name, (None, set()))

    assert WORKFLOWS[name.partition(":")[0]]["permissions"] == {}
    assert {scope for scope, access in job["permissions"].items() if access != "read"} == may_write
    assert (job.get("environment") or {}).get("name") == environment
    assert not may_write or commands(job) == []


@pytest.mark.parametrize("path", ["action.yml", *(f".github/workflows/{name}" for name in WORKFLOWS)])
def test_actions_are_pinned_by_commit_with_their_version_beside_it(path: str) -> None:
    used = re.findall(r"^ *(?:- )?uses: (.+)$", (TOP / path).read_text("utf-8"), re.MULTILINE)

    assert used
    assert [line for line in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_one_action_has_one_commit_everywhere() -> None:
    texts = [
        (TOP / path).read_text("utf-8") for path in ["action.yml", *(f".github/workflows/{name}" for name in WORKFLOWS)]
    ]
    pinned = {found for text in texts for found in re.findall(r"uses: (\S+)@(.+)", text)}

    assert len(pinned) == len({action for action, _ in pinned})


def test_a_reason_is_given_for_every_dependency() -> None:
    text = (TOP / "CONTRIBUTING.md").read_text("utf-8").partition("## Dependencies, and why\n")[2]
    rows = re.findall(r"^\| ([\w, -]+?)( \(tests\))? \|", text, re.MULTILINE)[2:]  # after the heading and its line
    told = {name_of(name) for names, tests in rows if not tests for name in names.split(", ")}

    assert told == {name_of(requirement) for requirement in PROJECT["project"]["dependencies"]}


def test_one_repository_is_named_everywhere() -> None:
    urls = PROJECT["project"]["urls"]
    repository = urls["Repository"]
    contact = read_yaml(".github/ISSUE_TEMPLATE/config.yml")["contact_links"][0]["url"]
    (hook,) = re.findall(r"repo: (https://\S+/speedbumps)", (TOP / "docs/authors.md").read_text("utf-8"))

    assert [url for url in [*urls.values(), contact] if not f"{url}/".startswith(f"{repository}/")] == []
    assert read_yaml("CITATION.cff")["repository-code"] == hook == repository


@pytest.mark.parametrize("name", FORMS)
def test_every_form_asks_never_to_attach_real_answers(name: str) -> None:
    first, *_, last = yaml.safe_load(FORMS[name].read_text("utf-8"))["body"]

    assert "Never attach real answers" in first["attributes"]["value"]
    assert [option["required"] for option in last["attributes"]["options"]] == [True]


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", [f".github/workflows/{name}" for name in WORKFLOWS]),
        ("github-issue-forms", [f".github/ISSUE_TEMPLATE/{name}" for name in FORMS]),
        ("github-issue-config", [".github/ISSUE_TEMPLATE/config.yml"]),
        ("citation-file-format", ["CITATION.cff"]),
    ],
)
def test_what_others_read_is_as_they_want_it(schema: str, paths: list[str]) -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--default-filetype",
        "yaml",
        "--builtin-schema",
        f"vendor.{schema}",
    ]

    done = subprocess.run([*command, *paths], cwd=TOP, capture_output=True, text=True, check=False)

    assert paths
    assert done.returncode == 0, done.stdout + done.stderr


def test_pre_commit_takes_our_configuration() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml"]

    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
