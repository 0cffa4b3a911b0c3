"""Where the data of figures come from: which records of which system, until when they are taken, and who keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from babel.support import LazyProxy

from shared.locale import _
from shared.locale import lazy as _l

from .catalogue import MEASURES
from .indicator import Indicator
from .measure import Source

SUZHU = _l("Suzhu (this system)")
PUBLISHED = _l("published values, entered in this system")
RESPONSIBLE = _l("the region responsible for the record")
OWN_REGION = _l("the region that the value was published for, and no other")
IN_USE = _l("records in use at the last change of the statistics, up to the as-of date")
AS_PUBLISHED = _l("values published and in force on the last day of the period")
TOWNSHIPS = _l("townships enter, the county's civil affairs bureau answers for them")
COUNTIES = _l("the county's civil affairs bureau")
CITIES = _l("the city's civil affairs bureau")
PROVINCE = _l("the province's department of civil affairs")
STATISTICIANS = _l("the statistical bureaus of the province and its cities")
AT_ONCE = _l("with every entry, at once")
MONTHLY = _l("monthly, with the payment lists")
EACH_MONTH = _l("once a month, when it is over")
EACH_CYCLE = _l("with every cycle of a programme")
YEARLY = _l("once a year")
FROM_JULY = _l("once a year, in force from July")


class DataSource(NamedTuple):
    """`records` in words; `owner`: the office that answers for them; `rhythm`: how often they come."""

    records: LazyProxy
    owner: LazyProxy = TOWNSHIPS
    rhythm: LazyProxy = AT_ONCE
    attribution: LazyProxy = RESPONSIBLE
    system: LazyProxy = SUZHU
    cut_off: LazyProxy = IN_USE


def _published(records: LazyProxy, owner: LazyProxy, rhythm: LazyProxy = YEARLY) -> DataSource:
    return DataSource(records, owner, rhythm, OWN_REGION, PUBLISHED, AS_PUBLISHED)


DATA: dict[str, DataSource] = {
    "spells": DataSource(_l("benefit spells and people in this system")),
    "residents": _published(
        _l("residents as published by Jiangsu and its cities; below the city estimated"), STATISTICIANS
    ),
    "warnings": DataSource(_l("warnings, outcomes and responses in this system")),
    "villages": DataSource(_l("administrative divisions in this system"), PROVINCE),
    "mechanisms": DataSource(_l("discovery mechanisms in this system"), COUNTIES),
    "special": DataSource(_l("special assistance in this system"), COUNTIES),
    "temporary": DataSource(_l("temporary assistance in this system")),
    "identities": DataSource(_l("people in this system")),
    "deliveries": DataSource(_l("deliveries and receipts in this system"), COUNTIES),
    "eligible_deliveries": DataSource(_l("deliveries and benefit spells in this system"), COUNTIES),
    "quotas": DataSource(_l("cycles and quotas in this system"), PROVINCE, EACH_CYCLE),
    "solar": DataSource(_l("solar installations in this system"), COUNTIES),
    "solar_yields": DataSource(_l("yearly solar yields entered in this system"), COUNTIES, YEARLY),
    "standards": _published(_l("dibao standards as announced by the cities"), CITIES, FROM_JULY),
    "tekun_standards": _published(_l("tekun standards as announced by the cities"), CITIES, FROM_JULY),
    "monitored": DataSource(_l("benefit spells, temporary assistance, warnings and outcomes in this system")),
    "exits": DataSource(_l("benefit spells in this system")),
    "exit_checks": DataSource(_l("benefit spells, warnings and home visits in this system")),
    "entrants": DataSource(_l("benefit spells and warnings in this system")),
    "payment_lists": DataSource(_l("benefit payments in this system"), COUNTIES, MONTHLY),
    "plans": DataSource(_l("programmes and cycles in this system"), PROVINCE, EACH_CYCLE),
    "pledges": DataSource(_l("pledges in this system"), PROVINCE, EACH_CYCLE),
    "suspects": DataSource(_l("benefit spells, deaths and administrative divisions in this system")),
    "county_months": DataSource(
        _l("steps of the monthly close and administrative divisions in this system"), COUNTIES, EACH_MONTH
    ),
    "consumption": _published(_l("per-capita consumption as published by the statistical bureaus"), STATISTICIANS),
}


def sources_of(one: Indicator) -> list[Source]:
    """What a figure is counted from."""
    return list({MEASURES[key].source.key: MEASURES[key].source for key in one.measures}.values())


def data_source(one: Indicator) -> str:
    """Where the data of a figure come from, both sides."""
    return join_texts(DATA[source.key].records for source in sources_of(one))


def join_texts(texts: Iterator[LazyProxy]) -> str:
    """Different texts, each once."""
    return _("; ").join(dict.fromkeys(map(str, texts)))


def tables_of(source: Source) -> list[str]:
    """The tables of the database whose records decide what a source holds."""
    return sorted(record.__tablename__ for record in source.invalidated_by)


def rests_on(one: Indicator) -> str:
    """Both in a line: the law is no source of data."""
    return _("Basis: {basis}. Data: {data}.").format(basis=one.source, data=data_source(one))
