"""From an analysis of items to a table with one row per group, question and part."""

from collections.abc import Iterable, Iterator

from speedbumps.model.items import ItemAnalysis, ItemInPart, ItemPart, ItemQuestion, PartInGroup, QuestionInGroup
from speedbumps.report.scores import csv_text

COLUMNS_OF_ITEMS = {
    "group": "everyone, a role's id, or other-staff for several small roles together.",
    "question": "The question's id; empty in the rows of a facet or barrier itself.",
    "part": "The facet or barrier, by its name in full.",
    "key": "barrier: a high answer is a high bump; enabler: a clear road. Empty in the rows of a part itself.",
    "n": "People who gave an answer that counts; of a part, who answered at least two of its questions.",
    "blank": "People who left it blank.",
    "na": "People who said that it does not apply.",
    "dk": "People who did not know.",
    "pns": "People who would rather not say.",
    "floor": "The share of answers at the first point of the scale; of a part, of scores of 0.",
    "ceiling": "The share of answers at the last point of the scale; of a part, of scores of 100.",
    "spread": "The standard deviation of the answers, on a scale from 0 to 100.",
    "correlation": "The correlation with the other questions of the part.",
    "alpha": "Cronbach's alpha: of a part, of all of its questions; of a question, of the others.",
    "intraclass": "The share of the variance that lies between schools.",
    "schools": "The number of schools that this rests on.",
    "key_difference": "The mean on questions keyed as barriers less that on questions keyed as enablers.",
    "key_correlation": "The correlation of people's means on the questions of each key.",
    "missing": "Why figures are missing.",
    "flags": "Why to look again, for other programs.",
    "look_again": "The same in sentences.",
    "precision": "rounded, or exact: figures that are not to be passed on.",
}
"""The columns of a table of items, and their meaning."""


def items_csv(found: ItemAnalysis) -> str:
    """Return the figures of all questions, then those of all parts, as CSV."""
    rows = (*_question_rows(found), *_part_rows_of(found))
    return csv_text(COLUMNS_OF_ITEMS, ((*row, found.precision) for row in rows))


def _question_rows(found: ItemAnalysis) -> Iterator[tuple[object, ...]]:
    for question in found.questions:
        for group in question.groups:
            yield from (_question_cells(question, group, part) for part in group.parts)


def _question_cells(question: ItemQuestion, group: QuestionInGroup, part: ItemInPart) -> tuple[object, ...]:
    missing = (group.hidden, group.no_spread, part.reason, group.no_intraclass)
    return (
        group.role,
        question.id,
        part.of,
        part.key,
        group.n,
        group.blank,
        group.na,
        group.dk,
        group.pns,
        group.floor,
        group.ceiling,
        group.spread,
        part.correlation,
        part.alpha_without,
        group.intraclass,
        group.schools,
        None,
        None,
        _listed(missing),
        _listed(flag.kind for flag in group.flags),
        " ".join(flag.text for flag in group.flags),
    )


def _part_rows_of(found: ItemAnalysis) -> Iterator[tuple[object, ...]]:
    return (_part_cells(part, group) for part in found.parts for group in part.groups)


def _part_cells(part: ItemPart, group: PartInGroup) -> tuple[object, ...]:
    empty = (None,) * 4
    return (
        group.role,
        None,
        part.id,
        None,
        group.n,
        *empty,
        group.floor,
        group.ceiling,
        None,
        None,
        group.alpha,
        None,
        None,
        group.key_difference,
        group.key_correlation,
        _listed((group.no_alpha, group.no_shares, group.no_key_difference)),
        _listed(flag.kind for flag in group.flags),
        " ".join(flag.text for flag in group.flags),
    )


def _listed(names: Iterable[str | None]) -> str:
    return " ".join(dict.fromkeys(name for name in names if name))
