"""Hand-outs of one sheet: for governors, for all staff, and letters to those who can lower the rest."""
