"""What a new database is filled with: reference data, and the demo province."""
