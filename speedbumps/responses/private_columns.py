"""Headings of columns that may tell who somebody is."""

import re

IDENTIFYING = re.compile(
    r"^(your|staff|first|last|sur|full|given|family|recipient)?[\s_]*name$|^initials$|^staff member$"
    r"|^(respondent[\s_]*)?id$|e-?mail|^ip([\s_]?addr.*)?$|ipaddress|token|^timestamp$"
    r"|^(start|completion|submission|submit|end|last modified)[\s_]*(time|date)$"
    r"|latitude|longitude|^phone|date of birth|^dob$",
    re.IGNORECASE,
)
