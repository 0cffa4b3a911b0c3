"""A file of payments checked row by row: what would become of each, by all checks of a form; nothing is written."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select

from shared.access import SYSTEM, Actor, Grant, Role
from shared.access.permission_denied import PermissionDenied
from shared.errors import UserError
from shared.identity import Sealer
from shared.locale import ENGLISH, set_language
from shared.models import AuditEvent, BenefitPayment, Household, ProposedChange
from shared.record_import.check_file import check_file
from shared.record_import.dry_run import FieldChange, Mode, Outcome, count_outcomes
from shared.record_import.kinds import KINDS
from shared.record_import.matching import match_columns
from shared.services.batches import RecordUpdate, update_many
from tests.factories.regions import KUNSHAN
from tests.support.two_counties import CLERK, TwoCounties, open_counties

PAYMENTS = KINDS["payments"]
HEADINGS = ("户号", "救助类别", "月份", "金额", "发放日期")
SEALER = Sealer("a secret of a test, long enough for it")
OFFICIAL = Actor("official", "王伟", (Grant(Role.OFFICIAL, KUNSHAN),), account_id=3)


@pytest.fixture
def counties(filled) -> TwoCounties:
    return open_counties(filled)


def paid(counties: TwoCounties) -> tuple[str, list[str]]:
    """The number of the family's household, and its payment as a row of a file."""
    with counties.session() as session:
        payment = session.get_one(BenefitPayment, counties.here[BenefitPayment])
        number = session.get_one(Household, payment.household_id).number
        day = payment.paid_on.isoformat() if payment.paid_on else ""
        return number, [number, payment.tier, payment.month, f"{payment.amount_fen / 100:.2f}", day]


def check(counties: TwoCounties, folder: Path, rows: Sequence[Sequence[str]], mode=Mode.UPDATE, actor=CLERK):
    path = folder / "payments.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    with counties.session(actor) as session:
        checked = check_file(session, SEALER, PAYMENTS, path, mode)
        session.commit()
    return checked.rows


def count_records(counties: TwoCounties) -> list[int]:
    with counties.session() as session:
        kinds = (BenefitPayment, ProposedChange)
        events = session.connection().scalar(select(func.count()).select_from(AuditEvent.__table__))
        return [events or 0, *(len(session.scalars(select(kind)).all()) for kind in kinds)]


def test_each_row_is_same_changed_new_or_refused_and_nothing_is_written(counties, tmp_path):
    number, same = paid(counties)
    new = [number, same[1], "2023-06", same[3], "2023-06-10"]
    before = count_records(counties)
    rows = check(counties, tmp_path, [same, new, [number, same[1], "2023-13", "1", ""], ["nobody", *same[1:]]])
    assert [row.outcome for row in rows] == [Outcome.SAME, Outcome.NEW, Outcome.REFUSED, Outcome.REFUSED]
    assert [row.number for row in rows] == [2, 3, 4, 5]
    assert set(rows[2].faults) == {"month"}
    assert "No household of your regions" in rows[3].faults["household_id"]
    assert count_outcomes(rows) == {Outcome.NEW: 1, Outcome.CHANGED: 0, Outcome.SAME: 1, Outcome.REFUSED: 2}
    assert count_records(counties) == before


def test_a_change_names_the_value_before_and_after(counties, tmp_path):
    _number, same = paid(counties)
    changed = [*same[:4], "2023-12-30"]
    (row,) = check(counties, tmp_path, [changed])
    assert row.outcome is Outcome.CHANGED
    (change,) = row.changes
    assert isinstance(change, FieldChange)
    assert (change.name, str(change.new)) == ("paid_on", "2023-12-30")


@pytest.mark.parametrize(
    ("mode", "outcome"), [(Mode.UPDATE, Outcome.CHANGED), (Mode.SKIP, Outcome.SAME), (Mode.INSERT, Outcome.REFUSED)]
)
def test_modes_say_what_is_done_with_existing_records(counties, tmp_path, mode, outcome):
    _number, same = paid(counties)
    (row,) = check(counties, tmp_path, [[*same[:4], "2023-12-30"]], mode)
    assert row.outcome is outcome


def test_the_second_row_about_a_record_is_refused_and_names_the_first(counties, tmp_path):
    _number, same = paid(counties)
    first, second = check(counties, tmp_path, [same, same])
    assert (first.outcome, second.outcome) == (Outcome.SAME, Outcome.REFUSED)
    assert second.faults[""].startswith("Row 2 has the same")


def test_checks_of_forms_hold_for_each_row_and_a_refused_one_stops_no_other(counties, tmp_path):
    number, same = paid(counties)
    future = [number, same[1], "2023-05", same[3], "2024-01-05"]
    good = [number, same[1], "2023-06", same[3], "2023-06-10"]
    rows = check(counties, tmp_path, [future, good])
    assert [row.outcome for row in rows] == [Outcome.REFUSED, Outcome.NEW]
    assert set(rows[0].faults) == {"paid_on"}


def test_another_county_s_household_looks_like_none(counties, tmp_path):
    _number, same = paid(counties)
    with counties.session(SYSTEM) as session:
        foreign = session.get_one(Household, counties.there[Household]).number
    none, other = check(counties, tmp_path, [["nobody", *same[1:]], [foreign, *same[1:]]])
    assert other.outcome is Outcome.REFUSED
    assert other.faults == none.faults


def test_who_may_not_enter_such_records_may_not_check_a_file(counties, tmp_path):
    _number, same = paid(counties)
    with pytest.raises(PermissionDenied):
        check(counties, tmp_path, [same], actor=OFFICIAL)


def test_what_is_said_is_what_saving_does(counties, tmp_path):
    """The change that a dry run announces is the one that the service makes."""
    _number, same = paid(counties)
    (row,) = check(counties, tmp_path, [[*same[:4], "2023-12-30"]])
    with counties.session() as session:
        payment = session.get_one(BenefitPayment, counties.here[BenefitPayment])
        update = RecordUpdate(payment.id, {change.name: change.new for change in row.changes}, payment.version)
        update_many(session, BenefitPayment, [update])
        assert [(change.name, getattr(payment, change.name)) for change in row.changes] == [*update.values.items()]


def test_missing_and_doubled_columns_are_refused_before_any_row():
    set_language(ENGLISH)
    with pytest.raises(UserError, match="These columns are missing: Tier, Amount"):
        match_columns(PAYMENTS, ["户号", "月份"])
    with pytest.raises(UserError, match="both mean Amount"):
        match_columns(PAYMENTS, [*HEADINGS, "救助金额"])


def test_headings_in_both_languages_by_alias_or_as_chosen():
    english = ["Household number", "Tier", "Month paid for", "Amount (yuan)", "Remarks", "What is wrong"]
    match = match_columns(PAYMENTS, english)
    assert [column.name for column in match.columns.values()] == ["household_id", "tier", "month", "amount_fen"]
    assert match.unknown == ["Remarks"]
    chosen = match_columns(PAYMENTS, ["编码", "救助类别", "月份", "金额"], {"编码": "household_id"})
    assert chosen.columns[0].name == "household_id"
