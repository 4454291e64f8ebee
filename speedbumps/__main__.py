"""`python -m speedbumps`, for places where the command is not on the path."""

from speedbumps.cli import main

main()
