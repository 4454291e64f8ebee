"""Why these actions were chosen, and what other hours would change."""

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.plan import PlannedAction
from speedbumps.plan.choose import PlanCriterion
from speedbumps.plan.draft import DraftAction, PlanDraft, ShiftedPlan
from speedbumps.plan.merits import Criterion
from speedbumps.plan.plan_file import REASONS
from speedbumps.report.blocks import (
    Block,
    Headline,
    RowGroup,
    Section,
    Strong,
    Table,
    Text,
    bullets,
    paragraphs,
    titled_bullets,
)
from speedbumps.report.figures import format_figure
from speedbumps.report.plan_page import PlanPage
from speedbumps.text import as_sentence

BETTER: dict[PlanCriterion, str] = {
    "votes": gettext_noop("more people find its bumps most in the way"),
    "height": gettext_noop("its bumps are more, or higher"),
    "fit": gettext_noop("more of its actions are meant for their bump above all"),
    "hours-back": gettext_noop("it costs fewer hours over a year, or gives more back"),
    "evidence": gettext_noop("it takes better tested actions"),
    "answers": gettext_noop("it should change the answers that make the bumps sooner"),
    "worked-here": gettext_noop("bumps became lower here after more of its actions"),
    "moves-knowledge": gettext_noop("more of its actions bring know-how from one person to another"),
    "besides": gettext_noop("it may ease more bumps besides"),
    "fewer-hours": gettext_noop("it takes fewer hours in a year"),
    "id": gettext_noop("nothing but the order of the alphabet"),
}
"""What speaks for a plan with more hours."""

WHY: dict[Criterion | str, str] = {
    "fit": gettext_noop("It is meant for this bump above all, and “%(other)s” for another."),
    "hours-back": gettext_noop("Energy is low. Over a year it costs fewer hours than “%(other)s”, or gives more back."),
    "evidence": gettext_noop("It is better tested than “%(other)s”."),
    "answers": gettext_noop("It should change the answers that make this bump, sooner than “%(other)s”."),
    "worked-here": gettext_noop("A bump became lower here after it was tried; “%(other)s” was not tried."),
    "moves-knowledge": gettext_noop("It brings know-how from one person to another; “%(other)s” does not."),
    "besides": gettext_noop("It may ease other bumps too, more than “%(other)s”."),
    "fewer-hours": gettext_noop("It takes fewer hours in a year than “%(other)s”."),
    "id": gettext_noop("“%(other)s” would do as well."),
    "hours": gettext_noop("“%(other)s” would come before it, but takes more hours than there are."),
    "taken": gettext_noop("“%(other)s” would come before it, but is used for another bump."),
    "pinned": gettext_noop("You asked for it."),
    "only": gettext_noop("No other fits."),
}


def reasons(page: PlanPage, words: Locale) -> Section | None:
    """Return the page with the reasons; None for a plan that was not drafted just now."""
    draft, gettext = page.draft, words.gettext
    if draft is None or not (draft.actions or draft.carried or draft.shifted or draft.without_mover):
        return None
    title = gettext("Why these")
    blocks: tuple[Block, ...] = (
        *paragraphs(_hours_note(draft, words)),
        *bullets(_carried_text(each, page, words) for each in draft.carried),
        *bullets(_reason_text(each, page, words) for each in draft.actions),
        *_hours_blocks(draft, words),
        *bullets(_shift_text(each, page, words) for each in draft.shifted),
        *paragraphs(_mover_text(draft, page, words)),
        *titled_bullets(gettext("What is left out for now, and why"), _left_out_texts(draft, page, words)),
    )
    return Section("why", title, blocks, (Headline(title, 2), *blocks))


def _hours_note(draft: PlanDraft, words: Locale) -> str | None:
    if draft.available is None:
        return None
    if any(needed > there for needed, there in zip(draft.needed, draft.available, strict=True)):
        return words.gettext("What is agreed takes more hours than are planned, so nothing was added.")
    if draft.halved:
        return words.gettext("The answers say that energy is low, so half of your hours are planned.")
    return None


