"""One visit of a page: who asks, about which region and period, and the figures read for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import streamlit as st

from dashboard.address import Address
from dashboard.parts.colours import Palette, palette
from dashboard.parts.download import Download
from dashboard.parts.numbers import difference, period_name
from dashboard.places import Place, Surroundings, look_around, name_of, own
from shared.access import Permission, Role, ScopedSession
from shared.clock import Period
from shared.errors import UserError
from shared.indicators.catalogue import indicator, suggest
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.values import CubeSnapshot, empty_value, load_values
from shared.locale import _

LONGEST_ECHO = 40


class InvalidPageQueryError(UserError):
    """The address asks for something that does not exist here. The sentence names the valid choices."""


class Figures:
    """Figures by what they are about: key, place, period, and the value of the dimension they were split by."""

    def __init__(self, found: Iterable[IndicatorValue], split: str, as_of: CubeSnapshot) -> None:
        """Arrange what was read."""
        self._split, self._as_of = split, as_of
        self._found = {(f.indicator.key, f.region_code, f.period, f.dimension.partition("=")[2]): f for f in found}

    def one(self, key: str, place: str, period: Period) -> IndicatorValue:
        """The undivided figure."""
        return self._found[key, place, period, ""]

    def part(self, key: str, place: str, period: Period, value: str) -> IndicatorValue:
        """The figure of one value of the dimension, also of one that occurs nowhere."""
        found = self._found.get((key, place, period, value))
        return found or empty_value(key, place, period, f"{self._split}={value}", self._as_of)

    def number(self, key: str, place: str, period: Period, value: str = "") -> Decimal:
        """The value, 0 for a blank: for charts and for sorting."""
        found = self.part(key, place, period, value) if self._split else self.one(key, place, period)
        return found.value or Decimal(0)

    def values(self, key: str) -> list[str]:
        """The values of the dimension that occur for an indicator."""
        return sorted({k[3] for k in self._found if k[0] == key})


@dataclass(frozen=True)
class Visit:
    """What a page works with. The session belongs to the person and lives as long as the rerun."""

    session: ScopedSession
    page: str
    as_of: CubeSnapshot
    around: Surroundings
    period: Period
    address: Address
    dark: bool = False

    @property
    def here(self) -> Place:
        """The region looked at."""
        return self.around.here

    @property
    def colours(self) -> Palette:
        """What charts are drawn with in the person's theme."""
        return palette(dark=self.dark)

    @property
    def where_and_when(self) -> str:
        """Region and period: `江苏省 · 2023年`."""
        return f"{self.here.name} · {period_name(self.period)}"

    @property
    def earlier(self) -> dict[str, Period]:
        """The counted periods this one is compared with, by name: the period before (环比) and the year (同比)."""
        steps = {_("On the year"): self.period.year_ago}
        if self.period.is_month:
            steps = {_("On the month"): self.period.previous} | steps
        return {name: period for name, period in steps.items() if self.as_of.holds(period)}

    @property
    def bases(self) -> list[Period]:
        """The earlier periods, and as much of them as is over of a running one: one of both is a figure's basis."""
        return [*self.earlier.values(), *(self.as_of.parts[p] for p in self.earlier.values() if p in self.as_of.parts)]

    def basis(self, key: str, earlier: Period) -> Period | None:
        """What stands for an earlier period when `key` is compared with it here; None when nothing can."""
        return self.as_of.basis(indicator(key), self.period, earlier)

    def may_compare(self, key: str) -> bool:
        """Whether `key` can be compared with earlier periods: not while its own is too young."""
        return any(self.basis(key, earlier) for earlier in self.earlier.values())

    def compared(self, read: Figures, key: str) -> dict[str, IndicatorValue]:
        """The earlier figures that `key` is compared with here, on one basis."""
        bases = {name: self.basis(key, earlier) for name, earlier in self.earlier.items()}
        return {name: read.one(key, self.here.code, period) for name, period in bases.items() if period}

    def moved(self, read: Figures, key: str) -> list[str]:
        """How far `key` moved since each period it is compared with, in words."""
        now = read.one(key, self.here.code, self.period)
        words = {name: difference(now, before) for name, before in self.compared(read, key).items()}
        return [_("{compared}: {moved}").format(compared=name, moved=moved) for name, moved in words.items() if moved]

    def files(self, *downloads: Download) -> list[Download]:
        """The files the person may take away: all of these or none."""
        return list(downloads) if self.session.actor.has_permission(Permission.FIGURES_EXPORT, self.here.code) else []

    def read(
        self,
        *keys: str,
        places: Iterable[Place] = (),
        periods: Iterable[Period] = (),
        split: str = "",
        parts: Collection[str] = (),
    ) -> Figures:
        """Figures of `keys`, or their `parts` by `split` (all unless named): here and now unless said otherwise."""
        codes = [p.code for p in places] or [self.here.code]
        times = list(periods) or [self.period]
        return Figures(load_values(self.session, keys, codes, times, split, parts), split, self.as_of)

    def option(self, name: str, choices: Mapping[str, str], default: str) -> str:
        """What the address asks for under `name`; InvalidPageQueryError unless it is one of `choices`."""
        self.address.defaults[name] = default
        asked = st.query_params.get(name, default)
        if asked not in choices:
            raise InvalidPageQueryError(_unknown(asked, [f"{title} ({key})" for key, title in choices.items()]))
        self.address.asked[name] = asked
        return asked


