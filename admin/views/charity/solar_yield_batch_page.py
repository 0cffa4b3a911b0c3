"""The yields of a year of all installations of a township in one list."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import abort, request

from admin.display import households_today, region_names
from admin.records.batch_page import BatchPage
from admin.records.batch_paste import FindRow
from admin.records.batch_place import BatchPlace, requested_place
from admin.records.batch_rows import BatchRow
from admin.records.batch_sheet import BatchSheet
from admin.request import context, params
from shared.access import Permission
from shared.clock import today
from shared.locale import _
from shared.models import Level, SolarInstallation, SolarYield
from shared.parsing.parse_error import ParseError
from shared.services import subjects
from shared.services.batch_parts import save_entries
from shared.services.solar_yields import InstallationYield, load_yields

COLUMNS, YEAR, FIRST_YEAR, SHOWN_YEARS = ("energy_kwh", "income_fen"), "year", 2000, 6


class SolarYieldBatchPage(BatchPage):
    """The list of a township and a year."""

    template: ClassVar = "solar_yield_batch.html"
    row_fields: ClassVar = COLUMNS
    pasted_columns: ClassVar = COLUMNS

    def load(self) -> BatchSheet:
        """All installations connected by then, with what was entered."""
        place, year = requested_place(Permission.CHARITY_EDIT, Level.TOWNSHIP), _requested_year()
        sheet = BatchSheet({"place": place, "year": year})
        if place.is_listed:
            sheet.rows = _build_rows(place, year)
        return sheet

    def save(self, sheet: BatchSheet, rows: list[BatchRow]) -> None:
        """Change the yields there are, and create the others."""
        year = sheet.choices["year"]
        entries = [row.entry(SolarYield, COLUMNS, installation_id=int(row.key), year=year) for row in rows]
        save_entries(context.session(), SolarYield, entries)

    def row_finder(self, sheet: BatchSheet) -> FindRow:
        """By the number of the household, as the paper file has it."""
        homes = [(row.subject.installation.delivery, row) for row in sheet.rows]
        rows = {str(delivery.household.number): row for delivery, row in homes if delivery and delivery.household}

        def find(name: str) -> BatchRow:
            if name not in rows:
                raise ParseError(_("No installation of this list belongs to a household with this number."))
            return rows[name]

        return find

    def template_variables(self, sheet: BatchSheet) -> dict[str, Any]:  # noqa: ARG002
        """The years to choose from, the newest first; and what names a row."""
        years = range(today().year, max(FIRST_YEAR, today().year - SHOWN_YEARS), -1)
        return {"years": years, "head_of": households_today.head_of}

    def audit_reading(self, sheet: BatchSheet) -> None:
        """Whose names stand in the list."""
        installations = [row.subject.installation for row in sheet.rows]
        if installations:
            people = subjects.people_in(context.session(), installations)
            found = {"people": people, "rows": len(installations), "filters": params.audit_text()}
            context.audit_read(SolarInstallation.__tablename__, **found)


def _build_rows(place: BatchPlace, year: int) -> list[BatchRow]:
    found = load_yields(context.session(), place.code, year)
    deliveries = [one.installation.delivery for one in found]
    households_today.preload_heads(delivery.household_id for delivery in deliveries if delivery)
    region_names.preload(one.installation.region_code for one in found)
    return [_row(one) for one in found]


def _row(one: InstallationYield) -> BatchRow:
    return BatchRow.of_record(str(one.installation.id), one, one.solar_yield, COLUMNS)


def _requested_year() -> int:
    """The year of the address, else the last one that is over, or that ends this month."""
    text = request.args.get(YEAR, "")
    if not text:
        return today().year if today().month == 12 else today().year - 1
    year = int(text) if text.isdecimal() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= today().year else abort(404)
