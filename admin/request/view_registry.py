"""The views of the application, found by their kind of record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Protocol, cast

from babel.support import LazyProxy
from flask import current_app

from admin.request.actions import ViewAction
from shared.access import ScopedSession
from shared.models.base import Base

EXTENSION = "suzhu_views"


class View(Protocol):
    """What forms and the pages of the site ask of a view."""

    model: ClassVar[type[Base]]
    section: ClassVar[str]
    menu_page: ClassVar[str]
    search_help: ClassVar[LazyProxy | str]
    endpoint: str

    @property
    def is_personal(self) -> bool:
        """Whether the records are about people or families."""

    @property
    def lookup_help(self) -> LazyProxy | str:
        """What may be typed into a lookup of such records."""

    @property
    def label(self) -> str:
        """What one record is called."""

    @property
    def label_plural(self) -> str:
        """What several records are called."""

    def may(self, action: ViewAction) -> bool:
        """Whether the user may do this with such records somewhere."""

    def page_permission(self, name: str) -> str | None:
        """The permission that a page needs; None for a page that is not there."""

    def retire(self, session: ScopedSession, record: Any, reason: str, version: int | None) -> None:
        """Take a record out of use, as records of this kind are."""

    def find(self, key: str) -> Any | None:
        """The record with this key, inside the scope."""

    def find_for_lookup(self, text: str, limit: int = ..., **params: Any) -> list[Any]:
        """Records in use that fit a typed text."""

    def suggest(self, text: str, limit: int, **params: Any) -> tuple[list[Any], bool]:
        """What a lookup offers for a text, and whether there is more."""

    def lookup_label(self, record: Any) -> str:
        """How a lookup writes a record."""

    def get_url(self, endpoint: str) -> str:
        """The address of an endpoint."""


def register_views(views: Iterable[View]) -> dict[type[Base], View]:
    """The views by their kind of record, as `view_of` and `views` read them."""
    return {view.model: view for view in views}


def view_of(model: type[Base]) -> View:
    """The view of a kind of record."""
    return cast("View", current_app.extensions[EXTENSION][model])


def views() -> list[View]:
    """The views of all kinds of record, in the order of the menu."""
    return list(current_app.extensions[EXTENSION].values())
