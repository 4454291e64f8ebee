"""From problems to what people read of them."""
