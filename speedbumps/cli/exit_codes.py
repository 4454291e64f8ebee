"""What the exit code of a command says."""

CLEAN, BAD_FILES, MISUSE = 0, 1, 2
"""All is well; there are mistakes in files; the call is wrong, or a file is not there or cannot be written."""

INTERRUPTED, READER_GONE = 130, 141
"""Ctrl-C, and a reader of the output that has left: a shell has these codes for the two signals."""
