"""Read answers: from the files that the user names to one set of answers, ready to be scored."""
