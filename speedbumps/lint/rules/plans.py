"""Rules for the plan that a school keeps: names that are there, what is still missing, hours, and terms of office."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.actions import Action
from speedbumps.model.instrument import Instrument
from speedbumps.model.plan import OPEN, PlannedAction, SchoolPlan, hours_from_now
from speedbumps.model.plan_dates import late_results
from speedbumps.model.queries import target_names
from speedbumps.model.staff_hours import TERMS, TermHours, scale_hours, term_hours
from speedbumps.text import fold_text

NEEDED = ("stops", "owner", "start", "review", "sign", "outcome")
"""What an action that people have agreed to needs."""

AGREED = ("agreed", "under-way")


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

    Then nobody can tell what its bumps and actions are. Put the questionnaire beside the plan, or correct its name.

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


def over_hours(checked: PlanInContext) -> Iterator[Fault]:
    """The open actions of a plan take more hours in a term than the plan says there are.

    What does not fit is done badly, or by people in their own time. Take one thing out, choose one that takes less, or
    let more give way. Counted are the highest costs and the lowest savings, which arrive a term later, for the number
    of staff under `staff`.

    Bad, at 4:17:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    hours_per_term: 20
    priorities:
      - bump: time.delay
        own:
          title: A form for each request
          eases: [time.delay]
          hours: {setup: [5, 10], per_term: [10, 15]}
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    hours_per_term: 25
    priorities:
      - bump: time.delay
        own:
          title: A form for each request
          eases: [time.delay]
          hours: {setup: [5, 10], per_term: [10, 15]}
    ```
    """
    there = checked.plan.hours_per_term
    needed = _needed_hours(checked)
    if there is not None and max(needed) > there:
        term = needed.index(max(needed)) + 1
        message = f"the plan takes up to {max(needed):g} hours in term {term}, and there are {there:g}"
        yield Fault(("hours_per_term",), message)


def _needed_hours(checked: PlanInContext) -> tuple[float, ...]:
    """Return the hours that all open actions take in each term."""
    terms = [_hours_of(each, checked) for each in checked.plan.priorities if each.status in OPEN]
    return tuple(sum(each[term] for each in terms) for term in range(TERMS))


def _hours_of(planned: PlannedAction, checked: PlanInContext) -> TermHours:
    """Return the hours of a planned action in each term; none if it is not known."""
    library, action = checked.instrument.library, checked.actions.get(planned.action or "")
    if planned.own is not None:
        return term_hours(hours_from_now(planned, planned.own.hours))
    if library is None or action is None:
        return (0.0, 0.0, 0.0)
    hours = scale_hours(action.hours, action.level, library.hours_for, checked.plan.staff)
    return term_hours(hours_from_now(planned, hours))


def past_mandate(checked: PlanInContext) -> Iterator[Fault]:
    """The first results of an action can be seen only after everybody who stands behind it has left office.

    Whoever comes next may not know what it was for. Name under `sponsors` somebody who stays, begin earlier, choose
    something quicker, or add an action that keeps the work going, which the message names if the library has any.

    Bad, at 5:32:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    sponsors:
      - {role: Headteacher, until: 2027-01-31}
    priorities:
      - bump: time.delay
        action: answer-by-friday
        start: 2026-11-30
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
        action: answer-by-friday
        start: 2026-11-30
    ```
    """
    keeping = {
        action.id: f"{action.id} (“{action.title}”)" for action in checked.actions.values() if action.outlasts_sponsors
    }
    if any(each.action in keeping for each in checked.plan.priorities):
        return
    advice = f"; actions that keep the work going: {', '.join(keeping.values())}" if keeping else ""
    found = tuple(late_results(checked.plan, {action.id: action.horizon for action in checked.actions.values()}))
    if found:
        last = max(found, key=lambda late: late.seen)
        ends = f"the last term of office ends before, on {last.sponsor.until} ({last.sponsor.role})"
        message = (
            f"first results can be expected by {last.seen}, and {ends}; name somebody who stays, or begin "
            f"earlier{advice}"
        )
        yield Fault(("sponsors", checked.plan.sponsors.index(last.sponsor), "until"), message)


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


def review_before_start(checked: PlanInContext) -> Iterator[Fault]:
    """The day on which people look again is not after the day on which they start.

    Bad, at 8:13:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: who-can-say-yes
        start: 2026-11-30
        review: 2026-03-12
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: who-can-say-yes
        start: 2026-11-30
        review: 2027-03-12
    ```

    Is the year right? One of the two days is mistyped, or they are in each other's place.
    """
    for place, each in enumerate(checked.plan.priorities):
        if each.start is not None and each.review is not None and each.review <= each.start:
            yield Fault(("priorities", place, "review"), f"this is not after the start, {each.start}")


BASE_CHECKS: tuple[Check[PlanBase], ...] = (Check("SB930", no_questionnaire_of_plan),)


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


CHECKS: tuple[Check[PlanInContext], ...] = (
    Check("SB931", unknown_bump),
    Check("SB932", unknown_action),
    Check("SB933", no_single_action),
    Check("SB934", incomplete_action),
    Check("SB935", over_hours),
    Check("SB936", past_mandate),
    Check("SB937", no_mover),
    Check("SB938", unchecked_fairness),
    Check("SB939", review_before_start),
    Check("SB940", bump_twice),
    Check("SB945", no_sponsor),
)
