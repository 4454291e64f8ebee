"""Find names that are given twice, and names that refer to nothing."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.rules import Fault
from speedbumps.diagnostics.suggestions import did_you_mean, find_only_match


class KnownNames(NamedTuple):
    """The names of all things of one kind."""

    kind: str
    """What the things are called in messages, such as question."""
    names: Collection[str]


def repeated_names(here: Route, names: Iterable[str], kind: str, key: str | None = "id") -> Iterator[Fault]:
    """Yield a fault for each of *names* that equals an earlier one, whatever its capital letters.

    The names are those of the items of the list at *here*, each under *key* of its item, or the item itself if *key*
    is None.
    """
    first: set[str] = set()
    for place, name in enumerate(names):
        if name.casefold() in first:
            route = (*here, place) if key is None else (*here, place, key)
            yield Fault(route, f"the {key or kind} '{name}' is taken by an earlier {kind}")
        first.add(name.casefold())


def unknown_name(
    route: Route, name: str, known: KnownNames, beside: Collection[str] = (), *, at_key: bool = False
) -> Iterator[Fault]:
    """Yield a fault at *route* if *name* is not *known*.

    The fault has the likeliest name as its fix, unless that name stands *beside* it already.
    """
    names = list(known.names)
    if name not in names:
        # A facet is named in full, time.delay; its last part alone is the likeliest slip.
        full = [each for each in names if each.endswith(f".{name}")]
        meant = full[0] if len(full) == 1 else find_only_match(name, names)
        yield Fault(
            route,
            f"there is no {known.kind} '{name}'"
            + (f"; did you mean '{full[0]}'?" if full else did_you_mean(name, names)),
            at_key=at_key,
            fix=None if meant in beside else meant,
        )
