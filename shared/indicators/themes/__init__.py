"""Declarations by theme. A new figure is one Measure (if none counts it yet) and one Indicator."""
