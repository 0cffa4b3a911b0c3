"""Recognition as a household in need: one section of the menu."""
