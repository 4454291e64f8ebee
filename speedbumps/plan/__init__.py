"""Suggest what to do about bumps, and what first."""
