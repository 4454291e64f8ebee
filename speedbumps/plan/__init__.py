"""From bumps to what to do first."""
