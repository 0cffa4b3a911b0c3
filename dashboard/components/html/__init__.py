"""Pieces of HTML: header, cards, tables, bars, notices, links to files."""
