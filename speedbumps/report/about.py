"""What this report is, what it is not, and what its words mean."""

from typing import NamedTuple

from speedbumps.i18n import later
from speedbumps.model.questionnaire import Status
from speedbumps.report.figures import cut
from speedbumps.report.view import View

STATUSES: dict[Status, str] = {
    "draft": later("Draft: these questions were written with care and are still to be tried with school staff."),
    "piloted": later(
        "Piloted: these questions were tried with school staff. Whether they measure well is not known yet."
    ),
    "validated": later("Validated: these questions were tested, and measured well where they were tested."),
}

SHORT_STATUSES: dict[Status, str] = {
    "draft": later("draft"),
    "piloted": later("piloted"),
    "validated": later("validated"),
}

LIMITS = (
    later("The bands are house cut-points, neither norms nor standards. No score here is one to reach."),
    later("The options are for talking over; they are not orders. People who know the school decide."),
    later("This is about the work. It is not for anyone’s yearly review, and it judges no pupil, teacher or school."),
    later("It is not for league tables: schools answer at different times and under different pressures."),
    later("The hours beside the options are our own estimates for a staff of about 45. Change them to fit."),
    later(
        "A tool without a memory cannot protect a second run with one more respondent against someone who kept the "
        "first. Share one report of a round, not several."
    ),
)

GLOSSARY = (
    (later("Barrier"), later("One kind of thing that slows a school down, such as time or money.")),
    (later("Bump"), later("A part of a barrier that the answers put at %(bump_from)s or more.")),
    (later("Height"), later("From 0, a clear road, to 100, a road block. It comes from the answers and nothing else.")),
    (later("Interval"), later("Where the figure would most likely lie, had everyone answered.")),
    (later("Option"), later("Something that may lower a bump: to talk over, to change or to refuse.")),
    (later("Moves know-how"), later("An option that passes what someone can do on to colleagues or other schools.")),
    (later("Outside"), later("People who answered but are no part of the school’s staff; shown beside.")),
)


class About(NamedTuple):
    """What this report is."""

    status: str
    limits: tuple[str, ...]
    bands: tuple[tuple[str, str], ...]
    glossary: tuple[tuple[str, str], ...]
    signpost: str | None
    provenance: tuple[str, ...]


def about(view: View) -> About:
    """What this report is, and what it is not."""
    of, say = view.audit.questionnaire, view.words.say
    return About(
        status=say(STATUSES[of.status]),
        limits=tuple(say(limit) for limit in LIMITS),
        bands=_bands(view),
        glossary=tuple((say(word), say(means, bump_from=cut(of.bump_from, view.words))) for word, means in GLOSSARY),
        signpost=of.signpost,
        provenance=(
            say("Questionnaire: %(title)s (%(id)s)", title=of.title, id=of.id),
            say("Version %(version)s, %(status)s", version=of.version, status=say(SHORT_STATUSES[of.status])),
            say("Form: %(form)s", form=view.audit.form),
            say("Fingerprint: %(short)s", short=of.fingerprint[:12]),
            say("Made by speedbumps from an audit of format %(format)s", format=view.audit.format),
            *([say("The questions may be used under %(licence)s.", licence=of.licence)] if of.licence else ()),
        ),
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
        return words.say("from %(start)s", start=cut(start, words))
    return words.say("from %(start)s to under %(end)s", start=cut(start, words), end=cut(end, words))
