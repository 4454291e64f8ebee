"""From a questionnaire to the sheets of cognitive interviews: one person says aloud how each question is understood."""

from collections.abc import Iterator
from typing import NamedTuple

from speedbumps.forms.page.words import PHRASES
from speedbumps.i18n import Locale, draft_texts, gettext_noop, usable_locale
from speedbumps.model.instrument import fill_placeholders
from speedbumps.model.queries import NON_ANSWERS
from speedbumps.model.questionnaire import FULL, Nation, NonAnswers, Questionnaire, Role, Scale
from speedbumps.questionnaires.presentation import PresentedQuestion, available_roles, present_questions
from speedbumps.report.formats.markdown import SafeMarkdown, fill_markdown, join_markdown
from speedbumps.report.templating import html_environment, style_sheets
from speedbumps.text import strip_controls

FACTS = (
    gettext_noop("Date"),
    gettext_noop("Nation"),
    gettext_noop("Kind and size of the school"),
    gettext_noop("Which interview of this role, in which round"),
)
"""What is written down about an interview: nothing that names anybody."""

ADVICE = (
    gettext_noop(
        "Say first: “This is about the questions, not about you or your school. There are no right answers. Please "
        "think aloud. You may skip a question or stop at any time.”"
    ),
    gettext_noop("Write down how a question is understood. Write down no names, and not what the person would answer."),
    gettext_noop("Ask about ten questions, in 45 minutes at most. Explain a question only after its last line."),
)

PROBES = (
    gettext_noop("Please read the question aloud. (Mark where the reader stops or reads something else.)"),
    gettext_noop("Say it in your own words."),
    gettext_noop("What came to mind?"),
    gettext_noop("Which weeks did you think of?"),
    gettext_noop("How did you choose your answer?"),
    gettext_noop("Would anybody mind answering this?"),
)
"""What the interviewer asks about each question."""

VERDICTS = (gettext_noop("keep"), gettext_noop("change"), gettext_noop("drop"))


LINE = SafeMarkdown("\\_" * 40)
"""A line to write on, in Markdown."""


class SheetQuestion(NamedTuple):
    """A question on a sheet."""

    id: str
    text: str
    prompt: str | None
    answers: str | None
    """The answers to choose from, or the unit of an amount; None for own words."""
    notes: tuple[str, ...]
    """How many may be chosen, what to choose if there was no such event, and why the question is asked."""


class InterviewSheet(NamedTuple):
    """The sheet for interviews with people of one role."""

    heading: str
    includes: str | None
    questions: tuple[SheetQuestion, ...]


class InterviewSheets(NamedTuple):
    """Sheets for the roles of a questionnaire, with all words that are on them."""

    language: str
    title: str
    about: str
    facts: tuple[str, ...]
    advice: tuple[str, ...]
    probes: tuple[str, ...]
    verdicts: tuple[str, ...]
    because: str
    sheets: tuple[InterviewSheet, ...]


class SheetOptions(NamedTuple):
    """Which sheets are made."""

    role: str | None = None
    """The only role; None for each role that one person can bear."""
    questions: tuple[str, ...] = ()
    """The ids of the questions to ask about; empty for all."""
    nation: Nation | None = None
    drafts: bool = False
    """Whether our own words may be a draft; else they are in English where they would be one."""
    draft: bool = False
    """Whether the words are a draft, which the sheets then say."""


def build_sheets(questionnaire: Questionnaire, options: SheetOptions) -> InterviewSheets:
    """Return the sheets that *options* choose, in the language of *questionnaire*; roles asked nothing have none."""
    spoken = usable_locale(questionnaire.language, drafts=options.drafts)
    draft = draft_texts(spoken) if options.draft else ()
    title = fill_placeholders(questionnaire.title, questionnaire, options.nation)
    made = (
        _build_sheet(questionnaire, role, options, spoken)
        for role in available_roles(questionnaire, options.nation)
        if role.id == options.role or (options.role is None and not role.together)
    )
    return InterviewSheets(
        questionnaire.language,
        spoken.gettext("Interviews about the questions: %(title)s", title=title),
        spoken.gettext("Version %(version)s", version=questionnaire.version),
        tuple(map(spoken.gettext, FACTS)),
        (*draft, *map(spoken.gettext, ADVICE)),
        tuple(map(spoken.gettext, PROBES)),
        tuple(map(spoken.gettext, VERDICTS)),
        spoken.gettext("Because, or in better words:"),
        tuple(sheet for sheet in made if sheet.questions),
    )


def _build_sheet(questionnaire: Questionnaire, role: Role, options: SheetOptions, spoken: Locale) -> InterviewSheet:
    put = present_questions(questionnaire, FULL, role.id, options.nation)
    chosen = [item for item in put if not options.questions or item.question.id in options.questions]

    def fill(text: str | None) -> str | None:
        return fill_placeholders(text, questionnaire, options.nation) if text else None

    def sheet_question(item: PresentedQuestion) -> SheetQuestion:
        notes = (_choice_limit(item.scale, spoken), item.if_none, item.why)
        return SheetQuestion(
            item.question.id,
            item.text,
            fill(item.scale.prompt),
            fill(_answers(item.scale, questionnaire.non_answers)),
            tuple(note for note in notes if note),
        )

    return InterviewSheet(
        spoken.gettext("For: %(role)s", role=fill(role.title) or role.id),
        fill(role.includes),
        tuple(map(sheet_question, chosen)),
    )


def _answers(scale: Scale, words: NonAnswers) -> str | None:
    labels = [point.label for point in scale.points]
    labels += [option.label for option in (scale.choice.among if scale.choice else ())]
    if not labels:
        return scale.number.unit if scale.number else None
    return " · ".join([*labels, *(str(getattr(words, name)) for name in NON_ANSWERS)])


def _choice_limit(scale: Scale, spoken: Locale) -> str | None:
    if scale.choice is None or scale.choice.most == 1:
        return None
    return spoken.gettext(PHRASES["choose"], most=spoken.number(scale.choice.most))


def render_html(made: InterviewSheets) -> str:
    """Return the sheets as one HTML file to print."""
    template = html_environment().get_template("interview.html")
    return strip_controls(template.render(made=made, style=style_sheets("paper.css", "interview.css")))


def render_markdown(made: InterviewSheets) -> str:
    """Return the sheets as Markdown."""
    return strip_controls(join_markdown(_markdown_lines(made), "\n"))


def _markdown_lines(made: InterviewSheets) -> Iterator[SafeMarkdown]:
    yield fill_markdown("# %s\n\n%s\n", made.title, made.about)
    yield from (fill_markdown("- %s", line) for line in made.advice)
    for sheet in made.sheets:
        yield fill_markdown("\n## %s\n", sheet.heading)
        if sheet.includes:
            yield fill_markdown("%s\n", sheet.includes)
        yield from (fill_markdown("- %s: %s", fact, LINE) for fact in made.facts)
        for question in sheet.questions:
            yield from _probe_lines(made, question)


def _probe_lines(made: InterviewSheets, question: SheetQuestion) -> Iterator[SafeMarkdown]:
    yield fill_markdown("\n### %s\n\n**%s**\n", question.id, question.text)
    yield from (fill_markdown("%s\n", text) for text in (question.prompt, question.answers, *question.notes) if text)
    for number, probe in enumerate(made.probes, 1):
        yield fill_markdown("%s. %s\n\n   %s\n", SafeMarkdown(number), probe, LINE)
    boxes = join_markdown((fill_markdown("☐ %s", verdict) for verdict in made.verdicts), " ")
    yield fill_markdown("%s\n\n%s\n\n%s", boxes, made.because, LINE)
