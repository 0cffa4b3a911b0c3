"""Households, their members, and the spells for which they were recognised."""
