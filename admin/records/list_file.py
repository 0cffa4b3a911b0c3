"""The files that a list offers: itself as it is on the screen, and all records for machines; by part where long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flask import g

from admin.display import households_today
from admin.records.list_file_columns import file_columns
from admin.records.list_query import requested_list
from admin.records.view_declaration import ViewDeclaration
from admin.request import context, params
from shared.clock import today
from shared.errors import UserError
from shared.interchange.csv_writer import csv_chunks
from shared.locale import _
from shared.models.base import resource_name
from shared.services import subjects


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

    @property
    def names(self) -> tuple[str, str]:
        """(file name in letters of every system, file name in the user's language): list and day."""
        day = today().isoformat()
        return f"{resource_name(self.view.model)}-{day}.csv", f"{self.view.label_plural}-{day}.csv"

    def person_ids(self) -> set[int]:
        """Whose data a short file holds. A long one names nobody: it may hold everybody of its regions."""
        if not self.view.is_personal or not self.is_counted:
            return set()
        _total, batches = self.query.batches()
        return {person for rows in batches for person in subjects.people_in(context.session(), rows)}

    def chunks(self) -> Iterator[bytes]:
        """The file, a batch of rows in memory at a time."""
        columns = file_columns(self.view, with_retired=bool(params.query_params().get("use")))
        return csv_chunks([column.heading for column in columns], self._lines([column.value for column in columns]))

    def _lines(self, values: Sequence[Any]) -> Iterator[list[Any]]:
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
