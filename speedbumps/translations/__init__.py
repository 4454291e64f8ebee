"""Files in which a questionnaire is translated: how far they are, and how translators' programs exchange them."""
