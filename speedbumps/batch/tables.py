"""The files beside the schools' folders: the cohort's pages, and tables of everything."""

from collections.abc import Iterable, Iterator, Mapping

from speedbumps.batch.published import COHORT
from speedbumps.batch.run import BatchResult
from speedbumps.batch.school_tables import CHANGES, Cells, bumps_csv, change_rows, checklist_csv
from speedbumps.cohort.assertions import Verdict
from speedbumps.cohort.members import Member, display_names
from speedbumps.diagnostics.problem import Problem
from speedbumps.disclosure.publish import RoundingRules, publish_mean, rounding_rules
from speedbumps.model.answers import School
from speedbumps.report import make_cohort_document, make_visits_document, render_html, render_markdown
from speedbumps.report.branding.brand import Brand
from speedbumps.report.scores import (
    BookTexts,
    ColumnTable,
    Facts,
    ScoreRow,
    csv_text,
    scores_csv,
    scores_frame,
    scores_parquet,
    scores_workbook,
    with_descriptions,
    yes_cell,
)
from speedbumps.report.visits_document import PlannedVisit, PlannedVisits, VisitingSchool

MOST_ROWS = 1_048_575
"""Schools that fit on a sheet of a workbook."""

CHANGES_SHEET = "changes"
"""The sheet of the workbook with what changed in each school."""

VISITS = ("host", "host_name", "guest", "guest_name", "facet", "kilometres", "mutual", "title")
PROBLEMS = ("path", "line", "column", "severity", "code", "message", "count")


def files(outcome: BatchResult, language: str, brand: Brand | None = None) -> Mapping[str, bytes]:
    """Return the content of all of these files, by name; pages are dressed with *brand*."""
    asked = outcome.cohort.questionnaire
    rules = rounding_rules(asked.bands, asked.bump_from, asked.min_distribution)
    rows, members = list(_rows(outcome.schools.members, rules)), outcome.schools.members
    frame = with_descriptions(scores_frame(rows), (each.school for each in members), outcome.titles)
    page = make_cohort_document(outcome.page, language)._replace(brand=brand)
    texts = {
        "cohort.html": render_html(page),
        "cohort.md": render_markdown(page),
        COHORT: outcome.page.model_dump_json(by_alias=True, indent=2) + "\n",
        "scores.csv": scores_csv(frame),
        "exchange.csv": _exchange_csv(outcome),
        "checklist.csv": checklist_csv(members, outcome.folders),
        "bumps.csv": bumps_csv(members, outcome.folders),
        "problems.csv": _problems_csv(outcome.problems),
    }
    planned = _planned_visits(outcome)
    if planned.visits:
        texts["visits.html"] = render_html(make_visits_document(planned, language)._replace(brand=brand))
    changes = _change_rows(outcome)
    if changes:
        texts["changes.csv"] = csv_text(tuple(CHANGES), changes)
    if outcome.verdicts:
        texts["assertions.csv"] = csv_text(Verdict._fields, outcome.verdicts)
    made = {name: text.encode("utf-8", errors="replace") for name, text in texts.items()}
    made["scores.parquet"] = scores_parquet(frame)
    if len(members) <= MOST_ROWS:
        book = BookTexts(outcome.cohort, outcome.titles, ColumnTable(CHANGES_SHEET, CHANGES, changes))
        made["scores.xlsx"] = scores_workbook(rows, map(_workbook_facts, members), book)
    return made


def _rows(members: Iterable[Member], rules: RoundingRules) -> Iterator[ScoreRow]:
    """Yield a row for each school and target, rounded as in the school's report."""
    for each in members:
        for target, figure in each.figures.items():
            mean = publish_mean(figure, figure.n, rules)
            shown = figure._replace(**mean._asdict()) if mean else figure
            yield ScoreRow(each.school.id, each.school.name, each.round, target, shown, bool(each.over_staff))


def _change_rows(outcome: BatchResult) -> list[Cells]:
    """Return the rows of the table of changes."""
    barriers = {target: title for target, title in outcome.titles.items() if "." not in target}
    return change_rows(outcome.schools.members, outcome.rounds, outcome.plans, barriers)


def _workbook_facts(member: Member) -> Facts:
    """Return the facts of one school for the workbook."""
    school = member.school
    known = (school.id, school.name, school.nation, school.phase, school.area)
    return (*known, member.people, member.headcount, member.response_rate, yes_cell(holds=bool(member.over_staff)))


def _planned_visits(outcome: BatchResult) -> PlannedVisits:
    """Return the planned visits, and the schools that make or receive one, by name."""
    plan, members = outcome.schools.plan, outcome.schools.members
    visits = plan.exchange.visits if plan else ()
    names = display_names(members)
    busy = {school for visit in visits for school in (visit.guest, visit.host)}
    schools = (
        VisitingSchool(each.school.id, names[each.school.id], _grid_place(each.school))
        for each in members
        if each.school.id in busy
    )
    return PlannedVisits(tuple(schools), tuple(PlannedVisit(each.guest, each.host, each.mutual) for each in visits))


def _grid_place(school: School) -> tuple[float, float] | None:
    return None if school.east is None or school.north is None else (school.east, school.north)


def _exchange_csv(outcome: BatchResult) -> str:
    """Return the planned visits as CSV, for whoever arranges them.

    Without the points that a visit is worth: a host that is shown them knows the guest's severity.
    """
    plan = outcome.schools.plan
    names = {each.school.id: each.display_name for each in outcome.schools.members}
    rows = (
        (
            visit.host,
            names[visit.host],
            visit.guest,
            names[visit.guest],
            visit.facet,
            None if visit.kilometres is None else round(visit.kilometres, 3),
            "yes" if visit.mutual else "no",
            outcome.titles[visit.facet],
        )
        for visit in (plan.exchange.visits if plan else ())
    )
    return csv_text(VISITS, rows)


def _problems_csv(problems: Iterable[Problem]) -> str:
    """Return the problems as CSV."""
    rows = (
        (each.path, each.span.line, each.span.column, each.severity, each.code, each.message, each.count)
        for each in problems
    )
    return csv_text(PROBLEMS, rows)
