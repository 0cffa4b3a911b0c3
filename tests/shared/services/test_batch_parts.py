"""Several batches, all saved or none; records that are changed and created from one list."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.models import ProgrammeCycle, Quota
from shared.services import commit
from shared.services.batch_parts import BatchEntry, BatchParts, save_entries
from shared.services.service_errors import BatchError, EditConflictError
from tests.factories.regions import CHANGSHU, KUNSHAN, XUANWU
from tests.support.two_counties import PROVINCIAL, TwoCounties


def units(counties: TwoCounties) -> dict[str, int]:
    query = select(Quota.region_code, Quota.units).where(Quota.cycle_id == counties.here[ProgrammeCycle])
    with Session(counties.engine) as session:
        return dict(iter(session.execute(query)))


def entries(counties: TwoCounties, changed: int, new: dict[str, int], version: int = 1) -> list[BatchEntry]:
    """Units of the county that has a quota, and of others, with that one in the middle."""
    run = {"cycle_id": counties.here[ProgrammeCycle]}
    created = [BatchEntry(run | {"region_code": code, "units": number}) for code, number in new.items()]
    return [*created[:1], BatchEntry({"units": changed}, counties.here[Quota], version), *created[1:]]


def test_records_are_changed_and_created_together(counties: TwoCounties):
    with counties.session(PROVINCIAL) as province:
        save_entries(province, Quota, entries(counties, 20, {CHANGSHU: 30, XUANWU: 40}))
        commit(province)
    assert units(counties) == {KUNSHAN: 20, CHANGSHU: 30, XUANWU: 40}


def test_every_faulty_entry_is_said_at_its_place_and_none_is_kept(counties: TwoCounties):
    with counties.session(PROVINCIAL) as province:
        with pytest.raises(BatchError) as refusal:
            save_entries(province, Quota, entries(counties, 20, {CHANGSHU: -1, XUANWU: 40}, version=7))
        assert (province.pending_changes, province.doubted) == ([], [])
        commit(province)
    faults = {fault.row: fault.fields for fault in refusal.value.faults}
    assert faults == {0: faults[0], 1: {"": str(EditConflictError({"units": (20, 10)}))}}
    assert "units" in faults[0]
    assert "2 of 3 rows" in str(refusal.value)
    assert units(counties) == {KUNSHAN: 10}


def save_apart(session: ScopedSession, parts: list[BatchEntry], error: type[Exception] | None = None) -> None:
    """Each entry as a batch of its own."""
    with BatchParts(session, len(parts)) as together:
        for row, entry in enumerate(parts):
            together.save([row], lambda: save_entries(session, Quota, [entry]))  # noqa: B023 - used at once
        if error is not None:
            raise error


def test_what_one_part_saved_goes_when_another_is_refused(counties: TwoCounties):
    parts = [entries(counties, 20, {})[0], entries(counties, 0, {CHANGSHU: -1})[0]]
    with counties.session(PROVINCIAL) as province:
        with pytest.raises(BatchError) as refusal:
            save_apart(province, parts)
        assert [fault.row for fault in refusal.value.faults] == [1]
        assert province.pending_changes == []
        commit(province)
    assert units(counties) == {KUNSHAN: 10}


def test_an_unexpected_error_takes_everything_back(counties: TwoCounties):
    with counties.session(PROVINCIAL) as province:
        with pytest.raises(ZeroDivisionError):
            save_apart(province, entries(counties, 20, {}), ZeroDivisionError)
        assert province.pending_changes == []
        commit(province)
    assert units(counties) == {KUNSHAN: 10}


def test_a_clerk_of_a_county_sets_no_quota_of_another(counties: TwoCounties):
    with counties.session() as clerk, pytest.raises(BatchError) as refusal:
        save_entries(clerk, Quota, entries(counties, 20, {CHANGSHU: 5}))
    assert [fault.row for fault in refusal.value.faults] == [0]
