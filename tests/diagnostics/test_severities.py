"""Each code has its severity in one place, and whoever finds a problem gives it no other."""

import ast
from collections.abc import Iterator

import pytest
from support.paths import TOP

from speedbumps.diagnostics import codes
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.diagnostics.severities import OTHER_SEVERITIES, SEVERITIES, assign_severity, severities_of, severity_of
from speedbumps.lint.catalogue import PAGES

CODES = {name: code for name, code in vars(codes).items() if name.isupper()}

GRADED_LATER = ("diagnostics/rules.py", "lint/", "questionnaires/")
"""Where problems are found that `assign_severity` gives their severities."""


def problems_made() -> Iterator[tuple[str, str, ast.expr | None]]:
    """Yield the place, the code and the severity of each problem that the package makes with a code by its name."""
    for path in sorted((TOP / "speedbumps").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Problem"), args=[_, _, ast.Name(id=name), _, *rest]) if name in CODES:
                    keywords = {each.arg: each.value for each in node.keywords}
                    severity = rest[0] if rest else keywords.get("severity")
                    yield f"{path.relative_to(TOP / 'speedbumps').as_posix()}:{node.lineno}", name, severity
                case _:
                    pass


MADE = list(problems_made())


def test_problems_are_found_in_the_source() -> None:
    assert len(MADE) > 80
    assert {CODES[name] for _, name, _ in MADE} > {*OTHER_SEVERITIES} - {"SB841"}


@pytest.mark.parametrize(("place", "name", "severity"), MADE, ids=[f"{place}-{name}" for place, name, _ in MADE])
def test_a_problem_has_a_severity_of_its_code(place: str, name: str, severity: ast.expr | None) -> None:
    allowed = severities_of(CODES[name])
    match severity:
        case None:
            assert "error" in allowed or place.startswith(GRADED_LATER)
        case ast.Constant(value=value):
            assert value in allowed
            assert len(allowed) > 1, "the severity is written again; severity_of() knows it"
        case ast.Call(func=ast.Name(id="severity_of"), args=[ast.Name(id=own)]):
            assert own == name
        case _:
            raise AssertionError(ast.dump(severity))


def test_no_severity_is_listed_in_vain() -> None:
    every = {page.code for page in PAGES}

    assert all(any(code.startswith(prefix) for code in every) for prefix in SEVERITIES)
    assert every >= {*OTHER_SEVERITIES}
    assert all(severity_of(code) not in others for code, others in OTHER_SEVERITIES.items())


@pytest.mark.parametrize(
    ("code", "given", "severity"),
    [
        ("SB801", "error", "error"),
        ("SB612", "error", "warning"),  # a check does not say how grave it is
        ("SB616", "error", "advice"),
        ("SB805", "advice", "advice"),
        ("SB843", "error", "error"),  # the sheet that was asked for is not there
        ("SB843", "warning", "warning"),
        ("SB801", "warning", "warning"),  # it does not stop what is done
    ],
)
def test_a_severity_that_was_given_stays_if_the_code_may_have_it(code: str, given: str, severity: str) -> None:
    graded = next(each for each in ("error", "warning", "advice") if each == given)

    assert assign_severity(Problem("oak.csv", START, code, "", graded)).severity == severity
