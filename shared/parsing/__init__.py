"""What people and files write, read strictly: one parser a kind of value, the same for forms, files and commands.

Each returns the value, or raises ParseError with a sentence that says what to write. Nothing is guessed: what is
normalised and what is refused stands in docs/parsing.md, whose examples a test runs.
"""

from .amounts import format_count, format_yuan, parse_count, parse_yuan
from .booleans import format_boolean, parse_boolean
from .dates import format_date, format_month, parse_date, parse_month
from .identity_numbers import identity_fault_message, parse_identity_number
from .parse_error import AmbiguousRegionError, ParseError
from .plain_text import to_plain_text
from .regions import RegionDirectory, RegionName, parse_region
from .telephone_numbers import is_telephone, parse_telephone

__all__ = [
    "AmbiguousRegionError",
    "ParseError",
    "RegionDirectory",
    "RegionName",
    "format_boolean",
    "format_count",
    "format_date",
    "format_month",
    "format_yuan",
    "identity_fault_message",
    "is_telephone",
    "parse_boolean",
    "parse_count",
    "parse_date",
    "parse_identity_number",
    "parse_month",
    "parse_region",
    "parse_telephone",
    "parse_yuan",
    "to_plain_text",
]
