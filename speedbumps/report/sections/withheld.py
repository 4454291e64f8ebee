"""The figures that are withheld, and why, in plain sentences."""

from typing import NamedTuple

from speedbumps.i18n import gettext_noop
from speedbumps.model.audit import Reason
from speedbumps.report.blocks import Block, Fold, ItemList, Only, Paragraph, Section, Strong, SubItems, titled_bullets
from speedbumps.report.view import View

REASONS: dict[Reason, str] = {
    "too-few": gettext_noop("It would rest on fewer than %(min_group)s people, who could be recognised"),
    "complement": gettext_noop("Shown beside the rest, it would give away a figure that is hidden"),
    "sensitive": gettext_noop("The question is sensitive, and needs at least %(min_sensitive)s people"),
    "distribution": gettext_noop("How answers were spread is shown only for at least %(min_distribution)s people"),
    "open-text": gettext_noop("People’s own words are counted only where at least %(min_open_text)s wrote something"),
    "merged-roles": gettext_noop("Some roles are shown together, and this was not asked of them all"),
    "consent": gettext_noop(
        "It is one person’s answers, and that person has not agreed to show them (a head who does writes "
        "“consent: identified” beside the answers)"
    ),
}

BESIDE_SENSITIVE = gettext_noop(
    "It shares a part with a sensitive question, which needs at least %(min_sensitive)s people"
)
"""The reason for which a figure is hidden that is not of a sensitive question itself."""

MOST_NAMED = 6
"""The most figures of one kind that are named; more are only counted."""


class WithheldGroup(NamedTuple):
    """One reason for withholding, and what is withheld for it."""

    reason: str
    what: tuple[str, ...]


def withheld(view: View) -> Section:
    """Return the section about the figures that are not shown, and why."""
    gettext = view.words.gettext
    groups, advice = _withheld_groups(view), next_time_lines(view)
    lines = tuple(f"{group.reason}: {'; '.join(group.what)}." for group in groups)
    return Section(
        anchor="hidden",
        title=gettext("What is not shown, and why"),
        blocks=_withheld_blocks(groups, view) if groups else (Paragraph(gettext("Nothing was withheld.")),),
        summary=(
            *titled_bullets(gettext("Not shown, and why"), lines, 2),
            *titled_bullets(gettext("To learn more next time"), advice, 2),
        ),
    )


def next_time_lines(view: View) -> tuple[str, ...]:
    """Return advice on how to learn more next time, if much is withheld."""
    gettext = view.words.gettext
    put = [target for target in view.targets.values() if target.status != "not-asked"]
    hidden = sum(target.status == "withheld" for target in put)
    least = view.audit.questionnaire.limits.min_group
    if 2 * hidden <= len(put) or view.audit.respondents.n == 1:
        return ()
    return (
        gettext("Ask more people. Each figure needs the answers of at least %(n)s.", n=least),
        gettext(
            "Is the staff very small? Sit down together, agree one answer to each question, and hand it in as one form "
            "with the role for staff together."
        ),
        gettext("Tell people what is shown and what is not. Many answer once they know that nobody can be recognised."),
        gettext("Silence is worth a conversation too: what would make it easy to answer?"),
    )


def _withheld_blocks(groups: tuple[WithheldGroup, ...], view: View) -> tuple[Block, ...]:
    gettext = view.words.gettext
    trust = gettext("People answered in trust. Some figures stay hidden so that nobody can be recognised.")
    listed = (ItemList(tuple(SubItems(Strong(f"{group.reason}."), group.what) for group in groups)),)
    return (
        Paragraph((trust, " ", _reassurance(view) or "")),
        Only("page", (Fold(gettext("What is hidden, and why"), listed, on_paper="open"),)),
        Only("text", listed),
    )


def _withheld_groups(view: View) -> tuple[WithheldGroup, ...]:
    """Return what is withheld, grouped by reason."""
    found: dict[str, dict[str, list[str]]] = {}
    for each in view.audit.withheld:
        where, _, role = each.where.partition("/")
        found.setdefault(_reason_text(each.reason, where, view), {}).setdefault(role, []).append(where)
    return tuple(WithheldGroup(reason, tuple(_hidden_lines(groups, view))) for reason, groups in found.items())


def _reassurance(view: View) -> str | None:
    """Return a few sentences that say how many scores are shown; None if nothing is withheld."""
    put = [target for target in view.targets.values() if target.status != "not-asked"]
    shown = sum(target.severity is not None for target in put)
    if not view.audit.withheld or not put:
        return None
    gettext = view.words.gettext
    calm = "" if next_time_lines(view) else gettext("Nothing is wrong, and nobody need do anything about it.")
    scores = gettext("%(shown)s of %(all)s scores of the whole school are shown.", shown=shown, all=len(put))
    most = gettext("Most of what is hidden compares roles.") if _is_mostly_roles(view) else ""
    return " ".join(filter(None, (calm, scores, most)))


def _is_mostly_roles(view: View) -> bool:
    """Return whether most of the withheld figures are those of a role."""
    of_roles = sum("/" in each.where for each in view.audit.withheld)
    return of_roles > len(view.audit.withheld) / 2


def _reason_text(reason: Reason, where: str, view: View) -> str:
    """Return the *reason* why the figure of *where* is hidden."""
    said = REASONS[reason]
    if reason == "sensitive" and not (where in view.questions and view.questions[where].sensitive):
        said = BESIDE_SENSITIVE
    return view.words.gettext(said, **view.audit.questionnaire.limits.model_dump())


def _hidden_lines(groups: dict[str, list[str]], view: View) -> list[str]:
    """Return a line for each set of withheld figures, with the roles whose figures they are."""
    found: dict[str, list[str]] = {}
    for role, places in groups.items():
        scores = [place for place in places if place in view.targets]
        asked = [place for place in places if place in view.question_texts]
        others = [place for place in places if place not in view.targets and place not in view.question_texts]
        for kind in filter(None, (others, scores, asked)):
            found.setdefault(_hidden_names(kind, view, scores=kind is scores), []).append(
                view.role_label(role) if role else ""
            )
    return [_hidden_line(what, who, view) for what, who in found.items()]


def _hidden_line(what: str, who: list[str], view: View) -> str:
    """Return what is withheld and for which roles; without any role, what is withheld alone."""
    if not any(who):
        return what
    named = "; ".join(each or view.words.gettext("everybody together") for each in who)
    return f"{named}: {what}"


def _hidden_names(places: list[str], view: View, *, scores: bool) -> str:
    if len(places) <= MOST_NAMED:
        return "; ".join(dict.fromkeys(view.label(place) for place in places))
    if scores:
        return view.words.ngettext("%(n)s score", "%(n)s scores", len(places))
    return view.words.ngettext("%(n)s question", "%(n)s questions", len(places))
