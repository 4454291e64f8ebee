"""ODK and KoboToolbox: write its forms and read its exports."""
