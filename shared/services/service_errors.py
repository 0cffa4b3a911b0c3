"""What a service refuses: entries that cannot be right, and edits of a record that somebody changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shared.errors import UserError
from shared.locale import _


class ValidationError(UserError):
    """Entries that cannot be right, or are in doubt.

    `fields`: a sentence by column name; "" stands for the whole record. `doubts`: (column, sentence) of what is
    unlikely; when nothing else is wrong, the person may confirm it with a reason (`shared.services.doubts`).
    """

    def __init__(self, fields: dict[str, str], doubts: Sequence[tuple[str, str]] = ()) -> None:
        self.fields, self.doubts = fields, list(doubts)
        super().__init__(" ".join([*fields.values(), *(message for _column, message in self.doubts)]))


@dataclass(frozen=True)
class RowFault:
    """What is wrong with one of many rows, counted from 0. `fields` and `doubts` as in ValidationError."""

    row: int
    fields: dict[str, str]
    doubts: Sequence[tuple[str, str]] = ()

    @property
    def message(self) -> str:
        """All sentences."""
        return " ".join([*self.fields.values(), *(message for _column, message in self.doubts)])


class BatchError(UserError):
    """Rows that cannot be saved, and so none was. `faults`: every faulty row in order.

    `announced`: what would move of figures of past months if nothing but doubts stood in the way.
    """

    def __init__(self, faults: Sequence[RowFault], total: int) -> None:
        self.faults, self.total = list(faults), total
        self.announced: Sequence[tuple[str, str]] = ()
        first_fault = self.faults[0]
        template = _("{n} of {total} rows cannot be saved, so none were. Row {row}: {message}")
        super().__init__(
            template.format(n=len(faults), total=total, row=first_fault.row + 1, message=first_fault.message)
        )


class DependentRecordsError(ValidationError):
    """A record cannot go out of use: others rest on it, by kind (`shared.services.checks.dependents`)."""

    def __init__(self, dependents: Sequence[Any]) -> None:
        self.dependents = dependents
        template = _("Other records still depend on this one. Void them first: {names}.")
        super().__init__({"": template.format(names=_(", ").join(map(str, dependents)))})


class EditConflictError(UserError):
    """The record was saved after it was opened. `fields`: column name → (your value, the saved one), if they differ."""

    def __init__(self, fields: dict[str, tuple[Any, Any]]) -> None:
        self.fields = fields
        if fields:
            super().__init__(
                _("Someone else changed this record while you were editing it. Compare the values and choose.")
            )
        else:
            super().__init__(_("The record has already been saved with the same entries. There is nothing left to do."))
