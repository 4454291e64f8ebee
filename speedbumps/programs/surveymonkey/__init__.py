"""SurveyMonkey: read its exports."""
