"""Divisions that ended and whose successors somebody is in charge of: what was before stays in the same hands."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from shared.models import Level, Region
from shared.models.region import PREFIX_LENGTH, prefix_of

FOLLOWED = select(Region.code, Region.successor_code).where(Region.successor_code.is_not(None))


def load_former_divisions(connection: Connection, regions: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Prefix of each former division, and its successor, which lies in one of the regions; nothing that these contain.

    Read only for who works in a township or village: the counties hold both.
    """
    prefixes = {prefix_of(code) for code in regions}
    if not any(len(prefix) > PREFIX_LENGTH[Level.COUNTY] for prefix in prefixes):
        return ()
    successors: dict[str, str] = {row.code: row.successor_code for row in connection.execute(FOLLOWED)}
    own = tuple(prefixes)
    pairs = ((code, later) for code in successors for later in _chain(successors, code) if later.startswith(own))
    return tuple(sorted({(prefix_of(code), later) for code, later in pairs if not code.startswith(own)}))


def _chain(successors: dict[str, str], code: str) -> Iterable[str]:
    """The divisions that follow one another."""
    seen = {code}
    while (code := successors.get(code, "")) and code not in seen:
        seen.add(code)
        yield code
