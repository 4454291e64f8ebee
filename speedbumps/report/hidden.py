"""What is withheld, and why, in plain sentences."""

from typing import NamedTuple

from speedbumps.i18n import later
from speedbumps.model.audit import Reason
from speedbumps.report.view import View

REASONS: dict[Reason, str] = {
    "too-few": later("It would rest on fewer than %(min_group)s people, who could be recognised"),
    "complement": later("Shown beside the rest, it would give away a figure that is hidden"),
    "sensitive": later("The question is sensitive, so it needs at least %(min_sensitive)s people"),
    "distribution": later("How answers were spread is shown only for at least %(min_distribution)s people"),
    "open-text": later("People’s own words are counted only where at least %(min_open_text)s wrote something"),
    "merged-roles": later("Some roles are shown together, and this was not asked of them all"),
    "consent": later(
        "It is one person’s answers, and that person has not agreed to show them (a head who does writes "
        "“consent: identified” beside the answers)"
    ),
}

NAMED = 6
"""Figures of one kind that are named one by one; more are counted."""


class Hidden(NamedTuple):
    """One reason, and what it hides."""

    reason: str
    what: tuple[str, ...]


def hidden(view: View) -> tuple[Hidden, ...]:
    """What is withheld, by reason."""
    found: dict[Reason, dict[str, list[str]]] = {}
    for withheld in view.audit.withheld:
        where, _, role = withheld.where.partition("/")
        found.setdefault(withheld.reason, {}).setdefault(role, []).append(where)
    return tuple(Hidden(_reason(reason, view), tuple(_what(groups, view))) for reason, groups in found.items())


def comfort(view: View) -> str | None:
    """How much is shown all the same."""
    put = [target for target in view.targets.values() if target.status != "not-asked"]
    shown = sum(target.severity is not None for target in put)
    if not view.audit.withheld or not put:
        return None
    say = view.words.say
    calm = say("Nothing is wrong, and nobody need do anything about it.")
    scores = say("%(shown)s of %(all)s scores of the whole school are shown.", shown=shown, all=len(put))
    most = say("Most of what is hidden compares roles.") if _compares_roles(view) else ""
    return " ".join(filter(None, (calm, scores, most)))


def _compares_roles(view: View) -> bool:
    """Whether most of what is withheld is about some role only."""
    of_roles = sum("/" in withheld.where for withheld in view.audit.withheld)
    return of_roles > len(view.audit.withheld) / 2


def _reason(reason: Reason, view: View) -> str:
    return view.words.say(REASONS[reason], **view.audit.questionnaire.limits.model_dump())


def _what(groups: dict[str, list[str]], view: View) -> list[str]:
    """A line for each set of things that are hidden, with those from whom they are."""
    found: dict[str, list[str]] = {}
    for role, places in groups.items():
        scores = [place for place in places if place in view.targets]
        asked = [place for place in places if place in view.asked]
        others = [place for place in places if place not in view.targets and place not in view.asked]
        for kind in filter(None, (others, scores, asked)):
            found.setdefault(_named(kind, view, scores=kind is scores), []).append(view.role(role) if role else "")
    return [_line(what, who, view) for what, who in found.items()]


def _line(what: str, who: list[str], view: View) -> str:
    """What is hidden, and of whom; of all together where no role is named."""
    if not any(who):
        return what
    named = "; ".join(each or view.words.say("everybody together") for each in who)
    return f"{named}: {what}"


def _named(places: list[str], view: View, *, scores: bool) -> str:
    if len(places) <= NAMED:
        return "; ".join(dict.fromkeys(view.name(place) for place in places))
    if scores:
        return view.words.count("%(n)s score", "%(n)s scores", len(places))
    return view.words.count("%(n)s question", "%(n)s questions", len(places))
