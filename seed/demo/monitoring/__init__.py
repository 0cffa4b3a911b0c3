"""Warnings, their outcomes, and the assistance that followed."""
