"""One line that says which record this is, for links, lookups, headings and the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from admin.display import households_today
from admin.display.division_names import title_of_change, title_of_proposal
from admin.display.region_names import name_of_region, region_name
from admin.request import context
from shared.access import Role
from shared.clock import LOCAL
from shared.indicators.catalogue import INDICATORS
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import (
    Account,
    AmountChange,
    AssistanceStandard,
    AuditEvent,
    BenefitPayment,
    ChangeKind,
    CodeListItem,
    ConfirmationRule,
    DayKind,
    Delivery,
    DiscoveryMechanism,
    DivisionChange,
    EarlyWarning,
    HomeVisit,
    Household,
    HouseholdMember,
    HouseholdPlace,
    HouseholdTransfer,
    IdentityQuestion,
    LegalParameter,
    OutcomeResult,
    PasswordCode,
    Person,
    PersonDisability,
    PersonRegistration,
    Pledge,
    Programme,
    ProgrammeCycle,
    Proposal,
    ProposalKind,
    ProposedChange,
    PublishedCount,
    Quota,
    Receipt,
    Region,
    ResidentMeasure,
    ResidentPopulation,
    ResidentStatistic,
    ResponseKind,
    Risk,
    RoleGrant,
    SignInSession,
    SolarInstallation,
    SolarYield,
    SpecialAssistance,
    SpecialKind,
    Spell,
    StandardKind,
    TemporaryAssistance,
    TemporaryKind,
    Tier,
    WarningOutcome,
    WarningResponse,
    WorkingDayException,
)
from shared.models.base import Base, model_of_table, primary_key_text
from shared.models.labelled_enum import label_of
from shared.models.labels import ACTIONS, noun
from shared.models.published_count import format_reference_period

HIDDEN = "…"  # a record of another region that this one points at


def programme_name(programme: Programme) -> str:
    """A programme's name in the user's language."""
    return localised_name(programme.name, programme.name_en)


def cycle_title(cycle: ProgrammeCycle) -> str:
    """Programme and label of a cycle."""
    return f"{programme_name(cycle.programme)} {cycle.label}"


def _warning_title(warning: EarlyWarning | None) -> str:
    if warning is None:
        return HIDDEN
    return _join(_family(warning, "person"), label_of(Risk, warning.risk), warning.issued_on)


def _family(record: Any, name: str) -> Any:
    """The person or household of a record: also of one that has moved away, whose past stays here."""
    found, key = getattr(record, name), getattr(record, f"{name}_id")
    kind: type[Base] = Person if name == "person" else Household
    return found if found is not None or key is None else context.find(kind, key)


def _new_names(proposed: ProposedChange) -> str:
    """The first of the persons whom it registers."""
    new = (one["values"] for one in proposed.changes if one["record"] == Person.__tablename__ and one["key"] is None)
    return next((str(values["name"][1]) for values in new if "name" in values), "")


def _proposal_subject(proposed: ProposedChange) -> Any:
    """The person or family it is about, or the divisions; where it is several, its place."""
    if proposed.kind == ChangeKind.DIVISION:
        return title_of_proposal(proposed)
    person, household = _family(proposed, "person"), _family(proposed, "household")
    if person is not None or household is None:
        return person or _new_names(proposed) or region_name(proposed.region_code)
    head = households_today.head_of(household.id)
    return household if head is None else _("Household of {name}").format(name=head.name)


def _place(code: str | None) -> str | None:
    return code and region_name(code)


def _who_moves(transfer: HouseholdTransfer) -> Any:
    """The household; for the office that may not read it yet, where it comes from."""
    return _family(transfer, "household") or region_name(transfer.region_code)


def _join(*parts: Any) -> str:
    return " · ".join(HIDDEN if part is None else str(part) for part in parts)


def _spell_period(spell: Spell) -> str:
    if spell.end_on is None:
        return _("since {day}").format(day=spell.start_on)
    return f"{spell.start_on} – {spell.end_on}"


def audited_name(key: str) -> str:
    """What a line of the audit trail is about: a kind of record, or a figure that was taken away as a file."""
    if key in INDICATORS:
        return f"{INDICATORS[key].name} ({key})"
    record = model_of_table(key)
    return key if record is None else str(noun(record))


TITLES: dict[type[Base], Callable[[Any], str]] = {
    AmountChange: lambda r: _join(r.spell and title_of(r.spell), r.from_month),
    HouseholdPlace: lambda r: _join(_family(r, "household"), region_name(r.region_code), r.end_on),
    PersonDisability: lambda r: _join(_family(r, "person"), r.end_on),
    PersonRegistration: lambda r: _join(_family(r, "person"), _place(r.registration_region_code), r.end_on),
    IdentityQuestion: lambda r: _join(_family(r, "person"), _family(r, "other")),
    HouseholdTransfer: lambda r: _join(_who_moves(r), region_name(r.to_region_code), r.moves_on),
    Account: lambda r: f"{r.display_name} ({r.login})",
    AuditEvent: lambda r: _join(r.actor, ACTIONS.get(r.action, r.action), audited_name(r.record)),
    DivisionChange: lambda r: _join(title_of_change(r), r.effective_on),
    ConfirmationRule: lambda r: _join(label_of(ChangeKind, r.kind), region_name(r.region_code), r.valid_from),
    CodeListItem: lambda r: _join(r.standard, r.code, r.label),
    Delivery: lambda r: _join(_family(r, "person") or _family(r, "household"), cycle_title(r.cycle), r.delivered_on),
    Household: lambda r: r.number,
    LegalParameter: lambda r: _join(r.key, r.valid_from),
    HouseholdMember: lambda r: _join(_family(r, "person"), _family(r, "household")),
    WarningOutcome: lambda r: _join(_warning_title(r.warning), label_of(OutcomeResult, r.result)),
    PasswordCode: lambda r: _join(r.account, f"{r.made_at.astimezone(LOCAL):%Y-%m-%d %H:%M}"),
    BenefitPayment: lambda r: _join(_family(r, "household"), r.month),
    Person: lambda r: _join(r.name, r.identity_masked) if r.identity_masked else r.name,
    Pledge: lambda r: _join(r.donor, cycle_title(r.cycle)),
    ResidentPopulation: lambda r: _join(region_name(r.region_code), r.year),
    Programme: programme_name,
    Proposal: lambda r: _join(label_of(ProposalKind, r.kind), r.account),
    ProposedChange: lambda r: _join(_proposal_subject(r), label_of(ChangeKind, r.kind)),
    PublishedCount: lambda r: _join(r.indicator, format_reference_period(r.reference_period)),
    Quota: lambda r: _join(cycle_title(r.cycle), region_name(r.region_code)),
    Receipt: lambda r: _join(r.signed_by, r.signed_on),
    Region: name_of_region,
    ResidentStatistic: lambda r: _join(region_name(r.region_code), label_of(ResidentMeasure, r.measure), r.year),
    WarningResponse: lambda r: _join(_warning_title(r.warning), label_of(ResponseKind, r.kind)),
    RoleGrant: lambda r: _join(r.account, label_of(Role, r.role), region_name(r.region_code)),
    ProgrammeCycle: cycle_title,
    SignInSession: lambda r: _join(r.account, f"{r.started_at.astimezone(LOCAL):%Y-%m-%d %H:%M}"),
    SolarInstallation: lambda r: _join(r.delivery and r.delivery.household, f"{r.capacity_watt:,} W"),
    SolarYield: lambda r: _join(r.installation and title_of(r.installation), r.year),
    SpecialAssistance: lambda r: _join(_family(r, "person"), label_of(SpecialKind, r.kind), r.granted_on),
    Spell: lambda r: _join(_family(r, "person"), label_of(Tier, r.tier), _spell_period(r)),
    AssistanceStandard: lambda r: _join(region_name(r.region_code), label_of(StandardKind, r.kind), r.valid_from),
    TemporaryAssistance: lambda r: _join(_family(r, "person"), label_of(TemporaryKind, r.kind), r.granted_on),
    DiscoveryMechanism: lambda r: _join(region_name(r.region_code), r.built_on),
    HomeVisit: lambda r: _join(_warning_title(r.warning), r.done_on or r.planned_on),
    EarlyWarning: _warning_title,
    WorkingDayException: lambda r: _join(r.day, label_of(DayKind, r.kind)),
}


def _numbered_title(record: Base) -> str:
    """The title of a kind that has no line of its own above: its noun and the number of the record."""
    return f"{noun(type(record))} {primary_key_text(record)}"


def title_of(record: Base | None) -> str:
    """The line of a record; a mark for one that lies outside the user's regions."""
    return HIDDEN if record is None else TITLES.get(type(record), _numbered_title)(record)


def noun_and_title(record: Base) -> str:
    """The title with what kind of record it is in front."""
    return _("{noun}: {title}").format(noun=noun(type(record)), title=title_of(record))
