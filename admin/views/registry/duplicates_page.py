"""What a sheet asks while somebody is typed in: who may be the same person."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from admin.records.detail_page import DetailPage
from admin.records.record_urls import record_url
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.locale import _
from shared.models import Person
from shared.parsing import parse_date
from shared.parsing.parse_error import ParseError
from shared.services.duplicate_persons import find_duplicates

MAX_TYPED_LENGTH = 60


class DuplicatesPage:
    """Answers forms in JSON. By POST: names and numbers belong in no address."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.view = detail_page.view

    @expose_action("/duplicates/", ViewAction.CREATE, ("POST",))
    def duplicates_view(self) -> ResponseReturnValue:
        """The persons in the user's regions with this number, or with this name and birth date."""
        context.use_read_only_session()
        typed = {name: request.form.get(name, "")[:MAX_TYPED_LENGTH] for name in ("name", "born_on", "identity_number")}
        born_on = None
        with suppress(ParseError):
            born_on = parse_date(typed["born_on"]) if typed["born_on"] else None
        persons = find_duplicates(
            context.session(),
            context.deployment().sealer,
            name=typed["name"],
            born_on=born_on,
            number=typed["identity_number"],
        )
        if persons:
            context.audit_read(Person.__tablename__, rows=len(persons), by="lookup", people=[one.id for one in persons])
        self.view.preload(persons)
        found = [self._answer(person) for person in persons]
        message = _("Registered already? Check before you save:") if found else ""
        return jsonify(persons=found, message=message)

    def _answer(self, person: Person) -> dict[str, Any]:
        """Who it is, with the page of the person, and what a row that takes the person in holds."""
        text, href = self.view.lookup_label(person), record_url(person)
        return {"text": text, "href": href, "key": person.id, "name": person.name}
