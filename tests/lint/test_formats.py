"""Problems reach people and programs whole: marks stand under the words, and nothing in a file breaks out."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.paths import BAD, TESTS, TOP

from speedbumps.diagnostics.problem import Problem, Severity, Span
from speedbumps.lint.catalogue import PAGES
from speedbumps.lint.dispatch import lint
from speedbumps.lint.formats import FORMATS, github, sarif, text
from speedbumps.lint.formats.fingerprints import FACTOR, WORD, line_fingerprints
from speedbumps.lint.formats.places import trim_span
from speedbumps.lint.results import LintResult
from speedbumps.text import show_controls
from speedbumps.version import HOMEPAGE

SCHEMA = json.loads((TESTS / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))


def file(  # noqa: PLR0913 - a test shows its input
    content: str,
    span: Span,
    *,
    message: str = "wrong",
    path: str = "a.yaml",
    severity: Severity = "error",
    fix: str | None = None,
) -> LintResult:
    return LintResult(path, content, (Problem(path, span, "SB201", message, severity, fix),))


@pytest.mark.parametrize(
    ("line", "word", "mark"),
    [
        ("title: Delay", "Delay", "       ^~~~~"),
        ("title: Ŵyl y Pâsg", "Pâsg", "             ^~~~"),
        ("\ttitle: x", "x", "           ^"),
        ("title: 🎉 x y", "x", "          ^"),
        ("title: 🎉🎉", "🎉🎉", "       ^~~~"),
        ("title: 漢字 wrong", "wrong", "            ^~~~~"),
        ("title: e\u0301te\u0301 wrong", "wrong", "           ^~~~~"),
        ("title: a\x1b[31m wrong", "wrong", "              ^~~~~"),
    ],
)
def test_the_mark_stands_under_the_words(line: str, word: str, mark: str) -> None:
    start = line.index(word) + 1

    told = text.render([file(line, Span(1, start, 1, start + len(word)))]).splitlines()

    assert told[0] == "a.yaml:1:" + str(start) + ": error SB201 wrong"
    assert told[2] == "    " + mark


def test_a_long_line_is_cut_around_the_fault() -> None:
    line = "text: " + "word " * 100 + "fault" + " word" * 100
    start = line.index("fault") + 1

    _, shown, mark = text.render([file(line, Span(1, start, 1, start + 5))]).splitlines()

    assert len(shown) < 110
    assert shown[mark.index("^") :].startswith("fault ")
    assert mark.strip() == "^~~~~"
    assert shown.strip().startswith("…")
    assert shown.endswith("…")


def test_a_block_is_marked_to_the_end_of_its_first_line() -> None:
    told = text.render([file("- id: a\n  text: b\n\n# next\n- id: c\n", Span(1, 3, 5, 1))])

    assert told == "a.yaml:1:3: error SB201 wrong\n    - id: a\n      ^~~~~\n"


def test_colour_is_only_there_on_request() -> None:
    one = [file("a: b", Span(1, 4, 1, 5))]

    assert "\x1b" not in text.render(one)
    assert re.sub(r"\x1b\[\d+m", "", text.render(one, colour=True)) == text.render(one)
    assert "\x1b[31merror SB201\x1b[0m" in text.render(one, colour=True)


@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_no_control_reaches_the_terminal(name: str, message: str) -> None:
    told = text.render([file(name, Span(1, 1, 1, 2), message=message, path=name + ".yaml")])

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", told)
    assert told.count("\n") in (1, 3)


def test_no_line_of_answers_is_shown() -> None:
    told = text.render([lint(BAD / "answers.yaml"), lint(BAD / "bom.yaml"), lint(BAD / "label.csv")])

    assert told.count("\n") == told.count(": error SB") > 5


def test_a_file_of_answers_that_cannot_be_read_is_kept_private_too() -> None:
    content = 'format: speedbumps-answers/1\nanswers:\n  T05: "Never\n'
    one = lint(Path("answers.yaml"), content)

    assert one.problems
    assert "Never" not in text.render([one])


def unescape(command: str) -> tuple[str, dict[str, str], str]:
    """A workflow command, taken apart by the rules by which GitHub's runner does it."""
    found = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", command)
    assert found is not None
    properties = dict(pair.split("=", 1) for pair in found[2].split(","))
    for name, value in properties.items():
        properties[name] = value.replace("%3A", ":").replace("%2C", ",")
    restored = {name: _line(value) for name, value in properties.items()}
    return found[1], restored, _line(found[3])


