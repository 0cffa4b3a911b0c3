"""Views of lists kept under a name: found by who keeps them, and by the office they are shared with."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import Select, or_, select

from shared.access import ScopedSession, acting_for, elevated
from shared.locale import _
from shared.models import Account, SavedView
from shared.models.saved_view import MAX_NAME_LENGTH, MAX_QUERY_LENGTH
from shared.unseen_characters import BLANKS

from .service_errors import ValidationError

MAX_VIEWS = 20  # of one list that an account keeps
Pairs = list[tuple[str, str]]


def load_views(session: ScopedSession, resource: str) -> list[SavedView]:
    """The views of a list that the session's person finds: their own, and those of their office, by name."""
    with elevated(session) as system:
        office = _office_of(session).scalar_subquery()
        is_offered = or_(SavedView.account_id == session.actor.account_id, SavedView.office_code == office)
        views = list(system.scalars(select(SavedView).where(SavedView.resource == resource, is_offered)))
        system.expunge_all()
    return sorted(views, key=lambda view: (view.office_code is not None, view.name))


def pairs_of(view: SavedView) -> Pairs:
    """The arguments of the address."""
    return parse_qsl(view.query)


def save_view(
    session: ScopedSession, resource: str, name: str, pairs: Iterable[tuple[str, str]], *, shared: bool
) -> None:
    """Keep a view under a name, instead of the one of this name there was; ValidationError for what cannot be kept."""
    name, query = _visible(name), urlencode(list(pairs))
    _require_name(name)
    if len(query) > MAX_QUERY_LENGTH:
        raise ValidationError({"": _("This view has too many filters to be saved. Remove some of them.")})
    with acting_for(session) as system:
        own = (SavedView.account_id == session.actor.account_id, SavedView.resource == resource)
        views = {view.name: view for view in system.scalars(select(SavedView).where(*own).with_for_update())}
        if name not in views and len(views) >= MAX_VIEWS:
            raise ValidationError({"": _("You have {n} views of this list. Delete one first.").format(n=MAX_VIEWS)})
        view = views.get(name) or SavedView(account_id=session.actor.account_id, resource=resource, name=name)
        view.query, view.office_code = query, system.scalars(_office_of(session)).one() if shared else None
        system.add(view)


def delete_view(session: ScopedSession, key: int) -> None:
    """Forget a view of one's own; nothing happens to what is another's, or gone."""
    with acting_for(session) as system:
        view = system.get(SavedView, key)
        if view is not None and view.account_id == session.actor.account_id:
            system.delete(view)


def _office_of(session: ScopedSession) -> Select[str]:
    """The region where the session's person works."""
    return select(Account.region_code).where(Account.id == session.actor.account_id)


def _visible(name: str) -> str:
    """The name as people see it: nothing invisible in it, nor blanks around it."""
    return "".join(c for c in name if c == " " or c not in BLANKS).strip()


def _require_name(name: str) -> None:
    if not name:
        raise ValidationError({"name": _("Enter a name for the view.")})
    if len(name) > MAX_NAME_LENGTH:
        raise ValidationError({"name": _("Enter a name of at most {n} characters.").format(n=MAX_NAME_LENGTH)})
