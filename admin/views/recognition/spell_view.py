"""Recognitions: who stands in which tier from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from sqlalchemy import and_

from admin.display.amounts_today import amount_of, preload_amounts
from admin.records.bulk_act import BulkAct, refuse_void
from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.access import ScopedSession
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import SET_BY_ACTS, AmountChange, Spell, Tier
from shared.services import monthly_amounts, records
from shared.services.checks.spell_checks import OF_TEKUN


def _refuse_ended(spell: Spell) -> str:
    ended = _("Ended already, on {day}.").format(day=spell.end_on) if spell.end_on else ""
    return refuse_void(spell) or ended


def _stop(session: ScopedSession, spell: Spell, values: dict[str, Any], version: int | None) -> None:
    if spell.start_on < values["end_on"]:
        monthly_amounts.take_out_later_changes(session, spell, values["end_on"])
    records.update(session, spell, values, version)


STOP = BulkAct(
    "stop",
    _l("End benefits"),
    ("end_on", "exit_reason"),
    _refuse_ended,
    _stop,
    helps={"end_on": _l("The first day without benefits.")},
    excluded=SET_BY_ACTS,
)


class SpellView(RecordView):
    """Spells of recognition."""

    model, actions, menu_position = Spell, ALL_ACTIONS, 1
    field_conditions: ClassVar = dict.fromkeys(OF_TEKUN, f"tier={Tier.TEKUN}")
    derived_columns: ClassVar = {"state": _l("Status"), "amount": _l("Monthly amount now (yuan)")}
    numeric_columns = ("amount",)
    bulk_acts = (STOP,)
    list_columns = ("person_id", "tier", "state", "start_on", "end_on", "amount", "household_id", "region_code")
    filter_columns = (
        "tier",
        "region_code",
        "start_on",
        "end_on",
        "entry_reason",
        "exit_reason",
        "care_level",
        "person_id",
        "household_id",
    )
    statuses = (
        (
            "in_force",
            _l("In force"),
            lambda: and_(Spell.start_on <= today(), Spell.lasts_beyond(today())),
        ),
        ("ended", _l("Ended"), lambda: Spell.end_on <= today()),
        ("coming", _l("Not yet in force"), lambda: Spell.start_on > today()),
    )
    form_columns = (
        "person_id",
        "household_id",
        "tier",
        "monthly_fen",
        "start_on",
        "end_on",
        "entry_reason",
        "exit_reason",
        "support_place",
        "care_level",
        "region_code",
    )
    name_search_column, number_search_column = "person.name", "household.number"
    summary_columns = ("tier", "start_on", "end_on", "amount", "region_code")
    related = ((AmountChange, "spell_id"),)

    def preload(self, records: Iterable[Any]) -> None:
        """With what each pays now."""
        records = list(records)
        super().preload(records)
        preload_amounts(records)

    def derive(self, record: Any, name: str) -> Any:
        """Whether it holds, and what it pays: today, or in its last month."""
        return self.status_label(record) if name == "state" else amount_of(record)

    def status_label(self, record: Any) -> str:
        """In force, ended, or still to come."""
        if record.start_on > today():
            return _("Not yet in force")
        return _("In force") if record.lasts_beyond(today()) else _("Ended")
