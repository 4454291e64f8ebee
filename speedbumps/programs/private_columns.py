"""What may identify somebody: headings of columns, and words that few people wrote."""

import re

IDENTIFYING = re.compile(
    r"^(your|staff|first|last|sur|full|given|family|recipient)?[\s_]*name$|^initials$|^staff member$"
    r"|^(respondent[\s_]*)?id$|e-?mail|^ip([\s_]?addr.*)?$|ipaddress|token|^timestamp$"
    r"|^(start|completion|submission|submit|end|last modified)[\s_]*(time|date)$"
    r"|latitude|longitude|^phone|date of birth|^dob$",
    re.IGNORECASE,
)

LEAST_CELLS = 5
"""The least number of cells that must contain a word before it is shown; a rare word may identify somebody."""
