"""The pages of each kind of record: one folder a section of the menu, one module a kind."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from admin.records.record_view import RecordView
from shared.models.labels import AREAS


def _find_views() -> Iterator[type[RecordView]]:
    """Every view class defined in a module of this package."""
    for module in walk_packages(__path__, f"{__name__}."):
        for member in vars(import_module(module.name)).values():
            if isinstance(member, type) and issubclass(member, RecordView) and member.__module__ == module.name:
                yield member


def _menu_order(view: type[RecordView]) -> tuple[int, int, str]:
    return list(AREAS).index(view.section), view.menu_position, view.__name__


VIEWS: tuple[type[RecordView], ...] = tuple(sorted(_find_views(), key=_menu_order))
