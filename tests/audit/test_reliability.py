"""Alphas equal those that were published, and those that plain matrix algebra gives; none gives anybody away."""

import io
import sysconfig
import tarfile
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import polars as pl
import pytest
from support.attacker import Attacker, Vector, basis_of, counts, within
from support.effort import drawn
from support.golden_audits import report_text
from support.reference_sets import frame, keys, plain, questionnaire
from support.schools import first_version, responses, staff

from speedbumps.audit import AuditOptions, audits
from speedbumps.audit.reliability import PEOPLE
from speedbumps.model.audit import Audit, Reliability
from speedbumps.scoring.reliability import answer_severities, cronbach_alpha, pairwise_covariances
from speedbumps.scoring.responses import Responses
from speedbumps.scoring.targets import build_rubric

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]

# psych::scoreItems on bfi, as its manual and "How to score scales" print it: blanks filled with each item's median.
PUBLISHED = {"agree": 0.70, "conscientious": 0.72, "extraversion": 0.76, "neuroticism": 0.81, "openness": 0.60}


def by_matrix(answers: Matrix) -> tuple[float, float]:
    """Alpha and its standard error in the words of the papers: V pairwise, j a vector of ones."""
    k = answers.shape[1]
    v = np.array([[covariance(answers[:, a], answers[:, b]) for b in range(k)] for a in range(k)])
    j = np.ones(k)
    whole, trace = j @ v @ j, np.trace(v)
    q = 2 * k**2 / ((k - 1) ** 2 * whole**3) * (whole * (np.trace(v @ v) + trace**2) - 2 * trace * (j @ v @ v @ j))
    here = ~np.isnan(answers)
    fewest = min((here[:, a] & here[:, b]).sum() for a in range(k) for b in range(a))
    return float(k / (k - 1) * (1 - trace / whole)), float(np.sqrt(q / fewest))


def covariance(one: Iterable[float], other: Iterable[float]) -> float:
    both = np.array([pair for pair in zip(one, other, strict=True) if not np.isnan(pair).any()])
    return float(np.cov(both.T)[0, 1])


def severities(name: str, scale: str) -> pl.DataFrame:
    rule = keys(name)["rules"][next(iter(keys(name)["rules"]))]
    people = frame(name).filter("inside")
    wanted = build_rubric(questionnaire(name, rule), "full", people.columns)
    (target,) = (target for target in wanted.barriers if target.id == plain(scale))
    return answer_severities(people, target.parts)


@pytest.mark.parametrize("scale", PUBLISHED)
def test_alphas_of_public_scales_equal_the_published_ones(scale: str) -> None:
    answers = severities("bfi", scale)
    filled = answers.with_columns(pl.all().fill_null(pl.all().median()))
    found = cronbach_alpha(pairwise_covariances(filled))

    assert found is not None
    assert PUBLISHED[scale] == round(found.alpha, 2)


LONG_ENOUGH = [
    (name, scale)
    for name in ("bfi", "bfi_sparse", "anes96", "hillside")
    for scale, held in keys(name)["scales"].items()
    if len(held["items"]) > 2
]


@pytest.mark.parametrize(("name", "scale"), LONG_ENOUGH)
def test_alphas_and_intervals_equal_those_of_matrix_algebra(name: str, scale: str) -> None:
    answers = severities(name, scale)
    found = cronbach_alpha(pairwise_covariances(answers))
    expected, error = by_matrix(answers.to_numpy().astype(float))

    assert found is not None
    assert expected == pytest.approx(found.alpha, abs=1e-9)
    assert expected - 1.959963984540054 * error == pytest.approx(found.low, abs=1e-9)
    assert min(1.0, expected + 1.959963984540054 * error) == pytest.approx(found.high, abs=1e-9)


def test_alpha_of_attitude_equals_what_r_prints() -> None:
    """psych::alpha(attitude) prints raw_alpha 0.84, ase 0.042, and Duhachek's boundaries 0.76 and 0.93."""
    archive = Path(sysconfig.get_path("purelib")) / "pydataset" / "resources.tar.gz"
    with tarfile.open(archive) as tar:
        member = tar.extractfile("resources/rdata/csv/datasets/attitude.csv")
        assert member is not None
        ratings = pl.read_csv(io.BytesIO(member.read())).drop("").cast(pl.Float64)
    found = cronbach_alpha(pairwise_covariances(ratings))

    assert found is not None
    assert tuple(round(figure, 2) for figure in found) == (0.84, 0.76, 0.93)
    assert round((found.high - found.alpha) / 1.959963984540054, 3) == 0.042


def test_answers_that_do_not_vary_have_no_alpha() -> None:
    assert (
        cronbach_alpha(pairwise_covariances(pl.DataFrame({"a": [25.0] * 40, "b": [75.0] * 40, "c": [50.0] * 40})))
        is None
    )


def school(n: int, *, gaps: float = 0.03, seed: int = 1) -> Responses:
    return responses(["teacher"] * n, Random(seed), gaps=gaps)


def reliabilities(answers: Responses) -> dict[str, Reliability]:
    found = next(audits(first_version(), answers, AuditOptions(reliability=True))).reliability
    assert found is not None
    return {each.of: each for each in found}


