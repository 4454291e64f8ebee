"""The page to write on as time goes by: how far each action has come, and what others answered."""

from collections.abc import Iterator

from speedbumps.i18n import Locale
from speedbumps.model.plan import OPEN, PlannedAction
from speedbumps.plan.boxes import FAIRNESS, OF_ACTION, OF_REQUEST, TITLES, boxes_of_actions, boxes_of_requests
from speedbumps.report.blocks import Blank, BlankForm, Paragraph, Section
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.plan_sections.blanks import blanks_of
from speedbumps.report.plan_sections.front import ON_FRONT
from speedbumps.text import as_sentence, capitalize_first


def follow_up(page: PlanPage, words: Locale) -> Section | None:
    """Return the page with a form for each action, and for each thing that is asked of others; None without any."""
    gettext = words.gettext
    forms = (*_action_forms(page, words), *_request_forms(page, words))
    if not forms:
        return None
    lead = gettext("Write down what you agree, and later what came of it; it goes into the plan.")
    return Section("follow-up", gettext("To follow the plan with"), (Paragraph(lead, "lead"), *forms), ())


def _action_forms(page: PlanPage, words: Locale) -> Iterator[BlankForm]:
    for number, (planned, boxes) in enumerate(
        zip(page.plan.priorities, boxes_of_actions(page.plan), strict=True), start=1
    ):
        title = words.gettext(
            "%(bump)s: “%(action)s”", bump=page.bump_title(planned.bump), action=page.action_title(planned)
        )
        keys = tuple(_keys(planned, page))
        first = page.first_step(planned) if planned.status in {"proposed", "agreed"} else None
        rows: tuple[tuple[str | Blank, ...], ...] = (
            *(((words.gettext("First step"), as_sentence(first)),) if first else ()),
            *((each.title, each) for each in blanks_of(boxes, keys, words)),
        )
        yield BlankForm(f"action-{number}", title, (), rows)


def _keys(planned: PlannedAction, page: PlanPage) -> Iterator[str]:
    """Yield the keys that have no place on the first page, where only what is open stands."""
    for key in OF_ACTION:
        if (planned.status in OPEN and key in ON_FRONT) or (key in FAIRNESS and not _moves_pupils(planned, page)):
            continue
        yield key


def _moves_pupils(planned: PlannedAction, page: PlanPage) -> bool:
    """Return whether fairness is asked for, or something is written of it already."""
    action = planned.own or page.action_of(planned)
    return planned.fairness is not None or (action is not None and action.moves_pupils)


def _request_forms(page: PlanPage, words: Locale) -> Iterator[BlankForm]:
    """Yield the table of what is asked of others, if something is."""
    gettext, plan = words.gettext, page.plan
    heads = (gettext("Whom we ask"), gettext("What for"), *(gettext(TITLES[key]) for key in OF_REQUEST))
    rows: list[tuple[str | Blank, ...]] = []
    for request, boxes in zip(plan.asks, boxes_of_requests(plan), strict=True):
        rows.append((capitalize_first(request.of), request.text, *blanks_of(boxes, OF_REQUEST, words)))
    if rows:
        yield BlankForm("requests", gettext("What we ask of others"), heads, tuple(rows))
