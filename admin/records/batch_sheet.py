"""A list on which many records are entered at once, as its page shows it: rows, shared fields, what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from admin.records.batch_rows import BatchRow
from shared.services.doubts import doubt_key
from shared.services.figure_revisions import RevisedFigure
from shared.services.service_errors import RowFault

REASON = "reason"


@dataclass
class BatchSheet:
    """Rows, and what they share.

    `choices` is what the address chose: a cycle, a place, a year. `shared` holds the fields that count for all rows,
    as typed; `pasted` the lines that are not filled in yet; `notices` say what filling in could not take; `confirmed`
    are the keys of doubts that the user confirmed already.
    """

    choices: dict[str, Any] = field(default_factory=dict)
    rows: list[BatchRow] = field(default_factory=list)
    shared: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    pasted: str = ""
    confirmed: tuple[str, ...] = ()

    @property
    def faulty_rows(self) -> list[BatchRow]:
        """The rows that cannot be saved as they are."""
        return [row for row in self.rows if row.errors]

    @property
    def doubt_keys(self) -> list[str]:
        """What the form sends back to say which doubts the user saw."""
        return list(dict.fromkeys([*self.confirmed, *(doubt_key(*doubt) for doubt in self.doubts)]))

    @property
    def unlikely(self) -> list[str]:
        """The doubts that speak of what is entered, each once."""
        return list(
            dict.fromkeys(message for _column, message in self.doubts if not isinstance(message, RevisedFigure))
        )

    @property
    def revisions(self) -> list[str]:
        """The doubts that speak of figures of the past, each once."""
        return [message for message in self._doubt_messages if isinstance(message, RevisedFigure)]

    @property
    def _doubt_messages(self) -> list[str]:
        return list(dict.fromkeys(message for _column, message in self.doubts))

    def add_faults(self, rows: Sequence[BatchRow], faults: Sequence[RowFault], fields: Collection[str]) -> None:
        """Say what is wrong at its row; what is wrong with a shared field in all rows once, at that field."""
        for name, sentence in _shared_faults(rows, faults):
            if name == REASON or name in self.shared:
                self.errors[name] = sentence
        general_messages = set(self.errors.values())
        for fault in faults:
            rows[fault.row].add_fault(fault, fields, general_messages)
            self.doubts += fault.doubts
        for row in rows:
            row.mark_seen()  # whoever changed one meanwhile is named at it


def _shared_faults(rows: Sequence[BatchRow], faults: Sequence[RowFault]) -> set[tuple[str, str]]:
    """What is refused in every row, and the reason that is missing: each row asks for it."""
    missing = {(REASON, fault.fields[REASON]) for fault in faults if REASON in fault.fields}
    if not len(rows) == len(faults) > 1:
        return missing
    return missing | set.intersection(*(set(fault.fields.items()) for fault in faults))
