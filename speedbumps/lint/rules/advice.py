"""Rules for the advice of a report: enough actions for each facet, and evidence with sources."""

from collections.abc import Iterator

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.actions import Action, ActionLibrary, Hours
from speedbumps.model.instrument import Instrument
from speedbumps.model.staff_hours import SCALED

FEWEST = 2
"""The fewest actions that give a choice."""

TESTED = ("A", "B", "C", "G", "X")
"""Grades that are based on studies, guidance or accounts."""

NEVER_CHOSEN = "X"
"""The grade of actions that were tested and had no effect."""


def too_few_actions(instrument: Instrument) -> Iterator[Fault]:
    """A facet has fewer than two actions to choose from.

    If it is a bump, the school should be able to choose one action and reject another; a single one is a prescription.
    Write at least two actions that ease the facet. Those of grade X do not count: they are never proposed.

    Bad, at 8:13:

    ```yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
          # No action eases this.
          - id: meetings
            title: Meetings that could be a note
    ```

    Good:

    ```yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
    ```
    """
    for route, target, actions in _actions_by_facet(instrument):
        if len(actions) < FEWEST:
            number = "one action eases" if actions else "no action eases"
            yield Fault(route, f"{number} {target}; a school needs at least {FEWEST} to choose from")


def no_own_action(instrument: Instrument) -> Iterator[Fault]:
    """No action against a facet can be started by the school itself.

    Whatever others have to change, a school needs something of its own to do, or all that is left is to wait. Write an
    action with `own_reach: true`, however small.

    Bad, at 7:13:

    ```yaml
    # Both actions in this library are for the authority to begin.
    actions: outside.actions.yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
    ```

    Good:

    ```yaml
    actions: base.actions.yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
    ```
    """
    for route, target, actions in _actions_by_facet(instrument):
        if actions and not any(action.own_reach for action in actions):
            names = ", ".join(action.id for action in actions)
            yield Fault(
                route,
                f"a school can begin no action against {target} by itself; write own_reach: true at one that it can "
                f"begin ({names}), or write another action",
            )


def _actions_by_facet(instrument: Instrument) -> Iterator[tuple[Route, str, list[Action]]]:
    """Yield for each facet the route to its id, its full name, and the actions that may be proposed against it.

    Nothing is yielded without an action library.
    """
    if instrument.library is None:
        return
    easing: dict[str, list[Action]] = {}
    for action in instrument.library.actions:
        if action.evidence.grade != NEVER_CHOSEN:
            for target in action.eases:
                easing.setdefault(target, []).append(action)
    for place, barrier in enumerate(instrument.questionnaire.barriers):
        for step, facet in enumerate(barrier.facets):
            target = f"{barrier.id}.{facet.id}"
            yield ("barriers", place, "facets", step, "id"), target, easing.get(target, [])


def grade_without_source(library: ActionLibrary) -> Iterator[Fault]:
    """The evidence for an action has a grade that rests on studies or guidance, and names none.

    Readers cannot look it up, and nobody can tell later whether the grade still holds. Write the `source`, or grade
    the action D (judgement) or local (a school's own).

    Bad, at 10:14:

    ```yaml actions
    actions:
      - id: who-can-say-yes
        title: Who can say yes
        level: school
        eases: [time.delay]
        first_step: Beside each common request, name one person who decides.
        owner: office manager
        horizon: quick
        evidence:
          grade: B
          summary: Schools in one trial answered faster.
    ```

    Good:

    ```yaml actions
    actions:
      - id: who-can-say-yes
        title: Who can say yes
        level: school
        eases: [time.delay]
        first_step: Beside each common request, name one person who decides.
        owner: office manager
        horizon: quick
        evidence:
          grade: D
          summary: Judgement. No direct test in schools was found.
    ```
    """
    for place, action in enumerate(library.actions):
        grade = action.evidence.grade
        if grade in TESTED and not (action.evidence.source or "").strip():
            message = f"the grade {grade} rests on studies or guidance; name them under source, or write D or local"
            yield Fault(("actions", place, "evidence", "grade"), message)


def hours_for_whom(library: ActionLibrary) -> Iterator[Fault]:
    """Actions have hours, and the library does not say for how many staff.

    Hours are then taken to be those of a staff of 45. In a school of another size, reports and plans scale those of the
    levels teacher and school with the number of staff, so a plan of a school of 15 would count a third of what is
    written. Write `hours_for`, the number of staff that you had in mind.

    Bad, at 9:5:

    ```yaml actions
    actions:
      - id: who-can-say-yes
        title: Who can say yes
        level: school
        eases: [time.delay]
        first_step: Beside each common request, name one person who decides.
        owner: office manager
        horizon: quick
        hours:
          setup: [3, 6]
        evidence:
          grade: D
          summary: Judgement. No direct test in schools was found.
    ```

    Good:

    ```yaml actions
    hours_for: 45
    actions:
      - id: who-can-say-yes
        title: Who can say yes
        level: school
        eases: [time.delay]
        first_step: Beside each common request, name one person who decides.
        owner: office manager
        horizon: quick
        hours:
          setup: [3, 6]
        evidence:
          grade: D
          summary: Judgement. No direct test in schools was found.
    ```
    """
    if "hours_for" in library.model_fields_set:
        return
    for place, action in enumerate(library.actions):
        if action.level in SCALED and action.hours != Hours():
            message = (
                f"these hours are taken to be those of {library.hours_for} staff; write hours_for: with the number of "
                "staff that they are for, above actions:"
            )
            yield Fault(("actions", place, "hours"), message, at_key=True)
            return


CHECKS: tuple[Check[Instrument], ...] = (Check("SB701", too_few_actions), Check("SB702", no_own_action))

LIBRARY: tuple[Check[ActionLibrary], ...] = (Check("SB703", grade_without_source), Check("SB704", hours_for_whom))
