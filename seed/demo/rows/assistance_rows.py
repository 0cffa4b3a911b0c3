"""Rows of assistance: payments, special and temporary assistance."""

from __future__ import annotations

import numpy as np

from seed.demo.assistance.benefit_payments import PAYMENT_MONTHS, Payments
from seed.demo.loading.load_columns import (
    BooleanColumn,
    CodedColumn,
    DateColumn,
    ForeignKeyColumn,
    KeyColumn,
    NumberColumn,
    TableRows,
)
from seed.demo.province_data import ProvinceData
from shared.models import Level, SpecialKind, TemporaryKind, Tier


def build_payment_rows(province: ProvinceData, paid: Payments) -> TableRows:
    """Payments on the list of the township. The day of payment is left open: 7 million of them would take 77 MB."""
    townships, township = province.villages.ancestors_at(Level.TOWNSHIP)
    paid_in = township.astype(np.int16)[paid.village]
    order = np.argsort(paid_in, kind="stable")
    paid, paid_in = paid.take(order), paid_in[order]
    return TableRows(
        "payment",
        {
            "id": KeyColumn(len(paid)),
            "region_code": CodedColumn(paid_in, townships),
            "household_id": ForeignKeyColumn(paid.household),
            "tier": CodedColumn(paid.tier, Tier),
            "month": CodedColumn(paid.month, PAYMENT_MONTHS),
            "amount_fen": NumberColumn(paid.fen),
        },
    )


def build_special_assistance_rows(province: ProvinceData) -> TableRows:
    """Special assistance where the person lives."""
    grants = province.special_grants
    return TableRows(
        "special_assistance",
        {
            "id": KeyColumn(len(grants)),
            "region_code": CodedColumn(province.village[grants.person], province.villages.code),
            "kind": CodedColumn(grants.kind, SpecialKind),
            "person_id": ForeignKeyColumn(grants.person),
            "household_id": ForeignKeyColumn(province.people.household[grants.person]),
            "granted_on": DateColumn(grants.day),
            "amount_fen": NumberColumn(grants.fen),
        },
    )


def build_temporary_assistance_rows(province: ProvinceData) -> TableRows:
    """Temporary assistance in the village of the emergency; non-residents come without their household."""
    events = province.temporary_grants
    household = np.where(events.resident, province.people.household[events.person], -1)
    return TableRows(
        "temporary_assistance",
        {
            "id": KeyColumn(len(events)),
            "region_code": CodedColumn(events.village, province.villages.code),
            "kind": CodedColumn(events.kind, TemporaryKind),
            "person_id": ForeignKeyColumn(events.person),
            "household_id": ForeignKeyColumn(household),
            "granted_on": DateColumn(events.day),
            "amount_fen": NumberColumn(events.fen),
            "is_aid_before_paperwork": BooleanColumn(events.is_aid_before_paperwork),
            "is_resident": BooleanColumn(events.resident),
        },
    )
