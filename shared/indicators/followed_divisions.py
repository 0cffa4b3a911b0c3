"""Townships that became part of others, and villages that changed their township without it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access.actor import in_subtrees
from shared.locale.localised import localised_name
from shared.models import Level, Region
from shared.models.region import PREFIX_LENGTH

TOWNSHIP = PREFIX_LENGTH[Level.TOWNSHIP]
MAX_COUNTIES = 10  # of more of them the whole province is read: few divisions are followed by others
Followed = dict[str, list[tuple[str, date]]]
"""By township others, each with a day."""


@dataclass
class FollowedDivisions:
    """`former`: townships that became part of one as a whole. `names`: what townships are called.

    `moves`: townships to which villages of one went, or from which they came, while it stayed what it was.
    """

    former: Followed = field(default_factory=lambda: defaultdict(list))
    moves: Followed = field(default_factory=lambda: defaultdict(list))
    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session, codes: Collection[str]) -> FollowedDivisions:
        """Those of the counties in which the townships among some regions lie: one look for all."""
        found, counties = (
            cls(),
            sorted({code[: PREFIX_LENGTH[Level.COUNTY]] for code in codes if len(code) == TOWNSHIP}),
        )
        columns = (Region.code, Region.name, Region.name_en, Region.successor_code, Region.valid_to)
        followed = in_subtrees(Region.code, tuple(counties)), Region.successor_code.is_not(None)
        query = select(*columns).where(*followed, Region.valid_to.is_not(None)).order_by(Region.code)
        rows: Any = session.execute(query).all() if counties else ()
        whole = {(row.code, row.successor_code, row.valid_to) for row in rows if len(row.code) == TOWNSHIP}
        for former, later, day in sorted(whole):
            found.former[later].append((former, day))
        found.names = {row.code: localised_name(row.name, row.name_en) for row in rows if len(row.code) == TOWNSHIP}
        moves = {(row.code[:TOWNSHIP], row.successor_code[:TOWNSHIP], row.valid_to) for row in rows}
        for one, other, day in sorted(moves - whole):
            if one != other:
                found.moves[one].append((other, day))
                found.moves[other].append((one, day))
        return found

    def all_former(self, code: str) -> list[str]:
        """The townships that one follows, directly or by others between."""
        found: list[str] = []
        waiting = [code]
        while waiting:
            direct = [former for former, _day in self.former.get(waiting.pop(), ()) if former not in (code, *found)]
            found += direct
            waiting += direct
        return sorted(found)

    def mixed_days(self, code: str, own: Collection[str]) -> Iterator[date]:
        """When villages came to a township, or went from it, and the other township is none of its `own`."""
        return (day for other, day in self.moves.get(code, ()) if other not in own)

    def changes(self, code: str) -> list[date]:
        """When a township became another one: villages or whole townships came or went."""
        of_others = [day for pairs in self.former.values() for former, day in pairs if former == code]
        return [*of_others, *(day for _other, day in (*self.former.get(code, ()), *self.moves.get(code, ())))]

    def is_same(self, code: str, since: date, until: date) -> bool:
        """Whether a township was the same one all the time: only then its figures are compared."""
        return not any(since < day <= until for day in self.changes(code))
