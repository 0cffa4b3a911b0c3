"""The rows of a list behind a figure, as its page and its file write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from admin.display import households_today
from admin.display.formatting import format_yuan
from admin.display.titles import title_of
from admin.records.record_urls import record_key, record_url
from admin.records.view_declaration import ViewDeclaration
from admin.request import context
from admin.request.actions import ViewAction, action_permission
from shared.indicators.catalogue import MEASURES
from shared.indicators.listed_keys import ListedKey
from shared.locale import _
from shared.models import Person
from shared.models.base import Base
from shared.services import subjects

PERSON, HOUSEHOLD = "person_id", "household_id"


@dataclass(frozen=True)
class ListColumn:
    """A column of the list: its heading, how it is set, and what it says of a record."""

    heading: str
    css_class: str
    text: Callable[[Any], Any]


def list_columns(view: ViewDeclaration) -> list[ListColumn]:
    """The columns of the records' own list; after a person the year of birth and the household."""
    columns = []
    names = [name for name, _heading in view.headings()]
    for n, name in enumerate(names):
        columns.append(ListColumn(view.column_label(name), view.cell_class(name), _cell(view, name, is_title=n == 0)))
        if name == PERSON:
            columns.append(ListColumn(_("Year of birth"), "number", _birth_year))
            columns += [] if HOUSEHOLD in names else [ListColumn(_("Household"), "", _household)]
    return columns


def load_rows(view: ViewDeclaration, keys: Sequence[ListedKey]) -> list[Base]:
    """The records of some keys, in their order, with all that their cells need."""
    query = view.query().where(view.key.in_([edge.key for edge in keys]))
    by_key = {record_key(row): row for row in context.session().scalars(query).unique()}
    rows = [by_key[edge.key] for edge in keys if edge.key in by_key]
    view.preload_rows(rows)
    households_today.preload_households(row.person_id for row in rows if getattr(row, PERSON, None) is not None)
    return rows


def people_of(rows: Iterable[Base]) -> set[int]:
    """Whose data the rows show."""
    return subjects.people_in(context.session(), rows)


def opened_by(view: ViewDeclaration, row: Any) -> str:
    """The address of a row's record; empty where its reader may not open it."""
    permission, code = action_permission(ViewAction.READ, view.area), getattr(row, "region_code", None)
    may_open = view.may(ViewAction.READ) and (code is None or context.actor().has_permission(permission, code))
    return record_url(row) if may_open else ""


def file_lines(columns: list[ListColumn], rows: Iterable[Base]) -> Iterator[list[Any]]:
    """The lines of the file: the number of the record, then the columns of the page."""
    for row in rows:
        yield [record_key(row), *(_plain(column.text(row)) for column in columns)]


def amount_text(number: int, measure: str) -> str:
    """A number that a measure counts: money in yuan."""
    return format_yuan(number) if MEASURES[measure].is_money else f"{number:,}"


def _cell(view: ViewDeclaration, name: str, *, is_title: bool) -> Callable[[Any], Any]:
    """What a column says: without links to records that the reader of a list need not be able to open."""
    if is_title:
        return lambda row: view.cell_text(row, name)
    return lambda row: _without_links(view.cell(row, name))


def _without_links(cell: Any) -> Any:
    return cell.striptags() if isinstance(cell, Markup) and "<a " in cell else cell


def _plain(cell: Any) -> Any:
    return cell.striptags() if isinstance(cell, Markup) else cell


def _birth_year(row: Any) -> Any:
    person = row.person
    return person.born_on.year if isinstance(person, Person) else ""


def _household(row: Any) -> str:
    household = households_today.household_of(row.person_id) if row.person_id is not None else None
    return title_of(household) if household is not None else ""
