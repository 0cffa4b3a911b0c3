"""Payments, special and temporary assistance: one section of the menu."""
