"""From an audit to a report: an HTML page, Markdown, a Word document, a summary for the terminal, or JSON.

JSON holds the audit itself; the others are made from a document of sections.
The page about a cohort is a document too, and is rendered by the same functions.
Renderers are imported late, so that help and JSON output load no template engine.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from speedbumps.report.beside import NOTHING_BESIDE, Beside

if TYPE_CHECKING:  # importing the models takes time, and help needs none of them
    from speedbumps.model.audit import Audit
    from speedbumps.model.cohort import Cohort
    from speedbumps.model.comparison import RoundComparison
    from speedbumps.model.items import ItemAnalysis
    from speedbumps.report.blocks import Document, HeatMap, Road
    from speedbumps.report.branding.brand import Brand
    from speedbumps.report.handouts.document import PlanAndAudit
    from speedbumps.report.handouts.readers import Reader
    from speedbumps.report.plan_page import PlanPage
    from speedbumps.report.visits_document import PlannedVisits


class Format(NamedTuple):
    """A format of the report: its name, the endings of its files, and the function that renders a document."""

    name: str
    endings: tuple[str, ...]
    render: Callable[["Document"], str | bytes]


class DataFormat(NamedTuple):
    """A format for other programs, which holds the audit itself instead of a document."""

    name: str
    endings: tuple[str, ...]
    render: Callable[["Audit"], str]


class Drawings(NamedTuple):
    """The two pictures of a school's report."""

    school: str
    """The name of the school."""
    road: "Road"
    heat_map: "HeatMap"


class ReportOptions(NamedTuple):
    """What of a report is made, and how."""

    part: Literal["report", "annex", "letters"] = "report"
    """The report itself, its annex, or letters with what it suggests to ask of others."""
    language: str = "en"
    beside: Beside = NOTHING_BESIDE
    """What the report shows beside its audit."""
    brand: "Brand | None" = None
    """The templates of a user."""


THE_REPORT = ReportOptions()


def make_report(audit: "Audit", name: str, options: ReportOptions = THE_REPORT) -> str | bytes:
    """Return the report on *audit*, or another part of it, in the format of FORMATS that is called *name*.

    A format for other programs holds the audit alone, whatever the *options*. An annex that would hold nothing is
    empty.
    """
    match FORMATS[name]:
        case DataFormat(render=render):
            return render(audit)
        case Format(render=render):
            whole = make_report_document(audit, options)
            return "" if options.part == "annex" and not whole.sections else render(whole)


def make_report_document(audit: "Audit", options: ReportOptions) -> "Document":
    """Return the part of the report on *audit* that *options* name, without any format yet."""
    match options.part:
        case "report":
            whole = make_document(audit, options.language, options.beside)
        case "annex":
            whole = make_annex(audit, options.language)
        case "letters":
            whole = make_letters(audit, options.language)
    return whole._replace(brand=options.brand)


def make_document(audit: "Audit", language: str, beside: Beside = NOTHING_BESIDE) -> "Document":
    """Return the report on *audit* in *language*, with what it shows *beside*, and without any format yet."""
    from speedbumps.i18n import load_locale
    from speedbumps.report.document import document
    from speedbumps.report.draft_line import with_draft_line

    words = load_locale(language)
    made = document(audit, words, beside)
    return with_draft_line(made, words, draft_translation=audit.questionnaire.draft_translation)


def make_drawings(audit: "Audit", language: str) -> "Drawings":
    """Return the road of *audit* and the same as each group sees it, in *language*."""
    from speedbumps.disclosure.publish import publish
    from speedbumps.i18n import load_locale
    from speedbumps.report.sections.front import school_title
    from speedbumps.report.sections.profile import build_road
    from speedbumps.report.sections.role_views import build_heat_map
    from speedbumps.report.view import build_view

    view = build_view(publish(audit), load_locale(language))
    return Drawings(school_title(view), build_road(view), build_heat_map(view))


def make_comparison_document(
    audit: "Audit", comparison: "RoundComparison", language: str, last_plan: "PlanPage | None" = None
) -> "Document":
    """Return the page about what changed until the round of *audit*, in *language* and without any format yet.

    A second page says what became of the *last_plan*.
    """
    from speedbumps.i18n import load_locale
    from speedbumps.report.comparison_document import comparison_document
    from speedbumps.report.draft_line import with_draft_line

    words = load_locale(language)
    made = comparison_document(audit, comparison, words, last_plan)
    return with_draft_line(made, words, draft_translation=audit.questionnaire.draft_translation)


def make_annex(audit: "Audit", language: str) -> "Document":
    """Return the annex of the report on *audit* in *language*, without any format yet."""
    from speedbumps.i18n import load_locale
    from speedbumps.report.document import annex_document
    from speedbumps.report.draft_line import with_draft_line

    words = load_locale(language)
    made = annex_document(audit, words)
    return with_draft_line(made, words, draft_translation=audit.questionnaire.draft_translation)


