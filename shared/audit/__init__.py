"""The audit trail: every insert, update and reading of personal data, in the transaction itself, in a keyed chain."""

from .chain import CHAIN_LOCK, FIRST, append, append_all, key_of, put_key
from .changes import SECRET, UNAUDITED, append_about, changes_of, plain, write_changes
from .readings import move, note
from .verifying import Witness, faults, first_break

__all__ = [
    "CHAIN_LOCK",
    "FIRST",
    "SECRET",
    "UNAUDITED",
    "Witness",
    "append",
    "append_about",
    "append_all",
    "changes_of",
    "faults",
    "first_break",
    "key_of",
    "move",
    "note",
    "plain",
    "put_key",
    "write_changes",
]
