"""Rules for what people agree on in a plan: who leads and backs it, what it is for, and who could lose by it."""

from collections.abc import Iterator

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.lint.rules.plans import PlanInContext
from speedbumps.model.plan import OPEN, SchoolPlan

NEEDED = ("stops", "owner", "start", "review", "sign", "outcome")
"""What an action that people have agreed to needs."""

AGREED = ("agreed", "under-way")


def incomplete_action(checked: PlanInContext) -> Iterator[Fault]:
    """Something is agreed or under way, and the plan does not say who leads it, what gives way, or when people look.

    What has no name and no day is seldom done, and what has no sign cannot be looked back on. Fill in what the message
    lists; until people have agreed, the status is `proposed`. Where something is agreed, people also ask why the rest
    is left as it is: write it under `because`, in words that staff may read.

    Bad, at 7:13:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: who-can-say-yes
        status: agreed
        owner: the office manager
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: who-can-say-yes
        status: agreed
        stops: Asking for leave before small changes.
        owner: the office manager
        start: 2026-11-30
        review: 2027-03-12
        sign: Each request has an answer within a week.
        outcome: Nobody waits for a yes that no rule asks for.
    ```
    """
    for place, each in enumerate(checked.plan.priorities):
        missing = [name for name in NEEDED if getattr(each, name) is None]
        if each.status in AGREED and missing:
            named = ", ".join(missing)
            yield Fault(("priorities", place, "status"), f"this is {each.status}, and still lacks: {named}")
    for place, left in enumerate(checked.plan.left_out):
        if _is_agreed(checked.plan) and left.because is None:
            message = "something is agreed, and why this is left as it is stands nowhere; write it under because"
            yield Fault(("left_out", place), message)


def _is_agreed(plan: SchoolPlan) -> bool:
    """Return whether people have agreed to anything of *plan*."""
    return any(each.status in AGREED for each in plan.priorities)


def no_sponsor(checked: PlanInContext) -> Iterator[Fault]:
    """Something is agreed or under way, and nobody is named who stands behind it.

    When something else becomes urgent, work without backing stops first. Name a role under `sponsors`, such as the
    head or the chair of governors, with the last day of the term of office (`until`) if there is one.

    Bad, at 5:5:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: who-can-say-yes
        status: agreed
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    sponsors:
      - {role: Headteacher, until: 2029-08-31}
    priorities:
      - bump: time.delay
        action: who-can-say-yes
        status: agreed
    ```
    """
    if checked.plan.sponsors:
        return
    place = next((at for at, each in enumerate(checked.plan.priorities) if each.status in AGREED), None)
    if place is not None:
        message = "nobody stands behind this yet; name under sponsors whoever backs it, and until when"
        yield Fault(("priorities", place), message)


def no_mover(checked: PlanInContext) -> Iterator[Fault]:
    """A bump about know-how that does not spread gets an action that moves none, though the library has some that do.

    More courses do not use the skills that are there. Choose an action that brings people together who can learn from
    each other; or keep this one, and say why under `notes`.

    Bad, at 6:13:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: school@2.0.0
    priorities:
      - bump: resource.unused-expertise
        action: A16
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: school@2.0.0
    priorities:
      - bump: resource.unused-expertise
        action: A01
    ```
    """
    of = checked.instrument.questionnaire
    signals = {of.signals.expertise, of.signals.exchange, of.signals.openness}
    calling = {target for question in of.questions if question.id in signals for target in question.measures}
    for place, each in enumerate(checked.plan.priorities):
        action = checked.actions.get(each.action or "")
        moves = action.moves_knowledge if action else each.own is None or each.own.moves_knowledge
        movers = [other.id for other in checked.actions.values() if other.moves_knowledge and each.bump in other.eases]
        if each.status in OPEN and each.bump in calling and not moves and movers and not each.notes:
            route: Route = ("priorities", place, "action" if action else "own")
            yield Fault(route, f"this moves no know-how, which {each.bump} calls for; these do: {', '.join(movers)}")


def unchecked_fairness(checked: PlanInContext) -> Iterator[Fault]:
    """An action that may move pupils is planned without an answer to who could lose by it.

    Groups, timetables and support are where changes hurt those who speak up least. Ask first, and write under
    `fairness` who could lose (`could_lose`) and what you do about it (`so_we`).

    Bad, at 5:5:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        own: {title: Two tutor groups instead of three, eases: [time.delay], moves_pupils: true}
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        own: {title: Two tutor groups instead of three, eases: [time.delay], moves_pupils: true}
        fairness:
          could_lose: Pupils who need a small group.
          so_we: Keep the smallest group as it is.
    ```
    """
    for place, each in enumerate(checked.plan.priorities):
        action = checked.actions.get(each.action or "")
        moves = action.moves_pupils if action else each.own is not None and each.own.moves_pupils
        asked = each.fairness is not None and each.fairness.could_lose and each.fairness.so_we
        if each.status in OPEN and moves and not asked:
            message = "this may move pupils; write under fairness who could_lose by it, and what you do (so_we)"
            yield Fault(("priorities", place), message)


CHECKS: tuple[Check[PlanInContext], ...] = (
    Check("SB934", incomplete_action),
    Check("SB937", no_mover),
    Check("SB938", unchecked_fairness),
    Check("SB945", no_sponsor),
)
