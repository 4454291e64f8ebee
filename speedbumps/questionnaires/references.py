"""Rules for names: each is unique, and each that is used exists."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from speedbumps.diagnostics.problem import Route, Step
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.diagnostics.suggestions import did_you_mean, find_only_match
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.queries import barrier_of, facets, is_among_facets
from speedbumps.model.questionnaire import FULL, ONE_QUESTION, UNSTATED, Questionnaire, Role
from speedbumps.model.scalars import Frozen
from speedbumps.questionnaires import scale_rules, scoring_rules, table_rules
from speedbumps.questionnaires.names import KnownNames, repeated_names, unknown_name
from speedbumps.text import fold_text

COLUMNS = ("school", "role", "round", "form", "consent", "draft")
"""Columns of a table of answers that are not questions."""

OTHERS = "other-staff"
"""The name of small roles that are shown together."""

_Steps = tuple[()] | tuple["_Steps", Step]
"""A route as its last step after the steps before it."""

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_-]*)\}")


def repeated_id(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Two things of one kind have the same id; capital letters make no difference.

    Answers and figures are kept by id, so the second could not be told from the first. Give it an id of its own. Once
    people have answered, an id stays with its question for ever.

    Bad, at 4:9:

    ```yaml
    roles:
      - id: teacher
        title: Teacher
      - id: Teacher
        title: Class teacher
    ```

    Good:

    ```yaml
    roles:
      - id: teacher
        title: Teacher
      - id: class-teacher
        title: Class teacher
    ```
    """
    yield from repeated_names(("questions",), [question.id for question in questionnaire.questions], "question")
    yield from repeated_names(("roles",), [role.id for role in questionnaire.roles], "role")
    yield from repeated_names(("barriers",), [barrier.id for barrier in questionnaire.barriers], "barrier")
    yield from repeated_names(("scoring", "bands"), [band.id for band in questionnaire.scoring.bands], "band")
    for place, barrier in enumerate(questionnaire.barriers):
        yield from repeated_names(("barriers", place, "facets"), [facet.id for facet in barrier.facets], "facet")


