"""Every kind of file that brings records, by its key."""

from __future__ import annotations

from shared.record_import.import_kind import ImportKind

from .grants import PAYMENTS, SPECIAL_ASSISTANCE, TEMPORARY_ASSISTANCE
from .monitoring import VILLAGE_MECHANISMS
from .recognition import RECOGNITIONS

KINDS: dict[str, ImportKind] = {
    kind.key: kind
    for kind in (RECOGNITIONS, PAYMENTS, SPECIAL_ASSISTANCE, TEMPORARY_ASSISTANCE, VILLAGE_MECHANISMS)
}
