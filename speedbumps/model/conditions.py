"""Find the answers of a scale that a condition names."""

from collections.abc import Iterable

from speedbumps.model.questionnaire import Scale
from speedbumps.text import fold_text


def allowed_codes(scale: Scale, allowed: Iterable[str]) -> list[int]:
    """Return the codes of the points or options of *scale* that are *allowed* by a condition.

    The code of a point or option is its position on the scale, from 0. *allowed* names points by label or value, and
    options by label or id; labels and ids are compared as `text.fold_text` does. What names none is ignored.
    """
    wanted = {fold_text(text) for text in allowed}
    if scale.choice is not None:
        options = enumerate(scale.choice.among)
        return [code for code, option in options if not wanted.isdisjoint(map(fold_text, (option.id, option.label)))]
    return [
        code
        for code, point in enumerate(scale.points)
        if fold_text(point.label) in wanted or any(_equals(text, point.value) for text in wanted)
    ]


def _equals(text: str, value: float) -> bool:
    try:
        return float(text) == value
    except ValueError:
        return False
