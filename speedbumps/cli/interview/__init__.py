"""From a sitting to what somebody sees of it, and from what that person does to the next step."""
