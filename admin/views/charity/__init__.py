"""Charity programmes and their deliveries: one section of the menu."""
