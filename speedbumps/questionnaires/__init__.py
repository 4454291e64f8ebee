"""Read questionnaires: from files to an instrument that is ready to be asked and scored."""
