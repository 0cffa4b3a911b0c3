"""Published statistics: one section of the menu."""
