"""Rules for the time that a plan takes: hours, days, and terms of office."""

from collections.abc import Iterator

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.lint.rules.plans import PlanInContext
from speedbumps.model.plan import OPEN, PlannedAction, hours_from_now
from speedbumps.model.plan_dates import first_day_of_round, late_results, plan_begins, still_runs
from speedbumps.model.staff_hours import TERMS, TermHours, scale_hours, term_hours


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


def review_before_plan(checked: PlanInContext) -> Iterator[Fault]:
    """The day on which people look again is before the round that the plan rests on.

    It was written for an earlier plan, so nobody looks again in this one. Write a day that is still to come. If the
    round names no year, the day is compared with the first start in the plan.

    Bad, at 11:13:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    round: 2027-autumn
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: who-can-say-yes
        status: under-way
        since: 2026-autumn
        start: 2027-01-11
        review: 2027-04-30
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    round: 2027-autumn
    questionnaire: base@1.0.0
    priorities:
      - bump: time.delay
        action: who-can-say-yes
        status: under-way
        since: 2026-autumn
        start: 2027-01-11
        review: 2028-01-28
    ```
    """
    begins = first_day_of_round(checked.plan.round) or plan_begins(checked.plan)
    for place, each in enumerate(checked.plan.priorities):
        if begins is not None and each.status in OPEN and each.review is not None and each.review < begins:
            yield Fault(
                ("priorities", place, "review"), f"this is before {begins}, when the round begins; write a later day"
            )


def ended_mandate(checked: PlanInContext) -> Iterator[Fault]:
    """The term of office of somebody who stands behind the work ended before the plan begins.

    The plan begins with the first start of what is new in it, or else with its round. Name whoever has the office now,
    or the new last day; or take the line out.

    Bad, at 6:39:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    round: 2027-autumn
    questionnaire: base@1.0.0
    sponsors:
      - {role: Chair of governors, until: 2027-07-31}
      - {role: Headteacher, until: 2029-08-31}
    ```

    Good:

    ```yaml plan
    format: speedbumps-plan/1
    school: hillview
    round: 2027-autumn
    questionnaire: base@1.0.0
    sponsors:
      - {role: Chair of governors, until: 2031-07-31}
      - {role: Headteacher, until: 2029-08-31}
    ```
    """
    begins = plan_begins(checked.plan)
    for place, each in enumerate(checked.plan.sponsors):
        if not still_runs(each, begins):
            message = f"this ends before new work begins, {begins}; name who has the office now, or the new last day"
            yield Fault(("sponsors", place, "until"), message)


CHECKS: tuple[Check[PlanInContext], ...] = (
    Check("SB935", over_hours),
    Check("SB936", past_mandate),
    Check("SB939", review_before_start),
    Check("SB946", review_before_plan),
    Check("SB947", ended_mandate),
)
