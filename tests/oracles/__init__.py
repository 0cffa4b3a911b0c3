"""Oracles of the figures: slow, in plain Python, from the definitions, sharing nothing with the engine."""
