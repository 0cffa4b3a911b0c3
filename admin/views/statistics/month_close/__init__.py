"""Pages on which months are submitted, checked and locked."""
