"""What is said where nothing, or a word that is no role, says who answered."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedbumps.diagnostics.codes import UNKNOWN_ROLE
from speedbumps.diagnostics.problem import Problem
from speedbumps.responses.bulk_csv import FEWEST
from speedbumps.responses.read_files import AnswerOptions, FilesRead, read_files


def problems_of(found: FilesRead) -> list[Problem]:
    return [each for each in (*found.problems, *found.notices) if each.code == UNKNOWN_ROLE]


def table(path: Path, people: int, roles: list[str] | None = None) -> Path:
    """A table of different answers, with a column of roles if there are some."""
    heading = "T01,T02,T03" if roles is None else "T01,T02,T03,role"
    more = len(path.stem)
    cells = (f"{n % 5},{(n // 5 + more // 5) % 5},{(n + more) % 5}" for n in range(people))
    rows = (each if roles is None else f"{each},{roles[n % len(roles)]}" for n, each in enumerate(cells))
    path.write_text("".join(f"{line}\n" for line in (heading, *rows)), "utf-8")
    return path


@pytest.mark.parametrize("files", [1, 2, FEWEST])
@pytest.mark.parametrize(
    ("people", "roles", "said"),
    [(9, None, 0), (10, None, 1), (24, None, 1), (24, ["teacher"], 0), (24, [""], 0), (24, ["teacher", ""], 0)],
)
def test_a_table_without_a_column_of_roles_says_so_once(
    people: int, roles: list[str] | None, said: int, files: int, tmp_path: Path
) -> None:
    paths = [table(tmp_path / f"{'s' * (n + 1)}.csv", people, roles) for n in range(files)]

    found = problems_of(read_files(paths, AnswerOptions()))

    assert [each.path for each in found] == [str(path) for path in paths] * said
    assert {each.severity for each in found} <= {"advice"}
    assert all(f"all {people} people are counted as “role not stated”" in each.message for each in found)


@given(st.sampled_from(["Caretaking wizard", "Governor;Teacher;", "teachr"]), st.integers(1, 12))
def test_a_map_can_name_each_role_that_a_warning_is_about(
    tmp_path_factory: pytest.TempPathFactory, word: str, people: int
) -> None:
    folder = tmp_path_factory.mktemp("roles")
    path, settled = table(folder / "staff.csv", people, [word]), folder / "map.yaml"
    settled.write_text(f"format: speedbumps-map/1\nroles:\n  {word}: teacher\n", "utf-8")

    (problem,) = problems_of(read_files([path], AnswerOptions()))
    mapped = read_files([path], AnswerOptions(map=settled))

    assert "“roles” in a map that --map takes says which role it is" in problem.message
    assert problems_of(mapped) == []
    assert set(mapped.parts[0].people.get_column("role")) == {"teacher"}
