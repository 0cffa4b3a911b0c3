"""Regions compared: where each stands by any figure."""
