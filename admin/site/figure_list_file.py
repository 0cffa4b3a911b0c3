"""The file of a list behind a figure: the columns of its page, a batch of rows in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import g

from admin.records.pagination import BATCH_SIZE, MAX_COUNTED
from admin.request import context
from admin.site.figure_list_query import FigureListQuery
from admin.site.figure_list_rows import file_lines, list_columns, load_rows, people_of
from shared.indicators.listed_keys import load_all_keys
from shared.interchange.csv_writer import csv_chunks
from shared.locale import _
from shared.models.base import Base

MAX_NAMED = MAX_COUNTED  # persons whom the trail names of a file; a longer one may hold everybody of its region
LASTING = {"region_names", "region_paths"}


def figure_list_csv(query: FigureListQuery) -> Iterator[bytes]:
    """All its rows, in the order of the page."""
    columns = list_columns(query.view)
    headings = [_("System number"), *(column.heading for column in columns)]
    return csv_chunks(headings, _lines(query, columns))


def figure_list_people(query: FigureListQuery) -> set[int]:
    """Whose data a short one holds."""
    return {person for rows in _batches(query) for person in people_of(rows)} if query.view.is_personal else set()


def _lines(query: FigureListQuery, columns: list[Any]) -> Iterator[list[Any]]:
    for rows in _batches(query):
        yield from file_lines(columns, rows)


def _batches(query: FigureListQuery) -> Iterator[list[Base]]:
    """Its records; what was read for the cells of a batch goes with it, the names of regions stay."""
    context.read_all_rows()
    for name in LASTING:
        g.setdefault(name, {})
    cached_before = set(g)
    for keys in load_all_keys(context.session(), query.selection, BATCH_SIZE):
        yield load_rows(query.view, keys)
        context.session().expunge_all()
        for name in set(g) - cached_before:
            g.pop(name)
