"""Values as people read them: names for keys, yuan for fen, local days and times, a mark for what is unverified."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import g, url_for
from markupsafe import Markup, escape
from sqlalchemy import select

from admin.display import region_names
from admin.display.titles import audited_name, title_of
from admin.request import context
from shared.access import elevated
from shared.clock import LOCAL
from shared.locale import _
from shared.models import Account, DataStatus, Person, Tier, WarningLevel
from shared.models.base import Base, referenced_model, resource_name
from shared.models.columns import ColumnKind, is_region, meaning_of
from shared.models.labelled_enum import LabelledEnum, label_of
from shared.models.labels import ACTIONS
from shared.models.published_count import format_reference_period
from shared.services import system_reasons

BLANK = "—"


def load_reference(target: type[Base], key: Any) -> Base | None:
    """The record with a key, if the user may read it."""
    return context.find(target, key)


def format_value(record: Base | None, name: str) -> str | Markup:
    """The value of a column; `person.born_on` goes through the record that `person_id` points at."""
    attribute, _dot, attribute_of_target = name.partition(".")
    value = None if record is None else getattr(record, attribute)
    if record is None or value is None or value == "":
        return BLANK
    if attribute_of_target:
        return format_value(value, attribute_of_target)
    if is_region(type(record), name):
        return format_region(value)
    if isinstance(value, list):  # the tiers of a programme
        return _(", ").join(str(label_of(Tier, tier.tier)) for tier in value)
    return _format_own_value(record, name, value)


def _format_own_value(record: Base, name: str, value: Any) -> str | Markup:
    if (target := referenced_model(type(record), name)) is not None:
        return link_to(load_reference(target, value))
    if isinstance(record, Person) and meaning_of(Person, name).year_name:
        return format_birth_date(record, value)
    return format_scalar(type(record), name, value)


def format_birth_date(person: Person, born: date) -> str:
    """A birth date; the year alone beside a masked number, whose rest the day would tell."""
    is_masked = bool(person.identity_masked) and g.get("revealed") != person.id
    return str(born.year) if is_masked else born.isoformat()


def format_scalar(record_class: type[Base], name: str, value: Any) -> str | Markup:
    """A value of a column that points at nothing."""
    if value is None or value == "":
        return BLANK
    meaning = meaning_of(record_class, name)
    if meaning.choices is not None:
        return _format_choice(meaning.choices, value)
    return FORMATS[meaning.kind](value) if meaning.kind in FORMATS else str(value)


def format_actor(login: str) -> str:
    """A login of the trail with the name of its owner; a command is called by its own."""
    names: dict[str, str] = g.setdefault("acted_by", {})
    if login not in names:
        with elevated(context.session()) as system:
            name = system.scalar(select(Account.display_name).where(Account.login == login))
        names[login] = f"{name} ({login})" if name else login
    return names[login]


def _format_choice(choices: type[LabelledEnum], value: str) -> str | Markup:
    text = str(label_of(choices, value))
    if choices is DataStatus and DataStatus(value).needs_mark:  # type: ignore[call-arg]
        return Markup('<span class="mark">{}</span>').format(text)
    if choices is WarningLevel:
        return Markup('<span class="level level-{}">{}</span>').format(value, text)
    return text


def format_yuan(fen: int) -> str:
    """An amount in fen as yuan with two decimals."""
    return f"{Decimal(fen) / 100:,.2f}"


def format_datetime(instant: datetime) -> str:
    """An instant in local time, to the minute."""
    return f"{instant.astimezone(LOCAL):%Y-%m-%d %H:%M}"


FORMATS: dict[ColumnKind, Callable[[Any], str]] = {
    ColumnKind.ACTION: lambda value: str(ACTIONS.get(value, value)),
    ColumnKind.ACTOR: format_actor,
    ColumnKind.AMOUNT: format_yuan,
    ColumnKind.COUNT: lambda value: f"{value:,}",
    ColumnKind.FLAG: lambda value: _("yes") if value else _("no"),
    ColumnKind.INSTANT: format_datetime,
    ColumnKind.REASON: system_reasons.translate_reason,
    ColumnKind.RECORD_KIND: audited_name,
    ColumnKind.REFERENCE_PERIOD: format_reference_period,
}


def format_region(code: str) -> str | Markup:
    """A region by name, behind the city and county that the user's own region does not say already."""
    if not code:
        return BLANK
    ancestors, name = region_names.abbreviated_region_path(code)
    lead = Markup('<span class="muted">{}</span> ').format(ancestors) if ancestors else ""
    return Markup('<span title="{} {}">{}{}</span>').format(region_names.region_path(code), code, lead, name)


def link_to_call(telephone: str | None) -> str | Markup:
    """A telephone number that a phone calls when it is tapped."""
    return Markup('<a href="tel:{0}">{0}</a>').format(telephone) if telephone else BLANK


def link_to(record: Base | None) -> Markup:
    """The title of a record, linked to its page; a mark for one outside the user's regions."""
    if record is None:
        return Markup('<span class="muted" title="{}">{}</span>').format(_("In another region"), BLANK)
    key = record.__mapper__.primary_key_from_instance(record)[0]
    address = url_for(f"{resource_name(type(record))}.details_view", id=key)
    return Markup('<a href="{}">{}</a>').format(address, escape(title_of(record)))
