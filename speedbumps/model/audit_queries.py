"""Queries on the results of an audit."""

from speedbumps.model.audit import BarrierResult, FacetResult

Target = BarrierResult | FacetResult
"""A result that has a score and can be a bump."""


def barrier_targets(barrier: BarrierResult) -> tuple[Target, ...]:
    """Return the barrier, followed by its facets."""
    return (barrier, *barrier.facets)
