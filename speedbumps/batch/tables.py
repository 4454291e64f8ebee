"""What stands beside the schools' folders: the cohort's pages and tables of everything."""

from collections.abc import Iterable, Iterator, Mapping

from speedbumps.batch.run import Outcome
from speedbumps.cohort.assertions import Verdict
from speedbumps.cohort.members import Member
from speedbumps.diagnostics.problem import Problem
from speedbumps.report.area import in_html, in_markdown
from speedbumps.report.scores import Facts, Row, in_csv, in_parquet, in_xlsx, table, yes

MOST_ROWS = 1_048_575
"""Schools that a sheet of a workbook has room for."""

VISITS = ("host", "host_name", "guest", "guest_name", "facet", "points", "kilometres", "mutual")
PROBLEMS = ("path", "line", "column", "severity", "code", "message", "count")


def files(outcome: Outcome, language: str) -> Mapping[str, bytes]:
    """All of them, by name."""
    rows = list(_rows(outcome.company.members))
    texts = {
        "cohort.html": in_html(outcome.cohort, language),
        "cohort.md": in_markdown(outcome.cohort, language),
        "cohort.json": outcome.cohort.model_dump_json(by_alias=True, indent=2) + "\n",
        "scores.csv": in_csv(rows),
        "exchange.csv": _visits(outcome),
        "problems.csv": _problems(outcome.problems),
    }
    if outcome.verdicts:
        texts["assertions.csv"] = table(Verdict._fields, outcome.verdicts)
    made = {name: text.encode("utf-8", errors="replace") for name, text in texts.items()}
    made["scores.parquet"] = in_parquet(rows)
    if len(outcome.company.members) <= MOST_ROWS:
        made["scores.xlsx"] = in_xlsx(rows, map(_facts, outcome.company.members), outcome.cohort)
    return made


def _rows(members: Iterable[Member]) -> Iterator[Row]:
    for each in members:
        for target, figure in each.figures.items():
            yield Row(each.school.id, each.school.name, each.round, target, figure, bool(each.over_staff))


def _facts(member: Member) -> Facts:
    school = member.school
    known = (school.id, school.name, school.nation, school.phase, school.area)
    return (*known, member.people, member.headcount, member.response_rate, yes(holds=bool(member.over_staff)))


def _visits(outcome: Outcome) -> str:
    plan = outcome.company.plan
    names = {each.school.id: each.name for each in outcome.company.members}
    rows = (
        (
            visit.host,
            names[visit.host],
            visit.guest,
            names[visit.guest],
            visit.facet,
            round(visit.points, 9),
            None if visit.kilometres is None else round(visit.kilometres, 3),
            "yes" if visit.mutual else "no",
        )
        for visit in (plan.exchange.visits if plan else ())
    )
    return table(VISITS, rows)


def _problems(problems: Iterable[Problem]) -> str:
    rows = (
        (each.path, each.span.line, each.span.column, each.severity, each.code, each.message, each.count)
        for each in problems
    )
    return table(PROBLEMS, rows)
