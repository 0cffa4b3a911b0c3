"""Sections of pages: each reads the figures of one question and draws its finding, chart, table and files."""
