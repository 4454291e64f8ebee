"""Rules for what a question means to each of those who are asked it.

A match is a reason to look again, never proof of a fault. These checks support English only.
"""

from collections.abc import Iterator

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.lint.language.events import find_event, find_last_event, offers_way_out
from speedbumps.lint.language.shifts import find_shift
from speedbumps.lint.language.texts import Prose, Stem
from speedbumps.questionnaires.word_lists import mask_placeholders


def shifted_silently(prose: Prose) -> Iterator[Fault]:
    """A wording for one role asks about something else, and the role is not named under `shifted`.

    Gaps between roles compare the answers to one question, so "I can try it", put to teachers, and "Staff can try it",
    put to the head, would be compared as if they were the same. Ask the role the same thing, about itself; or name it
    under `shifted`, and its answers are shown beside the others and never compared with them. The check compares who
    is spoken of (I, we, or others) and the words that carry the meaning. "We" for "I" is the same for a role with
    `together`, and "our school" for "we" is the same for everybody.

    Bad, at 8:13:

    ```yaml
    questions:
      - id: T01
        text: I can try a small change within two weeks.
        scale: how-often
        measures:
          time.delay: enabler
        wording:
          head: Staff here can try a small change within two weeks.
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: I can try a small change within two weeks.
        scale: how-often
        measures:
          time.delay: enabler
        wording:
          head: Staff here can try a small change within two weeks.
        shifted: [head]
    forms: {}
    ```
    """
    together = {role.id for role in prose.roles if role.together}
    for stem in prose.stems if prose.english else ():
        if stem.role is None or stem.role in stem.question.shifted or not stem.question.measures:
            continue
        shift = find_shift(mask_placeholders(stem.question.text), stem.text, together=stem.role in together)
        if shift is not None:
            advice = f"ask '{stem.role}' the same as the others, or name it under shifted"
            yield Fault(stem.route, f"{shift}, so this may ask something else; {advice}")


def no_way_out(prose: Prose) -> Iterator[Fault]:
    """A question is about an event that may not have occurred, and does not say what to answer then.

    If there was no grant, "Useful work stopped when its grant ran out" is answered "never" by one person and "does not
    apply" by the next, and "never" counts as a clear road. Say it under the question's `if_none`, which every form
    shows below the text: If there was none, choose "Does not apply". Or ask it only of those who had one, with
    `only_if`.

    Bad, at 3:31:

    ```yaml
    questions:
      - id: T01
        text: Useful work stopped when its grant ran out.
        why: Good work can outlast its first money.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: Useful work stopped when its grant ran out.
        why: Good work can outlast its first money.
        if_none: If there was no grant, choose “Does not apply”.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    found = set[str]()
    for stem in prose.stems if prose.english else ():
        event = None if stem.question.id in found else _find_open_event(stem)
        if event is not None:
            found.add(stem.question.id)
            message = f"'{event}' may not have occurred; say under if_none: If there was none, choose “Does not apply”"
            yield Fault(stem.route, message, near=event)


def _find_open_event(stem: Stem) -> str | None:
    """Return the words of *stem* for an event, if nothing says what to answer where it did not occur."""
    question, scale = stem.question, stem.scale
    if scale is None or question.only_if:
        return None
    event = find_event(stem.text) if scale.points else find_last_event(stem.text)
    shown = (stem.text, question.if_none or "", scale.prompt or "", *(point.label for point in scale.points))
    return None if event is None or any(map(offers_way_out, shown)) else event


CHECKS: tuple[Check[Prose], ...] = (Check("SB618", shifted_silently), Check("SB619", no_way_out))
