"""Sections that several pages show, and what they load."""