def shared_name(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Two roles have the same name; capital letters make no difference.

    People's roles are known by their titles, and by the names under `also`. Anybody who writes a name that two roles
    share would be counted with one of them by chance. Remove it from one.

    Bad, at 7:12:

    ```yaml
    roles:
      - id: leader
        title: Leader
        also: [Deputy head, SENCO]
      - id: teacher
        title: Teacher
        also: [senco]
    ```

    Good:

    ```yaml
    roles:
      - id: leader
        title: Leader
        also: [Deputy head, SENCO]
      - id: teacher
        title: Teacher
    ```
    """
    first: dict[str, str] = {}
    for place, role in enumerate(questionnaire.roles):
        for route, name in _role_names(place, role):
            other = first.setdefault(fold_text(name), role.id)
            if other.casefold() != role.id.casefold():
                yield Fault(route, f"the role '{other}' goes by the name '{name}' already")


def _role_names(place: int, role: Role) -> Iterator[tuple[Route, str]]:
    yield ("roles", place, "id"), role.id
    yield ("roles", place, "title"), role.title
    for number, name in enumerate(role.also):
        yield ("roles", place, "also", number), name


def reserved_name(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A name that has a meaning of its own is given to something else.

    `school`, `role`, `round`, `form`, `consent` and `draft` are columns in tables of answers; `unstated` and
    `other-staff` stand for people whose role is not shown; the form `full` always exists and holds every question.
    Choose another name.

    Bad, at 2:9:

    ```yaml
    roles:
      - id: other-staff
        title: Everyone else
    ```

    Good:

    ```yaml
    roles:
      - id: support
        title: Support staff
    ```
    """
    for place, question in enumerate(questionnaire.questions):
        if question.id.casefold() in COLUMNS:
            yield Fault(
                ("questions", place, "id"), f"'{question.id}' is the name of another column in tables of answers"
            )
    for place, role in enumerate(questionnaire.roles):
        if role.id in (UNSTATED, OTHERS):
            yield Fault(("roles", place, "id"), f"'{role.id}' is reserved for people whose role is not shown")
    if FULL in questionnaire.forms:
        yield Fault(("forms", FULL), f"the form '{FULL}' always exists and holds everything", at_key=True)


def unknown_role(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A role is named that the questionnaire does not have, or a one-person role joins none.

    A question for a role that does not exist would be asked of nobody. A role of one person is shown by itself only
    with that person's consent; without it the answers count with the role under `joins`. Write an id that is listed
    under `roles`.

    Bad, at 5:12:

    ```yaml
    roles:
      - id: head
        title: Headteacher
        one_person: true
        joins: teachr
      - id: teacher
        title: Teacher
    ```

    Good:

    ```yaml
    roles:
      - id: head
        title: Headteacher
        one_person: true
        joins: teacher
      - id: teacher
        title: Teacher
    ```
    """
    known = KnownNames("role", [role.id for role in questionnaire.roles])
    for place, role in enumerate(questionnaire.roles):
        if role.joins is not None:
            yield from unknown_name(("roles", place, "joins"), role.joins, known, beside=[role.id])
            if role.joins == role.id:
                yield Fault(("roles", place, "joins"), "a role cannot join itself")
        elif role.one_person:
            yield Fault(("roles", place), f"'{role.id}' is one person; say which role it joins without consent: joins")
    for place, question in enumerate(questionnaire.questions):
        here: Route = ("questions", place)
        for key, roles in (("asked_of", question.asked_of), ("shifted", question.shifted)):
            for step, name in enumerate(roles):
                yield from unknown_name((*here, key, step), name, known, beside=roles)
        for name in question.wording:
            yield from unknown_name((*here, "wording", name), name, known, beside=question.wording, at_key=True)


def dangling_name(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A form or a signal names something that does not exist.

    A form with a question that is not there would be shorter than its author thinks, and a signal that points nowhere
    would never be seen. Write a question's id. A signal names a question and no facet, since what the report says of it
    rests on one question; that question must measure something.

    Bad, at 3:22:

    ```yaml
    forms:
      quick:
        questions: [T01, T20]
        detail: barriers
    ```

    Good:

    ```yaml
    forms:
      quick:
        questions: [T01, T02]
        detail: barriers
    ```
    """
    known = KnownNames("question", [question.id for question in questionnaire.questions])
    for name, form in questionnaire.forms.items():
        for step, question in enumerate(form.questions):
            route: Route = ("forms", name, "questions", step)
            yield from unknown_name(route, question, known, beside=form.questions)
        yield from repeated_names(("forms", name, "questions"), form.questions, "question", None)
    signals = questionnaire.signals
    for signal in ONE_QUESTION:
        named = getattr(signals, signal)
        if named is not None:
            yield from _unfit_signal(("signals", signal), named, questionnaire)
    for key in ("timescale", "priorities"):
        several = getattr(signals, key)
        for step, question in enumerate(several):
            yield from unknown_name(("signals", key, step), question, known, beside=several)
    yield from _wrong_votes(questionnaire, known)


def _wrong_votes(questionnaire: Questionnaire, known: KnownNames) -> Iterator[Fault]:
    """Yield a fault if the signal `votes` names no question that is a choice among facets."""
    votes = questionnaire.signals.votes
    if votes is None:
        return
    yield from unknown_name(("signals", "votes"), votes, known)
    asked = next((question for question in questionnaire.questions if question.id == votes), None)
    scale = questionnaire.scales.get(asked.scale) if asked else None
    if scale is not None and not is_among_facets(scale):
        yield Fault(("signals", "votes"), f"'{votes}' is no choice among facets: its scale needs choice: among: facets")


def _unfit_signal(route: Route, name: str, questionnaire: Questionnaire) -> Iterator[Fault]:
    """Yield a fault if *name* is no question that measures something."""
    scored = [question for question in questionnaire.questions if question.measures]
    targets = {target for facet, _ in facets(questionnaire) for target in (facet, barrier_of(facet))}
    if name in targets:
        own = [each.id for each in scored if any(name in (target, barrier_of(target)) for target in each.measures)]
        such = f", such as {own[0]}" if own else ""
        kind = "facet" if "." in name else "barrier"
        yield Fault(route, f"a signal names a question, and '{name}' is a {kind}; name one of its questions{such}")
    elif any(question.id == name and not question.measures for question in questionnaire.questions):
        yield Fault(route, f"'{name}' measures nothing, so it says nothing here; name a question that does")
    else:
        yield from unknown_name(route, name, KnownNames("question", [question.id for question in scored]))


def unfilled_word(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A text holds a {word} that some nation does not fill.

    People there would read the braces. Give the word under `words` for every nation that is listed, and for `other`,
    which is used where a school's nation is not known.

    Bad, at 6:3:

    ```yaml
    title: What does {inspectorate} slow down?
    words:
      wales:
        inspectorate: Estyn
        runs: the local authority
      other:
        runs: the body that runs the school
    ```

    Good:

    ```yaml
    title: What does {inspectorate} slow down?
    words:
      wales:
        inspectorate: Estyn
        runs: the local authority
      other:
        inspectorate: the inspectorate
        runs: the body that runs the school
    ```
    """
    read = [(route, text) for route, text in _texts_with_words(questionnaire) if route[0] != "words"]
    used = {name for _, text in read for name in PLACEHOLDER.findall(text)}
    some = {name for words in questionnaire.words.values() for name in words}
    for nation, words in questionnaire.words.items():
        for name in sorted(used & some - set(words)):
            yield Fault(("words", nation), f"'{name}' has no words here, and a text uses {{{name}}}", at_key=True)
    yield from _unfilled_placeholders(read, some, "has no words under words")


def action_names(subject: tuple[ActionLibrary, Questionnaire]) -> Iterator[Fault]:
    """Two actions have the same id, or one names a facet, question or {word} that does not exist.

    An action that eases nothing known would never be offered. Write facets by their full names and questions by their
    ids, as in the questionnaire that names this library.

    Bad, at 6:13:

    ```yaml actions
    actions:
      - id: who-can-say-yes
        title: Who can say yes
        level: school
        own_reach: true
        eases: [time.dellay]
        first_step: Beside each common request, name one person who decides.
        owner: office manager
        horizon: quick
        evidence:
          grade: D
          summary: Judgement.
    ```

    Good:

    ```yaml actions
    actions:
      - id: who-can-say-yes
        title: Who can say yes
        level: school
        own_reach: true
        eases: [time.delay]
        first_step: Beside each common request, name one person who decides.
        owner: office manager
        horizon: quick
        evidence:
          grade: D
          summary: Judgement.
    ```
    """
    library, questionnaire = subject
    yield from repeated_names(("actions",), [action.id for action in library.actions], "action")
    targets = KnownNames("facet", [name for name, _ in facets(questionnaire)])
    known = KnownNames("question", [question.id for question in questionnaire.questions])
    for place, action in enumerate(library.actions):
        for step, target in enumerate(action.eases):
            yield from unknown_name(("actions", place, "eases", step), target, targets, beside=action.eases)
        for step, question in enumerate(action.should_move):
            route: Route = ("actions", place, "should_move", step)
            yield from unknown_name(route, question, known, beside=action.should_move)
    filled = [set(words) for words in questionnaire.words.values()]
    everywhere = set[str].intersection(*filled) if filled else set[str]()
    yield from _unfilled_placeholders(_texts_with_words(library), everywhere, "has no words in the questionnaire")


def _texts_with_words(value: object) -> Iterator[tuple[Route, str]]:
    """Yield every text in a model in which a brace begins, with the route to it."""
    # A stack instead of recursion, which would pass each text up through every level above it. Few texts have a brace,
    # so that a route is only put together for these.
    waiting: list[tuple[_Steps, object]] = [((), value)]
    while waiting:
        here, each = waiting.pop()
        if isinstance(each, str):
            if "{" in each:
                yield _join_steps(here), each
        elif isinstance(each, Frozen):
            keys = _file_keys(type(each))
            waiting += [((here, keys[name]), held) for name, held in vars(each).items() if held]
        elif isinstance(each, dict):
            waiting += [((here, str(key)), held) for key, held in each.items()]
        elif isinstance(each, tuple):
            waiting += [((here, step), held) for step, held in enumerate(each)]


def _join_steps(steps: _Steps) -> Route:
    """Return the route whose last step is the outermost of *steps*."""
    route: list[Step] = []
    while steps:
        steps, step = steps
        route.append(step)
    return tuple(reversed(route))


@lru_cache(maxsize=256)
def _file_keys(model: type[Frozen]) -> Mapping[str, str]:
    """Return the key in a file of each field of *model*."""
    return {name: field.alias or name for name, field in model.model_fields.items()}


def _unfilled_placeholders(found: Iterable[tuple[Route, str]], known: Collection[str], lack: str) -> Iterator[Fault]:
    for route, text in found:
        for name in PLACEHOLDER.findall(text):
            if name not in known:
                meant = find_only_match(name, known)
                yield Fault(
                    route,
                    f"{{{name}}} {lack}" + did_you_mean(name, known),
                    fix=f"{{{meant}}}" if meant else None,
                    near=f"{{{name}}}",
                )


QUESTIONNAIRE: tuple[Check[Questionnaire], ...] = (
    Check("SB201", repeated_id),
    Check("SB202", reserved_name),
    Check("SB203", unknown_role),
    Check("SB207", dangling_name),
    Check("SB209", unfilled_word),
    Check("SB212", shared_name),
    *scoring_rules.NEEDED,
    *table_rules.NEEDED,
    *scale_rules.NEEDED,
)
"""The checks that a questionnaire must pass before it can be used."""

ACTIONS: tuple[Check[tuple[ActionLibrary, Questionnaire]], ...] = (Check("SB210", action_names),)
"""The checks that an action library must pass before it can be used with a questionnaire."""
