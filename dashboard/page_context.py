"""What a page works with: the session, the selected region and period, and the values it loads for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy import select

from dashboard.compare_tray import TRAY, load_tray, write_tray
from dashboard.components.charts.palette import Palette, select_palette
from dashboard.components.html.download_links import Download, csv_link, package_links, workbook_links
from dashboard.components.html.figure_list_links import figure_url
from dashboard.components.text.number_format import describe_change, format_period
from dashboard.indicator_values import IndicatorValues
from dashboard.page_query import MAX_ECHO_LENGTH, elapsed_days, parse_level, parse_option, parse_region_and_period
from dashboard.page_url import PageUrl
from dashboard.region_navigation import ComparedRegions, RegionNavigation, RegionRef, load_compared_regions
from shared.access import Permission, ScopedSession
from shared.clock import Period, PeriodKind
from shared.indicators.catalogue import indicator
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.followed_divisions import FollowedDivisions
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.todays_divisions import FormerTownships, load_values_by_today
from shared.indicators.values import load_values
from shared.interchange.extract_query import TODAY
from shared.locale import _
from shared.models import Dataset, DatasetKind, Level


@dataclass(frozen=True)
class PageContext:
    """Made once a rerun. The session belongs to the user and ends with the rerun."""

    session: ScopedSession
    page: str
    as_of: CubeSnapshot
    navigation: RegionNavigation
    period: Period
    level: Level
    url: PageUrl
    params: Mapping[str, str]
    dark: bool = False
    tray: tuple[RegionRef, ...] = ()
    """Regions that somebody put side by side, in this order."""
    former: FormerTownships | None = None
    """Townships that the selected one follows, where its figures are those of all of them."""
    states: set[ObservationStatus] = field(default_factory=set)
    """Those of the figures of the selected region and period that the page has loaded so far."""

    @property
    def region(self) -> RegionRef:
        """The selected region."""
        return self.navigation.region

    @property
    def palette(self) -> Palette:
        """The colours of charts in the user's theme."""
        return select_palette(dark=self.dark)

    @property
    def region_and_period(self) -> str:
        """Region and period: `江苏省 · 2023年`."""
        return f"{self.region_name} · {format_period(self.period)}"

    @property
    def region_name(self) -> str:
        """The selected region, with the former ones that its figures include."""
        if self.former is None:
            return self.region.name
        template = _("{region} with the former {names}")
        return template.format(region=self.region.name, names=self.former.listed_names)

    @property
    def comparison_periods(self) -> dict[str, Period]:
        """The counted periods this one is compared with, by name: the period before (环比) and the year (同比)."""
        steps = {_("a year earlier"): self.period.year_ago}
        names = {
            PeriodKind.MONTH: _("the month before"),
            PeriodKind.QUARTER: _("the quarter before"),
            PeriodKind.HALF_YEAR: _("the half year before"),
        }
        if self.period.kind in names:
            steps = {names[self.period.kind]: self.period.previous} | steps
        return {name: period for name, period in steps.items() if self.as_of.holds(period)}

    @property
    def basis_periods(self) -> list[Period]:
        """The comparison periods, and their first months up to where a running one stands: one of both is a basis."""
        compared = self.comparison_periods.values()
        return [*compared, *(self.as_of.parts[period] for period in compared if period in self.as_of.parts)]

    def load_compared_regions(self, level: Level) -> ComparedRegions:
        """The regions of a level inside the selected one, for tables, maps and files."""
        return load_compared_regions(self.session, self.navigation, level, elapsed_days(self.period, self.as_of))

    def load_all_of_level(self) -> ComparedRegions:
        """The regions of the level of the selected one that the user may see."""
        days = elapsed_days(self.period, self.as_of)
        return load_compared_regions(self.session, self.navigation.at_root, self.region.level, days)

    def find_basis(self, key: str, earlier: Period) -> Period | None:
        """What stands for an earlier period when `key` is compared with it; None when nothing can."""
        own = self.region.code, earlier.start, self._last_day
        if self.former is None and not self._followed_by_region.is_same(*own):
            return None
        return self.as_of.basis(indicator(key), self.period, earlier)

    def comparable_regions(self, regions: Iterable[RegionRef], earlier: Period) -> list[RegionRef]:
        """Those of some regions that are the same as in an earlier period: no divisions came or went."""
        listed = list(regions)
        followed = FollowedDivisions.load(self.session, [region.code for region in listed])
        return [one for one in listed if followed.is_same(one.code, earlier.start, self._last_day)]

    @property
    def _last_day(self) -> date:
        return min(self.period.end, self.as_of.day)

    @cached_property
    def _followed_by_region(self) -> FollowedDivisions:
        return FollowedDivisions.load(self.session, [self.region.code])

    def may_compare(self, key: str) -> bool:
        """Whether `key` can be compared with earlier periods: not while its own is too recent."""
        return any(self.find_basis(key, earlier) for earlier in self.comparison_periods.values())

    def comparison_values(self, values: IndicatorValues, key: str) -> dict[str, IndicatorValue]:
        """The earlier values that `key` is compared with in the selected region, by the name of the comparison."""
        bases = {name: self.find_basis(key, earlier) for name, earlier in self.comparison_periods.items()}
        return {name: values.total(key, self.region.code, period) for name, period in bases.items() if period}

    def change_texts(self, values: IndicatorValues, key: str) -> list[str]:
        """How far `key` changed since each period it is compared with, as text."""
        now = values.total(key, self.region.code, self.period)
        changes = {name: describe_change(now, before) for name, before in self.comparison_values(values, key).items()}
        template = _("{change} on {compared}")
        return [template.format(compared=name, change=change) for name, change in changes.items() if change]

    def allowed_downloads(self, *downloads: Download) -> list[Download]:
        """The files the user may download, as tables, as workbooks and, of many figures, as packages: all or none."""
        if not self.session.actor.has_permission(Permission.FIGURES_EXPORT, self.region.code):
            return []
        return [*downloads, *workbook_links(downloads, self.page), *package_links(downloads)]

    def figure_url(self, key: str, dimension: str = "") -> str:
        """The page of a figure of the selected region and period; empty by today's divisions, which have none."""
        return figure_url(key, self.region.code, self.period, dimension) if self.former is None else ""

    def csv_of_region(self, key: str, *periods: Period, dimension: str = "", name: str = "") -> Download:
        """The file of the selected region, by the divisions that the page shows it by."""
        divisions = TODAY if self.former is not None else ""
        return csv_link(
            key, self.region, *(periods or (self.period,)), dimension=dimension, name=name, divisions=divisions
        )

    def csv_by_region(self, compared: ComparedRegions, *keys: str, dimension: str = "") -> list[Download]:
        """A file for each of `keys` with the compared regions; `dimension` as in `kind=solar`."""
        return [csv_link(key, compared.whole, self.period, level=compared.level, dimension=dimension) for key in keys]

    def load_values(
        self,
        *keys: str,
        regions: Iterable[RegionRef] = (),
        periods: Iterable[Period] = (),
        dimension: str = "",
        categories: Collection[str] = (),
    ) -> IndicatorValues:
        """Totals of `keys`, or their `categories` of `dimension` (all by default).

        For the selected region and period unless others are named. Those of the selected region are by the divisions
        that the page shows it by.
        """
        codes = [region.code for region in regions] or [self.region.code]
        times = list(periods) or [self.period]
        selected = [code for code in codes if self.former is not None and code == self.region.code]
        others = [code for code in codes if code not in selected]
        about = times, dimension, categories
        loaded = load_values(self.session, keys, others, *about) if others else []
        if selected and self.former is not None:
            loaded += load_values_by_today(self.session, keys, self.region.code, self.former, *about)
        own = self.region.code, self.period
        self.states.update(one.state for one in loaded if (one.region_code, one.period) == own)
        return IndicatorValues(loaded, dimension, self.as_of)

    def query_option(self, name: str, options: Mapping[str, str], default: str) -> str:
        """The option that the URL names, kept in links from here. InvalidPageQueryError unless it is an option."""
        self.url.defaults[name] = default
        value = parse_option(name, options, default, self.params)
        self.url.params[name] = value
        return value

    def query_text(self, name: str) -> str:
        """The text that somebody typed into a form of the page, kept in links from here."""
        self.url.defaults[name] = ""
        self.url.params[name] = self.params.get(name, "").strip()[:MAX_ECHO_LENGTH]
        return self.url.params[name]


def build_page_context(
    session: ScopedSession, page: str, as_of: CubeSnapshot, params: Mapping[str, str], *, dark: bool = False
) -> PageContext:
    """The context that the URL asks for. InvalidPageQueryError if region or period are not the user's to see."""
    navigation, period = parse_region_and_period(session, as_of, params)
    level = parse_level(navigation, params)
    tray = load_tray(session, params.get(TRAY, ""))
    address = {"region": navigation.region.code, "period": period.key, "level": level.value}
    url = PageUrl(page, address | {TRAY: write_tray(tray)}, {TRAY: ""})
    return PageContext(session, page, as_of, navigation, period, level, url, params, dark, tray)


def load_demo_scale(session: ScopedSession) -> float | None:
    """The scale of a demo province; None over real records."""
    dataset = session.scalars(select(Dataset)).first()
    return dataset.scale if dataset is not None and dataset.kind == DatasetKind.DEMO else None
