"""Amounts that the sheet of a new family proposes by the standards of its place, and what it would save, in words."""

from __future__ import annotations

from admin.forms.builder import RecordForm
from admin.records.batch_cells import parse_cell
from admin.records.batch_rows import BatchRow
from admin.views.registry.family_sheet import AMOUNT, FAMILY_AMOUNT, RECOGNISED
from shared.access import ScopedSession
from shared.locale import _
from shared.models import Spell, Tier
from shared.models.labelled_enum import label_of
from shared.parsing import format_yuan
from shared.services.family_amounts import split_evenly, standard_of_tier


def fill_in_amounts(session: ScopedSession, form: RecordForm, rows: list[BatchRow]) -> list[str]:
    """Propose amounts where none was typed, or the one proposed before still stands; what there is to say about it."""
    values, recognised = form.values(), [row for row in rows if row.is_ticked(RECOGNISED)]
    if not (values["tier"] and values["start_on"] and values["region_code"] and recognised):
        return []
    place, day, count = values["region_code"], values["start_on"], len(recognised)
    standard = standard_of_tier(session, values["tier"], place, day, values["care_level"])
    total = values[FAMILY_AMOUNT]
    if total is None:
        if standard is None:
            return [_("No standard is known here on {day}: enter the amounts.").format(day=day)]
        total = standard * count
    for row, fen in zip(recognised, split_evenly(total, count), strict=True):
        if row.text(AMOUNT) == row.original.get(AMOUNT, ""):
            row.typed[AMOUNT] = row.original[AMOUNT] = format_yuan(fen)
    if not standard:
        return []
    return [_("The local standard on {day}: {yuan} yuan a person.").format(day=day, yuan=format_yuan(standard))]


def summary(form: RecordForm, rows: list[BatchRow]) -> str:
    """What saving would do."""
    values, recognised = form.values(), [row for row in rows if row.is_ticked(RECOGNISED)]
    if not values["tier"]:
        return _("Checked: {n} members, not recognised. Not saved yet.").format(n=len(rows))
    total = sum(parse_cell(Spell, AMOUNT, row.text(AMOUNT)) or 0 for row in recognised)
    text = _("Checked: {n} members, {m} of them in {tier} from {day}, together {yuan} yuan a month. Not saved yet.")
    tier, day = label_of(Tier, values["tier"]), values["start_on"]
    return text.format(n=len(rows), m=len(recognised), tier=tier, day=day, yuan=format_yuan(total))
