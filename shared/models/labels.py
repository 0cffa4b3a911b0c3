"""What people call columns and records, as their models declare it; and the acts and areas of the trail."""

from __future__ import annotations

from babel.support import LazyProxy

from shared.locale import _
from shared.locale import lazy as _l

from .base import Base
from .columns import meaning_of

ACTIONS: dict[str, LazyProxy] = {
    "act": _l("recorded an event in a family"),
    "code": _l("created a one-time code"),
    "confirm": _l("confirmed"),
    "delete": _l("deleted"),
    "doubt": _l("confirmed an unlikely entry"),
    "end_session": _l("ended a session"),
    "export": _l("exported a file"),
    "export_list": _l("exported a short list"),
    "insert": _l("entered"),
    "password": _l("set a new password"),
    "propose": _l("submitted for approval"),
    "question": _l("raised a question about an identity number"),
    "read": _l("viewed"),
    "refuse": _l("rejected"),
    "reveal": _l("viewed an identity number"),
    "revise": _l("revised figures of past months"),
    "seal": _l("sealed the earlier audit trail"),
    "sign_in": _l("signed in"),
    "sign_in_refused": _l("failed to sign in"),
    "sign_in_slowed": _l("made too many sign-in attempts"),
    "sign_out": _l("signed out"),
    "undo": _l("undid an event in a family"),
    "update": _l("changed"),
    "withdraw": _l("withdrew"),
}

CIRCUMSTANCES: dict[str, LazyProxy] = {  # what the audit trail tells besides columns of the record
    "act": _l("Event in a family"),
    "address": _l("Network address"),
    "asked": _l("Requested"),
    "blotted": _l("Records with identity numbers masked"),
    "by": _l("Found by"),
    "created": _l("Created as well"),
    "figures": _l("Figures"),
    "filters": _l("Filters"),
    "first_break": _l("First altered event of the old chain"),
    "moved": _l("Went on in the division that follows"),
    "rows": _l("Number of records"),
    "tries": _l("Attempts"),
    "written": _l("Records written"),
}

AREAS: dict[str, LazyProxy] = {
    "approval": _l("Approval"),
    "registry": _l("Households and people"),
    "recognition": _l("Recipients"),
    "assistance": _l("Assistance"),
    "monitoring": _l("Monitoring"),
    "charity": _l("Charity"),
    "parameters": _l("Standards and parameters"),
    "statistics": _l("Published statistics"),
    "system": _l("System"),
}


def present_column(record: type[Base], column: str) -> str:
    """What a column is called now that an event of the audit trail names as it was called then."""
    return record.__former_columns__.get(column, column)


def label(record: type[Base], column: str) -> LazyProxy:
    """What people call a column of a record class, in their language. KeyError for a column without a label."""
    return record.__other_labels__.get(column) or meaning_of(record, column).label


def noun(record: type[Base]) -> LazyProxy:
    """What people call one such record."""
    return record.__labels__[0]


def nouns(record: type[Base]) -> LazyProxy:
    """What people call several of them."""
    return record.__labels__[1]


def counted(record: type[Base], count: int) -> str:
    """How many of them: `People (46)`."""
    return _("{label} ({part})").format(label=nouns(record), part=count)
