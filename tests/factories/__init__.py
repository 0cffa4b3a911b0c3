"""Small functions that make records for tests. What a test does not name is filled with something plausible."""
