"""What a proposal changes, in words: each record with its columns, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import url_for

from admin.display.changed_values import format_audited_value
from admin.display.titles import title_of
from admin.request import context
from shared.clock import Period
from shared.locale import _
from shared.models import AmountChange, AssistanceStandard, Spell
from shared.models.base import Base, model_of_table, referenced_model, resource_name
from shared.models.columns import ColumnKind, choices_for, meaning_of
from shared.models.labelled_enum import label_of
from shared.models.labels import label, noun
from shared.rules.standards_in_force import standard_on
from shared.services.confirmation.change_values import is_number_open
from shared.services.monthly_amounts import load_amounts

SHOWN_THOUGH_MANAGED = {"retired_on", "retired_reason"}
NEW = "new"
MAX_VALUES = 3  # values in a row of a list


@dataclass
class ProposedRecord:
    """One record: what it is called, its page if it has one already, and the values by column."""

    model: type[Base]
    is_new: bool
    title: str
    url: str
    values: dict[str, list[Any]] = field(default_factory=dict)
    is_number_open: bool = False

    @property
    def has_before(self) -> bool:
        """Whether there is something to compare with: new records have no values, but a new amount follows another."""
        return not self.is_new or self.model in FORMER_AMOUNTS

    @property
    def heading(self) -> str:
        """What kind of record, and which."""
        if self.is_new and not self.title:
            return _("New: {noun}").format(noun=noun(self.model))
        return _("{noun}: {title}").format(noun=noun(self.model), title=self.title)

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Label, value before and value after of each column that people see."""
        if self.is_number_open:
            yield str(label(self.model, "number")), "", _("given when confirmed")
        for name, pair in self.values.items():
            before, after = (_text(self.model, name, value) for value in pair)
            if _is_shown(self.model, name) and before != after:
                yield str(label(self.model, name)), before, after

    def text(self) -> str:
        """The same in one line."""
        template = _("{label}: {value}") if not self.has_before else _("{label}: {before} → {after}")
        texts = (template.format(label=a, before=b, after=c, value=c) for a, b, c in self.lines())
        return _("{label}: {value}").format(label=self.heading, value=_("; ").join(texts))


def proposed_records(changes: list[dict[str, Any]]) -> list[ProposedRecord]:
    """The records of a proposal in their order; what changes one of them twice is told once."""
    found: dict[tuple[str, Any], ProposedRecord] = {}
    for change in changes:
        key = (change["record"], change["key"] or (NEW, change["number"]))
        record = found.setdefault(key, _begin(change))
        for name, (before, after) in change["values"].items():
            record.values[name] = [record.values.get(name, [before])[0], after]
    for record in found.values():
        if record.is_new and record.model in FORMER_AMOUNTS:
            record.values["monthly_fen"][0] = FORMER_AMOUNTS[record.model](record)
    return list(found.values())


def change_in_a_line(changes: list[dict[str, Any]]) -> str:
    """What a proposal is mainly about, for a row of a list: its first record, read from the proposal alone."""
    first = changes[0] if changes else None
    model: Any = model_of_table(first["record"]) if first else None
    if first is None or model is None:
        return ""
    names = [name for name in first["values"] if _is_in_summary(model, name)]
    record = ProposedRecord(model, first["key"] is None, "", "", {name: first["values"][name] for name in names})
    template = _("{label}: {value}") if record.is_new else _("{label}: {before} → {after}")
    texts = [template.format(label=a, before=b, after=c, value=c) for a, b, c in record.lines()][:MAX_VALUES]
    summary = _("; ").join([record.heading, *texts] if record.is_new else texts)
    further = len({(one["record"], one["key"] or one["number"]) for one in changes}) - 1
    return _("{text} (and {n} more records)").format(text=summary, n=further) if further else summary


def _is_in_summary(model: type[Base], name: str) -> bool:
    return referenced_model(model, name) is None and meaning_of(model, name).kind is not ColumnKind.REGION


def _amount_before(record: ProposedRecord) -> int | None:
    """What is due in the month before a new amount; the recognition is its heading."""
    spell, month = record.values["spell_id"][1], Period.parse(record.values["from_month"][1]).shifted(1).key
    if not isinstance(spell, int):
        return None  # itself a new record
    record.title = title_of(context.find(Spell, spell))
    record.values = {name: pair for name, pair in record.values.items() if name not in {"spell_id", "region_code"}}
    return load_amounts(context.session(), [spell], month).get(spell)


def _standard_before(record: ProposedRecord) -> int | None:
    """The standard in force on the day before a new one."""
    names = ("kind", "region_code", "valid_from", "coverage")
    kind, region_code, first_day, coverage = (record.values[name][1] for name in names)
    day = date.fromisoformat(first_day) - timedelta(days=1)
    return standard_on(context.session(), kind, region_code, day, coverage)


FORMER_AMOUNTS: dict[type[Base], Callable[[ProposedRecord], int | None]] = {
    AmountChange: _amount_before,
    AssistanceStandard: _standard_before,
}
"""New records that follow on another amount, and how that is found."""


def _begin(change: dict[str, Any]) -> ProposedRecord:
    model: Any = model_of_table(change["record"])
    stored = context.find(model, int(change["key"])) if change["key"] is not None else None
    url = url_for(f"{resource_name(model)}.details_view", id=change["key"]) if stored is not None else ""
    is_new = change["key"] is None
    title = "" if is_new else title_of(stored)
    return ProposedRecord(model, is_new, title, url, is_number_open=is_number_open(change))


def _is_shown(model: type[Base], name: str) -> bool:
    meaning = meaning_of(model, name)
    return meaning.kind not in (ColumnKind.SECRET, ColumnKind.DOCUMENT) and (
        not meaning.is_managed or name in SHOWN_THOUGH_MANAGED
    )


def _text(model: type[Base], name: str, value: Any) -> str:
    target = referenced_model(model, name)
    if isinstance(value, dict) and target is not None:
        return _("New: {noun}").format(noun=noun(target))
    choices = choices_for(model, name)
    if choices is not None and value is not None:
        return str(label_of(choices, value))  # without the mark that pages of records put around some
    return format_audited_value(model, name, value)
