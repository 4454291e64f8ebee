"""What changed in a school from one round to the next."""
