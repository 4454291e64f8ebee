"""The version of speedbumps and its address.

The version is written nowhere else: the package is built from it too. The address is that of pyproject.toml.
"""

__version__ = "0.1.0"

HOMEPAGE = "https://github.com/OWNER/speedbumps"
