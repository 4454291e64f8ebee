"""Rules for what schools of ordinary size can see of their answers."""

from collections import Counter
from collections.abc import Iterator, Mapping

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.disclosure.cells import build_school_cells, fallback_roles, is_total_publishable
from speedbumps.disclosure.limits import least_people
from speedbumps.lint.rules.item_weights import facet_routes
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import is_role_absent
from speedbumps.model.questionnaire import FULL, NATIONS, Nation, Questionnaire
from speedbumps.scoring.cell_names import TOGETHER
from speedbumps.scoring.context import ScoringContext, count_applicable
from speedbumps.scoring.targets import Target, build_rubric

LEADERS = 3
"""The people of the role that a one-person role joins, in a school of ordinary size."""

STAFF = 8
"""The people of each other role there."""

OTHERS = 2
"""The roles beside those of leaders from which on the role that is joined is taken for leaders, not for all staff."""


def never_shown(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A school of ordinary size would never see a facet.

    Roles of fewer than `min_group` people are counted together with others, and a question then counts only if all of
    these roles are asked it. In a school with one head, three leaders, eight teachers and eight support staff, what
    only leaders are asked is hidden. The check counts one person for a role with `one_person`, three for the role that
    it joins, and eight for every other role that is not `outside`. Ask at least two questions about the facet of all of
    these roles, in words of the same meaning; what only leaders can know may be an amount, an open question, or one
    question more.

    Bad, at 21:13:

    ```yaml
    roles:
      - id: head
        title: Headteacher
        one_person: true
        joins: leader
      - id: leader
        title: Other leader
      - id: teacher
        title: Teacher
      - id: support
        title: Support staff
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
      - id: resource
        title: Resource
        facets:
          - id: funding
            title: Money that lasts
    questions:
      - id: T01
        text: I chase people for an answer.
        scale: how-often
        measures: {time.delay: barrier}
      - id: T02
        text: I get an answer within a week of asking.
        scale: how-often
        measures: {time.delay: enabler}
      - id: R01
        text: Useful work here stopped when its money ran out.
        scale: how-often
        measures: {resource.funding: barrier}
        asked_of: [head, leader]
      - id: R02
        text: We hear of our budget in time to plan well.
        scale: how-often
        measures: {resource.funding: enabler}
        asked_of: [head, leader]
    forms: {}
    ```

    Good:

    ```yaml
    roles:
      - id: head
        title: Headteacher
        one_person: true
        joins: leader
      - id: leader
        title: Other leader
      - id: teacher
        title: Teacher
      - id: support
        title: Support staff
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a yes
      - id: resource
        title: Resource
        facets:
          - id: funding
            title: Money that lasts
    questions:
      - id: T01
        text: I chase people for an answer.
        scale: how-often
        measures: {time.delay: barrier}
      - id: T02
        text: I get an answer within a week of asking.
        scale: how-often
        measures: {time.delay: enabler}
      - id: R01
        text: Useful work here stopped when its money ran out.
        scale: how-often
        measures: {resource.funding: barrier}
      - id: R02
        text: We hear of our budget in time to plan well.
        scale: how-often
        measures: {resource.funding: enabler}
    forms: {}
    ```
    """
    routes = {name: (*route, "id") for route, name in facet_routes(questionnaire)}
    columns = [question.id for question in questionnaire.questions]
    context = ScoringContext(Instrument(questionnaire=questionnaire), build_rubric(questionnaire, FULL, columns), FULL)
    schools = {tuple(sizes.items()): sizes for nation in NATIONS if (sizes := ordinary_staff(questionnaire, nation))}
    for facet in context.rubric.facets:
        school = next((sizes for sizes in schools.values() if is_never_shown(context, facet, sizes)), None)
        if school is not None:
            yield Fault(routes[facet.id], _advice(context, facet, school))


def ordinary_staff(questionnaire: Questionnaire, nation: Nation) -> Mapping[str, int]:
    """Return how many people a school of ordinary size in *nation* has in each of its own roles."""
    own = [
        role
        for role in questionnaire.roles
        if not role.outside and not role.together and not is_role_absent(role, nation)
    ]
    alone = {role.id for role in own if role.one_person}
    joined = {into for role, into in fallback_roles(questionnaire).items() if role in alone}
    others = [role for role in own if role.id not in alone | joined]
    leaders = LEADERS if len(others) >= OTHERS else STAFF
    return {role.id: 1 if role.id in alone else leaders if role.id in joined else STAFF for role in own}


def is_never_shown(context: ScoringContext, facet: Target, staff: Mapping[str, int]) -> bool:
    """Return whether a school with this *staff* would not see *facet*, although everybody answers everything.

    It is seen if the people of those cells that are asked enough of it for a score are enough for a figure. A facet
    that nobody is asked about, and a staff that is too small for any figure, are not what this is about.
    """
    questionnaire = context.instrument.questionnaire
    joining = fallback_roles(questionnaire)
    people = Counter[str]()
    for role, n in staff.items():
        people[joining.get(role, role)] += n
    if not facet.parts or not is_total_publishable(people, (), questionnaire.privacy.min_group):
        return False
    cells = build_school_cells(questionnaire, tuple(people.items())).own
    asked = {
        cell.roles[0]: cell.n
        for cell in cells
        if count_applicable(context, facet.id, TOGETHER.join(cell.roles)) >= facet.least
    }
    return not is_total_publishable(asked, (), least_people(context, facet, questionnaire.privacy))


def _advice(context: ScoringContext, facet: Target, staff: Mapping[str, int]) -> str:
    asked = [role for role in staff if count_applicable(context, facet.id, role) >= facet.least]
    more = [role for role in staff if role not in asked]
    school = _enumerate([f"{n} {role}" for role, n in staff.items()])
    if not more:
        what = "roles that are counted together share too few of its questions; ask all of them the same ones"
    elif asked:
        what = f"only {_enumerate(asked)} answer enough about it; ask it of {_enumerate(more)} as well"
    else:
        what = f"no role answers enough about it; ask at least {facet.least} of its questions of {_enumerate(more)}"
    return f"a school with {school} would never see {facet.id}: {what}"


def _enumerate(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


CHECKS: tuple[Check[Questionnaire], ...] = (Check("SB407", never_shown),)
