"""Yes and no."""

from __future__ import annotations

from shared.locale import _

from .parse_error import ParseError
from .plain_text import to_plain_text

VALUES = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}


def parse_boolean(text: str) -> bool:
    """Whether a text says yes."""
    value = VALUES.get(to_plain_text(text).lower())
    if value is None:
        raise ParseError(_("Enter yes or no."))
    return value


def format_boolean(value: bool) -> str:  # noqa: FBT001 - the value is the point
    """Yes or no in the person's language."""
    return _("yes") if value else _("no")
