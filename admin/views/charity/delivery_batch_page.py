"""Deliveries and receipts of a cycle on one list: who is eligible in a place, ticks, day and value filled in."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import request

from admin.display import households_today, region_names
from admin.display.eligibility_texts import eligibility_text
from admin.records.batch_cells import parse_cell
from admin.records.batch_page import BatchPage
from admin.records.batch_place import requested_place
from admin.records.batch_rows import BatchRow
from admin.records.batch_sheet import BatchSheet
from admin.request import context, params
from admin.views.charity.cycle_choice import load_cycles, requested_cycle
from admin.views.charity.delivery_batch_rows import (
    DELIVERED,
    FIELDS,
    SIGNED,
    build_rows,
    find_ticked_elsewhere,
    handover_of,
)
from shared.access import Permission
from shared.clock import today
from shared.locale import _
from shared.models import Delivery, Level, ProgrammeCycle, Receipt
from shared.models.labels import label
from shared.models.region import ancestor
from shared.parsing import format_date, format_yuan
from shared.parsing.parse_error import ParseError
from shared.services import subjects
from shared.services.cycle_candidates import PAGE_SIZE, load_candidates, load_progress, load_unsigned
from shared.services.handovers import HandoverTerms, record_handovers
from shared.services.quota_balances import Balance, county_balances

TERMS: dict[str, type[Any]] = {"delivered_on": Delivery, "value_fen": Delivery, "signed_on": Receipt}


class DeliveryBatchPage(BatchPage):
    """The list of a cycle and a place."""

    template: ClassVar = "delivery_batch.html"
    row_fields: ClassVar = FIELDS
    shared_fields: ClassVar = tuple(TERMS)

    def load(self) -> BatchSheet:
        """Those who have not signed yet, then those who got nothing yet."""
        cycle, place = requested_cycle(), requested_place(Permission.CHARITY_EDIT, Level.VILLAGE)
        sheet = BatchSheet({"cycle": cycle, "place": place})
        if cycle is not None and place.is_listed:
            day = format_date(min(today(), cycle.deadline_on))
            value = format_yuan(cycle.unit_value_fen)
            sheet.shared = {"delivered_on": day, "value_fen": value, "signed_on": day}
            self._load_rows(sheet, cycle, place.code)
        return sheet

    def _load_rows(self, sheet: BatchSheet, cycle: ProgrammeCycle, code: str) -> None:
        session, page = context.session(), _page_number()
        eligible = load_candidates(session, cycle, code, _day_of_eligibility(sheet), page)
        sheet.choices |= {"page": page, "has_more": len(eligible) > PAGE_SIZE}
        unsigned = load_unsigned(session, cycle, code) if page == 1 else []
        sheet.rows = build_rows([*unsigned, *eligible[:PAGE_SIZE]])
        others, foreign = find_ticked_elsewhere({row.key for row in sheet.rows})
        sheet.rows += build_rows(others)
        if foreign:
            sheet.errors[""] = _("{n} selected rows are outside your regions and were left out.").format(n=foreign)
        region_names.preload(row.subject.household.region_code for row in sheet.rows)

    def chosen_rows(self, sheet: BatchSheet) -> list[BatchRow]:
        """The rows with a tick."""
        return [row for row in sheet.rows if row.is_ticked(DELIVERED) or row.is_ticked(SIGNED)]

    def save(self, sheet: BatchSheet, rows: list[BatchRow]) -> None:
        """Deliveries and receipts in one go."""
        terms = _read_terms(sheet)
        if terms is not None:
            record_handovers(context.session(), sheet.choices["cycle"], [handover_of(row) for row in rows], terms)

    def template_variables(self, sheet: BatchSheet) -> dict[str, Any]:
        """What names and tells about a row, and the cycles to choose from."""
        return {
            "cycles": load_cycles(),
            "head_of": households_today.head_of,
            "eligibility_text": eligibility_text,
            **(_numbers(sheet.choices["cycle"], sheet.choices["place"].code) if sheet.shared else {}),
        }

    def audit_reading(self, sheet: BatchSheet) -> None:
        """Whose names stand in the list."""
        if sheet.rows:
            people = subjects.people_in(context.session(), [row.subject.household for row in sheet.rows])
            context.audit_read(Delivery.__tablename__, people=people, rows=len(sheet.rows), filters=params.audit_text())


def _numbers(cycle: ProgrammeCycle, code: str) -> dict[str, Any]:
    """What was done in the place, and what the county has left."""
    county = ancestor(code, Level.COUNTY)
    balance = county_balances(context.session(), cycle.id).get(county, Balance())
    return {
        "progress": load_progress(context.session(), cycle, code),
        "balance": balance,
        "county": region_names.region_name(county),
    }


def _read_terms(sheet: BatchSheet) -> HandoverTerms | None:
    """Day and value for all rows; what cannot be read is said at its field."""
    values = {}
    for name, model in TERMS.items():
        try:
            values[name] = parse_cell(model, name, sheet.shared[name])
        except ParseError as error:
            sheet.errors[name] = str(error)
        else:
            if values[name] is None:
                sheet.errors[name] = _("{label}: this field is required.").format(label=label(model, name))
    return None if sheet.errors.keys() & TERMS else HandoverTerms(**values)


def _day_of_eligibility(sheet: BatchSheet) -> Any:
    """The day that was typed, if it is one, else the one filled in."""
    try:
        typed = parse_cell(Delivery, "delivered_on", request.form.get("delivered_on", ""))
    except ParseError:
        typed = None
    return typed or parse_cell(Delivery, "delivered_on", sheet.shared["delivered_on"])


def _page_number() -> int:
    text = request.args.get("page", "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 5 else 1
