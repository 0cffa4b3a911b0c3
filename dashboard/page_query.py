"""What the query of a URL asks for: the region, the period, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dashboard.components.text.number_format import format_period
from dashboard.region_navigation import (
    RegionNavigation,
    find_region_name,
    find_succession,
    list_root_regions,
    load_navigation,
)
from shared.access import Permission, Role, ScopedSession
from shared.clock import Period
from shared.errors import UserError
from shared.indicators.catalogue import suggest
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.locale import _
from shared.models import Level

MAX_ECHO_LENGTH = 40


class InvalidPageQueryError(UserError):
    """The query asks for something that does not exist here. The message names the valid choices."""


def parse_region_and_period(
    session: ScopedSession, as_of: CubeSnapshot, params: Mapping[str, str]
) -> tuple[RegionNavigation, Period]:
    """The selected region with those around it, and the period. InvalidPageQueryError if the user may not see them."""
    code = params.get("region") or list_root_regions(session)[0]
    period = parse_period(params.get("period") or default_period(as_of).key, as_of)
    navigation = load_navigation(session, code, elapsed_days(period, as_of))
    if navigation is None:
        raise InvalidPageQueryError(_region_error(session, code, period, as_of))
    return navigation, period


def parse_period(key: str, as_of: CubeSnapshot) -> Period:
    """The counted period of `key`; InvalidPageQueryError when it is none."""
    try:
        period = Period.parse(key)
    except ValueError:
        period = None
    if period is None or not as_of.holds(period):
        months = f"{as_of.months[0]} – {as_of.months[-1]}"
        examples = {longer.kind: longer for longer in as_of.longer}
        named = [f"{format_period(one)} ({one.key})" for one in (*as_of.years, *examples.values())]
        raise _not_available(key, _(", ").join([months, *named]))
    return period


def default_period(as_of: CubeSnapshot) -> Period:
    """The running year, from the day on that one month of it is over; before, the year that has just ended."""
    running = as_of.years[-1]
    first_month = Period.month_of(running.start)
    return as_of.years[-2] if as_of.is_open(first_month) and len(as_of.years) > 1 else running


def parse_level(navigation: RegionNavigation, params: Mapping[str, str]) -> Level:
    """The level whose regions are compared; InvalidPageQueryError when the region has none of it below."""
    levels = navigation.levels
    value = params.get("level") or levels[0].value
    if value in set(Level) - set(levels):
        template = _("{region} cannot be shown by {level}. Choose one of: {choices}.")
        names = _(", ").join(f"{level.label} ({level.value})" for level in levels)
        label = str(Level(value).label)  # type: ignore[call-arg]
        raise InvalidPageQueryError(template.format(region=navigation.region.name, level=label, choices=names))
    return Level(parse_option("level", {one.value: str(one.label) for one in levels}, levels[0], params))  # type: ignore[call-arg]


def parse_option(name: str, options: Mapping[str, str], default: str, params: Mapping[str, str]) -> str:
    """The value of parameter `name`; InvalidPageQueryError unless it is one of `options`."""
    value = params.get(name) or default
    if value not in options:
        raise unknown_choice_error(value, [f"{title} ({key})" for key, title in options.items()])
    return value


def unknown_choice_error(value: str, valid: list[str]) -> InvalidPageQueryError:
    """An error that names the valid choices nearest to `value`."""
    return _not_available(value, suggest(value, valid))


def _not_available(value: str, choices: str) -> InvalidPageQueryError:
    requested = "".join(filter(str.isprintable, value[:MAX_ECHO_LENGTH]))
    if not choices:
        return InvalidPageQueryError(_("“{requested}” is not available here.").format(requested=requested))
    template = _("“{requested}” is not available here. Choose one of: {choices}.")
    return InvalidPageQueryError(template.format(requested=requested, choices=choices))


def elapsed_days(period: Period, as_of: CubeSnapshot) -> tuple[date, date]:
    """The first and the last day of a period that are over: regions are those that existed on one of them."""
    return period.start, min(period.end, as_of.day)


def _region_error(session: ScopedSession, code: str, period: Period, as_of: CubeSnapshot) -> str:
    """Names of regions are public, indicators are not: a foreign region is named, and who may grant access to it."""
    name = find_region_name(session, code)
    if name and session.actor.has_permission(Permission.FIGURES_READ, code):
        template = _("{region} did not exist in {period}. Choose another period, or another region.")
        text = template.format(region=name, period=format_period(period))
        succession = find_succession(session, code)
        if succession is None:
            return text
        template = _("{region} became part of {successor} on {day}.")
        words = {"successor": succession.region.name, "day": succession.day}
        return f"{template.format(region=name, **words)} {text}"
    if name:
        return explain_foreign_region(name)
    root = list_root_regions(session)[0]
    navigation = load_navigation(session, root, elapsed_days(period, as_of))
    names = [region.name for region in (*navigation.breadcrumb, *navigation.children)] if navigation else [root]
    return str(unknown_choice_error(code, names))


def explain_foreign_region(name: str) -> str:
    """Of which region the reader may not see the statistics, and whom to ask."""
    template = _(
        "You do not have permission to see the statistics of {region}. If your work requires it, ask the "
        "{role} of your office."
    )
    return template.format(region=name, role=str(Role.SECURITY_ADMIN.label).lower())
