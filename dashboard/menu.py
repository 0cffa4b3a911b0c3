"""The only list of pages: title, section, permission. A page is one line here and its file in views/."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from babel.support import LazyProxy

from dashboard.address import OVERVIEW
from dashboard.running import run, without_figures
from dashboard.views import charity, coverage, methodology, overview, warnings
from dashboard.visit import Visit
from shared.access import Actor, Permission
from shared.locale import lazy as _l

FIGURES, HELP = _l("Figures"), _l("About the figures")


@dataclass(frozen=True)
class Page:
    """A page: its address, what it is called and where it belongs, who may open it, and what draws it."""

    path: str
    title: LazyProxy
    section: LazyProxy
    permission: Permission
    view: Callable[[Visit], None]


PAGES = (
    Page(OVERVIEW, _l("Overview"), FIGURES, Permission.FIGURES_READ, overview.page),
    Page("coverage", _l("Coverage"), FIGURES, Permission.FIGURES_READ, coverage.page),
    Page("warnings", _l("Warnings and assistance"), FIGURES, Permission.FIGURES_READ, warnings.page),
    Page("charity", _l("Charity"), FIGURES, Permission.FIGURES_READ, charity.page),
    Page("methodology", _l("Methodology"), HELP, Permission.FIGURES_READ, methodology.page),
)
ADDRESSES = tuple(f"/{page.path}" for page in PAGES if page.path != OVERVIEW)


def opened(actor: Actor) -> st.Page:
    """The page the address names, among those the person may open."""
    allowed = [page for page in PAGES if actor.has_permission(page.permission)]
    if not allowed:
        return st.navigation(
            [st.Page(partial(without_figures, actor), title="苏助", url_path=OVERVIEW)], position="hidden"
        )
    titles = [(page.path, str(page.title)) for page in allowed]
    return st.navigation(
        [
            st.Page(
                partial(run, page.path, page.permission, page.view, actor, titles),
                title=str(page.title),
                url_path=page.path,
                default=page.path == OVERVIEW,
            )
            for page in allowed
        ],
        position="hidden",
    )
