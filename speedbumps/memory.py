"""Results that are remembered for as long as the value that they are about, and no longer.

A cache of a module would keep people's answers after the call in which they were read.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, TypeVarTuple

Memory = dict[tuple[Callable[..., object], tuple[object, ...]], Any]  # the results of any function
"""What memoize() remembers: the result of a function for its arguments after the first."""

Arguments = TypeVarTuple("Arguments")

Result = TypeVar("Result")


class Owner(Protocol):
    """A value that remembers what was worked out about it."""

    @property
    def memory(self) -> Memory: ...


OwnerT = TypeVar("OwnerT", bound=Owner)


def memoize(function: Callable[[OwnerT, *Arguments], Result]) -> Callable[[OwnerT, *Arguments], Result]:
    """Call *function* once for the same arguments, and remember the result in the first of them.

    The others must be hashable, and no result may refer to the first argument, so that it is freed at once.
    """

    @wraps(function)
    def recall(owner: OwnerT, *arguments: *Arguments) -> Result:
        memory, place = owner.memory, (function, arguments)
        if place not in memory:
            memory[place] = function(owner, *arguments)
        result: Result = memory[place]
        return result

    return recall
