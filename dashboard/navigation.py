"""The only list of pages: path, title, section, permission. A page is a line here and its folder in views/."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from babel.support import LazyProxy

from dashboard.page_context import PageContext
from dashboard.page_runner import Params, render_page, render_without_figures
from dashboard.page_url import COMPARE_PAGE, OVERVIEW, SEARCH_PAGE
from dashboard.views.changes import page as changes
from dashboard.views.charity import page as charity
from dashboard.views.compare import page as compare
from dashboard.views.coverage import page as coverage
from dashboard.views.methodology import page as methodology
from dashboard.views.overview import page as overview
from dashboard.views.regions import page as regions
from dashboard.views.search import page as search
from dashboard.views.warnings import page as warnings
from shared.access import Actor, Permission
from shared.locale import lazy as _l

FIGURES, HELP = _l("Statistics"), _l("About the indicators")


@dataclass(frozen=True)
class PageDefinition:
    """A page: its path, title and section, who may open it, and what draws it."""

    path: str
    title: LazyProxy
    section: LazyProxy
    permission: Permission
    view: Callable[[PageContext], None]


PAGES = (
    PageDefinition(OVERVIEW, _l("Overview"), FIGURES, Permission.FIGURES_READ, overview.render),
    PageDefinition("changes", _l("What changed"), FIGURES, Permission.FIGURES_READ, changes.render),
    PageDefinition("coverage", _l("Coverage"), FIGURES, Permission.FIGURES_READ, coverage.render),
    PageDefinition("warnings", _l("Early warnings"), FIGURES, Permission.FIGURES_READ, warnings.render),
    PageDefinition("charity", _l("Charity"), FIGURES, Permission.FIGURES_READ, charity.render),
    PageDefinition("regions", _l("Rankings"), FIGURES, Permission.FIGURES_READ, regions.render),
    PageDefinition(COMPARE_PAGE, _l("Trends"), FIGURES, Permission.FIGURES_READ, compare.render),
    PageDefinition(SEARCH_PAGE, _l("Search"), HELP, Permission.FIGURES_READ, search.render),
    PageDefinition("methodology", _l("Methodology"), HELP, Permission.FIGURES_READ, methodology.render),
)


def page_paths() -> tuple[str, ...]:
    """The addresses of all pages but the first, which stands at the root."""
    return tuple(f"/{page.path}" for page in PAGES if page.path != OVERVIEW)


def list_allowed_pages(actor: Actor) -> list[PageDefinition]:
    """The pages that the user may open."""
    return [page for page in PAGES if actor.has_permission(page.permission)]


def render_for(actor: Actor, page: PageDefinition, params: Params, *, dark: bool = False) -> None:
    """Draw a page for a user, with links to all that they may open."""
    titles = [(one.path, str(one.title)) for one in list_allowed_pages(actor)]
    render_page(page.path, page.permission, page.view, actor, titles, params, dark=dark)


def _render_in_streamlit(actor: Actor, page: PageDefinition) -> None:
    render_for(actor, page, st.query_params, dark=st.context.theme.type == "dark")


def navigate(actor: Actor) -> st.Page:
    """The page that the URL names, among those the user may open."""
    allowed = list_allowed_pages(actor)
    if not allowed:
        return st.navigation(
            [st.Page(partial(render_without_figures, actor), title="苏助", url_path=OVERVIEW)], position="hidden"
        )
    return st.navigation(
        [
            st.Page(
                partial(_render_in_streamlit, actor, page),
                title=str(page.title),
                url_path=page.path,
                default=page.path == OVERVIEW,
            )
            for page in allowed
        ],
        position="hidden",
    )
