"""The boxes of a plan that people type into in its hand-out: where each belongs, and what stands there now."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Literal, NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.i18n import gettext_noop
from speedbumps.model.plan import PlannedAction, PlannedRequest, PlanStatus, SchoolPlan, questionnaire_id
from speedbumps.text import INVISIBLE, strip_controls

BoxKind = Literal["words", "day", "status", "hours"]

STATUSES: dict[PlanStatus, str] = {
    "proposed": gettext_noop("suggested"),
    "agreed": gettext_noop("agreed"),
    "under-way": gettext_noop("under way"),
    "done": gettext_noop("done"),
    "dropped": gettext_noop("dropped"),
}

TITLES = {
    "status": gettext_noop("Status"),
    "change": gettext_noop("What we change"),
    "stops": gettext_noop("What gives way"),
    "keeps": gettext_noop("Its good purpose"),
    "owner": gettext_noop("Who leads"),
    "start": gettext_noop("From"),
    "review": gettext_noop("We look again on"),
    "sign": gettext_noop("Quick sign"),
    "outcome": gettext_noop("Lasting outcome"),
    "could_lose": gettext_noop("Who could lose by it"),
    "so_we": gettext_noop("What we do so that they do not"),
    "hours_spent": gettext_noop("Hours spent"),
    "notes": gettext_noop("Notes"),
    "sent": gettext_noop("Sent on"),
    "answer": gettext_noop("Their answer"),
}
"""The titles of boxes, by the keys of the plan, in the order of its file."""

FAIRNESS = ("could_lose", "so_we")
"""The keys of an action that stand under `fairness`."""

KINDS: dict[str, BoxKind] = {
    "status": "status",
    "start": "day",
    "review": "day",
    "sent": "day",
    "hours_spent": "hours",
}
"""The kinds of boxes that do not hold words."""

OF_ACTION = tuple(key for key in TITLES if key not in {"sent", "answer"})
OF_REQUEST = ("sent", "answer")

NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""Characters that no Word document holds."""


class PlanBox(NamedTuple):
    """One box of a plan."""

    name: str
    """What it is found by in a document, such as plan:time.delay:A16:owner."""
    route: Route
    """Where it belongs in the file of the plan."""
    of: str
    """The bump whose action it is about, or whom something is asked of."""
    value: str
    """What stands there, as the file has it: a day as 2026-11-30, and nothing as an empty text."""

    @property
    def key(self) -> str:
        """Return the key in the file."""
        return str(self.route[-1])

    @property
    def kind(self) -> BoxKind:
        """Return what may be typed into it."""
        return KINDS.get(self.key, "words")


def name_of_plan(plan: SchoolPlan) -> str:
    """Return what a hand-out of *plan* is known by: its school, its round, and what was answered."""
    return f"{plan.format}:{plan.school}:{plan.round or ''}:{questionnaire_id(plan)}"


def plan_boxes(plan: SchoolPlan) -> Iterator[PlanBox]:
    """Yield all boxes of *plan*, in the order of its file."""
    for boxes in (*boxes_of_actions(plan), *boxes_of_requests(plan)):
        yield from boxes


def boxes_of_actions(plan: SchoolPlan) -> tuple[tuple[PlanBox, ...], ...]:
    """Return the boxes of each action of *plan*."""
    names = _numbered(f"plan:{each.bump}:{_action_name(each)}" for each in plan.priorities)
    return tuple(
        tuple(_action_box(name, place, key, each) for key in OF_ACTION)
        for place, (name, each) in enumerate(zip(names, plan.priorities, strict=True))
    )


def boxes_of_requests(plan: SchoolPlan) -> tuple[tuple[PlanBox, ...], ...]:
    """Return the boxes of each thing that *plan* asks of others."""
    names = _numbered(f"ask:{_short_digest(each.of, each.text, each.bump or '')}" for each in plan.asks)
    return tuple(
        tuple(PlanBox(f"{name}:{key}", ("asks", place, key), each.of, _request_value(each, key)) for key in OF_REQUEST)
        for place, (name, each) in enumerate(zip(names, plan.asks, strict=True))
    )


def typed_text(text: str) -> str:
    """Return *text* as a document holds it: without characters that steer, spaces that differ, and empty ends."""
    lines = (" ".join(NOT_XML.sub("", strip_controls(line)).split()) for line in text.splitlines())
    return "\n".join(lines).strip("\n")


def same_text(text: str) -> str:
    """Return *text* in the form in which it is compared: programs change characters that nobody sees."""
    return unicodedata.normalize("NFC", typed_text(INVISIBLE.sub("", text)))


def hours_text(hours: float) -> str:
    """Return *hours* as the file has them."""
    return f"{hours:.15g}"


def _action_name(planned: PlannedAction) -> str:
    """Return a name of what is done, which is another one as soon as something else is done."""
    return planned.action or (f"own-{_short_digest(planned.own.title)}" if planned.own else "")


def _numbered(names: Iterable[str]) -> Iterator[str]:
    """Yield *names*, with a number for the second of the same name and each later one."""
    seen = Counter[str]()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}#{seen[name]}"


def _action_box(name: str, place: int, key: str, planned: PlannedAction) -> PlanBox:
    between = ("fairness",) if key in FAIRNESS else ()
    return PlanBox(f"{name}:{key}", ("priorities", place, *between, key), planned.bump, _action_value(planned, key))


def _action_value(planned: PlannedAction, key: str) -> str:
    match key:
        case "could_lose" | "so_we":
            return typed_text(getattr(planned.fairness, key, None) or "")
        case "hours_spent":
            return "" if planned.hours_spent is None else hours_text(planned.hours_spent)
        case "start" | "review":
            day = planned.start if key == "start" else planned.review
            return day.isoformat() if day else ""
        case _:
            return typed_text(getattr(planned, key) or "")


def _request_value(request: PlannedRequest, key: str) -> str:
    if key == "sent":
        return request.sent.isoformat() if request.sent else ""
    return typed_text(request.answer or "")


def _short_digest(*texts: str) -> str:
    return sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()[:8]
