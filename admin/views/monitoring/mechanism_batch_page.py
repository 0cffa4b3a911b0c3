"""The mechanisms of a township in one list: its villages without one, day and worker for many of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from admin.display import region_names
from admin.records.batch_cells import parse_cell
from admin.records.batch_page import BatchPage
from admin.records.batch_paste import FindRow, region_finder
from admin.records.batch_place import requested_place
from admin.records.batch_rows import TICKED, BatchRow
from admin.records.batch_sheet import BatchSheet
from admin.request import context
from shared.access import Permission
from shared.clock import today
from shared.models import DiscoveryMechanism, Level
from shared.parsing import format_date
from shared.parsing.parse_error import ParseError
from shared.services.batch_parts import save_entries
from shared.services.village_mechanisms import count_villages, load_villages_without

BUILT, COLUMNS = "built", ("built_on", "responsible")


class MechanismBatchPage(BatchPage):
    """The list of a township. A field that a row leaves empty holds what stands above the list."""

    template: ClassVar = "mechanism_batch.html"
    row_fields: ClassVar = (BUILT, *COLUMNS)
    shared_fields: ClassVar = COLUMNS
    pasted_columns: ClassVar = COLUMNS

    def load(self) -> BatchSheet:
        """The villages without a mechanism."""
        place = requested_place(Permission.MONITORING_EDIT, Level.TOWNSHIP)
        sheet = BatchSheet({"place": place}, shared={"built_on": format_date(today()), "responsible": ""})
        if place.is_listed:
            villages = load_villages_without(context.session(), place.code)
            sheet.rows = [BatchRow(village.code, village) for village in villages]
            region_names.preload(row.key for row in sheet.rows)
            sheet.choices["village_count"] = count_villages(context.session(), place.code)
        return sheet

    def chosen_rows(self, sheet: BatchSheet) -> list[BatchRow]:
        """The rows with a tick."""
        return [row for row in sheet.rows if row.is_ticked(BUILT)]

    def save(self, sheet: BatchSheet, rows: list[BatchRow]) -> None:
        """A mechanism for each."""
        try:
            parse_cell(DiscoveryMechanism, "built_on", sheet.shared["built_on"])
        except ParseError as error:
            sheet.errors["built_on"] = str(error)
            return
        entries = [row.entry(DiscoveryMechanism, COLUMNS, sheet.shared, region_code=row.key) for row in rows]
        save_entries(context.session(), DiscoveryMechanism, entries)

    def template_variables(self, sheet: BatchSheet) -> dict[str, Any]:  # noqa: ARG002
        """What names a row."""
        return {"region_name": region_names.region_name}

    def mark_filled(self, rows: Sequence[BatchRow]) -> None:
        """What is pasted is ticked."""
        for row in rows:
            row.typed[BUILT] = TICKED

    def row_finder(self, sheet: BatchSheet) -> FindRow:
        """By the name or the code of the village."""
        which = {"within": sheet.choices["place"].code, "levels": [Level.VILLAGE]}
        return region_finder(sheet.rows, Permission.MONITORING_EDIT, **which)
