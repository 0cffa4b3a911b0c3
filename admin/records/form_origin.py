"""The household or person whose page a form was opened from: saving and cancelling lead back there."""

from __future__ import annotations

from typing import Any

from flask import request

from admin.records.declared_views import declared_view_of
from shared.models import Household, Person
from shared.models.base import Base

ORIGIN_MODELS: dict[str, type[Base]] = {"from_household": Household, "from_person": Person}


def origin_params(record: Household | Person) -> dict[str, Any]:
    """What an address of a form carries to lead back to the page of a record."""
    return {name: record.id for name, model in ORIGIN_MODELS.items() if isinstance(record, model)}


def current_origin_params() -> dict[str, Any]:
    """The same of the present request, for the address of the next form."""
    return {name: request.args[name] for name in ORIGIN_MODELS if name in request.args}


def origin_record() -> Any | None:
    """Whose page the present form was opened from; None for one that was opened elsewhere, or may not be read."""
    found = (declared_view_of(ORIGIN_MODELS[name]).find(key) for name, key in current_origin_params().items())
    return next((record for record in found if record is not None), None)
