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
    """Somebody saved the record after it was opened. `fields`: column name → (your value, the saved one)."""

    def __init__(self, fields: dict[str, tuple[Any, Any]]) -> None:
        self.fields = fields
        super().__init__(
            _("Somebody changed this record while you were editing it. Look at both values and choose.")
        )
