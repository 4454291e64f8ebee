"""What the program for people without Python starts: the menu after a double click, else the command that is named."""

import sys
from multiprocessing import freeze_support

from speedbumps.cli import main

if __name__ == "__main__":
    freeze_support()  # a batch starts this program again for each of its workers
    main(sys.argv[1:] or ["start"])
