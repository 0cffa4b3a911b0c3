"""What pages of changes of divisions share: the division of the address, the fields, the preview before saving."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from flask import abort, flash, redirect
from flask.typing import ResponseReturnValue
from wtforms import Field, HiddenField

from admin.display.division_plans import preview_lines
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
from shared.services.division_changes.previewing import preview

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
    """What is declared was not shown yet."""

    def __init__(self, declared: Declared) -> None:
        super().__init__()
        self.declared = declared


@dataclass(frozen=True)
class PreviewedActPage(ActPage):
    """A page that first shows what would be done; what was shown so is then saved."""

    save_button: str = ""
    template: str = "division_act.html"

    def respond_previewed(self, declare: Callable[[Values], Declared]) -> ResponseReturnValue:
        """The form; once posted, what it would do; posted again unchanged, the act."""
        try:
            return self.respond(lambda values: self._carry_out(declare(values)))
        except PreviewNeededError as needed:
            return self._previewed(needed.declared)
        except NotYetConfirmedError:  # who proposes may not read what waits: back to the region
            flash(_("Sent to the approver: nothing changes until it is confirmed."))
            return redirect(record_url(self.record))

    def _carry_out(self, declared: Declared) -> DivisionChange:
        if self.form[SEEN].data != digest_of(declared):
            raise PreviewNeededError(declared)
        return carry_out(context.session(), declared).change

    def _previewed(self, declared: Declared) -> ResponseReturnValue:
        found = preview(context.session(), declared)
        self.form[SEEN].data = digest_of(declared)
        self.form[SEEN].raw_data = None
        lines = tuple(preview_lines(declared.plan, found))
        page = replace(self, facts={"lines": lines}, button=self.save_button)
        return page.render(200)


def digest_of(declared: Declared) -> str:
    """The same for the same entries: what was shown is what is saved."""
    values = {name: to_json_value(value) for name, value in declared.values().items() if name != "reason"}
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
