"""The schema of the database, step by step, up and down, for SQLite and PostgreSQL alike."""
