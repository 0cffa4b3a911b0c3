"""Charity programmes: promised, delivered, late."""
