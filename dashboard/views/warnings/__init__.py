"""Warnings: who was flagged, verified and assisted, and how fast."""
