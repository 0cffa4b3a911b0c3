"""The one base of all pages about records. What a view does not allow does not exist; scope is the session's.

A concrete view is a list of names: the record, its verbs, and which columns are listed, filtered, shown, edited.
Flask-Admin's own pages for models are not opened: they reach any row by id, count everything and believe the browser.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from flask_admin import Admin
from flask_admin.model import BaseModelView
from wtforms import Form

from admin.records.edit_pages import Editing
from admin.request import context
from admin.request.actions import ViewAction, required_permission
from shared.models import Level, Region
from shared.models.base import Base
from shared.models.labels import AREAS, noun, nouns
from shared.models.region import PREFIX_LENGTH


class RecordView(Editing, BaseModelView):
    """Pages of one kind of record.

    `verbs` is empty until a view names them; `area` names the permissions, `section` the part of the menu (the folder
    that the view stands in), `menu_position` the place there.
    """

    record: ClassVar[type[Base]]
    verbs: ClassVar[frozenset[ViewAction]] = frozenset()
    section: ClassVar[str]
    menu_position: ClassVar[int] = 100
    area: ClassVar[str] = ""
    _urls: list[tuple[str, str, Any]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "section" not in vars(cls):
            cls.section = cls.__module__.split(".")[-2]

    def __init__(self) -> None:
        table, part = self.record.__tablename__, AREAS[self.section]
        self.area = self.area or self.record.__area__  # type: ignore[misc]
        super().__init__(
            self.record, name=nouns(self.record), category=part, endpoint=table, url=table.replace("_", "-")
        )

    def create_blueprint(self, admin: Admin) -> Any:
        """Register the pages of the allowed verbs, and no others."""
        self._urls = [found for found in self._urls if self._is_open(found[1])]
        return super().create_blueprint(admin)

    def _is_open(self, name: str) -> bool:
        return getattr(getattr(self, name), "verb", None) in self.verbs

    def permission(self, name: str) -> str:
        """The permission that a page of this view needs."""
        return required_permission(getattr(self, name), self.area)

    def may(self, verb: ViewAction) -> bool:
        """Whether the person may do this with such records somewhere."""
        pages = {ViewAction.LIST: "index_view", ViewAction.READ: "details_view", ViewAction.CREATE: "create_view"}
        pages |= {ViewAction.EDIT: "edit_view", ViewAction.RETIRE: "retire_view"}
        if verb not in self.verbs or not context.actor().has_permission(self.permission(pages[verb])):
            return False
        return verb is not ViewAction.CREATE or self._has_place(context.actor().prefixes(self.permission(pages[verb])))

    def _has_place(self, prefixes: tuple[str, ...]) -> bool:
        """Whether such a record can stand in one of these subtrees; one without a place belongs to a province."""
        is_placed = self.record is Region or "region_code" in self.record.__mapper__.columns
        levels = self.record.__levels__ or tuple(Level) if is_placed else (Level.PROVINCE,)
        return any(len(prefix) <= PREFIX_LENGTH[level] for prefix in prefixes for level in levels)

    def is_accessible(self) -> bool:
        """Whether the menu offers it."""
        return self.may(ViewAction.LIST)

    def _handle_view(self, name: str, **_kwargs: Any) -> None:
        """Nothing to ask here: `guard.check_door` stands before every page, with this view's `permission`."""

    def _run_view(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a page once: Flask-Admin would run it again after a TypeError."""
        return fn(self, *args, **kwargs)

    @property
    def noun(self) -> str:
        """What one such record is called."""
        return str(noun(self.record))

    # What Flask-Admin asks of a model view when it is made.

    def scaffold_list_columns(self) -> list[str]:
        """The columns of the list are named by each view."""
        return list(self.column_list)

    def scaffold_sortable_columns(self) -> dict[str, str]:
        """As named."""
        return {name: name for name in self.column_sortable_list}

    def scaffold_form(self) -> type[Form]:
        """Forms are made when they are needed (`form_class`)."""
        return Form

    def init_search(self) -> bool:
        """Whether there is a search box."""
        return self.has_search

    def get_filters(self) -> None:
        """Filters are our own (`filters`)."""

    def get_sortable_columns(self) -> dict[str, str]:
        """As named."""
        return self.scaffold_sortable_columns()
