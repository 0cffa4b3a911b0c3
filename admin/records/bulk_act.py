"""What can be done with several records of a list at once: declared once a view, done by `bulk_page`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel.support import LazyProxy

from admin.request.actions import ViewAction
from admin.request.view_registry import view_of
from shared.access import ScopedSession
from shared.locale import _
from shared.locale import lazy as _l
from shared.models.base import Base
from shared.services import records
from shared.services.service_errors import ValidationError

Values = dict[str, Any]


@dataclass(frozen=True)
class BulkAct:
    """One act. `columns` are entered once for all records, which are set to what was entered.

    `fields_of`: the kind of record that the columns are of, where the act makes such records instead.
    `helps`: what their fields explain, in place of what the form of one record explains.
    `excluded`: values that are not offered, because only other acts set them.
    `refusal` says why a record does not take part, in a sentence; empty when it does. `change` does it with one record,
    which was shown with a version; without one the columns are changed.
    """

    key: str
    label: LazyProxy
    columns: tuple[str, ...] = ()
    refusal: Callable[[Any], str] = lambda _record: ""
    change: Callable[[ScopedSession, Any, Values, int | None], object] | None = None
    action: ViewAction = ViewAction.EDIT
    fields_of: type[Base] | None = None
    helps: Mapping[str, LazyProxy] = field(default_factory=dict)
    excluded: Collection[str] = ()

    def do(self, session: ScopedSession, record: Any, values: Values, version: int | None) -> None:
        """Do it with one record, through the services; ValidationError where it is refused."""
        if (sentence := self.refusal(record)) != "":
            raise ValidationError({"": sentence})
        if self.change is not None:
            self.change(session, record, values, version)
        else:
            records.update(session, record, values, version)


def refuse_void(record: Any) -> str:
    """Why a voided record takes no part."""
    return _("The record is void.") if record.retired_on is not None else ""


def setting(key: str, label: LazyProxy, *columns: str, refusal: Callable[[Any], str] = refuse_void) -> BulkAct:
    """An act that sets columns of records in use to what is entered once."""
    return BulkAct(key, label, columns, lambda record: refuse_void(record) or refusal(record))


def acts_for(rows: Iterable[Any], acts: Sequence[BulkAct]) -> list[BulkAct]:
    """Those of some acts that rows of a list may take part in: what is void is restored, all else is not."""
    found = {row.retired_on is not None for row in rows} if acts else set()
    return [act for act in acts if (act is RESTORE) in found]


VOID = BulkAct(
    "void",
    _l("Void"),
    change=lambda session, record, _values, version: view_of(type(record)).retire(
        session, record, session.reason, version
    ),
    action=ViewAction.RETIRE,
)
RESTORE = BulkAct(
    "restore",
    _l("Restore"),
    change=lambda session, record, _values, version: records.restore(session, record, session.reason, version),
    action=ViewAction.RETIRE,
)
