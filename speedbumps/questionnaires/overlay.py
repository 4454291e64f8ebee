"""From a local questionnaire, and the one that it extends, to the questionnaire that people answer."""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple, TypeVar

from speedbumps.diagnostics.codes import MISSING_KEY
from speedbumps.diagnostics.problem import Loaded, Problem, Route
from speedbumps.diagnostics.rules import Check, Fault, apply, located
from speedbumps.diagnostics.yaml_source import Source
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.instrument import Origin
from speedbumps.model.overlay import MorePrivacy, Overlay, Reword, left_out
from speedbumps.model.queries import facets
from speedbumps.model.questionnaire import Barrier, Facet, Form, Privacy, Question, Questionnaire, Role, Signals
from speedbumps.questionnaires import references
from speedbumps.questionnaires.overlay_rules import EXTENSION, Extension

WHOLE = ("id", "version", "title", "introduction", "status", "licence", "actions")
"""What an overlay gives as a whole, where it gives it."""

Named = TypeVar("Named", Role, Question, Facet)


class Local(NamedTuple):
    """A local questionnaire, resolved: what people answer, and where each part of it stands in the author's file."""

    questionnaire: Questionnaire
    origins: Mapping[str, Origin]
    own: Mapping[Route, Route]
    """Where the parts that the overlay adds or changes stand in its file, by where they stand in the questionnaire."""

    def moved(self, fault: Fault) -> Fault:
        """The *fault* where the author can mend it: at the overlay's own part, else at `extends`."""
        for length in range(len(fault.route), 0, -1):
            start = fault.route[:length]
            if start in self.own:
                return fault._replace(route=(*self.own[start], *fault.route[length:]))
        # No fix: it is for words in another file.
        return Fault(("extends",), f"{_named(fault.route, self.questionnaire)}: {fault.message}")

    def inherits(self, fault: Fault) -> bool:
        """Whether *fault* lies in what is inherited as it was."""
        return not any(fault.route[:length] in self.own for length in range(1, len(fault.route) + 1))


def resolved(overlay: Overlay, base: Questionnaire, source: Source) -> Loaded[Local]:
    """What *overlay*, read from *source*, makes of *base*; or all its mistakes."""
    local = combined(overlay, base)
    extension = Extension(overlay, base)
    problems = [*apply(EXTENSION, extension, source), *_untitled(extension, source)]
    faults = [(check.code, fault) for check in references.QUESTIONNAIRE for fault in check.find(local.questionnaire)]
    # What is wrong with inherited parts comes of the mistakes in leaving out and adding, and is told there.
    told = [(code, fault) for code, fault in faults if not problems or not local.inherits(fault)]
    problems += [located(local.moved(fault), code, source) for code, fault in told]
    if problems:
        return Loaded(None, tuple(sorted(problems, key=lambda problem: (problem.span, problem.code))))
    return Loaded(local)


def combined(overlay: Overlay, base: Questionnaire) -> Local:
    """What *overlay* makes of *base*. What it may not say is passed over."""
    gone = left_out(overlay, base)
    roles = _joined(("roles",), base.roles, overlay.roles)
    barriers = list(_barriers(overlay, base))
    questions = _joined(("questions",), tuple(_inherited(overlay, base, gone)), overlay.questions)
    given = {key: value for key in WHOLE if (value := getattr(overlay, key)) is not None}
    questionnaire = base.model_copy(
        update={
            **given,
            "signpost": {**base.signpost, **overlay.signpost},
            "roles": tuple(role for role, _ in roles),
            "scales": {**overlay.scales, **base.scales},
            "barriers": tuple(barrier for barrier, _ in barriers),
            "questions": tuple(question for question, _ in questions),
            "forms": {**overlay.forms, **dict(_forms(base.forms, gone))},
            "privacy": _privacy(overlay.privacy, base.privacy),
            "signals": _signals(overlay, base, {question.id for question, _ in questions}),
            "words": {
                nation: {**base.words.get(nation, {}), **overlay.words.get(nation, {})}
                for nation in dict.fromkeys((*base.words, *overlay.words))
            },
        }
    )
    places: dict[Route, Route] = {
        **dict(_own_keys(overlay)),
        **{("words", nation): ("words", nation) for nation in overlay.words if nation not in base.words},
        **{("roles", place): route for place, (_, route) in enumerate(roles) if route},
        **{("questions", place): route for place, (_, route) in enumerate(questions) if route},
        **{("barriers", place, *steps): at for place, (_, own) in enumerate(barriers) for steps, at in own.items()},
        **dict(_own_words(overlay, questionnaire)),
        **{("questions", name): ("off", place) for name, place in gone.items()},
    }
    return Local(questionnaire, dict(_origins(overlay, base, gone)), places)


