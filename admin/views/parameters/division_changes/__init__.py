"""Pages on which townships and villages are merged, split and renamed."""
