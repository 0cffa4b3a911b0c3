"""Slow plain-Python twins of the figures: loops over rows, written from the definitions, sharing nothing with them."""
