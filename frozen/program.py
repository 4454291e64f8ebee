"""What the program for people without Python starts: the menu after a double click, else the command that is named."""

import sys
from multiprocessing import freeze_support

from speedbumps.cli import main

if __name__ == "__main__":
    freeze_support()  # a batch, and a check of many files, start this program again for each of their processes
    main(sys.argv[1:] or ["start"])