def eased(library: ActionLibrary, questionnaire: Questionnaire) -> ActionLibrary:
    """The inherited *library* without what *questionnaire* leaves out; an action that eases nothing goes."""
    targets = {name for name, _ in facets(questionnaire)}
    asked = {question.id for question in questionnaire.questions}
    actions = (
        action.model_copy(
            update={
                "eases": tuple(target for target in action.eases if target in targets),
                "should_move": tuple(name for name in action.should_move if name in asked),
            }
        )
        for action in library.actions
    )
    return library.model_copy(update={"actions": tuple(action for action in actions if action.eases)})


def newly_found(
    checks: tuple[Check[Questionnaire], ...], local: Local, base: Questionnaire
) -> Iterator[tuple[str, Fault]]:
    """What *checks* find in a local questionnaire and did not find in its *base*, with their codes."""
    for check in checks:
        already = {fault.message for fault in check.find(base)}
        for fault in check.find(local.questionnaire):
            if not local.inherits(fault) or fault.message not in already:
                yield check.code, local.moved(fault)


def _untitled(extension: Extension, source: Source) -> Iterator[Problem]:
    inherited = {barrier.id.casefold() for barrier in extension.base.barriers}
    for place, barrier in enumerate(extension.overlay.barriers):
        if barrier.title is None and barrier.id.casefold() not in inherited:
            said = f"the key 'title' is missing here; '{barrier.id}' is a new barrier"
            yield located(Fault(("barriers", place), said), MISSING_KEY, source)


def _inherited(overlay: Overlay, base: Questionnaire, gone: Mapping[str, int]) -> Iterator[Question]:
    """The questions that stay, without the facets that go, in the words of the overlay."""
    off = set(overlay.off)
    for question in base.questions:
        if question.id in gone:
            continue
        measures = {target: measure for target, measure in question.measures.items() if target not in off}
        words = overlay.reword.get(question.id, Reword())
        yield question.model_copy(
            update={
                "measures": measures,
                "text": words.text or question.text,
                "why": words.why or question.why,
                "wording": {**question.wording, **words.wording},
            }
        )


def _barriers(overlay: Overlay, base: Questionnaire) -> Iterator[tuple[Barrier, Mapping[Route, Route]]]:
    """The inherited barriers with the facets that stay or are added, then new ones; and where what is own stands."""
    more = {barrier.id.casefold(): place for place, barrier in enumerate(overlay.barriers)}
    for barrier in base.barriers:
        kept = tuple(facet for facet in barrier.facets if f"{barrier.id}.{facet.id}" not in overlay.off)
        place = more.pop(barrier.id.casefold(), None)
        here: Route = ("barriers", place or 0, "facets")
        held = _joined(here, kept, () if place is None else overlay.barriers[place].facets)
        if held:
            routes: dict[Route, Route] = {("facets", step): route for step, (_, route) in enumerate(held) if route}
            yield barrier.model_copy(update={"facets": tuple(facet for facet, _ in held)}), routes
    for place in more.values():
        new = overlay.barriers[place]
        whole = Barrier(id=new.id, title=new.title or new.id, about=new.about, facets=new.facets)
        yield whole, {(): ("barriers", place)}


