"""From names to those that are given twice, and those that nothing bears."""

from collections.abc import Collection, Iterable, Iterator

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Fault
from speedbumps.diagnostics.suggestions import did_you_mean, surely_meant


def repeated(here: Route, names: Iterable[str], kind: str, key: str | None = "id") -> Iterator[Fault]:
    """A fault for each of the *names* that an earlier one equals; each stands under *key* of its place below *here*."""
    first: set[str] = set()
    for place, name in enumerate(names):
        if name.casefold() in first:
            route = (*here, place) if key is None else (*here, place, key)
            yield Fault(route, f"the {key or kind} '{name}' is taken by an earlier {kind}")
        first.add(name.casefold())


def unknown(  # noqa: PLR0913 - a place, a name, and what is known of both
    route: Route, name: str, known: Iterable[str], kind: str, beside: Collection[str] = (), *, at_key: bool = False
) -> Iterator[Fault]:
    """A fault where *name* is not *known*. What stands *beside* it already is not put there a second time."""
    names = list(known)
    if name not in names:
        # A facet is named in full, time.delay; its last part alone is the likeliest slip.
        full = [each for each in names if each.endswith(f".{name}")]
        meant = full[0] if len(full) == 1 else surely_meant(name, names)
        yield Fault(
            route,
            f"there is no {kind} '{name}'" + (f"; did you mean '{full[0]}'?" if full else did_you_mean(name, names)),
            at_key=at_key,
            fix=None if meant in beside else meant,
        )
