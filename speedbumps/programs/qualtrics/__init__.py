"""Qualtrics: read its exports."""
