"""Many schools together: families of schools, who could help whom, and what all of them say."""
