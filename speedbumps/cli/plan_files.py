"""Read, make and extend the files of plans."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from speedbumps.cli.exit_codes import BAD_FILES
from speedbumps.cli.pinned import check_pins, no_plan_text, with_ids
from speedbumps.cli.running import refuse, tell
from speedbumps.diagnostics.problem import require_value
from speedbumps.diagnostics.yaml_edit import NotExtendableError
from speedbumps.diagnostics.yaml_source import has_byte_order_mark, parse_yaml, read_yaml
from speedbumps.i18n import load_locale
from speedbumps.model.audit import Audit, AuditedAction
from speedbumps.model.audit_queries import Target, barrier_targets
from speedbumps.model.plan import SchoolPlan, open_actions, questionnaire_id
from speedbumps.plan.bumps import few_answered
from speedbumps.plan.draft import PlanDraft, PlanWishes, draft_plan
from speedbumps.plan.pins import bumps_for_pins, text_without_left_out, without_left_out
from speedbumps.plan.plan_file import extended_text, plan_text
from speedbumps.questionnaires.load import find_questionnaire_of_plan
from speedbumps.questionnaires.validate import validate
from speedbumps.report.heights import severity_text
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.plan_reading import YAML, KnownPlan, find_plan, known_plan, page_of_plan
from speedbumps.report.view import build_view

BYTE_ORDER_MARK = "\ufeff"


class MadePlan(NamedTuple):
    """A plan with the text of its file."""

    page: PlanPage
    audit: Audit
    text: str
    said: str
    """What is said when the file is written."""


def read_plan(path: Path) -> KnownPlan:
    """Return the plan at *path*; refuse if it is none.

    Raises:
        BadFilesError: If it is a plan that cannot be read.
        FileNotFoundError: If there is no such file.
    """
    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}")
    found = find_plan([path])
    if found is None:
        refuse(f"{path} is no plan; a plan begins with the line format: speedbumps-plan/1")
    return found


def page_with_heights(known: KnownPlan, audit: Audit) -> PlanPage:
    """Return *known* with its titles, and with the heights of its bumps in the *audit* that it rests on.

    Refuse an audit that it does not rest on.
    """
    _check_same_round(known, audit)
    return page_of_plan(known)._replace(heights=_heights(audit))


def naming_questionnaire(plan: SchoolPlan, where: Path, questionnaire: str | None) -> str:
    """Return the option that a command about the *plan* at *where* needs to find its *questionnaire*, if any."""
    if questionnaire is None:
        return ""
    try:
        find_questionnaire_of_plan(questionnaire_id(plan), where.parent)
    except FileNotFoundError:
        return f" -q {questionnaire}"
    return ""


def make_plan(
    audit: Audit, wishes: PlanWishes, where: Path, last: PlanPage | None = None, questionnaire: str | None = None
) -> MadePlan:
    """Return the plan of the school of *audit* as *wishes* say; if there is a plan at *where*, extended by what is new.

    What goes on from the *last* plan is among the *wishes*. *questionnaire* is the one that the command names.

    Raises:
        BadFilesError: If the plan that is there cannot be read.
    """
    kept = _read_kept(where, audit, questionnaire)
    wishes = with_ids(audit, wishes)
    if kept is not None and wishes.hours_per_term is None:
        wishes = wishes._replace(hours_per_term=kept.plan.hours_per_term)
    check_pins(audit, wishes)
    if few_answered(audit.respondents):
        tell(
            "Fewer than half of the staff answered, so nothing is planned on their answers yet. The report says what "
            "to talk about, and the form can stay open."
        )
        raise SystemExit(BAD_FILES)
    if last is not None:
        _check_same_school(last.plan, "the plan of --last", audit)
        audit = with_school_of(last.plan, audit)
    library = {**(last.actions if last else {}), **_library_of(kept, audit)}
    freed = bumps_for_pins(kept.plan, audit, wishes.pinned) if kept else frozenset[str]()
    plan = without_left_out(kept.plan, freed) if kept else None
    draft = draft_plan(audit, wishes, plan, library)
    if draft is None:
        refuse(no_plan_text(audit, wishes, plan, library))
    if kept is not None and freed:
        kept, draft = _with_moved(kept, draft)
    text = _extended(kept, audit, draft, library) if kept else plan_text(audit, draft, wishes.hours_per_term, library)
    page = _page_of_audit(_parse_plan(text, where), audit, draft)
    page = page._replace(actions={**library, **page.actions})
    named = naming_questionnaire(page.plan, where, questionnaire)
    said = _what_is_new(draft, kept, wishes, freed) if kept else _what_is_next(where, named)
    return MadePlan(page, audit, text, said)


def _read_kept(where: Path, audit: Audit, questionnaire: str | None) -> KnownPlan | None:
    """Return the plan at *where*, if there is one; refuse if it is another school's, or of another round."""
    if where.suffix.lower() not in YAML or not where.is_file():
        return None
    kept = known_plan(require_value(read_yaml(where)), where)._replace(questionnaire=questionnaire)
    _check_same_round(kept, audit)
    return kept


def _check_same_round(kept: KnownPlan, audit: Audit) -> None:
    """Refuse the plan of another school, of another round, or about another questionnaire than those of *audit*."""
    where = kept.path
    _check_same_school(kept.plan, str(where), audit)
    if kept.plan.round and audit.round and kept.plan.round != audit.round:
        refuse(
            f"{where} is the plan of round '{kept.plan.round}', and these answers are of '{audit.round}'; a new round "
            "gets a plan of its own: name another file with -o"
        )


