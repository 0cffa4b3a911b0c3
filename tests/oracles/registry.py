"""Which oracle belongs to which figure: one a side."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.oracles import (
    assistance,
    charity,
    coverage,
    discovery,
    exits,
    monitored,
    solar,
    standards,
    submissions,
    warnings,
)
from tests.oracles.raw_records import Numbers, RawRecords

Side = Callable[[RawRecords, str, str, str], Numbers | None]


@dataclass(frozen=True)
class Oracle:
    """Value = numerator − minus, of (or beside) the denominator."""

    numerator: Side
    denominator: Side | None = None
    minus: Side | None = None


warned = warnings.persons(warnings.anything)
reached = charity.households(charity.to_household)
counties_due = submissions.of_counties()
all_deliveries = charity.deliveries(charity.anything)

ORACLES = {
    "recipients_by_tier": Oracle(coverage.recipients),
    "households_by_tier": Oracle(coverage.households),
    "low_income_population": Oracle(coverage.recipients),
    "dibao_by_residence": Oracle(monitored.in_dibao),
    "recipients_by_trait": Oracle(coverage.recipients),
    "coverage_rate": Oracle(coverage.recipients, coverage.residents),
    "monitored_population": Oracle(monitored.known),
    "exit_monitoring_rate": Oracle(exits.of_watched(only_visited=True), exits.of_watched(only_visited=False)),
    "reentry_rate": Oracle(exits.of_cohort(only_returned=True), exits.of_cohort(only_returned=False)),
    "benefit_per_person": Oracle(monitored.dibao_paid, monitored.in_dibao),
    "tekun_to_dibao": Oracle(standards.standard("tekun_basic"), standards.standard("dibao")),
    "proactive_discovery_rate": Oracle(exits.entrants(only_found=True), exits.entrants(only_found=False)),
    "pledge_rate": Oracle(monitored.pledged, monitored.planned),
    "submission_rate": Oracle(submissions.of_counties(submitted=True), counties_due),
    "submission_in_time_rate": Oracle(submissions.of_counties(in_time=True), counties_due),
    "suspect_records": Oracle(monitored.suspects),
    "entries": Oracle(coverage.newly_in),
    "exits": Oracle(coverage.no_longer_in),
    "moves": Oracle(coverage.into, minus=coverage.newly_in),
    "moves_out": Oracle(coverage.out_of, minus=coverage.no_longer_in),
    "arrivals": Oracle(coverage.into),
    "departures": Oracle(coverage.out_of),
    "net_change": Oracle(coverage.into, minus=coverage.out_of),
    "tier_transitions": Oracle(coverage.stayed, coverage.were_in),
    "spells_begun": Oracle(coverage.spells_begun),
    "spells_ended": Oracle(coverage.spells_ended),
    "standard_to_consumption": Oracle(standards.standard("dibao"), standards.consumption),
    "persons_warned": Oracle(warned),
    "warnings_issued": Oracle(warnings.issued, warned),
    "verification_rate": Oracle(warnings.persons(warnings.verified), warned),
    "persons_verified": Oracle(warnings.persons(warnings.verified), warned),
    "persons_eligible": Oracle(warnings.persons(warnings.eligible), warned),
    "assisted_after_warning": Oracle(warnings.persons(warnings.helped), warned),
    "assisted_share": Oracle(warnings.persons(warnings.helped), warned),
    "warning_to_assistance": Oracle(warnings.persons(warnings.mature_helped), warnings.persons(warnings.mature)),
    "mature_verification_rate": Oracle(warnings.persons(warnings.mature_verified), warnings.persons(warnings.mature)),
    "mature_assisted_share": Oracle(warnings.persons(warnings.mature_helped_ever), warnings.persons(warnings.mature)),
    "days_to_assistance": Oracle(warnings.by_days),
    "median_days_to_assistance": Oracle(warnings.percentile(50), warnings.by_days),
    "p90_days_to_assistance": Oracle(warnings.percentile(90), warnings.by_days),
    "persons_not_due": Oracle(warnings.persons(warnings.not_due), warned),
    "eligible_assisted_rate": Oracle(
        warnings.persons(warnings.eligible_helped), warnings.persons(warnings.mature_eligible)
    ),
    "false_alarm_rate": Oracle(warnings.items(warnings.not_in_need), warnings.items(warnings.verified)),
    "on_time_rate": Oracle(warnings.due(in_time_only=True), warnings.due(in_time_only=False)),
    "village_mechanism_rate": Oracle(discovery.with_mechanism, discovery.villages),
    "overdue_warnings": Oracle(warnings.overdue),
    "newly_overdue_warnings": Oracle(warnings.newly_overdue),
    "settled_overdue_warnings": Oracle(warnings.settled_overdue),
    "warnings_due_soon": Oracle(warnings.due_soon),
    "education_aid": Oracle(assistance.education),
    "housing_renovation": Oracle(assistance.housing),
    "temporary_assistance": Oracle(assistance.temporary("id")),
    "temporary_persons": Oracle(assistance.temporary("person_id")),
    "temporary_amount": Oracle(assistance.temporary_amount),
    "temporary_per_grant": Oracle(assistance.temporary_amount, assistance.temporary("id")),
    "assist_first_share": Oracle(
        assistance.temporary_of(is_aid_before_paperwork=True),
        assistance.temporary("id"),
    ),
    "emergency_share": Oracle(assistance.temporary_of(kind="emergency"), assistance.temporary("id")),
    "nonresident_share": Oracle(
        assistance.temporary_of(is_resident=False),
        assistance.temporary("id"),
    ),
    "valid_identity_rate": Oracle(assistance.identities(valid_only=True), assistance.identities(valid_only=False)),
    "persons_undocumented": Oracle(assistance.register({"none"}), assistance.register(None)),
    "quota": Oracle(charity.quota),
    "deliveries": Oracle(all_deliveries, charity.quota),
    "delivery_rate": Oracle(charity.deliveries(charity.inside_quota), charity.quota),
    "receipt_rate": Oracle(charity.deliveries(charity.confirmed), all_deliveries),
    "charity_households": Oracle(reached),
    "value_delivered": Oracle(charity.value(charity.anything)),
    "value_per_household": Oracle(charity.value(charity.to_household), reached),
    "undelivered_overdue": Oracle(charity.overdue, charity.quota),
    "delivered_to_eligible": Oracle(charity.deliveries(charity.eligible), all_deliveries),
    "duplicate_delivery_rate": Oracle(charity.households(charity.second), reached),
    "solar_connected": Oracle(solar.households),
    "solar_capacity": Oracle(solar.watt),
    "solar_energy": Oracle(solar.amount("energy_kwh")),
    "solar_income_total": Oracle(solar.amount("income_fen")),
    "solar_income": Oracle(solar.mature_income, solar.mature_households),
    "medical_charity": Oracle(charity.persons_aided),
    "medical_charity_amount": Oracle(charity.amount_aided, charity.persons_aided),
}
