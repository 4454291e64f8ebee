"""Compute what each question adds to a school's score, and what would change the score."""

import polars as pl

from speedbumps.scoring.people import weight_column
from speedbumps.scoring.schools import HEAVIER, LIGHTER
from speedbumps.scoring.targets import Rubric

UNIT = 2.0**46
"""Parts of a point in which shares are added up: far below what is ever shown, and room for a nation in 128 bits."""


def receipt_lines(people: pl.DataFrame, rubric: Rubric) -> pl.DataFrame:
    """Return one row per school, target and question, over the school's own people who have a score.

    *people* is `SchoolFigures.people`. The columns beside `school`, `target` and `question` are sums over people, in
    points of severity (Float64):

    `share`: the sum of w_j s_ij / W_i, where W_i is the weight of the questions that person i answered. Divided by the
    number of people with a score, the shares of all questions add up to the score.
    `eased`: what `share` would be if everyone not at the clear end moved one point towards it.
    `lighter`, `heavier`: by how much the sum of people's severities would change with 0.8 or 1.2 times this weight.
    """
    questions = sorted({part.question for part in rubric.parts})
    if not questions:
        return pl.DataFrame(
            schema={
                "school": pl.String,
                "target": pl.String,
                "question": pl.String,
                **dict.fromkeys(("share", "eased", "lighter", "heavier"), pl.Float64),
            }
        )
    own = people.lazy().filter("inside").with_row_index("person")
    targets = [target.id for target in rubric.targets]
    severities = own.select("person", *targets).unpivot(
        targets, index="person", variable_name="target", value_name="severity"
    )
    weights = own.select(pl.col(weight_column(name)).cast(pl.Float64).alias(name) for name in targets).unpivot(
        targets, variable_name="same", value_name="answered"
    )
    whole = pl.concat([severities, weights.drop("same")], how="horizontal").drop_nulls("severity")
    answers = own.select("person", "school", *questions).unpivot(
        questions, index=["person", "school"], variable_name="question", value_name="code"
    )
    share = pl.col("weight") * pl.col("step") / pl.col("answered")
    return (
        answers.join(_point_table(rubric).lazy(), on=["question", "code"])
        .join(whole, on=["person", "target"])
        .group_by("school", "target", "question")
        .agg(
            # In whole numbers, whose sum is the same in whatever order threads add them up: it decides ties.
            ((share * UNIT).round().cast(pl.Int128).sum().cast(pl.Float64) / UNIT).alias("share"),
            (pl.col("weight") * pl.col("clearer") / pl.col("answered")).sum().alias("eased"),
            _severity_change(LIGHTER).sum().alias("lighter"),
            _severity_change(HEAVIER).sum().alias("heavier"),
        )
        .sort("school", "target", "question")
        .collect()
    )


def _severity_change(factor: float) -> pl.Expr:
    """Return the change of a person's severity if the question's weight is multiplied by *factor*."""
    more = pl.col("weight") * (factor - 1)
    whole = pl.col("answered") + more
    return (pl.col("severity") * pl.col("answered") + pl.col("step") * more) / whole - pl.col("severity")


def _point_table(rubric: Rubric) -> pl.DataFrame:
    """Return one row per target, question and point of its scale, with its severity and that of the clearer point."""
    rows = [
        (target.id, part.question, code, part.weight, step, clearer)
        for target in rubric.targets
        for part in target.parts
        for code, (step, clearer) in enumerate(zip(part.steps, part.clearer, strict=True))
    ]
    kinds = {
        "target": pl.String,
        "question": pl.String,
        "code": pl.Int8,
        "weight": pl.Float64,
        "step": pl.Float64,
        "clearer": pl.Float64,
    }
    return pl.DataFrame(rows, schema=kinds, orient="row")
