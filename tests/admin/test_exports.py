"""Files over the web: who may take what, the numbers of the screen, and a line in the audit trail."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.indicators import cube
from shared.interchange.file_kinds import FILE_KINDS
from shared.models import AuditEvent, Household, Person, Spell
from shared.models.base import resource_name
from tests.factories.regions import KUNSHAN, PROVINCE, SUZHOU, XUANWU
from tests.support.admin_site import AdminSite

FIGURE = "/exports/low_income_population.csv"


@pytest.fixture
def counted(site: AdminSite) -> AdminSite:
    with open_session(SYSTEM, site.engine, writing=True) as session:
        cube.build(session)
        session.commit()
    return site


def ask(site: AdminSite, path: str, login: str = "clerk", **query: str):
    return site.browser(login).client.get(path, query_string=query)


def rows(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), strict=True))


def trail(site: AdminSite) -> list[AuditEvent]:
    with Session(site.engine) as session:
        return list(session.scalars(select(AuditEvent).where(AuditEvent.action == "export").order_by(AuditEvent.id)))


def test_a_figure_for_the_own_county(counted: AdminSite):
    answer = ask(counted, FIGURE)
    (row,) = rows(answer)
    assert (row["region_code"], row["value"], row["state"]) == (KUNSHAN, "1", "provisional")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="low_income_population-320583-2023-12.csv"'
    assert answer.mimetype == "text/csv"


def test_the_language_can_be_chosen(counted: AdminSite):
    assert rows(ask(counted, FIGURE, lang="en"))[0]["figure_name"] == "Low-income population"
    assert rows(ask(counted, FIGURE, lang="zh"))[0]["figure_name"] == "低收入人口"


def test_what_was_taken_is_in_the_audit_trail(counted: AdminSite):
    ask(counted, FIGURE, login="province", level="county", period="2023")
    ask(counted, "/exports/records/person.csv")
    figure, people = trail(counted)
    assert (figure.actor, figure.record, figure.region_code) == ("province", "low_income_population", PROVINCE)
    assert figure.changes == {"asked": [None, "county 320000 2023"], "rows": [None, 4]}
    assert (people.actor, people.record, people.region_code) == ("clerk", "person", KUNSHAN)
    assert people.changes["rows"] == [None, len(rows(ask(counted, "/exports/records/person.csv")))]


def test_a_record_list_holds_the_own_scope_only(counted: AdminSite):
    for record in (Person, Household, Spell):
        found = rows(ask(counted, f"/exports/records/{resource_name(record)}.csv"))
        assert {row["id"] for row in found} == {str(counted.here[record])}
        assert all(row["region_code"].startswith(KUNSHAN) for row in found)


def test_users_without_the_permission_export_no_records(counted: AdminSite):
    for login in ("official", "approver", "system", "security", "audit"):
        assert ask(counted, "/exports/records/person.csv", login).status_code == 403, login
    for login in ("system", "security", "audit"):
        assert ask(counted, FIGURE, login).status_code == 403, login
    assert trail(counted) == []


WRONG = [
    ({"region": XUANWU}, KUNSHAN),  # foreign
    ({"region": SUZHOU}, KUNSHAN),  # above
    ({"region": "999999"}, KUNSHAN),
    ({"region": "320583' OR 1=1"}, KUNSHAN),
    ({"region": "3" * 5_000}, KUNSHAN),
    ({"level": "contry"}, "county"),
    ({"level": "city"}, "county"),
    ({"period": "2019-01"}, "2021-01"),
    ({"period": "<script>"}, "2023-12"),
    ({"dimension": "nothing"}, "tier"),
    ({"split": "tier"}, "dimension"),
    ({"lang": "fr"}, "zh, en"),
]


def test_wrong_words_are_answered_with_a_sentence(counted: AdminSite):
    for query, helps in WRONG:
        answer = ask(counted, FIGURE, **query)
        assert answer.status_code == 400, query
        assert helps in answer.text, query
        assert not {"Traceback", "<script>"} & set(answer.text.split()), query
    assert trail(counted) == []


def test_an_unknown_figure_is_answered_with_the_nearest(counted: AdminSite):
    answer = ask(counted, "/exports/low_income_populatoin.csv")
    assert answer.status_code == 400
    assert "low_income_population" in answer.text


def test_no_other_table_is_a_file(counted: AdminSite):
    for path in ("nothing", "observation", "sign_in_session", "account", "person;drop", "audit_event"):
        assert ask(counted, f"/exports/records/{path}.csv").status_code in {403, 404}, path


def test_what_cannot_be_written_down_is_not_handed_out(counted: AdminSite, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        msg = "the audit trail is full"
        raise OSError(msg)

    monkeypatch.setattr("shared.services.history.audit_export", fails)
    assert ask(counted, FIGURE).status_code == 500
    assert ask(counted, "/exports/records/person.csv").status_code == 500


def test_several_figures_and_workbooks_go_the_same_way(counted: AdminSite):
    several = rows(ask(counted, "/exports/figures.csv", keys="low_income_population,entries", key="exits"))
    assert [row["figure"] for row in several] == ["exits", "low_income_population", "entries"]
    book = ask(counted, "/exports/low_income_population.xlsx", page="coverage")
    assert book.mimetype == FILE_KINDS["xlsx"].media_type
    assert book.data[:2] == b"PK"
    many, one = trail(counted)
    assert (many.record, many.changes) == (
        "figures",
        {"asked": [None, "exits,low_income_population,entries county 320583 2023-12"], "rows": [None, 3]},
    )
    assert (one.record, one.changes["asked"]) == ("low_income_population", [None, "xlsx county 320583 2023-12"])
    for login in ("system", "security", "audit"):
        assert ask(counted, "/exports/figures.xlsx", login, keys="all").status_code == 403, login
    assert ask(counted, "/exports/figures.csv").status_code == 400
    assert ask(counted, "/exports/low_income_population.xlsx", region=XUANWU).status_code == 400


def test_the_monthly_return_and_the_package_go_the_same_way(counted: AdminSite):
    (row,) = rows(ask(counted, "/exports/layouts/dibao_monthly.csv"))
    assert (row["region_code"], row["month"]) == (KUNSHAN, "2023-12")
    assert ask(counted, "/exports/layouts/dibao_monthly.xlsx").data[:2] == b"PK"
    assert ask(counted, "/exports/low_income_population.zip").mimetype == FILE_KINDS["zip"].media_type
    assert [event.changes["asked"][1].split()[0] for event in trail(counted)] == ["csv", "xlsx", "zip"]
    assert ask(counted, "/exports/layouts/dibao_monthly.csv", "audit").status_code == 403
    assert ask(counted, "/exports/layouts/nothing.csv").status_code == 400
