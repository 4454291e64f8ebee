"""Many schools together: families of similar schools, visits between schools, and what all of them say."""
