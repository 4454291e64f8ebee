"""The data that travels with the package."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def shipped(folder: str) -> Traversable:
    """The folder of shipped data called *folder*: "questionnaires", "templates" or "examples".

    In an installed package it lies inside; in a checkout, beside it.
    """
    packaged = files(__package__) / "data" / folder
    if packaged.is_dir():
        return packaged
    return Path(__file__).parents[1] / folder
