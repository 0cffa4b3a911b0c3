"""The view of one kind of record: it declares what its pages show and holds those pages.

A concrete view is a list of names: the model, its actions, and which columns are listed, filtered, shown, edited.
What a view does not allow does not exist; the scope is the session's. Flask-Admin gives the menu entry, the address
and the blueprint; its own pages for models are not used: they reach any row by id, count everything and believe the
browser.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from flask import Blueprint
from flask_admin import Admin, BaseView

from admin.records.bulk_page import BulkPage
from admin.records.detail_page import DetailPage
from admin.records.edit_pages import EditPages
from admin.records.list_page import ListPage
from admin.records.lookup_page import LookupPage
from admin.records.saved_views_page import SavedViewsPage
from admin.records.versions_page import VersionsPage
from admin.records.view_declaration import ViewDeclaration
from admin.request.actions import Route, ViewAction, action_permission, find_pages
from shared.models.base import resource_name
from shared.models.labels import AREAS


class RecordView(ViewDeclaration, BaseView):
    """The pages of one kind of record. A method of the view that is marked as a page stands beside or for them."""

    detail_page_class: ClassVar[type[DetailPage]] = DetailPage

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "section" not in vars(cls):
            cls.section = cls.__module__.split(".")[-2]  # the folder that the view stands in

    def __init__(self) -> None:
        self.area = self.area or self.model.__area__
        self.lookup_page = LookupPage(self)
        self.detail_page = self.detail_page_class(self)
        self.edit_pages = EditPages(self, self.detail_page)
        self.versions_page = VersionsPage(self, self.detail_page)
        self.saved_views_page = SavedViewsPage(self)
        self.list_page = ListPage(self, self.saved_views_page)
        self.bulk_page = BulkPage(self)
        acts = [page(self.detail_page) for page in self.act_pages]
        pages = find_pages(
            self.lookup_page,
            self.list_page,
            self.detail_page,
            self.edit_pages,
            self.versions_page,
            self.saved_views_page,
            self.bulk_page,
            *acts,
            self,
        )
        self.pages = {name: page for name, page in pages.items() if _route(page).action in self.actions}
        self._default_view = "index_view"
        resource = resource_name(self.model)
        super().__init__(
            name=self.label_plural, category=AREAS[self.section], endpoint=resource, url=resource.replace("_", "-")
        )

    def create_blueprint(self, admin: Admin) -> Blueprint:
        """Register the pages of the allowed actions, and no others."""
        blueprint: Blueprint = super().create_blueprint(admin)
        for name, page in self.pages.items():
            blueprint.add_url_rule(_route(page).url, name, page, methods=list(_route(page).methods))
        return blueprint

    def page_permission(self, name: str) -> str | None:
        """The permission that a page of this view needs; None for a page that is not there."""
        if name not in self.pages:
            return None
        route = _route(self.pages[name])
        return str(route.permission) if route.permission is not None else action_permission(route.action, self.area)

    def is_accessible(self) -> bool:
        """Whether the menu offers it."""
        return self.may(ViewAction.LIST)


def _route(page: Callable[..., Any]) -> Route:
    return page.route  # type: ignore[attr-defined]
