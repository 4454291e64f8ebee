"""Templates that a user brings: a page around the report, a style sheet, a logo, and the look of Word documents."""
