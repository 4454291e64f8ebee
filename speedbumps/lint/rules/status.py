"""Rules for the status that a questionnaire gives itself."""

from collections.abc import Iterator

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.questionnaire import Questionnaire


def status_without_pilot(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A questionnaire calls itself piloted or validated and does not say how it was tried.

    Every report prints the status, so readers rely on it. Write a `pilot:` block, which says who was `asked`, `when`,
    and with what `result`; or write `status: draft`. A local questionnaire needs a pilot of its own, since other words
    are other questions. `docs/piloting.md` says how questions are tried.

    Bad, at 1:9:

    ```yaml
    status: piloted
    ```

    Good:

    ```yaml
    status: piloted
    pilot:
      asked: 20 interviews in four roles, and 412 staff of 14 schools in England, Scotland and Wales
      when: March to July 2026
      result: Two questions reworded and one dropped; the figures are in pilot-2026.pdf.
    ```
    """
    if questionnaire.status != "draft" and questionnaire.pilot is None:
        message = (
            f"nothing says how it was {questionnaire.status}; add pilot: with asked, when and result, or write draft"
        )
        yield Fault(("status",), message)


CHECKS: tuple[Check[Questionnaire], ...] = (Check("SB909", status_without_pilot),)
