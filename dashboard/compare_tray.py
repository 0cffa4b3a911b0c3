"""The compare tray: regions of any level that somebody put side by side. It stands in the address of every page."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.page_url import PageUrl
from dashboard.region_navigation import RegionRef, load_region_refs
from shared.access import Permission, ScopedSession
from shared.patterns import REGION_CODE

TRAY, SEPARATOR = "tray", ","
MAX_REGIONS = 6
"""As many lines as one tells apart."""


def load_tray(session: ScopedSession, text: str) -> tuple[RegionRef, ...]:
    """The regions that an address names, in its order: those that exist and that the reader may see, six at most."""
    codes = [code for code in dict.fromkeys(text.split(SEPARATOR)) if REGION_CODE.fullmatch(code)]
    allowed = [code for code in codes if session.actor.has_permission(Permission.FIGURES_READ, code)][:MAX_REGIONS]
    found = load_region_refs(session, allowed) if allowed else {}
    return tuple(found[code] for code in allowed if code in found)


def write_tray(regions: Iterable[RegionRef]) -> str:
    """The tray as an address holds it."""
    return SEPARATOR.join(region.code for region in regions)


def codes_in(url: PageUrl) -> list[str]:
    """The codes in the tray of an address."""
    return [code for code in url.params.get(TRAY, "").split(SEPARATOR) if code]


def link_with(url: PageUrl, code: str) -> str:
    """The link to the same page with one region more in the tray; empty when it is in it, or the tray is full."""
    codes = codes_in(url)
    return "" if code in codes or len(codes) >= MAX_REGIONS else url.link(tray=SEPARATOR.join([*codes, code]))


def toggle(url: PageUrl, code: str) -> tuple[str, bool]:
    """The link that puts a region into the tray or takes it out, and whether it is in; no link while that is full."""
    is_in = code in codes_in(url)
    return (link_without(url, code) if is_in else link_with(url, code)), is_in


def link_without(url: PageUrl, code: str) -> str:
    """The link to the same page with one region less in the tray."""
    return url.link(tray=SEPARATOR.join(one for one in codes_in(url) if one != code))
