"""Nobody's own words reach anybody unless somebody cleared them; and what is cleared tells nothing of who wrote it."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from support.golden_audits import report_text
from support.paths import SMALL
from support.strategies import example_count

from speedbumps.audit import audits, own_words
from speedbumps.diagnostics.problem import require_value
from speedbumps.diagnostics.yaml_source import parse_yaml
from speedbumps.lint.configuration import ConfigurationFile
from speedbumps.lint.dispatch import lint
from speedbumps.lint.formats import FORMATS as PROBLEMS
from speedbumps.lint.suppressions import apply_suppressions
from speedbumps.model.audit import Audit
from speedbumps.model.review import Review
from speedbumps.report import FORMATS
from speedbumps.responses.collect import assemble
from speedbumps.responses.open_text_review import add_reviewed_words, create_review, format_review, shuffle
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.responses.review_files import LoadedReview, read_review

NAMED = "Mrs Quillfeather"
HOSTILE = "<script>a</script> [x](javascript:1) **b** `c` | {{ 7*7 }} %(n)s \x1b[31m\u202e: - & * ! \" ' \\ \n\n# head"


def table(folder: Path, texts: Sequence[str], *, role: str = "teacher", name: str = "staff.csv") -> Path:
    """Answers to the miniature questionnaire, each with own words."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["school", "role", "round", "T01", "T02", "T03", "O1"])
    writer.writerows(["hillview", role, "2026-autumn", place % 3, 1, 2, own] for place, own in enumerate(texts))
    path = folder / name
    path.write_text(text.getvalue(), "utf-8")
    return path


def audit_with_words(*paths: Path) -> tuple[Audit, Mapping[str, tuple[str, ...]]]:
    found = assemble(paths, AnswerOptions(questionnaire=str(SMALL)))
    (audit,) = audits(found.instrument, found.responses)
    return audit, own_words(found.instrument, found.responses, audit)


def load_review(review: Review, folder: Path) -> LoadedReview:
    path = folder / "review.yaml"
    path.write_text(format_review(review), "utf-8")
    return require_value(read_review(path))


def clear_words(review: Review, chosen: Mapping[str, str]) -> Review:
    """The *review* in which the texts that *chosen* names are shown, in the words that it gives."""
    data = review.model_dump()
    for question in data["questions"]:
        for answer in question["answers"]:
            if answer["text"] in chosen:
                answer.update(text=chosen[answer["text"]], show=True)
    return Review.model_validate(data)


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "speedbumps", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout, done.stderr


WORDS = [
    f"{NAMED} {word}"
    for word in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
]


