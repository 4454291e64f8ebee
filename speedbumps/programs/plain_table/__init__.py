"""Plain tables: write templates to type answers into, and read tables of answers."""
