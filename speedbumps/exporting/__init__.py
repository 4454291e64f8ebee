"""From a questionnaire to the forms of other survey programs, so that their exports come home by id."""
