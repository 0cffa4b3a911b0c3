"""The rows of each table, made from what was drawn."""
