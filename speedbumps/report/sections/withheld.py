"""The figures that are withheld, and why, in plain sentences."""

from typing import NamedTuple

from speedbumps.i18n import gettext_noop
from speedbumps.model.audit import Reason
from speedbumps.report.blocks import Block, Headline, ItemList, Paragraph, Section, Strong, SubItems
from speedbumps.report.view import View

REASONS: dict[Reason, str] = {
    "too-few": gettext_noop("A number that would rest on fewer than %(min_group)s people"),
    "complement": gettext_noop("What would give away, beside the rest, a figure that is hidden"),
    "sensitive": gettext_noop("A sensitive question, which needs at least %(min_sensitive)s people"),
    "distribution": gettext_noop("How the answers of fewer than %(min_distribution)s people were spread"),
    "open-text": gettext_noop("People’s own words are counted only where at least %(min_open_text)s wrote something"),
    "merged-roles": gettext_noop("Some roles are shown together, and this was not asked of them all"),
    "consent": gettext_noop(
        "It is one person’s answers, and that person has not agreed to show them (a head who does writes "
        "“consent: identified” beside the answers)"
    ),
}

BESIDE_SENSITIVE = gettext_noop("Beside a sensitive question, which needs at least %(min_sensitive)s people")
"""The reason for which a figure is hidden that is not of a sensitive question itself."""

MOST_NAMED = 6
"""The most figures of one kind that are named; more are only counted."""


class WithheldGroup(NamedTuple):
    """One reason for withholding, and what is withheld for it."""

    reason: str
    what: tuple[str, ...]


def hidden_blocks(view: View) -> tuple[Block, ...]:
    """Return in brief what is not shown, with its heading; nothing if nothing is withheld."""
    found: dict[Reason, list[str]] = {}
    for each in view.audit.withheld:
        found.setdefault(each.reason, []).append(each.where)
    if not found:
        return ()
    gettext = view.words.gettext
    title = Headline(gettext("What is not shown, so that nobody can be recognised"), 2)
    lines = tuple(
        f"{_reason_text(reason, places[0], view)}: {_kinds_text(places, view)}." for reason, places in found.items()
    )
    return (title, ItemList(lines))


def _kinds_text(places: list[str], view: View) -> str:
    """Return how many figures of each kind are hidden."""
    words = view.words
    whole = [place for place in places if "/" not in place]
    groups = len(places) - len(whole)
    scores = sum(place in view.targets for place in whole)
    counts = (
        (scores, words.ngettext("%(n)s number of the whole school", "%(n)s numbers of the whole school", scores)),
        (len(whole) - scores, words.ngettext("%(n)s question", "%(n)s questions", len(whole) - scores)),
        (groups, words.ngettext("%(n)s number of a group", "%(n)s numbers of groups", groups)),
    )
    return words.join([text for n, text in counts if n])


def withheld(view: View) -> Section | None:
    """Return all figures that are not shown, and why; None if nothing is withheld."""
    groups = _withheld_groups(view)
    if not groups:
        return None
    trust = view.words.gettext("People answered in trust. Some figures stay hidden so that nobody can be recognised.")
    listed = ItemList(tuple(SubItems(Strong(f"{group.reason}."), group.what) for group in groups))
    return Section(
        anchor="hidden",
        title=view.words.gettext("All that is not shown, and why"),
        blocks=(*(() if view.is_one_voice else (Paragraph((trust, " ", _reassurance(view) or "")),)), listed),
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
