"""Measurements of our work beside a plain peer's, in one run: `make bench`. They print and never fail."""