@pytest.mark.parametrize("kind", FORMATS)
def test_no_words_reach_a_report_unless_they_are_cleared(kind: str, tmp_path: Path) -> None:
    audit, written = audit_with_words(table(tmp_path, WORDS))
    review = create_review(audit, written)
    nothing = require_value(add_reviewed_words(audit, load_review(review, tmp_path)))
    one = require_value(
        add_reviewed_words(audit, load_review(clear_words(review, {WORDS[3]: "A colleague four"}), tmp_path))
    )

    assert NAMED not in report_text(audit, kind)
    assert NAMED not in report_text(nothing, kind)
    assert NAMED not in report_text(one, kind)
    assert "A colleague four" in report_text(one, kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_cleared_words_come_with_care_and_without_a_role(kind: str, tmp_path: Path) -> None:
    audit, written = audit_with_words(table(tmp_path, WORDS))
    shown = require_value(
        add_reviewed_words(
            audit, load_review(clear_words(create_review(audit, written), {WORDS[0]: "Fewer forms."}), tmp_path)
        )
    )
    report = report_text(shown, kind)

    assert "Fewer forms." in report
    if kind != "json":
        assert "In their own words" in report
        assert "do not guess who wrote what" in " ".join(report.split())


def test_the_words_of_fewer_people_than_the_limit_are_not_even_listed(tmp_path: Path) -> None:
    few, few_written = audit_with_words(table(tmp_path, WORDS[:9]))
    enough, enough_written = audit_with_words(table(tmp_path, WORDS[:10]))

    assert create_review(few, few_written).questions == ()
    assert [question.wrote for question in create_review(enough, enough_written).questions] == [10]


def test_a_sensitive_question_needs_more(tmp_path: Path) -> None:
    text = SMALL.read_text("utf-8").replace("    scale: own-words\n", "    scale: own-words\n    sensitive: true\n")
    (tmp_path / "small.actions.yaml").write_text(SMALL.with_name("small.actions.yaml").read_text("utf-8"), "utf-8")
    (tmp_path / "small.yaml").write_text(text.replace("min_sensitive: 10", "min_sensitive: 12"), "utf-8")
    path = table(tmp_path, WORDS)
    found = assemble([path], AnswerOptions(questionnaire=str(tmp_path / "small.yaml")))
    (audit,) = audits(found.instrument, found.responses)

    assert create_review(audit, own_words(found.instrument, found.responses, audit)).questions == ()


def test_one_persons_words_are_never_listed() -> None:
    audit, written = audit_with_words(SMALL.with_name("answers.yaml"))

    assert audit.respondents.n == 1
    assert create_review(audit, written).questions == ()
    assert "A shared list" not in report_text(audit, "json")


def test_as_many_are_listed_as_are_counted(tmp_path: Path) -> None:
    texts = [*WORDS, "", "  ", WORDS[0], f"  {WORDS[1].upper()} "]
    audit, written = audit_with_words(table(tmp_path, texts))
    (question,) = create_review(audit, written).questions

    assert question.wrote == audit.open[0].n == len(written["O1"]) == 13
    assert len(question.answers) == 11, "the same words stand there once"


def test_very_long_words_are_cut(tmp_path: Path) -> None:
    audit, written = audit_with_words(table(tmp_path, [*WORDS, "x" * 20_000]))

    assert max(len(answer.text) for answer in create_review(audit, written).questions[0].answers) == 10_000


def test_order_tells_nothing(tmp_path: Path) -> None:
    listed = []
    for seed in range(20):
        rows = list(WORDS)
        Random(seed).shuffle(rows)
        audit, written = audit_with_words(table(tmp_path, rows))
        listed.append(format_review(create_review(audit, written)))

    assert len(set(listed)) == 1, "whichever order the rows have, the file is the same to the last byte"
    assert shuffle("O1", WORDS) not in (tuple(WORDS), tuple(sorted(WORDS)), shuffle("O2", WORDS))


def test_the_role_tells_nothing(tmp_path: Path) -> None:
    teachers = table(tmp_path, WORDS[:6])
    heads = table(tmp_path, WORDS[6:], role="head", name="heads.csv")
    listed = format_review(create_review(*audit_with_words(teachers, heads)))
    all_teachers = format_review(create_review(*audit_with_words(table(tmp_path, WORDS))))

    assert listed == all_teachers
    assert "teacher" not in listed.partition("questions:")[2]


@pytest.mark.parametrize("kind", FORMATS)
def test_markup_in_cleared_words_is_harmless(kind: str, tmp_path: Path) -> None:
    audit, written = audit_with_words(table(tmp_path, [f"{HOSTILE} {place}" for place in range(12)]))
    review = create_review(audit, written)
    chosen = {answer.text: answer.text for answer in review.questions[0].answers}
    shown = require_value(add_reviewed_words(audit, load_review(clear_words(review, chosen), tmp_path)))
    report = report_text(shown, kind)

    assert "\x1b" not in report
    assert "\u202e" not in report
    assert shown.open[0].words is not None
    assert len(shown.open[0].words) == 12
    if kind == "html":
        assert "<script" not in report
    if kind == "markdown":
        assert "<" not in "\n".join(line for line in report.splitlines() if not line.startswith("    "))
        assert not [line for line in report.splitlines() if line.startswith("# head")]
    if kind == "json":
        assert Audit.model_validate_json(report) == shown


@example(texts=["\t"])
@given(st.lists(st.text(st.characters(exclude_categories=()), min_size=1, max_size=40), min_size=1, max_size=6))
@example_count(200)
def test_any_words_come_back_from_the_file_as_they_went_in(texts: list[str]) -> None:
    answers = [{"text": text} for text in shuffle("O1", texts)]
    review = Review.model_validate(
        {
            "format": "speedbumps-review/1",
            "questionnaire": "small",
            "version": "1.0.0",
            "school": "hillview",
            "questions": [{"id": "O1", "question": "What?", "wrote": len(texts), "answers": answers}],
        }
    )
    source = parse_yaml("review.yaml", format_review(review)).value

    assert source is not None
    assert review == Review.model_validate(source.data)
    assert yaml.safe_load(format_review(review))["questions"][0]["answers"] == [
        {**each, "show": False} for each in answers
    ]


CHANGED = {
    "questionnaire: small": "questionnaire: other",
    "version: 1.0.0": "version: 1.1.0",
    'school: "hillview"': "school: lochside",
    'round: "2026-autumn"': "round: 2026-spring",
    "  - id: O1": "  - id: T01",
    "wrote: 11": "wrote: 12",
}


@pytest.mark.parametrize("line", CHANGED)
def test_a_review_of_other_answers_is_refused(line: str, tmp_path: Path) -> None:
    audit, written = audit_with_words(table(tmp_path, WORDS))
    text = format_review(clear_words(create_review(audit, written), {WORDS[0]: WORDS[0]}))
    assert text.count(line) == 1
    (tmp_path / "review.yaml").write_text(text.replace(line, CHANGED[line]), "utf-8")
    found = add_reviewed_words(audit, require_value(read_review(tmp_path / "review.yaml")))

    assert found.value is None
    (problem,) = found.problems
    assert problem.code == "SB821"
    place = "  - id: O1" if line.startswith("wrote") else line
    assert text.splitlines()[problem.span.line - 1].strip() == place.strip()
    assert NAMED not in str(problem)


def test_a_review_made_for_enough_people_opens_nothing_of_too_few(tmp_path: Path) -> None:
    many, written = audit_with_words(table(tmp_path, WORDS))
    review = load_review(clear_words(create_review(many, written), {WORDS[0]: WORDS[0]}), tmp_path)
    few, _ = audit_with_words(table(tmp_path, WORDS[:9]))

    assert add_reviewed_words(few, review).value is None


BROKEN = {
    "a colon": (f'"{WORDS[0]}"', f"{WORDS[0]}: late"),
    "a key": ("        show: false", f"        {NAMED}: true"),
    "a key twice": ("        show: false", f"        {NAMED}: a\n        {NAMED}: b"),
    "an anchor": (f'"{WORDS[0]}"', f"&{NAMED.replace(' ', '')} x"),
    "an alias": (f'"{WORDS[0]}"', f"*{NAMED.replace(' ', '')}"),
    "a tag": (f'"{WORDS[0]}"', f"!{NAMED.replace(' ', '')}! x"),
    "a quote": (f'"{WORDS[0]}"', f'"{WORDS[0]}'),
    "an escape": (f'"{WORDS[0]}"', '"\\Quillfeather"'),
    "a flag": ("        show: false", f"        show: {NAMED}"),
    "a list": (f'"{WORDS[0]}"', f"[{WORDS[0]}]"),
    "a format": ("wrote: 11", f"wrote: {NAMED}"),
    "an id": ("  - id: O1", f"  - id: {NAMED}"),
}


@pytest.mark.parametrize("way", BROKEN)
def test_no_message_about_a_broken_review_repeats_a_word(way: str, tmp_path: Path) -> None:
    path = table(tmp_path, WORDS)
    old, new = BROKEN[way]
    text = format_review(create_review(*audit_with_words(path)))
    assert old in text
    (tmp_path / "review.yaml").write_text(text.replace(old, new, 1), "utf-8")
    found = read_review(tmp_path / "review.yaml")

    assert found.value is None
    assert "Quillfeather" not in "\n".join(map(str, found.problems))
    checked = apply_suppressions([lint(tmp_path / "review.yaml")], ConfigurationFile())
    for render in PROBLEMS.values():
        assert "Quillfeather" not in render(checked)


def test_review_and_report_on_the_command_line(tmp_path: Path) -> None:
    table(tmp_path, WORDS)
    asked = ("staff.csv", "-q", str(SMALL))

    code, out, said = run(tmp_path, "review", *asked)
    assert (code, out) == (0, "")
    assert NAMED not in said
    text = (tmp_path / "review.yaml").read_text("utf-8")
    assert text.count(NAMED) == 11

    code, out, said = run(tmp_path, "review", *asked)
    assert code == 2
    assert "exists already" in said
    assert (tmp_path / "review.yaml").read_text("utf-8") == text

    code, out, said = run(tmp_path, "check", "review.yaml")
    assert (code, out) == (0, "")

    text = text.replace(f'"{WORDS[2]}"\n        show: false', '"Somebody three"\n        show: true')
    (tmp_path / "review.yaml").write_text(text, "utf-8")
    code, out, said = run(tmp_path, "report", *asked, "--open-text", "review.yaml", "--format", "json")
    assert code == 0
    assert [result["words"] for result in json.loads(out)["open"]] == [["Somebody three"]]
    assert NAMED not in out + said

    code, out, said = run(tmp_path, "report", ".", "-q", str(SMALL), "--open-text", "review.yaml")
    assert code == 0, "a folder of answers may hold the review too"
    assert "Somebody three" in out
    assert NAMED not in out + said


def test_a_saved_audit_takes_a_review_too(tmp_path: Path) -> None:
    audit, written = audit_with_words(table(tmp_path, WORDS))
    (tmp_path / "audit.json").write_text(report_text(audit, "json"), "utf-8")
    (tmp_path / "review.yaml").write_text(
        format_review(clear_words(create_review(audit, written), {WORDS[0]: "Fewer forms."})), "utf-8"
    )

    code, out, _ = run(tmp_path, "report", "audit.json", "--open-text", "review.yaml", "--format", "markdown")

    assert code == 0
    assert "- Fewer forms." in out


def test_where_too_few_wrote_nothing_is_written(tmp_path: Path) -> None:
    table(tmp_path, WORDS[:5])

    code, _, said = run(tmp_path, "review", "staff.csv", "-q", str(SMALL))

    assert code == 1
    assert "Not listed" in said
    assert "O1" in said
    assert not (tmp_path / "review.yaml").exists()
