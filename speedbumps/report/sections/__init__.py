"""The sections of a school's report: each is a function in a module of its own, from a View to a Section."""
