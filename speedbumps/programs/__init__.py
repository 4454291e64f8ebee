"""How each survey program lays out its exports."""
