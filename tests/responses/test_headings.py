"""A heading is taken for a question only if it has its words, and nearly only if nothing that counts is different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.schools import first_version

from speedbumps.model.instrument import Instrument
from speedbumps.responses.headings import HeadingMatch, Wordings
from speedbumps.responses.meaning import same_meaning


def asking(*texts: str) -> Instrument:
    """The shipped questionnaire with other questions, Q1 and so on."""
    first = first_version().questionnaire.questions[0]
    questions = tuple(
        first.model_copy(update={"id": f"Q{place}", "text": text, "wording": {}})
        for place, text in enumerate(texts, start=1)
    )
    return Instrument(questionnaire=first_version().questionnaire.model_copy(update={"questions": questions}))


IDEAS = "I try a small change within two weeks of the idea."

OTHERS = [
    (IDEAS, "I try a small change within ten weeks of the idea."),
    (IDEAS, "I try a small change within 10 weeks of the idea."),
    (IDEAS, "I try a small change within two days of the idea."),
    (IDEAS, "I try a small change within two months of the idea."),
    (IDEAS, "I never try a small change within two weeks of the idea."),
    (IDEAS, "I can't try a small change within two weeks of the idea."),
    ("New ideas here wait weeks for a decision.", "New ideas here wait days for a decision."),
    ("In a normal week, how many hours go on paperwork?", "In a normal term, how many hours go on paperwork?"),
    ("In a normal week, how many hours go on paperwork?", "In a normal week, how many minutes go on paperwork?"),
    ("What percentage of your lessons is cover?", "What number of your lessons is cover?"),
    ("I am often asked for data that we have already.", "I am seldom asked for data that we have already."),
    ("My workload feels manageable in most weeks of term.", "My workload feels unmanageable in most weeks of term."),
    ("I have enough time to plan lessons with others.", "I have too little time to plan lessons with others."),
    ("We decide before the end of each half-term.", "We decide after the end of each half-term."),
    ("Neue Ideen warten hier zwei Wochen auf eine Antwort.", "Neue Ideen warten hier drei Wochen auf eine Antwort."),
    ("Neue Ideen warten hier zwei Wochen auf eine Antwort.", "Neue Ideen warten hier zwei Tage auf eine Antwort."),
    ("Ich werde selten nach Daten gefragt, die es gibt.", "Ich werde immer nach Daten gefragt, die es gibt."),
    ("Les idées attendent deux semaines une décision.", "Les idées attendent deux jours une décision."),
    ("Mae syniadau yn aros dwy wythnos am ateb.", "Mae syniadau yn aros tair wythnos am ateb."),
]


@pytest.mark.parametrize(("text", "heading"), OTHERS)
@pytest.mark.parametrize("shape", ["{}", "How far do you agree? [{}]", "7. {}", "{} (2)"])
def test_another_number_unit_or_negation_is_another_question(shape: str, text: str, heading: str) -> None:
    wordings = Wordings(asking(text, "Something that is wholly unlike the other one."))

    assert wordings.match([shape.format(heading)]).to is None
    assert wordings.match([heading]).near[0] == "Q1"
    assert wordings.match([shape.format(text)]) == HeadingMatch("Q1")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        (IDEAS, "I try a small change within two weeks of an idea."),
        (IDEAS, "I try a small change within 2 weeks of the idea."),
        (IDEAS, "12. I try small changes within two weeks of the idea"),
        ("I spend time on paperwork that gets little use.", "I spend time on paper work that gets little use"),
    ],
)
def test_words_that_are_a_little_different_are_nearly_the_question(text: str, heading: str) -> None:
    assert Wordings(asking(text)).match([heading]) == HeadingMatch("Q1", exact=False)


UNITS = ["day", "week", "month", "term", "year"]


@given(st.sampled_from(UNITS), st.sampled_from(UNITS), st.integers(1, 40), st.integers(1, 40))
def test_numbers_and_units_agree_only_if_they_are_the_same(one: str, other: str, first: int, second: int) -> None:
    text = "i hear within {} {}s of asking what was decided about an idea"

    assert same_meaning(text.format(first, one), text.format(second, other)) == ((one, first) == (other, second))


@pytest.mark.parametrize("words", ["ten percent", "10 %", "10 per cent", "ten per cent"])
def test_a_number_and_a_unit_are_the_same_in_digits_and_in_words(words: str) -> None:
    assert same_meaning(f"cover takes more than {words} of my time", "cover takes more than 10% of my time")


def test_a_near_question_never_wins_over_the_one_whose_words_stand_there() -> None:
    wordings = Wordings(asking(IDEAS, "I try a small change within three weeks of the idea."))

    assert wordings.match(["I try a small change within three weeks of the idea"]) == HeadingMatch("Q2")
    assert wordings.match(["I try a small change within four weeks of the idea"]).to is None


def test_a_programs_number_that_is_the_id_of_another_question_is_not_sure() -> None:
    wordings = Wordings(asking(IDEAS, "I chase people for an answer."))

    assert wordings.match(["Q1", "I chase people for an answer."]) == HeadingMatch(near=("Q1", "Q2"))
    assert wordings.match(["Q2. I chase people for an answer."]) == HeadingMatch("Q2")
    assert wordings.match(["Q2", "Worded anew"]) == HeadingMatch("Q2")


@pytest.mark.parametrize(
    "heading",
    [
        "Role",
        "Your role",
        "What is your role?",
        "What is your role in the school?",
        "Your role in school",
        "Job",
        "Job title",
        "What is your current role?",
        "I am a ...",
        "I work here as a…",
        "Which best describes your role?",
        "Which of these best describes you?",
        "What best describes your role?",
        "Beth yw eich rôl?",
        "Eich rôl",
        "Swydd",
        "Ihre Rolle",
        "Welche Funktion haben Sie an der Schule?",
        "Ich bin",
        "Quel est votre rôle ?",
        "Votre fonction dans l’établissement",
        "Je suis",
        "3. What is your role?",
        "What is your role? (2)",
    ],
)
def test_roles_are_asked_for_in_many_words(heading: str) -> None:
    assert Wordings(first_version()).match([heading]) == HeadingMatch("role")


@pytest.mark.parametrize(
    "heading", ["The role of data in our school", "My role is clear to me", "I am asked for data", "Role model", "Jobs"]
)
def test_other_headings_are_not_the_role(heading: str) -> None:
    assert Wordings(first_version()).match([heading], nearly=False).to is None


def test_a_question_of_the_questionnaire_counts_before_a_role() -> None:
    assert Wordings(asking("What is your job?")).match(["What is your job?"]) == HeadingMatch("Q1")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Our plan would go on if the person leading it left.", "Our plan would stop if the person leading it left."),
        ("When we take on something new, we let something go.", "When we take on something new, we keep something."),
        ("I have time to plan together with my colleagues.", "I have time to plan alone with my colleagues."),
        (
            "People here agree on what comes first for our school.",
            "People here agree on what comes last for our school.",
        ),
        ("Colleagues ask me how I do things in my lessons.", "Parents ask me how I do things in my lessons."),
    ],
)
def test_another_word_is_another_question(text: str, heading: str) -> None:
    found = Wordings(asking(text, "What else slows you down?")).match([heading])

    assert (found.to, found.near[:1]) == (None, ("Q1",))


@pytest.mark.parametrize(
    "heading",
    [
        "I spend tiem on paperwork that gets litle use.",
        "I spend my time on the paperwork that gets little use",
        "I spend time on paper work that gets little use.",
        "I'm spending time on paperwork that gets little use.",
        "3. I spend time on paperworks that get little use",
    ],
)
def test_slips_endings_and_small_words_make_no_other_question(heading: str) -> None:
    found = Wordings(asking("I spend time on paperwork that gets little use.", "What else?")).match([heading])

    assert (found.to, found.exact) == ("Q1", False)


@pytest.mark.parametrize(
    "heading",
    ["Which academy are you based at?", "Name of school (please choose)", "Please select your school from the list",
     "Your setting", "What is the name of your school?", "School name", "Which school do you work in?",
     "Choose your school", "Academy"],
)  # fmt: skip
def test_schools_are_asked_for_in_many_words(heading: str) -> None:
    assert Wordings(first_version()).match([heading]) == HeadingMatch("school")


def test_a_heading_in_a_wrong_encoding_is_the_question_that_it_was() -> None:
    text = "What’s hard is that others’ plans change – often."
    damaged = text.encode("utf-8").decode("cp1252")

    assert Wordings(asking(text)).match([damaged]) == HeadingMatch("Q1")
