"""The files that a list offers: itself as it is on the screen, and all records for machines; by part where long."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import IO, Any

from flask import g

from admin.display import households_today
from admin.display.formatting import format_datetime
from admin.records.list_file_columns import FileColumn, file_columns
from admin.records.list_query import requested_list
from admin.records.view_declaration import ViewDeclaration
from admin.request import context, params
from shared.clock import now, today
from shared.errors import UserError
from shared.interchange.csv_writer import csv_chunks
from shared.interchange.xlsx_writer import MAX_XLSX_ROWS, write_xlsx
from shared.locale import _
from shared.models.base import resource_name
from shared.services import subjects
from shared.version import VERSION

MAX_SHEET_NAME = 31  # characters; Excel takes no more


class ListFile:
    """The list of a view as the address of this request asks for it. UserError when it cannot be read."""

    def __init__(self, view: ViewDeclaration) -> None:
        if params.ignored_params():
            raise UserError(params.ignored_params_message())
        self.view, self.query = view, requested_list(view, *view.export_conditions())
        if errors := self.query.errors:
            labels = {"q": _("Search")} | {list_filter.name: list_filter.label for list_filter in view.filters}
            messages = (_("{label}: {value}").format(label=labels[name], value=text) for name, text in errors.items())
            raise UserError(" ".join((_("Nothing was exported. Correct these filters first."), *messages)))
        total, self._batches = self.query.batches()
        self.is_counted = total is not None
        self.rows = self.query.count() if total is None else total

    def names(self, kind: str) -> tuple[str, str]:
        """(file name in letters of every system, file name in the user's language): list, day and kind of file."""
        day = today().isoformat()
        return f"{resource_name(self.view.model)}-{day}.{kind}", f"{self.view.label_plural}-{day}.{kind}"

    def person_ids(self) -> set[int]:
        """Whose data a short file holds. A long one names nobody: it may hold everybody of its regions."""
        if not self.view.is_personal or not self.is_counted:
            return set()
        _total, batches = self.query.batches()
        return {person for rows in batches for person in subjects.people_in(context.session(), rows)}

    def csv_chunks(self) -> Iterator[bytes]:
        """The file as CSV, a batch of rows in memory at a time."""
        return csv_chunks([column.heading for column in self._columns], self._lines())

    def xlsx(self) -> IO[bytes]:
        """The file as XLSX, with a sheet that says what it holds. UserError when a list is too long for one."""
        if self.rows > MAX_XLSX_ROWS:
            message = _("XLSX files hold at most {n} rows here. Filter the list, export it by region, or as CSV.")
            raise UserError(message.format(n=f"{MAX_XLSX_ROWS:,}"))
        headings = [column.heading for column in self._columns]
        return write_xlsx(self.view.label_plural[:MAX_SHEET_NAME], headings, self._lines(), _("Notes"), self._notes())

    def _notes(self) -> list[tuple[str, Any]]:
        """What the file holds, of when, and who took it."""
        filters = _("; ").join(str(chip.text) for chip in self.query.chips()) or _("No filter")
        return [
            (_("List"), self.view.label_plural),
            (_("Filters"), filters),
            (_("Number of records"), self.rows),
            (_("As of"), today().isoformat()),
            (_("Exported by"), context.actor().name),
            (_("Exported at"), format_datetime(now())),
            (_("Software version"), VERSION),
            *([(_("Data"), _("Synthetic records of a demonstration"))] if context.deployment().is_demo else ()),
        ]

    @cached_property
    def _columns(self) -> list[FileColumn]:
        return file_columns(self.view, with_retired=bool(params.query_params().get("use")))

    def _lines(self) -> Iterator[list[Any]]:
        values = [column.value for column in self._columns]
        for name in (
            "region_names",
            "region_paths",
        ):  # names of regions stay; all else that is preloaded goes with its batch
            g.setdefault(name, {})
        context.session()  # the one of the view ended with it: this one stays until the file ends, and is closed then
        cached_before, names_household = set(g), "household_id" in self.view.list_columns
        for rows in self._batches:
            self.view.preload_rows(rows)
            households_today.preload_heads({row.household_id for row in rows} if names_household else ())
            yield from ([value(row) for value in values] for row in rows)
            context.session().expunge_all()
            for name in set(g) - cached_before:
                g.pop(name)
