"""Persons and households: one section of the menu."""
