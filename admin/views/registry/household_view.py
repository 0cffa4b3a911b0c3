"""Households."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from flask import flash, request
from sqlalchemy import select

from admin.display import households_today
from admin.display.formatting import link_to_call
from admin.forms.builder import RecordForm
from admin.records.edit_hooks import expected_version
from admin.records.record_urls import record_url
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ALL_ACTIONS
from admin.views.registry.family_acts import FAMILY_ACT_PAGES
from admin.views.registry.family_amounts_page import FamilyAmountsPage
from admin.views.registry.family_registration_page import FamilyRegistrationPage
from admin.views.registry.household_page import HouseholdPage
from admin.views.registry.transfer_offer_page import TransferOfferPage
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household, HouseholdMember, Person, Tier
from shared.parsing import parse_date
from shared.services import relocations
from shared.services.checks.relocation_checks import records_moving_along
from shared.services.membership_changes import require_past_day
from shared.services.service_errors import ValidationError

MOVES = "moves_on"


class HouseholdView(RecordView):
    """Families as the registry knows them."""

    model, actions, menu_position = Household, ALL_ACTIONS, 2
    form_template, detail_template, detail_page_class = "household_form.html", "household.html", HouseholdPage
    act_pages: ClassVar = (FamilyRegistrationPage, FamilyAmountsPage, TransferOfferPage, *FAMILY_ACT_PAGES)
    batch_label = _l("Register a family")
    field_conditions: ClassVar = dict.fromkeys(("support_place", "care_level"), f"tier={Tier.TEKUN}")
    derived_columns: ClassVar = {"head": _l("Head of household"), "members": _l("Members")}
    numeric_columns = ("members",)
    list_columns = ("number", "head", "members", "region_code", "address", "telephone", "residence")
    filter_columns = ("region_code", "residence")
    sortable_columns = ("number",)
    form_columns = ("number", "region_code", "address", "telephone", "residence")
    number_search_column, name_search_column = "number", "number"
    summary_columns = ("region_code", "address", "telephone", "residence")

    def update(self, record: Any, form: RecordForm) -> Any:
        """Change the household; where it moves, its members and recognitions go along."""
        values, session = self.values_to_save(form, record), context.session()
        if MOVES not in request.form or values.get("region_code", record.region_code) == record.region_code:
            return super().update(record, form)
        try:
            day = parse_date(request.form[MOVES])
        except ValueError as error:
            raise ValidationError({"region_code": str(error)}) from error
        require_past_day("region_code", day)
        with session.begin_nested():
            return relocations.move_household(session, record, values, day, expected_version())

    def form_context(self, form: RecordForm, record: Any | None) -> dict[str, Any]:
        """What goes along when the household moves."""
        code = form["region_code"].data
        if record is None or request.method == "GET" or code in {None, record.region_code}:
            return {}
        return {"along": records_moving_along(context.session(), record), "today": today()}

    def search_result_url(self, person: Person) -> str:
        """The page of the person's household: of the present one, else of the last."""
        households = select(Household).join(HouseholdMember, HouseholdMember.household_id == Household.id)
        households = households.where(HouseholdMember.person_id == person.id, HouseholdMember.retired_on.is_(None))
        latest = households.order_by(HouseholdMember.end_on.is_(None).desc(), HouseholdMember.start_on.desc()).limit(1)
        household = context.session().scalars(latest).first()
        if household is None:
            flash(_("{name} belongs to no household in your regions.").format(name=person.name))
            return record_url(person)
        return record_url(household)

    def preload(self, records: Iterable[Any]) -> None:
        """With their heads."""
        records = list(records)
        super().preload(records)
        households_today.preload_heads(record.id for record in records)
        households_today.preload_sizes(record.id for record in records)

    def title(self, record: Any) -> str:
        """By its head: nobody knows a family by a number."""
        head = households_today.head_of(record.id)
        if head is None:
            return str(record.number)
        return _("Household of {name} · {number}").format(name=head.name, number=record.number)

    def derive(self, record: Any, name: str) -> Any:
        """Who heads it, and how many live in it today."""
        return households_today.head_of(record.id) if name == "head" else households_today.size_of(record.id)

    def cell(self, record: Any, name: str) -> Any:
        """The telephone as a link that calls it."""
        return link_to_call(record.telephone) if name == "telephone" else super().cell(record, name)

    def distinguishing_marks(self, record: Any) -> list[str]:
        """The head and the address: a number says nobody's name."""
        head = households_today.head_of(record.id)
        return [*([_("head {name}").format(name=head.name)] if head else []), record.address]
