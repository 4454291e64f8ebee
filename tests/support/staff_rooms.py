"""Staff rooms whose every answer is known, to see how often an interval holds what it promises."""

import numpy as np

from speedbumps.scoring.intervals import HOUSE_SPREAD, Spread, mean_interval

ROOM, REPLIES = 40, 25
QUESTIONS = 12
POINTS = 5


def coverage(draws: int, seed: int) -> float:
    """The share of *draws* in which the 95 % interval from 25 replies holds the true mean of a staff room of 40.

    Each room is another one: people lean one way or the other, answer twelve questions with five points, and about one
    answer in ten is missing. Who replies is left to chance.
    """
    chance = np.random.default_rng(seed)
    return sum(_holds(chance) for _ in range(draws)) / draws


def _holds(chance: np.random.Generator) -> bool:
    severities = _room(chance)
    replies = chance.choice(severities, REPLIES, replace=False)
    own = Spread(float(replies.std(ddof=1)), REPLIES - 1)
    found = mean_interval(float(replies.mean()), own, REPLIES, ROOM, alike=False)
    assert found.low is not None
    assert found.high is not None
    return found.low <= float(severities.mean()) <= found.high


def coverage_of_few(draws: int, seed: int, questions: int) -> float:
    """The share of *draws* in which the house spread's interval from 5 to 9 replies holds the true mean of a room."""
    chance = np.random.default_rng(seed)
    held = 0
    for _ in range(draws):
        people, replies = int(chance.integers(10, ROOM)), int(chance.integers(5, 10))
        severities = _room(chance, questions)[:people]
        given = chance.choice(severities, replies, replace=False)
        found = mean_interval(float(given.mean()), HOUSE_SPREAD, replies, people, alike=False)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= float(severities.mean()) <= found.high
    return held / draws


def _room(chance: np.random.Generator, count: int = QUESTIONS) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The severity of each person: the mean over discrete answers, as a school has them."""
    level, spread = chance.uniform(0.8, 3.2), chance.uniform(0.4, 1.1)
    people = chance.normal(level, spread, (ROOM, 1))
    questions = chance.normal(0, 0.4, (1, count))
    answers = np.clip(np.rint(people + questions + chance.normal(0, 0.8, (ROOM, count))), 0, POINTS - 1)
    given = chance.random((ROOM, count)) > 0.1
    return np.asarray(100 / (POINTS - 1) * (answers * given).sum(axis=1) / given.sum(axis=1).clip(1))
