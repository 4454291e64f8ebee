"""Rules for scales: labels and units must be clear, and no two answers may be confused."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.queries import NON_ANSWERS
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.model.scalars import NUMBER
from speedbumps.model.scales import is_number_label
from speedbumps.text import fold_text

LETTER_ALONE = re.compile(r"[A-Za-z][.)]?")
NO_UNIT = re.compile(r"[\s\d.,?/_–—-]*|n/?a|none|null|units?|numbers?|tbc|todo", re.IGNORECASE)
AGREE = re.compile(r"\b(?:dis)?agree(?:ment)?\b", re.IGNORECASE)

SHORTEST = 5
"""The length of a label from which a difference of one letter is more likely a slip than another word."""


def unlabelled(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A point has no label in words.

    People differ in what they take a bare 3 to mean, and in a table of answers it would be read as a value and not as
    a label. Give every point a label in words: this makes answers steadier (Krosnick and Presser 2010). Where people
    are to choose a number, say in words what both ends mean: `points: {from: 0, to: 10, ends: [Not at all,
    Completely]}`; between such ends a label may be the value itself. The words `na`, `dk` and `pns` are kept for
    answers that are no answers.

    Bad, at 9:16:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Never
          - value: 1
            label: Sometimes
          - value: 2
            label: 2
    ```

    Good:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Never
          - value: 1
            label: Sometimes
          - value: 2
            label: Often
    ```
    """
    for name, place, label in _point_labels(questionnaire):
        said = label.strip()
        if said.casefold() in NON_ANSWERS:
            message = f"'{said}' is reserved for answers such as “I do not know”; choose other words for this point"
        elif NUMBER.fullmatch(said):
            points = questionnaire.scales[name].points
            if 0 < place < len(points) - 1 and is_number_label(points[place]):
                continue
            message = "a label must be words; this one would be read as a value: say what the number means"
        elif LETTER_ALONE.fullmatch(said) or not any(map(str.isalpha, said)):
            message = "a label must be words: say what this point means"
        else:
            continue
        yield Fault(("scales", name, "points", place, "label"), message)


def no_unit(questionnaire: Questionnaire) -> Iterator[Fault]:
    """An amount has no unit.

    Nobody can tell 3 hours from 3 days, nor add them up. Say what is counted, and over what time: `hours a week`.

    Bad, at 11:13:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Never
          - value: 1
            label: Often
      waiting:
        number:
          min: 0
          unit: number
          max: 40
    ```

    Good:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Never
          - value: 1
            label: Often
      waiting:
        number:
          min: 0
          unit: hours a week
          max: 40
    ```
    """
    for name, scale in questionnaire.scales.items():
        if scale.number and NO_UNIT.fullmatch(scale.number.unit):
            yield Fault(("scales", name, "number", "unit"), "say what is counted, such as hours a week")


def label_two_meanings(questionnaire: Questionnaire) -> Iterator[Fault]:
    """One label means different things in two scales with as many points.

    People do not read a scale anew for each question. Where "Often" is the fourth of five in one scale and the third
    in another, part of the answers are to the wrong one. Use the same labels in the same order, or other words.

    Bad, at 19:16:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Never
          - value: 1
            label: Sometimes
          - value: 2
            label: Often
          - value: 3
            label: Very often
      how-much:
        points:
          - value: 0
            label: Not at all
          - value: 1
            label: A little
          - value: 2
            label: Sometimes
          - value: 3
            label: Always
    ```

    Good:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Never
          - value: 1
            label: Sometimes
          - value: 2
            label: Often
          - value: 3
            label: Very often
      how-much:
        points:
          - value: 0
            label: Not at all
          - value: 1
            label: A little
          - value: 2
            label: Rather
          - value: 3
            label: Completely
    ```
    """
    first: dict[tuple[int, str], tuple[str, int]] = {}
    for name, place, label in _point_labels(questionnaire):
        length = len(questionnaire.scales[name].points)
        if is_number_label(questionnaire.scales[name].points[place]):
            continue
        other, there = first.setdefault((length, fold_text(label)), (name, place))
        if other != name and there != place:
            message = f"“{label}” is point {place + 1} of {length} here and point {there + 1} of {length} in '{other}'"
            yield Fault(("scales", name, "points", place, "label"), f"{message}; choose other words for one of them")


