"""/admin/figures/<key>/locked: the list behind a figure as it was locked, and what has changed since."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import String, inspect

from admin.records.record_urls import record_key
from admin.request import context
from admin.site.figure_list_page import PAGE_SIZE
from admin.site.figure_list_query import FigureListQuery, requested_figure_list
from admin.site.figure_list_rows import amount_text, list_columns, load_rows, opened_by, people_of
from shared.indicators.listed_keys import ListedKey
from shared.services.month_close.locked_list import LockedList, Since, load_locked_list

BEHIND = "behind"
blueprint = Blueprint("locked_list", __name__, url_prefix="/admin/figures")


@blueprint.get("/<key>/locked")
def show(key: str) -> ResponseReturnValue:
    """One page of the locked list, what changed since first; 404 where no list was locked."""
    query = requested_figure_list(key)
    context.read_all_rows()
    locked = load_locked_list(context.session(), query.indicator, query.selection, query.extract.as_of)
    if locked is None:
        abort(404)
    begin = request.args.get(BEHIND, 0, int)
    keys = _keys(query, locked)[begin : begin + PAGE_SIZE] if begin >= 0 else abort(404)
    rows = load_rows(query.view, keys)
    if query.view.is_personal:
        filters = f"{query} locked={locked.lock.end}"
        context.audit_read(query.view.model.__tablename__, people=people_of(rows), rows=len(rows), filters=filters)
    since = dict(zip((str(key) for key in locked.keys), locked.since, strict=False))
    return render_template(
        "locked_list.html",
        query=query,
        locked=locked,
        changes=[(one, locked.count(one)) for one in Since if one is not Since.SAME and locked.count(one)],
        columns=list_columns(query.view),
        rows=[(row, opened_by(query.view, row), since.get(str(record_key(row)))) for row in rows],
        missing=len(keys) - len(rows),
        amount_text=amount_text,
        first_url=query.locked_url() if begin else "",
        next_url=query.locked_url(**{BEHIND: begin + PAGE_SIZE}) if begin + PAGE_SIZE < len(locked.keys) else "",
    )


def _keys(query: FigureListQuery, locked: LockedList) -> list[ListedKey]:
    key = inspect(query.view.model).primary_key[0]
    return [ListedKey("", str(one) if isinstance(key.type, String) else one) for one in locked.keys]
