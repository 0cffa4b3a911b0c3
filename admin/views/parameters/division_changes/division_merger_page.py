"""A township or village, and further ones, become part of another."""

from __future__ import annotations

import re
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import Field

from admin.display.region_names import name_of_region
from admin.forms import builder, fields
from admin.forms.builder import RecordForm
from admin.records.act_page import ActRow, ActTable
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.parameters.division_changes.division_act import (
    DivisionAct,
    PreviewedActPage,
    act_form,
    naming_fields,
)
from shared.access import Permission, elevated
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import DivisionChangeKind, Level, Region
from shared.models.region import level_of
from shared.services.division_changes import declaring
from shared.services.division_changes.carrying_out import Declared
from shared.services.division_changes.plan import DivisionPlan, Naming, is_division
from shared.services.service_errors import ValidationError

CODE = "code-"
BETWEEN = re.compile(r"[\s,，、;；]+")


class DivisionMergerPage(DivisionAct):
    """The act; once it is known what they become part of, the villages of townships get their codes there."""

    @expose_action("/merge/", ViewAction.EDIT, ("GET", "POST"), Permission.REGIONS_EDIT)
    def merge_view(self) -> ResponseReturnValue:
        """Into which one, from which day on."""
        region = self.division()
        first = act_form(_fields(region, []), {})
        villages = _villages(first, region) if request.method == "POST" else []
        form = act_form(_fields(region, villages), {})
        page = PreviewedActPage(
            self.view,
            region,
            form,
            heading=_("Merge {title} into another division").format(title=name_of_region(region)),
            button=_("Show what will be done"),
            save_button=_("Merge the divisions"),
            done=_("The divisions have been merged."),
            help=_("Families, accounts and roles follow from that day on; what was before stays where it was."),
            table=_table(villages) if villages else None,
        )
        return page.respond_previewed(
            lambda values: _declare(form, region, villages, values), lambda plan: _fields_of_codes(form, region, plan)
        )


def _declare(form: RecordForm, region: Region, villages: list[Region], values: dict[str, Any]) -> Declared:
    session = context.session()
    into, naming = _target(region, values)
    former = _former(region, values)
    for name, entered in (("further", former), ("new_code", [into] if naming else [])):
        if not all(is_division(code) and len(code) == len(region.code) for code in entered):
            message = _("Enter a code of 9 digits for a township, of 12 digits for a village.")
            raise ValidationError({name: message})
    with elevated(session) as system:
        if region.level == Level.VILLAGE:
            plan = declaring.merge_villages(former, into, naming)
        else:
            codes = _codes(form, villages, into)
            plan = declaring.merge_townships(system, former, into, naming, codes)
    return Declared(DivisionChangeKind.MERGE, plan, values["effective_on"], values["document"], session.reason)


def _fields_of_codes(form: RecordForm, region: Region, plan: DivisionPlan) -> dict[str, str]:
    """Where each division of the plan was entered: further ones, the one they become part of, codes of villages."""
    pairs = [(former, f"{CODE}{former}") for former in plan.follows if f"{CODE}{former}" in form]
    found = {code: name for former, name in pairs for code in (former, plan.follows[former])}
    found |= {code: "further" for code in plan.ended if f"{CODE}{code}" not in form}
    into = "new_code" if form["new_code"].data else "name" if form["name"].data else "successor_code"
    return found | {region.code: "successor_code", plan.ended[region.code]: into}


def _codes(form: RecordForm, villages: list[Region], into: str) -> dict[str, str]:
    """What was typed; for what is empty, or lies in another township, a free code."""
    with elevated(context.session()) as system:
        free = declaring.free_codes(system, {one.code: into for one in villages})
    for one in villages:
        field = form[f"{CODE}{one.code}"]
        if not (field.data or "").startswith(into):
            field.data = free[one.code]
            field.raw_data = None
    return {one.code: form[f"{CODE}{one.code}"].data for one in villages}


def _target(region: Region, values: dict[str, Any]) -> tuple[str, Naming | None]:
    """The code of what they become part of, and what it is called if it is new."""
    if values["successor_code"] and not values["name"]:
        return values["successor_code"], None
    if values["successor_code"] or not values["name"]:
        message = _("Choose an existing division, or enter the name and the type of a new one.")
        raise ValidationError({"successor_code": message})
    kind = values["kind"] or declaring.kind_by_name(values["name"]) or region.kind
    naming = Naming(values["name"], values["name_en"] or "", kind)
    with elevated(context.session()) as system:
        return values["new_code"] or declaring.new_codes(system, region.code, 1)[0], naming


def _former(region: Region, values: dict[str, Any]) -> list[str]:
    """The division itself, and further ones."""
    return list(dict.fromkeys([region.code, *filter(None, BETWEEN.split(values["further"] or ""))]))


def _villages(form: RecordForm, region: Region) -> list[Region]:
    """Of townships those that get a new code."""
    if region.level != Level.TOWNSHIP:
        return []
    form.validate()
    with elevated(context.session()) as system:
        found = [v for code in _former(region, form.values()) for v in declaring.villages_of(system, code)]
        system.expunge_all()
        return found


def _fields(region: Region, villages: list[Region]) -> dict[str, Field]:
    level = level_of(region.code)
    into = builder.region_field("regions", (level,), label=_l("Existing division they become part of"))
    found: dict[str, Field] = {"successor_code": into}
    found |= naming_fields("", is_required=False)
    found["name"].kwargs["label"] = _l("Or the name of a new one")
    found["new_code"] = fields.TrimmedTextField(label=_l("Code of the new one"), description=_l("Empty: a free code."))
    found["further"] = fields.TrimmedTextField(
        label=_l("Codes of further divisions that merge as well"), description=_l("With blanks between.")
    )
    for one in villages:
        found[f"{CODE}{one.code}"] = fields.TrimmedTextField(label=name_of_region(one))
    return found


def _table(villages: list[Region]) -> ActTable:
    headings = (_("Village or community"), _("Former code"), _("Code from then on"))
    rows = tuple(ActRow(name_of_region(one), (one.code,), (f"{CODE}{one.code}",)) for one in villages)
    return ActTable(_("Codes of the villages"), headings, rows)
