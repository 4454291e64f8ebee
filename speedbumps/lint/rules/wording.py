"""Rules for the wording of questions.

A match is a reason to look again, never proof of a fault. The words themselves are in a list that authors can add to;
the checks of grammar and of reading grade support English only.
"""

import re
from collections.abc import Iterable, Iterator

from speedbumps.diagnostics.rules import Check, Fault
from speedbumps.lint.language.double_barrelled import find_joining_words
from speedbumps.lint.language.periods import find_periods, mentions_time
from speedbumps.lint.language.readability import measure_readability
from speedbumps.lint.language.texts import Passage, Prose, Stem, readers
from speedbumps.model.lexicon import WordKind
from speedbumps.model.questionnaire import NATIONS
from speedbumps.questionnaires.word_lists import WordMatch

LONGEST = 20
"""The most words of a question that people can keep in mind at once."""

HARDEST = 12
"""The most years of school that a question may take to read."""

FEWEST = 5
"""The fewest words for which a reading grade is meaningful; in fewer, one long word decides it."""

LETTERS = re.compile(r"[A-Z](?<!\w[A-Z])(?:[A-Z]\w*|\.(?:[A-Z]\.)+)")
"""Two capitals in a row at the beginning of a word.

The pattern begins with a capital, so that the search skips other characters quickly.
"""

NUMBER = re.compile(
    r"\s*(\(?(?:[Qq](?:uestion)?\.? ?)?\d{1,3}[.):](?=\s)|\([A-Za-z0-9]{1,3}\)|[A-Za-z]\)"
    r"|[Qq](?:uestion)?\.? ?\d{1,3}\b)"
)

NO = re.compile(
    r"(?<!say )(?<!says )(?<!said )(?<!or )\bno\b(?! (?:longer|matter|more|later|less|fewer)\b)", re.IGNORECASE
)

UNDONE = re.compile(
    r"\b(?:not|never)(?: at all| always| often| really| very)? "
    r"((?:un(?!der|til|less|ion|ite|ique|its?\b)|im(?=possible|proper|patient|polite|practical|probable)"
    r"|in(?=frequent|sufficient|adequate|effective|appropriate|consistent|flexible|capable|accurate|convenient|visible)"
    r"|ir(?=relevant|regular|responsible)|il(?=legal|logical)|dis(?=satisfied|honest|organised|similar|agree))\w+)",
    re.IGNORECASE,
)
"""Matches a negative that cancels another: not unusual."""


def negated(prose: Prose) -> Iterator[Fault]:
    """A question says what is absent.

    To agree that something is absent, people answer high; to disagree, low. Many read past the "not" and answer the
    reverse. Say the opposite in plain words, and turn the key of what the question measures.

    Bad, at 3:25:

    ```yaml
    questions:
      - id: T01
        text: Decisions are not made within a week.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: Decisions take more than a week.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems:
        found = _find_negatives(stem)
        if found and not (prose.english and _second_negative(stem)):
            message = f"'{found[0]}' says what is absent, which is easily misread; say the plain opposite"
            yield Fault(stem.route, message, near=found[0])


def double_negative(prose: Prose) -> Iterator[Fault]:
    """A question holds two negatives, one of which undoes the other.

    People must untangle them before they can answer, and then hold the outcome against the scale. Many give up and
    choose the middle. Say it without either.

    Bad, at 3:17:

    ```yaml
    questions:
      - id: T01
        text: It is not unusual to wait for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: I wait for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems if prose.english else ():
        words = _second_negative(stem)
        if words is not None:
            yield Fault(stem.route, "two negatives must be untangled before one can answer; say it plainly", near=words)


def double_barrelled(prose: Prose) -> Iterator[Fault]:
    """A question asks two things at once.

    Someone may have one and lack the other, and then has no answer to give. Nor can anybody tell later which of the two
    an answer was about. Ask the one that matters, or make two questions of it. A pair that is always met together, such
    as parents and carers, is one thing.

    Bad, at 3:27:

    ```yaml
    questions:
      - id: T02
        text: I have the time and the confidence to try new ideas.
        scale: how-often
        measures:
          time.delay: enabler
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T02
        text: I have time to try a new idea.
        scale: how-often
        measures:
          time.delay: enabler
    forms: {}
    ```
    """
    for stem in prose.stems:
        listed = next((found.words for found in stem.found if found.entry.kind == "double"), None)
        words = listed or (find_joining_words(stem.text) if prose.english else None)
        if words:
            yield Fault(stem.route, f"'{words}' joins two questions; ask one, or make two of it", near=words)


def leading(prose: Prose) -> Iterator[Fault]:
    """A question tells people what to answer.

    Few will say that pointless paperwork is no trouble, or that what is obvious is wrong. The answers then show the
    author's view. Describe the thing and let people judge.

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
    yield from _word_faults(prose.stems, "leading", "tells people what to answer")


def loaded(prose: Prose) -> Iterator[Fault]:
    """A question holds a word that already passes judgement.

    Whoever shares the judgement answers high, whatever happens; whoever does not, objects to the word. Describe what
    happens, and how often.

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
    yield from _word_faults(prose.stems, "loaded", "already passes judgement")


def blame(prose: Prose) -> Iterator[Fault]:
    """A text blames people.

    Those it points at stop reading, and the rest look for whom to point at. What slows a school is nearly always how
    work is set up. Describe what happens, or the pressure that people are under. This holds for every text: questions,
    titles, reasons and actions.

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
    yield from _word_faults(prose.all_texts, "blame", "blames people")


def party(prose: Prose) -> Iterator[Fault]:
    """A text names or hints at a political party or a side.

    People then answer as voters. Schools also have a duty to be balanced in politics. Describe the event: what changed,
    when, and what it did to the work.

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
    yield from _word_faults(prose.all_texts, "party", "names or hints at a party or a side")


def jargon(prose: Prose) -> Iterator[Fault]:
    """A question holds a trade word.

    Support staff, governors and parents are left guessing, and trade words mean one thing in one school and another in
    the next. Say what you would say to a parent at the gate.

    Bad, at 3:29:

    ```yaml
    questions:
      - id: T01
        text: I wait to hear on implementation.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: I wait to hear when we begin.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    yield from _word_faults(prose.stems, "jargon", "is a trade word", spare=LETTERS)


