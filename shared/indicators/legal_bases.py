"""On what figures rest: the law or programme that defines them, and where their data come from."""

from __future__ import annotations

from babel.support import LazyProxy

from shared.locale import _
from shared.locale import lazy as _l

from .catalogue import MEASURES
from .indicator import Indicator

DATA: dict[str, LazyProxy] = {
    "spells": _l("benefit spells and people in this system"),
    "residents": _l("residents as published by Jiangsu and its cities; below the city estimated"),
    "warnings": _l("warnings, outcomes and responses in this system"),
    "villages": _l("administrative divisions in this system"),
    "mechanisms": _l("discovery mechanisms in this system"),
    "special": _l("special assistance in this system"),
    "temporary": _l("temporary assistance in this system"),
    "identities": _l("people in this system"),
    "deliveries": _l("deliveries and receipts in this system"),
    "eligible_deliveries": _l("deliveries and benefit spells in this system"),
    "quotas": _l("cycles and quotas in this system"),
    "solar": _l("solar installations in this system"),
    "solar_yields": _l("yearly solar yields entered in this system"),
    "standards": _l("dibao standards as announced by the cities"),
    "consumption": _l("per-capita consumption as published by the statistical bureaus"),
}


def data_source(one: Indicator) -> str:
    """Where the data of a figure come from, that of its denominator too."""
    sides = [key for key in (one.numerator, one.denominator) if key]
    return _("; ").join(dict.fromkeys(str(DATA[MEASURES[key].source.key]) for key in sides))


def rests_on(one: Indicator) -> str:
    """Both in a line: the law is no source of data."""
    return _("Basis: {basis}. Data: {data}.").format(basis=one.source, data=data_source(one))
