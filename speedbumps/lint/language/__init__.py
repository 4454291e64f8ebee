"""What rules need to know of texts: which people read, how hard they are to read, and what joins two questions."""