def label_drift(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Two labels are almost the same.

    One of them is likely to be a slip, and tables of answers that use the other spelling would not be read. Write a
    label the same way wherever it means the same, and use words that are further apart where it does not.

    Bad, at 15:16:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Never
          - value: 1
            label: Sometimes
          - value: 2
            label: Often
      how-often-lately:
        points:
          - value: 0
            label: Never
          - value: 1
            label: Somtimes
          - value: 2
            label: Often
    ```

    Good:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Never
          - value: 1
            label: Sometimes
          - value: 2
            label: Often
      how-often-lately:
        points:
          - value: 0
            label: Never
          - value: 1
            label: Sometimes
          - value: 2
            label: Often
    ```
    """
    first: dict[str, tuple[str, int]] = {}
    for name, place, label in _point_labels(questionnaire):
        first.setdefault(label, (name, place))
    for (label, _), (other, (name, place)) in combinations(first.items(), 2):
        if _is_near_duplicate(fold_text(label), fold_text(other)):
            message = f"“{other}” is almost “{label}”; write both the same, or choose words that are further apart"
            yield Fault(("scales", name, "points", place, "label"), message)


def _point_labels(questionnaire: Questionnaire) -> Iterator[tuple[str, int, str]]:
    """Yield the label of every point, with its scale and its index there."""
    for name, scale in questionnaire.scales.items():
        for place, point in enumerate(scale.points):
            yield name, place, point.label


def _is_near_duplicate(one: str, other: str) -> bool:
    """Return whether two folded labels are equal or differ in one letter: replaced, added, or swapped with the next.

    An added letter at the beginning of a word makes another word (either, neither), and so does another digit.
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or len(short) < SHORTEST:
        return False
    start = next((place for place, letters in enumerate(zip(short, long, strict=False)) if len(set(letters)) > 1), None)
    if start is None:
        return long[-1].isalpha()
    if len(short) < len(long):
        within = start > 0 and long[start - 1].isalpha()
        return within and long[start].isalpha() and short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1]
    rest = start + (2 if swapped else 1)
    return short[start].isalpha() and long[start].isalpha() and short[rest:] == long[rest:]


def mixed_scales(questionnaire: Questionnaire) -> Iterator[Fault]:
    """One facet is measured on scales with different numbers of points.

    The answer in the middle of three points and the one in the middle of five do not say the same, and a mean over
    both is hard to explain. Ask all questions of a facet on scales with as many points.

    Bad, at 15:12:

    ```yaml
    scales:
      how-often:
        points: [{value: 0, label: Never}, {value: 1, label: Sometimes}, {value: 2, label: Often}]
      how-true:
        points: [{value: 0, label: Untrue}, {value: 1, label: True}]
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
      - id: T02
        text: I chase people for an answer.
        measures: {time.delay: barrier}
        scale: how-true
      - id: T03
        text: I get an answer within a week of asking.
        scale: how-often
        measures:
          time.delay: enabler
    ```

    Good:

    ```yaml
    scales:
      how-often:
        points: [{value: 0, label: Never}, {value: 1, label: Sometimes}, {value: 2, label: Often}]
      how-true:
        points: [{value: 0, label: Untrue}, {value: 1, label: Partly true}, {value: 2, label: True}]
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
      - id: T02
        text: I chase people for an answer.
        measures: {time.delay: barrier}
        scale: how-true
      - id: T03
        text: I get an answer within a week of asking.
        scale: how-often
        measures:
          time.delay: enabler
    ```
    """
    for facet, asked in _points_by_facet(questionnaire).items():
        counts = Counter(asked.values())
        ((usual, _),) = counts.most_common(1)
        for place, points in asked.items():
            if points != usual:
                message = f"this scale has {points} points, others of {facet} have {usual}; use as many for one facet"
                yield Fault(("questions", place, "scale"), message)


def _points_by_facet(questionnaire: Questionnaire) -> Mapping[str, dict[int, int]]:
    """Return the number of points of each question, by facet and by the index of the question."""
    found: dict[str, dict[int, int]] = {}
    for place, question in enumerate(questionnaire.questions):
        for facet in question.measures:
            found.setdefault(facet, {})[place] = len(questionnaire.scales[question.scale].points)
    return found


def agree(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A scale asks how far people agree.

    People tend to agree with whatever is put to them, and some more than others; asking for the thing itself gives
    better answers (Saris, Revilla, Krosnick and Shaeffer 2010). Ask how often it happens, or how true it is.

    Bad, at 2:3:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Disagree
          - value: 1
            label: Neither
          - value: 2
            label: Agree
    ```

    Good:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Not true
          - value: 1
            label: Partly true
          - value: 2
            label: Completely true
    ```
    """
    for name, scale in questionnaire.scales.items():
        if any(AGREE.search(point.label) for point in scale.points):
            message = "ask how often something happens, or how true it is, in place of how far people agree"
            yield Fault(("scales", name), message, at_key=True)


NEEDED: tuple[Check[Questionnaire], ...] = (Check("SB301", unlabelled), Check("SB306", no_unit))
"""Checks whose faults would make answers be misread."""

CHECKS: tuple[Check[Questionnaire], ...] = (
    Check("SB302", label_two_meanings),
    Check("SB303", label_drift),
    Check("SB305", mixed_scales),
    Check("SB307", agree),
)
