"""What pages of changes of divisions share: the division of the address, the fields, the preview before saving."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from flask import abort, flash, redirect
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from wtforms import Field, HiddenField

from admin.display.division_plans import preview_lines
from admin.display.division_proposals import waiting_line
from admin.forms import builder
from admin.forms.builder import RecordForm
from admin.records.act_page import ActPage
from admin.records.detail_page import DetailPage
from admin.records.record_urls import record_url
from admin.request import context
from shared.access import Permission
from shared.audit import to_json_value
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import DivisionChange, Level, Region
from shared.services.confirmation.proposing import NotYetConfirmedError
from shared.services.division_changes.carrying_out import Declared, carry_out
from shared.services.division_changes.plan import DivisionPlan
from shared.services.division_changes.previewing import preview
from shared.services.division_changes.waiting import AlreadyProposedError, require_none_waiting
from shared.services.service_errors import ValidationError

ABOUT = ("effective_on", "document")
SEEN = "seen"
LEVELS = (Level.TOWNSHIP, Level.VILLAGE)
Values = dict[str, Any]


class DivisionAct:
    """The page of an act, made with the page of the region."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.detail_page, self.view = detail_page, detail_page.view

    def division(self) -> Region:
        """The township or village of the address, which stands and which the user may change."""
        region: Region = self.detail_page.requested_record()
        context.actor().require(Permission.REGIONS_EDIT, region.code)
        if region.level not in LEVELS or region.valid_to is not None:
            abort(404)
        return region


def act_form(fields: dict[str, Field], defaults: Values) -> RecordForm:
    """The form of an act: its own fields, then day and document."""
    about = {name: builder.build_field(DivisionChange, name, is_required=True) for name in ABOUT}
    all_fields = fields | about | {SEEN: HiddenField()}
    form = builder.build_form_class(DivisionChange, tuple(all_fields), **all_fields)
    return builder.bind_form(form, {"effective_on": today()} | defaults)


def text_field(name: str, label: Any, description: Any = "", *, is_required: bool = False) -> Field:
    """A text that is entered as for a column of a region."""
    field = builder.build_field(Region, name, is_required=is_required)
    field.kwargs |= {"label": label, "description": description}
    return field


def naming_fields(prefix: str, *, is_required: bool) -> dict[str, Field]:
    """What a division is called, and its code."""
    return {
        f"{prefix}name": text_field("name", _l("Name"), is_required=is_required),
        f"{prefix}name_en": text_field("name_en", _l("English name")),
        f"{prefix}kind": text_field("kind", _l("Type of division"), _l("Such as 镇, 街道 or 村委会.")),
    }


class PreviewNeededError(Exception):
    """What is declared was not shown yet: the lines that say what would be done."""

    def __init__(self, declared: Declared, lines: tuple[str, ...]) -> None:
        super().__init__()
        self.declared, self.lines = declared, lines


Locate = Callable[[DivisionPlan], Mapping[str, str]]
"""The field of the form at which something about a division of the plan is said, by code."""


@dataclass(frozen=True)
class PreviewedActPage(ActPage):
    """A page that first shows what would be done; what was shown so is then saved."""

    save_button: str = ""
    template: str = "division_act.html"

    def respond_previewed(self, declare: Callable[[Values], Declared], locate: Locate) -> ResponseReturnValue:
        """The form; once posted, what it would do; posted again unchanged, the act."""
        try:
            return self.respond(lambda values: self._carry_out(declare(values), locate))
        except PreviewNeededError as needed:
            self.form[SEEN].data = digest_of(needed.declared)
            self.form[SEEN].raw_data = None
            return replace(self, facts={"lines": needed.lines}, button=self.save_button).render(200)
        except NotYetConfirmedError:  # who proposes may not read what waits: back to the region
            flash(_("Sent to the approver: nothing changes until it is confirmed."))
            return redirect(record_url(self.record))

    def _carry_out(self, declared: Declared, locate: Locate) -> DivisionChange:
        session, plan = context.session(), declared.plan
        try:
            require_none_waiting(session, plan)
            if self.form[SEEN].data == digest_of(declared):
                return carry_out(session, declared).change
            lines = tuple(preview_lines(declared, preview(session, declared)))
        except AlreadyProposedError as error:
            sentence = Markup("{} {}").format(_("Waits for a second person already:"), waiting_line(error.waiting))
            raise ValidationError({next(field.name for field in self.form): sentence}) from error
        except ValidationError as error:
            raise ValidationError(_at_fields(error.fields, locate(plan)), error.doubts) from error
        raise PreviewNeededError(declared, lines)


def _at_fields(sentences: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
    """Each sentence at the field of its division; the same one once."""
    found: dict[str, str] = {}
    for code, sentence in sentences.items():
        if sentence not in found.values():
            found.setdefault(fields.get(code, code), sentence)
    return found


def digest_of(declared: Declared) -> str:
    """The same for the same entries: what was shown is what is saved."""
    values = {name: to_json_value(value) for name, value in declared.values().items() if name != "reason"}
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
