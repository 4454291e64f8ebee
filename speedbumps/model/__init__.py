"""The frozen values that all other packages share, and questions about them."""
