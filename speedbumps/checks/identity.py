"""Rules about names: each is given once, and each that is used exists."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from speedbumps.checks import Check, Fault
from speedbumps.checks.suggesting import did_you_mean
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.problem import Route
from speedbumps.model.questionnaire import FULL, UNSTATED, Question, Questionnaire, Scale
from speedbumps.model.reach import NON_ANSWERS, barrier_of, facets
from speedbumps.model.written import NUMBER, Frozen

COLUMNS = ("school", "role", "round", "form", "consent", "draft")
"""Columns of an answers table that are no questions."""

OTHERS = "other-staff"
"""What small roles are called when they are shown together."""

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_-]*)\}")


def repeated_ids(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Two things of one kind bear the same id; capital letters make no difference."""
    yield from _repeated(("questions",), [question.id for question in questionnaire.questions], "question")
    yield from _repeated(("roles",), [role.id for role in questionnaire.roles], "role")
    yield from _repeated(("barriers",), [barrier.id for barrier in questionnaire.barriers], "barrier")
    yield from _repeated(("scoring", "bands"), [band.id for band in questionnaire.scoring.bands], "band")
    for place, barrier in enumerate(questionnaire.barriers):
        yield from _repeated(("barriers", place, "facets"), [facet.id for facet in barrier.facets], "facet")


