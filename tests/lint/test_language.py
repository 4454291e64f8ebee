"""Two questions in one, periods of time and syllables are found in texts."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedbumps.lint.language.double_barrelled import find_joining_words
from speedbumps.lint.language.frames import find_leading_frame
from speedbumps.lint.language.negatives import find_second_negative
from speedbumps.lint.language.periods import find_periods, mentions_time
from speedbumps.lint.language.presumptions import find_presumption
from speedbumps.lint.language.readability import count_syllables, measure_readability
from speedbumps.questionnaires.lexicons import shipped_word_lists
from speedbumps.questionnaires.word_lists import find_words

WHICH = st.sampled_from(["this", "the last", "the past", "our current", "the previous"])
UNITS = st.sampled_from(["term", "year", "school year", "month", "week", "half-term", "fortnight", "summer"])


@pytest.mark.parametrize(
    "text",
    [
        "I have the time and the confidence to try new ideas.",
        "My workload is fair and my hours are reasonable.",
        "Leaders listen to staff and act on what they hear.",
        "Feedback on my work is timely and helpful.",
        "I am told about changes and I can ask questions.",
        "My line manager respects me and supports me.",
        "Which meetings were cancelled, and why?",
        "Our plans are written down and are followed.",
        "Training is useful and has changed how I teach.",
        "We have enough books and enough tables.",
        "I enjoy my work but it takes too much time.",
        "The plan was discussed and agreed by all staff.",
        "I know the rules and follow them.",
        "Staff and pupils here feel safe.",
        "The plan is fair and works well.",
        "I get data or advice.",
        "I feel safe, valued and respected.",
        "My room is clean yet cold.",
        "My work is useful, although it is tiring.",
    ],
)
def test_two_questions_in_one_are_found(text: str) -> None:
    found = find_joining_words(text)

    assert found
    assert found in text


@pytest.mark.parametrize(
    "text",
    [
        "It is clear which decisions are ours and which are the head’s.",
        "Our school plan says which gains should come soon and which will take years.",
        "People inside and outside our school agree on what comes first.",
        "I get time to plan with teachers and assistants.",
        "Parents and carers can reach me by telephone.",
        "Health and safety rules get in the way of trips.",
        "I get help with reading and writing.",
        "The head and the board work together on the budget.",
        "When we take on something new and it fails, we stop.",
        "Please name the practice and leave out the person.",
        "I can try and find a better way.",
        "Meetings start and end on time.",
        "More and more time goes on email.",
        "We share ideas between the infants and the juniors.",
        "New staff get a guide to our rules and routines.",
        "My job is teaching and learning.",
        "I know what is expected of teachers and of pupils.",
    ],
)
def test_a_pair_that_goes_together_is_one_thing(text: str) -> None:
    assert find_joining_words(text, shipped_word_lists("en").pairs) is None


@pytest.mark.parametrize(
    "text",
    ["a " * 4_000, "x, and y " * 1_000, "how, " * 1_000 + "?", "our friendly " * 700 + "?", "that is not " * 800],
    ids=lambda text: text[:12],
)
def test_the_longest_text_is_read_at_once(text: str) -> None:
    started = process_time()

    for find in (find_joining_words, find_leading_frame, find_presumption):
        find(text)
    find_second_negative(text, find_words(shipped_word_lists("en").in_questions, text))

    assert process_time() - started < 2


@given(WHICH, UNITS, st.integers(2, 40))
def test_a_period_is_found_and_is_itself_wherever_it_stands(which: str, unit: str, count: int) -> None:
    once, often = f"{which} {unit}", f"{which} {count} {unit}s"

    assert find_periods(f"Over {once}, we met.").keys() == find_periods(f"We met {once}.").keys() != set()
    assert find_periods(f"Over {once}, we met.").keys() != find_periods(f"Over {often}, we met.").keys() != set()
    assert mentions_time(f"We met {often}.")


@given(UNITS, st.integers(1, 40))
def test_a_length_of_time_is_no_period(unit: str, count: int) -> None:
    assert not mentions_time(f"We hear within {count} {unit}s of asking, after {count} {unit}s or within a {unit}.")


@pytest.mark.parametrize(
    ("text", "words", "syllables_", "grade"),
    [
        ("The cat sat on the mat.", 6, 6, -1.45),
        # Given as 11.3, with 24 syllables, in the English Wikipedia's article on these formulas.
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 13, 24, 11.26),
        ("Bureaucratic obligations necessitate disproportionate administrative documentation.", 6, 27, 39.85),
        ("New ideas here wait weeks. I ask why.", 8, 10, 0.72),
    ],
)
def test_the_grade_is_that_of_kincaid_and_others(text: str, words: int, syllables_: int, grade: float) -> None:
    read = measure_readability(text)

    assert read is not None
    assert (words, syllables_) == (read.words, read.syllables)
    assert grade == pytest.approx(read.grade, abs=0.005)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "the one were make asked times leagues friend field tried whole schools years school’s their"),
        (2, "table centre wanted cancelled handled classes changes watches movement useful colleagues people creature"),
        (2, "science quiet being saying doing social special trial question nation client review beyond player rhythm"),
        (
            3,
            "completely improvement implement agreement management ideas area familiar media period previous behaviour",
        ),
        (
            3,
            "audience sufficient medium actual annual quality influence video employee headteacher inspection everyone",
        ),
        (4, "variety material appropriate immediate priority experience society evaluate continuous coordinate"),
        (5, "continuity disproportionate administrative documentation"),
        (6, "responsibility"),
    ],
)
def test_syllables_are_those_one_hears(count: int, words: str) -> None:
    assert dict.fromkeys(words.split(), count) == {word: count_syllables(word) for word in words.split()}


def test_a_text_without_words_has_no_grade() -> None:
    assert measure_readability("?!") is None
