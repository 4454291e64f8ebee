"""From answers to the one frozen Audit. There is no other way to make one."""

from speedbumps.audit.making import Wish, audits

__all__ = ["Wish", "audits"]
