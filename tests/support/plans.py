"""The audit of a school with bumps of several kinds, and drafts of plans for it."""

from functools import lru_cache

from speedbumps.audit import audits
from speedbumps.diagnostics.problem import require_value
from speedbumps.diagnostics.yaml_source import Source, parse_yaml
from speedbumps.model.audit import Audit
from speedbumps.model.plan import SchoolPlan
from speedbumps.plan.draft import PlanDraft, PlanWishes, draft_plan
from speedbumps.questionnaires.validate import validate
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions
from support.paths import EXAMPLES

HEADER = "format: speedbumps-plan/1\nschool: hillview\nquestionnaire: school@2.0.0\n"
"""How a plan of that school begins."""

ANY = PlanWishes()


@lru_cache
def hillview() -> Audit:
    """Return the audit of the example school."""
    found = assemble([EXAMPLES / "hillview.csv"], AnswerOptions(schools=EXAMPLES / "schools.csv"))
    (audit,) = audits(found.instrument, found.responses)
    return audit


def source_of(text: str) -> Source:
    return require_value(parse_yaml("plan.yaml", text))


def read_plan(text: str) -> SchoolPlan:
    return require_value(validate(SchoolPlan, source_of(text)))


def draft_for(audit: Audit, wishes: PlanWishes = ANY, kept: SchoolPlan | None = None) -> PlanDraft:
    """Return what is drafted, which is something unless actions are pinned."""
    draft = draft_plan(audit, wishes, kept)
    assert draft is not None
    return draft