def _reason_text(drafted: DraftAction, page: PlanPage, words: Locale) -> Text:
    reason = drafted.reason
    other = reason.other.title if reason.other else ""
    why = [words.gettext(WHY[reason.because], other=other)]
    if reason.displaced:
        steps = words.join([_step_text(each.bump, each.action, page, words) for each in reason.displaced])
        why.append(words.gettext("Without that, the plan would have: %(steps)s.", steps=steps))
    return (Strong(as_sentence(f"{drafted.target.title}: {drafted.action.title}")), f" {' '.join(why)}")


def _carried_text(planned: PlannedAction, page: PlanPage, words: Locale) -> Text:
    """Return why an action is in the plan that nobody chose now."""
    return (
        Strong(as_sentence(f"{page.bump_title(planned.bump)}: {page.action_title(planned)}")),
        " " + words.gettext("It is still under way from the last plan. Its hours to begin are not counted again."),
    )


def _left_out_texts(draft: PlanDraft, page: PlanPage, words: Locale) -> list[Text]:
    return [
        (Strong(f"{page.bump_title(each.bump)}:"), f" {as_sentence(words.gettext(REASONS[each.because]))}")
        for each in draft.left_out
    ]


def _hours_blocks(draft: PlanDraft, words: Locale) -> tuple[Block, ...]:
    gettext = words.gettext
    heads = (gettext("Hours"), gettext("First term"), gettext("Second term"), gettext("Third term"))
    rows = [(gettext("The plan takes at most"), *(needed_text(each, words) for each in draft.needed))]
    if draft.available is not None:
        rows.append((gettext("Hours to plan with"), *(format_figure(each, words) for each in draft.available)))
    groups = (RowGroup(None, tuple(rows)),)
    table = Table("hours", gettext("Hours of all people together, by term"), heads, frozenset({1, 2, 3}), groups)
    how = gettext("The highest costs count, and the lowest savings; savings count from the second term on.")
    return (table, *paragraphs(how))


def needed_text(hours: float, words: Locale) -> str:
    """Return the hours that a plan takes in a term, or those that it gives back if these are more."""
    figure = format_figure(abs(hours), words)
    return words.gettext("%(hours)s given back", hours=figure) if hours < 0 else figure


def _shift_text(shifted: ShiftedPlan, page: PlanPage, words: Locale) -> Text:
    gettext = words.gettext
    start = gettext("With %(hours)s hours a term:", hours=format_figure(shifted.hours_per_term, words))
    if not shifted.added and not shifted.dropped:
        return (Strong(start), " " + gettext("the same."))
    added = [_step_text(each.bump, each.action, page, words) for each in shifted.added]
    dropped = [_step_text(each.bump, each.action, page, words) for each in shifted.dropped]
    parts = (
        gettext("%(steps)s would come in", steps=words.join(added)) if added else None,
        gettext("%(steps)s would go out", steps=words.join(dropped)) if dropped else None,
    )
    decides = gettext("What speaks for the plan with more hours: %(reason)s.", reason=gettext(BETTER[shifted.because]))
    return (Strong(start), f" {'; '.join(part for part in parts if part)}. {decides}")


def _step_text(bump: str, action: str, page: PlanPage, words: Locale) -> str:
    title = page.actions[action].title if action in page.actions else action
    return words.gettext("“%(action)s” (%(bump)s)", action=title, bump=page.bump_title(bump))


def _mover_text(draft: PlanDraft, page: PlanPage, words: Locale) -> str | None:
    if not draft.without_mover:
        return None
    return words.gettext(
        "%(bumps)s: this is about know-how that does not spread, and no action that moves it fits.",
        bumps=words.join([page.bump_title(name) for name in draft.without_mover]),
    )
