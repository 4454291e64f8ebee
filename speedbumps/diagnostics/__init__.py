"""Problems in files: codes, places, manual pages and summaries."""
