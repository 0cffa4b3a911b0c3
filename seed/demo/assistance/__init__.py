"""Special and temporary assistance, and benefit payments."""
