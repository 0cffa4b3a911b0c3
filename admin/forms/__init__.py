"""Fields and forms, built from the columns of a record."""