def abbreviation(prose: Prose) -> Iterator[Fault]:
    """A question holds letters that some will not know.

    Whoever is new, or works in another nation or another job, may read them as something else and will seldom ask.
    Write them out. If everybody you ask does know them, list them under `plain` in a list of words of your own.

    Bad, at 3:22:

    ```yaml
    questions:
      - id: T01
        text: I wait for SLT to decide.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: I wait for senior leaders to decide.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems if prose.english else ():
        letters = next(_unknown_abbreviations(stem, prose.plain), None)
        if letters is not None:
            listed = next((found for found in stem.found if found.words == letters), None)
            instead = listed.entry.instead if listed else None
            message = f"some will not know '{letters}'; " + (f"instead: {instead}" if instead else "write it out")
            yield Fault(stem.route, message, near=letters)


def one_nation(prose: Prose) -> Iterator[Fault]:
    """A text names a body, a test or a job of one nation and reaches readers in others.

    They have no answer, or take it for something of theirs that differs, or do not find their own job. Use the plain
    word, or a {word} that each nation fills under `words`, or ask it only of roles that have `nations`; an action can
    have `nations`, or other `wording` for one nation. What is under `words` or `signpost` for one nation is read only
    there, and is compared with that nation's words.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T01
        text: Ofsted visits hold up decisions here.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: Getting ready for inspection holds up decisions here.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for text in prose.all_texts:
        abroad = next((found for found in text.found if _is_read_elsewhere(found, text, prose)), None)
        if abroad is not None:
            homes = " and ".join(nation.replace("-", " ").title() for nation in abroad.entry.fine_in)
            where = f"is known in {homes} only" if homes else "differs from nation to nation"
            yield Fault(text.route, f"'{abroad.words}' {where}" + _replacement_advice(abroad), near=abroad.words)


