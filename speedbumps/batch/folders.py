"""What each school's folder is called: safe on every system, and the same whoever else is there."""

import re
import unicodedata
from hashlib import sha256

LONGEST = 60
"""Characters of a folder's name, before the mark that keeps two apart."""

KEPT = re.compile(
    r"^(con|prn|aux|nul|com\d|lpt\d)$",
)
"""Names that Windows keeps for itself."""


def folder_of(school: str) -> str:
    """The name of the folder of the school with this id.

    A name that had to be changed bears a mark made from the whole id, so that no two schools share a folder.
    """
    plain = unicodedata.normalize("NFKD", school.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    if slug == school and not KEPT.match(slug):
        return slug
    mark = sha256(school.encode()).hexdigest()[:8]
    return f"{slug or 'school'}-{mark}"
