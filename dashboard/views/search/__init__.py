"""Search: regions, figures and terms by name."""
