"""What a proposal changes, in words: each record with its columns, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from admin.display.changed_values import format_audited_value
from admin.display.titles import title_of
from admin.request import context
from shared.clock import Period
from shared.locale import _
from shared.models import AmountChange, Spell
from shared.models.base import Base, model_of_table, referenced_model, resource_name
from shared.models.columns import ColumnKind, meaning_of
from shared.models.labels import label, noun
from shared.services.monthly_amounts import load_amounts

SHOWN_THOUGH_MANAGED = {"retired_on", "retired_reason"}
NEW = "new"


@dataclass
class ProposedRecord:
    """One record: what it is called, its page if it has one already, and the values by column."""

    model: type[Base]
    is_new: bool
    title: str
    url: str
    values: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def has_before(self) -> bool:
        """Whether there is something to compare with: new records have no values, but a new amount follows another."""
        return not self.is_new or self.model is AmountChange

    @property
    def heading(self) -> str:
        """What kind of record, and which."""
        if not self.has_before:
            return _("New: {noun}").format(noun=noun(self.model))
        return _("{noun}: {title}").format(noun=noun(self.model), title=self.title)

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Label, value before and value after of each column that people see."""
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
        if record.is_new and record.model is AmountChange:
            _compare_amount(record)
    return list(found.values())


def _compare_amount(record: ProposedRecord) -> None:
    """A new amount beside the one that is due in the month before; the recognition is its heading."""
    spell = record.values.pop("spell_id")[1]
    if not isinstance(spell, int):
        return
    record.title = title_of(context.find(Spell, spell))
    month = Period.parse(record.values["from_month"][1]).shifted(1).key
    record.values["monthly_fen"][0] = load_amounts(context.session(), [spell], month).get(spell)
    record.values.pop("region_code", None)


def _begin(change: dict[str, Any]) -> ProposedRecord:
    model: Any = model_of_table(change["record"])
    stored = context.find(model, int(change["key"])) if change["key"] is not None else None
    url = url_for(f"{resource_name(model)}.details_view", id=change["key"]) if stored is not None else ""
    return ProposedRecord(model, change["key"] is None, title_of(stored), url)


def _is_shown(model: type[Base], name: str) -> bool:
    meaning = meaning_of(model, name)
    return meaning.kind is not ColumnKind.SECRET and (not meaning.is_managed or name in SHOWN_THOUGH_MANAGED)


def _text(model: type[Base], name: str, value: Any) -> str:
    target = referenced_model(model, name)
    if isinstance(value, dict) and target is not None:
        return _("New: {noun}").format(noun=noun(target))
    return format_audited_value(model, name, value)
