"""Values as people read them: names for keys, yuan for fen, local days and times, a mark for what is unverified."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from flask import g, url_for
from markupsafe import Markup, escape
from sqlalchemy import select

from admin.display import region_names
from admin.display.titles import audited_name, title_of
from admin.request import context
from shared.access import Role, elevated
from shared.clock import LOCAL
from shared.locale import LANGUAGES, _
from shared.models import Account, AuditEvent, DataStatus, Person, WarningLevel
from shared.models.base import YEAR_ONLY_NAME, Base, model_of_table
from shared.models.choices import choices, label_of
from shared.models.labelled_enum import LabelledEnum
from shared.models.labels import ACTIONS
from shared.models.published_count import reference_period
from shared.services import system_reasons

BLANK = "—"
NO_THOUSANDS_SEPARATOR = {"year", "id", "version", "language"}  # words and numbers that count nothing
FORMATTED_COLUMNS = {"dated", "reason", "retired_reason"}
REGION_COLUMNS = {"place_code", "region_code", "parent_code", "successor_code"}


@cache
def referenced_model(record_class: type[Base], column: str) -> type[Base] | None:
    """The class of record that a column holds the key of; None for a plain value or a region."""
    found = record_class.__mapper__.columns.get(column)
    keys = found.foreign_keys if found is not None and column not in REGION_COLUMNS else ()
    return next((model_of_table(key.column.table.name) for key in keys), None)


def load_reference(target: type[Base], key: Any) -> Base | None:
    """The record with a key, if it lies inside the person's regions."""
    return context.session().get(target, key)


def choices_for(record_class: type[Base], column: str) -> type[LabelledEnum] | None:
    """The list a column chooses from, roles included."""
    return Role if column == "role" else choices(record_class, column)


def format_value(record: Base | None, name: str) -> str | Markup:
    """The value of a column; `person.born_on` goes through the record that `person_id` points at."""
    first, _dot, rest = name.partition(".")
    value = None if record is None else getattr(record, first)
    if record is None or value is None or value == "":
        return BLANK
    if rest:
        return format_value(value, rest)
    if name in REGION_COLUMNS:
        return format_region(value)
    if (target := referenced_model(type(record), name)) is not None:
        return link_to(load_reference(target, value))
    if name == "tiers":
        return _(", ").join(str(label_of(choices(type(tier), "tier"), tier.tier)) for tier in value)  # type: ignore[arg-type]
    is_marked = YEAR_ONLY_NAME in record.__mapper__.columns[name].info
    return (
        format_birth_date(record, value)
        if is_marked and isinstance(record, Person)
        else format_scalar(type(record), name, value)
    )


def format_birth_date(person: Person, born: date) -> str:
    """A birth date; the year alone beside a masked number, whose rest the day would tell."""
    is_masked = bool(person.identity_masked) and g.get("revealed") != person.id
    return str(born.year) if is_masked else born.isoformat()


def format_scalar(record_class: type[Base], name: str, value: Any) -> str | Markup:
    """A value of a column that points at nothing."""
    if value is None or value == "":
        return BLANK
    known = choices_for(record_class, name)
    if known is not None:
        return _format_choice(known, value)
    if name in FORMATTED_COLUMNS or (record_class is AuditEvent and name in VALUE_FORMATS):
        return VALUE_FORMATS[name](value)
    if name.endswith("_fen"):
        return format_yuan(value)
    if name in NO_THOUSANDS_SEPARATOR:
        return LANGUAGES.get(value, str(value))
    return _format_by_type(value)


def format_actor(login: str) -> str:
    """A login of the trail with the name of its owner; a command is called by its own."""
    known: dict[str, str] = g.setdefault("acted_by", {})
    if login not in known:
        with elevated(context.session()) as system:
            name = system.scalar(select(Account.display_name).where(Account.login == login))
        known[login] = f"{name} ({login})" if name else login
    return known[login]


VALUE_FORMATS: dict[str, Callable[[str], str]] = {  # words for what the program keeps as keys, or in English
    "action": lambda value: str(ACTIONS.get(value, value)),
    "actor": format_actor,
    "record": audited_name,
    "dated": reference_period,
    "reason": system_reasons.translate_reason,
    "retired_reason": system_reasons.translate_reason,
}


def _format_by_type(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:,}" if isinstance(value, int) else str(value)


def _format_choice(known: type[LabelledEnum], value: str) -> str | Markup:
    text = str(label_of(known, value))
    if known is DataStatus and DataStatus(value).needs_mark:  # type: ignore[call-arg]
        return Markup('<span class="mark">{}</span>').format(text)
    if known is WarningLevel:
        return Markup('<span class="level level-{}">{}</span>').format(value, text)
    return text


def format_yuan(fen: int) -> str:
    """An amount in fen as yuan with two decimals."""
    return f"{Decimal(fen) / 100:,.2f}"


def format_datetime(instant: datetime) -> str:
    """An instant in local time, to the minute."""
    return f"{instant.astimezone(LOCAL):%Y-%m-%d %H:%M}"


def format_region(code: str) -> Markup:
    """A region by name, behind the city and county that the person's own region does not say already."""
    above, name = region_names.abbreviated_region_path(code)
    lead = Markup('<span class="muted">{}</span> ').format(above) if above else ""
    return Markup('<span title="{} {}">{}{}</span>').format(region_names.region_path(code), code, lead, name)


def link_to(record: Base | None) -> Markup:
    """The title of a record, linked to its page; a mark for one outside the person's regions."""
    if record is None:
        return Markup('<span class="muted" title="{}">{}</span>').format(_("In another region"), BLANK)
    key = record.__mapper__.primary_key_from_instance(record)[0]
    address = url_for(f"{record.__tablename__}.details_view", id=key)
    return Markup('<a href="{}">{}</a>').format(address, escape(title_of(record)))
