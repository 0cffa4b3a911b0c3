"""The changes that a division went through, on its page: when, what, and which divisions it came from or went on as."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from markupsafe import Markup

from admin.display import region_names
from admin.display.division_names import title_of_change
from shared.locale import _
from shared.models import Region
from shared.services.division_changes.past_changes import PastChange


def abolished_line(region: Region) -> Markup | None:
    """What a division that stands no more became part of, and when."""
    if region.valid_to is None or region.successor_code is None:
        return None
    is_same = region_names.region_name(region.successor_code) == region_names.name_of_region(region)
    template = _("Has a new code since {day}: {name}.") if is_same else _("Part of {name} since {day}.")
    return Markup.escape(template).format(name=_link(region.successor_code), day=region.valid_to)


def history_lines(code: str, history: Iterable[PastChange]) -> list[Markup]:
    """A line for each change, the latest first."""
    changes = list(history)
    region_names.preload(other for one in changes for other in one.plan.concerned)
    return [_line(code, one) for one in changes]


def _line(code: str, past: PastChange) -> Markup:
    url, title = url_for("division_change.details_view", id=past.change.id), title_of_change(past.change)
    parts = [Markup('{}: <a href="{}">{}</a>').format(past.change.effective_on, url, title)]
    pairs = sorted(past.plan.successions)
    if former := [one for one, later in pairs if later == code]:
        parts.append(Markup.escape(_("from {divisions}")).format(divisions=_links(former)))
    if later := [other for one, other in pairs if one == code]:
        template = _("a part goes to {divisions}") if code in past.plan.divided else _("goes on as {divisions}")
        parts.append(Markup.escape(template).format(divisions=_links(later)))
    return Markup.escape(_("; ")).join(parts)


def _links(codes: Iterable[str]) -> Markup:
    return Markup.escape(_(", ")).join(_link(code) for code in codes)


def _link(code: str) -> Markup:
    name = _("{name} ({code})").format(name=region_names.region_name(code), code=code)
    return Markup('<a href="{}">{}</a>').format(url_for("region.details_view", id=code), name)
