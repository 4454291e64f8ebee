"""How long plans of visits take: python benchmarks/exchange.py [SCHOOLS ...] [--areas N] [--seed N].

Prints a Markdown table. The schools are made up, and the same for the same seed: 16 facets of 45 ± 15 points, of which
part is the school's own and part the facet's, intervals of 5 to 12 points on either side, two visits each way, places
within 100 kilometres in each area. Two promises: 500 schools within 10 seconds, and 2,000 within 2 minutes.
"""

import argparse
import time

import numpy as np

from speedbumps.cohort.exchange import Exchange, plan_exchange
from speedbumps.cohort.visit_value import FacetSeverity, Participant

FACETS = tuple(f"facet-{number}" for number in range(16))
BUMP = 50.0
AREA = 600
"""Schools in an area."""

WITHIN, BETWEEN, FACETS_APART = 12.0, 7.0, 5.0
"""Standard deviations: of a school's facets, of schools, and of facets; together they make 15."""


def cohort(schools: int, seed: int, areas: int) -> list[Participant]:
    """Schools that are made up, in as many areas."""
    chance = np.random.default_rng(seed)
    means = 45 + chance.normal(0, FACETS_APART, len(FACETS)) + chance.normal(0, BETWEEN, (schools, 1))
    severity = np.clip(means + chance.normal(0, WITHIN, (schools, len(FACETS))), 0, 100)
    half = chance.uniform(5, 12, severity.shape)
    low, high = np.maximum(severity - half, 0), np.minimum(severity + half, 100)
    places = chance.uniform(0, 100, (schools, 2))
    figures = np.stack([severity, low, high], axis=2).tolist()
    return [
        Participant(
            id=f"S{number:05}",
            heights={name: FacetSeverity(*three) for name, three in zip(FACETS, row, strict=True)},
            place=(place[0] + 100 * (number % areas), place[1]),
            area=f"area-{number % areas:02}",
        )
        for number, (row, place) in enumerate(zip(figures, places.tolist(), strict=True))
    ]


def row(schools: int, seed: int, areas: int | None) -> str:
    """One line of the table."""
    parties = cohort(schools, seed, areas or max(1, schools // AREA))
    start = time.perf_counter()
    plan = plan_exchange(parties, BUMP, FACETS)
    return f"| {schools:,} | {plan.blocks} | {time.perf_counter() - start:.1f} | {_told(plan)} |"


def _told(plan: Exchange) -> str:
    gap = (plan.bound - plan.gain) / plan.bound if plan.bound else 0.0
    mutual = sum(visit.mutual for visit in plan.visits)
    return f"{len(plan.visits):,} | {mutual:,} | {plan.gain:,.1f} | {plan.bound:,.1f} | {gap:.4%}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("schools", type=int, nargs="*", default=[500, 2_000])
    parser.add_argument("--areas", type=int)
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    print("| schools | blocks | seconds | visits | of them mutual | gain | bound | gap |")
    print("| --: | --: | --: | --: | --: | --: | --: | --: |")
    for schools in given.schools:
        print(row(schools, given.seed, given.areas), flush=True)
