"""The top of every page: demo banner, pages, user menu; below it the region and the period."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from dashboard.compare_tray import codes_in, toggle
from dashboard.components.html.rendering import render_template
from dashboard.components.text.lock_text import describe_lock
from dashboard.components.text.number_format import format_period
from dashboard.page_url import COMPARE_PAGE, SEARCH_TEXT, PageUrl
from dashboard.region_navigation import RegionNavigation, RegionRef
from shared.access import Actor
from shared.clock import LOCAL, Period, PeriodKind
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.observation_status import ObservationStatus, is_mature
from shared.locale import CHINESE, ENGLISH, HTML_LANGUAGES, LANGUAGES, _, current_language
from shared.rules.parameter_keys import ASSISTANCE_DAYS


def render_page_header(*, url: PageUrl, demo_banner: str, user_menu: dict[str, Any]) -> Markup:
    """Product, pages and user; `user_menu` comes from `build_user_menu`."""
    path, params = url.search_form
    search = {"path": path, "params": params, "value": url.params.get(SEARCH_TEXT, "")}
    return render_template(
        "page_header", demo_banner=demo_banner, home=url.link("overview"), search=search, **user_menu
    )


def render_region_and_period(
    *,
    url: PageUrl,
    navigation: RegionNavigation,
    period: Period,
    as_of: CubeSnapshot,
    has_warnings: bool,
    states: Iterable[ObservationStatus] = (),
) -> Markup:
    """The bar with the selected region and period, in sight wherever one reads; `states`: of its figures shown."""
    state, locked_on = describe_lock(as_of, period, navigation.region.level, states)
    window = as_of.days(ASSISTANCE_DAYS)
    is_recent = has_warnings and not is_mature(window, period, as_of.day)
    return render_template(
        "region_and_period",
        address=url.link(),
        announcement=" ".join((navigation.region.name, format_period(period))),
        breadcrumb=_breadcrumb(url, navigation),
        children=_region_links(url, navigation.children),
        period=format_period(period),
        years=_period_links(url, period, as_of),
        as_of=format_as_of(as_of),
        tray=(len(codes_in(url)), url.link(COMPARE_PAGE), *toggle(url, navigation.region.code)),
        state=state,
        state_name=state.label,
        locked_on=locked_on,
        recent=_("warnings less than {days} days old").format(days=window) if is_recent else "",
    )


def _region_links(
    url: PageUrl, regions: tuple[RegionRef, ...], selected: RegionRef | None = None
) -> list[tuple[str, str, bool]]:
    return [(region.name, url.link(region=region.code), region == selected) for region in regions]


def _breadcrumb(url: PageUrl, navigation: RegionNavigation) -> list[dict[str, Any]]:
    steps = zip(navigation.breadcrumb, navigation.siblings, strict=True)
    return [{"name": region.name, "choices": _region_links(url, siblings, region)} for region, siblings in steps]


def _period_links(url: PageUrl, selected: Period, as_of: CubeSnapshot) -> list[dict[str, Any]]:
    return [
        {
            "name": format_period(year),
            "link": url.link(period=year.key),
            "open": year == selected,
            "months": [
                (m.start.month, url.link(period=m.key), m == selected, format_period(m))
                for m in as_of.months
                if m.start.year == year.start.year
            ],
            "longer": [
                (_short_name(one), url.link(period=one.key), one == selected, format_period(one))
                for one in as_of.longer
                if one.start.year == year.start.year
            ],
        }
        for year in reversed(as_of.years)
    ]


def _short_name(period: Period) -> str:
    """What stands beside its year: `Q4`, `H2`, `1–8`; its full name is read aloud."""
    number = period.end.month
    if period.kind is PeriodKind.TO_DATE:
        return _("1–{month}").format(month=number)
    if period.kind is PeriodKind.QUARTER:
        return (_("Q1"), _("Q2"), _("Q3"), _("Q4"))[number // len(period.months) - 1]
    return _("H1") if period.start.month == 1 else _("H2")


def format_as_of(as_of: CubeSnapshot) -> str:
    """For which day the indicators were computed, and when they were last refreshed, in local time."""
    refreshed = as_of.refreshed_at.astimezone(LOCAL)
    return _("As of {day}, refreshed {refreshed}").format(day=as_of.day, refreshed=f"{refreshed:%Y-%m-%d %H:%M}")


def build_user_menu(
    actor: Actor, url: PageUrl, pages: list[tuple[str, str, str, bool]], *, has_records: bool
) -> dict[str, Any]:
    """The data of the template about the user: name, role, language, and where they may go."""
    other_language = ENGLISH if current_language() == CHINESE else CHINESE
    return {
        "pages": pages,
        "user": actor.called,
        "full_name": actor.name if actor.name != actor.called else "",
        "role": " · ".join(sorted({str(grant.role.label) for grant in actor.grants})),
        "admin_link": url.admin_link if has_records else "",
        "other_language": LANGUAGES[other_language],
        "other_tag": HTML_LANGUAGES[other_language],
        "language_link": f"/language?to={other_language}&next={quote(url.link(), safe='')}",
        "sign_out": "/sign-out",
    }
