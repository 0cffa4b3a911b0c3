"""A list as XLSX: the rows of its CSV, as text, numbers and no formula, and a sheet that says what it holds."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.records import list_file
from shared.models import AuditEvent, Household, Person, SignInSession
from shared.version import VERSION
from tests.admin.test_list_files import download, read
from tests.support.admin_site import TODAY, AdminSite
from tests.support.databases import ONE_DATABASE


def workbook(answer: TestResponse) -> CalamineWorkbook:
    assert answer.status_code == 200, answer.text
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.data))


def rows_of(answer: TestResponse, sheet: int = 0) -> list[list[object]]:
    return workbook(answer).get_sheet_by_index(sheet).to_python()


def get(site: AdminSite, path: str, login: str = "clerk", **params: str) -> TestResponse:
    return site.browser(login).client.get(f"/exports/lists/{path}.xlsx", query_string=params, buffered=True)


def as_csv(cell: object) -> str:
    """A number reads the same from both files."""
    try:
        return f"{float(str(cell)):.2f}"
    except ValueError:
        return str(cell)


@pytest.mark.parametrize("path", ["household", "person", "spell", "benefit_payment", "household_member"])
def test_it_holds_the_rows_of_the_csv(site: AdminSite, path: str):
    csv = read(download(site.browser(), path.replace("_", "-")))
    heads, *rows = rows_of(get(site, path))
    plain = [dict(zip(heads, map(as_csv, row), strict=True)) for row in rows]
    assert csv
    assert plain == [{name: as_csv(value) for name, value in row.items()} for row in csv]


@ONE_DATABASE
def test_amounts_and_keys_are_numbers_and_identity_numbers_are_text(site: AdminSite):
    heads, row = rows_of(get(site, "spell"))[:2]
    values = {
        head: value for head, value in zip(heads, row, strict=True) if "yuan" in str(head) or "number" in str(head)
    }
    assert values
    assert all(isinstance(value, float) for head, value in values.items() if "dentity" not in str(head)), values
    assert isinstance(dict(zip(*rows_of(get(site, "person"))[:2], strict=True))["Identity number"], str)


@ONE_DATABASE
def test_what_people_typed_runs_as_no_formula(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        session.get_one(Household, site.here[Household]).address = "=1+1"
        session.commit()
    answer = get(site, "household")
    assert b"<f>" not in answer.data
    assert any("=1+1" in row for row in rows_of(answer))


@ONE_DATABASE
def test_a_second_sheet_says_what_it_holds(site: AdminSite):
    answer = get(site, "person", sex="1")
    notes = {str(row[0]): row[1] for row in rows_of(answer, 1)}
    assert notes["List"] == "People"
    assert "Male" in str(notes["Filters"])
    assert notes["Number of records"] == len(rows_of(answer)) - 1
    assert notes["As of"] == TODAY.isoformat()
    assert notes["Software version"] == VERSION
    assert notes["Exported by"]


@ONE_DATABASE
def test_in_chinese_too(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        for signed_in in session.scalars(select(SignInSession)):
            signed_in.language = "zh_CN"
        session.commit()
    assert workbook(get(site, "household")).sheet_names == ["家庭", "说明"]


def test_who_took_it_stands_in_the_trail(site: AdminSite):
    get(site, "person")
    with Session(site.engine) as session:
        events = session.query(AuditEvent).filter(AuditEvent.action.in_(("export", "export_list"))).all()
    assert [event.record for event in events if event.actor == "clerk"] == [Person.__tablename__]


def test_too_long_a_list_gets_a_sentence(site: AdminSite, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(list_file, "MAX_XLSX_ROWS", 0)
    answer = get(site, "person")
    assert answer.status_code in {400, 422}
    assert "export it by region" in answer.text


def test_only_who_may_take_the_list_takes_the_workbook(site: AdminSite):
    assert get(site, "person", "official").status_code == 403
    assert get(site, "account", "security").status_code == 403
    assert get(site, "observation").status_code == 404
