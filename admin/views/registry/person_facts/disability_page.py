"""A person's disability is recognised, graded anew, or ends, on a day."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue

from admin.request.actions import ViewAction, expose_action
from admin.views.registry.person_facts.fact_page import FactPage
from shared.access import Permission
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Disability, DisabilityGrade, PersonDisability
from shared.models.labelled_enum import label_of


def describe_disability(record: Any) -> str:
    """Kind and grade of a person, or of a former disability, in words."""
    if record.disability is None:
        return _("no disability")
    return f"{label_of(Disability, record.disability)} · {label_of(DisabilityGrade, record.disability_level)}"


class DisabilityPage(FactPage):
    """The act."""

    former_class, describe = PersonDisability, staticmethod(describe_disability)
    heading, done = _l("Change the disability: {title}"), _l("The change of the disability has been recorded.")

    @expose_action("/disability/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def disability_view(self) -> ResponseReturnValue:
        """Kind and grade from a day on; both empty where it ends."""
        return self.respond()
