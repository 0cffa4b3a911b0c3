"""Regions whose name, or whose names on the way to it, hold the words that were searched for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from dashboard.page_context import PageContext
from dashboard.page_query import elapsed_days
from dashboard.region_navigation import REGION_COLUMNS, RegionRef, to_region_ref
from shared.access import Permission
from shared.access.actor import in_subtrees
from shared.models import Level, Region
from shared.models.region import existed_on, path_of
from shared.search_terms.texts import fold_name, is_named

MOST_VILLAGES, MOST_FOREIGN = 20, 3
LEVELS = list(Level)


class RegionIndex:
    """The regions down to the township that somebody may see statistics of, by every name they are known by."""

    def __init__(self, context: PageContext) -> None:
        prefixes = context.session.actor.prefixes(Permission.FIGURES_READ)
        self._session = context.session
        self._conditions = (
            in_subtrees(Region.code, prefixes),
            *existed_on(*elapsed_days(context.period, context.as_of)),
        )
        rows = self._session.execute(
            select(*REGION_COLUMNS).where(Region.level != Level.VILLAGE, *self._conditions).order_by(Region.code)
        ).all()
        self.regions = {row.code: to_region_ref(*row) for row in rows}
        self._names = {row.code: (row.name, row.name_en or "") for row in rows}

    def is_named(self, code: str, word: str) -> bool:
        """Whether a region is called so: by a part of its name, its pinyin or the initials of it, or by its code."""
        term = fold_name(word)
        return code == word or any(term and is_named(name, term) for name in self._names.get(code, ()))

    def find(self, words: Sequence[str]) -> list[RegionRef]:
        """Regions that one of the words names, and the others too or a region around it; the widest first."""
        found = [region for code, region in self.regions.items() if self._matches(code, words)]
        return sorted(found, key=lambda region: (LEVELS.index(region.level), region.code))

    def find_villages(self, word: str) -> list[RegionRef]:
        """Villages with a word of at least two characters in their name."""
        if len(word) < 2:
            return []
        statement = select(*REGION_COLUMNS).where(
            Region.level == Level.VILLAGE, Region.name.contains(word, autoescape=True), *self._conditions
        )
        rows = self._session.execute(statement.order_by(Region.code).limit(MOST_VILLAGES))
        return [to_region_ref(*row) for row in rows]

    def find_foreign(self, words: Sequence[str]) -> list[str]:
        """Names of the widest regions that the reader may not see and that all words name: names are public."""
        statement = select(*REGION_COLUMNS).where(Region.level != Level.VILLAGE, Region.valid_to.is_(None))
        rows = [row for row in self._session.execute(statement.order_by(Region.code)) if row.code not in self.regions]
        self._names |= {row.code: (row.name, row.name_en or "") for row in rows}
        found = [to_region_ref(*row) for row in rows if all(self.is_named(row.code, word) for word in words)]
        widest = min((region.level for region in found), key=LEVELS.index, default=None)
        return [region.name for region in found if region.level == widest][:MOST_FOREIGN]

    def describe_path(self, region: RegionRef) -> str:
        """The names of the regions that a region is part of, the nearest last."""
        above = [code for code in path_of(region.code)[:-1] if code in self.regions]
        return " › ".join(self.regions[code].name for code in above)

    def _matches(self, code: str, words: Sequence[str]) -> bool:
        path = path_of(code)
        own = [word for word in words if self.is_named(code, word)]
        return bool(own) and all(word in own or any(self.is_named(c, word) for c in path) for word in words)
