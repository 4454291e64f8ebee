"""From a questionnaire and answers to a report on what slows improvement in a school.

For analysts: `speedbumps.score(answers)` takes answers and returns data frames of scores.
"""

from speedbumps.version import __version__ as __version__

# Not imported from typing, which loads slowly; type checkers know the name. The frame library loads slowly too, and
# --version does without it, so names are imported when they are first used.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from speedbumps.api import Scores as Scores
    from speedbumps.api import score as score
    from speedbumps.diagnostics.problem import BadFilesError as BadFilesError
    from speedbumps.diagnostics.problem import NoSuchError as NoSuchError
    from speedbumps.diagnostics.problem import Problem as Problem

__all__ = ["BadFilesError", "NoSuchError", "Problem", "Scores", "__version__", "score"]

if not TYPE_CHECKING:  # else type checkers would take any name for one of this package
    _MODULES = {
        "BadFilesError": "speedbumps.diagnostics.problem",
        "NoSuchError": "speedbumps.diagnostics.problem",
        "Problem": "speedbumps.diagnostics.problem",
        "Scores": "speedbumps.api",
        "score": "speedbumps.api",
    }

    def __getattr__(name: str) -> object:
        """Return a name of the public API, and import its module."""
        if name not in _MODULES:
            raise AttributeError(f"module 'speedbumps' has no attribute '{name}'")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(_MODULES[name]), name)
        return value

    def __dir__() -> list[str]:
        """Return the names of the public API with those that are there anyway."""
        return sorted({*globals(), *__all__})
