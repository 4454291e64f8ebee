"""speedbumps explain: a check, a question, an action, or a score with its arithmetic."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli import options
from speedbumps.cli.running import command_line, refuse, write
from speedbumps.diagnostics.problem import needed
from speedbumps.lint.manual import named, names, plain
from speedbumps.model.actions import Action
from speedbumps.model.audit import Audit, QuestionResult, Score
from speedbumps.model.instrument import Instrument, filled
from speedbumps.model.queries import facets, scale_of, targets
from speedbumps.model.questionnaire import Barrier, Facet, Question, Scale
from speedbumps.questionnaires.load import find, load
from speedbumps.text import folded, visible_lines

app = command_line("Explain something.")

NEAR = 4
"""How many near names are told at most."""


@app.command()
def explain(
    thing: Annotated[
        str,
        typer.Argument(
            help="A check (SB201 or its name), a questionnaire (school), a question (T05), an action (A14), or a score "
            "in a saved audit (audit.json#time.delay).",
            show_default=False,
        ),
    ],
    questionnaire: options.Questionnaire = None,
) -> None:
    """Explain a check, a questionnaire, a question, an action, or a score with its receipt."""
    if "#" in thing:
        # Loads the frame library.
        from speedbumps.cli.report import saved as saved_audit
        from speedbumps.tables.files import read_file

        path, _, target = thing.rpartition("#")
        _show(_score(saved_audit(Path(path), needed(read_file(Path(path)))), target))
        return
    page = named(thing)
    if page is not None:
        write(plain(page), None)
        return
    instrument = needed(load(find(questionnaire or "school")))
    lines = _explained(instrument, thing)
    if lines is None:
        refuse(_unknown(thing, _names(instrument)))
    _show(lines)


def _show(lines: Iterable[str]) -> None:
    write(visible_lines("\n".join(lines)) + "\n", None)


def _names(instrument: Instrument) -> Iterator[str]:
    """What can be explained, by id and by title."""
    yield from names()
    yield from instrument.questions
    yield from targets(instrument.questionnaire)
    for action in instrument.library.actions if instrument.library else ():
        yield action.id
        yield _said(instrument, action.title)


def _unknown(thing: str, known: Iterable[str]) -> str:
    words = {word.casefold(): word for word in known}
    near = get_close_matches(thing.casefold(), words, n=NEAR)
    unknown = f"there is no check, questionnaire, question, part of the road or action '{thing}'"
    if near:
        meant = " or ".join(f"'{words[word]}'" for word in near)
        return f"{unknown}; did you mean {meant}?"
    return (
        f"{unknown}; name one by its id or in full (SB201, school, T05, time.delay, A14, “One in, one out”), or a "
        "score (audit.json#time.delay)"
    )


def _explained(instrument: Instrument, thing: str) -> Iterator[str] | None:
    """What there is to say of the question, part of the road or action that *thing* names, by its id or its words."""
    said = folded(thing).rstrip(".")
    if said in (folded(instrument.questionnaire.id), folded(instrument.questionnaire.title)):
        return _questionnaire(instrument)
    for question in instrument.questionnaire.questions:
        if said in (folded(question.id), folded(_said(instrument, question.text)).rstrip(".")):
            return _question(instrument, question)
    for barrier in instrument.questionnaire.barriers:
        if said == folded(barrier.id):
            return _part(instrument, barrier.id, barrier)
    for name, facet in facets(instrument.questionnaire):
        if said in (folded(name), folded(_said(instrument, facet.title))):
            return _part(instrument, name, facet)
    for action in instrument.library.actions if instrument.library else ():
        if said in (folded(action.id), folded(_said(instrument, action.title))):
            return _action(instrument, action)
    return None


def _questionnaire(instrument: Instrument) -> Iterator[str]:
    whole = instrument.questionnaire
    yield f"{whole.title} ({whole.id} {whole.version}, {whole.status})"
    yield "\nRoles:"
    for role in whole.roles:
        includes = f": {role.includes}" if role.includes else ""
        yield f"  {role.id:<16}{_said(instrument, role.title)}{includes}"
    yield "\nThe road, as tables and --assert name it:"
    titles = {each.id: each.title for each in whole.barriers} | {name: facet.title for name, facet in facets(whole)}
    for name in targets(whole):
        step = "    " if "." in name else "  "
        yield f"{step + name:<30}{_said(instrument, titles[name])}"
    yield "\nForms: full" + "".join(f", {name} ({len(form.questions)} questions)" for name, form in whole.forms.items())
    words = whole.non_answers
    yield f"\nAlways possible: {words.na} (na), {words.dk} (dk), {words.pns} (pns), or left blank"
    for name, scale in whole.scales.items():
        asked = [question for question in whole.questions if question.scale == name]
        if asked:
            yield f"\n{_ways(scale)}"
        for question in asked:
            roles = f"  [{', '.join(question.asked_of)}]" if question.asked_of else ""
            yield f"  {question.id:<6}{_said(instrument, question.text)}{roles}"
    yield "\nIn [ ]: who is asked; otherwise everyone. 'speedbumps explain T01' tells more of one question."


def _part(instrument: Instrument, name: str, part: Barrier | Facet) -> Iterator[str]:
    """A barrier or facet, with the questions that measure it."""
    yield f"{name}  {_said(instrument, part.title)}"
    if part.about:
        yield f"\n{_said(instrument, part.about)}"
    measuring = [
        question
        for question in instrument.questionnaire.questions
        if any(target == name or target.startswith(f"{name}.") for target in question.measures)
    ]
    yield "\nAsked about it:"
    yield from (f"  {question.id:<6}{_said(instrument, question.text)}" for question in measuring)


def _ways(scale: Scale) -> str:
    """How a question on *scale* is answered, in a line."""
    if scale.number:
        return f"A number of {scale.number.unit}, from {scale.number.min:g} to {scale.number.max:g}:"
    if not scale.points:
        return "In own words:"
    return f"{scale.prompt or ''} {' · '.join(f'{point.label} {point.value:g}' for point in scale.points)}:".strip()


def _question(instrument: Instrument, question: Question) -> Iterator[str]:
    scale = scale_of(instrument.questionnaire, question)
    yield f"{question.id}  {_said(instrument, question.text)}"
    if question.why:
        yield f"\nWhy it is asked: {_said(instrument, question.why)}"
    if scale.prompt:
        yield f"\n{scale.prompt}"
    for point in scale.points:
        yield f"  {point.value:g}  {point.label}"
    if scale.number:
        yield f"\nA number of {scale.number.unit}, from {scale.number.min:g} to {scale.number.max:g}."
    for target, measure in question.measures.items():
        way = "a high answer is a high bump" if measure.key == "barrier" else "a high answer is a clear road"
        yield f"\nMeasures {target}, weight {measure.weight:g}: {way}."
    roles = question.asked_of or tuple(role.id for role in instrument.questionnaire.roles)
    yield f"\nAsked of: {', '.join(roles)}"
    for role, wording in question.wording.items():
        yield f"  {role}: {_said(instrument, wording)}"
    if question.sensitive:
        yield f"\nSensitive: shown only where {instrument.questionnaire.privacy.min_sensitive} people or more answered."
    yield f"\nFingerprint: {instrument.fingerprints[question.id][:12]}"


def _said(instrument: Instrument, text: str) -> str:
    return filled(text, instrument.questionnaire, None)


def _action(instrument: Instrument, action: Action) -> Iterator[str]:
    hours = action.hours
    yield f"{action.id}  {_said(instrument, action.title)}"
    yield f"\nFirst step: {_said(instrument, action.first_step)}"
    yield f"Led by: {_said(instrument, action.owner)}"
    if action.stop:
        yield f"Stops: {_said(instrument, action.stop)}"
    if action.protects:
        yield f"Still to protect: {_said(instrument, action.protects)}"
    yield f"Eases: {', '.join(action.eases)}"
    yield (
        f"Hours, for about 45 staff: {hours.setup[0]:g} to {hours.setup[1]:g} to set up, "
        f"{hours.per_term[0]:g} to {hours.per_term[1]:g} a term, "
        f"gives back {hours.saves_per_term[0]:g} to {hours.saves_per_term[1]:g} a term"
    )
    if action.hours_how:
        yield f"  {action.hours_how}"
    yield f"Evidence {action.evidence.grade}: {action.evidence.summary}"
    if action.evidence.source:
        yield f"  {action.evidence.source} (read: {action.evidence.source_read or 'not said'})"
    if action.watch_out:
        yield f"Watch out: {_said(instrument, action.watch_out)}"


def _score(audit: Audit, target: str) -> Iterator[str]:
    scores: dict[str, tuple[str, Score]] = {}
    for barrier in audit.barriers:
        scores[barrier.id] = (barrier.title, barrier)
        scores.update({facet.id: (facet.title, facet) for facet in barrier.facets})
    by_title = {folded(title): name for name, (title, _) in scores.items()}
    target = by_title.get(folded(target), target)
    if target not in scores:
        listed = (f"  {name:<28}{title}" for name, (title, _) in scores.items())
        refuse(f"there is no score '{target}' in this audit; there is", *listed)
    title, score = scores[target]
    if score.severity is None or score.receipt is None:
        yield f"{title}: no score ({score.status})"
        yield from _why_hidden(audit, target)
        return
    yield f"{title}: {score.severity:.1f}, from {score.n} people with a score. 0 is a clear road, 100 a road block."
    questions = {
        question.id: question
        for barrier in audit.barriers
        for question in (*barrier.questions, *(each for facet in barrier.facets for each in facet.questions))
    }
    yield "\nWhat each question adds:"
    for line in score.receipt.lines:
        name = (
            _asked(questions[line.question])
            if line.question in questions
            else f"{line.questions} questions together, to protect people"
        )
        answer = f"  (answer: {line.answer})" if line.answer else ""
        yield f"  {line.contribution:6.2f}  {name}{answer}"
        if line.one_point is not None:
            yield f"          one point nearer to the clear end from everyone: {line.one_point:.1f} in all"
    yield f"  {score.receipt.total:6.2f}  in all"
    yield from _why_hidden(audit, target)


def _asked(question: QuestionResult) -> str:
    """A question with its own mean, if that is shown: its share of the weight of that is what it adds, near enough."""
    mean = "" if question.severity is None else f"  (mean {question.severity:.1f}, weight {question.weight:g})"
    return f"{question.id}  {question.text}{mean}"


def _why_hidden(audit: Audit, target: str) -> Iterator[str]:
    """What of a score is not shown, and why."""
    from speedbumps.report.hidden import REASONS

    limits = audit.questionnaire.limits.model_dump()
    for withheld in audit.withheld:
        where, _, roles = withheld.where.partition("/")
        if where == target:
            yield f"\nNot shown{f' of {roles}' if roles else ''}: {REASONS[withheld.reason] % limits}."
