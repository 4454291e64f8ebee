"""Combine a local questionnaire with the one that it extends into the questionnaire that people answer."""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple, TypeVar

from speedbumps.diagnostics.codes import MISSING_KEY
from speedbumps.diagnostics.problem import LoadResult, Problem, Route, file_order
from speedbumps.diagnostics.rules import Check, Fault, locate_fault, run_checks
from speedbumps.diagnostics.yaml_source import Source
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.instrument import Origin
from speedbumps.model.overlay import MorePrivacy, Overlay, Reword, omitted_questions
from speedbumps.model.queries import facets
from speedbumps.model.questionnaire import (
    ONE_QUESTION,
    Barrier,
    Facet,
    Form,
    Privacy,
    Question,
    Questionnaire,
    Role,
    Signals,
)
from speedbumps.questionnaires import references
from speedbumps.questionnaires.overlay_rules import EXTENSION_CHECKS, Extension

WHOLE = ("id", "version", "title", "introduction", "organiser", "status", "pilot", "licence", "actions", "report")
"""The keys that an overlay replaces as a whole, if it has them."""

WithId = TypeVar("WithId", Role, Question, Facet)


class LocalQuestionnaire(NamedTuple):
    """A resolved local questionnaire: what people answer, and where each part stands in the author's file."""

    questionnaire: Questionnaire
    origins: Mapping[str, Origin]
    own: Mapping[Route, Route]
    """The routes in the overlay's file of the parts that it adds or changes, by their routes in the questionnaire."""

    def relocate(self, fault: Fault) -> Fault:
        """Return *fault* where the author can correct it: at the overlay's own part, else at `extends`."""
        for length in range(len(fault.route), 0, -1):
            start = fault.route[:length]
            if start in self.own:
                return fault._replace(route=(*self.own[start], *fault.route[length:]))
        # Without the fix, which would be for text in another file.
        return Fault(("extends",), f"{_describe_inherited_part(fault.route, self.questionnaire)}: {fault.message}")

    def inherits(self, fault: Fault) -> bool:
        """Return whether *fault* is in a part that is inherited unchanged."""
        return not any(fault.route[:length] in self.own for length in range(1, len(fault.route) + 1))


def resolve_overlay(overlay: Overlay, base: Questionnaire, source: Source) -> LoadResult[LocalQuestionnaire]:
    """Return *base* as changed by *overlay*, which was read from *source*; or all problems of the overlay."""
    local = combine_overlay(overlay, base)
    extension = Extension(overlay, base)
    problems = [*run_checks(EXTENSION_CHECKS, extension, source), *_untitled_barriers(extension, source)]
    faults = [(check.code, fault) for check in references.QUESTIONNAIRE for fault in check.find(local.questionnaire)]
    # Faults in inherited parts are consequences of what the overlay leaves out or adds, and are reported there.
    told = [(code, fault) for code, fault in faults if not problems or not local.inherits(fault)]
    problems += [locate_fault(local.relocate(fault), code, source) for code, fault in told]
    if problems:
        return LoadResult(None, tuple(sorted(problems, key=file_order)))
    return LoadResult(local)


