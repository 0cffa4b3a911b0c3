"""Lists of records: searched, narrowed by filters, paged by key."""

from __future__ import annotations

from collections.abc import Iterator

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.fields import normalise_text
from admin.records.bulk_act import acts_for
from admin.records.cell_display import sortable_columns
from admin.records.file_links import build_file_links
from admin.records.list_query import requested_list
from admin.records.record_urls import ListUrls
from admin.records.saved_views_page import SavedViewsPage
from admin.records.search import MAX_TYPED_LENGTH
from admin.records.view_declaration import COLUMN, ViewDeclaration
from admin.request import context, params
from admin.request.actions import ViewAction, expose_action
from admin.request.view_registry import view_of
from shared.identity_text import contains_identity_number, holds_whole_number
from shared.locale import _
from shared.models import Person
from shared.services import identities, subjects


class ListPage:
    """The page that shows several records, and the search that leads to it."""

    def __init__(self, view: ViewDeclaration, saved_views_page: SavedViewsPage) -> None:
        self.view, self.saved_views_page = view, saved_views_page
        self.urls = ListUrls(view.is_chosen, has_default_status=bool(view.default_status))
        self.sortable = sortable_columns(view.model, view.list_columns)

    @expose_action("/", ViewAction.LIST)
    def index_view(self) -> ResponseReturnValue:
        """One page of the list."""
        view, query = self.view, requested_list(self.view)
        rows = query.page()
        view.preload_rows(rows.rows)
        if view.is_personal:
            people = subjects.people_in(context.session(), rows.rows)
            context.audit_read(
                view.model.__tablename__, people=people, rows=len(rows.rows), filters=params.audit_text()
            )
        if params.ignored_params():
            query.remarks.append(params.ignored_params_message())
        files = build_file_links(view, query, rows.total) if rows.rows else None
        return render_template(
            "list.html",
            admin_view=view,
            list_page=self,
            page=rows,
            query=query,
            params=query.params,
            chips=query.chips(),
            files=files,
            saved_views=self.saved_views_page.links(),
            bulk_acts=acts_for(rows.rows, view.possible_bulk_acts()) if rows.rows else [],
        )

    @expose_action("/search", ViewAction.LIST, ("POST",))
    def search(self) -> ResponseReturnValue:
        """Search and filter without an address: an identity number leads to its person, all else to the list."""
        context.use_read_only_session()
        view, text = self.view, normalise_text(request.form.get("q", ""))[:MAX_TYPED_LENGTH]
        filters = list(self._submitted_filters())
        if contains_identity_number(text) and view.is_personal and view_of(Person).may(ViewAction.LIST):
            person = identities.find(context.session(), text, context.deployment().sealer)
            details = {"record_id": str(person.id), "people": [person.id]} if person else {"record_id": "", "rows": 0}
            context.audit_read(Person.__tablename__, by="identity number", **details)
            if person is not None:
                return redirect(view.search_result_url(person))
            if not view.number_search_column or holds_whole_number(text):
                flash(_("No one with this identity number is registered in your regions."))
                text = ""
        return redirect(url_for(".index_view", **params.encode_params([*filters, ("q", text)], view.is_chosen)))

    def _submitted_filters(self) -> Iterator[tuple[str, str]]:
        """The filters that were sent, as far as this list has them, and how it was sorted."""
        for list_filter in self.view.filters:
            for name in list_filter.param_names:
                yield from ((name, list_filter.to_param(normalise_text(value))) for value in request.form.getlist(name))
        yield from ((name, request.form.get(name, "")) for name in ("sort", "page_size"))
        yield from ((COLUMN, name) for name in request.form.getlist(COLUMN))