def make_cohort_document(cohort: "Cohort", language: str) -> "Document":
    """Return the page about *cohort* in *language*, without any format yet."""
    from speedbumps.i18n import load_locale
    from speedbumps.report.cohort_document import cohort_document
    from speedbumps.report.draft_line import with_draft_line

    words = load_locale(language)
    made = cohort_document(cohort, words)
    return with_draft_line(made, words, draft_translation=cohort.questionnaire.draft_translation)


def make_visits_document(planned: "PlannedVisits", language: str) -> "Document":
    """Return the page about all *planned* visits in *language*, without any format yet."""
    from speedbumps.i18n import load_locale
    from speedbumps.report.draft_line import with_draft_line
    from speedbumps.report.visits_document import visits_document

    words = load_locale(language)
    made = visits_document(planned, words)
    return with_draft_line(made, words, draft_translation=False)


def make_items_document(found: "ItemAnalysis", language: str) -> "Document":
    """Return the page about how questions behaved, in *language* and without any format yet."""
    from speedbumps.i18n import load_locale
    from speedbumps.report.draft_line import with_draft_line
    from speedbumps.report.items_document import items_document

    words = load_locale(language)
    made = items_document(found, words)
    return with_draft_line(made, words, draft_translation=found.questionnaire.draft_translation)


def make_plan_document(page: "PlanPage", language: str) -> "Document":
    """Return the hand-out of the plan on *page* in *language*, without any format yet."""
    from speedbumps.i18n import load_locale
    from speedbumps.report.draft_line import with_draft_line
    from speedbumps.report.plan_document import plan_document

    words = load_locale(language)
    made = plan_document(page, words)
    return with_draft_line(made, words, draft_translation=page.draft_translation)


def make_handout_document(reader: "Reader", source: "PlanAndAudit", language: str) -> "Document":
    """Return the hand-out for *reader* of the plan and audit of *source*, in *language* and without any format yet."""
    from speedbumps.i18n import load_locale
    from speedbumps.report.draft_line import with_draft_line
    from speedbumps.report.handouts.document import handout_document

    words = load_locale(language)
    made = handout_document(reader, source, words)
    return with_draft_line(made, words, draft_translation=source.page.draft_translation)


def make_letters(audit: "Audit", language: str) -> "Document":
    """Return letters with what the report on *audit* suggests to ask of others, in *language*."""
    from speedbumps.i18n import load_locale
    from speedbumps.report.draft_line import with_draft_line
    from speedbumps.report.handouts.document import report_letters

    words = load_locale(language)
    made = report_letters(audit, words)
    return with_draft_line(made, words, draft_translation=audit.questionnaire.draft_translation)


def make_plan_calendar(page: "PlanPage", language: str) -> str:
    """Return the days of the plan on *page* as a calendar file."""
    from speedbumps.i18n import load_locale
    from speedbumps.report.plan_calendar import plan_calendar

    return plan_calendar(page, load_locale(language))


def make_plan_workbook(page: "PlanPage", language: str) -> bytes:
    """Return the plan on *page* as a workbook to follow it with."""
    from speedbumps.i18n import load_locale
    from speedbumps.report.plan_workbook import plan_workbook

    return plan_workbook(page, load_locale(language))


def render_html(document: "Document") -> str:
    """Return *document* as one HTML file that loads nothing from a network."""
    # Loads jinja2.
    from speedbumps.report.formats.html import render

    return render(document)


def render_markdown(document: "Document") -> str:
    """Return *document* as Markdown, for a wiki or a letter."""
    from speedbumps.report.formats.markdown import render

    return render(document)


def render_word(document: "Document") -> bytes:
    """Return *document* as a Word document, to change and to copy from."""
    # Loads python-docx.
    from speedbumps.report.formats.word import render

    return render(document)


def render_terminal(document: "Document", *, width: int = 80, colour: bool = False) -> str:
    """Return the summary of *document* for a terminal that is *width* characters wide."""
    # Loads rich.
    from speedbumps.report.formats.terminal import render

    return render(document, width=width, colour=colour)


def render_json(found: "Audit | RoundComparison | ItemAnalysis") -> str:
    """Return an audit, a comparison of rounds or an analysis of items itself as JSON, for other programs."""
    # Imported late like the other renderers, so that help loads nothing of the report.
    from speedbumps.report.formats.as_json import render

    return render(found)


FORMATS: dict[str, Format | DataFormat] = {
    each.name: each
    for each in (
        Format("html", (".html", ".htm"), render_html),
        Format("markdown", (".md", ".markdown"), render_markdown),
        Format("word", (".docx",), render_word),
        DataFormat("json", (".json",), render_json),
        Format("terminal", (".txt",), render_terminal),
    )
}
"""All formats, by their names."""
