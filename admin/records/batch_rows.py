"""The rows of a list on which many records are entered at once: what was typed in each, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from flask import request

from admin.records.batch_cells import format_cell, parse_cell
from admin.request import params
from shared.locale import _
from shared.models.base import Base
from shared.parsing import to_plain_text
from shared.parsing.parse_error import ParseError
from shared.services.batch_parts import BatchEntry
from shared.services.service_errors import RowFault

TICKED = "y"
ORIGINAL = "original"  # before the name of a field: what it held when the list was opened


@dataclass
class BatchRow:
    """One row. `subject` is what it is about; `record` stands there already, if any.

    By field: what is `stored` now, what was `typed`, what the list showed when it was opened (`original`).
    """

    key: str
    subject: Any
    record: Any = None
    stored: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    original: dict[str, str] = field(default_factory=dict)
    version: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    @classmethod
    def of_record(cls, key: str, subject: Any, record: Any | None, columns: Iterable[str]) -> BatchRow:
        """A row in which a record of these columns stands, or none yet."""
        row = cls(key, subject, record)
        if record is not None:
            row.stored = {name: format_cell(record, name) for name in columns}
            row.mark_seen()
        return row

    def mark_seen(self) -> None:
        """From now on the user has seen what is stored."""
        self.original, self.version = dict(self.stored), "" if self.record is None else str(self.record.version)

    def field_name(self, name: str) -> str:
        """What a field of the row is called in the form."""
        return f"{name}-{self.key}"

    def text(self, name: str) -> str:
        """What stands in a field: as typed, else as stored."""
        return self.typed.get(name, self.stored.get(name, ""))

    def is_ticked(self, name: str) -> bool:
        """Whether a box of the row is ticked."""
        return self.text(name) == TICKED

    def read(self, fields: Iterable[str]) -> None:
        """Take what was posted. A box that is not ticked is not sent."""
        for name in fields:
            self.typed[name] = request.form.get(self.field_name(name), "").strip()
            self.original[name] = request.form.get(f"{ORIGINAL}-{self.field_name(name)}", "")
        self.version = request.form.get(self.field_name("version"), "")

    def is_changed(self, fields: Iterable[str]) -> bool:
        """Whether the fields hold something else than when the list was opened."""
        return any(to_plain_text(self.text(name)) != to_plain_text(self.original.get(name, "")) for name in fields)

    def values(self, model: type[Base], columns: Iterable[str], shared: Mapping[str, str]) -> dict[str, Any]:
        """What the fields stand for, by column, None where nothing stands; what cannot be read is said at the row.

        Where the row is empty, what the rows share counts.
        """
        found = {}
        for name in columns:
            try:
                found[name] = parse_cell(model, name, self.text(name) or shared.get(name, ""))
            except ParseError as error:
                self.errors[name] = str(error)
        return found

    def entry(
        self, model: type[Base], columns: Iterable[str], shared: Mapping[str, str] = MappingProxyType({}), **others: Any
    ) -> BatchEntry:
        """The row as the service takes it: a change of the record that stands there, or a new one."""
        values = self.values(model, columns, shared)
        if self.record is None:
            return BatchEntry(values | others)
        return BatchEntry(values, self.record.id, params.parse_number(self.version))

    def add_fault(self, fault: RowFault, fields: Collection[str], general_messages: Collection[str]) -> None:
        """Say at the row what the service refuses: at its field, else for the whole row."""
        for name, sentence in fault.fields.items():
            if name in self.errors or sentence in general_messages:
                continue  # what cannot be read is not missing
            place = name if name in fields else ""
            self.errors[place] = " ".join(filter(None, (self.errors.get(place), sentence)))
        self.doubts += [sentence for _name, sentence in fault.doubts if sentence not in self.doubts]

    @property
    def message(self) -> str:
        """All that is wrong with the row."""
        return " ".join(self.errors.values())

    @property
    def retired_note(self) -> str:
        """Why nothing can be entered here: the record went out of use. Empty where it did not."""
        if self.record is None or self.record.retired_on is None:
            return ""
        return _("Voided on {day}: restore it first.").format(day=self.record.retired_on)
