"""The name of each school's folder: valid on every system, and independent of the other schools."""

import re
import unicodedata
from hashlib import sha256

LONGEST = 60
"""Characters of a folder's name, before the digest that keeps two names apart."""

KEPT = re.compile(
    r"^(con|prn|aux|nul|com\d|lpt\d)$",
)
"""Names that Windows reserves."""


def folder_name(school: str) -> str:
    """Return the name of the folder of the *school* with this id.

    A name that had to be changed ends in a digest of the whole id, so that no two schools share a folder.
    """
    plain = unicodedata.normalize("NFKD", school.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    if slug == school and not KEPT.match(slug):
        return slug
    mark = sha256(school.encode()).hexdigest()[:8]
    return f"{slug or 'school'}-{mark}"
