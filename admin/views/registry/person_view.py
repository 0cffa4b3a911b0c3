"""Persons; their identity numbers are shown masked, and in clear only for a reason and a minute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from flask import g, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from admin.display import households_today
from admin.display.formatting import link_to
from admin.display.person_ages import age_text
from admin.display.person_marks import marks_of_person
from admin.forms import fields
from admin.forms.builder import RecordForm, build_form_class
from admin.records.edit_pages import INVALID
from admin.records.record_urls import record_url
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ALL_ACTIONS, ViewAction, expose_action
from admin.request.params import QueryParams
from admin.views.registry.duplicates_page import DuplicatesPage
from admin.views.registry.family_acts.undo_page import UndoPage
from admin.views.registry.person_facts import PERSON_FACT_PAGES
from admin.views.registry.person_facts.registration_page import registration_field
from admin.views.registry.person_page import PersonPage
from shared.access import Permission
from shared.access.permissions import Action, permission_for
from shared.clock import today
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household, IdentityKind, Person, Sex, Spell, Tier
from shared.models.columns import Requirement, meaning_of
from shared.models.labelled_enum import label_of
from shared.models.labels import label
from shared.services import commit, deaths, identities, identity_documents
from shared.services.checks.death_checks import records_left_open, start_of_next_month
from shared.services.moved_families import has_moved_away
from shared.services.service_errors import ValidationError

REVEAL_SECONDS = 60  # seconds
ID_PATTERN = re.compile(r"[0-9]{1,18}", re.ASCII)
ENDS, REOPENS, HEAD, AS_WRITTEN = "ends", "reopens", "head-", "as_written"

DERIVED_FROM_IDENTITY_NUMBER = {
    name
    for name in Person.__mapper__.columns.keys()  # noqa: SIM118 - a collection of columns
    if meaning_of(Person, name).requirement is Requirement.DERIVED
}


class PersonView(RecordView):
    """Natural persons."""

    model, actions, menu_position = Person, ALL_ACTIONS, 1
    detail_template, form_template, detail_page_class = "person.html", "person_form.html", PersonPage
    act_pages: ClassVar = (DuplicatesPage, *PERSON_FACT_PAGES, UndoPage)
    batch_label = _l("Register a family")
    derived_columns: ClassVar = {"age": _l("Age (year of birth)"), "tier": _l("Tier"), "household": _l("Household")}
    list_columns = ("name", "identity_masked", "sex", "age", "tier", "household", "region_code", "disability")
    option_exclusions: ClassVar = {
        "sex": dict.fromkeys((Sex.UNKNOWN, Sex.UNSTATED), f"identity_kind={IdentityKind.RESIDENT}")
    }
    filter_columns = ("region_code", "sex", "born_on", "died_on", "disability", "disability_level", "identity_valid")
    sortable_columns = ("name",)  # never by birth: neighbours in the order would tell the day
    form_columns = (
        "name",
        "sex",
        "identity_kind",
        "identity_number",
        "as_written",
        "born_on",
        "died_on",
        "region_code",
        "registration_region_code",
        "disability",
        "disability_level",
    )
    name_search_column = "name"
    summary_columns = ("sex", "born_on", "region_code")
    detail_columns = (
        "name",
        "sex",
        "born_on",
        "died_on",
        "identity_kind",
        "identity_masked",
        "identity_valid",
        "region_code",
        "registration_region_code",
        "disability",
        "disability_level",
    )

    def batch_url(self, params: QueryParams) -> str:
        """Several people are registered as the family they are."""
        known: dict[str, Any] = self.batch_params(params)
        return url_for("household.batch_view", **known)

    def may_filter(self, name: str) -> bool:
        """By the day of birth only for who reads it in the form of everybody listed: day by day it tells the number."""
        actor = context.actor()
        return name != "born_on" or actor.prefixes(permission_for(self.area, Action.EDIT)) == actor.prefixes(
            permission_for(self.area, Action.READ)
        )

    def search_result_url(self, person: Person) -> str:
        """The person's own page."""
        return record_url(person)

    def status_label(self, record: Any) -> str:
        """The tier the person stands in today."""
        tiers = select(Spell.tier).where(Spell.person_id == record.id, Spell.is_in_force(today()))
        tier = context.session().scalars(tiers).first()
        if record.died_on is not None:
            return _("Deceased")
        return _("No tier") if tier is None else str(label_of(Tier, tier))

    def preload(self, records: Iterable[Any]) -> None:
        """With their households."""
        records = list(records)
        super().preload(records)
        households_today.preload_households(record.id for record in records)

    def preload_rows(self, rows: Sequence[Any]) -> None:
        """With their tiers."""
        super().preload_rows(rows)
        households_today.preload_tiers(row.id for row in rows)

    def derive(self, record: Any, name: str) -> Any:
        """Tier and household today. Of the birth the year only: beside the masked number the day would tell it."""
        if name == "household":
            return households_today.household_of(record.id)
        if name == "tier":
            tier = households_today.tier_of(record.id)
            return tier and str(label_of(Tier, tier))
        return age_text(record)

    def cell(self, record: Any, name: str) -> Any:
        """The household with a link to it."""
        household = super().cell(record, name)
        return link_to(household) if isinstance(household, Household) else household

    def distinguishing_marks(self, record: Any) -> list[str]:
        """Year of birth and household."""
        return marks_of_person(record)

    @cached_property
    def form_class(self) -> type[RecordForm]:
        """The identity number is typed in clear and never shown again; left empty, the stored one stays."""
        number = fields.TrimmedTextField(
            label(Person, "identity_number"),
            description=_l("When editing, leave empty to keep the number."),
        )
        as_written = fields.CheckboxField(
            _l("Enter as printed"),
            description=_l("Only if the document itself is wrong. The number is then marked as not valid."),
        )
        own = {"identity_number": number, "as_written": as_written, "registration_region_code": registration_field()}
        return build_form_class(Person, self.form_columns, **own)

    def is_field_shown(self, field: Any, form: RecordForm) -> bool:
        """The number is kept as written only when it was refused: nobody ticks that beforehand."""
        refused = any(form[name].errors for name in ("identity_number", "born_on", "sex"))
        return field.short_name != AS_WRITTEN or bool(field.data) or refused

    def pending_columns(self, form: RecordForm) -> set[str]:
        """Sex and birth date wait for the number."""
        return {name for name in DERIVED_FROM_IDENTITY_NUMBER if form["identity_number"].errors and not form[name].data}

    def values(self, form: RecordForm, record: Any | None) -> dict[str, Any]:
        """Compare the number with birth date and sex, and seal it."""
        number, as_written = form["identity_number"].data or "", bool(form["as_written"].data)
        values, sealer = super().values(form, record), context.deployment().sealer
        return identity_documents.check_identity_entry(values, number, sealer, before=record, as_written=as_written)

    def update(self, record: Any, form: RecordForm) -> Any:
        """Change the person; a death ends what has to end, or lets it go on when it is taken back."""
        session, former_day, day = context.session(), record.died_on, form["died_on"].data
        with session.begin_nested():
            if day and ENDS in request.form:
                deaths.record_death(session, record, day, _heads())
            records_ended = deaths.records_ended_by(session, record, former_day) if former_day and not day else []
            if records_ended and REOPENS not in request.form:
                raise ValidationError(
                    {"died_on": _("Recording the death had ended the items below: choose whether to reopen them.")}
                )
            updated = super().update(record, form)
            if request.form.get(REOPENS) == "y":
                deaths.undo_death(session, records_ended)
        return updated

    def form_context(self, form: RecordForm, record: Any | None) -> dict[str, Any]:
        """What a death ends, or had ended."""
        if record is None or request.method == "GET":
            return {}
        session, former_day, day = context.session(), record.died_on, form["died_on"].data
        if day:
            return {"ending": records_left_open(session, record, day), "month_after": start_of_next_month(day)}
        return {"ended": deaths.records_ended_by(session, record, former_day) if former_day else []}

    def detail_context(self, record: Any) -> dict[str, Any]:
        """Whether there is a button that shows the number."""
        may = context.actor().has_permission(Permission.REGISTRY_REVEAL, record.region_code)
        return {"may_reveal": may and not has_moved_away(record)}

    @expose_action("/reveal/", ViewAction.READ, ("POST",), Permission.REGISTRY_REVEAL)
    def reveal_view(self) -> ResponseReturnValue:
        """The identity number in clear, for a reason, for a minute."""
        person, session = self.detail_page.requested_record(), context.session()
        reason = request.form.get("reason", "")
        try:
            number = identities.reveal(session, person, reason, context.deployment().sealer)
        except DatabaseUnavailableError:
            raise
        except UserError as error:
            return self.detail_page.render(person, INVALID, reveal_error=str(error), reveal_reason=reason)
        commit(session)
        g.revealed = person.id
        g.auto_refresh = f"{REVEAL_SECONDS}; url={record_url(person)}"
        note = _("Shown for {n} seconds. Your name and the reason have been recorded.").format(n=REVEAL_SECONDS)
        return self.detail_page.render(person, number=number, number_note=note)


def _heads() -> dict[int, int]:
    """Whom the form names as new heads: by household, a membership."""
    named = {name.removeprefix(HEAD): key for name, key in request.form.items() if name.startswith(HEAD)}
    return {
        int(name): int(key) for name, key in named.items() if ID_PATTERN.fullmatch(name) and ID_PATTERN.fullmatch(key)
    }