def test_alpha_is_there_only_on_request() -> None:
    assert next(audits(first_version(), school(40))).reliability is None


def test_alpha_needs_thirty_people() -> None:
    few, enough = reliabilities(school(PEOPLE - 1, gaps=0)), reliabilities(school(PEOPLE, gaps=0))

    assert {each.status for each in few.values()} == {"not-enough-answers", "not-asked"}
    assert {each.alpha for each in few.values()} == {None}
    assert {each.n for each in few.values()} == {None}
    assert enough["time"].status == "scored"
    assert enough["time"].n == enough["time"].pairs == PEOPLE


def test_alpha_needs_three_questions() -> None:
    one = school(40)
    asked = next(
        question.id for question in first_version().questionnaire.questions if "time.delay" in question.measures
    )
    found = reliabilities(Responses(one.people.drop(asked), one.schools))

    assert found["time.delay"].status == "not-enough-answers"
    assert found["time"].status == "scored"


def test_gaps_widen_the_interval_and_are_told() -> None:
    found = reliabilities(school(60, gaps=0.2))["time"]

    assert found.n == 60
    assert found.pairs is not None
    assert 30 <= found.pairs < 50


def test_a_question_that_few_answered_does_not_count() -> None:
    many = school(40, gaps=0)
    hardly = pl.when(pl.int_range(pl.len()) < 8).then(pl.col("T04")).otherwise(-1).cast(pl.Int8).alias("T04")
    whole, found = reliabilities(many), reliabilities(Responses(many.people.with_columns(hardly), many.schools))

    assert found["time"].questions == (whole["time"].questions or 0) - 1


def test_a_hidden_sensitive_question_hides_the_figures_of_its_facet_and_barrier() -> None:
    many = school(40, gaps=0)
    sensitive = next(
        question
        for question in first_version().questionnaire.questions
        if question.sensitive and any(target.startswith("political.") for target in question.measures)
    )
    few = pl.when(pl.int_range(pl.len()) < 7).then(pl.col(sensitive.id)).otherwise(-3).cast(pl.Int8).alias(sensitive.id)
    found = reliabilities(Responses(many.people.with_columns(few), many.schools))
    (facet,) = (target for target in sensitive.measures if target.startswith("political."))

    for target in ("political", facet):
        assert (found[target].status, found[target].alpha, found[target].n) == ("withheld", None, None)
    assert found["time"].status == "scored"


def with_alphas() -> Audit:
    return next(audits(first_version(), school(60, gaps=0.05), AuditOptions(reliability=True)))


@pytest.mark.parametrize("kind", ["html", "markdown", "terminal"])
def test_the_annex_has_alpha_with_its_interval_and_its_caution(kind: str) -> None:
    audit = with_alphas()
    report = " ".join(report_text(audit, kind, annex=True).split())
    first = next(each for each in audit.reliability or () if each.of == "time")

    assert first.alpha is not None
    assert f"{first.alpha:.2f}" in report
    assert "no pass mark" in report
    assert "partly formative" in report
    assert "no pass mark" not in report_text(audit.model_copy(update={"reliability": None}), kind, annex=True)


def test_alpha_survives_json() -> None:
    audit = with_alphas()

    assert Audit.model_validate_json(report_text(audit, "json")) == audit


def test_no_combination_of_counts_and_alphas_numbers_gives_a_small_groups_number() -> None:
    attacked = 0
    for seed in range(5000, 5000 + drawn(80)):
        chance = Random(seed)
        roles = [*staff(chance), *["teacher"] * chance.randint(8, 20)]
        answers = responses(roles, chance, gaps=0, consent=chance.random() < 0.5)
        attacker = Attacker(answers)
        audit = next(audits(first_version(), answers, AuditOptions(reliability=True)))
        names = attacker.own
        told = [*counts(attacker), *_alpha_counts(attacker, audit, names)]
        basis = basis_of([vector for vector in told if vector.any()])
        scored = {each.of for each in audit.reliability or () if each.alpha is not None}
        for chosen in attacker.small_groups(attacker.own):
            attacked += bool(scored)
            assert not within(basis, np.array([float(name in chosen) for name in names])), (seed, chosen)
    assert attacked > drawn(50)


def _alpha_counts(attacker: Attacker, audit: Audit, names: list[str]) -> Iterator[Vector]:
    """The numbers of people that come with alphas, as sums over roles."""
    sizes, cell_of = attacker.sizes, attacker.cell_of
    targets = {target.id: target for target in attacker.rubric.targets}
    for each in audit.reliability or ():
        if each.n is None:
            continue
        asked = {
            part.question: {name for name in names if attacker.is_asked(part.question, cell_of[name])}
            for part in targets[each.of].parts
        }
        anybody = sum(sizes[name] for name in set().union(*asked.values()))
        kept = [those for those in asked.values() if 2 * sum(sizes[name] for name in those) >= anybody]
        several = {name for name in names if sum(name in those for those in kept) > 1}
        fewest = min(
            (one & other for one, other in combinations(kept, 2)), key=lambda both: sum(sizes[name] for name in both)
        )
        for people, n in ((several, each.n), (fewest, each.pairs)):
            assert n == sum(sizes[name] for name in people), "no gaps: all who are asked answered"
            yield np.array([float(name in people) for name in names])
