"""Who reads figures without access to the records behind them: for these, small counts are not shown (抑制)."""

from __future__ import annotations

from functools import lru_cache

from .actor import Actor
from .permissions import Action, Permission, permission_for
from .roles import CASE_FILES, PERMISSIONS, Role

OPENING = (Permission.FIGURES_LIST, *(permission_for(area, Action.READ) for area in CASE_FILES))
"""Whoever holds one of these in a region may look up who is counted there."""


def opening_roles() -> list[Role]:
    """The roles that hold one of them, in the order of the roles."""
    return [role for role in Role if PERMISSIONS[role] & frozenset(OPENING)]


@lru_cache(maxsize=256)
def open_prefixes(actor: Actor) -> tuple[str, ...]:
    """Prefixes of the regions whose true counts somebody sees."""
    return tuple(sorted({prefix for permission in OPENING for prefix in actor.prefixes(permission)}))


def is_open_to(actor: Actor, region_code: str) -> bool:
    """Whether somebody sees the true counts of a region: the lists or the case records there are open to them."""
    return region_code.startswith(open_prefixes(actor))
