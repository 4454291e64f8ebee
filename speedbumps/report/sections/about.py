"""What the words of a report mean, and where it comes from, for the annex."""

from speedbumps.i18n import gettext_noop
from speedbumps.model.questionnaire import Status
from speedbumps.report.blocks import Fields, Headline, ItemList, Paragraph, Section, Strong
from speedbumps.report.figures import format_figure
from speedbumps.report.sections.profile import bump_line
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
    gettext_noop(
        "We chose where the bands begin; they are neither norms nor standards. No score here is one to reach."
    ),
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

ABOUT_OPTIONS = (LIMITS[1], LIMITS[4], LIMITS[5])
"""What the last page does not say already."""

GLOSSARY = (
    (
        gettext_noop("Area"),
        gettext_noop("One kind of thing that slows a school down, such as time. It has several parts."),
    ),
    (gettext_noop("Part"), gettext_noop("One of the things asked about, with questions of its own.")),
    (
        gettext_noop("Hump, number out of 100"),
        gettext_noop(
            "How much a part is in the way: 0 is a clear road, 100 a road block. It comes from the answers alone."
        ),
    ),
    (gettext_noop("Bump"), gettext_noop("A part that scores %(bump_from)s or more.")),
    (
        gettext_noop("Margin of error (±)"),
        gettext_noop("Where the number would most likely lie, had everyone answered."),
    ),
    (gettext_noop("Near"), gettext_noop("The margin reaches into the band that is named.")),
    (gettext_noop("Clear gap"), gettext_noop("A difference between two groups that chance would seldom make.")),
    (gettext_noop("Option"), gettext_noop("Something to talk over, to change or to refuse. Never an order.")),
    (gettext_noop("What gives way"), gettext_noop("What stops, so that there is room to start.")),
    (
        gettext_noop("Moves know-how"),
        gettext_noop("An option that passes what someone can do on to colleagues or other schools."),
    ),
    (gettext_noop("Outside"), gettext_noop("People who answered but are no part of the school’s staff; shown beside.")),
)


def about(view: View) -> Section:
    """Return the section that says what the words of the report mean, and where it comes from."""
    of, gettext = view.audit.questionnaire, view.words.gettext
    glossary = tuple((gettext(word), gettext(means, bump_from=bump_line(view))) for word, means in GLOSSARY)
    return Section(
        anchor="about",
        title=gettext("Words in this report, and where it comes from"),
        blocks=(
            Fields(glossary),
            Headline(gettext("The bands")),
            Fields(_bands(view)),
            Headline(gettext("What this report is not")),
            Paragraph(Strong(gettext(STATUSES[of.status]))),
            ItemList(tuple(gettext(limit) for limit in ABOUT_OPTIONS)),
            Headline(gettext("Where this comes from")),
            ItemList(_provenance(view)),
        ),
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
        (f"{band.title}, {_stretch(band.from_, end, view)}", " ".join(part for part in (band.means, band.next) if part))
        for band, end in zip(bands, ends, strict=True)
    )


def _stretch(start: float, end: float | None, view: View) -> str:
    words = view.words
    if end is None:
        return words.gettext("from %(start)s", start=format_figure(view.displayed(start), words))
    return words.gettext(
        "from %(start)s to under %(end)s",
        start=format_figure(view.displayed(start), words),
        end=format_figure(view.displayed(end), words),
    )
