"""Early warnings and what follows them: one section of the menu."""
