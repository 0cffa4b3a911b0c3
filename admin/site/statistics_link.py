"""The way back to the statistics: to the region and period of where the reader came from, or of what is on screen."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Response, request, session

from admin.records.region_filter import RegionFilter
from admin.records.view_declaration import ViewDeclaration
from admin.request import context, params
from shared.access import Permission
from shared.clock import Period
from shared.models import Region
from shared.models.base import Base
from shared.models.columns import is_region
from shared.models.region import prefix_of
from shared.patterns import REGION_CODE

REGION, PERIOD = "region", "period"


def remember_region_and_period(answer: Response) -> Response:
    """After a page whose address names both, as links of the statistics do: kept in the cookie of the panel."""
    region, period = (request.args.get(name, "") for name in (REGION, PERIOD))
    if answer.status_code == HTTPStatus.OK and _may_open(region) and _is_period(period):
        session[REGION], session[PERIOD] = region, period
    return answer


def statistics_link(record: Any = None, view: Any = None) -> str:
    """The address of the statistics; `record` and `view`: what the page shows, if it is one record, or a list.

    The region a list is narrowed to goes first; then the one the reader came from, unless the record lies outside of
    it; then that of the record; at last the reader's own.
    """
    region = _region_of_record(record) if isinstance(record, Base) else _narrowed_to(view) or _region_before()
    region = region or context.actor().default_region(Permission.FIGURES_READ) or ""
    pairs = {REGION: region, PERIOD: session.get(PERIOD, "")}
    return f"/?{urlencode({name: value for name, value in pairs.items() if value})}"


def _region_of_record(record: Base) -> str:
    before, own = _region_before(), next(filter(_may_open, _regions_of(record)), "")
    return before if before and own.startswith(prefix_of(before)) else own or before


def _regions_of(record: Base) -> Iterator[str]:
    """The region a record is, or those it names."""
    if isinstance(record, Region):
        yield record.code
    for column in record.__mapper__.columns:
        if is_region(type(record), column.key):
            yield getattr(record, column.key) or ""


def _narrowed_to(view: Any) -> str:
    """The region that a list is filtered by; nothing for other pages."""
    if not isinstance(view, ViewDeclaration):
        return ""
    names = (one.name for one in view.filters if isinstance(one, RegionFilter))
    return next((code for name in names if _may_open(code := params.query_params().get(name, ""))), "")


def _region_before() -> str:
    """The region the reader came from, if its statistics are open to them; on a shared browser they may not be."""
    region = str(session.get(REGION, ""))
    return region if _may_open(region) else ""


def _may_open(region: str) -> bool:
    actor = context.actor_or_none()
    is_code = REGION_CODE.fullmatch(region) is not None
    return actor is not None and is_code and actor.has_permission(Permission.FIGURES_READ, region)


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True
