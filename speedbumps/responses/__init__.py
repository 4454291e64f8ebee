"""Read answers: from the files that somebody names to one set of answers, ready to be scored."""
