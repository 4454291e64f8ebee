"""What each question adds to a school's score, and what would change it."""

import polars as pl

from speedbumps.scoring.people import weight
from speedbumps.scoring.schools import HEAVIER, LIGHTER
from speedbumps.scoring.targets import Rubric


def lines(people: pl.DataFrame, rubric: Rubric) -> pl.DataFrame:
    """One row a school, target and question, over the school's own *people* who have a score (Scored.people).

    `share`: the sum of w_j s_ij / W_i, W_i being the weight that the person answered; divided by the people scored
    these add up to the score. `eased`: what it would be if everyone not at the clear end moved one point towards it.
    `lighter`, `heavier`: how far the sum of people's severities would move with 0.8 or 1.2 times this weight.
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
    weights = own.select(pl.col(weight(name)).cast(pl.Float64).alias(name) for name in targets).unpivot(
        targets, variable_name="same", value_name="answered"
    )
    whole = pl.concat([severities, weights.drop("same")], how="horizontal").drop_nulls("severity")
    answers = own.select("person", "school", *questions).unpivot(
        questions, index=["person", "school"], variable_name="question", value_name="code"
    )
    share = pl.col("weight") * pl.col("step") / pl.col("answered")
    return (
        answers.join(_steps(rubric).lazy(), on=["question", "code"])
        .join(whole, on=["person", "target"])
        .group_by("school", "target", "question")
        .agg(
            share.sum().alias("share"),
            (pl.col("weight") * pl.col("clearer") / pl.col("answered")).sum().alias("eased"),
            _moved(LIGHTER).sum().alias("lighter"),
            _moved(HEAVIER).sum().alias("heavier"),
        )
        .sort("school", "target", "question")
        .collect()
    )


def _moved(factor: float) -> pl.Expr:
    """How far a person's severity moves when the question's weight is multiplied by *factor*."""
    more = pl.col("weight") * (factor - 1)
    whole = pl.col("answered") + more
    return (pl.col("severity") * pl.col("answered") + pl.col("step") * more) / whole - pl.col("severity")


def _steps(rubric: Rubric) -> pl.DataFrame:
    """Each point of each question as it counts for each target."""
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
