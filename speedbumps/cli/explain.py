"""speedbumps explain: a check, a question, an action, or a score with its arithmetic."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli import options
from speedbumps.cli.running import command_line, refuse, write
from speedbumps.diagnostics.problem import require_value
from speedbumps.lint.manual import codes_and_names, find_description, format_plain
from speedbumps.model.actions import Action
from speedbumps.model.audit import Audit, QuestionResult, Score
from speedbumps.model.audit_queries import audit_questions, receipt_line
from speedbumps.model.instrument import Instrument, fill_placeholders
from speedbumps.model.queries import facets, scale_by_name, scale_of, target_names
from speedbumps.model.questionnaire import Barrier, Facet, Question, Scale
from speedbumps.model.staff_hours import SCALED
from speedbumps.questionnaires.history_file import add_history
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.text import fold_text, show_controls_by_line

app = command_line("Explain something.")

YAML = (".yaml", ".yml")
"""The endings of questionnaires that are named by their paths."""

MOST_SIMILAR = 4
"""The most similar names that a message suggests."""


@app.command()
def explain(
    thing: Annotated[
        str,
        typer.Argument(
            help="A check (SB201 or its name), a questionnaire (school, or a path), a question (T05), an action (A14), "
            "or a score in a saved audit (audit.json#time.delay).",
            show_default=False,
        ),
    ],
    questionnaire: options.Questionnaire = None,
) -> None:
    """Explain a check, a questionnaire, a question, an action, or a score with its receipt."""
    if "#" in thing:
        # These load the frame library.
        from speedbumps.cli.saved_audit import read_saved_audit as saved_audit
        from speedbumps.tables.files import read_file

        path, _, target = thing.rpartition("#")
        _print_lines(_explain_score(saved_audit(Path(path), require_value(read_file(Path(path)))), target))
        return
    page = find_description(thing)
    if page is not None:
        write(format_plain(page), None)
        return
    is_path = thing.lower().endswith(YAML)
    where = find_questionnaire(thing if is_path else questionnaire or "school")
    instrument = add_history(require_value(read_instrument(where)), where)
    lines = _explain_questionnaire(instrument) if is_path else _find_explanation(instrument, thing)
    if lines is None:
        refuse(_unknown_thing(thing, _explainable_names(instrument)))
    _print_lines(lines)


def _print_lines(lines: Iterable[str]) -> None:
    write(show_controls_by_line("\n".join(lines)) + "\n", None)


def _explainable_names(instrument: Instrument) -> Iterator[str]:
    """Yield the ids and titles of everything that can be explained."""
    yield from codes_and_names()
    yield from instrument.questions
    yield from target_names(instrument.questionnaire)
    for action in instrument.library.actions if instrument.library else ():
        yield action.id
        yield _fill_words(instrument, action.title)


def _unknown_thing(thing: str, known: Iterable[str]) -> str:
    words = {word.casefold(): word for word in known}
    near = get_close_matches(thing.casefold(), words, n=MOST_SIMILAR)
    unknown = f"there is no check, questionnaire, question, part of the road or action '{thing}'"
    if near:
        meant = " or ".join(f"'{words[word]}'" for word in near)
        return f"{unknown}; did you mean {meant}?"
    return (
        f"{unknown}; name one by its id or in full (SB201, school, T05, time.delay, A14, “One in, one out”), or a "
        "score (audit.json#time.delay), or the path of a questionnaire; -q names that of a question"
    )


def _find_explanation(instrument: Instrument, thing: str) -> Iterator[str] | None:
    """Return the lines about the questionnaire, question, barrier, facet or action with the id or title *thing*."""
    said = fold_text(thing).rstrip(".")
    if said in (fold_text(instrument.questionnaire.id), fold_text(instrument.questionnaire.title)):
        return _explain_questionnaire(instrument)
    for question in instrument.questionnaire.questions:
        if said in (fold_text(question.id), fold_text(_fill_words(instrument, question.text)).rstrip(".")):
            return _explain_question(instrument, question)
    for barrier in instrument.questionnaire.barriers:
        if said == fold_text(barrier.id):
            return _explain_part(instrument, barrier.id, barrier)
    for name, facet in facets(instrument.questionnaire):
        titles = (facet.title, facet.strength or facet.title)
        if said in (fold_text(name), *(fold_text(_fill_words(instrument, title)) for title in titles)):
            return _explain_part(instrument, name, facet)
    for action in instrument.library.actions if instrument.library else ():
        if said in (fold_text(action.id), fold_text(_fill_words(instrument, action.title))):
            return _explain_action(instrument, action)
    return None


def _explain_questionnaire(instrument: Instrument) -> Iterator[str]:
    whole = instrument.questionnaire
    yield f"{whole.title} ({whole.id} {whole.version}, {whole.status})"
    yield "\nRoles:"
    for role in whole.roles:
        includes = f": {_fill_words(instrument, role.includes)}" if role.includes else ""
        yield f"  {role.id:<16}{_fill_words(instrument, role.title)}{includes}"
    yield "\nThe parts of the road, as they are named in tables and with --assert:"
    titles = {each.id: each.title for each in whole.barriers} | {name: facet.title for name, facet in facets(whole)}
    for name in target_names(whole):
        step = "    " if "." in name else "  "
        yield f"{step + name:<30}{_fill_words(instrument, titles[name])}"
    yield "\nForms: full" + "".join(f", {name} ({len(form.questions)} questions)" for name, form in whole.forms.items())
    words = whole.non_answers
    yield f"\nAlways possible: {words.na} (na), {words.dk} (dk), {words.pns} (pns), or left blank"
    for name in whole.scales:
        asked = [question for question in whole.questions if question.scale == name]
        if asked:
            yield f"\n{_describe_scale(scale_by_name(whole, name))}"
        for question in asked:
            roles = f"  [{', '.join(question.asked_of)}]" if question.asked_of else ""
            yield f"  {question.id:<6}{_fill_words(instrument, question.text)}{roles}"
    yield "\nIn [ ]: who is asked; otherwise everyone. 'speedbumps explain T01' says more about one question."


def _explain_part(instrument: Instrument, name: str, part: Barrier | Facet) -> Iterator[str]:
    """Yield the lines about a barrier or facet, with the questions that measure it."""
    yield f"{name}  {_fill_words(instrument, part.title)}"
    if part.about:
        yield f"\n{_fill_words(instrument, part.about)}"
    measuring = [
        question
        for question in instrument.questionnaire.questions
        if any(target == name or target.startswith(f"{name}.") for target in question.measures)
    ]
    yield "\nAsked about it:"
    yield from (f"  {question.id:<6}{_fill_words(instrument, question.text)}" for question in measuring)


def _describe_scale(scale: Scale) -> str:
    """Return a line on how questions on *scale* are answered."""
    if scale.number:
        return f"A number of {scale.number.unit}, from {scale.number.min:g} to {scale.number.max:g}:"
    if scale.choice:
        return f"A choice of at most {scale.choice.most} of {len(scale.choice.among)}:"
    if not scale.points:
        return "In own words:"
    return f"{scale.prompt or ''} {' · '.join(f'{point.label} {point.value:g}' for point in scale.points)}:".strip()


def _explain_question(instrument: Instrument, question: Question) -> Iterator[str]:
    scale = scale_of(instrument.questionnaire, question)
    yield f"{question.id}  {_fill_words(instrument, question.text)}"
    if question.if_none:
        yield f"\n{_fill_words(instrument, question.if_none)}"
    if question.why:
        yield f"\nWhy it is asked: {_fill_words(instrument, question.why)}"
    if scale.prompt:
        yield f"\n{scale.prompt}"
    for point in scale.points:
        yield f"  {point.value:g}  {point.label}"
    if scale.choice:
        yield f"\nAt most {scale.choice.most} of these:"
        yield from (f"  {option.id}  {_fill_words(instrument, option.label)}" for option in scale.choice.among)
    if scale.number:
        yield f"\nA number of {scale.number.unit}, from {scale.number.min:g} to {scale.number.max:g}."
    for target, measure in question.measures.items():
        way = "a high answer is a high bump" if measure.key == "barrier" else "a high answer is a clear road"
        yield f"\nMeasures {target}, weight {measure.weight:g}: {way}."
    roles = question.asked_of or tuple(role.id for role in instrument.questionnaire.roles)
    yield f"\nAsked of: {', '.join(roles)}"
    for role, wording in question.wording.items():
        yield f"  {role}: {_fill_words(instrument, wording)}"
    if question.sensitive:
        yield f"\nSensitive: shown only where {instrument.questionnaire.privacy.min_sensitive} people or more answered."
    yield f"\nFingerprint: {instrument.fingerprints[question.id][:12]}"


def _fill_words(instrument: Instrument, text: str) -> str:
    return fill_placeholders(text, instrument.questionnaire, None)


def _explain_action(instrument: Instrument, action: Action) -> Iterator[str]:
    hours, library = action.hours, instrument.library
    yield f"{action.id}  {_fill_words(instrument, action.title)}"
    yield f"\nFirst step: {_fill_words(instrument, action.first_step)}"
    yield f"Led by: {_fill_words(instrument, action.owner)}"
    if action.stop:
        yield f"Stops: {_fill_words(instrument, action.stop)}"
    if action.protects:
        yield f"Still to protect: {_fill_words(instrument, action.protects)}"
    yield f"Eases: {', '.join(action.eases)}"
    basis = f", for {library.hours_for} staff" if library and action.level in SCALED else ""
    yield (
        f"Hours{basis}: {hours.setup[0]:g} to {hours.setup[1]:g} to set up, "
        f"{hours.per_term[0]:g} to {hours.per_term[1]:g} a term, "
        f"gives back {hours.saves_per_term[0]:g} to {hours.saves_per_term[1]:g} a term"
    )
    if action.hours_how:
        yield f"  {action.hours_how}"
    yield f"Evidence {action.evidence.grade}: {action.evidence.summary}"
    if action.evidence.source:
        yield f"  {action.evidence.source} (read: {action.evidence.source_read or 'not said'})"
    if action.watch_out:
        yield f"Watch out: {_fill_words(instrument, action.watch_out)}"


def _explain_score(audit: Audit, target: str) -> Iterator[str]:
    scores: dict[str, tuple[str, Score]] = {}
    for barrier in audit.barriers:
        scores[barrier.id] = (barrier.title, barrier)
        scores.update({facet.id: (facet.title, facet) for facet in barrier.facets})
    by_title = {fold_text(title): name for name, (title, _) in scores.items()}
    target = by_title.get(fold_text(target), target)
    if any(receipt_line(score, target) for _, score in scores.values()):
        yield from _explain_answered(audit, target, scores)
        return
    if target not in scores:
        listed = (f"  {name:<28}{title}" for name, (title, _) in scores.items())
        refuse(f"there is no score '{target}' in this audit; it has", *listed)
    title, score = scores[target]
    if score.severity is None or score.receipt is None:
        yield f"{title}: no score ({score.status})"
        yield from _explain_withheld(audit, target)
        return
    yield f"{title}: {_height_text(score)}, from {score.n} people with a score. 0 is a clear road, 100 a road block."
    if score.receipt.reason == "table":
        yield "\nEach person's score is looked up in a table, so no question adds a part of its own."
        yield from _explain_withheld(audit, target)
        return
    questions = {question.id: question for question in audit_questions(audit)}
    yield "\nWhat each question adds:"
    for line in score.receipt.lines:
        name = (
            _receipt_question(questions[line.question])
            if line.question in questions
            else f"{line.questions} questions together, to protect people"
        )
        answer = f"  (answer: {line.answer})" if line.answer else ""
        yield f"  {_figure_text(line.contribution):>6}  {name}{answer}"
        if line.one_point is not None:
            yield f"          one point nearer to the clear end from everyone: {_figure_text(line.one_point)} in all"
    yield f"  {_figure_text(score.receipt.total):>6}  in all"
    yield from _explain_withheld(audit, target)


def _explain_answered(audit: Audit, name: str, scores: Mapping[str, tuple[str, Score]]) -> Iterator[str]:
    """Yield the lines on one question of *audit*: its figure, what it adds, and what one point would do."""
    question = next(each for each in audit_questions(audit) if each.id == name)
    yield f"{name}  {question.text}"
    if question.severity is not None:
        yield f"\nHow much it is in the way: {_height_text(question)}. 0 is a clear road, 100 a road block."
    for title, score in scores.values():
        line = receipt_line(score, name)
        if line is None:
            continue
        yield f"\nIt adds {_figure_text(line.contribution)} to “{title}”, which is {_height_text(score)}."
        if line.one_point is not None:
            yield (
                f"  What if everyone not yet at the clear end moved one point towards it? “{title}” would be "
                f"{_figure_text(line.one_point)}."
            )
    yield from _explain_withheld(audit, name)


def _figure_text(value: float | None) -> str:
    """Return *value* with up to two decimals, as many as it has."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _height_text(score: Score | QuestionResult) -> str:
    """Return the severity of *score*, or what it is at most or at least."""
    number = _figure_text(score.severity)
    return f"{score.bound.replace('-', ' ')} {number}" if score.bound else number


def _receipt_question(question: QuestionResult) -> str:
    """Return a question with its mean and weight, if the mean is shown.

    Its mean times its share of the weight is approximately what it adds to the score.
    """
    mean = "" if question.severity is None else f"  (mean {_height_text(question)}, weight {question.weight:g})"
    return f"{question.id}  {question.text}{mean}"


def _explain_withheld(audit: Audit, target: str) -> Iterator[str]:
    """Yield the lines on what is not shown of a score, and why."""
    from speedbumps.report.sections.withheld import REASONS

    limits = audit.questionnaire.limits.model_dump()
    for withheld in audit.withheld:
        where, _, roles = withheld.where.partition("/")
        if where == target:
            yield f"\nNot shown{f' of {roles}' if roles else ''}: {REASONS[withheld.reason] % limits}."
