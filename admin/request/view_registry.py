"""The views of the application, found by their kind of record."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol, cast

from flask import current_app

from admin.request.actions import ViewAction
from shared.models.base import Base


class View(Protocol):
    """What one view may ask of another."""

    record: ClassVar[type[Base]]
    section: ClassVar[str]
    endpoint: str
    search_help: ClassVar[Any]

    @property
    def noun(self) -> str:
        """What one record is called."""

    @property
    def nouns(self) -> str:
        """What several records are called."""

    @property
    def key(self) -> Any:
        """The primary key."""

    def may(self, verb: ViewAction) -> bool:
        """Whether the user may do this with such records somewhere."""

    def permission(self, name: str) -> str:
        """The permission that a page needs."""

    def query(self) -> Any:
        """All records the session may see."""

    def in_use(self) -> tuple[Any, ...]:
        """Conditions: not taken out of use."""

    def found(self, text: str, most: int = ..., **narrowed: Any) -> list[Any]:
        """Records in use that fit a typed text."""

    def offered(self, record: Any) -> str:
        """How a lookup writes a record."""

    def find(self, key: str) -> Any | None:
        """The record with this key, inside the scope."""

    def page_of(self, record: Base) -> str:
        """The address of the page of a record."""

    def get_url(self, endpoint: str) -> str:
        """The address of an endpoint."""


def register_views(views: list[Any]) -> dict[type[Base], Any]:
    """The views by their kind of record, for `view_of` and `views`."""
    return {view.record: view for view in views}


def view_of(record: type[Base]) -> View:
    """The view of a kind of record."""
    return cast("View", current_app.extensions["suzhu_views"][record])


def views() -> list[View]:
    """The views of all kinds of record, in the order of the menu."""
    return list(current_app.extensions["suzhu_views"].values())
