"""The interview in the terminal: from a session to what the person sees, and from input to the next step."""
