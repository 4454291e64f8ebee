"""Scores in columns are those of the audits, figure by figure."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import polars as pl
import pytest
from support.drawn_schools import drawn_schools
from support.schools import OWN, first_version

from speedbumps.audit import AuditOptions, audits, outlines, score_columns
from speedbumps.audit.build import AT_ONCE
from speedbumps.model.audit import Audit, Score
from speedbumps.model.instrument import Instrument
from speedbumps.model.over_staff import over_staff
from speedbumps.model.queries import facets
from speedbumps.report.scores import columns_frame, score_rows, scores_frame

SEEDS = range(4)


def asked(made: list[Audit]) -> list[int | None]:
    """How many were asked about each barrier and facet, which no table shows."""
    return [each.asked for audit in made for barrier in audit.barriers for each in (barrier, *barrier.facets)]


@pytest.mark.parametrize("exact", [False, True], ids=["rounded", "exact"])
@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_is_that_of_the_audit(seed: int, exact: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    answers = drawn_schools(seed)

    made = list(audits(first_version(), answers, AuditOptions(exact=exact)))
    found = score_columns(first_version(), answers, exact=exact)

    expected = scores_frame(row for audit in made for row in score_rows(audit))
    assert columns_frame(found, answers.schools).rows() == expected.rows()
    assert found.figures.get_column("asked").to_list() == asked(made)
    assert dict(found.over_staff) == {audit.school.id: over_staff(audit) for audit in made if over_staff(audit)}


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_are_those_of_the_audit_whatever_is_sensitive_and_whoever_is_asked(seed: int) -> None:
    chance = Random(seed)
    instrument = _changed_limits(chance)
    answers = drawn_schools(seed + 100, 25)

    rows = scores_frame(row for audit in audits(instrument, answers) for row in score_rows(audit)).rows()

    assert columns_frame(score_columns(instrument, answers), answers.schools).rows() == rows


def _changed_limits(chance: Random) -> Instrument:
    """Return the questionnaire with other limits, other sensitive facets, and questions that only some are asked."""
    whole = first_version().questionnaire
    names = [name for name, _ in facets(whole)]
    sensitive, narrow = chance.sample(names, 4), chance.sample(names, 3)
    questions = tuple(
        each.model_copy(
            update={
                "sensitive": each.sensitive or not set(each.measures).isdisjoint(sensitive),
                "asked_of": (*chance.sample(OWN, 2),) if not set(each.measures).isdisjoint(narrow) else each.asked_of,
            }
        )
        for each in whole.questions
    )
    limits = {"min_group": chance.choice((3, 5, 8)), "min_distribution": chance.choice((5, 10)), "min_sensitive": 12}
    privacy = whole.privacy.model_copy(update=limits)
    return Instrument(questionnaire=whole.model_copy(update={"questions": questions, "privacy": privacy}))


def test_the_drawn_schools_have_figures_of_every_kind() -> None:
    rows = pl.concat(score_columns(first_version(), drawn_schools(seed)).figures for seed in SEEDS)

    assert set(rows.get_column("status")) == {
        *("scored", "withheld", "not-enough-answers", "not-applicable", "not-asked")
    }
    assert set(rows.get_column("interval")) == {"t", "one", "alike", "everyone", "none"}
    assert set(rows.get_column("bound")) == {"at-most", "at-least", None}
    assert any(score_columns(first_version(), drawn_schools(seed)).over_staff for seed in SEEDS)


def test_a_school_has_the_same_figures_alone_and_among_others() -> None:
    answers = drawn_schools(1)
    among = score_columns(first_version(), answers).figures

    for school in ("s000", "s003", "s007"):
        alone = replace(answers, people=answers.people.filter(pl.col("school") == school))
        assert score_columns(first_version(), alone).figures.equals(among.filter(pl.col("school") == school))


@pytest.mark.parametrize("seed", SEEDS)
def test_outlines_have_the_figures_of_the_audits(seed: int) -> None:
    answers = drawn_schools(seed)

    exact = {
        (audit.school.id, name): (score.severity, score.low, score.high, score.interval, score.n, score.status)
        for audit in audits(first_version(), answers, AuditOptions(exact=True))
        for name, score in scores(audit)
    }
    found = {
        (outline.school, name): (each.severity, each.low, each.high, each.interval, each.n, each.status)
        for outline in outlines(first_version(), answers)
        for name, each in outline.figures.items()
    }

    assert found == exact


def scores(audit: Audit) -> Iterator[tuple[str, Score]]:
    for barrier in audit.barriers:
        yield barrier.id, barrier
        yield from ((facet.id, facet) for facet in barrier.facets)


def test_audits_that_are_made_in_parts_are_in_the_order_of_the_ids_and_have_the_same_figures() -> None:
    answers = drawn_schools(9, AT_ONCE + 10)

    rows = scores_frame(row for audit in audits(first_version(), answers) for row in score_rows(audit)).rows()

    assert rows == columns_frame(score_columns(first_version(), answers), answers.schools).rows()
