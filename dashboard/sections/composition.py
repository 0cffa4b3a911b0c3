"""Who they are: composition by age, sex, disability and household size."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.bars import Bar, Slice, bars
from dashboard.parts.download import csv
from dashboard.parts.numbers import grouped, percent
from dashboard.parts.section import foot, head
from dashboard.parts.template import draw
from dashboard.visit import Figures, Visit
from shared.indicators import dimensions
from shared.indicators.indicator_value import MIN_DENOMINATOR
from shared.locale import _
from shared.locale import lazy as _l

PERSONS, HOUSEHOLDS = "recipients_by_trait", "households_by_tier"
TRAITS = {
    "age": (PERSONS, _l("By age")),
    "sex": (PERSONS, _l("By sex")),
    "disability": (PERSONS, _l("By disability")),
    "size": (HOUSEHOLDS, _l("Households by recipients in them")),
}


def composition(visit: Visit) -> None:
    """Four groups of bars, shares of each group."""
    read = {trait: visit.read(key, split=trait) for trait, (key, _title) in TRAITS.items()}
    groups = {str(title): _bars(visit, read[trait], key, trait) for trait, (key, title) in TRAITS.items()}
    shown = {title: group for title, group in groups.items() if group}
    if not shown:
        return
    head(_finding(visit, read["age"]), _("Composition, share of each group"), visit.where_and_when)
    draw("plain", content=bars(shown))
    files = [csv(key, visit.here, visit.period, split=trait, name=str(title)) for trait, (key, title) in TRAITS.items()]
    foot([PERSONS, HOUSEHOLDS], visit.as_of, visit.files(*files))


def _bars(visit: Visit, figures: Figures, key: str, trait: str) -> list[Bar]:
    numbers = {v: figures.number(key, visit.here.code, visit.period, v) for v in dimensions.values(trait)}
    total, names = sum(numbers.values()), dimensions.values(trait)
    return [
        Bar(names[v], [Slice(100 * n / total)], percent(n, total), under=grouped(n))
        for v, n in numbers.items()
        if total and (n or trait == "age")
    ]


def _finding(visit: Visit, figures: Figures) -> str:
    ages = {band: figures.number(PERSONS, visit.here.code, visit.period, band) for band in dimensions.AGES}
    old, young = ages["age_60_79"] + ages["age_80_up"], ages["age_00_05"] + ages["age_06_15"]
    total = sum(ages.values(), Decimal(0))
    if total < MIN_DENOMINATOR:
        return _("{n} persons: too few to speak of shares").format(n=grouped(total))
    sentence = _("{old} are 60 or older, {young} younger than 16")
    return sentence.format(old=percent(old, total), young=percent(young, total))
