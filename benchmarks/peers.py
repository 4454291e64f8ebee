"""The same figures with DuckDB and with pandas: python benchmarks/peers.py {duckdb,pandas} VALUES.CSV PLAN.JSON.

Both put headteachers with the leaders, leave out questions that a role is not asked and people of outside roles, and
apply the half rule. Neither puts small roles together, which ours does: they have less to do.
The plan holds what a questionnaire says: `questions`, `targets` (each question with its key), `top`, `asked_of`, `own`.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Plan = Mapping[str, Any]

Figures = tuple[Any, Any]
"""One row a school with n, mean and sd of each target; and the counts, one column a question and answer."""


def duckdb(path: Path, plan: Plan) -> Figures:
    import duckdb as db

    top, questions, targets = plan["top"], plan["questions"], plan["targets"]
    kinds = {"school": "VARCHAR", "role": "VARCHAR", **dict.fromkeys(questions, "TINYINT")}
    con = db.connect()

    def sure(question: str) -> str:
        roles = plan["asked_of"].get(question)
        if roles is None:
            return question
        among = ", ".join(f"'{role}'" for role in roles)
        return f"CASE WHEN role IN ({among}) THEN {question} END AS {question}"

    def applies(question: str) -> str:
        roles = plan["asked_of"].get(question)
        return "1" if roles is None else "(role IN (" + ", ".join(f"'{role}'" for role in roles) + "))::TINYINT"

    own = ", ".join(f"'{role}'" for role in plan["own"])
    con.execute(
        f"CREATE TABLE people AS SELECT school, role, {', '.join(map(sure, questions))} FROM ("
        f"SELECT * REPLACE (CASE role WHEN 'head' THEN 'leader' ELSE role END AS role) "
        f"FROM read_csv('{path}', header=true, delim=',', quote='', auto_detect=false, columns={kinds})) "
        f"WHERE role IN ({own})"
    )
    each, figures = [], []
    for name, parts in targets.items():
        column = name.replace(".", "_").replace("-", "_")
        away = "+".join(
            f"coalesce({question}, 0)" if key == "barrier" else f"coalesce({top} - {question}, 0)"
            for question, key in parts.items()
        )
        given = "+".join(f"({question} IS NOT NULL)::TINYINT" for question in parts)
        wanted = "+".join(applies(question) for question in parts)
        least = min(plan["least"], len(parts))
        each.append(
            f"CASE WHEN ({given}) >= {least} AND 2 * ({given}) >= ({wanted}) "
            f"THEN ({away}) * {100 / top} / ({given}) END AS {column}"
        )
        figures += [f"count({column})", f"avg({column})", f"stddev_samp({column})"]
    scored = con.sql(
        f"SELECT school, {', '.join(figures)} FROM (SELECT school, {', '.join(each)} FROM people) GROUP BY school ORDER BY school"
    ).to_arrow_table()
    counts = con.sql(
        "SELECT school, "
        + ", ".join(f"count(*) FILTER ({q} = {point})" for q in questions for point in range(top + 1))
        + ", "
        + ", ".join(f"count({q})" for q in questions)
        + " FROM people GROUP BY school ORDER BY school"
    ).to_arrow_table()
    return scored, counts


def pandas(path: Path, plan: Plan) -> Figures:
    import numpy as np
    import pandas as pd
    from pyarrow import csv, dictionary, int8, int32, string

    top, questions, targets = plan["top"], plan["questions"], plan["targets"]
    words = dictionary(int32(), string())
    kinds = {"school": words, "role": words, **dict.fromkeys(questions, int8())}
    frame = csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=kinds)).to_pandas(
        self_destruct=True, types_mapper=None, integer_object_nulls=False
    )
    frame["role"] = frame["role"].astype(str).replace({"head": "leader"}).astype("category")
    frame = frame[frame["role"].isin(plan["own"])]
    asked = {question: frame["role"].isin(roles).to_numpy() for question, roles in plan["asked_of"].items()}
    answers, given = {}, {}
    for question in questions:
        column = frame[question].to_numpy(dtype=np.float32)
        there = ~np.isnan(column)
        if question in asked:
            there &= asked[question]
        answers[question], given[question] = np.where(there, column, -1).astype(np.int8), there
    people = {"school": frame["school"].cat.remove_unused_categories()}
    everyone = np.ones(len(frame), dtype=bool)
    for name, parts in targets.items():
        away, n, open_ = (np.zeros(len(frame), dtype=np.int16) for _ in range(3))
        for question, key in parts.items():
            away += np.where(given[question], answers[question] if key == "barrier" else top - answers[question], 0)
            n += given[question]
            open_ += asked.get(question, everyone)
        enough = (n >= min(plan["least"], len(parts))) & (2 * n >= open_)
        with np.errstate(invalid="ignore", divide="ignore"):
            people[name] = np.where(enough, away * (100 / top) / n, np.nan)
    scored = pd.DataFrame(people).groupby("school", observed=True, sort=True).agg(["count", "mean", "std"])
    codes, schools = people["school"].cat.codes.to_numpy(), len(people["school"].cat.categories)
    counts = np.stack(
        [
            np.bincount(codes.astype(np.int64) * (top + 2) + answers[q] + 1, minlength=schools * (top + 2)).reshape(
                schools, top + 2
            )
            for q in questions
        ],
        axis=1,
    )
    return scored, counts


if __name__ == "__main__":
    engine = {"duckdb": duckdb, "pandas": pandas}[sys.argv[1]]
    engine(Path(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text()))
