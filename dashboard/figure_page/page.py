"""`/figures/<key>`: the page of one figure as HTML. Pages of the dashboard show its main part as a drawer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from urllib.parse import urlencode

from markupsafe import Markup
from sqlalchemy import Engine

from dashboard.components.html.rendering import render_template
from dashboard.components.text.number_format import format_value
from dashboard.figure_page.citation import cite_in_both_languages
from dashboard.figure_page.figure_request import RequestedFigure, read_figure
from dashboard.figure_page.figure_rows import list_terms
from dashboard.figure_page.frozen_figure import FrozenFigures
from dashboard.figure_page.frozen_link import freeze, frozen_url, may_see, open_frozen
from dashboard.figure_page.frozen_texts import describe_differences, describe_place, name_frozen, show_frozen
from dashboard.figure_page.html_page import Assets, PageContent, render_page
from dashboard.page_url import COMPARE_PAGE
from shared.access import Actor, ScopedSession
from shared.access.permission_denied import PermissionDenied
from shared.errors import UserError
from shared.indicators.status_symbols import status_symbol


def render_figure_page(
    engine: Engine, actor: Actor, key: str, params: Mapping[str, str], origin: str, assets: Assets
) -> tuple[HTTPStatus, str]:
    """The status and the page of a figure; first how it stood, where its address holds that."""

    def write(session: ScopedSession) -> PageContent:
        frozen = open_frozen(session, key, params)
        if frozen is None:
            return _write_figure(read_figure(session, key, params), origin)
        return _write_frozen(session, key, params, origin, frozen)

    return render_page(engine, actor, assets, write)


def _write_frozen(
    session: ScopedSession, key: str, params: Mapping[str, str], origin: str, frozen: FrozenFigures
) -> PageContent:
    """A figure as it stood; below as it is today, or why there is none today."""
    one = frozen.figures[0]
    is_shown = may_see(session, one, params)
    shown = render_template("frozen_figure", frozen=show_frozen(frozen, is_shown=is_shown))
    try:
        figure = read_figure(session, key, params)
    except PermissionDenied:
        raise
    except UserError as error:
        name, subject = name_frozen(one), describe_place(session, params)
        about = {"name": name, "code": one.code, "subject": subject, "frozen": shown, "message": str(error)}
        return PageContent(f"{name} · {subject}", render_template("frozen_figure_alone", **about))
    return _write_figure(figure, origin, shown, describe_differences(one, freeze(figure)) if is_shown else [])


def _write_figure(
    figure: RequestedFigure, origin: str, frozen: Markup | str = "", differences: Sequence[str] = ()
) -> PageContent:
    value, one = figure.value, figure.value.indicator
    frozen_address = frozen_url(figure, origin) if value.value is not None else ""
    html = render_template(
        "figure_details",
        name=one.name,
        code=one.code,
        subject=" · ".join(filter(None, (figure.region_path, figure.period_name, figure.category_name))),
        frozen=frozen,
        differences=differences,
        today=figure.snapshot.day,
        value=format_value(value),
        symbol=status_symbol(value.state),
        state=value.state,
        state_name=value.state.label,
        is_small=value.is_small,
        lists=list(figure.lists()),
        denial=figure.explain_denial(),
        terms=list(list_terms(figure)),
        digest=figure.digest,
        definition_version=figure.definition_version,
        citations=cite_in_both_languages(figure, frozen_address),
        address=origin + figure.url(),
        frozen_address=frozen_address,
        course=_course_link(figure),
        statistics=_statistics_url(figure),
    )
    title = " · ".join((str(one.name), figure.region_name, figure.period_name))
    return PageContent(title, html, _statistics_url(figure))


def _statistics_url(figure: RequestedFigure) -> str:
    """The overview of the region and period of the figure."""
    return f"/?{urlencode({'region': figure.value.region_code, 'period': figure.value.period.key})}"


def _course_link(figure: RequestedFigure) -> str:
    """The address of the figure over 36 months; empty where it has no history."""
    one = figure.value
    about = {"region": one.region_code, "period": one.period.key, "measure": one.indicator.key}
    return "" if one.indicator.is_current else f"/{COMPARE_PAGE}?{urlencode(about)}"
