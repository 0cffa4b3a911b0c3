"""A person's registration (户籍) moves, to anywhere in the province, on a day."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue
from wtforms import Field

from admin.display import region_names
from admin.forms import builder
from admin.request.actions import ViewAction, expose_action
from admin.views.registry.person_facts.fact_page import FactPage
from shared.access import Permission
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Level, Person, PersonRegistration
from shared.models.columns import meaning_of

LEVELS = (Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)


def registration_field() -> Field:
    """A place anywhere in the province."""
    meaning = meaning_of(Person, "registration_region_code")
    return builder.region_field("", LEVELS, label=meaning.label, description=meaning.help)


def describe_registration(record: Any) -> str:
    """The place of a person or of a former registration, in words."""
    code = record.registration_region_code
    return _("not known") if code is None else region_names.region_path(code)


class RegistrationPage(FactPage):
    """The act."""

    former_class, describe = PersonRegistration, staticmethod(describe_registration)
    heading, done = _l("Move the registration: {title}"), _l("The move of the registration has been recorded.")

    def field_of(self, name: str) -> Field:
        """The place."""
        return registration_field() if name == "registration_region_code" else super().field_of(name)

    @expose_action("/registration/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def registration_view(self) -> ResponseReturnValue:
        """Where the person is registered from a day on."""
        return self.respond()
