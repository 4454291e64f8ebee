"""Lists in messages are short."""

import pytest

from speedbumps.text import list_some


@pytest.mark.parametrize(
    ("names", "listed", "uncounted"),
    [
        ([], "", ""),
        (["oak"], "oak", "oak"),
        (["oak", "elm"], "oak, elm", "oak, elm"),
        (["oak", "elm", "ash"], "oak, elm and 1 more", "oak, elm and others"),
        (["oak", "elm", *["ash"] * 1_200], "oak, elm and 1,200 more", "oak, elm and others"),
    ],
)
def test_of_many_names_the_first_are_listed(names: list[str], listed: str, uncounted: str) -> None:
    assert listed == list_some(names, 2)
    assert uncounted == list_some(names, 2, counted=False)
