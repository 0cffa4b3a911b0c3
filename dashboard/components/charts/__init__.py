"""Plotly charts, the map, sparklines and their colours."""
