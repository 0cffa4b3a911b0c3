"""Residents of townships whose divisions changed since their residents were counted: the sum of the parts, or none.

A number of residents speaks of the township as it was when it was entered. From the day others became part of it until
a new number is in force, the numbers of all of them together are its own; where villages came or went, nobody knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.clock import Period
from shared.locale.localised import localised_name
from shared.models import Region, ResidentPopulation

from .catalogue import MEASURES, UNDIMENSIONED_MEASURES
from .cell_columns import Cells
from .followed_divisions import FollowedDivisions
from .keys_in_cube import keys_in_cube

Rows = dict[str, list[tuple[date, date | None]]]


class ResidentsOfParts:
    """Read only where divisions changed; for all others their own number stands."""

    def __init__(self, session: Session, codes: Collection[str]) -> None:
        """Read for these regions."""
        self._followed = FollowedDivisions.load(session, codes)
        self._changed = [code for code in codes if self._followed.changes(code)]
        self.former = sorted({one for code in self._changed for one in self._followed.all_former(code)} - {*codes})
        read = [*self._changed, *self.former]
        self._since = _load_days(session, read) if read else {}
        self._regions = _load_regions(session, read) if read else {}

    def parts(self, code: str, day: date) -> tuple[str, ...] | None:
        """The townships whose numbers make up that of one on a day; itself where its own does, None where none do."""
        if code not in self._changed:
            return (code,)
        found = self._parts(code, day)
        return None if found is None else tuple(sorted(found))

    def _parts(self, code: str, day: date) -> set[str] | None:
        since = max((first for first, last in self._since.get(code, ()) if _holds(first, last, day)), default=None)
        begun = self._regions[code][0]

        def is_later(on: date) -> bool:
            """Whether a change came after what the number speaks of; what never had one speaks of its beginning."""
            return on <= day and (begun <= on if since is None else since < on)

        if any(is_later(on) for _other, on in self._followed.moves.get(code, ())):
            return None
        joined = [(one, on) for one, on in self._followed.former.get(code, ()) if is_later(on)]
        is_new = since is None and any(on == begun for _one, on in joined)  # nobody was counted there before
        found = set[str]() if is_new else {code}
        for one, on in joined:
            parts = self._parts(one, on)
            if parts is None:
                return None
            found |= parts
        return found

    def names(self, parts: Iterable[str]) -> tuple[str, ...]:
        """What they are called."""
        return tuple(self._regions[code][1] for code in parts)

    def sum_up(self, cells: Cells, times: Iterable[Period], today: date) -> None:
        """Put the sums in the place of the numbers of the townships alone."""
        sums = {}
        for measure, code, time in product(UNDIMENSIONED_MEASURES, self._changed, times):
            parts = self.parts(code, min(time.end, today))
            if parts != (code,):
                key = measure, "", keys_in_cube(MEASURES[measure], time, today)[0]
                sums[key, code] = (None, "") if parts is None else cells.sum_of_parts(key, parts)
        for (key, code), (residents, status) in sums.items():
            cells.put(key, code, residents, status)


def _holds(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or last > day)


def _load_days(session: Session, codes: list[str]) -> Rows:
    columns = ResidentPopulation.region_code, ResidentPopulation.valid_from, ResidentPopulation.valid_to
    in_use = ResidentPopulation.retired_on.is_(None), ResidentPopulation.region_code.in_(codes)
    found: Rows = defaultdict(list)
    for code, first, last in session.connection().execute(select(*columns).where(*in_use)):
        found[code].append((first, last))
    return found


def _load_regions(session: Session, codes: list[str]) -> dict[str, tuple[date, str]]:
    """Since when each township stands, and what it is called."""
    query = select(Region.code, Region.valid_from, Region.name, Region.name_en).where(Region.code.in_(codes))
    return {code: (begun, localised_name(name, name_en)) for code, begun, name, name_en in session.execute(query)}
