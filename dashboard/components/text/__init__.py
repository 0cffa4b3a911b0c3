"""Numbers, symbols and rankings as text."""