def _line(value: str) -> str:
    return value.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@given(st.text(min_size=1), st.text(min_size=1))
def test_annotations_survive_escaping(name: str, message: str) -> None:
    path = name.replace("\\", "/")
    (command,) = github.render([file("a: b", Span(1, 4, 1, 5), message=message, path=path)])[:-1].split("\n")

    kind, properties, said = unescape(command)

    assert (kind, said) == ("error", message)
    assert properties["file"] == path
    assert properties["title"].startswith("SB201 ")
    assert (properties["line"], properties["col"], properties["endColumn"]) == ("1", "4", "5")


def test_ten_of_each_kind_are_annotated_and_the_rest_counted() -> None:
    numbers: dict[Severity, int] = {"error": 13, "warning": 10, "advice": 11}
    many = [
        file("a: b", Span(1, 1, 1, 2), severity=severity) for severity, number in numbers.items() for _ in range(number)
    ]

    lines = github.render(many).splitlines()

    assert [sum(line.startswith(f"::{kind} ") for line in lines) for kind in ("error", "warning", "notice")] == [10] * 3
    assert [line.partition(";")[0] for line in lines if not line.startswith("::")] == [
        "and 3 more of severity error",
        "and 1 more of severity advice",
    ]


def test_an_annotation_over_several_lines_has_no_columns() -> None:
    _, properties, _ = unescape(github.render([file("- a: b\n  c: d\n\n", Span(1, 3, 4, 1))]).strip())

    assert (properties["line"], properties["endLine"]) == ("1", "2")
    assert "col" not in properties


@pytest.fixture(scope="module")
def results() -> list[LintResult]:
    return [lint(path) for path in sorted(BAD.iterdir()) if path.suffix in (".yaml", ".csv")]


def test_sarif_is_valid(results: list[LintResult]) -> None:
    log = json.loads(sarif.render(results))
    assert log["runs"][0]["tool"]["driver"]["informationUri"] == HOMEPAGE

    jsonschema.validate(log, SCHEMA)
    assert len(log["runs"][0]["results"]) == sum(len(one.problems) for one in results) > 40


def test_sarif_is_valid_and_lists_every_rule_when_nothing_is_wrong() -> None:
    log = json.loads(sarif.render([]))
    (run,) = log["runs"]

    jsonschema.validate(log, SCHEMA)
    assert run["results"] == []
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == sorted(page.code for page in PAGES)
    for rule in run["tool"]["driver"]["rules"]:
        start, path = rule["helpUri"].split("/blob/main/")
        assert start == HOMEPAGE
        assert (TOP / path).is_file()


