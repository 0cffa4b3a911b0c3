"""Bulk loading of rows into an empty database, SQLite or PostgreSQL."""
