"""Coverage: who receives assistance, where, and how that changes."""
