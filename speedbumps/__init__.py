"""From a questionnaire and answers to a report on what slows improvement in a school.

For analysts: `speedbumps.score(people)` takes a frame of answers and gives frames of scores.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:  # the frame library loads slowly, and --version does without it; so does typing
    from speedbumps.analysing import Scores as Scores
    from speedbumps.analysing import score as score

__version__ = "0.1.0"

__all__ = ["Scores", "__version__", "score"]


def __getattr__(name: str) -> object:
    """What analysts use, loaded when they do."""
    if name in {"Scores", "score"}:
        from importlib import import_module

        return getattr(import_module("speedbumps.analysing"), name)
    raise AttributeError(f"module 'speedbumps' has no attribute '{name}'")
