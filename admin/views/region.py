"""Regions."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from flask import request
from sqlalchemy import false, or_

from admin import current, places
from admin.base import SecureView
from admin.doors import Verb
from admin.paging import Order
from shared.access.actor import inside
from shared.access.permissions import editing
from shared.locale import lazy as _l
from shared.models import Level, Region

CODE = re.compile(r"(?<![0-9])([1-9][0-9]{5}(?:[0-9]{3}(?:[0-9]{3})?)?)\s*$", re.ASCII)
MOST_OFFERED = 20


class RegionView(SecureView):
    """Administrative divisions. They are closed with a last day and a successor, never taken out of use."""

    record, section, area = Region, "parameters", "regions"
    verbs = frozenset(Verb) - {Verb.RETIRE}
    column_list = ("code", "name", "name_en", "level", "kind", "valid_from", "valid_to")
    column_filters = ("level", "parent_code", "kind", "is_zone", "valid_from", "valid_to")
    form_columns = (
        "code",
        "name",
        "name_en",
        "level",
        "kind",
        "parent_code",
        "is_zone",
        "valid_from",
        "valid_to",
        "successor_code",
        "source",
    )
    search_numbers, search_names = "code", "name"
    search_help = _l("Name or code, from its first characters")
    summary = ("code", "level", "kind", "parent_code", "valid_from", "valid_to")
    column_details_list = form_columns

    @cached_property
    def usual_order(self) -> Order:
        """Along the codes."""
        return Order((Region.code,))

    def find(self, key: str) -> Any | None:
        """The region with this code."""
        return current.session().get(Region, key) if CODE.fullmatch(key) else None

    def lookup_arguments(self) -> dict[str, Any]:
        """Which records the region is for, and the levels they belong to."""
        return {"area": request.args.get("area", ""), "levels": request.args.getlist("level")}

    def found(self, text: str, area: str = "", levels: Any = (), **_narrowed: Any) -> list[Any]:
        """Regions that stand, of these levels, in which the person may work with records of the area."""
        query, order = self.query(), self.usual_order
        if code := CODE.search(text):
            query = query.where(Region.code == code[1])
        else:
            query, order = self.searched(query.where(Region.valid_to.is_(None)), text, order)
        if levels:
            query = query.where(Region.level.in_([level for level in levels if level in set(Level)]))
        if area:
            prefixes = current.actor().prefixes(editing(area))
            query = query.where(or_(false(), inside(Region.code, prefixes)))
        return list(current.session().scalars(query.order_by(*order.sorting(forward=True)).limit(MOST_OFFERED)))

    def offered(self, record: Any) -> str:
        """Path and code."""
        return f"{places.path(record.code)} {record.code}"
