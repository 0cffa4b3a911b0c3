"""Methodology: what each indicator means and where it comes from."""
