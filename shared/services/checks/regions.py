"""Codes of regions nest: the code says the level, and the parent is its prefix (GB/T 2260)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.access import ScopedSession
from shared.locale import _
from shared.models import Level, Region
from shared.models.region import level_of, path_of

CODE = re.compile(r"[1-9][0-9]{5}([0-9]{3}([0-9]{3})?)?")


def check(session: ScopedSession, region: Region) -> Iterator[tuple[str, str]]:
    """Code, level, parent and dates agree; a successor stands."""
    if not CODE.fullmatch(region.code):
        yield "code", _("A code has 6, 9 or 12 digits.")
        return
    if level_of(region.code) != region.level:
        yield "level", _("The code stands for another level.")
    parent = None if region.level == Level.PROVINCE else path_of(region.code)[-2]
    if region.parent_code != parent:
        yield "parent_code", _("By its code the region lies in {parent}.").format(parent=parent or "–")
    if region.valid_to and region.valid_to <= region.valid_from:
        yield "valid_to", _("The end is the first day it no longer stands: it must come after the beginning.")
    successor = session.get(Region, region.successor_code) if region.successor_code else None
    if region.successor_code and (successor is None or successor.valid_to or successor.code == region.code):
        yield "successor_code", _("The successor must be another region that stands.")
