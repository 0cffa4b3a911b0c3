"""Widgets: they take data, never a session."""
