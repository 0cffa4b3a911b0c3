"""What a parser refuses."""

from __future__ import annotations

from shared.errors import UserError


class ParseError(UserError, ValueError):
    """A text that stands for no value of its kind; the message says what to write. Form libraries see a ValueError."""


class AmbiguousRegionError(ParseError):
    """A name that fits several regions; the message names them."""
