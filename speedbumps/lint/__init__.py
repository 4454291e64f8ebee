"""From files to what is wrong in them: every kind of file, every check, all mistakes at once."""
