"""Views of a list under a name: saved from the list as it is, opened by a click, deleted by who saved them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.records.view_declaration import ViewDeclaration
from admin.request import context, params
from admin.request.actions import ViewAction, expose_action
from shared.locale import _
from shared.models import SavedView
from shared.services import commit_with_retry, saved_views
from shared.services.service_errors import ValidationError


@dataclass(frozen=True)
class ViewLink:
    """A saved view as the list offers it."""

    key: int
    name: str
    url: str
    is_shared: bool
    is_own: bool


class SavedViewsPage:
    """What is done with the views of a list."""

    def __init__(self, view: ViewDeclaration) -> None:
        self.view = view

    @expose_action("/views/save", ViewAction.LIST, ("POST",))
    def save_saved_view(self) -> ResponseReturnValue:
        """Keep the list as it is under a name. Names of people stay out of it."""
        session = context.session()
        pairs = [(name, value) for name, value in request.form.items(multi=True) if name in self._param_names()]
        name, is_shared = request.form.get("view_name", ""), "shared" in request.form
        try:
            self._require_chosen(pairs)
            commit_with_retry(
                session, lambda: saved_views.save_view(session, self.view.endpoint, name, pairs, shared=is_shared)
            )
        except ValidationError as error:
            session.rollback()
            flash(" ".join(error.fields.values()))
        else:
            flash(_("The view has been saved."))
        return redirect(url_for(".index_view", **params.encode_params(pairs, self.view.is_chosen)))

    @expose_action("/views/remove", ViewAction.LIST, ("POST",))
    def delete_saved_view(self) -> ResponseReturnValue:
        """Forget one of one's own."""
        key, session = request.form.get("id", ""), context.session()
        if key.isascii() and key.isdigit() and len(key) < 10:
            commit_with_retry(session, lambda: saved_views.delete_view(session, int(key)))
        flash(_("The view has been deleted."))
        return redirect(url_for(".index_view"))

    def links(self) -> list[ViewLink]:
        """The views that the list offers."""
        return [self._link(view) for view in saved_views.load_views(context.session(), self.view.endpoint)]

    def _link(self, view: SavedView) -> ViewLink:
        url = url_for(".index_view", **params.encode_params(saved_views.pairs_of(view), self.view.is_chosen))
        is_own = view.account_id == context.actor().account_id
        return ViewLink(view.id, view.name, url, is_shared=view.office_code is not None, is_own=is_own)

    def _param_names(self) -> set[str]:
        filters = {name for list_filter in self.view.filters for name in list_filter.param_names}
        return {"q", "sort", "page_size", "column"} | filters

    def _require_chosen(self, pairs: list[tuple[str, str]]) -> None:
        """What was typed may be a name: it is kept in clear nowhere."""
        if not all(self.view.is_chosen(*pair) for pair in pairs):
            raise ValidationError({"": _("A saved view keeps no typed words: remove that filter or search first.")})