def _joined(here: Route, inherited: tuple[Named, ...], added: tuple[Named, ...]) -> list[tuple[Named, Route]]:
    """What is *inherited*, then what is *added* under an id that is not taken, with its place in the overlay."""
    taken = {each.id.casefold() for each in inherited}
    joined: list[tuple[Named, Route]] = [(each, ()) for each in inherited]
    joined += [(each, (*here, place)) for place, each in enumerate(added) if each.id.casefold() not in taken]
    return joined


def _forms(forms: Mapping[str, Form], gone: Mapping[str, int]) -> Iterator[tuple[str, Form]]:
    """The inherited *forms* with the questions that stay; one that would be empty goes."""
    for name, form in forms.items():
        kept = tuple(question for question in form.questions if question not in gone)
        if kept:
            yield name, form.model_copy(update={"questions": kept})


def _privacy(more: MorePrivacy, inherited: Privacy) -> Privacy:
    raised = {
        key: max(getattr(more, key) or 0, getattr(inherited, key)) for key in type(more).model_fields if key != "notice"
    }
    return inherited.model_copy(update={**raised, "notice": more.notice or inherited.notice})


def _signals(overlay: Overlay, base: Questionnaire, asked: Container[str]) -> Signals:
    """The inherited signals without what is left out, under those of the overlay."""
    kept: dict[str, object] = {}
    for key in ("energy", "expertise", "exchange", "openness"):
        target = getattr(base.signals, key)
        kept[key] = None if target in overlay.off else target
    for key in ("timescale", "priorities"):
        kept[key] = tuple(name for name in getattr(base.signals, key) if name in asked)
    own = {key: getattr(overlay.signals, key) for key in overlay.signals.model_fields_set} if overlay.signals else {}
    return Signals.model_validate({**kept, **own})


def _origins(overlay: Overlay, base: Questionnaire, gone: Container[str]) -> Iterator[tuple[str, Origin]]:
    for question in base.questions:
        if question.id not in gone:
            reworded = question.id in overlay.reword
            yield question.id, Origin(questionnaire=base.id, version=base.version, reworded=reworded)


def _own_keys(overlay: Overlay) -> Iterator[tuple[Route, Route]]:
    """The places of what stands under the same key in an overlay and in what it makes."""
    places: list[Route] = [(key,) for key in WHOLE if key in overlay.model_fields_set]
    places += [(key, name) for key in ("signpost", "scales", "forms") for name in getattr(overlay, key)]
    places += [("words", nation, word) for nation, words in overlay.words.items() for word in words]
    places += [("privacy", key) for key in overlay.privacy.model_fields_set]
    places += [("signals", key) for key in (overlay.signals.model_fields_set if overlay.signals else ())]
    return ((place, place) for place in places)


def _own_words(overlay: Overlay, made: Questionnaire) -> Iterator[tuple[Route, Route]]:
    """The places of the words of inherited questions."""
    for place, question in enumerate(made.questions):
        words = overlay.reword.get(question.id, Reword())
        here: Route = ("reword", question.id)
        yield from ((("questions", place, key), (*here, key)) for key in ("text", "why") if getattr(words, key))
        for role in words.wording:
            yield ("questions", place, "wording", role), (*here, "wording", role)


def _named(route: Route, questionnaire: Questionnaire) -> str:
    """What *route* leads to, in words, by the id of the inherited part."""
    match route:
        case ("questions" | "roles" | "barriers" as key, int(place), *_):
            return f"inherited {key.removesuffix('s')} '{getattr(questionnaire, key)[place].id}'"
        case (str(key), str(name), *_):
            return f"inherited {key.removesuffix('s')} '{name}'"
        case (key, *_):
            return f"inherited {key}"
        case _:
            return "inherited"