def combine_overlay(overlay: Overlay, base: Questionnaire) -> LocalQuestionnaire:
    """Return *base* as changed by *overlay*. Changes that are not allowed are ignored."""
    gone = omitted_questions(overlay, base)
    roles = _append_new(("roles",), base.roles, overlay.roles)
    barriers = list(_merge_barriers(overlay, base))
    questions = _append_new(("questions",), tuple(_inherited_questions(overlay, base, gone)), overlay.questions)
    given = {key: value for key in WHOLE if (value := getattr(overlay, key)) is not None}
    questionnaire = base.model_copy(
        update={
            **given,
            "pilot": overlay.pilot,
            "signpost": {**base.signpost, **overlay.signpost},
            "roles": tuple(role for role, _ in roles),
            "scales": {**overlay.scales, **base.scales},
            "barriers": tuple(barrier for barrier, _ in barriers),
            "questions": tuple(question for question, _ in questions),
            "forms": {**overlay.forms, **dict(_inherited_forms(base.forms, gone))},
            "privacy": _merge_privacy(overlay.privacy, base.privacy),
            "signals": _merge_signals(overlay, base, {question.id for question, _ in questions}),
            "words": {
                nation: {**base.words.get(nation, {}), **overlay.words.get(nation, {})}
                for nation in dict.fromkeys((*base.words, *overlay.words))
            },
        }
    )
    places: dict[Route, Route] = {
        **dict(_own_key_routes(overlay)),
        **{("words", nation): ("words", nation) for nation in overlay.words if nation not in base.words},
        **{("roles", place): route for place, (_, route) in enumerate(roles) if route},
        **{("questions", place): route for place, (_, route) in enumerate(questions) if route},
        **{("barriers", place, *steps): at for place, (_, own) in enumerate(barriers) for steps, at in own.items()},
        **dict(_reworded_routes(overlay, questionnaire)),
        **{("questions", name): ("off", place) for name, place in gone.items()},
    }
    return LocalQuestionnaire(questionnaire, dict(_question_origins(overlay, base, gone)), places)


def trim_library(library: ActionLibrary, questionnaire: Questionnaire) -> ActionLibrary:
    """Return the inherited *library* without what *questionnaire* leaves out; actions that ease nothing are removed."""
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


def new_faults(
    checks: tuple[Check[Questionnaire], ...], local: LocalQuestionnaire, base: Questionnaire
) -> Iterator[tuple[str, Fault]]:
    """Yield what *checks* find in a local questionnaire but not in its *base*, with the codes of the checks."""
    for check in checks:
        already = {fault.message for fault in check.find(base)}
        for fault in check.find(local.questionnaire):
            if not local.inherits(fault) or fault.message not in already:
                yield check.code, local.relocate(fault)


def _untitled_barriers(extension: Extension, source: Source) -> Iterator[Problem]:
    inherited = {barrier.id.casefold() for barrier in extension.base.barriers}
    for place, barrier in enumerate(extension.overlay.barriers):
        if barrier.title is None and barrier.id.casefold() not in inherited:
            said = f"the key 'title' is missing here; '{barrier.id}' is a new barrier"
            yield locate_fault(Fault(("barriers", place), said), MISSING_KEY, source)


def _inherited_questions(overlay: Overlay, base: Questionnaire, gone: Mapping[str, int]) -> Iterator[Question]:
    """Yield the questions that are not left out, without the facets that are, in the wording of the overlay."""
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
                "if_none": words.if_none or question.if_none,
                "wording": {**question.wording, **words.wording},
            }
        )


def _merge_barriers(overlay: Overlay, base: Questionnaire) -> Iterator[tuple[Barrier, Mapping[Route, Route]]]:
    """Yield the inherited barriers with the facets that are kept or added, then the new barriers.

    With each come the routes in the overlay's file of what the overlay adds to it.
    """
    more = {barrier.id.casefold(): place for place, barrier in enumerate(overlay.barriers)}
    for barrier in base.barriers:
        kept = tuple(facet for facet in barrier.facets if f"{barrier.id}.{facet.id}" not in overlay.off)
        place = more.pop(barrier.id.casefold(), None)
        here: Route = ("barriers", place or 0, "facets")
        held = _append_new(here, kept, () if place is None else overlay.barriers[place].facets)
        if held:
            routes: dict[Route, Route] = {("facets", step): route for step, (_, route) in enumerate(held) if route}
            yield barrier.model_copy(update={"facets": tuple(facet for facet, _ in held)}), routes
    for place in more.values():
        new = overlay.barriers[place]
        whole = Barrier(id=new.id, title=new.title or new.id, about=new.about, facets=new.facets)
        yield whole, {(): ("barriers", place)}


