"""What this report is, what it is not, and what its words mean."""

from speedbumps.i18n import gettext_noop
from speedbumps.model.questionnaire import Status
from speedbumps.report.blocks import Fields, Headline, ItemList, Paragraph, Section, Strong
from speedbumps.report.figures import format_figure
from speedbumps.report.view import View

STATUSES: dict[Status, str] = {
    "draft": gettext_noop("Draft: these questions were written with care and are still to be tried with school staff."),
    "piloted": gettext_noop(
        "Piloted: these questions were tried with school staff. Whether they measure well is not known yet."
    ),
    "validated": gettext_noop("Validated: these questions were tested, and measured well where they were tested."),
}

SHORT_STATUSES: dict[Status, str] = {
    "draft": gettext_noop("draft"),
    "piloted": gettext_noop("piloted"),
    "validated": gettext_noop("validated"),
}

LIMITS = (
    gettext_noop("The bands are house cut-points, neither norms nor standards. No score here is one to reach."),
    gettext_noop("The options are for talking over; they are not orders. People who know the school decide."),
    gettext_noop(
        "This is about the work. It is not for anyone’s yearly review, and it judges no pupil, teacher or school."
    ),
    gettext_noop("It is not for league tables: schools answer at different times and under different pressures."),
    gettext_noop("The hours beside the options are our own estimates. Change them to fit."),
    gettext_noop(
        "Share one report of a round, not several: whoever has two that differ by a few people could work out what "
        "these people answered."
    ),
)

GLOSSARY = (
    (gettext_noop("Barrier"), gettext_noop("One kind of thing that slows a school down, such as time or money.")),
    (gettext_noop("Bump"), gettext_noop("A part of a barrier that the answers put at %(bump_from)s or more.")),
    (
        gettext_noop("Height"),
        gettext_noop("From 0, a clear road, to 100, a road block. It comes from the answers and nothing else."),
    ),
    (gettext_noop("Interval"), gettext_noop("Where the figure would most likely lie, had everyone answered.")),
    (gettext_noop("Option"), gettext_noop("Something that may lower a bump: to talk over, to change or to refuse.")),
    (
        gettext_noop("Moves know-how"),
        gettext_noop("An option that passes what someone can do on to colleagues or other schools."),
    ),
    (gettext_noop("Outside"), gettext_noop("People who answered but are no part of the school’s staff; shown beside.")),
)


def about(view: View) -> Section:
    """Return the section that says what this report is, and what it is not."""
    of, gettext = view.audit.questionnaire, view.words.gettext
    limits = tuple(gettext(limit) for limit in LIMITS)
    glossary = tuple(
        (gettext(word), gettext(means, bump_from=format_figure(of.bump_from, view.words))) for word, means in GLOSSARY
    )
    return Section(
        anchor="about",
        title=gettext("About this report"),
        blocks=(
            Paragraph(Strong(gettext(STATUSES[of.status]))),
            ItemList(limits),
            Headline(gettext("The bands")),
            Fields(_bands(view), "terms"),
            Headline(gettext("Words")),
            Fields(glossary, "terms"),
            Headline(gettext("This is not a reporting channel")),
            Paragraph(
                of.signpost
                or gettext(
                    "If you are worried about a child or have seen something wrong at work, use the route that your "
                    "school or its employer has for that."
                )
            ),
            Headline(gettext("Where this comes from")),
            ItemList(_provenance(view)),
        ),
        summary=(Headline(gettext("Limits"), 2), Paragraph(limits_line(view))),
    )


def limits_line(view: View) -> str:
    """Return the sentence that says what the figures cannot be used for."""
    return view.words.gettext(
        "The bands are house cut-points, neither norms nor standards; the questions are %(status)s; "
        "the options are for talking over.",
        status=view.words.gettext(SHORT_STATUSES[view.audit.questionnaire.status]),
    )


def _provenance(view: View) -> tuple[str, ...]:
    of, gettext = view.audit.questionnaire, view.words.gettext
    return (
        gettext("Questionnaire: %(title)s (%(id)s)", title=of.title, id=of.id),
        gettext("Version %(version)s, %(status)s", version=of.version, status=gettext(SHORT_STATUSES[of.status])),
        gettext("Form: %(form)s", form=view.audit.form),
        gettext("Fingerprint: %(short)s", short=of.fingerprint[:12]),
        gettext("Made by speedbumps from an audit of format %(format)s", format=view.audit.format),
        *([gettext("The questions may be used under %(licence)s.", licence=of.licence)] if of.licence else ()),
    )


def _bands(view: View) -> tuple[tuple[str, str], ...]:
    bands = view.audit.questionnaire.bands
    ends = [*(band.from_ for band in bands[1:]), None]
    return tuple(
        (f"{band.title}, {_stretch(band.from_, end, view)}", band.means) for band, end in zip(bands, ends, strict=True)
    )


def _stretch(start: float, end: float | None, view: View) -> str:
    words = view.words
    if end is None:
        return words.gettext("from %(start)s", start=format_figure(start, words))
    return words.gettext(
        "from %(start)s to under %(end)s", start=format_figure(start, words), end=format_figure(end, words)
    )
