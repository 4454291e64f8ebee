"""Reports to print: PYTHONPATH=tests python -m support.report_pages FOLDER writes their pages.

The folder `sheets-8` holds those that may take eight sheets of paper, `sheets-2` those that may take two, and so on.
tests/pages/check.mjs prints them in a browser and counts.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

import polars as pl

from speedbumps.audit import audits
from speedbumps.i18n import load_locale
from speedbumps.model.audit import Audit
from speedbumps.model.plan import Fairness, Sponsor
from speedbumps.model.queries import target_titles
from speedbumps.plan.draft import PlanWishes, draft_plan
from speedbumps.plan.plan_file import plan_text
from speedbumps.report import make_document, render_html
from speedbumps.report.beside import Beside
from speedbumps.report.document import annex_document
from speedbumps.report.handouts.document import PlanAndAudit, handout_document
from speedbumps.report.handouts.readers import Reader
from speedbumps.report.plan_page import PlanPage
from speedbumps.scoring.responses import Responses
from support.plans import read_plan
from support.schools import responses, shipped

STAFF: Mapping[int, Mapping[str, int]] = {
    11: {"head": 1, "leader": 1, "teacher": 5, "support": 4},
    32: {"head": 1, "leader": 5, "teacher": 16, "support": 10},
    60: {"head": 1, "leader": 9, "teacher": 30, "support": 20},
    90: {"head": 1, "leader": 13, "teacher": 42, "support": 34},
}
"""The roles of the people who answer, by their number."""

ASKED = 1.4
"""How many people there are for each one who answers."""


class Case(NamedTuple):
    """A report, and the sheets that it may take."""

    name: str
    sheets: int
    page: str


def write_pages(folder: Path) -> None:
    """Write all pages into folders below *folder*."""
    for case in _cases():
        held = folder / f"sheets-{case.sheets}"
        held.mkdir(parents=True, exist_ok=True)
        (held / f"{case.name}.html").write_text(case.page, "utf-8")


def _cases() -> Iterator[Case]:
    for number, roles in STAFF.items():
        named = [role for role, n in roles.items() for _ in range(n)]
        asked = {role: max(n, round(n * ASKED)) if role != "head" else 1 for role, n in roles.items()}
        yield _case(f"staff-{number}", 8, _answers(named, asked))
        yield _case(f"staff-{number}-without-roles", 8, _answers(["unstated"] * number, None))
    named = [role for role, n in STAFF[32].items() for _ in range(n)]
    many = {role: 3 * n for role, n in STAFF[32].items()} | {"head": 1}
    yield _case("few-answered", 5, _answers(named, many))
    yield _case("quick-form", 8, _answers(named, None, form="quick"))
    yield _case("nothing-high", 8, _at_clear_end(_answers(named, None)))
    yield _case("all-high", 8, _at_clear_end(_answers(named, None), high=True))
    yield _case("one-head", 2, _answers(["head"], None))
    yield _case("one-head-quick-form", 2, _answers(["head"], None, form="quick"))
    yield _case("staff-together", 2, _answers(["team"], None))
    yield _case("too-few", 1, _answers(["teacher"] * 3, None))
    yield from _handouts(_audit(_answers(named, None)))
    annex = annex_document(_audit(_answers(named, None)), load_locale("en"))
    yield Case("annex", 6, render_html(annex))


def _handouts(audit: Audit) -> Iterator[Case]:
    """Yield the hand-outs of the longest plan that there is for a school."""
    draft = draft_plan(audit, PlanWishes(most=5))
    assert draft is not None
    plan = read_plan(plan_text(audit, draft, 60))
    sponsors = tuple(Sponsor(role=f"Somebody who stands behind it {n}", mandate="elected") for n in range(4))
    long = "A text that is as long as one may be on such a sheet, and longer, so that it is cut where it has to be"
    typed = {
        "change": long,
        "start": date(2026, 11, 30),
        "review": date(2027, 3, 12),
        "fairness": Fairness(could_lose=long, so_we=long),
    }
    priorities = tuple(each.model_copy(update=typed) for each in plan.priorities)
    plan = plan.model_copy(update={"sponsors": sponsors, "priorities": priorities})
    page = PlanPage(plan, target_titles(shipped().questionnaire), {}, {})
    page = page._replace(actions={action.id: action for action in audit.actions})
    source = PlanAndAudit(page, audit, beside=Beside(last_plan=page))
    for reader in Reader:
        made = handout_document(reader, source, load_locale("en"))
        yield Case(f"for-{reader}", 1 + len(made.sections), render_html(made))
    made = handout_document(Reader.governors, _usual_plan(audit), load_locale("en"))
    yield Case("for-governors-usual", 1, render_html(made))


def _usual_plan(audit: Audit) -> PlanAndAudit:
    """Return a plan as schools write them: three actions, three reasons, two sponsors, and what others are asked."""
    draft = draft_plan(audit, PlanWishes(most=3))
    assert draft is not None
    plan = read_plan(plan_text(audit, draft, 60))
    typed = {
        "status": "agreed",
        "change": "Only Years 3 and 4: they have the most forms to fill in, and two of the teams asked for it.",
        "stops": "The weekly form about displays, and the second copy of the register that nobody reads.",
        "owner": "the deputy head, with the office",
        "start": date(2026, 11, 30),
        "review": date(2027, 3, 12),
        "fairness": Fairness(could_lose="Pupils who need a small group.", so_we="Keep the smallest group as it is."),
    }
    reasons = (
        "Not yet; we begin with a few things, so that they get done and people see it.",
        "Only others can lower it, so we ask them; we come back to it in the summer.",
        "It hangs on the new timetable, which we have in September.",
    )
    left_out = tuple(
        each.model_copy(update={"because": reasons[place % len(reasons)]}) for place, each in enumerate(plan.left_out)
    )
    sponsors = (
        Sponsor(role="Headteacher", mandate="appointed", until=date(2029, 8, 31)),
        Sponsor(role="Chair of governors", mandate="elected", until=date(2028, 8, 31)),
    )
    priorities = tuple(each.model_copy(update=typed) for each in plan.priorities)
    plan = plan.model_copy(update={"sponsors": sponsors, "priorities": priorities, "left_out": left_out})
    page = PlanPage(plan, target_titles(shipped().questionnaire), {}, {})
    page = page._replace(actions={action.id: action for action in audit.actions})
    notes = "Three of five teams did it, and the two others want to see it first; they meet in June."
    last = tuple(each.model_copy(update={"status": "done", "notes": notes}) for each in priorities)
    before = page._replace(plan=plan.model_copy(update={"priorities": last}))
    return PlanAndAudit(page, audit, beside=Beside(last_plan=before))


def _case(name: str, sheets: int, answers: Responses) -> Case:
    return Case(name, sheets, render_html(make_document(_audit(answers), "en")))


def _audit(answers: Responses) -> Audit:
    (made,) = audits(shipped(), answers)
    return made


def _answers(roles: list[str], headcount: dict[str, int] | None, form: str = "full") -> Responses:
    return responses(
        roles,
        Random(len(roles)),
        gaps=0.05,
        headcount=headcount,
        form=form,
        instrument=shipped(),
        school="Hillview Primary",
    )


def _at_clear_end(answers: Responses, *, high: bool = False) -> Responses:
    """Return *answers* in which everybody chose the clear end of each scale, or its other end."""
    ends = {
        question.id: 4 if (next(iter(question.measures.values())).key == "barrier") == high else 0
        for question in shipped().questionnaire.questions
        if question.measures
    }
    people = answers.people.with_columns(
        pl.when(pl.col(name) >= 0).then(pl.lit(code, answers.people.schema[name])).otherwise(pl.col(name)).alias(name)
        for name, code in ends.items()
        if name in answers.people.columns
    )
    return Responses(people, answers.schools)


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
