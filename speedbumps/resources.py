"""The data that is shipped with the package."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def shipped_folder(folder: str) -> Traversable:
    """Return the shipped folder named *folder*: "questionnaires", "templates" or "examples".

    It is inside an installed package, and beside the package in a checkout.
    """
    packaged = files(__package__) / "data" / folder
    if packaged.is_dir():
        return packaged
    return Path(__file__).parents[1] / folder
