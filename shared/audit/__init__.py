"""The audit trail: every insert, update and reading of personal data, in the transaction itself, in a keyed chain."""

from .chain import CHAIN_LOCK, GENESIS_DIGEST, append, append_many, audit_key, set_audit_key
from .changes import (
    UNAUDITED,
    append_about,
    collect_changes,
    from_json_value,
    to_json_value,
    write_changes,
)
from .readings import append_waiting, record_reading
from .verification import Witness, find_faults, first_broken_link

__all__ = [
    "CHAIN_LOCK",
    "GENESIS_DIGEST",
    "UNAUDITED",
    "Witness",
    "append",
    "append_about",
    "append_many",
    "append_waiting",
    "audit_key",
    "collect_changes",
    "find_faults",
    "first_broken_link",
    "from_json_value",
    "record_reading",
    "set_audit_key",
    "to_json_value",
    "write_changes",
]
