"""Read tables: from files of any kind to sheets of cells."""
