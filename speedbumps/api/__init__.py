"""What analysts call from Python: scores as data frames, and drawings of them."""
