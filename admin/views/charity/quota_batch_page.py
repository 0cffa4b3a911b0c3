"""The quotas of all counties of a cycle in one table: sum, what is left of the plan, a proposal, rows to paste."""

from __future__ import annotations

from typing import Any, ClassVar

from admin.display import region_names
from admin.display.formatting import format_region
from admin.records.batch_cells import parse_cell
from admin.records.batch_page import BatchPage
from admin.records.batch_paste import FindRow, region_finder
from admin.records.batch_rows import BatchRow
from admin.records.batch_sheet import BatchSheet
from admin.records.record_urls import record_url
from admin.request import context
from admin.views.charity.cycle_choice import load_cycles, requested_cycle
from shared.access import Permission
from shared.models import Level, Quota
from shared.parsing import format_count
from shared.parsing.parse_error import ParseError
from shared.services.quota_proposals import propose_quotas
from shared.services.quotas_by_county import count_units_elsewhere, load_county_quotas, save_county_quotas

UNITS, PROPOSAL = "units", "proposal"


class QuotaBatchPage(BatchPage):
    """The table of a cycle."""

    template: ClassVar = "quota_batch.html"
    row_fields: ClassVar = (UNITS,)
    pasted_columns: ClassVar = (UNITS,)

    def load(self) -> BatchSheet:
        """The counties where the user sets quotas."""
        cycle = requested_cycle()
        sheet = BatchSheet({"cycle": cycle, "elsewhere": 0})
        if cycle is not None:
            counties = load_county_quotas(context.session(), cycle)
            sheet.rows = [BatchRow.of_record(one.region.code, one, one.quota, (UNITS,)) for one in counties]
            sheet.choices["elsewhere"] = count_units_elsewhere(
                context.session(), cycle, [row.key for row in sheet.rows]
            )
            region_names.preload(row.key for row in sheet.rows)
        return sheet

    def chosen_rows(self, sheet: BatchSheet) -> list[BatchRow]:
        """The rows that change; no quota of nothing is made."""
        return [row for row in super().chosen_rows(sheet) if row.record is not None or _units(row) != 0]

    def save(self, sheet: BatchSheet, rows: list[BatchRow]) -> None:
        """Change the quotas there are, and create the others."""
        cycle = sheet.choices["cycle"]
        entries = [row.entry(Quota, self.row_fields, region_code=row.key, cycle_id=cycle.id) for row in rows]
        save_county_quotas(context.session(), cycle, entries)

    def fill(self, sheet: BatchSheet, source: str) -> None:
        """From pasted lines, or by the eligible households: a county with 0 takes no part and keeps it."""
        if source != PROPOSAL:
            super().fill(sheet, source)
            return
        free = [row for row in sheet.rows if _units(row) != 0 and not row.retired_note]
        excluded = {row.key for row in sheet.rows} - {row.key for row in free}
        proposed = propose_quotas(context.session(), sheet.choices["cycle"], excluded)
        for row in free:
            row.typed[UNITS] = format_count(proposed.get(row.key, 0))

    def row_finder(self, sheet: BatchSheet) -> FindRow:
        """By the name or the code of the county."""
        return region_finder(sheet.rows, Permission.CHARITY_EDIT, levels=[Level.COUNTY])

    def template_variables(self, sheet: BatchSheet) -> dict[str, Any]:
        """The sum of what is typed, and what the plan leaves."""
        total = sum(_units(row) or 0 for row in sheet.rows if not row.retired_note)
        cycle = sheet.choices["cycle"]
        left = cycle.planned_units - sheet.choices["elsewhere"] - total if cycle else 0
        names = {"format_region": format_region, "region_name": region_names.region_name}
        return {"total": total, "left": left, "cycles": load_cycles(), **names}

    def next_url(self, sheet: BatchSheet) -> str:
        """To the cycle."""
        return record_url(sheet.choices["cycle"])


def _units(row: BatchRow) -> int | None:
    """The units typed in a row; None for nothing, or for what cannot be read."""
    try:
        return parse_cell(Quota, UNITS, row.text(UNITS))
    except ParseError:
        return None
