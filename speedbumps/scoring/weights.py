"""Compute how scores would change if one question counted more or less."""

import polars as pl

from speedbumps.scoring.people import weight_column
from speedbumps.scoring.schools import HEAVIER, LIGHTER
from speedbumps.scoring.targets import Rubric


def weight_changes(people: pl.DataFrame, rubric: Rubric) -> pl.DataFrame:
    """Return one row per school, target and question, over the school's own people who have a score.

    *people* is `SchoolFigures.people`. The columns beside `school`, `target` and `question` are `lighter` and
    `heavier` (Float64): by how much the sum of people's severities, in points, would change with 0.8 or 1.2 times the
    weight of the question.
    """
    questions = sorted({part.question for part in rubric.parts})
    if not questions:
        return pl.DataFrame(
            schema={
                "school": pl.String,
                "target": pl.String,
                "question": pl.String,
                **dict.fromkeys(("lighter", "heavier"), pl.Float64),
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
    return (
        answers.join(_point_table(rubric).lazy(), on=["question", "code"])
        .join(whole, on=["person", "target"])
        .group_by("school", "target", "question")
        .agg(
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
    """Return one row per target, question and point of its scale, with its severity."""
    rows = [
        (target.id, part.question, code, part.weight, step)
        for target in rubric.targets
        if target.table is None  # a table knows no weights
        for part in target.parts
        for code, step in enumerate(part.steps)
    ]
    kinds = {
        "target": pl.String,
        "question": pl.String,
        "code": pl.Int8,
        "weight": pl.Float64,
        "step": pl.Float64,
    }
    return pl.DataFrame(rows, schema=kinds, orient="row")
