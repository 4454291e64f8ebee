"""Rules for bands and bumps: answers must lead to each of them, and to more than one."""

from collections.abc import Iterator
from math import inf

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.model.scales import severities


def unreachable_band(questionnaire: Questionnaire) -> Iterator[Fault]:
    """No school can come into a band, or become a bump at all.

    A band whose stretch holds no severity that the scales can give is a word that nobody will read, and often the
    sign of a slip in a figure. Even 100 itself is reached only if everyone gives the worst answer to everything. Move
    the cut-point to where answers can lead, or leave the band out.

    Bad, at 8:13:

    ```yaml
    scoring:
      bands:
        - id: clear
          from: 0
          title: Clear road
          means: Answers say that this seldom gets in the way.
        - id: blocked
          from: 100
          title: Blocked
          means: Answers say that this gets in the way most of the time.
    ```

    Good:

    ```yaml
    scoring:
      bands:
        - id: clear
          from: 0
          title: Clear road
          means: Answers say that this seldom gets in the way.
        - id: blocked
          from: 75
          title: Blocked
          means: Answers say that this gets in the way most of the time.
    ```
    """
    scoring = questionnaire.scoring
    low, high = _severity_range(questionnaire)
    starts = [round(band.from_, 9) for band in scoring.bands]
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], inf], strict=True)):
        if start >= high or end <= max(low, start):
            message = f"no school comes into this band: answers lead from {low:g} to {high:g}"
            yield Fault(("scoring", "bands", place, "from"), message)
    if scoring.bump_line >= high:
        message = f"nothing can be a bump: answers lead from {low:g} to {high:g}; 50 is usual"
        yield Fault(("scoring", "bump_from"), message)


def bump_within_band(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A facet becomes a bump within a band, not where a band begins.

    Two facets in the same band would be named alike and treated differently: one a bump, the other clear. So bumps
    begin where the next band does, which may not be what is meant. Let `bump_from`, which is 50 if it is left out, be
    the `from` of a band.

    Bad, at 2:14:

    ```yaml
    scoring:
      bump_from: 60
      bands:
        - id: clear
          from: 0
          title: Clear road
          means: Answers say that this seldom gets in the way.
        - id: slow
          from: 50
          title: Slow
          means: Answers say that this often slows the work down.
    ```

    Good:

    ```yaml
    scoring:
      bump_from: 50
      bands:
        - id: clear
          from: 0
          title: Clear road
          means: Answers say that this seldom gets in the way.
        - id: slow
          from: 50
          title: Slow
          means: Answers say that this often slows the work down.
    ```
    """
    scoring = questionnaire.scoring
    starts = [round(band.from_, 9) for band in scoring.bands]
    if round(scoring.bump_from, 9) not in starts:
        lower = max((start for start in starts if start < scoring.bump_from), default=0.0)
        band = next((band.id for band in scoring.bands if round(band.from_, 9) == lower), "")
        message = f"{scoring.bump_from:g} lies within the band '{band}'"
        if scoring.bump_line != scoring.bump_from:
            message += f", so bumps begin at {scoring.bump_line:g}"
        message += f"; bands begin at {', '.join(f'{start:g}' for start in starts)}"
        yield Fault(("scoring", "bump_from"), message)


def always_a_bump(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Every facet of every school is a bump, whatever people answer.

    A bump then says nothing: the report counts all parts as bumps, nothing goes well, and actions are proposed for
    facets that nobody is slowed by. Let `bump_from` begin above the lowest severity that answers can give; 50 is usual.

    Bad, at 2:14:

    ```yaml
    scoring:
      bump_from: 0
      bands:
        - id: clear
          from: 0
          title: Clear road
          means: Answers say that this seldom gets in the way.
        - id: slow
          from: 50
          title: Slow
          means: Answers say that this often slows the work down.
    ```

    Good:

    ```yaml
    scoring:
      bump_from: 50
      bands:
        - id: clear
          from: 0
          title: Clear road
          means: Answers say that this seldom gets in the way.
        - id: slow
          from: 50
          title: Slow
          means: Answers say that this often slows the work down.
    ```
    """
    low, high = _severity_range(questionnaire)
    if questionnaire.scoring.bump_line <= low:
        message = f"everything is a bump from here on: answers lead from {low:g} to {high:g}; 50 is usual"
        yield Fault(("scoring", "bump_from"), message)


def band_of_all(questionnaire: Questionnaire) -> Iterator[Fault]:
    """There is one band only, which holds every severity.

    The word for it stands beside every score of every school, and tells none from another. Divide the road where words
    should differ: two bands at least, and four where reports should say more than high and low.

    Bad, at 3:7:

    ```yaml
    scoring:
      bands:
        - id: clear
          from: 0
          title: Some drag
          means: Answers say that this gets in the way now and then.
    ```

    Good:

    ```yaml
    scoring:
      bands:
        - id: clear
          from: 0
          title: Clear road
          means: Answers say that this seldom gets in the way.
        - id: slow
          from: 50
          title: Slow
          means: Answers say that this often slows the work down.
    ```
    """
    # Where others cannot be reached, it is they that are reported (SB304).
    if len(questionnaire.scoring.bands) == 1:
        yield Fault(("scoring", "bands", 0), "every score comes into this band; divide it where words should differ")


def _severity_range(questionnaire: Questionnaire) -> tuple[float, float]:
    """Return the lowest and the highest severity that an answer to any question can give."""
    used = {
        (question.scale, measure.key) for question in questionnaire.questions for measure in question.measures.values()
    }
    found = [step for name, key in used for step in severities(questionnaire.scales[name], key)]
    return (min(found), max(found)) if found else (0.0, 100.0)


CHECKS: tuple[Check[Questionnaire], ...] = (
    Check("SB304", unreachable_band),
    Check("SB308", bump_within_band),
    Check("SB309", always_a_bump),
    Check("SB310", band_of_all),
)
