"""The views of the application as the pages of other views know them."""

from __future__ import annotations

from typing import cast

from admin.records.view_declaration import ViewDeclaration
from admin.request.view_registry import view_of, views
from shared.models.base import Base


def declared_view_of(model: type[Base]) -> ViewDeclaration:
    """The view of a kind of record."""
    return cast("ViewDeclaration", view_of(model))


def declared_views() -> list[ViewDeclaration]:
    """The views of all kinds of record, in the order of the menu."""
    return cast("list[ViewDeclaration]", views())
