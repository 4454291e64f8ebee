"""What Hypothesis draws whole: answers, questionnaires, overlays, translations, actions, bumps and problems."""

from hypothesis import settings
from hypothesis import strategies as st

from speedbumps.diagnostics import codes
from speedbumps.diagnostics.problem import START, Problem, Span
from speedbumps.model.actions import Evidence, Hours
from speedbumps.model.audit import AuditedAction
from speedbumps.model.overlay import Overlay
from speedbumps.model.queries import facets
from speedbumps.model.questionnaire import Measure, Questionnaire, Reach
from speedbumps.model.translation import Translation
from speedbumps.plan.options import RankedBump
from speedbumps.scoring.responses import BLANK, DK, NA, PNS
from support.schools import first_version

USUAL_EXAMPLES = 100
"""Examples of each test in the profile "ci"."""

SCORED_QUESTIONS = [question.id for question in first_version().questionnaire.questions if question.measures]
"""Questions of the shipped questionnaire that count for a score."""

GRADES = ("A", "B", "C", "G", "D", "X", "local")
FACETS = ("time.delay", "time.energy", "resource.skills", "resource.exchange", "social.openness", "political.clash")
KNOWLEDGE = ("resource.skills", "resource.exchange", "social.openness")
"""Those of the facets that are about knowledge that does not spread."""

BARRIERS = ("time", "resource", "social", "political")


