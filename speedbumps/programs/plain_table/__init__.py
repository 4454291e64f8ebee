"""Tables to type answers into, and tables that hold them."""
