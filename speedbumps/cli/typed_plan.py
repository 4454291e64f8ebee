"""Read what was typed into hand-outs of a plan, and put it into the file of the plan."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from speedbumps.cli.plan_files import BYTE_ORDER_MARK
from speedbumps.cli.running import refuse, show, tell, write
from speedbumps.diagnostics.codes import NO_HAND_OUT
from speedbumps.diagnostics.problem import BadFilesError, Problem, reject_file
from speedbumps.diagnostics.yaml_edit import NotExtendableError
from speedbumps.diagnostics.yaml_source import has_byte_order_mark
from speedbumps.i18n import load_locale
from speedbumps.lint.configuration import find_configuration
from speedbumps.lint.dispatch import lint
from speedbumps.lint.results import TableCheckOptions
from speedbumps.lint.suppressions import apply_suppressions
from speedbumps.model.plan import SchoolPlan
from speedbumps.office_files import mark_of
from speedbumps.plan.boxes import TITLES, PlanBox, name_of_plan
from speedbumps.plan.plan_edits import text_with_values
from speedbumps.plan.typed_values import OURS, TypedDocument, TypedWords, read_typed
from speedbumps.plan.word_boxes import WordBoxes, read_word_boxes
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.plan_reading import KnownPlan, page_of_plan

DOCUMENT = ".docx"
"""The ending of hand-outs that people type into."""

OTHER_DOCUMENTS = (".doc", ".docm", ".dot", ".dotx", ".odt", ".fodt", ".rtf", ".pages", ".pdf")
"""The endings under which programs save such a hand-out, and from which nothing is read."""


def are_documents(files: Sequence[Path]) -> bool:
    """Return whether *files* are hand-outs to read back; refuse if only some are, or in another format."""
    endings = {each.suffix.lower() for each in files}
    for each in files:
        if each.suffix.lower() in OTHER_DOCUMENTS:
            refuse(f"{each} is not read; open it in the program that wrote it, and save it as {DOCUMENT}")
    if DOCUMENT in endings and len(endings) > 1:
        refuse(
            f"hand-outs that were filled in ({DOCUMENT}) are read by themselves; name them alone, and the plan with -o"
        )
    return DOCUMENT in endings


def read_back(documents: Sequence[Path], kept: KnownPlan, language: str) -> None:
    """Write what was typed into *documents* into the file of the plan that is *kept*, and tell what is new there.

    Raises:
        BadFilesError: If a document cannot be read, or something in it cannot be understood.
    """
    found = _hand_outs(documents, kept)
    words = TypedWords(page_of_plan(kept).titles, load_locale(language))
    typed = read_typed(kept.plan, found, words)
    if typed.problems:
        raise BadFilesError(typed.problems)
    names = " and ".join(str(each) for each in documents)
    if typed.missing:
        tell(f"No longer in {names}, and left in the plan as it is: {_list_boxes(typed.missing, words)}.")
    if not typed.values:
        tell(f"Nothing new is typed in {names}; {kept.path} is as it was.")
        return
    text = _text_with(kept, typed.values)
    write(BYTE_ORDER_MARK + text if has_byte_order_mark(kept.path) else text, kept.path, documents)
    _show_what_is_missing(kept, text)
    tell(f"New in {kept.path}: {_list_boxes(typed.values, words)}. All else is as it was.")


def refuse_to_lose(path: Path, page: PlanPage, language: str, plan: Path | None) -> None:
    """Refuse to write a hand-out of the plan on *page* over one at *path* that holds what the plan does not.

    *plan* is the file of the plan, if it is kept in one.
    """
    if path.suffix.lower() != DOCUMENT or not path.is_file():
        return
    found = read_word_boxes(path).value
    if found is None or not _is_of(found, page.plan):
        return
    words = TypedWords(page.titles, load_locale(language))
    typed = read_typed(page.plan, [TypedDocument(str(path), found)], words)
    if typed.values or typed.problems:
        refuse(
            f"{path} holds what people typed into it, and the plan does not have it yet; 'speedbumps plan {path}"
            f"{f' -o {plan}' if plan else ''}' reads it back, or name another file with -o"
        )


def _hand_outs(documents: Iterable[Path], kept: KnownPlan) -> tuple[TypedDocument, ...]:
    """Return *documents* with their boxes; refuse those of another plan.

    Raises:
        BadFilesError: If some cannot be read, or are no hand-outs.
    """
    problems: list[Problem] = []
    found: list[TypedDocument] = []
    for path in documents:
        read = read_word_boxes(path)
        if read.value is not None and not _is_hand_out(read.value):
            message = "this is no hand-out of a plan; 'speedbumps plan plan.yaml -o plan.docx' makes one to type into"
            read = reject_file(str(path), NO_HAND_OUT, message)
        problems += read.problems
        if read.value is not None:
            found.append(TypedDocument(str(path), read.value))
    if problems:
        raise BadFilesError(tuple(problems))
    for each in found:
        if not _is_of(each.found, kept.plan):
            of = ", ".join(part for part in (kept.plan.school, kept.plan.round, kept.plan.questionnaire) if part)
            refuse(
                f"{each.path} is the hand-out of another plan than {kept.path} ({of}), or has lost its title, which "
                "says whose it is; name the plan that it belongs to with -o"
            )
    return tuple(found)


def _is_hand_out(found: WordBoxes) -> bool:
    """Return whether a document has marks of ours; those without a tag are bookmarks of ours."""
    return any(not tag or tag.startswith((*OURS, "speedbumps-plan/")) for tag in found.marks.values())


def _is_of(found: WordBoxes, plan: SchoolPlan) -> bool:
    return mark_of(name_of_plan(plan)).name in found.marks


def _text_with(kept: KnownPlan, values: Mapping[PlanBox, str]) -> str:
    try:
        return text_with_values(kept.source, {box.route: value for box, value in values.items()})
    except NotExtendableError:
        refuse(
            f"what was typed cannot be written into {kept.path} without changing something else; write its lists with "
            "one item on each line, as in a new plan"
        )


def _show_what_is_missing(kept: KnownPlan, text: str) -> None:
    """Print what `check` finds in the plan that is *kept*, with this *text*."""
    chosen = find_configuration(Path.cwd())
    (found, *_) = apply_suppressions(
        [lint(kept.path, text, chosen.lexicons, TableCheckOptions(kept.questionnaire))], chosen
    )
    if found.problems:
        show(found.problems, "")


def _list_boxes(boxes: Iterable[PlanBox], words: TypedWords) -> str:
    """Return which boxes they are, by what they are about."""
    return "; ".join(
        f"{of} ({', '.join(words.locale.gettext(TITLES[box.key]) for box in some)})"
        for of, some in groupby(boxes, words.of)
    )
