"""From files of answers to one frame, with every mistake at its row and column."""
