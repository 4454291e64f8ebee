"""From a questionnaire to one HTML file that asks it: offline, without a library, to be filled in and handed in."""
