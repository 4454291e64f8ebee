"""Letters to those who can lower the rest: one for each addressee, with room for names, and a sheet on top."""

import re
from collections.abc import Iterable, Iterator, Mapping

from speedbumps.i18n import Locale, format_date
from speedbumps.model.plan import PlannedRequest, SchoolPlan
from speedbumps.office_files import EMPTY_BOX
from speedbumps.report.blocks import (
    Block,
    Document,
    Fields,
    Headline,
    ItemList,
    Masthead,
    Paragraph,
    RowGroup,
    Section,
    Strong,
    Table,
    Text,
    bullets,
    paragraphs,
    titled_bullets,
)
from speedbumps.report.handouts.handout import Handout, one_sheet
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.plan_sections.front import ask_text, request_answers
from speedbumps.report.sections.profile import road_lead
from speedbumps.report.sections.requests import (
    asks_of_others,
    in_return_line,
    is_sure,
    no_requests_line,
    number_text,
    part_is_ours_line,
    split_line,
    told_us_line,
)
from speedbumps.report.sections.respondents import response_banner
from speedbumps.report.view import View
from speedbumps.text import as_sentence, capitalize_first, fold_text

SIGNATURE = "……………………………………"
"""Room to write a name by hand."""

EXAMPLE = 2 * SIGNATURE
"""Room to write an example by hand."""


def letters_document(handout: Handout, words: Locale) -> Document:
    """Return letters, each on a sheet of its own, below a sheet that says who sends which."""
    gettext, page = words.gettext, handout.page
    letters = _by_addressee((each for each in page.plan.asks if each.sent is None), page, words)
    masthead = Masthead(
        title=gettext("%(school)s: letters to those who can help", school=page.school),
        kicker=gettext("This sheet stays with you"),
        stamp=gettext("Drafts to change"),
        lead=gettext(
            "Each letter has a sheet of its own. Write in the names, change what you like, and leave out what does not "
            "fit."
        ),
    )
    sent = [ask_text(each, *request_answers(each, words)) for each in page.plan.asks if each.sent is not None]
    cover: tuple[Block, ...] = (
        *_cautions(handout),
        *((_overview(letters, words),) if letters else paragraphs(_no_letters_line(handout, words))),
        *titled_bullets(gettext("Asked already"), sent, 2),
    )
    sections = tuple(
        _letter_section(number, asks, handout, words) for number, asks in enumerate(letters.values(), start=1)
    )
    sheet = one_sheet(handout, masthead, cover, words)
    # Whoever gets a letter should find no number of a page on it, which counts those of others.
    return sheet._replace(sections=sections, footer=page.school, page="")


def page_of_requests(view: View) -> PlanPage:
    """Return a plan with nothing but what a report suggests to ask of others."""
    audit, others = view.audit, view.words.gettext("others who can help")
    plan = SchoolPlan(
        format="speedbumps-plan/1",
        school=audit.school.id,
        name=audit.school.name,
        round=audit.round,
        questionnaire=f"{audit.questionnaire.id}@{audit.questionnaire.version}",
        asks=tuple(
            PlannedRequest(of=each.to or others, text=each.text, bump=each.bump) for each in asks_of_others(view)
        ),
    )
    return PlanPage(plan, view.titles, {}, view.actions, bodies=audit.questionnaire.bodies)


def _by_addressee(asks: Iterable[PlannedRequest], page: PlanPage, words: Locale) -> Mapping[str, list[PlannedRequest]]:
    """Return what each body is asked; what several are asked together, each of them is asked."""
    found: dict[str, list[PlannedRequest]] = {}
    for each in asks:
        for of in split_addressees(each.of, page.bodies, words):
            found.setdefault(fold_text(of), []).append(each.model_copy(update={"of": of}))
    return found


def split_addressees(text: str, bodies: Iterable[str], words: Locale) -> tuple[str, ...]:
    """Return those whom a *text* names in a list that begins with some of *bodies*; all of it if it is no such list.

    Only names that the questionnaire has are taken apart, since one body may have an "and" in its name.
    """
    names = "|".join(re.escape(name) for name in sorted(bodies, key=len, reverse=True))
    if not names:
        return (text,)
    between = re.escape(words.join(("\0", "\0")).replace("\0", "").strip())
    listed = re.compile(rf"(?P<body>{names})(?:\s*,\s*|,?\s+(?:and|{between})\s+|\s*$)", re.IGNORECASE)
    found, rest = [], text.strip()
    while rest and (part := listed.match(rest)) is not None:
        found.append(part["body"])
        rest = rest[part.end() :]
    return (*found, *((rest,) if rest else ()))


