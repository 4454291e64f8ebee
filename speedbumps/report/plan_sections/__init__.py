"""The sections of the hand-out of a school's plan."""