def test_sarif_holds_no_empty_text_and_every_rule_is_explained(results: list[LintResult]) -> None:
    log = json.loads(sarif.render([*results, file("a: b", Span(1, 4, 1, 5), fix="")]))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert '""' not in sarif.render([*results, file("a: b", Span(1, 4, 1, 5), fix="")])
    for rule in rules:
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["properties"]["tags"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_counts_columns_as_editors_do() -> None:
    log = json.loads(sarif.render([file("title: 🎉 x", Span(1, 10, 1, 11), fix="y", path="über uns/a:b.yaml")]))
    (result,) = log["runs"][0]["results"]
    region = {"startLine": 1, "startColumn": 11, "endLine": 1, "endColumn": 12}
    location = {"uri": "%C3%BCber%20uns/a%3Ab.yaml"}

    assert result["locations"] == [{"physicalLocation": {"artifactLocation": location, "region": region}}]
    assert result["fixes"] == [
        {
            "description": {"text": "Write y"},
            "artifactChanges": [
                {
                    "artifactLocation": location,
                    "replacements": [{"deletedRegion": region, "insertedContent": {"text": "y"}}],
                }
            ],
        }
    ]


def test_a_path_below_the_folder_of_the_call_is_told_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log = json.loads(sarif.render([file("a: b", Span(1, 1, 1, 2), path=str(tmp_path / "in" / "a.yaml"))]))

    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "in/a.yaml"


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_problems_give_the_same_bytes(name: str, results: list[LintResult]) -> None:
    assert FORMATS[name](results) == FORMATS[name](results)


def by_definition(units: list[int]) -> str:
    """The published hash, by its definition: the sum of each unit of the window times a power of 37."""
    window = (units + [0] * 100)[:100]
    return f"{sum(unit * pow(FACTOR, 99 - place) for place, unit in enumerate(window)) % WORD:x}"


def test_fingerprints_are_those_that_github_computes() -> None:
    # The end of a file is the unit 65535; what its line hashes to is 65535 * 37^99 modulo 2^64.
    assert line_fingerprints("") == ["c129715d7a2bc9a3:1"]
    assert line_fingerprints(" a\nb\n  \t\tc\n d") == [
        "271789c17abda88f:1",
        "54703d4cd895b18:1",
        "180aee12dab6264:1",
        "a23a3dc5e078b07b:1",
    ]
    assert line_fingerprints(" a\nb") == [
        f"{by_definition([*map(ord, 'a'), 10, ord('b'), 65535])}:1",
        f"{by_definition([ord('b'), 65535])}:1",
    ]


def test_fingerprints_count_lines_that_are_alike() -> None:
    repeated = line_fingerprints("a long line, said again and again\n" * 8)

    assert [value.partition(":")[2] for value in repeated][:4] == ["1", "2", "3", "4"]
    assert len({value.partition(":")[0] for value in repeated[:4]}) == 1


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_fingerprints_know_every_end_of_a_line(end: str) -> None:
    content = " hello; \t\nworld\n\n\n  \t\tGreetings\n End\n"

    assert line_fingerprints(content) == line_fingerprints(content.replace("\n", end))


def test_fingerprints_count_a_byte_order_mark_and_halves_of_characters() -> None:
    assert line_fingerprints("a", marked=True) == [f"{by_definition([0xFEFF, ord('a'), 65535])}:1"]
    assert line_fingerprints("🎉") == [f"{by_definition([0xD83C, 0xDF89, 65535])}:1"]


def test_a_problem_is_known_again_when_its_line_moves() -> None:
    def value(content: str, line: int) -> str:
        (result,) = json.loads(sarif.render([file(content, Span(line, 1, line, 2))]))["runs"][0]["results"]
        return str(result["partialFingerprints"]["primaryLocationLineHash"])

    assert value("a: b\n" + "c: d\n" * 40, 1) == value("# new\n\na: b\n" + "c: d\n" * 40, 3)


def test_fixes_and_places_are_in_json_as_they_are() -> None:
    told = json.loads(FORMATS["json"]([file("a: 🎉b", Span(1, 5, 1, 6), fix="c")]))

    assert told == {
        "problems": [
            {
                "path": "a.yaml",
                "line": 1,
                "column": 5,
                "end_line": 1,
                "end_column": 6,
                "code": "SB201",
                "severity": "error",
                "message": "wrong",
                "fix": "c",
            }
        ]
    }


@given(st.text(max_size=40), st.integers(1, 6), st.integers(1, 9), st.integers(0, 5), st.integers(1, 9))
def test_a_closed_span_lies_within_its_text(content: str, line: int, column: int, more: int, end: int) -> None:
    lines = content.split("\n")
    if line > len(lines):
        return
    span = trim_span(Span(line, column, line + more, end if more else column + end), lines)

    assert (span.line, span.column) <= (span.end_line, span.end_column)
    assert span.end_line <= len(lines)


def test_signs_stand_for_what_a_terminal_obeys() -> None:
    assert show_controls("a\x1b[0m\tb\r\n\u202e") == "a␛[0m    b␍␊�"