def arrive(session: ScopedSession, page: str, as_of: CubeSnapshot, asked: Mapping[str, str]) -> Visit:
    """The visit that the address asks for. InvalidPageQueryError when region or period is none of this person's."""
    code = asked.get("region", own(session)[0])
    period = period_asked(asked.get("period", usual_period(as_of).key), as_of)
    around = look_around(session, code, _days(period, as_of))
    if around is None:
        raise InvalidPageQueryError(_refusal(session, code, period, as_of))
    address = Address(page, {"region": code, "period": period.key})
    return Visit(session, page, as_of, around, period, address, dark=st.context.theme.type == "dark")


def _days(period: Period, as_of: CubeSnapshot) -> tuple[date, date]:
    """The days of a period that are over: regions are those that stood on one of them."""
    return period.start, min(period.end, as_of.day)


def _refusal(session: ScopedSession, code: str, period: Period, as_of: CubeSnapshot) -> str:
    """Names of regions are public, figures are not: a foreign region is named, and who may open it."""
    name = name_of(session, code)
    if name and session.actor.has_permission(Permission.FIGURES_READ, code):
        sentence = _("{region} did not exist in {period}. Choose another period, or another region.")
        return sentence.format(region=name, period=period_name(period))
    if name:
        sentence = _("You have no right to see the figures of {region}. Ask the {role} of your unit for it.")
        return sentence.format(region=name, role=str(Role.SECURITY_ADMIN.label).lower())
    home = own(session)[0]
    known = look_around(session, home, _days(period, as_of))
    return _unknown(code, [place.name for place in (*known.trail, *known.below)] if known else [home])


def usual_period(as_of: CubeSnapshot) -> Period:
    """What a page shows unless asked otherwise: the running year, from the day on that one month of it is over.

    Before that, the running year says next to nothing: then the year that has just ended.
    """
    running = as_of.years[-1]
    first = Period.month_of(running.start)
    return as_of.years[-2] if as_of.is_open(first) and len(as_of.years) > 1 else running


def period_asked(key: str, as_of: CubeSnapshot) -> Period:
    """The counted period of `key`; InvalidPageQueryError when it is none."""
    counted = {p.key: p for p in (*as_of.years, *as_of.months)}
    if key not in counted:
        months = f"{as_of.months[0]} – {as_of.months[-1]}"
        raise InvalidPageQueryError(_unknown(key, [*(year.key for year in as_of.years), months]))
    return counted[key]


def _unknown(asked: str, valid: list[str]) -> str:
    sentence = _("There is no “{asked}” here. You can choose: {choices}.")
    return sentence.format(asked=asked[:LONGEST_ECHO], choices=suggest(asked, valid))
