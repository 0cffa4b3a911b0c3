"""Files out: figures and records as CSV."""
