"""The next steps of what is open: from the warning to the visit, the outcome and the assistance."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from admin.views.registry.acts import Act, ActsFrom
from shared.clock import today
from shared.locale import _
from shared.models import (
    EarlyWarning,
    HomeVisit,
    Household,
    Person,
    Receipt,
    SolarInstallation,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
    WarningResponse,
)
from shared.services.timeline import open_matters
from shared.services.timeline.open_matters import OpenMatter, OpenSource

Steps = Callable[[ActsFrom, OpenMatter], Iterator[Act]]


def matters_with_acts(origin: Household | Person, matters: list[OpenMatter]) -> list[tuple[OpenMatter, list[Act]]]:
    """Open matters, each with what can be done about it."""
    planned = {one.record.warning_id for one in matters if one.source is open_matters.VISIT}
    return [(one, _acts(origin, one, planned)) for one in matters]


def _acts(origin: Household | Person, matter: OpenMatter, planned: set[int]) -> list[Act]:
    acts, steps = ActsFrom(origin, matter.record.region_code), STEPS.get(matter.source)
    if matter.source is open_matters.WARNING:
        return [*_of_warning(acts, matter, is_planned=matter.record.id in planned)]
    return [*steps(acts, matter)] if steps else []


def _of_warning(acts: ActsFrom, matter: OpenMatter, *, is_planned: bool) -> Iterator[Act]:
    """A visit that is planned is entered where it stands, not a second time."""
    known = {"warning_id": matter.record.id}
    yield from acts.page(EarlyWarning, _("Handle"), "handle_view", matter.record.id)
    if not is_planned:
        yield from acts.new(HomeVisit, _("Record a visit"), planned_on=today(), **known)
    yield from acts.new(WarningOutcome, _("Record the outcome"), decided_on=today(), **known)


def _of_assistance(acts: ActsFrom, matter: OpenMatter) -> Iterator[Act]:
    warning, household = matter.record, acts.origin.id if isinstance(acts.origin, Household) else None
    person = {"person_id": warning.person_id, "household_id": household}
    yield from acts.new(TemporaryAssistance, _("Temporary assistance"), granted_on=today(), **person)
    yield from acts.new(Spell, _("Recognise"), entry_reason="warning", **person)
    yield from acts.new(WarningResponse, _("Record the assistance"), warning_id=warning.id, started_on=today())


def _of_receipt(acts: ActsFrom, matter: OpenMatter) -> Iterator[Act]:
    return acts.new(Receipt, _("Record the receipt"), delivery_id=matter.record.id, signed_on=today())


STEPS: dict[OpenSource, Steps] = {
    open_matters.ASSISTANCE: _of_assistance,
    open_matters.RECEIPT: _of_receipt,
    open_matters.VISIT: lambda acts, matter: acts.edit(HomeVisit, _("Record the visit"), matter.record.id, "done_on"),
    open_matters.SOLAR: lambda acts, matter: acts.edit(
        SolarInstallation, _("Record the connection"), matter.record.id, "connected_on"
    ),
    open_matters.DEATH: lambda acts, matter: acts.edit(Spell, _("End the benefit spell"), matter.record.id, "end_on"),
}
