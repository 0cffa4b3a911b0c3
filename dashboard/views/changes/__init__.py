"""What changed since the month before."""
