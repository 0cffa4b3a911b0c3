"""Rows of moves: former places of households, and their transfers between offices."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from seed.demo.loading.load_columns import CodedColumn, DateColumn, ForeignKeyColumn, KeyColumn, TableRows, TextColumn
from seed.demo.monitoring.household_moves import Transfers
from seed.demo.province_data import ProvinceData
from seed.demo.registry.recognitions import HouseholdMoves
from seed.demo.registry.synthetic_names import draw_addresses
from seed.demo.toolkit.calibration import REFERENCE_DAY
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.day_numbers import NO_DAY
from seed.demo.toolkit.sampling import Random
from shared.models import Level, PlaceRole, TransferState

from .membership_rows import Memberships

OFFICE_HOUR = " 01:30:00.000000"  # UTC: half past nine
REASONS = ["全家迁居，投靠子女", "户籍随房迁移", "原住房拆迁，异地安置"]
OFFICE = "demo"  # who offered and decided: offices without an account of the demo


def build_move_rows(
    random: Random, province: ProvinceData, moves: HouseholdMoves, transfers: Transfers, memberships: Memberships
) -> Iterator[TableRows]:
    """Former places of residence and of payment, then transfers."""
    since = np.full(len(province.households), NO_DAY, np.int32)
    np.minimum.at(since, memberships.household, memberships.start)
    addresses = draw_addresses(random, province.villages.name[moves.former])
    role = np.repeat(np.arange(2, dtype=np.int8), len(moves))
    twice = np.tile(np.arange(len(moves)), 2)
    ends = np.concatenate([moves.day, moves.paid_from])
    order = np.lexsort((role, moves.household[twice], moves.former[twice]))
    twice, role, ends = twice[order], role[order], ends[order]
    yield TableRows(
        "household_place",
        {
            "id": KeyColumn(len(twice)),
            "region_code": CodedColumn(moves.former[twice], province.villages.code),
            "household_id": ForeignKeyColumn(moves.household[twice]),
            "role": CodedColumn(role, (PlaceRole.RESIDENCE, PlaceRole.PAYMENT)),
            "address": TextColumn(addresses[twice]),
            "start_on": DateColumn(since[moves.household[twice]]),
            "end_on": DateColumn(ends),
        },
    )
    yield _build_transfer_rows(random, province, transfers)


def _build_transfer_rows(random: Random, province: ProvinceData, transfers: Transfers) -> TableRows:
    is_waiting = transfers.decided == NO_DAY
    states = (TransferState.ACCEPTED, TransferState.OFFERED)
    count = len(transfers)
    return TableRows(
        "household_transfer",
        {
            "id": KeyColumn(count),
            "region_code": CodedColumn(transfers.village, province.villages.code),
            "household_id": ForeignKeyColumn(transfers.household),
            "to_region_code": CodedColumn(transfers.county, province.villages.ancestors_at(Level.COUNTY)[0]),
            "moves_on": DateColumn(transfers.day),
            "paid_from": TextColumn(transfers.paid_from.astype("datetime64[D]").astype("datetime64[M]").astype("S7")),
            "reason": CodedColumn(random.integers(0, len(REASONS), count), REASONS),
            "offered_by": CodedColumn(np.zeros(count, np.int8), (OFFICE,)),
            "offered_at": TextColumn(_instants(transfers.offered)),
            "state": CodedColumn(is_waiting.astype(np.int8), states),
            "decided_by": CodedColumn(np.where(is_waiting, -1, 0), (OFFICE,)),
            "decided_at": TextColumn(_instants(transfers.decided)),
        },
    )


def _instants(days: Array) -> Array:
    """The morning of each day as the database keeps an instant; None on NO_DAY."""
    texts = np.minimum(days, REFERENCE_DAY).astype("datetime64[D]").astype("U10").astype(object) + OFFICE_HOUR
    texts[days == NO_DAY] = None
    return texts
