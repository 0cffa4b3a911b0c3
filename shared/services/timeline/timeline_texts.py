"""What happened, in the reader's language: one sentence for each kind of entry. Names of persons stand beside it."""

from __future__ import annotations

from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import (
    AmountChange,
    BenefitPayment,
    Delivery,
    Disability,
    DisabilityGrade,
    EarlyWarning,
    EntryReason,
    ExitReason,
    HomeVisit,
    HouseholdMember,
    HouseholdPlace,
    HouseholdTransfer,
    OutcomeResult,
    PersonDisability,
    PersonRegistration,
    PlaceRole,
    ProgrammeCycle,
    Receipt,
    Relation,
    ResponseKind,
    Risk,
    SolarInstallation,
    SolarYield,
    SpecialAssistance,
    SpecialKind,
    Spell,
    TemporaryAssistance,
    TemporaryKind,
    Tier,
    TransferState,
    WarningLevel,
    WarningOutcome,
    WarningResponse,
)
from shared.models.labelled_enum import label_of
from shared.parsing import format_yuan


def recognition_began(spell: Spell) -> str:
    """Tier, first amount and reason."""
    words = {"tier": label_of(Tier, spell.tier), "reason": label_of(EntryReason, spell.entry_reason)}
    return _("Recognised: {tier}, {yuan} yuan a month ({reason})").format(yuan=format_yuan(spell.monthly_fen), **words)


def recognition_ended(spell: Spell) -> str:
    """Tier, and the reason where one is known."""
    tier = label_of(Tier, spell.tier)
    if not spell.exit_reason:
        return _("Benefits stopped: {tier}").format(tier=tier)
    reason = label_of(ExitReason, spell.exit_reason)
    return _("Benefits stopped: {tier} ({reason})").format(tier=tier, reason=reason)


def amount_changed(change: AmountChange) -> str:
    """The amount from that month on."""
    return _("Amount a month from then on: {yuan} yuan").format(yuan=format_yuan(change.monthly_fen))


def payment(record: BenefitPayment) -> str:
    """What was paid, or stands on the list."""
    words = _("Paid for {month}: {yuan} yuan, {tier}")
    if record.paid_on is None:
        words = _("On the payment list of {month}: {yuan} yuan, {tier}")
    tier = label_of(Tier, record.tier)
    return words.format(month=record.month, yuan=format_yuan(record.amount_fen), tier=tier)


def special_assistance(record: SpecialAssistance) -> str:
    """Kind and amount."""
    kind = label_of(SpecialKind, record.kind)
    return _("{kind}: {yuan} yuan").format(kind=kind, yuan=format_yuan(record.amount_fen))


def temporary_assistance(record: TemporaryAssistance) -> str:
    """Kind and amount."""
    kind = label_of(TemporaryKind, record.kind)
    return _("Temporary assistance, {kind}: {yuan} yuan").format(kind=kind, yuan=format_yuan(record.amount_fen))


def delivery(record: Delivery) -> str:
    """Of which cycle, and what it was worth."""
    return _("Delivered: {cycle}, worth {yuan} yuan").format(
        cycle=cycle_name(record.cycle), yuan=format_yuan(record.value_fen)
    )


def receipt(record: Receipt) -> str:
    """Who signed for what."""
    return _("Signed for by {name}: {cycle}").format(name=record.signed_by, cycle=cycle_name(record.delivery.cycle))


def solar_connected(record: SolarInstallation) -> str:
    """The capacity."""
    return _("Solar installation of {n} W connected to the grid").format(n=f"{record.capacity_watt:,}")


def solar_yield(record: SolarYield) -> str:
    """Energy and income of the year."""
    words = _("Solar yield of {year}: {n} kWh, {yuan} yuan")
    return words.format(year=record.year, n=f"{record.energy_kwh:,}", yuan=format_yuan(record.income_fen))


def warning(record: EarlyWarning) -> str:
    """Level, risk, the day it is due, and the facts."""
    words = {"level": label_of(WarningLevel, record.level), "risk": label_of(Risk, record.risk)}
    text = _("{level} warning: {risk}, due on {day}").format(day=record.due_on, **words)
    return _("{text}: {facts}").format(text=text, facts=record.facts) if record.facts else text


def home_visit(record: HomeVisit) -> str:
    """Who went, or is to go, and what was found."""
    words = _("Visit planned: {name}") if record.done_on is None else _("Visited by {name}")
    text = words.format(name=record.visitor)
    return _("{text}: {facts}").format(text=text, facts=record.findings) if record.findings else text


def warning_outcome(record: WarningOutcome) -> str:
    """What the check came to."""
    words = {"risk": label_of(Risk, record.warning.risk), "result": label_of(OutcomeResult, record.result)}
    return _("Outcome of the warning about {risk}: {result}").format(**words)


def warning_response(record: WarningResponse) -> str:
    """What followed, and who took over."""
    words = {"risk": label_of(Risk, record.warning.risk), "kind": label_of(ResponseKind, record.kind)}
    text = _("After the warning about {risk}: {kind}").format(**words)
    return _("{text}: {facts}").format(text=text, facts=record.department) if record.department else text


def member_joined(membership: HouseholdMember) -> str:
    """As what."""
    return _("Joined the household: {relation}").format(relation=label_of(Relation, membership.relation))


def relation_changed(membership: HouseholdMember) -> str:
    """What the member is from then on."""
    return _("Relation to the head from then on: {relation}").format(relation=label_of(Relation, membership.relation))


def member_left(_membership: HouseholdMember) -> str:
    """The household goes on without."""
    return _("Left the household")


def died(_person: object) -> str:
    """A death."""
    return _("Died")


def moved_away(place: HouseholdPlace) -> str:
    """Where the household stood until then, or who paid until then."""
    if place.role == PlaceRole.PAYMENT:
        return _("Payments by this office ended")
    return _("Moved away from {address}").format(address=place.address)


def registration_moved(record: PersonRegistration) -> str:
    """Where the person was registered until then stands beside it."""
    if record.registration_region_code is None:
        return _("Registration moved; it was not known before")
    return _("Registration moved away from there")


def disability_changed(record: PersonDisability) -> str:
    """What it was until then."""
    if record.disability is None or record.disability_level is None:
        return _("Disability recognised; none until then")
    words = {
        "kind": label_of(Disability, record.disability),
        "grade": label_of(DisabilityGrade, record.disability_level),
    }
    return _("Disability changed; until then {kind}, {grade}").format(**words)


def transfer(record: HouseholdTransfer) -> str:
    """How far the hand-over is."""
    return _("Transfer to another office: {state}").format(state=label_of(TransferState, record.state))


def cycle_name(cycle: ProgrammeCycle) -> str:
    """Programme and label of a cycle."""
    return f"{localised_name(cycle.programme.name, cycle.programme.name_en)} {cycle.label}"
