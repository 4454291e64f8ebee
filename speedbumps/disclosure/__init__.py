"""Disclosure control: nobody's answers can be derived from what is shown, directly or by subtraction.

Roles that are too small to be shown alone are merged into cells before anything is scored, and a question counts for a
cell only if all of its roles are asked it. So every figure is a sum over whole cells with equal weights inside each
cell, and no linear combination of figures isolates a part of a cell. Whether a statistic of a cell may be shown then
depends on how many of the cell's people it rests on.

`assign_cells()` merges the roles. `decide()` takes the numbers of people behind all figures of a school, never their
answers, and returns its Decisions; an Audit shows a figure only if they say so. `cohorts` decides the same for numbers
of schools: which figures of schools together may be shown beside one another, and how exactly.
"""
