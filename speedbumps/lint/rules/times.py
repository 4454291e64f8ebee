"""Rules for the time that a question asks about."""

from collections.abc import Iterator

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.lint.language.periods import find_periods, mentions_time
from speedbumps.lint.language.texts import Prose, Stem


def no_time(prose: Prose) -> Iterator[Fault]:
    """Neither a question nor the prompt of its scale says which time to think of.

    One person thinks of this week and another of ten years, and next year's answers cannot be compared with this
    year's. Name a period in the prompt, where one holds for all questions on the scale: this term, the last 12 months,
    a normal week. An amount names it in the question.

    It sees periods and dates in words ("this term", "in a normal week", "since May", "yesterday"). It cannot see a
    period that is too long to remember, or one that only the introduction names.

    Bad, at 3:13:

    ```yaml
    scales:
      how-often:
        prompt: How often does this happen?
        points:
          - {value: 0, label: Never}
          - {value: 1, label: Sometimes}
          - {value: 2, label: Often}
    ```

    Good:

    ```yaml
    scales:
      how-often:
        prompt: This term, how often does this happen?
        points:
          - {value: 0, label: Never}
          - {value: 1, label: Sometimes}
          - {value: 2, label: Often}
    ```
    """
    for name in prose.scales if prose.english else ():
        timeless = _question_without_time(name, prose)
        if timeless is not None:
            prompted = prose.scales[name].prompt is not None
            message = f"neither this scale nor '{timeless}' says when; begin the prompt with a period: This term, ..."
            yield Fault(("scales", name, "prompt") if prompted else ("scales", name), message, at_key=not prompted)
    for stem in prose.stems if prose.english else ():
        number = stem.scale.number if stem.scale else None
        if number is not None and not mentions_time(f"{_scale_prompt(stem)} {number.unit} {stem.text}"):
            yield Fault(stem.route, "this amount has no period; begin with one, such as: In a normal week, ...")


def two_times(prose: Prose) -> Iterator[Fault]:
    """A question names one period and the prompt of its scale another.

    Some will answer for the one and some for the other. Leave the period to the prompt; if this question needs another,
    give it a scale of its own.

    It sees two periods in words. It cannot see that an event which the question names lies outside the period.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T01
        text: Last year, new ideas waited weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: New ideas wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems if prose.english else ():
        own = find_periods(stem.text)
        asked = find_periods(_scale_prompt(stem)) if own else {}
        if own and asked and not own.keys() & asked:
            mine, other = next(iter(own.values())), next(iter(asked.values()))
            message = f"this asks about '{mine}' and its scale about '{other}'; leave the period to the scale"
            yield Fault(stem.route, message, near=mine)


def _question_without_time(name: str, prose: Prose) -> str | None:
    """Return the first question on the scale *name* if neither the scale nor the question names a time.

    None if there is no such question, or the scale has no points.
    """
    scale = prose.scales[name]
    if not scale.points or mentions_time(scale.prompt or ""):
        return None
    asked = (stem for stem in prose.stems if stem.question.scale == name)
    return next((stem.question.id for stem in asked if not mentions_time(stem.text)), None)


def _scale_prompt(stem: Stem) -> str:
    return (stem.scale.prompt if stem.scale else None) or ""


CHECKS: tuple[Check[Prose], ...] = (
    Check("SB611", no_time),
    Check("SB612", two_times),
)
