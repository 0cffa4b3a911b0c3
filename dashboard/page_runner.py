"""Runs a page: permission, session, the query of the URL, the header, and the content below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup

from dashboard.components.html.notice import draw_notice
from dashboard.components.html.page_footer import draw_page_footer
from dashboard.components.html.page_header import (
    build_user_menu,
    render_page_header,
    render_region_and_period,
)
from dashboard.components.html.rendering import batch_output, emit_deferred, emit_template, set_window_title
from dashboard.page_context import PageContext, build_page_context, load_demo_scale
from dashboard.page_query import InvalidPageQueryError
from dashboard.page_url import OVERVIEW, SEARCH_PAGE, PageUrl
from dashboard.region_navigation import find_succession
from shared.access import Actor, Permission, open_session
from shared.access.roles import PERMISSIONS
from shared.deployment import deployment
from shared.indicators.cube_snapshot import pin_as_of
from shared.indicators.hidden_cells import HIDES_NUMBERS
from shared.indicators.notes import suppression_note
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.status_symbols import BLANK_SYMBOLS
from shared.locale import _
from shared.web.demo_banner import demo_banner

View = Callable[[PageContext], None]
Titles = list[tuple[str, str]]
Params = Mapping[str, str]
WARNING_PAGES = {OVERVIEW, "warnings"}  # pages with indicators that are complete only after days


def render_page(
    page: str, permission: Permission, view: View, actor: Actor, titles: Titles, params: Params, *, dark: bool = False
) -> None:
    """Draw one page for one user. `params` are those of its address."""
    actor.require(permission)
    with open_session(actor, deployment().engine) as session, batch_output():
        counted = pin_as_of(session)
        if counted is None:
            draw_notice(
                _("There are no statistics yet"),
                _("Statistics are computed after records have been loaded. Ask your administrator to compute them."),
            )
        else:
            _render_content(partial(build_page_context, session, page, counted, dark=dark), view, titles, params)
        draw_page_footer()
        session.commit()  # nothing was written, but at a ROLLBACK psycopg forgets the statements it has prepared


def _render_content(build: Callable[[Params], PageContext], view: View, titles: Titles, params: Params) -> None:
    try:
        context = build(params)
    except InvalidPageQueryError as error:
        context = build({})
        _emit_header(context, titles)
        _show_query_error(error, context.url)
        return
    _emit_header(context, titles)
    _emit_succession(context)
    try:
        view(context)
        _emit_suppression_note(context)
    except InvalidPageQueryError as error:
        _show_query_error(error, context.url)


def _emit_suppression_note(context: PageContext) -> None:
    """Once a page: what stands behind the numbers that are not shown, and who sees them."""
    if context.session.info.get(HIDES_NUMBERS):
        symbol = BLANK_SYMBOLS[ObservationStatus.SUPPRESSED]
        emit_template(
            "paragraph",
            text=_("{symbol} {label}: {text}").format(
                symbol=symbol, label=ObservationStatus.SUPPRESSED.label, text=suppression_note()
            ),
        )


def _emit_succession(context: PageContext) -> None:
    """Of a region that stands no more: what it became part of, with the link."""
    succession = find_succession(context.session, context.region.code)
    if succession is None:
        return
    name = succession.region.name
    text = _("{region} became part of {successor} on {day}.")
    emit_template(
        "former_region",
        text=text.format(region=context.region.name, successor=name, day=succession.day),
        link=context.url.link(region=succession.region.code),
        link_name=_("Show {region}").format(region=name),
    )


def _emit_header(context: PageContext, titles: Titles) -> None:
    """The title of the window, which is also printed on every page, and the page header."""
    set_window_title(" · ".join((dict(titles)[context.page], context.region_and_period, _("Suzhu"))))
    emit_deferred(partial(_render_page_header, context, titles))
    emit_deferred(partial(_render_region_and_period, context), is_made_again=True)


def _render_page_header(context: PageContext, titles: Titles) -> Markup:
    actor, url = context.session.actor, context.url
    listed = [(path, title) for path, title in titles if path != SEARCH_PAGE]  # that one has its field
    pages = [(path, title, url.link(path), path == context.page) for path, title in listed]
    return render_page_header(
        url=url,
        demo_banner=demo_banner(load_demo_scale(context.session)),
        user_menu=build_user_menu(actor, url, pages, has_records=_has_records_access(actor)),
    )


def _render_region_and_period(context: PageContext) -> Markup:
    return render_region_and_period(
        url=context.url,
        navigation=context.navigation,
        period=context.period,
        as_of=context.as_of,
        has_warnings=context.page in WARNING_PAGES,
        states=context.states,
    )


def _has_records_access(actor: Actor) -> bool:
    """Whether the admin app has records for the user."""
    return any(p.value.endswith(":records:read") for grant in actor.grants for p in PERMISSIONS[grant.role])


def _show_query_error(error: InvalidPageQueryError, url: PageUrl) -> None:
    draw_notice(_("This cannot be shown"), str(error), url.link(), _("Show the page with default choices"))


def render_without_figures(actor: Actor) -> None:
    """What a user sees whose role opens no page here."""
    message = _("{name}, your role covers records and does not include statistics.").format(name=actor.called)
    draw_notice(_("No statistics for this role"), message, "/admin/", _("Go to Records"), inside_dashboard=False)
    draw_page_footer()
