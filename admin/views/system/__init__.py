"""Accounts, roles, sessions, audit trail: one section of the menu."""
