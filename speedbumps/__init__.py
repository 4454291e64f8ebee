"""Score questionnaires on what slows improvement in schools, and report on them.

For analysts: `speedbumps.score(answers)` takes answers and returns data frames of scores, of which `draw_road` and
`draw_heat_map` make drawings, and `chart_road` and `chart_heat_map` charts.
"""

from speedbumps.version import __version__ as __version__

# Not imported from typing, which loads slowly; type checkers know the name. Polars loads slowly too, and --version does
# not need it, so names are imported when they are first used.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from speedbumps.api.drawings import Drawing as Drawing
    from speedbumps.api.drawings import chart_heat_map as chart_heat_map
    from speedbumps.api.drawings import chart_road as chart_road
    from speedbumps.api.drawings import draw_heat_map as draw_heat_map
    from speedbumps.api.drawings import draw_road as draw_road
    from speedbumps.api.scores import Scores as Scores
    from speedbumps.api.scores import score as score
    from speedbumps.diagnostics.problem import BadFilesError as BadFilesError
    from speedbumps.diagnostics.problem import NoSuchError as NoSuchError
    from speedbumps.diagnostics.problem import Problem as Problem

__all__ = [
    "BadFilesError",
    "Drawing",
    "NoSuchError",
    "Problem",
    "Scores",
    "__version__",
    "chart_heat_map",
    "chart_road",
    "draw_heat_map",
    "draw_road",
    "score",
]

if not TYPE_CHECKING:  # else type checkers would accept any name as one of this package
    _MODULES = {
        "BadFilesError": "speedbumps.diagnostics.problem",
        "NoSuchError": "speedbumps.diagnostics.problem",
        "Problem": "speedbumps.diagnostics.problem",
        "Scores": "speedbumps.api.scores",
        "chart_heat_map": "speedbumps.api.drawings",
        "chart_road": "speedbumps.api.drawings",
        "draw_heat_map": "speedbumps.api.drawings",
        "draw_road": "speedbumps.api.drawings",
        "Drawing": "speedbumps.api.drawings",
        "score": "speedbumps.api.scores",
    }

    def __getattr__(name: str) -> object:
        """Import the module of a name of the public API, and return what the name stands for."""
        if name not in _MODULES:
            raise AttributeError(f"module 'speedbumps' has no attribute '{name}'")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(_MODULES[name]), name)
        return value

    def __dir__() -> list[str]:
        """Return the names of the public API and those of this module."""
        return sorted({*globals(), *__all__})
