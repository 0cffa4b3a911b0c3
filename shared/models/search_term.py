"""Terms by which people are found quickly: of each name that somebody bears, of the addresses of each village.

They are no records: they lead to names and to villages, never to a person, and what is found there is read in the
scope of the session.
"""

from __future__ import annotations

from sqlalchemy import Column, MetaData, String, Table

from shared.person_names import MAX_NAME_LENGTH
from shared.search_terms import MAX_TERM_LENGTH

from .base import Base
from .columns import prefix_searchable

TERMS = MetaData(naming_convention=Base.metadata.naming_convention)

name_term = Table(
    "name_term",
    TERMS,
    Column("term", prefix_searchable(MAX_TERM_LENGTH), primary_key=True),
    Column("name", String(MAX_NAME_LENGTH), primary_key=True),
    sqlite_with_rowid=False,
)

address_term = Table(
    "address_term",
    TERMS,
    Column("term", prefix_searchable(MAX_TERM_LENGTH), primary_key=True),
    Column("region_code", String(12), primary_key=True),
    sqlite_with_rowid=False,
)
