"""`/figures/<key>`: the page of one figure as HTML. Pages of the dashboard show its main part as a drawer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup
from sqlalchemy import Engine

from dashboard.components.html.rendering import render_template
from dashboard.components.text.number_format import format_value
from dashboard.figure_page.citation import AS_OF, SELECTION, VALUE, cite_in_both_languages, frozen_url, plain_value
from dashboard.figure_page.figure_request import SHORT_DIGEST, RequestedFigure, read_figure
from dashboard.figure_page.figure_rows import list_terms
from dashboard.page_url import COMPARE_PAGE
from shared.access import Actor, Permission, open_session
from shared.access.permission_denied import PermissionDenied
from shared.errors import UserError
from shared.indicators.status_symbols import status_symbol
from shared.locale import HTML_LANGUAGES, _, use_language
from shared.version import PRODUCT_VERSION


class Assets(NamedTuple):
    """The addresses of the style sheets and of the script of the page."""

    styles: Sequence[str]
    script: str


def render_figure_page(
    engine: Engine, actor: Actor, key: str, params: Mapping[str, str], origin: str, assets: Assets
) -> tuple[HTTPStatus, str]:
    """The status and the page; what is wrong with the address is said in the reader's language."""
    home = "/"
    with use_language(actor.language), open_session(actor, engine) as session:
        try:
            actor.require(Permission.FIGURES_READ)
            figure = read_figure(session, key, params)
            content, home = _render_details(figure, params, origin), _statistics_url(figure)
            title = " · ".join((str(figure.value.indicator.name), figure.region_name, figure.period_name))
            status = HTTPStatus.OK
        except PermissionDenied as error:
            content, title, status = _render_fault(error), _("This cannot be shown"), HTTPStatus.FORBIDDEN
        except UserError as error:
            content, title, status = _render_fault(error), _("This cannot be shown"), HTTPStatus.NOT_FOUND
        session.commit()  # nothing was written
        language = HTML_LANGUAGES[actor.language]
        about = {"title": title, "home": home, "language": language, "assets": assets}
        page = render_template("figure_page", content=content, product_version=PRODUCT_VERSION, **about)
    return status, str(page)


def _render_fault(error: Exception) -> Markup:
    return render_template("figure_fault", message=str(error))


def _render_details(figure: RequestedFigure, params: Mapping[str, str], origin: str) -> Markup:
    value, one = figure.value, figure.value.indicator
    return render_template(
        "figure_details",
        name=one.name,
        code=one.code,
        subject=" · ".join(filter(None, (figure.region_path, figure.period_name, figure.category_name))),
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
        citations=cite_in_both_languages(figure, origin),
        address=origin + figure.url(),
        frozen_address=frozen_url(figure, origin) if value.value is not None else "",
        since=_compare_with_frozen(figure, params),
        course=_course_link(figure),
        statistics=_statistics_url(figure),
    )


def _statistics_url(figure: RequestedFigure) -> str:
    """The overview of the region and period of the figure."""
    return f"/?{urlencode({'region': figure.value.region_code, 'period': figure.value.period.key})}"


def _course_link(figure: RequestedFigure) -> str:
    """The address of the figure over 36 months; empty where it has no history."""
    one = figure.value
    about = {"region": one.region_code, "period": one.period.key, "measure": one.indicator.key}
    return "" if one.indicator.is_current else f"/{COMPARE_PAGE}?{urlencode(about)}"


def _compare_with_frozen(figure: RequestedFigure, params: Mapping[str, str]) -> list[str]:
    """What became of a figure since its address was frozen; nothing for an address that was not."""
    day = params.get(AS_OF, "")
    if not day:
        return []
    then, now = params.get(VALUE, ""), plain_value(figure)
    lines = [_("This address was frozen as of {day}; shown is the figure as of {today}.")]
    lines = [lines[0].format(day=day, today=figure.snapshot.day)]
    if then and then != now:
        lines.append(_("Cited then: {then}. Now: {now}.").format(then=then, now=now or "—"))
    elif then:
        lines.append(_("The number is the one that was cited."))
    selection = params.get(SELECTION, "")
    if selection and selection != figure.digest[:SHORT_DIGEST]:
        lines.append(_("It is selected otherwise than then: the as-of day or the definition is another one."))
    return lines
