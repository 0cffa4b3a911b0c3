"""How records and their values are written on a page."""
