"""The texts of a document, or of a part of one."""

from collections.abc import Iterator


def texts_of(part: object) -> Iterator[str]:
    """Yield every text of a document, a section or a block, in its order."""
    match part:
        case str():
            yield part
        case tuple() | list():
            for each in part:
                yield from texts_of(each)
