"""Running a page: permission, session, what the address asks for, the frame, and the page inside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from markupsafe import Markup
from sqlalchemy import select

from dashboard.address import OVERVIEW, Address
from dashboard.parts.frame import frame, person_of, ribbon_of, where_and_when
from dashboard.parts.notice import notice
from dashboard.parts.template import draw_late, sheet
from dashboard.visit import InvalidPageQueryError, Visit, arrive
from shared.access import Actor, Permission, ScopedSession, open_session
from shared.access.roles import PERMISSIONS
from shared.deployment import deployment
from shared.indicators.values import CubeSnapshot, pin_as_of
from shared.locale import _
from shared.models import Dataset

View = Callable[[Visit], None]
Titles = list[tuple[str, str]]
OF_WARNINGS = {OVERVIEW, "warnings"}  # pages whose figures take days to be complete


def run(page: str, permission: Permission, view: View, actor: Actor, titles: Titles) -> None:
    """Draw one page for one person."""
    actor.require(permission)
    with open_session(actor, deployment().engine) as session, sheet():
        counted = pin_as_of(session)
        if counted is None:
            notice(
                _("There are no figures yet"),
                _("They are counted when the records are loaded. Ask your administrator to build the statistics."),
            )
            return
        _draw(session, page, view, counted, titles)
        session.commit()  # nothing was written, but at a ROLLBACK psycopg forgets the statements it has prepared


def _draw(session: ScopedSession, page: str, view: View, counted: CubeSnapshot, titles: Titles) -> None:
    try:
        visit = arrive(session, page, counted, st.query_params)
    except InvalidPageQueryError as problem:
        visit = arrive(session, page, counted, {})
        _open(visit, titles)
        _say(problem, visit.address)
        return
    _open(visit, titles)
    try:
        view(visit)
    except InvalidPageQueryError as problem:
        _say(problem, visit.address)


def _open(visit: Visit, titles: Titles) -> None:
    """The title of the window, which also stands on every printed sheet, and the frame."""
    st.set_page_config(page_title=" · ".join((dict(titles)[visit.page], visit.where_and_when, _("Suzhu"))))
    draw_late(partial(_frame, visit, titles))
    draw_late(partial(_where_and_when, visit))


def _frame(visit: Visit, titles: Titles) -> Markup:
    actor, address = visit.session.actor, visit.address
    pages = [(path, title, address.to(path), path == visit.page) for path, title in titles]
    return frame(
        address=address,
        ribbon=ribbon_of(visit.session.scalars(select(Dataset)).first()),
        person=person_of(actor, address, pages, panel=_works_in_panel(actor)),
    )


def _where_and_when(visit: Visit) -> Markup:
    return where_and_when(
        address=visit.address,
        around=visit.around,
        period=visit.period,
        as_of=visit.as_of,
        speaks_of_warnings=visit.page in OF_WARNINGS,
    )


def _works_in_panel(actor: Actor) -> bool:
    """Whether the panel has anything for the person besides figures."""
    return any(p.value.endswith(":records:read") for grant in actor.grants for p in PERMISSIONS[grant.role])


def _say(problem: InvalidPageQueryError, address: Address) -> None:
    notice(_("This cannot be shown"), str(problem), address.to(), _("Show what can be shown"))


def without_figures(actor: Actor) -> None:
    """What a person sees whose role opens no page here."""
    sentence = _("{name}, your role works in the panel; it opens no figures.").format(name=actor.called)
    notice(_("No figures for this role"), sentence, "/admin/", _("To the panel"), soft=False)
