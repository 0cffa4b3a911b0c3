"""Names that a typed part, pinyin or initials may stand for: those with the very term first, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select, tuple_

from shared.access import Permission, ScopedSession
from shared.models import Level, Person
from shared.models.region import PREFIX_LENGTH
from shared.models.search_term import name_term
from shared.search_terms import is_named

PAGE = 500
END = "\U0010ffff"
"""Behind every text that begins alike."""


def find_names(session: ScopedSession, term: str) -> Iterator[list[str]]:
    """Different names with a term that begins so, in pages.

    Where the session reads a township or less and the names are many, only those that are borne there.
    """
    seen, last = set[str](), (term, "")
    while rows := _page(session, term, last):
        exact = dict.fromkeys(name for found, name in rows if found == term and name not in seen)
        others = dict.fromkeys(name for _found, name in rows if name not in seen and name not in exact)
        yield from (list(names) for names in (exact, others) if names)
        seen |= exact.keys() | others.keys()
        last = rows[-1]
        if len(rows) < PAGE:
            return
        if _reads_little(session):
            yield [name for name in _names_borne(session) if name not in seen and is_named(name, term)]
            return


def count_names(session: ScopedSession, term: str) -> int:
    """How many names there are, at most those of a page."""
    return len({name for _term, name in _page(session, term, (term, ""))})


def _page(session: ScopedSession, term: str, last: tuple[str, str]) -> list[tuple[str, str]]:
    columns = name_term.c.term, name_term.c.name
    page = select(*columns).where(tuple_(*columns) > last, name_term.c.term < term + END)
    return [(found, name) for found, name in session.connection().execute(page.order_by(*columns).limit(PAGE))]


def _reads_little(session: ScopedSession) -> bool:
    prefixes = session.actor.prefixes(Permission.REGISTRY_READ)
    return all(len(prefix) >= PREFIX_LENGTH[Level.TOWNSHIP] for prefix in prefixes)


def _names_borne(session: ScopedSession) -> list[str]:
    return sorted(session.scalars(select(Person.name).distinct()))
