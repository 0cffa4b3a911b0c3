"""Heads kept elsewhere: a file beside the database, or wherever an operator wants it, one line a head.

Whoever holds the database alone cannot take the trail back to an older state: the file remembers a longer one.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Engine, select

from shared.clock import now
from shared.models.audit_event import audit_head

from .verification import Witness


def store_head(engine: Engine, path: Path) -> None:
    """Add the head of now to the file, unless it is the last one there."""
    with engine.connect() as connection:
        head = connection.execute(select(audit_head)).mappings().one()
    last_head = next(reversed(read_heads(path)), None)
    if head["mac"] and (last_head is None or last_head.digest != head["digest"]):
        line = asdict(Witness(head["events"], head["digest"], head["mac"], now().isoformat(timespec="seconds")))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())


def read_heads(path: Path) -> list[Witness]:
    """The heads in the file; a line that is none counts as an altered one."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [_parse_line(line) for line in lines]


def _parse_line(line: str) -> Witness:
    try:
        return Witness(**json.loads(line))
    except (TypeError, ValueError):
        return Witness(0, "", "", line[:40])
