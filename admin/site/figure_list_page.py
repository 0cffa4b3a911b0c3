"""/admin/figures/<key>/rows: the list behind a figure, for whoever may open it; written down like every reading."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from admin.records.pagination import MAX_COUNTED
from admin.request import context
from admin.site.figure_list_query import AFTER, requested_edge, requested_figure_list
from admin.site.figure_list_rows import amount_text, list_columns, load_rows, opened_by, people_of
from shared.indicators.figure_lists import load_total
from shared.indicators.listed_keys import load_keys

PAGE_SIZE = 50
blueprint = Blueprint("figure_list", __name__, url_prefix="/admin/figures")


@blueprint.get("/<key>/rows")
def show(key: str) -> ResponseReturnValue:
    """One page of the list, in order of place."""
    query = requested_figure_list(key)
    context.read_all_rows()
    edge, total = requested_edge(), load_total(context.session(), query.selection, MAX_COUNTED)
    keys = load_keys(context.session(), query.selection, PAGE_SIZE + 1, edge) if total.rows else []
    rows, view = load_rows(query.view, keys[:PAGE_SIZE]), query.view
    if view.is_personal:
        table, people = view.model.__tablename__, people_of(rows)
        context.audit_read(table, people=people, rows=len(rows), filters=str(query))
    last = keys[PAGE_SIZE - 1] if len(keys) > PAGE_SIZE else None
    return render_template(
        "figure_list.html",
        query=query,
        total=total,
        columns=list_columns(view),
        rows=[(row, opened_by(view, row)) for row in rows],
        first_url=query.url() if edge else "",
        amount_text=amount_text,
        locked_url=query.locked_url() if query.has_locked_list else "",
        next_url=query.url(**{AFTER: f"{last.region}-{last.key}"}) if last else "",
    )