def with_school_of(plan: SchoolPlan, audit: Audit) -> Audit:
    """Return *audit* with the school's name and number of staff of an earlier *plan*, where it has none.

    Hours are scaled to that number. How many of each role there are, which rates and margins need, no plan knows.
    """
    school = audit.school
    if audit.respondents.headcount is None and plan.staff is not None:
        tell(
            "No table of schools is named, so this says nothing of how many of the staff answered, and margins are "
            "wider than with it; --schools names it."
        )
    named = {"name": school.name or plan.name, "staff": school.staff or plan.staff}
    return audit.model_copy(update={"school": school.model_copy(update=named)})


def require_same_school(plan: SchoolPlan, last: SchoolPlan) -> None:
    """Refuse the *last* plan of another school than that of *plan*."""
    if plan.school != last.school:
        refuse(f"the plan of --last is of '{last.school}', and this one is of '{plan.school}'; name another file")


def _check_same_school(plan: SchoolPlan, name: str, audit: Audit) -> None:
    """Refuse a *plan*, which has a *name*, of another school, or about another questionnaire than those of *audit*."""
    if plan.school != audit.school.id:
        refuse(
            f"{name} is the plan of '{plan.school}', and these answers are of '{audit.school.id}'; name another file"
        )
    if questionnaire_id(plan) != audit.questionnaire.id:
        refuse(f"{name} is about {plan.questionnaire}, and these answers are about {audit.questionnaire.id}")


def _library_of(kept: KnownPlan | None, audit: Audit) -> Mapping[str, AuditedAction]:
    """Return the library of a plan that names an action that *audit* does not have, as it eases no bump of today."""
    known = {action.id for action in audit.actions}
    if kept is None or all(each.action is None or each.action in known for each in open_actions(kept.plan)):
        return {}
    try:
        return page_of_plan(kept).actions
    except FileNotFoundError:
        return {}  # the questionnaire lies elsewhere, and such an action counts no hours


def _parse_plan(text: str, where: Path) -> SchoolPlan:
    return require_value(
        validate(SchoolPlan, require_value(parse_yaml(str(where), text.removeprefix(BYTE_ORDER_MARK))))
    )


def _extended(kept: KnownPlan, audit: Audit, draft: PlanDraft, library: Mapping[str, AuditedAction]) -> str:
    try:
        text = extended_text(kept.source, audit, draft, library)
    except NotExtendableError:
        refuse(
            f"nothing can be added to {kept.path} without changing what stands there; write its lists with one item on "
            "each line, as in a new plan"
        )
    return BYTE_ORDER_MARK + text if has_byte_order_mark(kept.path) else text


def _with_moved(kept: KnownPlan, draft: PlanDraft) -> tuple[KnownPlan, PlanDraft]:
    """Return *kept* without leaving the bumps for which *draft* has an action, and *draft* with why they were left."""
    left = {each.bump: each.because for each in kept.plan.left_out}
    moved = {each.target.id: each.target.title for each in draft.actions if each.target.id in left}
    try:
        text = text_without_left_out(kept.source, moved)
    except NotExtendableError:
        refuse(
            f"{', '.join(moved)}: this stands under left_out in {kept.path}, with more than its bump and because on "
            "the lines there; take it out there yourself, and run this again"
        )
    source = require_value(parse_yaml(kept.source.path, text))
    actions = tuple(each._replace(left_before=left.get(each.target.id)) for each in draft.actions)
    new = tuple(each for each in draft.left_out if each.bump not in left)
    kept = kept._replace(source=source, plan=without_left_out(kept.plan, moved))
    return kept, draft._replace(actions=actions, left_out=new)


def _page_of_audit(plan: SchoolPlan, audit: Audit, draft: PlanDraft) -> PlanPage:
    targets = _targets(audit)
    actions = {action.id: action for action in audit.actions}
    page = PlanPage(plan, {each.id: each.title for each in targets}, _heights(audit), actions, draft=draft)
    of = audit.questionnaire
    return page._replace(bodies=of.bodies, draft_translation=of.draft_translation)


def _targets(audit: Audit) -> list[Target]:
    return [target for barrier in audit.barriers for target in barrier_targets(barrier)]


def _heights(audit: Audit) -> dict[str, str]:
    """Return how high each bump is, out of 100, where that is known."""
    view = build_view(audit, load_locale("en"))
    scored = [each for each in _targets(audit) if each.severity is not None]
    return {each.id: severity_text(each.severity, view, each.bound) for each in scored}


def _what_is_next(where: Path, named: str) -> str:
    """Return what is said when a new plan is written; *named* is the option that names its questionnaire, if any."""
    return (
        f"The plan is in {where}. Change anything in it, and give what people agree to the status agreed; then "
        f"'speedbumps check {where}{named}' says what is still missing."
    )


def _what_is_new(draft: PlanDraft, kept: KnownPlan, wishes: PlanWishes, freed: frozenset[str]) -> str:
    """Return what is said when a plan is extended; *freed* are bumps that stood under left_out."""
    where = kept.path
    planned = sorted(each.action for each in kept.plan.priorities if each.action in wishes.forbidden)
    stays = f" {', '.join(planned)}: planned already, so --without changes nothing; take it out." if planned else ""
    counts = {
        "priorities": len(draft.carried) + len(draft.actions),
        "left_out": len(draft.left_out),
        "asks": len(draft.asks),
    }
    added = ", ".join(f"{n} under {name}" for name, n in counts.items() if n)
    if not added:
        return f"There is nothing new to add to {where}; it names every bump already.{stays}"
    moved = [name for name in freed if any(each.target.id == name for each in draft.actions)]
    taken = f" {', '.join(sorted(moved))}: no longer under left_out." if moved else ""
    rest = "all else" if moved else "what stood there"
    return f"New in {where}: {added}; {rest} is as it was.{taken}{stays}"
