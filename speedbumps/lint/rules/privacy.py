"""Rules for what could identify people."""

import re
from collections.abc import Iterator

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.model.questionnaire import Privacy, Questionnaire

RECOMMENDED = Privacy()
"""The default limits, which are the recommended ones."""

PEOPLE = (
    r"(?:pupils?|students?|child|children|boys?|girls?|famil(?:y|ies)|parents?|colleagues?|teachers?|heads?|leaders?|"
    r"managers?|governors?|staff|people|persons?|individuals?|members?|assistants?|class|classes)\b"
    r"(?!['’]|\s(?:meetings?|training|rooms?|time|days?|work|councils?|evenings?|data|routines?|rules?|polic(?:y|ies)))"
)
"""Matches words for people, unless the word only describes a thing: a staff meeting."""

LEAD = r"(?:^|[.?!:;]\s|\b(?:of|about|from|with|to|by|for|and|or|say|us|know|decide|describe|list)\s)"
"""Matches what precedes a question word that begins a question."""

NAMING = re.compile(
    rf"(?:{LEAD}|,\s)who(?:m|se)?\b"
    rf"|{LEAD}which (?:of (?:your|our|the|these) )?(?:\w+ )?{PEOPLE}"
    rf"|(?<!not )(?<!never )(?<!without )\b(?:name|naming|identify) (?:\w+ ){{0,2}}?{PEOPLE}"
    rf"|\bnames? of (?:\w+ ){{0,2}}?{PEOPLE}"
    r"|(?<!not )(?<!never )\b(?:give|write|add|say|state|list|include|tell us) (?:\w+ )?names?\b"
    r"|\bby name\b",
    re.IGNORECASE,
)
"""Matches words that ask for people: who slows things down, which pupils, name a colleague, give their names."""


def low_limit(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A limit for showing figures is lower than recommended.

    In a small group people can work out who gave which answer, and then the next answers are less honest. Five people
    for a figure and ten for a spread of answers are common in public statistics. Raise the limit, or leave the key out
    to use the recommended one.

    Bad, at 2:14:

    ```yaml
    privacy:
      min_group: 3
    ```

    Good:

    ```yaml
    privacy:
      min_group: 5
    ```
    """
    for key in ("min_group", "min_distribution", "min_open_text", "min_sensitive", "min_schools"):
        limit, usual = getattr(questionnaire.privacy, key), getattr(RECOMMENDED, key)
        if limit < usual:
            yield Fault(("privacy", key), f"{limit} is below the recommended {usual}; people could be recognised")


def sensitive_limit(questionnaire: Questionnaire) -> Iterator[Fault]:
    """A sensitive question is shown to groups no larger than any other.

    Marking it sensitive then protects nobody. Set `min_sensitive` above `min_group`; ten is recommended.

    Bad, at 12:18:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
        sensitive: true
    forms: {}
    privacy:
      min_group: 10
      min_distribution: 10
      min_sensitive: 10
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
        sensitive: true
    forms: {}
    privacy:
      min_group: 5
      min_distribution: 10
      min_sensitive: 10
    ```
    """
    privacy = questionnaire.privacy
    if privacy.min_sensitive <= privacy.min_group and any(each.sensitive for each in questionnaire.questions):
        message = f"sensitive questions need a limit above the {privacy.min_group} for any figure; write a higher one"
        yield Fault(("privacy", "min_sensitive"), message)


def invites_names(questionnaire: Questionnaire) -> Iterator[Fault]:
    """An open question invites people to name somebody.

    The answers would be about colleagues or pupils who can be recognised, and who were not asked. Ask for the practice,
    the task or the rule, and say that names should be left out.

    Bad, at 12:11:

    ```yaml
    scales:
      how-often:
        points:
          - value: 0
            label: Never
          - value: 1
            label: Often
      own-words:
        text: {max_length: 500}
    questions:
      - id: O1
        text: Which colleagues slow things down?
        scale: own-words
    forms: {}
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
      own-words:
        text: {max_length: 500}
    questions:
      - id: O1
        text: Which routine slows things down? Please leave out names.
        scale: own-words
    forms: {}
    ```
    """
    for place, question in enumerate(questionnaire.questions):
        if questionnaire.scales[question.scale].text:
            here: Route = ("questions", place)
            stems = [((*here, "text"), question.text)]
            stems += [((*here, "wording", role), text) for role, text in question.wording.items()]
            for route, text in stems:
                if found := NAMING.search(text):
                    message = "this invites names; ask for the practice or the task, and to leave names out"
                    yield Fault(route, message, near=found[0].strip(" .?!:;,"))


CHECKS: tuple[Check[Questionnaire], ...] = (
    Check("SB721", low_limit),
    Check("SB722", sensitive_limit),
    Check("SB723", invites_names),
)
