"""Rules for local questionnaires: what they extend, leave out, reword and add."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.overlay import MoreBarrier, Overlay, conditions_on_omitted, omitted_questions
from speedbumps.model.queries import facets
from speedbumps.model.questionnaire import Barrier, Questionnaire


class BaseLookup(NamedTuple):
    """The result of the search for the questionnaire that a local one extends."""

    overlay: Overlay
    found: bool
    sound: bool = False
    """Whether it has no problems."""
    id: str | None = None
    version: str | None = None
    extends: str | None = None
    """What the questionnaire found extends itself."""
    known: tuple[str, ...] = ()
    """The names of the questionnaires that could be extended."""


class Extension(NamedTuple):
    """A local questionnaire, and the one that it extends."""

    overlay: Overlay
    base: Questionnaire


def unknown_base(subject: BaseLookup) -> Iterator[Fault]:
    """A local questionnaire extends one that is not there, or not in this version.

    Without the inherited questions there is nothing to ask. The file is looked for in the folder of the local
    questionnaire, then among the shipped ones. Name it with the version that its file has. A local questionnaire cannot
    itself be extended: extend the one that it extends.

    Bad, at 1:10:

    ```yaml overlay
    extends: base@3.0.0
    ```

    Good:

    ```yaml overlay
    extends: base@1.0.0
    ```
    """
    wanted, _, version = subject.overlay.extends.partition("@")
    if not subject.found:
        said = f"there is no questionnaire '{wanted}' beside this file or among the shipped"
        yield Fault(("extends",), said + did_you_mean(wanted, subject.known))
    elif subject.extends is not None:
        yield Fault(("extends",), f"'{wanted}' is a local questionnaire itself; extend {subject.extends} instead")
    elif not subject.sound:
        yield Fault(("extends",), f"'{wanted}' cannot be used yet; check its own file first, and correct what is wrong")
    elif subject.id != wanted:
        yield Fault(("extends",), f"the file {wanted}.yaml holds the questionnaire '{subject.id}', not '{wanted}'")
    elif subject.version != version:
        yield Fault(("extends",), f"'{wanted}' is here in version {subject.version}; write {wanted}@{subject.version}")


def unknown_part(subject: Extension) -> Iterator[Fault]:
    """A local questionnaire leaves out or rewords something that was never there.

    With a misspelt id, the question would stay, and nobody would notice. Under `off`, write ids of questions, and
    facets by their full names, such as time.delay; under `reword`, ids of questions that stay.

    Bad, at 1:7:

    ```yaml overlay
    off: [T20]
    ```

    Good:

    ```yaml overlay
    off: [T02]
    ```
    """
    overlay, base = subject
    questions = [question.id for question in base.questions]
    targets = [name for name, _ in facets(base)]
    for place, name in enumerate(overlay.off):
        if name not in questions and name not in targets:
            meant = did_you_mean(name, [*questions, *targets])
            yield Fault(("off", place), f"{overlay.extends} has no question and no facet '{name}'{meant}")
    gone = omitted_questions(overlay, base)
    for name in overlay.reword:
        if name not in questions:
            said = f"{overlay.extends} has no question '{name}'{did_you_mean(name, questions)}"
            yield Fault(("reword", name), said, at_key=True)
        elif name in gone:
            yield Fault(("reword", name), f"'{name}' is left out under off; reword it or leave it out", at_key=True)


def redefined(subject: Extension) -> Iterator[Fault]:
    """A local questionnaire gives an inherited id to something of its own.

    Inherited scales, roles, forms, barriers and questions stay as they are, so that answers from many schools can be
    read together. Choose another id. Write other words for an inherited question under `reword`.

    Bad, at 2:9:

    ```yaml overlay
    questions:
      - id: T01
        text: I wait for a yes.
        scale: how-often
        measures:
          time.delay: barrier
    ```

    Good:

    ```yaml overlay
    questions:
      - id: LOCAL-1
        text: I wait for a yes.
        scale: how-often
        measures:
          time.delay: barrier
    ```
    """
    overlay, base = subject
    if overlay.id.casefold() == base.id.casefold():
        yield Fault(("id",), f"'{base.id}' is the id of the questionnaire that this one extends; choose another")
    questions = [question.id for question in overlay.questions]
    yield from _taken_ids(("questions",), questions, [question.id for question in base.questions], "question")
    yield from _taken_ids(("roles",), [role.id for role in overlay.roles], [role.id for role in base.roles], "role")
    yield from _taken_keys("scales", overlay.scales, base.scales, "scale")
    yield from _taken_keys("forms", overlay.forms, base.forms, "form")
    inherited = {barrier.id.casefold(): barrier for barrier in base.barriers}
    for place, barrier in enumerate(overlay.barriers):
        if barrier.id.casefold() in inherited:
            yield from _barrier_faults(("barriers", place), barrier, inherited[barrier.id.casefold()])


def _barrier_faults(here: Route, more: MoreBarrier, barrier: Barrier) -> Iterator[Fault]:
    """Yield the faults of facets that are added to an inherited *barrier*."""
    if more.id != barrier.id:
        yield Fault((*here, "id"), f"the inherited barrier is called '{barrier.id}'; write it so, or choose another id")
    for key in ("title", "about"):
        if getattr(more, key) is not None:
            yield Fault((*here, key), f"the barrier '{barrier.id}' is inherited with its {key}; leave this out")
    yield from _taken_ids(
        (*here, "facets"), [facet.id for facet in more.facets], [facet.id for facet in barrier.facets], "facet"
    )


def _taken_ids(here: Route, names: Iterable[str], inherited: Iterable[str], kind: str) -> Iterator[Fault]:
    known = {name.casefold() for name in inherited}
    for place, name in enumerate(names):
        if name.casefold() in known:
            yield Fault((*here, place, "id"), f"the id '{name}' is taken by an inherited {kind}; choose another")


def _taken_keys(key: str, names: Mapping[str, object], inherited: Mapping[str, object], kind: str) -> Iterator[Fault]:
    known = {name.casefold() for name in inherited}
    for name in names:
        if name.casefold() in known:
            said = f"the id '{name}' is taken by an inherited {kind}; choose another"
            yield Fault((key, name), said, at_key=True)


def lowered_limit(subject: Extension) -> Iterator[Fault]:
    """A local questionnaire shows figures of fewer people than the one that it extends.

    People answer because they were promised that small groups stay hidden. A school may promise more, and never less.

    Bad, at 2:14:

    ```yaml overlay
    privacy:
      min_group: 3
    ```

    Good:

    ```yaml overlay
    privacy:
      min_group: 8
    ```
    """
    overlay, base = subject
    for key in sorted(overlay.privacy.model_fields_set - {"notice"}):
        limit, inherited = getattr(overlay.privacy, key), getattr(base.privacy, key)
        if limit is not None and limit < inherited:
            yield Fault(("privacy", key), f"limits may rise, never fall; the inherited {key} is {inherited}")


def off_but_needed(subject: Extension) -> Iterator[Fault]:
    """A local questionnaire leaves out something that its other parts need.

    A question that is asked only after certain answers to another needs that other one. Leave both out, or neither.
    At least one question that measures something has to stay.

    Bad, at 1:6:

    ```yaml overlay
    off: [time.delay]
    ```

    Good:

    ```yaml overlay
    off: [T04]
    ```
    """
    overlay, base = subject
    gone = omitted_questions(overlay, base)
    for question, needing in conditions_on_omitted(overlay, base):
        said = f"'{needing}' is asked only after certain answers to '{question}'"
        yield Fault(("off", gone[question]), f"{said}; leave '{needing}' out too, or keep '{question}'")
    staying = [*(question for question in base.questions if question.id not in gone), *overlay.questions]
    if not any(question.measures for question in staying):
        yield Fault(("off",), "this leaves nothing to score; keep at least one question that measures something")


BASE_CHECKS: tuple[Check[BaseLookup], ...] = (Check("SB911", unknown_base),)

EXTENSION_CHECKS: tuple[Check[Extension], ...] = (
    Check("SB912", unknown_part),
    Check("SB913", redefined),
    Check("SB914", lowered_limit),
    Check("SB915", off_but_needed),
)
