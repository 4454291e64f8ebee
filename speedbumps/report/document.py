"""From an audit to the document of its report: a first page, the pages behind it, and the annex."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from speedbumps.disclosure.publish import publish
from speedbumps.i18n import Locale
from speedbumps.model.audit import Audit
from speedbumps.model.report_style import ReportSection
from speedbumps.report.beside import NOTHING_BESIDE, Beside
from speedbumps.report.blocks import Block, Document, Fields, Fold, Headline, OptionCard, Paragraph, Section
from speedbumps.report.sections.about import SHORT_STATUSES, about
from speedbumps.report.sections.choices import choices
from speedbumps.report.sections.exchange import exchange
from speedbumps.report.sections.first import first_pages
from speedbumps.report.sections.front import front, round_facts, school_title
from speedbumps.report.sections.last_plan import last_plan
from speedbumps.report.sections.meeting import meeting
from speedbumps.report.sections.one_voice import answers_page, first_page
from speedbumps.report.sections.other_bumps import all_options, other_bumps
from speedbumps.report.sections.peers import peers
from speedbumps.report.sections.questions import all_numbers, all_questions
from speedbumps.report.sections.requests import requests
from speedbumps.report.sections.respondents import replacement_line, who_answered
from speedbumps.report.sections.role_gaps import role_gaps
from speedbumps.report.sections.role_views import role_views
from speedbumps.report.sections.then_and_now import not_compared, then_and_now
from speedbumps.report.sections.too_few import too_few
from speedbumps.report.sections.withheld import withheld
from speedbumps.report.view import View, build_view

MakeSection = Callable[[View], Section | tuple[Section, ...] | None]
"""Makes a section, several, or none where it has nothing to say of an audit."""

STAFF: tuple[MakeSection, ...] = (
    last_plan,
    then_and_now,
    who_answered,
    role_views,
    first_pages,
    requests,
    peers,
    exchange,
    meeting,
)
"""The pages behind the first one, where several people answered."""

ONE_VOICE: tuple[MakeSection, ...] = (last_plan, then_and_now, answers_page, peers, exchange)
"""The pages behind the first one, where there is one set of answers."""

ANNEX: tuple[MakeSection, ...] = (
    other_bumps,
    choices,
    all_questions,
    all_numbers,
    role_gaps,
    all_options,
    not_compared,
    withheld,
    about,
)
"""The sections of the annex, in their order."""


LEAVABLE: Mapping[MakeSection, ReportSection] = {
    role_views: "groups",
    first_pages: "first",
    requests: "asks",
    peers: "others",
    exchange: "exchange",
    other_bumps: "other-bumps",
    choices: "choices",
    all_questions: "questions",
    all_numbers: "numbers",
    role_gaps: "gaps",
    all_options: "options",
}
"""The sections that a questionnaire can leave out; those of the first page and of the meeting see to it themselves."""


def document(audit: Audit, words: Locale, beside: Beside = NOTHING_BESIDE) -> Document:
    """Return the report on *audit* as a document, in the language of *words*; exact figures are rounded first.

    What one person wrote is shown in a report on that person's answers alone.
    """
    return _document(build_view(publish(audit), words, beside))


def _document(view: View) -> Document:
    gettext = view.words.gettext
    first, pages, annex = _parts(view)
    title, sections = school_title(view), _made(pages, view)
    return Document(
        subject="school",
        language=view.words.language,
        title=gettext("Speed bumps at %(school)s", school=title),
        description=gettext(
            "What slows improvement at %(school)s, how high each bump is, how sure we are, and what to talk about "
            "first.",
            school=title,
        ),
        front=first(view),
        skip=gettext("Skip the first page"),
        contents=gettext("In this report") if sections else None,
        sections=sections,
        footer=report_footer(view),
        page=gettext("Page {page} of {pages}"),
        school=title,
        annex_title=gettext("Annex: all questions, numbers and options"),
        annex=_made(annex, view),
    )


def annex_document(audit: Audit, words: Locale) -> Document:
    """Return the annex of the report on *audit* as a document of its own, with nothing folded."""
    whole = document(audit, words)
    title = words.gettext("Annex to: %(report)s", report=whole.title)
    return whole._replace(
        title=title,
        front=Section("title", title, (Headline(title, 1, "title"),)),
        sections=tuple(section._replace(blocks=tuple(_unfolded(section.blocks))) for section in whole.annex),
        annex=(),
        is_annex=True,
    )


def _unfolded(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield *blocks* with what would be folded open, below a heading."""
    for block in blocks:
        match block:
            case OptionCard():
                yield Headline(block.title, hint=" · ".join(block.tags))
                yield Fields(block.fields)
            case Fold():
                yield Headline(block.title, hint=block.hint)
                yield from _unfolded(block.blocks)
            case _:
                yield block


def whole_and_first_page(audit: Audit, words: Locale, beside: Beside = NOTHING_BESIDE) -> tuple[Document, Document]:
    """Return the report on *audit*, and its first page as a document of its own, for an e-mail."""
    view = build_view(publish(audit), words, beside)
    whole = _document(view)
    return whole, whole._replace(front=_with_replacement(whole.front, view), sections=(), annex=(), contents=None)


def _with_replacement(front: Section, view: View) -> Section:
    """Return *front* with the note that the report replaces an earlier one, which else stands on a later page."""
    line = replacement_line(view)
    if line is None:
        return front
    head, *rest = front.blocks
    return front._replace(blocks=(head, Paragraph(line, "note"), *rest))


def _parts(view: View) -> tuple[Callable[[View], Section], tuple[MakeSection, ...], tuple[MakeSection, ...]]:
    """Return what makes the first page, the pages behind it, and the annex."""
    if view.is_one_voice:
        return first_page, ONE_VOICE, ANNEX
    if all(target.severity is None for target in view.targets.values()):
        return too_few, (peers, exchange), ()
    return front, STAFF, ANNEX


def _made(makers: Iterable[MakeSection], view: View) -> tuple[Section, ...]:
    made = [make(view) for make in makers if make not in LEAVABLE or not view.leaves_out(LEAVABLE[make])]
    return tuple(
        section
        for each in made
        for section in (each if isinstance(each, tuple) and not isinstance(each, Section) else (each,))
        if isinstance(section, Section)
    )


def report_footer(view: View) -> str:
    """Return what stands at the foot of each printed page: the school, the round and the state of the questions."""
    status = view.words.gettext(SHORT_STATUSES[view.audit.questionnaire.status])
    questions = view.words.gettext("questions: %(status)s", status=status)
    return " · ".join((school_title(view), *round_facts(view), questions))
