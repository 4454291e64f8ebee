"""From a condition's words to the points of a scale that they name."""

from collections.abc import Iterable

from speedbumps.model.questionnaire import Scale
from speedbumps.text import folded


def allowed_codes(scale: Scale, allowed: Iterable[str]) -> list[int]:
    """The codes of the points of *scale* that the *allowed* answers of a condition name, by label or value."""
    wanted = {folded(text) for text in allowed}
    return [
        code
        for code, point in enumerate(scale.points)
        if folded(point.label) in wanted or any(_equals(text, point.value) for text in wanted)
    ]


def _equals(text: str, value: float) -> bool:
    try:
        return float(text) == value
    except ValueError:
        return False
