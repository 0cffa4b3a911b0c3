"""Overview: what needs attention."""
