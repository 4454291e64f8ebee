"""Rules for the names that reports give to what is measured."""

from collections.abc import Iterator

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.lint.rules.item_weights import facet_routes
from speedbumps.model.queries import facets
from speedbumps.model.questionnaire import LONGEST_TITLE, Questionnaire
from speedbumps.questionnaires.word_lists import WORD, mask_placeholders

LONGEST_WORD = 12
"""The most letters of a word that fits a narrow column without being broken."""


def long_title(questionnaire: Questionnaire) -> Iterator[Fault]:
    """The name of a facet is too long for a table or a picture.

    Reports name facets in narrow columns and beside bars, where a title of more than 36 characters takes two lines, and
    a word of more than 12 letters is broken. People also repeat a short name when they talk about it. Say the rest in
    `about`. The same holds for the name of its strength.

    Bad, at 6:16:

    ```yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Decisions about new ideas that take too long
    ```

    Good:

    ```yaml
    barriers:
      - id: time
        title: Time
        facets:
          - id: delay
            title: Waiting for a decision
    ```
    """
    for (route, _), (_, facet) in zip(facet_routes(questionnaire), facets(questionnaire), strict=True):
        for key, text in (("title", facet.title), ("strength", facet.strength)):
            yield from _too_long((*route, key), mask_placeholders(text or ""))


def _too_long(route: Route, title: str) -> Iterator[Fault]:
    long = [word for word in WORD.findall(title) if word.strip("_") and len(word) > LONGEST_WORD]
    if len(title) > LONGEST_TITLE:
        yield Fault(route, f"this title has {len(title)} characters; {LONGEST_TITLE} fit beside a bar")
    elif long:
        message = f"'{long[0]}' has {len(long[0])} letters; a narrow column fits {LONGEST_WORD}"
        yield Fault(route, message, near=long[0])


CHECKS: tuple[Check[Questionnaire], ...] = (Check("SB620", long_title),)
