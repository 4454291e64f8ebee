"""From an exact analysis of items to the one that may be passed on."""

from speedbumps.disclosure.rounding import SHARE_PLACES, decimals, round_half_up
from speedbumps.model.items import ItemAnalysis, ItemInPart, ItemPart, ItemQuestion, PartInGroup, QuestionInGroup


def publish_items(found: ItemAnalysis) -> ItemAnalysis:
    """Return *found* with its figures rounded as reports round them; flags stay as decided on exact figures.

    Points of severity are rounded as those of as many people in a report, and all else to two decimals. An analysis
    that is rounded already is returned as it is.
    """
    if found.precision == "rounded":
        return found
    return found.model_copy(
        update={
            "precision": "rounded",
            "questions": tuple(map(_publish_question, found.questions)),
            "parts": tuple(map(_publish_part, found.parts)),
        }
    )


def _publish_question(question: ItemQuestion) -> ItemQuestion:
    return question.model_copy(update={"groups": tuple(map(_publish_answers, question.groups))})


def _publish_answers(group: QuestionInGroup) -> QuestionInGroup:
    parts = (part.model_copy(update=_shares(part, "correlation", "alpha_without")) for part in group.parts)
    return group.model_copy(
        update={
            **_shares(group, "floor", "ceiling", "intraclass"),
            "spread": _points(group.spread, group.n),
            "parts": tuple(parts),
        }
    )


def _publish_part(part: ItemPart) -> ItemPart:
    groups = (
        group.model_copy(
            update={
                **_shares(group, "alpha", "floor", "ceiling", "key_effect", "key_correlation"),
                "key_difference": _points(group.key_difference, group.n),
            }
        )
        for group in part.groups
    )
    return part.model_copy(update={"groups": tuple(groups)})


def _shares(of: QuestionInGroup | ItemInPart | PartInGroup, *names: str) -> dict[str, float | None]:
    values = {name: getattr(of, name) for name in names}
    return {name: None if value is None else round_half_up(value, SHARE_PLACES) for name, value in values.items()}


def _points(value: float | None, n: int | None) -> float | None:
    return None if value is None else round_half_up(value, decimals(n))
