"""Remember results for as long as the value that they are about exists, and no longer.

A cache at module level would keep people's answers after the call in which they were read.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, TypeVarTuple

Memory = dict[tuple[Callable[..., object], tuple[object, ...]], Any]  # the results of any function
"""The results that memoize() remembers, by the function and its arguments after the first."""

Arguments = TypeVarTuple("Arguments")

Result = TypeVar("Result")


class Owner(Protocol):
    """A value that holds the results that were computed from it."""

    @property
    def memory(self) -> Memory: ...


OwnerT = TypeVar("OwnerT", bound=Owner)


def memoize(function: Callable[[OwnerT, *Arguments], Result]) -> Callable[[OwnerT, *Arguments], Result]:
    """Wrap *function* so that it is called once for the same arguments, and its result is kept in the first of them.

    The other arguments must be hashable. No result may refer to the first argument, so that it is freed at once.
    """

    @wraps(function)
    def recall(owner: OwnerT, *arguments: *Arguments) -> Result:
        memory, place = owner.memory, (function, arguments)
        try:  # hashing the arguments once, since most results are known
            known: Result = memory[place]
        except KeyError:
            pass
        else:
            return known
        found = memory[place] = function(owner, *arguments)
        return found

    return recall
