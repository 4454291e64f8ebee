"""Read, make and extend the files of plans."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from speedbumps.cli.exit_codes import BAD_FILES
from speedbumps.cli.running import refuse, tell
from speedbumps.diagnostics.problem import require_value
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.diagnostics.yaml_edit import NotExtendableError
from speedbumps.diagnostics.yaml_source import has_byte_order_mark, parse_yaml, read_yaml
from speedbumps.i18n import load_locale
from speedbumps.model.audit import Audit, AuditedAction
from speedbumps.model.audit_queries import Target, barrier_targets
from speedbumps.model.plan import SchoolPlan, open_actions, questionnaire_id
from speedbumps.plan.bumps import bumps_of_audit, few_answered
from speedbumps.plan.draft import PlanDraft, PlanWishes, draft_plan, named_bumps
from speedbumps.plan.options import eases
from speedbumps.plan.plan_file import extended_text, plan_text
from speedbumps.questionnaires.validate import validate
from speedbumps.report.heights import severity_text
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.plan_reading import YAML, KnownPlan, find_plan, known_plan, page_of_plan
from speedbumps.report.view import build_view
from speedbumps.text import fold_text

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


def make_plan(audit: Audit, wishes: PlanWishes, where: Path, last: PlanPage | None = None) -> MadePlan:
    """Return the plan of the school of *audit* as *wishes* say; if there is a plan at *where*, extended by what is new.

    What goes on from the *last* plan is among the *wishes*.

    Raises:
        BadFilesError: If the plan that is there cannot be read.
    """
    kept = _read_kept(where, audit)
    wishes = _with_ids(audit, wishes)
    if kept is not None and wishes.hours_per_term is None:
        wishes = wishes._replace(hours_per_term=kept.plan.hours_per_term)
    _check_pins(audit, wishes)
    if few_answered(audit.respondents):
        tell(
            "Fewer than half of the staff answered, so nothing is planned on their answers yet. The report says what "
            "to talk about, and the form can stay open."
        )
        raise SystemExit(BAD_FILES)
    if last is not None:
        _check_same_school(last.plan, "the plan of --last", audit)
    library = {**(last.actions if last else {}), **_library_of(kept, audit)}
    draft = draft_plan(audit, wishes, kept.plan if kept else None, library)
    if draft is None:
        refuse(_no_plan_text(audit, wishes, kept.plan if kept else None))
    text = _extended(kept, audit, draft, library) if kept else plan_text(audit, draft, wishes.hours_per_term, library)
    page = _page_of_audit(_parse_plan(text, where), audit, draft)
    page = page._replace(actions={**library, **page.actions})
    return MadePlan(page, audit, text, _closing_message(draft, where, kept, wishes))


def _read_kept(where: Path, audit: Audit) -> KnownPlan | None:
    """Return the plan at *where*, if there is one; refuse if it is another school's, or of another round."""
    if where.suffix.lower() not in YAML or not where.is_file():
        return None
    kept = known_plan(require_value(read_yaml(where)), where)
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


def _with_ids(audit: Audit, wishes: PlanWishes) -> PlanWishes:
    """Return *wishes* with the ids of actions that are named by their titles."""
    titled = {fold_text(action.title): action.id for action in audit.actions}
    pinned, forbidden = (
        frozenset(titled.get(fold_text(name), name) for name in names) for names in (wishes.pinned, wishes.forbidden)
    )
    return wishes._replace(pinned=pinned, forbidden=forbidden)


def _check_pins(audit: Audit, wishes: PlanWishes) -> None:
    """Refuse ids that are no actions for these bumps, and actions that are both pinned and left out."""
    known = {action.id for action in audit.actions} | {each.action for each in wishes.carried if each.action}
    for name in sorted(wishes.pinned | wishes.forbidden):
        if name not in known:
            meant = did_you_mean(name, sorted((*known, *(action.title for action in audit.actions))))
            refuse(
                f"there is no action '{name}' for the bumps of this school{meant}; the report's annex lists them, and "
                "'speedbumps explain' says what each is"
            )
    if both := sorted(wishes.pinned & wishes.forbidden):
        refuse(f"{', '.join(both)}: an action cannot be both in the plan (--pin) and not in it (--without)")


def _no_plan_text(audit: Audit, wishes: PlanWishes, kept: SchoolPlan | None) -> str:
    """Return why there is no plan with all pinned actions."""
    pinned = [action for action in audit.actions if action.id in wishes.pinned]
    carried = {each.bump for each in wishes.carried}
    taken = named_bumps(kept) | carried
    ours = [bump for bump in bumps_of_audit(audit) if bump.within_reach != "outside" and not bump.rough]
    bumps = [bump for bump in ours if bump.id not in taken]
    for action in pinned:
        if not any(eases(action, bump.id) for bump in bumps):
            named = f"{action.id} (“{action.title}”)"
            held = [bump.id for bump in ours if bump.id in taken and eases(action, bump.id)]
            if carried.intersection(held):
                return (
                    f"{named} is for {', '.join(held)}, against which something goes on from the last plan; leave that "
                    "out with --without, or write the action in yourself"
                )
            if held:
                return (
                    f"{named} is for {', '.join(held)}, which the plan names already, under priorities or left_out; "
                    "take it out there, or write the action in yourself"
                )
            return f"{named} eases no bump that the school can plan for; leave out --pin {action.id}"
    limit = "" if wishes.hours_per_term is None else f", with {wishes.hours_per_term:g} hours a term,"
    return (
        f"no plan{limit} has room for all that is pinned, each for a bump of its own (--most {wishes.most}); pin "
        "fewer, or allow more"
    )


def _closing_message(draft: PlanDraft, where: Path, kept: KnownPlan | None, wishes: PlanWishes) -> str:
    """Return what is said when the file is written."""
    if kept is None:
        return (
            f"The plan is in {where}. Change anything in it, and give what people agree to the status agreed; then "
            f"'speedbumps check {where}' says what is still missing."
        )
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
    return f"New in {where}: {added}; what stood there is as it was.{stays}"