def reserved_names(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A name that has a meaning of its own is given to something else."""
    for place, question in enumerate(questionnaire.questions):
        if question.id.casefold() in COLUMNS:
            yield Fault(("questions", place, "id"), f"'{question.id}' is a column of its own in tables of answers")
    for place, role in enumerate(questionnaire.roles):
        if role.id in (UNSTATED, OTHERS):
            yield Fault(("roles", place, "id"), f"'{role.id}' is kept for people whose role is not shown")
    if FULL in questionnaire.forms:
        yield Fault(("forms", FULL), f"the form '{FULL}' always exists and holds everything", at_key=True)


def role_references(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A role is named that the questionnaire does not have."""
    known = [role.id for role in questionnaire.roles]
    for place, role in enumerate(questionnaire.roles):
        if role.joins is not None:
            yield from _unknown(("roles", place, "joins"), role.joins, known, "role")
            if role.joins == role.id:
                yield Fault(("roles", place, "joins"), "a role cannot join itself")
        elif role.one_person:
            yield Fault(("roles", place), f"'{role.id}' is one person; say which role it joins without consent: joins")
    for place, question in enumerate(questionnaire.questions):
        here: Route = ("questions", place)
        for key, roles in (("asked_of", question.asked_of), ("shifted", question.shifted)):
            for step, name in enumerate(roles):
                yield from _unknown((*here, key, step), name, known, "role")
        for name in question.wording:
            yield from _unknown((*here, "wording", name), name, known, "role", at_key=True)


def scale_shapes(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A scale is not one of points, a number or text, or its points are out of order."""
    for name, scale in questionnaire.scales.items():
        here: Route = ("scales", name)
        kinds = [kind for kind in ("points", "number", "text") if getattr(scale, kind)]
        if len(kinds) != 1:
            yield Fault(here, "a scale has either points, a number or text, and only one of them", at_key=True)
        if scale.points:
            yield from _points(here, scale)
        if scale.number and scale.number.min >= scale.number.max:
            yield Fault((*here, "number", "max"), "the highest amount must be above the lowest")


def _points(here: Route, scale: Scale) -> Iterator[Fault]:
    points = scale.points
    if len(points) == 1:
        yield Fault((*here, "points"), "a scale needs two points at least")
    for place in range(1, len(points)):
        if points[place].value <= points[place - 1].value:
            yield Fault((*here, "points", place, "value"), "values must rise from one point to the next")
    positions = [point.position for point in points if point.position is not None]
    if positions and len(positions) != len(points):
        yield Fault((*here, "points"), "give every point a position, or none")
    elif positions != sorted(positions):
        yield Fault((*here, "points"), "positions must never fall from one point to the next")
    yield from _repeated((*here, "points"), [" ".join(point.label.split()) for point in points], "label", "label")
    for place, point in enumerate(points):
        if point.label.casefold() in NON_ANSWERS or NUMBER.fullmatch(point.label.strip()):
            yield Fault(
                (*here, "points", place, "label"), "a label must be words; this one would be read as something else"
            )


def what_questions_measure(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A question uses an unknown scale or facet, or counts where it cannot."""
    targets = [name for name, _ in facets(questionnaire)]
    barriers = [barrier.id for barrier in questionnaire.barriers]
    for place, question in enumerate(questionnaire.questions):
        here: Route = ("questions", place)
        yield from _unknown((*here, "scale"), question.scale, questionnaire.scales, "scale")
        for target in question.measures:
            yield from _unknown((*here, "measures", target), target, targets, "facet", at_key=True)
        if question.belongs_to is not None:
            yield from _unknown((*here, "belongs_to"), question.belongs_to, [*targets, *barriers], "facet or barrier")
        yield from _counts(here, question, questionnaire.scales.get(question.scale))


def _counts(here: Route, question: Question, scale: Scale | None) -> Iterator[Fault]:
    homes = Counter(barrier_of(target) for target in question.measures)
    for barrier, times in homes.items():
        if times > 1:
            yield Fault(
                (*here, "measures"), f"a question measures one facet of a barrier; this has {times} of '{barrier}'"
            )
    if scale is None:
        return
    if scale.points and not question.measures:
        yield Fault(here, "a question with points measures something: add measures")
    if not scale.points and question.measures:
        yield Fault((*here, "measures"), "only a question with points measures; use belongs_to", at_key=True)
    if scale.points and question.belongs_to is not None:
        yield Fault((*here, "belongs_to"), "belongs_to is for amounts and open questions; use measures", at_key=True)


def conditions(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A condition looks at a question or an answer that does not exist, or goes round in a circle."""
    by_id = {question.id: question for question in questionnaire.questions}
    for place, question in enumerate(questionnaire.questions):
        for other, answers in question.only_if.items():
            here: Route = ("questions", place, "only_if", other)
            yield from _unknown(here, other, by_id, "question", at_key=True)
            scale = questionnaire.scales.get(by_id[other].scale) if other in by_id else None
            if scale is not None and not scale.points:
                yield Fault(here, f"a condition looks at a question with points; '{other}' has none", at_key=True)
            elif scale is not None:
                offered = {point.label.casefold() for point in scale.points} | {f"{p.value:g}" for p in scale.points}
                for step, answer in enumerate(answers):
                    if answer.casefold() not in offered and not _is_value(answer, scale):
                        yield Fault((*here, step), f"'{other}' has no such answer; it has {_labels(scale)}")
        if _circles(question.id, by_id):
            yield Fault(("questions", place, "only_if"), "these conditions go round in a circle", at_key=True)


def _is_value(answer: str, scale: Scale) -> bool:
    return bool(NUMBER.fullmatch(answer)) and any(float(answer) == point.value for point in scale.points)


def _labels(scale: Scale) -> str:
    return ", ".join(point.label for point in scale.points)


def _circles(start: str, by_id: dict[str, Question]) -> bool:
    waiting, seen = list(by_id[start].only_if), set[str]()
    while waiting:
        current = waiting.pop()
        if current == start:
            return True
        if current not in seen and current in by_id:
            seen.add(current)
            waiting.extend(by_id[current].only_if)
    return False


def forms_and_signals(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A form or a signal names something that does not exist."""
    known = [question.id for question in questionnaire.questions]
    targets = [name for name, _ in facets(questionnaire)]
    for name, form in questionnaire.forms.items():
        for step, question in enumerate(form.questions):
            yield from _unknown(("forms", name, "questions", step), question, known, "question")
        yield from _repeated(("forms", name, "questions"), list(form.questions), "question", None)
    signals = questionnaire.signals
    for key in ("energy", "expertise", "exchange", "openness"):
        target = getattr(signals, key)
        if target is not None:
            yield from _unknown(("signals", key), target, targets, "facet")
    for key in ("timescale", "priorities"):
        for step, question in enumerate(getattr(signals, key)):
            yield from _unknown(("signals", key, step), question, known, "question")


def bands_in_order(questionnaire: Questionnaire) -> Iterator[Fault]:
    """The bands leave a stretch of the road without a word."""
    starts = [band.from_ for band in questionnaire.scoring.bands]
    if starts and starts[0] != 0:
        yield Fault(("scoring", "bands", 0, "from"), "the first band begins at 0")
    for place in range(1, len(starts)):
        if starts[place] <= starts[place - 1]:
            yield Fault(("scoring", "bands", place, "from"), "each band begins above the one before")


def placeholders(subject: Questionnaire) -> Iterator[Fault]:
    """A text holds a {word} that some nation does not fill."""
    filled = [set(words) for words in subject.words.values()]
    everywhere = set[str].intersection(*filled) if filled else set[str]()
    for route, text in texts(subject):
        if route[0] == "words":
            continue
        for name in PLACEHOLDER.findall(text):
            if name not in everywhere:
                yield Fault(
                    route, f"{{{name}}} has no words for every nation under words" + did_you_mean(name, everywhere)
                )


def texts(value: object, route: Route = ()) -> Iterator[tuple[Route, str]]:
    """Every text in a model, with the way to it."""
    match value:
        case str():
            yield route, value
        case Frozen():
            for name, field in type(value).model_fields.items():
                yield from texts(getattr(value, name), (*route, field.alias or name))
        case dict():
            for key, item in value.items():
                yield from texts(item, (*route, str(key)))
        case tuple():
            for step, item in enumerate(value):
                yield from texts(item, (*route, step))


def action_references(subject: tuple[ActionLibrary, Questionnaire]) -> Iterator[Fault]:
    """Two actions bear the same id, or one names a facet, question or {word} that does not exist."""
    library, questionnaire = subject
    yield from _repeated(("actions",), [action.id for action in library.actions], "action")
    targets = [name for name, _ in facets(questionnaire)]
    known = [question.id for question in questionnaire.questions]
    for place, action in enumerate(library.actions):
        for step, target in enumerate(action.eases):
            yield from _unknown(("actions", place, "eases", step), target, targets, "facet")
        for step, question in enumerate(action.should_move):
            yield from _unknown(("actions", place, "should_move", step), question, known, "question")
    filled = [set(words) for words in questionnaire.words.values()]
    everywhere = set[str].intersection(*filled) if filled else set[str]()
    for route, text in texts(library):
        for name in PLACEHOLDER.findall(text):
            if name not in everywhere:
                yield Fault(route, f"{{{name}}} has no words in the questionnaire" + did_you_mean(name, everywhere))


def _repeated(here: Route, names: list[str], kind: str, key: str | None = "id") -> Iterator[Fault]:
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        if name.casefold() in first:
            route = (*here, place) if key is None else (*here, place, key)
            yield Fault(route, f"the {key or kind} '{name}' is taken by an earlier {kind}")
        first.setdefault(name.casefold(), place)


def _unknown(route: Route, name: str, known: Iterable[str], kind: str, *, at_key: bool = False) -> Iterator[Fault]:
    names = list(known)
    if name not in names:
        yield Fault(route, f"there is no {kind} '{name}'" + did_you_mean(name, names), at_key=at_key)


QUESTIONNAIRE: tuple[Check[Questionnaire], ...] = (
    Check("SB201", repeated_ids),
    Check("SB202", reserved_names),
    Check("SB203", role_references),
    Check("SB204", scale_shapes),
    Check("SB205", what_questions_measure),
    Check("SB206", conditions),
    Check("SB207", forms_and_signals),
    Check("SB208", bands_in_order),
    Check("SB209", placeholders),
)

ACTIONS: tuple[Check[tuple[ActionLibrary, Questionnaire]], ...] = (Check("SB210", action_references),)