def _append_new(here: Route, inherited: tuple[WithId, ...], added: tuple[WithId, ...]) -> list[tuple[WithId, Route]]:
    """Return what is *inherited*, then what is *added* under a new id, each with its route in the overlay, if any."""
    taken = {each.id.casefold() for each in inherited}
    joined: list[tuple[WithId, Route]] = [(each, ()) for each in inherited]
    joined += [(each, (*here, place)) for place, each in enumerate(added) if each.id.casefold() not in taken]
    return joined


def _inherited_forms(forms: Mapping[str, Form], gone: Mapping[str, int]) -> Iterator[tuple[str, Form]]:
    """Yield the inherited *forms* with the questions that are not left out; empty forms are removed."""
    for name, form in forms.items():
        kept = tuple(question for question in form.questions if question not in gone)
        if kept:
            yield name, form.model_copy(update={"questions": kept})


def _merge_privacy(more: MorePrivacy, inherited: Privacy) -> Privacy:
    raised = {
        key: max(getattr(more, key) or 0, getattr(inherited, key)) for key in type(more).model_fields if key != "notice"
    }
    return inherited.model_copy(update={**raised, "notice": more.notice or inherited.notice})


def _merge_signals(overlay: Overlay, base: Questionnaire, asked: Container[str]) -> Signals:
    """Return the signals of the overlay, and the inherited ones without what is left out."""
    kept: dict[str, object] = {}
    for signal in ONE_QUESTION:
        question = getattr(base.signals, signal)
        kept[signal] = question if question in asked else None
    for key in ("timescale", "priorities"):
        kept[key] = tuple(name for name in getattr(base.signals, key) if name in asked)
    kept["votes"] = base.signals.votes if base.signals.votes in asked else None
    own = {key: getattr(overlay.signals, key) for key in overlay.signals.model_fields_set} if overlay.signals else {}
    return Signals.model_validate({**kept, **own})


def _question_origins(overlay: Overlay, base: Questionnaire, gone: Container[str]) -> Iterator[tuple[str, Origin]]:
    for question in base.questions:
        if question.id not in gone:
            reworded = question.id in overlay.reword
            yield question.id, Origin(questionnaire=base.id, version=base.version, reworded=reworded)


def _own_key_routes(overlay: Overlay) -> Iterator[tuple[Route, Route]]:
    """Yield the routes of the parts that have the same route in an overlay and in the questionnaire made from it."""
    places: list[Route] = [(key,) for key in WHOLE if key in overlay.model_fields_set]
    places += [(key, name) for key in ("signpost", "scales", "forms") for name in getattr(overlay, key)]
    places += [("words", nation, word) for nation, words in overlay.words.items() for word in words]
    places += [("privacy", key) for key in overlay.privacy.model_fields_set]
    places += [("signals", key) for key in (overlay.signals.model_fields_set if overlay.signals else ())]
    return ((place, place) for place in places)


def _reworded_routes(overlay: Overlay, made: Questionnaire) -> Iterator[tuple[Route, Route]]:
    """Yield the routes of the wording of inherited questions that the overlay changes."""
    for place, question in enumerate(made.questions):
        words = overlay.reword.get(question.id, Reword())
        here: Route = ("reword", question.id)
        yield from (
            (("questions", place, key), (*here, key)) for key in ("text", "why", "if_none") if getattr(words, key)
        )
        for role in words.wording:
            yield ("questions", place, "wording", role), (*here, "wording", role)


def _describe_inherited_part(route: Route, questionnaire: Questionnaire) -> str:
    """Return a name for the inherited part that *route* leads to, with its id."""
    match route:
        case ("questions" | "roles" | "barriers" as key, int(place), *_):
            return f"inherited {key.removesuffix('s')} '{getattr(questionnaire, key)[place].id}'"
        case (str(key), str(name), *_):
            return f"inherited {key.removesuffix('s')} '{name}'"
        case (key, *_):
            return f"inherited {key}"
        case _:
            return "inherited"
