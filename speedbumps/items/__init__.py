"""From the answers of a pilot to how each question behaved: for whoever writes a questionnaire."""

from speedbumps.items.build import LEAST, PilotTooSmallError, analyse_items

__all__ = ["LEAST", "PilotTooSmallError", "analyse_items"]
