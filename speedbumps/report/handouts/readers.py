"""Who a hand-out is for. This loads nothing else, since the help of commands needs it."""

from enum import StrEnum


class Reader(StrEnum):
    """Who a hand-out is for."""

    governors = "governors"
    staff = "staff"
    letters = "letters"