def example_count(number: int) -> settings:
    """Return settings for a test that draws *number* examples where others draw 100, in the proportion of a profile."""
    return settings(max_examples=max(1, number * settings().max_examples // USUAL_EXAMPLES))


# Answers

person_answers = st.lists(
    st.sampled_from([BLANK, DK, PNS, NA, 0, 1, 2, 3, 4]),
    min_size=len(SCORED_QUESTIONS),
    max_size=len(SCORED_QUESTIONS),
)
"""One person's answers to the questions that count, as they are kept in a column."""


# Questionnaires

question_edits: st.SearchStrategy[dict[str, object]] = st.sampled_from(
    [
        {"text": "Other words."},
        {"why": "Another reason."},
        {"wording": {"team": "We wait."}},
        {"scale": "past-year"},
        {"measures": {"time.delay": Measure(key="barrier")}},
        {"measures": {"time.delay": Measure(key="barrier", weight=3)}},
        {"only_if": {"T01": ("Often",)}},
        {"asked_of": ("head",)},
        {"shifted": ("head",)},
        {"sensitive": True},
        {"grounds": ("X1",)},
    ]
)


@st.composite
def later_questionnaires(draw: st.DrawFn, questionnaire: Questionnaire) -> Questionnaire:
    """Return *questionnaire* after up to four edits of its questions."""
    questions = list(questionnaire.questions)
    for place, edit in draw(st.lists(st.tuples(st.integers(0, len(questions) - 1), question_edits), max_size=4)):
        questions[place] = questions[place].model_copy(update=edit)
    return questionnaire.model_copy(update={"questions": tuple(questions)})


@st.composite
def overlays(draw: st.DrawFn, questionnaire: Questionnaire) -> Overlay:
    """Return a local questionnaire that leaves out, rewords and adds."""
    ids = st.sampled_from([question.id for question in questionnaire.questions])
    targets = st.sampled_from([name for name, _ in facets(questionnaire)])
    return Overlay.model_validate(
        {
            "format": "speedbumps-questionnaire/1",
            "id": "local",
            "version": "1.0.0",
            "extends": f"{questionnaire.id}@1.0.0",
            "off": draw(st.lists(ids | targets, max_size=6, unique=True)),
            "reword": draw(st.dictionaries(ids, st.fixed_dictionaries({"text": st.just("Other words.")}), max_size=4)),
            "privacy": {"min_group": draw(st.integers(3, 20))},
            "roles": [{"id": "guest", "title": "Guest"}],
            "barriers": [{"id": "time", "facets": [{"id": "own", "title": "Own"}]}],
            "questions": [{"id": "L1", "text": "Own.", "scale": "how-true", "measures": {"time.own": "barrier"}}],
        }
    )


def translations(of: str, keys: list[str]) -> st.SearchStrategy[Translation]:
    """Return a strategy of Welsh translations of the questionnaire *of*, with texts for some of *keys*."""
    return st.builds(
        Translation,
        format=st.just("speedbumps-translation/1"),
        of=st.just(of),
        language=st.just("cy"),
        strings=st.dictionaries(st.sampled_from(keys), st.text(min_size=1, max_size=30), max_size=40),
    )


# What stands in an audit

head_counts = st.none() | st.integers(1, 200)
hour_ranges = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (float(min(pair)), float(max(pair))))
hours = st.builds(Hours, setup=hour_ranges, per_term=hour_ranges, saves_per_term=hour_ranges)


@st.composite
def action_lists(draw: st.DrawFn) -> tuple[AuditedAction, ...]:
    """Return actions of every kind, each with an id of its own."""
    names = draw(st.lists(st.sampled_from("abcdefghijkl"), unique=True, max_size=8))
    return tuple(draw(actions(name)) for name in names)


question_names = st.lists(st.sampled_from(("Q1", "Q2", "Q3")), unique=True).map(tuple)


def actions(name: str, **fixed: object) -> st.SearchStrategy[AuditedAction]:
    """Return a strategy of actions with the id *name*."""
    drawn: dict[str, st.SearchStrategy[object]] = {
        "own_reach": st.booleans(),
        "eases": st.lists(st.sampled_from(FACETS), unique=True, min_size=1, max_size=3).map(tuple),
        "moves_knowledge": st.booleans(),
        "hours": hours,
        "evidence": st.sampled_from(GRADES).map(lambda grade: Evidence(grade=grade, summary="Tested.")),
        "saves_hours": st.booleans(),
        "should_move": question_names,
    }
    drawn |= {key: st.just(value) for key, value in fixed.items()}
    return st.builds(
        AuditedAction,
        id=st.just(name),
        title=st.just(name),
        level=st.sampled_from(("teacher", "school", "between-schools", "system")),
        hours_for=st.sampled_from((None, 45, 30)),
        moves_pupils=st.just(value=False),
        first_step=st.just("Talk."),
        owner=st.just("head"),
        horizon=st.just("term"),
        **drawn,
    )


@st.composite
def bump_lists(draw: st.DrawFn) -> tuple[RankedBump, ...]:
    """Return bumps, the highest first: facets, or barriers of a short form."""
    names = draw(st.lists(st.sampled_from(draw(st.sampled_from((FACETS, BARRIERS)))), unique=True, max_size=6))
    heights = sorted((draw(st.integers(50, 100)) for _ in names), reverse=True)
    reaches: st.SearchStrategy[Reach] = st.sampled_from(("ours", "shared", "outside"))
    return tuple(
        RankedBump(
            name,
            float(height),
            draw(reaches),
            draw(st.sampled_from((None, "Ask them."))),
            name in KNOWLEDGE,
            questions=draw(question_names),
        )
        for name, height in zip(names, heights, strict=True)
    )


# Problems

spans = st.one_of(
    st.just(START),
    st.builds(lambda line, column: Span(line, column, line, column + 1), st.integers(1, 9), st.integers(1, 9)),
)
problems = st.builds(
    Problem,
    path=st.sampled_from(["a.csv", "b.xlsx", "c.yaml", "d", *(f"e{number}.csv" for number in range(9))]),
    span=spans,
    code=st.sampled_from([codes.WRONG_CELL, codes.DAMAGED, codes.COLUMN_IGNORED, codes.NOT_YAML, codes.RAGGED]),
    message=st.sampled_from(["T01: wrong", "wrong", "worse"]),
    severity=st.sampled_from(("error", "warning", "advice")),
    count=st.integers(1, 2_000),
    sheet=st.sampled_from([None, "Autumn"]),
)
