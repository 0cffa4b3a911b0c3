"""What the lookups of forms offer: few records that fit a text, each written so that no other is taken for it."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from admin.display.person_marks import preload_marks
from admin.forms.fields import normalise_text
from admin.records.record_lookup import MAX_LOOKUP_RESULTS
from admin.records.search import MAX_TYPED_LENGTH
from admin.records.view_declaration import ViewDeclaration
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.locale import _
from shared.models import Person
from shared.services import subjects

MAX_UNTYPED_RESULTS = 120  # before anything is typed: the villages of a township, not those of a county


class LookupPage:
    """The page that a form asks for records to refer to."""

    def __init__(self, view: ViewDeclaration) -> None:
        self.view = view

    @expose_action("/lookup", ViewAction.LOOKUP, ("GET", "POST"))
    def lookup(self) -> ResponseReturnValue:
        """What a form may refer to: the first records inside the scope that fit a text, and what to do without one."""
        context.use_read_only_session()
        text = normalise_text(request.values.get("q", ""))[:MAX_TYPED_LENGTH]
        records, has_more = self._find(text)
        if self.view.is_personal and records:
            people = subjects.people_in(context.session(), records)
            context.audit_read(self.view.model.__tablename__, rows=len(records), by="lookup", people=people)
        self.view.preload(records)
        preload_marks(records)
        labels = [self.view.lookup_label(record) for record in records]
        create_link = self._link_to_new(text) if not records else None
        message = _count_text(len(labels), has_more=has_more)
        return jsonify(options=labels, message=message, create_link=create_link)

    def _find(self, text: str) -> tuple[list[Any], bool]:
        """The records to choose from, and whether more exist."""
        if not text and not (self.view.suggests_untyped or self.view.is_personal):
            return [], False
        limit = MAX_LOOKUP_RESULTS if text else MAX_UNTYPED_RESULTS
        records, has_more = self.view.suggest(text, limit, **self.view.lookup_params())
        if not text and has_more:
            return [], True  # too many to look through: typing finds sooner
        return records, has_more

    def _link_to_new(self, text: str) -> dict[str, str] | None:
        """Where to enter what nobody has entered yet, for who may."""
        if not text or not self.view.may(ViewAction.CREATE):
            return None
        text = (
            _("Register a person in another tab") if self.view.model is Person else _("Add a new record in another tab")
        )
        return {"href": url_for(".create_view"), "text": text}


def _count_text(count: int, *, has_more: bool) -> str:
    """The number of options, for eyes and for a screen reader."""
    if has_more and not count:
        return _("Enter what you know to search.")
    if has_more:
        return _("The first {n} results. Keep typing to narrow them down.").format(n=count)
    return _("{n} found.").format(n=count) if count else _("Nothing was found in your regions.")
