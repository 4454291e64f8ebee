"""Rules for questions that push people towards an answer, and for texts that judge people."""

from collections.abc import Iterator

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.lint.language.frames import find_leading_frame
from speedbumps.lint.language.presumptions import find_presumption
from speedbumps.lint.language.texts import Prose
from speedbumps.lint.rules.listed_words import find_listed, replacement_advice, word_faults


def leading(prose: Prose) -> Iterator[Fault]:
    """A question tells people what to answer.

    Few will say that pointless paperwork is no trouble, or that what is obvious is wrong. The answers then show the
    author's view. Describe the thing and let people judge.

    It sees listed words (obviously, of course, pointless) and frames: what experts, research or most people say
    ("most experts agree"), what a good parent or a responsible employer would do, a reason that is given first
    ("given how hard we work"), a negative that asks for yes ("Wouldn’t you say ...?", "..., didn’t you?"), "how
    great", "too long?", and praise in the question ("our friendly staff"). It cannot see that one side of an
    argument is left out, what the questions before this one suggest, or a lead in words that are not listed.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T03
        text: Pointless waiting eats into my day.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T03
        text: I wait more than a day for an answer.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems:
        listed = find_listed(stem, "leading") if stem.found else None
        frame = find_leading_frame(stem.text) if prose.english and not listed else None
        words = listed.words if listed else frame
        if words:
            words = stem.quote(words)
            advice = replacement_advice(listed) if listed else "; leave it out, or ask what people themselves think"
            yield Fault(stem.route, f"'{words}' tells people what to answer{advice}", near=words)


def loaded(prose: Prose) -> Iterator[Fault]:
    """A question holds a word that already passes judgement.

    Whoever shares the judgement answers high, whatever happens; whoever does not, objects to the word. Describe what
    happens, and how often.

    It sees listed words, good and bad: ridiculous, cruel, greedy, heroic, nightmare. It cannot see irony, a
    judgement made in plain words, or a word that is loaded only where you are; put that into a list of words of
    your own, with the kind `loaded`.

    Bad, at 3:17:

    ```yaml
    questions:
      - id: T03
        text: I get ridiculous forms to fill in.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T03
        text: I fill in forms that ask for the same thing twice.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    yield from word_faults(prose.stems, "loaded", "already passes judgement")


def blame(prose: Prose) -> Iterator[Fault]:
    """A text blames people.

    Those it points at stop reading, and the rest look for whom to point at. What slows a school is nearly always how
    work is set up. Describe what happens, or the pressure that people are under. This holds for every text: questions,
    titles, reasons and actions.

    It sees listed words. It cannot see blame in plain words ("teachers leave early").

    Bad, at 4:18:

    ```yaml actions
    actions:
      - id: answer-by-friday
        title: An answer by Friday
        stop: Making excuses for late answers.
        level: school
        eases: [time.delay]
        first_step: Promise an answer to each request within the week.
        owner: headteacher
        horizon: term
        evidence: {grade: D, summary: Judgement.}
    ```

    Good:

    ```yaml actions
    actions:
      - id: answer-by-friday
        title: An answer by Friday
        stop: Keeping requests for the next meeting.
        level: school
        eases: [time.delay]
        first_step: Promise an answer to each request within the week.
        owner: headteacher
        horizon: term
        evidence: {grade: D, summary: Judgement.}
    ```
    """
    yield from word_faults(prose.all_texts, "blame", "blames people")


def party(prose: Prose) -> Iterator[Fault]:
    """A text names or hints at a political party or a side.

    People then answer as voters. Schools also have a duty to be balanced in politics. Describe the event: what changed,
    when, and what it did to the work.

    It sees listed names and words of parties and sides in the United Kingdom. It cannot see others, or a slogan.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T01
        text: Austerity holds up decisions here.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: A decision here waits until there is money for it.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    yield from word_faults(prose.all_texts, "party", "names or hints at a party or a side")


def presumes(prose: Prose) -> Iterator[Fault]:
    """A question takes for granted something that may not be so.

    Whoever has no coach cannot say how useful coaching is, and whoever sees no improvement cannot say what brought it.
    Such people leave the question, or guess, and cannot be told from the others. Ask first whether it is so, and put
    this question only to those for whom it is (`only_if`); or ask what everybody can answer; or say under `if_none`
    what to answer if it is not so.

    It sees questions that begin with a reason ("Why do you ...?", "What made you ...?"), a last time or an end ("When
    did you stop ...?", "Do you still ...?"), a change ("How much has it improved ...?") or a favourite, and questions
    about a thing that not everybody has, by a short list (your mentor, your complaint) or because "you received" it;
    not if the question has `only_if` or `if_none`. In every question it sees listed words, such as "despite", "now
    that", "the problems with" and "the benefits of". It cannot see what other words take for granted ("Where do you
    ski?"), or that all of those whom you ask do have a coach.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T01
        text: Now that decisions take longer, I plan further ahead.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: Decisions here take more than a week.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems:
        listed = find_listed(stem, "presumption") if stem.found else None
        open_to_all = bool(stem.question.only_if or stem.question.if_none) or not prose.english
        words = listed.words if listed else None if open_to_all else find_presumption(stem.text)
        if words:
            words = stem.quote(words)
            advice = (
                replacement_advice(listed)
                if listed
                else "; ask that first (only_if), or say what to answer if not (if_none)"
            )
            yield Fault(stem.route, f"'{words}' takes for granted what may not be so{advice}", near=words)


CHECKS: tuple[Check[Prose], ...] = (
    Check("SB604", leading),
    Check("SB605", loaded),
    Check("SB606", blame),
    Check("SB607", party),
    Check("SB621", presumes),
)
