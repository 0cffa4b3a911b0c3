"""A township is split by its villages, a village by its households."""

from __future__ import annotations

import re
from typing import Any

from flask.typing import ResponseReturnValue
from wtforms import Field

from admin.display.region_names import name_of_region
from admin.forms import fields
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
from shared.services.division_changes import declaring
from shared.services.division_changes.carrying_out import Declared
from shared.services.division_changes.plan import DivisionPlan, HouseholdChoice, Naming
from shared.services.service_errors import ValidationError

VILLAGE, NEW = "village-", ("1", "2")
NUMBERS = re.compile(r"[^\s,，、;；]+")
Values = dict[str, Any]


class DivisionSplitPage(DivisionAct):
    """The act: up to two new divisions beside what stays."""

    @expose_action("/split/", ViewAction.EDIT, ("GET", "POST"), Permission.REGIONS_EDIT)
    def split_view(self) -> ResponseReturnValue:
        """What the new ones are called, and what goes to each."""
        region = self.division()
        with elevated(context.session()) as system:
            villages = declaring.villages_of(system, region.code) if region.level == Level.TOWNSHIP else []
            system.expunge_all()
        page = PreviewedActPage(
            self.view,
            region,
            act_form(_fields(region, villages), {}),
            heading=_("Split the division {title}").format(title=name_of_region(region)),
            button=_("Show what will be done"),
            save_button=_("Split the division"),
            done=_("The division has been split."),
            help=_("Families, accounts and roles follow from that day on; what was before stays where it was."),
            table=_table(villages) if villages else None,
        )

        def declare(values: Values) -> Declared:
            plan = _split_village(region, values) if region.level == Level.VILLAGE else _split(region, villages, values)
            about = (values["effective_on"], values["document"], context.session().reason)
            return Declared(DivisionChangeKind.SPLIT, plan, *about)

        return page.respond_previewed(declare, lambda plan: _fields_of_codes(region, plan))


def _fields_of_codes(region: Region, plan: DivisionPlan) -> dict[str, str]:
    """Where each division of the plan was entered: a new one by its name, a village by where it goes."""
    new = [code for code in plan.opened if len(code) == len(region.code)]
    part = "numbers" if region.level == Level.VILLAGE else "name"
    found = {code: f"{number}{part}" for code, number in zip(new, NEW, strict=False)}
    if region.level == Level.TOWNSHIP:
        found |= {code: f"{VILLAGE}{former}" for former, later in plan.follows.items() for code in (former, later)}
    return {region.code: "1name"} | found


def _split(region: Region, villages: list[Region], values: Values) -> DivisionPlan:
    """By villages; where none stays, the first new township takes over what the former one itself held."""
    targets = {one.code: values[f"{VILLAGE}{one.code}"] for one in villages if values[f"{VILLAGE}{one.code}"]}
    _require_names(values, set(targets.values()))
    with elevated(context.session()) as system:
        codes = _codes(system, region, values)
        namings = {codes[number]: _naming(region, values, number) for number in codes}
        free = declaring.free_codes(system, {code: codes[number] for code, number in targets.items()})
        placed = {code: (codes[number], free[code]) for code, number in targets.items()}
        ends = bool(villages) and len(placed) == len(villages)
        return declaring.split_township(system, region.code, namings, placed, codes["1"] if ends else "")


def _require_names(values: Values, used: set[str]) -> None:
    """Whatever something goes to is called something."""
    for number in sorted(used):
        if not values[f"{number}name"]:
            raise ValidationError({f"{number}name": _("Enter the name of the new division.")})


def _codes(system: Any, region: Region, values: Values) -> dict[str, str]:
    """The codes of the new divisions that have a name."""
    used = [number for number in NEW if values[f"{number}name"]]
    return dict(zip(used, declaring.new_codes(system, region.code, len(used)), strict=True))


def _split_village(region: Region, values: Values) -> DivisionPlan:
    """By numbers of households or a part of the address; the rest stays, or goes on in the first new one."""
    _require_names(values, {number for number in NEW if values[f"{number}numbers"] or values[f"{number}address"]})
    with elevated(context.session()) as system:
        codes = _codes(system, region, values)
    chosen = [
        HouseholdChoice(
            region.code,
            codes[number],
            tuple(NUMBERS.findall(values[f"{number}numbers"] or "")),
            values[f"{number}address"] or "",
        )
        for number in codes
    ]
    rest = codes["1"] if values["ends"] else ""
    named = [one for one in chosen if one.numbers or one.address or one.into != rest]
    namings = {codes[number]: _naming(region, values, number) for number in codes}
    return declaring.split_village(region.code, namings, named, rest)


def _naming(region: Region, values: Values, number: str) -> Naming:
    name, name_en, kind = (values[f"{number}{part}"] or "" for part in ("name", "name_en", "kind"))
    return Naming(name, name_en, kind or declaring.kind_by_name(name) or region.kind)


def _fields(region: Region, villages: list[Region]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    labels = {"1": _l("Name of the first new division"), "2": _l("Name of the second new division")}
    for number in NEW:
        found |= naming_fields(number, is_required=number == "1")
        found[f"{number}name"].kwargs["label"] = labels[number]
        if region.level == Level.VILLAGE:
            found[f"{number}numbers"] = fields.LongTextField(
                label=_l("Its households, by number"), description=_l("With blanks or commas between.")
            )
            found[f"{number}address"] = fields.TrimmedTextField(
                label=_l("Or all with this in the address"), description=_l("Such as 第3组 or 幸福路.")
            )
    if region.level == Level.VILLAGE:
        found["ends"] = fields.CheckboxField(label=_l("All others go to the first one; the former village ends"))
    for one in villages:
        options = lambda: [("1", _("First new division")), ("2", _("Second new division"))]  # noqa: E731
        found[f"{VILLAGE}{one.code}"] = fields.ChoiceField(label=name_of_region(one), options=options)
    return found


def _table(villages: list[Region]) -> ActTable:
    headings = (_("Village or community"), _("Code"), _("Goes to"))
    rows = tuple(ActRow(name_of_region(one), (one.code,), (f"{VILLAGE}{one.code}",)) for one in villages)
    return ActTable(_("Which villages go to the new ones; empty: it stays"), headings, rows)
