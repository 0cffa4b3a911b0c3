"""Figures: declared once, counted by one engine into the cube, read from there by every screen and file."""
