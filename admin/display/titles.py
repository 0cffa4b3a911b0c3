"""One line that says which record this is, for links, lookups, headings and the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from admin.display.region_names import name, name_of
from shared.access import Role
from shared.clock import LOCAL
from shared.indicators.catalogue import INDICATORS
from shared.locale import CHINESE, _, current_language
from shared.models import (
    Account,
    AssistanceStandard,
    AuditEvent,
    BenefitPayment,
    CodeListItem,
    Delivery,
    DiscoveryMechanism,
    EarlyWarning,
    HomeVisit,
    Household,
    HouseholdMember,
    LegalParameter,
    OutcomeResult,
    PasswordCode,
    Person,
    Pledge,
    Programme,
    ProgrammeCycle,
    Proposal,
    ProposalKind,
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
)
from shared.models.base import Base
from shared.models.choices import label_of
from shared.models.labels import ACTIONS, NOUNS, noun
from shared.models.published_count import reference_period

HIDDEN = "…"  # a record of another region that this one points at


def programme_name(programme: Programme) -> str:
    """A programme's name in the person's language."""
    return programme.name if current_language() == CHINESE else programme.name_en


def run_title(run: ProgrammeCycle) -> str:
    """Programme and label of a run."""
    return f"{programme_name(run.programme)} {run.label}"


def _about(warning: EarlyWarning | None) -> str:
    if warning is None:
        return HIDDEN
    return _joined(warning.person, label_of(Risk, warning.risk), warning.issued_on)


def _joined(*parts: Any) -> str:
    return " · ".join(HIDDEN if part is None else str(part) for part in parts)


def _lasting(spell: Spell) -> str:
    if spell.end_on is None:
        return _("since {day}").format(day=spell.start_on)
    return f"{spell.start_on} – {spell.end_on}"


def record_name(key: str) -> str:
    """What a line of the audit trail is about: a kind of record, or a figure that was taken away as a file."""
    if key in INDICATORS:
        return f"{INDICATORS[key].name} ({key})"
    return str(NOUNS.get(key, (key,))[0])


TITLES: dict[type[Base], Callable[[Any], str]] = {
    Account: lambda r: f"{r.display_name} ({r.login})",
    AuditEvent: lambda r: _joined(r.actor, ACTIONS.get(r.action, r.action), record_name(r.record)),
    CodeListItem: lambda r: _joined(r.standard, r.code, r.label),
    Delivery: lambda r: _joined(r.person or r.household, run_title(r.run), r.delivered_on),
    Household: lambda r: r.number,
    LegalParameter: lambda r: _joined(r.key, r.valid_from),
    HouseholdMember: lambda r: _joined(r.person, r.household),
    WarningOutcome: lambda r: _joined(_about(r.warning), label_of(OutcomeResult, r.result)),
    PasswordCode: lambda r: _joined(r.account, f"{r.made_at.astimezone(LOCAL):%Y-%m-%d %H:%M}"),
    BenefitPayment: lambda r: _joined(r.household, r.month),
    Person: lambda r: _joined(r.name, r.identity_masked) if r.identity_masked else r.name,
    Pledge: lambda r: _joined(r.donor, run_title(r.run)),
    ResidentPopulation: lambda r: _joined(name(r.region_code), r.year),
    Programme: programme_name,
    Proposal: lambda r: _joined(label_of(ProposalKind, r.kind), r.account),
    PublishedCount: lambda r: _joined(r.indicator, reference_period(r.dated)),
    Quota: lambda r: _joined(run_title(r.run), name(r.region_code)),
    Receipt: lambda r: _joined(r.signed_by, r.signed_on),
    Region: name_of,
    ResidentStatistic: lambda r: _joined(name(r.region_code), label_of(ResidentMeasure, r.measure), r.year),
    WarningResponse: lambda r: _joined(_about(r.warning), label_of(ResponseKind, r.kind)),
    RoleGrant: lambda r: _joined(r.account, label_of(Role, r.role), name(r.region_code)),
    ProgrammeCycle: run_title,
    SignInSession: lambda r: _joined(r.account, f"{r.started_at.astimezone(LOCAL):%Y-%m-%d %H:%M}"),
    SolarInstallation: lambda r: _joined(r.delivery and r.delivery.household, f"{r.capacity_watt:,} W"),
    SolarYield: lambda r: _joined(r.installation and title_of(r.installation), r.year),
    SpecialAssistance: lambda r: _joined(r.person, label_of(SpecialKind, r.kind), r.granted_on),
    Spell: lambda r: _joined(r.person, label_of(Tier, r.tier), _lasting(r)),
    AssistanceStandard: lambda r: _joined(name(r.region_code), label_of(StandardKind, r.kind), r.valid_from),
    TemporaryAssistance: lambda r: _joined(r.person, label_of(TemporaryKind, r.kind), r.granted_on),
    DiscoveryMechanism: lambda r: _joined(name(r.region_code), r.built_on),
    HomeVisit: lambda r: _joined(_about(r.warning), r.done_on or r.planned_on),
    EarlyWarning: _about,
}


def title_of(record: Base | None) -> str:
    """The line of a record; a mark for one that lies outside the person's regions."""
    return HIDDEN if record is None else TITLES[type(record)](record)


def heading_of(record: Base) -> str:
    """The title with what kind of record it is in front."""
    return _("{noun}: {title}").format(noun=noun(type(record)), title=title_of(record))
