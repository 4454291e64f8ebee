"""The sections of the page about many schools: each is a function in a module of its own."""
