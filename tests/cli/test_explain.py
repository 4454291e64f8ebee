"""Everything that has an id can be explained: what it says is what the files and the audit hold."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.golden_audits import audit
from support.paths import CHOICES, GOLDEN
from support.schools import shipped

from speedbumps.cli import main
from speedbumps.model.audit import Audit, BarrierResult, FacetResult
from speedbumps.model.audit_queries import audit_questions
from speedbumps.model.queries import scale_of

Capture = pytest.CaptureFixture[str]

INSTRUMENT = shipped()


def explained(capsys: Capture, *arguments: str, code: int = 0) -> str:
    """Return what is printed; on the error stream if the command is refused with *code*."""
    with pytest.raises(SystemExit) as stopped:
        main(["explain", *arguments])
    assert (stopped.value.code or 0) == code
    captured = capsys.readouterr()
    return captured.err if code else captured.out


@pytest.mark.parametrize("name", INSTRUMENT.questions)
def test_a_question_is_explained_with_its_answers_and_what_it_measures(name: str, capsys: Capture) -> None:
    question = INSTRUMENT.questions[name]
    scale = scale_of(INSTRUMENT.questionnaire, question)

    said = explained(capsys, name.lower())

    assert said.startswith(f"{name}  ")
    assert re.findall(r"^  (\d+)  (.+)$", said, re.MULTILINE) == [
        (f"{point.value:g}", point.label) for point in scale.points
    ]
    ways = {"barrier": "a high answer is a high bump", "enabler": "a high answer is a clear road"}
    for target, measure in question.measures.items():
        assert f"Measures {target}, weight {measure.weight:g}: {ways[measure.key]}." in said
    assert said.count("Measures ") == len(question.measures)
    assert ("Why it is asked: " in said) == bool(question.why)
    assert ("Sensitive: " in said) == question.sensitive
    asked = question.asked_of or tuple(role.id for role in INSTRUMENT.questionnaire.roles)
    assert f"Asked of: {', '.join(asked)}\n" in said
    assert f"Fingerprint: {INSTRUMENT.fingerprints[name][:12]}" in said


def test_a_choice_and_an_amount_are_explained_with_what_may_be_answered(capsys: Capture) -> None:
    choice, amount = (explained(capsys, name, "-q", str(CHOICES)) for name in ("V01", "N01"))

    assert "At most " in choice
    assert " of these:\n  " in choice
    assert re.search(r"\nA number of .+, from \d+ to \d+\.\n", amount)


@pytest.mark.parametrize("action", INSTRUMENT.library.actions if INSTRUMENT.library else (), ids=lambda each: each.id)
def test_an_action_is_explained_with_its_hours_and_evidence(action: object, capsys: Capture) -> None:
    assert INSTRUMENT.library is not None
    (known,) = (each for each in INSTRUMENT.library.actions if each is action)

    said = explained(capsys, known.id)

    assert said.startswith(f"{known.id}  ")
    assert f"Eases: {', '.join(known.eases)}\n" in said
    assert f": {known.hours.setup[0]:g} to {known.hours.setup[1]:g} to set up, " in said
    assert (f", for {INSTRUMENT.library.hours_for} staff: " in said) == (known.level in {"teacher", "school"})
    assert f"Evidence {known.evidence.grade}: " in said
    assert ("Stops: " in said) == bool(known.stop)
    assert ("Watch out: " in said) == bool(known.watch_out)


def scores_of(given: Audit) -> Iterator[BarrierResult | FacetResult]:
    """Yield every score of a barrier or facet."""
    for barrier in given.barriers:
        yield barrier
        yield from barrier.facets


SCORES = [(case, score.id) for case in ("rich", "quick", "few", "team") for score in scores_of(audit(case))]


@pytest.mark.parametrize(("case", "target"), SCORES)
def test_a_score_is_explained_by_lines_that_add_up_to_it(case: str, target: str, capsys: Capture) -> None:
    found = next(score for score in scores_of(audit(case)) if score.id == target)

    said = explained(capsys, f"{GOLDEN / case}.audit.json#{target}")

    if found.severity is None or found.receipt is None:
        assert said.startswith(f"{found.title}: no score ({found.status})\n")
        return
    assert f", from {found.n} people with a score. 0 is a clear road, 100 a road block.\n" in said
    parts = [float(figure) for figure in re.findall(r"^ +(-?[\d.]+)  (?!in all)\S", said, re.MULTILINE)]
    (total,) = re.findall(r"^ +([\d.]+)  in all$", said, re.MULTILINE)
    assert len(parts) == len(found.receipt.lines)
    assert sum(parts) == pytest.approx(float(total), abs=0.006 * len(parts))
    assert float(total) == pytest.approx(found.receipt.total, abs=0.006)
    assert said.count("Not shown") == sum(each.where.partition("/")[0] == target for each in audit(case).withheld)


def test_a_question_in_an_audit_is_explained_with_what_it_adds(capsys: Capture) -> None:
    rich: Audit = audit("rich")
    lines = [
        (line.question, score.title)
        for score in scores_of(rich)
        for line in (score.receipt.lines if score.receipt else ())
        if line.question
    ]
    texts = {question.id: question.text for question in audit_questions(rich)}
    assert lines
    for question, title in lines:
        said = explained(capsys, f"{GOLDEN / 'rich'}.audit.json#{question}")
        assert said.startswith(f"{question}  {texts[question]}\n")
        assert f"to “{title}”, which is " in said


def test_a_score_is_found_by_its_title_and_an_unknown_one_lists_those_that_are_there(capsys: Capture) -> None:
    path = f"{GOLDEN / 'rich'}.audit.json"
    barrier = audit("rich").barriers[0]

    assert explained(capsys, f"{path}#{barrier.title.upper()}") == explained(capsys, f"{path}#{barrier.id}")
    refused = explained(capsys, f"{path}#nothing", code=2)
    assert "there is no score 'nothing' in this audit; it has" in refused
    assert f"  {barrier.id:<28}{barrier.title}" in refused


def test_what_is_no_audit_is_refused(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "other.json").write_text("{}", "utf-8")

    assert "other.json" in explained(capsys, f"{tmp_path / 'other.json'}#time", code=1)
