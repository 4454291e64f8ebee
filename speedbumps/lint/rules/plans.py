"""Rules for the plan that a school keeps: its questionnaire, and the names of bumps and actions."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.actions import Action
from speedbumps.model.instrument import Instrument
from speedbumps.model.plan import OPEN, SchoolPlan
from speedbumps.model.queries import target_names
from speedbumps.text import fold_text


class PlanBase(NamedTuple):
    """A plan, and why its questionnaire cannot be used, if so."""

    plan: SchoolPlan
    reason: str | None


class PlanInContext(NamedTuple):
    """A plan with its questionnaire and its library of actions."""

    plan: SchoolPlan
    instrument: Instrument

    @property
    def actions(self) -> Mapping[str, Action]:
        """Return the actions of the library, by id."""
        library = self.instrument.library
        return {action.id: action for action in library.actions} if library else {}


def no_questionnaire_of_plan(base: PlanBase) -> Iterator[Fault]:
    """The questionnaire of a plan is not there, or cannot be used.

    Then nobody can tell what its bumps and actions are. Put the questionnaire beside the plan, or into the
    folder questionnaires there; or name its path with `-q`, to `check` and to `plan`; or correct its name.

    Bad, at 3:16:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: bse@1.0.0
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    ```
    """
    if base.reason is not None:
        yield Fault(("questionnaire",), base.reason)


def unknown_bump(checked: PlanInContext) -> Iterator[Fault]:
    """A plan names a bump that is no facet or barrier of its questionnaire.

    A report could not say later whether it became lower. Write the full name, such as `time.delay`.

    Bad, at 5:11:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.dely
        action: who-can-say-yes
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: who-can-say-yes
    ```
    """
    known = target_names(checked.instrument.questionnaire)
    for route, name in _named_bumps(checked.plan):
        if name not in known:
            message = f"there is no facet or barrier '{name}' in {checked.plan.questionnaire}"
            yield Fault(route, message + did_you_mean(name, known))


def _named_bumps(plan: SchoolPlan) -> Iterator[tuple[Route, str]]:
    for place, each in enumerate(plan.priorities):
        yield ("priorities", place, "bump"), each.bump
        for step, name in enumerate(each.own.eases if each.own else ()):
            yield ("priorities", place, "own", "eases", step), name
    for place, left in enumerate(plan.left_out):
        yield ("left_out", place, "bump"), left.bump
    for place, ask in enumerate(plan.asks):
        if ask.bump is not None:
            yield ("asks", place, "bump"), ask.bump


def unknown_action(checked: PlanInContext) -> Iterator[Fault]:
    """A plan names an action that is not in the library.

    Its title, its hours and what to look for are not known then. Correct the id; or if the library has dropped the
    action, write it out under `own`, with a title and hours.

    Bad, at 6:13:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: who-can-say-no
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        own:
          title: Who can say no
          eases: [time.delay]
    ```
    """
    for place, each in enumerate(checked.plan.priorities):
        if each.action is not None and each.action not in checked.actions:
            titled = {fold_text(action.title): action.id for action in checked.actions.values()}
            meant = titled.get(fold_text(each.action))
            advice = f"; write its id, {meant}" if meant else "; 'speedbumps explain ID' says what an action is"
            message = f"there is no action '{each.action}' in the library of {checked.plan.questionnaire}{advice}"
            yield Fault(("priorities", place, "action"), message)


def no_single_action(checked: PlanInContext) -> Iterator[Fault]:
    """A priority has no action, or two.

    One thing at a time can be done, and looked back on. Name an `action` of the library, or write one of your `own`.

    Bad, at 5:5:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: answer-by-friday
    ```
    """
    for place, each in enumerate(checked.plan.priorities):
        if (each.action is None) == (each.own is None):
            message = (
                "there is no action for this bump; name one under action, or write one under own"
                if each.action is None
                else "there is an action of the library and one of your own for this bump; keep one of them"
            )
            yield Fault(("priorities", place), message)


def bump_twice(checked: PlanInContext) -> Iterator[Fault]:
    """A plan does something about a bump, and says that it leaves it as it is.

    Staff would read “we will” and “we leave it” on one page. Take the bump out of one of the two lists.

    Bad, at 8:11:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: who-can-say-yes
    left_out:
      - bump: time.delay
        because: not this year
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: who-can-say-yes
    ```
    """
    going = {each.bump for each in checked.plan.priorities if each.status in OPEN}
    for place, left in enumerate(checked.plan.left_out):
        if left.bump in going:
            yield Fault(("left_out", place, "bump"), f"{left.bump} is among the priorities too; keep one of the two")


BASE_CHECKS: tuple[Check[PlanBase], ...] = (Check("SB930", no_questionnaire_of_plan),)

CHECKS: tuple[Check[PlanInContext], ...] = (
    Check("SB931", unknown_bump),
    Check("SB932", unknown_action),
    Check("SB933", no_single_action),
    Check("SB940", bump_twice),
)
