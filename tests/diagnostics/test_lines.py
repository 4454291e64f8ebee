"""Lines are counted as editors and git count them, whatever else a file holds that looks like the end of one."""

import re

from hypothesis import given
from hypothesis import strategies as st
from support.strategies import example_count

from speedbumps.diagnostics.codes import KEY_TWICE, NOT_YAML
from speedbumps.diagnostics.yaml_events import line_starts, split_lines
from speedbumps.diagnostics.yaml_source import parse_yaml

ENDS = st.sampled_from(["\n", "\r\n", "\r"])

WITHIN = st.lists(st.sampled_from(["\x85", "\u2028", "\u2029", "é", "😀", "x", " "]), max_size=6).map("".join)
"""What may stand within a line, beside signs that YAML or Unicode take for the end of one."""

rows = st.lists(st.tuples(WITHIN, ENDS), min_size=1, max_size=8)


def line_of(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of *offset*: the count of \\n, \\r\\n and \\r before it, which is what editors show."""
    before = re.split("\r\n|\r|\n", text[:offset])
    return len(before), len(before[-1]) + 1


@given(rows)
@example_count(60)
def test_keys_values_and_problems_stand_in_the_lines_of_editors(lines: list[tuple[str, str]]) -> None:
    text = "".join(f'k{number}: "v{number} {words}."{end}' for number, (words, end) in enumerate(lines))
    source = parse_yaml("drawn.yaml", text).value
    assert source is not None

    for number in range(len(lines)):
        assert source.find_span((f"k{number}",), key=True)[:2] == line_of(text, text.index(f"k{number}:"))
        span = source.find_span((f"k{number}",))
        assert span[:2] == line_of(text, text.index(f'"v{number} '))
        assert source.lines[span.line - 1][span.column - 1 :].startswith(f'"v{number} ')

    twice = parse_yaml("drawn.yaml", f"{text}k0: again\n").problems
    assert [(each.code, each.span[:2]) for each in twice] == [(KEY_TWICE, line_of(text, len(text)))]
    broken = parse_yaml("drawn.yaml", f"{text}@\n").problems
    assert [(each.code, each.span[:2]) for each in broken] == [(NOT_YAML, line_of(text, len(text)))]
    unreadable = parse_yaml("drawn.yaml", f"{text}a: \x0c\n").problems
    assert [(each.code, each.span[:2]) for each in unreadable] == [(NOT_YAML, line_of(f"{text}a: ", len(text) + 3))]


@given(st.text("ab\n\r\x0b\x0c\x85\u2028\u2029", max_size=30))
@example_count(60)
def test_a_text_is_the_sum_of_its_lines(text: str) -> None:
    lines = split_lines(text)

    assert "".join(lines) == text
    assert all(re.fullmatch(r"[^\r\n]*(\r\n|\r|\n)?", line) for line in lines)
    assert len(line_starts(text)) == line_of(text, len(text))[0]