def no_time(prose: Prose) -> Iterator[Fault]:
    """Neither a question nor the prompt of its scale says which time to think of.

    One person thinks of this week and another of ten years, and next year's answers cannot be compared with this
    year's. Name a period in the prompt, where one holds for all questions on the scale: this term, the last 12 months,
    a normal week. An amount names it in the question.

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


def extreme(prose: Prose) -> Iterator[Fault]:
    """A question holds a word that leaves no room to agree in part.

    One exception in a year makes "always" false, so nearly all give the same answer. The points of the scale say how
    much and how often; leave it to them.

    Bad, at 3:13:

    ```yaml
    questions:
      - id: T04
        text: I always get an answer within a week.
        scale: how-often
        measures:
          time.delay: enabler
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T04
        text: I get an answer within a week.
        scale: how-often
        measures:
          time.delay: enabler
    forms: {}
    ```
    """
    yield from _word_faults(prose.stems, "extreme", "leaves no room to agree in part")


def vague(prose: Prose) -> Iterator[Fault]:
    """A question holds a word that people read differently.

    To one person "regularly" is once a week and to another once a year, so alike answers mean different things. Say how
    often, how many or since when, or leave it to the scale.

    Bad, at 3:13:

    ```yaml
    questions:
      - id: T03
        text: I regularly chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T03
        text: I chase people for an answer.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    yield from _word_faults(prose.stems, "vague", "means different things to different people")


def too_long(prose: Prose) -> Iterator[Fault]:
    """A question is longer than 20 words.

    It takes two readings, and people who are tired give the middle answer. Reasons and definitions belong under `why`
    or in the scale's `note`.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T01
        text: When one of us has an idea that needs money, rooms or time, it waits for weeks until we get a yes for it.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems:
        words = len(stem.text.split())
        if words > LONGEST:
            yield Fault(stem.route, f"this has {words} words; a question that is read once has {LONGEST} at most")


def hard_to_read(prose: Prose) -> Iterator[Fault]:
    """A question takes more than 12 years of school to read.

    Long words in long sentences put off those whose answers are missed most. The grade is that of Kincaid, Fishburne,
    Rogers and Chissom (1975): 0.39 for each word in a sentence, 11.8 for each syllable in a word, less 15.59. It is
    made for whole pages and is rough for one sentence, so take it as a hint. Shorter words help most.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T01
        text: Administrative authorisation procedures necessitate considerable perseverance.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: It takes a long time to get a yes.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems if prose.english else ():
        read = measure_readability(stem.text) if _may_be_hard(stem.text) else None
        if read is not None and read.words >= FEWEST and read.grade > HARDEST:
            message = f"with {read.syllables} syllables in {read.words} words this is hard to read; use shorter words"
            yield Fault(stem.route, message)


def numbered(prose: Prose) -> Iterator[Fault]:
    """A question has its number in its text.

    Forms and paper number their questions, each in its own order, so people would see two numbers. What other files
    refer to is the `id`.

    Bad, at 3:11:

    ```yaml
    questions:
      - id: T01
        text: 1. New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```

    Good:

    ```yaml
    questions:
      - id: T01
        text: New ideas here wait weeks for a decision.
        scale: how-often
        measures:
          time.delay: barrier
    forms: {}
    ```
    """
    for stem in prose.stems:
        found = NUMBER.match(stem.text)
        if found:
            message = f"'{found[1]}' is a number in the text; forms number their questions themselves"
            yield Fault(stem.route, message, near=found[1])


def _word_faults(
    texts: Iterable[Stem | Passage], kind: WordKind, said: str, *, spare: re.Pattern[str] | None = None
) -> Iterator[Fault]:
    """Yield a fault for the first listed word of *kind* in each text, except words that *spare* matches.

    Another check reports those.
    """
    for text in texts:
        for found in text.found:
            if found.entry.kind == kind and not (spare and spare.fullmatch(found.words)):
                yield Fault(text.route, f"'{found.words}' {said}" + _replacement_advice(found), near=found.words)
                break


def _replacement_advice(found: WordMatch) -> str:
    return f"; instead: {found.entry.instead}" if found.entry.instead else ""


def _find_negatives(stem: Stem) -> list[str]:
    """Return the negatives in *stem*, except parts of longer words, such as not-for-profit, and "not only"."""
    return [
        found.words
        for found in stem.found
        if found.entry.kind == "negation" and not stem.text[found.start + len(found.words) :].startswith(("-", " only"))
    ]


def _second_negative(stem: Stem) -> str | None:
    """Return the words of the second negative in *stem*, or of both if they are adjacent; None if there is none."""
    undone = UNDONE.search(stem.text) if stem.found else None
    if undone:
        return undone[0]
    listed = _find_negatives(stem)
    if len(listed) > 1:
        return listed[1]
    no = NO.search(stem.text) if listed else None
    return no[0] if no else None


def _unknown_abbreviations(stem: Stem, plain: frozenset[str]) -> Iterator[str]:
    """Yield abbreviations in *stem* that are neither *plain* nor reported by another check, as names of parties are."""
    told = {found.start for found in stem.found if found.entry.kind != "jargon"}
    for letters in LETTERS.finditer(stem.text):
        known = {letters[0], letters[0].removesuffix("s")} & plain
        if not known and letters.start() not in told and not stem.text.isupper():
            yield letters[0]


def _is_read_elsewhere(found: WordMatch, text: Stem | Passage, prose: Prose) -> bool:
    """Return whether *found*, a word of some nations, is read in others."""
    if found.entry.kind != "nation":
        return False
    if isinstance(text, Passage):
        return not set(text.nations) <= set(found.entry.fine_in)
    asked = readers(text, prose.roles)
    nations = {nation for role in asked for nation in role.nations or NATIONS} if asked else set(NATIONS)
    return not nations <= set(found.entry.fine_in)


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


def _may_be_hard(text: str) -> bool:
    """Return False if *text* is certainly easy: a quick test that saves counting the syllables of most texts.

    Each syllable has at least one vowel.
    """
    words = text.count(" ") + 1
    vowels = sum(map(text.lower().count, "aeiouy"))
    return 0.39 * words + 11.8 * vowels / words - 15.59 > HARDEST


CHECKS: tuple[Check[Prose], ...] = (
    Check("SB601", negated),
    Check("SB602", double_negative),
    Check("SB603", double_barrelled),
    Check("SB604", leading),
    Check("SB605", loaded),
    Check("SB606", blame),
    Check("SB607", party),
    Check("SB608", jargon),
    Check("SB609", abbreviation),
    Check("SB610", one_nation),
    Check("SB611", no_time),
    Check("SB612", two_times),
    Check("SB613", extreme),
    Check("SB614", vague),
    Check("SB615", too_long),
    Check("SB616", hard_to_read),
    Check("SB617", numbered),
)
