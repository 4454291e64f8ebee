"""What may be shown: nobody's answers can be had, neither directly nor by subtraction.

Roles that are too small to stand alone are put together into cells before anything is scored, and a question counts for
a cell only if all of its roles are asked it. So every figure is a sum over whole cells with equal weights inside each
cell, and no linear combination of figures reaches a part of one. What one cell may show of one statistic then depends
on how many of its people that statistic holds.
"""
