"""Changes of records as a proposal keeps them: which record, and each column from what to what.

A record that the proposal itself creates has no number yet: others of it refer to it as `{"new": 1}`, the first.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from shared.audit import from_json_value, to_json_value
from shared.indicators.change_impact import Changes
from shared.models import AmountChange, Household, Person
from shared.models.base import Base, model_of_table, referenced_model
from shared.services.family_acts import NotedAct

INSERT, UPDATE, NEW, AMOUNTS = "insert", "update", "new", "amounts"
NUMBER = "number"  # of a household
MANAGED = {"id", "version"}
Values = dict[str, Any]
FAMILIES: dict[str, type[Base]] = {"household_id": Household, "person_id": Person}


@dataclass(frozen=True)
class RecordChange:
    """One record created or changed. Of a new one `number` says which; one that exists was seen with `version`.

    `amounts`: what the recognitions of a changed amount paid when it was proposed (`amount_schedules.Schedule`).
    """

    model: type[Base]
    action: str
    key: Any
    number: int
    version: int | None
    before: Values
    after: Values
    amounts: dict[int, dict[str, int]]

    @property
    def is_new(self) -> bool:
        """Whether the record is created by it."""
        return self.action == INSERT


def store_changes(changes: Changes, given_numbers: Collection[str] = ()) -> list[dict[str, Any]]:
    """The changes of a unit of work as JSON, in their order, without numbers of households that nobody typed."""
    numbers = _numbers(changes)
    stored = [_store(change, numbers) for change in changes]
    for change in stored:
        if _creates_household(change) and change["values"][NUMBER][1] in given_numbers:
            del change["values"][NUMBER]
    return stored


def is_number_open(change: dict[str, Any]) -> bool:
    """Whether a stored change creates a household that gets its number when it is created."""
    return _creates_household(change) and NUMBER not in change["values"]


def _creates_household(change: dict[str, Any]) -> bool:
    return change["action"] == INSERT and change["record"] == Household.__tablename__


def keep_amounts(stored: list[dict[str, Any]], changes: Changes, amounts: dict[int, dict[str, int]]) -> None:
    """Write down beside each stored change of an amount what its recognitions paid before, by their keys."""
    for one, change in zip(stored, changes, strict=True):
        if change["class"] is AmountChange:
            keys = {change[when].get("spell_id") for when in ("before", "after")}
            one[AMOUNTS] = {str(key): amounts[key] for key in sorted(keys & amounts.keys())}


def load_changes(stored: Iterable[dict[str, Any]]) -> list[RecordChange]:
    """Such JSON read again; references to new records stay `{"new": 1}` until these have numbers."""
    return [_load(one) for one in stored]


def store_act(noted: NotedAct | None, changes: Changes) -> dict[str, Any] | None:
    """The act on a family that the unit of work was, as JSON; the family may be one of the new records."""
    if noted is None:
        return None
    act, table, key = noted
    number = _numbers(changes).get((FAMILIES[f"{table}_id"], str(key)))
    return {"act": act, f"{table}_id": {NEW: number} if number else key}


def restore_act(stored: dict[str, Any], keys: dict[int, Any]) -> NotedAct:
    """The act again, with the numbers that new records got meanwhile."""
    column = next(name for name in FAMILIES if name in stored)
    return stored["act"], FAMILIES[column].__tablename__, resolve(stored, keys)[column]


def digest_of(kind: str, login: str, stored: Sequence[dict[str, Any]]) -> str:
    """The same for the same changes proposed by the same person."""
    text = json.dumps([kind, login, stored], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def resolve(values: Values, keys: dict[int, Any]) -> Values:
    """The values with the numbers that new records got meanwhile."""
    return {name: keys[value[NEW]] if isinstance(value, dict) else value for name, value in values.items()}


def _numbers(changes: Changes) -> dict[tuple[type[Base], str], int]:
    """The new records, numbered in their order."""
    new = [change for change in changes if change["action"] == INSERT]
    return {(change["class"], change["id"]): place for place, change in enumerate(new, 1)}


def _store(change: dict[str, Any], numbers: dict[tuple[type[Base], str], int]) -> dict[str, Any]:
    model, before, after = change["class"], change["before"], change["after"]
    number = numbers.get((model, change["id"]), 0)
    about = {"record": model.__tablename__, "action": change["action"], "number": number}
    if change["action"] == INSERT:
        pairs = {name: [None, value] for name, value in after.items() if value is not None and name not in MANAGED}
        key, version = None, None
    else:
        pairs = {name: [value, after[name]] for name, value in before.items() if name not in MANAGED}
        key, version = (None if number else change["id"]), after.get("version", 1) - 1
    stored = {name: [_encode(model, name, one, numbers) for one in pair] for name, pair in pairs.items()}
    return about | {"key": key, "version": version, "values": stored}


def _encode(model: type[Base], name: str, value: Any, numbers: dict[tuple[type[Base], str], int]) -> Any:
    if value is None:
        return None
    target = referenced_model(model, name)
    if target is not None and (number := numbers.get((target, str(value)))):
        return {NEW: number}
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value) if isinstance(value, str) else to_json_value(value)


def _load(stored: dict[str, Any]) -> RecordChange:
    model = model_of_table(stored["record"])
    if model is None:
        msg = f"no such kind of record: {stored['record']}"
        raise LookupError(msg)
    pairs = {name: [_decode(model, name, one) for one in pair] for name, pair in stored["values"].items()}
    before, after = ({name: pair[place] for name, pair in pairs.items()} for place in (0, 1))
    key_type = model.__mapper__.primary_key[0].type.python_type
    key = None if stored["key"] is None else key_type(stored["key"])
    amounts = {int(spell): schedule for spell, schedule in stored.get(AMOUNTS, {}).items()}
    return RecordChange(model, stored["action"], key, stored["number"], stored["version"], before, after, amounts)


def _decode(model: type[Base], name: str, value: Any) -> Any:
    if value is None or isinstance(value, dict):
        return value
    if model.__mapper__.columns[name].type.python_type is bytes:
        return base64.b64decode(value)
    return from_json_value(model, name, value)
