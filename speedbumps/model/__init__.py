"""The values that everything else passes around: frozen, and without behaviour of their own."""
