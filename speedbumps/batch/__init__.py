"""From many schools' answers to a folder of reports, which is picked up where it was left."""
