"""A small questionnaire with all that scoring knows, and a second account of how it is scored, person by person."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

import polars as pl
from hypothesis import strategies as st

from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.responses import BLANK, CODE, DK, NA, NOT_ASKED, PNS

EVEN = {"points": [{"value": value, "label": f"Point {value}"} for value in (1, 2, 3, 4)]}
UNEVEN = {"points": [{"value": value, "label": f"Point {value}"} for value in (0, 1, 4, 10)]}

SMALL = Questionnaire.model_validate(
    {
        "format": "speedbumps-questionnaire/1",
        "id": "small",
        "version": "1.0.0",
        "title": "Small",
        "roles": [{"id": "leader", "title": "Leader"}, {"id": "teacher", "title": "Teacher"}],
        "scales": {
            "even": EVEN,
            "uneven": UNEVEN,
            "hours": {"number": {"unit": "hours", "min": 0, "max": 60}},
            "words": {"text": {}},
        },
        "barriers": [
            {"id": "time", "title": "Time", "facets": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]},
            {"id": "social", "title": "Social", "facets": [{"id": "c", "title": "C"}]},
        ],
        "questions": [
            {"id": "Q1", "text": "One", "scale": "even", "measures": {"time.a": "barrier"}},
            {"id": "Q2", "text": "Two", "scale": "uneven", "measures": {"time.a": {"key": "enabler", "weight": 3}}},
            {"id": "Q3", "text": "Three", "scale": "even", "measures": {"time.b": {"key": "enabler", "weight": 2}}},
            {
                "id": "Q4",
                "text": "Four",
                "scale": "even",
                "only_if": {"Q1": ("Point 2", "Point 4")},
                "measures": {"time.b": "barrier", "social.c": {"key": "enabler", "weight": 0.5}},
            },
            {
                "id": "Q5",
                "text": "Five",
                "scale": "uneven",
                "asked_of": ["leader"],
                "measures": {"time.b": "barrier"},
            },
            {
                "id": "Q6",
                "text": "Six",
                "scale": "uneven",
                "only_if": {"Q4": ("Point 1", "Point 3", "Point 4"), "Q5": ("Point 4", "Point 10")},
                "measures": {"social.c": "barrier"},
            },
            {"id": "Q7", "text": "Seven", "scale": "even", "measures": {"social.c": {"key": "barrier", "weight": 1.5}}},
            {"id": "H", "text": "Hours", "scale": "hours", "only_if": {"Q1": ("Point 1",)}},
            {"id": "W", "text": "Words", "scale": "words", "asked_of": ["teacher"]},
        ],
        "forms": {"short": {"questions": ["Q1", "Q3", "Q7"], "detail": "barriers"}},
        "scoring": {
            "min_share": 0.6,
            "min_answered": 2,
            "bands": [{"id": "any", "from": 0, "title": "Any", "means": "Any."}],
        },
    }
)

POINTED = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7")
TARGETS: Mapping[str, Mapping[str, tuple[str, Fraction]]] = {
    "time": {
        "Q1": ("barrier", Fraction(1)),
        "Q2": ("enabler", Fraction(3)),
        "Q3": ("enabler", Fraction(2)),
        "Q4": ("barrier", Fraction(1)),
        "Q5": ("barrier", Fraction(1)),
    },
    "social": {
        "Q4": ("enabler", Fraction(1, 2)),
        "Q6": ("barrier", Fraction(1)),
        "Q7": ("barrier", Fraction(3, 2)),
    },
    "time.a": {"Q1": ("barrier", Fraction(1)), "Q2": ("enabler", Fraction(3))},
    "time.b": {"Q3": ("enabler", Fraction(2)), "Q4": ("barrier", Fraction(1)), "Q5": ("barrier", Fraction(1))},
    "social.c": {"Q4": ("enabler", Fraction(1, 2)), "Q6": ("barrier", Fraction(1)), "Q7": ("barrier", Fraction(3, 2))},
}
"""The key and the weight of each question that counts for a target."""

EVENLY = (Fraction(0), Fraction(100, 3), Fraction(200, 3), Fraction(100))
UNEVENLY = (Fraction(0), Fraction(10), Fraction(40), Fraction(100))
STEPS = {name: UNEVENLY if name in ("Q2", "Q5", "Q6") else EVENLY for name in POINTED}
"""The severity of each point of a question whose key is "barrier"."""

CELLS = ("leader", "teacher", "leader+teacher", "leader+unstated", "unstated")

codes = st.sampled_from([NOT_ASKED, NA, PNS, DK, BLANK, 0, 0, 1, 1, 2, 2, 3, 3])

people = st.lists(
    st.fixed_dictionaries(
        {
            "school": st.sampled_from(["oak", "elm"]),
            "cell": st.sampled_from(CELLS),
            "inside": st.booleans(),
            **dict.fromkeys(POINTED, codes),
            "H": st.none() | st.sampled_from([0.0, 2.5]),
            "W": st.none() | st.just("Words."),
        }
    ),
    min_size=1,
    max_size=12,
)
"""Some people's answers, before what does not apply is masked."""

SCHEMA: dict[str, type[pl.DataType]] = {
    "school": pl.String,
    "cell": pl.String,
    "inside": pl.Boolean,
    **dict.fromkeys(POINTED, CODE),
    "H": pl.Float64,
    "W": pl.String,
}


def frame_of(rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA)


def severity_of(name: str, key: str, code: int) -> Fraction:
    """Return the severity of a point of the question *name*."""
    return STEPS[name][code] if key == "barrier" else 100 - STEPS[name][code]


def score_of(person: Mapping[str, int], target: str, weights: Mapping[str, Fraction] | None = None) -> Fraction | None:
    """Return one person's severity, or None without a score; *weights* take the place of a question's own."""
    parts = TARGETS[target]
    weighed = {name: (weights or {}).get(name, weight) for name, (_, weight) in parts.items()}
    answered = [name for name in parts if person[name] >= 0]
    applicable = sum(person[name] not in (NA, NOT_ASKED) for name in parts)
    if len(answered) < max(2, ceil(Fraction(3, 5) * applicable)):
        return None
    total = sum((weighed[name] * severity_of(name, parts[name][0], person[name]) for name in answered), Fraction(0))
    return total / sum((weighed[name] for name in answered), Fraction(0))
