"""Standards, legal parameters, code lists, regions: one section of the menu."""
