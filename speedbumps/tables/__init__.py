"""Read the tables in files of any kind as sheets of cells."""