def _cautions(handout: Handout) -> Iterator[Paragraph]:
    if handout.view is not None:
        lines = (response_banner(handout.view), split_line(handout.view))
        yield from (Paragraph(line, "note") for line in lines if line)


def _no_letters_line(handout: Handout, words: Locale) -> str:
    if handout.view is not None and not handout.page.plan.asks:
        return no_requests_line(handout.view)
    return words.gettext("There is nothing left to ask of others.")


def _overview(letters: Mapping[str, list[PlannedRequest]], words: Locale) -> Table:
    gettext = words.gettext
    heads = (gettext("To"), gettext("What we ask"), gettext("Who sends it"), gettext("Sent on"))
    rows = tuple(
        (capitalize_first(asks[0].of), "; ".join(map(_request_words, asks)), EMPTY_BOX, EMPTY_BOX)
        for asks in letters.values()
    )
    return Table("letters", gettext("The letters"), heads, frozenset(), (RowGroup(None, rows),), long=True)


def _letter_section(number: int, asks: list[PlannedRequest], handout: Handout, words: Locale) -> Section:
    """Return the letter with all that one addressee is asked."""
    gettext, view = words.gettext, handout.view
    title, anchor = gettext("To %(addressee)s", addressee=asks[0].of), f"letter-{number}"
    items: tuple[Text, ...] = tuple(
        (Strong(_request_words(each)), f"? {_about(each, handout, words)}".rstrip()) for each in asks
    )
    numbered = view and handout.staff_spoke and any(each.bump and is_sure(each.bump, view) for each in asks)
    blocks: tuple[Block, ...] = (
        Headline(title, 2, anchor),
        Fields(
            (
                (gettext("From"), f"{handout.page.school}, {EMPTY_BOX}"),
                (gettext("Date"), format_date(handout.day, words) if handout.day else EMPTY_BOX),
            )
        ),
        Paragraph(gettext("Dear %(name)s,", name=SIGNATURE)),
        Paragraph(f"{_opening(handout, words)} {part_is_ours_line(words)}"),
        ItemList(items),
        *((Paragraph(road_lead(view)),) if numbered and view else ()),
        Paragraph(gettext("An example from our school: %(example)s", example=EXAMPLE)),
        *_own_part(handout, words),
        Paragraph(gettext("Please tell us by %(day)s what you can do, and what you cannot.", day=EMPTY_BOX)),
        Paragraph(in_return_line(words, staff_spoke=handout.staff_spoke)),
        Paragraph(gettext("Yours sincerely,")),
        Paragraph(gettext("%(name)s (name)", name=SIGNATURE)),
        Paragraph(gettext("%(name)s (role), %(school)s", name=SIGNATURE, school=handout.page.school)),
    )
    return Section(f"{anchor}-sheet", title, blocks, heading=anchor)


def _request_words(request: PlannedRequest) -> str:
    """Return what is asked for, as it stands behind "please"."""
    return request.text.strip().rstrip(".?!…").rstrip()


def _opening(handout: Handout, words: Locale) -> str:
    if not handout.staff_spoke:
        return words.gettext("We have looked at what slows work at our school.")
    if handout.view is None or handout.view.agreed_together:
        return words.gettext("Our staff told us what slows their work.")
    return capitalize_first(told_us_line(handout.view))


def _about(request: PlannedRequest, handout: Handout, words: Locale) -> str:
    """Return the bump that a request is about, with its number where that is surely one and not one person's view."""
    view, name = handout.view, request.bump
    if name is None:
        return ""
    if view is not None and name in view.targets and handout.staff_spoke:
        return number_text(name, view)
    return words.gettext("(%(bump)s)", bump=handout.page.bump_title(name))


def _own_part(handout: Handout, words: Locale) -> tuple[Block, ...]:
    """Return what the school does itself, as far as people have agreed to it."""
    gettext, page = words.gettext, handout.page
    lines = [
        " ".join(
            (
                as_sentence(page.action_title(each)),
                *((gettext("For this gives way: %(stop)s", stop=as_sentence(each.stops)),) if each.stops else ()),
            )
        )
        for each in page.going
        if each.status != "proposed"
    ]
    return (Paragraph(gettext("What we do ourselves:")), *bullets(lines)) if lines else ()
