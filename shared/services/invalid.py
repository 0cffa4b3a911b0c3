"""What a service refuses: entries that cannot be right, and edits of a record that somebody changed meanwhile."""

from __future__ import annotations

from typing import Any

from shared.locale import _
from shared.problems import Problem


class Invalid(Problem):
    """Entries that cannot be right. `fields`: a sentence by column name; "" stands for the whole record."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        super().__init__(" ".join(fields.values()))


class Conflict(Problem):
    """The record was saved after it was opened. `fields`: column name → (your value, the saved one), if they differ."""

    def __init__(self, fields: dict[str, tuple[Any, Any]]) -> None:
        self.fields = fields
        if fields:
            super().__init__(
                _("Somebody changed this record while you were editing it. Look at both values and choose.")
            )
        else:
            super().__init__(_("The record was saved meanwhile with the same entries. Nothing is left to do."))
