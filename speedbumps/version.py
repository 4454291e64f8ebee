"""The version of speedbumps: the only place where it is written, from which the package is built too."""

__version__ = "0.1.0"
