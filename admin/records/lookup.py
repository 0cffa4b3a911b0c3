"""What the lookups of forms offer: few records that fit a text, each said so that no other is taken for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from admin.display import region_names
from admin.display.titles import title_of
from admin.forms.fields import normalise_text
from admin.records.search import NUMBER, Finding
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.identity_text import contains_identity_number
from shared.locale import _
from shared.models import Person
from shared.services import identities, subjects

LONGEST_SEARCH = 60
MOST_OFFERED = 20  # for a typed text
FEW = 120  # what is offered before anything is typed: the villages of a township, not those of a county


class Offering(Finding):
    """The lookup page of a kind of record. `offers_all_of_few` says that a short list is offered untyped."""

    offers_all_of_few = False
    may: Callable[[ViewAction], bool]

    @expose_action("/lookup", ViewAction.LOOKUP, ("GET", "POST"))
    def lookup(self) -> ResponseReturnValue:
        """What a form may point at: the first records inside the scope that fit a text, and what to do without one."""
        context.use_read_only_session()
        text = normalise_text(request.values.get("q", ""))[:LONGEST_SEARCH]
        offered, more = self._offered(text)
        if self.is_personal and offered:
            people = subjects.people_in(context.session(), offered)
            context.audit_read(self.record.__tablename__, rows=len(offered), by="lookup", people=people)
        self.learn(offered)
        words = [self.offered(record) for record in offered]
        return jsonify(offers=words, said=_said(len(words), more=more), register=self._way_out(text, offered))

    def _offered(self, text: str) -> tuple[list[Any], bool]:
        """The records to offer, and whether more exist."""
        if not text and not self.offers_all_of_few:
            return [], False
        most = MOST_OFFERED if text else FEW
        found = self.found(text, most + 1, **self.lookup_arguments())
        if not text and len(found) > most:
            return [], True  # too many to look through: typing finds sooner
        return found[:most], len(found) > most

    def lookup_arguments(self) -> dict[str, Any]:
        """What else narrows a lookup; from the address."""
        return {}

    def found(self, text: str, most: int = MOST_OFFERED, **_narrowed: Any) -> list[Any]:
        """Records in use that fit what was typed into a lookup; `#12` at the end is the record itself."""
        session = context.session()
        if number := NUMBER.search(text):
            record = session.get(self.record, int(number[1]))
            return [] if record is None else [record]
        if self.record is Person and contains_identity_number(text):
            person = identities.find(session, text, context.deployment().sealer)
            return [] if person is None else [person]
        query, order = self.searched(self.query().where(*self.in_use()), text, self.usual_order)
        return list(session.scalars(query.order_by(*order.order_by(forward=True)).limit(most)))

    def learn(self, records: Iterable[Any]) -> None:
        """Read at once what the words of these records need."""
        region_names.preload(getattr(record, "region_code", None) for record in records)

    def offered(self, record: Any) -> str:
        """How a lookup says a record: title, what tells it from its namesakes, place and number."""
        place = getattr(record, "region_code", None)
        path = [" ".join(region_names.abbreviated_region_path(place)).strip()] if place else []
        return " · ".join([title_of(record), *self.marks_of(record), *path, f"#{record.id}"])

    def marks_of(self, record: Any) -> list[str]:  # noqa: ARG002
        """What tells a record from others with the same title."""
        return []

    def _way_out(self, text: str, offered: list[Any]) -> dict[str, str] | None:
        """Where to enter what nobody has entered yet, for who may."""
        if not text or offered or not self.may(ViewAction.CREATE):
            return None
        return {"href": url_for(".create_view"), "text": _("Register a new one in another tab")}


def _said(count: int, *, more: bool) -> str:
    """The number of offers, for eyes and for a screen reader."""
    if more and not count:
        return _("Type the beginning to see what fits.")
    if more:
        return _("The first {n} of more: type further to narrow them.").format(n=count)
    return _("{n} found.").format(n=count) if count else _("Nothing like this is found in your regions.")
