"""What can be done for a household or a person, each with what is known already filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from admin.records.declared_views import declared_view_of
from admin.records.form_origin import origin_params
from admin.request import context
from admin.request.actions import ViewAction, action_permission
from shared.models import Household, Person
from shared.models.base import Base
from shared.services.moved_families import has_moved_away


@dataclass(frozen=True)
class Act:
    """A button: what it says, and where it leads."""

    label: str
    url: str


@dataclass(frozen=True)
class ActsFrom:
    """Acts that lead back to the page of `origin`; what the user may not do in `region_code` is left out.

    A family that has moved away is only read.
    """

    origin: Household | Person
    region_code: str

    def new(self, model: type[Base], label: str, **known: Any) -> Iterator[Act]:
        """A new record, with what is known of it."""
        if self._may(model, ViewAction.CREATE):
            yield Act(label, self._url(model, "create_view", known))

    def edit(self, model: type[Base], label: str, key: int, field: str = "") -> Iterator[Act]:
        """A change of a record, at one of its fields."""
        if self._may(model, ViewAction.EDIT):
            yield Act(label, self._url(model, "edit_view", {"id": key, "_anchor": field or None}))

    def page(
        self, model: type[Base], label: str, name: str, key: int | None = None, *, leads_back: bool = False
    ) -> Iterator[Act]:
        """A page of the origin's own, or of the record with a key, by the name of its endpoint.

        `leads_back`: when done it leads to the page of the origin, not of the record.
        """
        view = declared_view_of(model)
        permission = view.page_permission(name)  # type: ignore[attr-defined]
        if has_moved_away(self.origin):
            return
        if permission is not None and context.actor().has_permission(permission, self.region_code):
            back = origin_params(self.origin) if leads_back else {}
            yield Act(label, url_for(f"{view.endpoint}.{name}", id=self.origin.id if key is None else key, **back))

    def _may(self, model: type[Base], action: ViewAction) -> bool:
        view = declared_view_of(model)
        permission = action_permission(action, view.area)
        is_possible = action in view.actions and not has_moved_away(self.origin)
        return is_possible and context.actor().has_permission(permission, self.region_code)

    def _url(self, model: type[Base], name: str, known: dict[str, Any]) -> str:
        return url_for(f"{declared_view_of(model).endpoint}.{name}", **known, **origin_params(self.origin))
