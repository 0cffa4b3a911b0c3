"""The pages that every kind of record has: list, detail, form, lookup, files."""
