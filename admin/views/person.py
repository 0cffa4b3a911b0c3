"""Persons; their identity numbers are shown masked, and in clear only for a reason and a minute."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from flask import g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import or_, select

from admin import current, fields
from admin.base import SecureView
from admin.doors import KEPT, Verb, door
from admin.editing import INVALID
from admin.forms import RecordForm, form_class
from shared.access import Permission
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import (
    Delivery,
    Membership,
    Person,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    Tier,
    Warning,  # noqa: A004
)
from shared.models.choices import label_of
from shared.models.labels import COLUMNS
from shared.problems import DatabaseUnavailable, Problem
from shared.services import commit, identities

SHOWN_FOR = 60  # seconds


class PersonView(SecureView):
    """Natural persons."""

    record, section, verbs = Person, "registry", KEPT
    details_template = "person.html"
    column_list = ("name", "identity_masked", "sex", "born_on", "region_code", "disability")
    column_filters = ("region_code", "sex", "born_on", "died_on", "disability", "disability_level", "identity_valid")
    form_columns = (
        "name",
        "sex",
        "identity_kind",
        "identity_number",
        "as_written",
        "born_on",
        "died_on",
        "region_code",
        "disability",
        "disability_level",
    )
    search_names = "name"
    search_help = _l("Name, from its first characters, or the whole identity number")
    summary = ("sex", "born_on", "region_code")
    column_details_list = (
        "name",
        "sex",
        "born_on",
        "died_on",
        "identity_kind",
        "identity_masked",
        "identity_valid",
        "region_code",
        "disability",
        "disability_level",
    )
    related = (
        (Spell, "person_id"),
        (Membership, "person_id"),
        (Warning, "person_id"),
        (SpecialAssistance, "person_id"),
        (TemporaryAssistance, "person_id"),
        (Delivery, "person_id"),
    )

    def state_of(self, record: Any) -> str:
        """The tier the person stands in today."""
        in_force = (Spell.start_on <= today(), or_(Spell.end_on.is_(None), Spell.end_on > today()))
        mine = select(Spell.tier).where(Spell.person_id == record.id, Spell.retired_on.is_(None), *in_force)
        tier = current.session().scalars(mine).first()
        if record.died_on is not None:
            return _("Has died")
        return _("In no tier") if tier is None else str(label_of(Tier, tier))

    @cached_property
    def form_class(self) -> type[RecordForm]:
        """The identity number is typed in clear and never shown again; left empty, the stored one stays."""
        number = fields.Text(
            COLUMNS["identity_number"], description=_l("When you correct a record: leave empty to keep the number.")
        )
        as_written = fields.Check(
            _l("Keep the number as written"),
            description=_l("Only when the document itself carries a wrong check digit; the number is marked then."),
        )
        return form_class(Person, self.form_columns, identity_number=number, as_written=as_written)

    def values(self, form: RecordForm, record: Any | None) -> dict[str, Any]:
        """Seal the number."""
        number, as_written = form["identity_number"].data or "", form["as_written"].data
        kind = form["identity_kind"].data or Person.identity_kind.default.arg
        keeps = record is not None and not number and kind == record.identity_kind
        sealed = {} if keeps else identities.sealed(number, kind, current.opened().sealer, as_written=as_written)
        return super().values(form, record) | sealed

    def details_page(self, record: Any, status: int = 200, **more: Any) -> ResponseReturnValue:
        """With the button that shows the number, for those who may press it."""
        may_reveal = current.actor().may(Permission.IDENTITY_REVEAL, record.region_code)
        return super().details_page(record, status, may_reveal=may_reveal, **more)

    @door("/reveal/", Verb.READ, ("POST",), Permission.IDENTITY_REVEAL)
    def reveal_view(self) -> ResponseReturnValue:
        """The identity number in clear, for a reason, for a minute."""
        person, session = self.asked_for(), current.session()
        reason = request.form.get("reason", "")
        try:
            number = identities.reveal(session, person, reason, current.opened().sealer)
        except DatabaseUnavailable:
            raise
        except Problem as problem:
            return self.details_page(person, INVALID, reveal_problem=str(problem), reveal_reason=reason)
        commit(session)
        g.leaves_after = f"{SHOWN_FOR}; url={self.page_of(person)}"
        note = _("Shown for {n} seconds. Your name and the reason are kept.").format(n=SHOWN_FOR)
        return self.details_page(person, number=number, number_note=note)
