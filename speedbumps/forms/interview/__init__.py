"""From a questionnaire to what one person is asked, and from that person's answers to a file of them."""
