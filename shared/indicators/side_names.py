"""What the two sides of shares and means are called, by measure: above the line and below it."""

from __future__ import annotations

from babel.support import LazyProxy

from shared.locale import _
from shared.locale import lazy as _l

from .indicator import Indicator

SIDE_NAMES: dict[str, LazyProxy] = {
    "recipients": _l("Low-income population"),
    "residents": _l("Residents"),
    "recipients_before": _l("Recipients on the day before the period"),
    "recipients_on_both_sides": _l("of these still recipients at the end"),
    "dibao_standard_year": _l("Dibao standard, yuan a year"),
    "consumption_last_year": _l("Per-capita consumption last year, yuan"),
    "tekun_standard_year": _l("Tekun standard, yuan a year"),
    "exits_watched": _l("Former recipients being watched"),
    "exits_checked": _l("of these visited lately"),
    "exits_mature": _l("Recipients who left and whose time is up"),
    "exits_returned": _l("of these in a tier again"),
    "dibao_paid": _l("Dibao payments of the month"),
    "dibao_recipients": _l("People in dibao"),
    "entrants": _l("People newly in a tier"),
    "entrants_found": _l("of these flagged before"),
    "units_planned": _l("Units planned"),
    "units_pledged": _l("Units pledged"),
    "persons_warned": _l("People flagged"),
    "persons_verified": _l("People verified"),
    "persons_eligible": _l("People found eligible"),
    "persons_helped": _l("People assisted after a warning"),
    "persons_not_due": _l("People not yet due"),
    "persons_mature": _l("People flagged whose time is up"),
    "persons_mature_helped": _l("of these assisted in time"),
    "persons_mature_verified": _l("of these verified"),
    "persons_mature_assisted": _l("of these assisted, in time or later"),
    "persons_mature_eligible": _l("People found eligible whose time is up"),
    "persons_eligible_assisted": _l("of these assisted in time"),
    "days_waited": _l("People assisted in time after a warning"),
    "warnings_issued": _l("Warnings issued"),
    "warnings_verified": _l("Warnings verified"),
    "warnings_not_in_need": _l("of these without need"),
    "warnings_missed": _l("Warnings newly overdue"),
    "warnings_settled_late": _l("Overdue warnings settled"),
    "warnings_due": _l("Warnings due"),
    "warnings_decided_in_time": _l("of these handled in time"),
    "villages": _l("Villages and communities"),
    "villages_with_mechanism": _l("of these with a discovery mechanism"),
    "temporary_events": _l("Grants of temporary assistance"),
    "temporary_amount": _l("Amount of temporary assistance"),
    "temporary_aid_first": _l("of these before the paperwork"),
    "temporary_emergency": _l("of these for emergencies"),
    "temporary_nonresident": _l("of these to people registered elsewhere"),
    "persons": _l("Registered people"),
    "persons_undocumented": _l("People without an identity document"),
    "identities": _l("Resident identity numbers"),
    "identities_valid": _l("of these valid"),
    "quota_units": _l("Planned quota"),
    "quota_units_due": _l("Planned quota of cycles past their deadline"),
    "units_delivered": _l("Units delivered within the quota"),
    "deliveries": _l("Deliveries"),
    "deliveries_confirmed": _l("of these signed for"),
    "deliveries_eligible": _l("of these to eligible households"),
    "household_value": _l("Value delivered to households"),
    "charity_households": _l("Households reached by charity"),
    "households_twice": _l("of these with more than one delivery in a cycle"),
    "solar_income_year": _l("Solar income of the latest full year"),
    "solar_mature_households": _l("Solar households connected for a whole year"),
    "counties_due": _l("Counties whose month is due"),
    "counties_submitted": _l("of these submitted"),
    "counties_in_time": _l("of these submitted in time"),
    "charity_persons": _l("People given charity medical assistance"),
    "charity_person_amount": _l("Charity medical assistance"),
}


def name_of_side(one: Indicator, measure: str) -> str:
    """What one side of a figure is called; the numerator of a figure without a denominator is the figure."""
    return str(SIDE_NAMES[measure] if one.denominator else one.name) if measure else ""


def describe_sides(one: Indicator) -> str:
    """What is divided by what, for a share or a mean; empty for a count."""
    if not one.is_ratio:
        return ""
    top, bottom = (name_of_side(one, measure) for measure in (one.numerator, one.denominator))
    return _("Numerator: {top}; denominator: {bottom}.").format(top=top, bottom=bottom)
