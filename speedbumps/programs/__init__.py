"""Survey programs: what each can carry, how its forms are written, and how its exports are recognised."""
