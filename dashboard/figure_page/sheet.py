"""`/figures`: several figures as they stood, which an address holds; those of a meeting brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from sqlalchemy import Engine

from dashboard.components.html.figure_list_links import figure_url_of
from dashboard.components.html.rendering import render_template
from dashboard.figure_page.figure_request import RequestedFigure
from dashboard.figure_page.frozen_figure import FrozenFigure
from dashboard.figure_page.frozen_link import freeze, may_see, open_frozen
from dashboard.figure_page.frozen_texts import (
    describe_place,
    explain_denial,
    find_differences,
    format_fixed_at,
    name_frozen,
    show_as_stood,
    show_with_sides,
)
from dashboard.figure_page.html_page import Assets, PageContent, render_page
from shared.access import Actor, ScopedSession
from shared.clock import Period
from shared.errors import UserError
from shared.indicators.catalogue import INDICATORS
from shared.indicators.cube_snapshot import CubeSnapshot, pin_as_of
from shared.indicators.values import load_values
from shared.locale import _
from shared.models import Region


@dataclass(frozen=True)
class SheetRow:
    """One figure: how it stood, and how it stands."""

    name: str
    code: str
    value: str
    details: list[str]
    today: list[str]
    address: str = ""
    is_small: bool = False
    is_small_today: bool = False


def render_frozen_sheet(
    engine: Engine, actor: Actor, params: Mapping[str, str], assets: Assets
) -> tuple[HTTPStatus, str]:
    """The status and the page."""
    return render_page(engine, actor, assets, lambda session: _write(session, params))


def _write(session: ScopedSession, params: Mapping[str, str]) -> PageContent:
    snapshot = pin_as_of(session)
    frozen = open_frozen(session, "", params)
    if frozen is None:
        raise UserError(_("The address names no figure. Open one from a page of the statistics."))
    today = _load_today(session, snapshot, frozen.figures, params)
    shown = [may_see(session, one, params) for one in frozen.figures]
    rows = [_row(one, today.get(one.key), is_shown=seen) for one, seen in zip(frozen.figures, shown, strict=True)]
    title, subject = _("Figures as they stood on {day}").format(day=frozen.day), describe_place(session, params)
    about = {"title": title, "subject": subject, "fixed": format_fixed_at(frozen.fixed_at), "rows": rows}
    denial = "" if all(shown) else explain_denial()
    home = f"/?{urlencode({name: params[name] for name in ('region', 'period')})}"
    return PageContent(f"{title} · {subject}", render_template("frozen_sheet", denial=denial, **about), home)


def _load_today(
    session: ScopedSession, snapshot: CubeSnapshot | None, figures: tuple[FrozenFigure, ...], params: Mapping[str, str]
) -> dict[str, RequestedFigure]:
    """The same figures today, by key: of those still declared; none where the period or the region is gone."""
    region, period = params["region"], Period.parse(params["period"])
    if snapshot is None or not snapshot.holds(period) or session.get(Region, region) is None:
        return {}
    keys = [one.key for one in figures if one.key in INDICATORS]
    values = load_values(session, keys, [region], [period])
    return {value.indicator.key: RequestedFigure(session, value, snapshot) for value in values}


def _row(then: FrozenFigure, figure: RequestedFigure | None, *, is_shown: bool) -> SheetRow:
    name = name_frozen(then)
    value, details = (show_with_sides(then), show_as_stood(then)) if is_shown else (_("Not shown"), [])
    is_small = is_shown and then.is_small
    if figure is None:
        return SheetRow(name, then.code, value, details, [_("There is no such figure today.")], "", is_small)
    now = freeze(figure)
    today = [show_with_sides(now), *([str(now.state.label)] if now.value is not None else [])]
    if is_shown:
        changed = _(", ").join(one.what for one in find_differences(then, now))
        today.append(_("Changed: {what}").format(what=changed) if changed else _("Unchanged"))
    return SheetRow(name, then.code, value, details, today, figure_url_of(figure.value), is_small, now.is_small)
