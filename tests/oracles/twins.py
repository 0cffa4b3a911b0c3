"""Which twin belongs to which figure: one a side."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.oracles import assistance, charity, coverage, solar, standards, warnings
from tests.oracles.world import Numbers, World

Side = Callable[[World, str, str, str], Numbers | None]


@dataclass(frozen=True)
class Twin:
    """Value = numerator − minus, of (or beside) the denominator."""

    numerator: Side
    denominator: Side | None = None
    minus: Side | None = None


warned = warnings.persons(warnings.anything)
reached = charity.households(charity.to_household)
all_deliveries = charity.deliveries(charity.anything)

TWINS = {
    "recipients_by_tier": Twin(coverage.recipients),
    "households_by_tier": Twin(coverage.households),
    "low_income_population": Twin(coverage.recipients),
    "recipients_by_trait": Twin(coverage.recipients),
    "coverage_rate": Twin(coverage.recipients, coverage.residents),
    "entries": Twin(coverage.newly_in),
    "exits": Twin(coverage.no_longer_in),
    "moves": Twin(coverage.into, minus=coverage.newly_in),
    "moves_out": Twin(coverage.out_of, minus=coverage.no_longer_in),
    "arrivals": Twin(coverage.into),
    "departures": Twin(coverage.out_of),
    "net_change": Twin(coverage.into, minus=coverage.out_of),
    "spells_begun": Twin(coverage.spells_begun),
    "spells_ended": Twin(coverage.spells_ended),
    "standard_to_consumption": Twin(standards.standard, standards.consumption),
    "persons_warned": Twin(warned),
    "warnings_issued": Twin(warnings.issued, warned),
    "verification_rate": Twin(warnings.persons(warnings.verified), warned),
    "persons_verified": Twin(warnings.persons(warnings.verified), warned),
    "persons_eligible": Twin(warnings.persons(warnings.eligible), warned),
    "assisted_after_warning": Twin(warnings.persons(warnings.helped), warned),
    "assisted_share": Twin(warnings.persons(warnings.helped), warned),
    "warning_to_assistance": Twin(warnings.persons(warnings.mature_helped), warnings.persons(warnings.mature)),
    "days_to_assistance": Twin(warnings.by_days),
    "median_days_to_assistance": Twin(warnings.percentile(50), warnings.by_days),
    "p90_days_to_assistance": Twin(warnings.percentile(90), warnings.by_days),
    "persons_not_due": Twin(warnings.persons(warnings.not_due), warned),
    "overdue_warnings": Twin(warnings.overdue),
    "warnings_due_soon": Twin(warnings.due_soon),
    "education_aid": Twin(assistance.education),
    "housing_renovation": Twin(assistance.housing),
    "temporary_assistance": Twin(assistance.temporary("id")),
    "temporary_persons": Twin(assistance.temporary("person_id")),
    "temporary_per_grant": Twin(assistance.temporary_amount, assistance.temporary("id")),
    "valid_identity_rate": Twin(assistance.identities(valid_only=True), assistance.identities(valid_only=False)),
    "persons_undocumented": Twin(assistance.register({"none"}), assistance.register(None)),
    "quota": Twin(charity.quota),
    "deliveries": Twin(all_deliveries, charity.quota),
    "delivery_rate": Twin(charity.deliveries(charity.inside_quota), charity.quota),
    "receipt_rate": Twin(charity.deliveries(charity.confirmed), all_deliveries),
    "charity_households": Twin(reached),
    "value_delivered": Twin(charity.value(charity.anything)),
    "value_per_household": Twin(charity.value(charity.to_household), reached),
    "undelivered_overdue": Twin(charity.overdue, charity.quota),
    "delivered_to_eligible": Twin(charity.deliveries(charity.eligible), all_deliveries),
    "duplicate_delivery_rate": Twin(charity.households(charity.second), reached),
    "solar_connected": Twin(solar.households),
    "solar_capacity": Twin(solar.watt),
    "solar_energy": Twin(solar.amount("energy_kwh")),
    "solar_income_total": Twin(solar.amount("income_fen")),
    "solar_income": Twin(solar.mature_income, solar.mature_households),
    "medical_charity": Twin(charity.persons_aided),
    "medical_charity_amount": Twin(charity.amount_aided, charity.persons_aided),
}
