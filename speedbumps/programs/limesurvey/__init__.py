"""LimeSurvey: write its forms and read its exports."""
