"""The places of a plan's hand-out that people fill in, from the boxes of the plan."""

from collections.abc import Iterable, Iterator

from speedbumps.i18n import Locale, format_date
from speedbumps.plan.boxes import STATUSES, TITLES, PlanBox, same_text
from speedbumps.report.blocks import Blank


def blanks_of(boxes: Iterable[PlanBox], keys: Iterable[str], words: Locale) -> Iterator[Blank]:
    """Yield the places for those of *boxes* that have one of *keys*, in the order of these."""
    by_key = {box.key: box for box in boxes}
    return (_blank(by_key[key], words) for key in keys)


def _blank(box: PlanBox, words: Locale) -> Blank:
    title = words.gettext(TITLES[box.key])
    match box.kind:
        case "words" | "hours":
            return Blank(box.name, title, same_text(box.value), box.value)
        case "day":
            day = format_date(box.value, words) if box.value else ""
            return Blank(box.name, title, box.value, day, "day")
        case "status":
            choices: dict[str, str] = {status: words.gettext(said) for status, said in STATUSES.items()}
            return Blank(box.name, title, box.value, choices.get(box.value, ""), "choice", tuple(choices.items()))
