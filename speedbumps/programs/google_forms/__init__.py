"""Google Forms: write its forms and read its exports."""
