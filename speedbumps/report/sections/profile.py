"""The road, in figures."""

from speedbumps.i18n import gettext_noop
from speedbumps.memory import memoize
from speedbumps.report.blocks import Headline, HeightTable, Paragraph, Road, Section, Stretch, paragraphs
from speedbumps.report.figures import format_figure
from speedbumps.report.heights import target_height
from speedbumps.report.view import View

HEADS = (
    gettext_noop("Part of the road"),
    gettext_noop("In a word"),
    gettext_noop("Height"),
    gettext_noop("Interval"),
    gettext_noop("How sure"),
    gettext_noop("Answers"),
)


def profile(view: View) -> Section:
    """Return the section with the height of each part of the road."""
    gettext, line = view.words.gettext, road_line(view)
    caption = gettext("The same as the picture, in order along the road")
    return Section(
        anchor="road",
        title=gettext("The road, in figures"),
        blocks=(
            Paragraph(line, "lead"),
            *paragraphs(overall_line(view)),
            HeightTable(caption, tuple(gettext(head) for head in HEADS), build_road(view).stretches),
        ),
        summary=(Headline(gettext("The road"), 2), Paragraph(line), build_road(view)),
        title_anchor="road-figures",
    )


@memoize
def build_road(view: View) -> Road:
    """Return the drawing of the road."""
    grouped = view.audit.detail == "facets"
    return Road(
        label=view.words.gettext("The road, and the bumps along it"),
        line=road_line(view),
        stretches=tuple(
            Stretch(
                view.barrier_of[stretch[0].id].title if grouped else None,
                tuple(target_height(target, view) for target in stretch),
            )
            for stretch in view.stretches
        ),
        bump_from=view.audit.questionnaire.bump_from,
    )


def road_line(view: View) -> str:
    """Return a sentence that says how many bumps there are, and how many scores cannot be shown."""
    words = view.words
    units = [target for stretch in view.stretches for target in stretch]
    scored = sum(target.severity is not None for target in units)
    if not scored:
        return words.gettext("No stretch of the road can be shown yet.")
    line = words.ngettext(
        "%(n)s bump of %(from_)s or more.",
        "%(n)s bumps of %(from_)s or more.",
        len(view.audit.bumps),
        from_=format_figure(view.audit.questionnaire.bump_from, words),
    )
    missing = len(units) - scored
    hidden = words.ngettext("%(n)s stretch cannot be shown.", "%(n)s stretches cannot be shown.", missing)
    return f"{line} {hidden}" if missing else line


def overall_line(view: View) -> str | None:
    """Return the sentence with the score of all barriers together; None if there is none."""
    overall = view.audit.overall
    if overall is None or overall.severity is None:
        return None
    return view.words.gettext("All barriers together: %(number)s.", number=view.words.number(overall.severity))
