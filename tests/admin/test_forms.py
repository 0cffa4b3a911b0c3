"""Forms: what is stored is preselected, what is wrong is said at its place, nothing typed is lost."""

from __future__ import annotations

from sqlalchemy.orm import Session

from admin.records import lookup_page
from admin.views import VIEWS
from shared.models import BenefitPayment, Delivery, Household, Person, Pledge, Programme, ProgrammeCycle, Quota, Spell
from tests.factories import records as make
from tests.support.admin_site import HERE, AdminSite, path_of
from tests.support.databases import ONE_DATABASE

EDITED = [
    view
    for view in VIEWS
    if "edit" in view.actions and view.model.__area__ not in {"", "accounts", "parameters", "security"}
]


def test_saving_an_untouched_form_changes_nothing(site: AdminSite):
    browser, before = site.browser("province"), site.everything()
    for view in EDITED:
        assert browser.filled(f"{path_of(view.model)}/edit/", {}, id=site.here[view.model]).status_code == 302
    assert site.everything() == before


def test_the_stored_choice_is_the_selected_one(site: AdminSite):
    browser, key = site.browser(), site.here[Spell]
    cared = {"care_level": "full", "support_place": "scattered"}
    for tier in ("tekun", "dibao", "marginal", "expenditure"):
        entries = {"tier": tier, "monthly_fen": "0"} | (cared if tier == "tekun" else dict.fromkeys(cared, ""))
        assert browser.insisted("spell/edit/", entries, id=key).status_code == 302
        assert site.stored(Spell, key)["tier"] == tier
        assert browser.page("spell/edit/", id=key).form().sent["tier"] == [tier]


@ONE_DATABASE
def test_an_empty_form_says_everything_that_is_missing_at_once(site: AdminSite):
    answer = site.browser().filled("spell/new/", {})
    assert answer.status_code == 422
    for label in ("Person", "Household", "Tier", "Benefits from"):
        assert f"{label}: this field is required." in answer.text


@ONE_DATABASE
def test_what_was_typed_stays_when_something_is_wrong(site: AdminSite):
    typed = {"number": "3205831000010042", "address": "人民路 8 号", "residence": "urban", "region_code": "nowhere"}
    answer = site.browser().filled("household/new/", typed)
    assert answer.status_code == 422
    for text in typed.values():
        assert f'value="{text}"' in answer.text


def test_a_record_is_created_and_shown(site: AdminSite):
    browser = site.browser()
    values = {"number": "9001", "address": "人民路 8 号", "residence": "urban", "region_code": HERE}
    answer = browser.filled("household/new/", values)
    assert answer.status_code == 302
    key = int(answer.location.rpartition("=")[2])
    assert site.stored(Household, key)["number"] == "9001"
    assert "9001" in browser.get("household/details/", id=key).text


def test_a_record_without_a_region_stands_where_the_one_stands_that_it_rests_on(site: AdminSite):
    entries = {
        "household_id": f"#{site.here[Household]}",
        "tier": "dibao",
        "month": "2023-11",
        "amount_fen": "500.50",
    }
    answer = site.browser().filled("benefit-payment/new/", entries)
    stored = site.stored(BenefitPayment, int(answer.location.rpartition("=")[2]))
    assert (stored["region_code"], stored["amount_fen"]) == (HERE[:9], 50_050)


@ONE_DATABASE
def test_yuan_become_fen_exactly(site: AdminSite):
    browser, key = site.browser(), site.here[Spell]
    for typed, fen in {
        "1200": 120_000,
        "1200.5": 120_050,
        "１２００．５０": 120_050,
        "12,345.67": 1_234_567,
        "0": 0,
    }.items():
        assert browser.insisted("spell/edit/", {"monthly_fen": typed}, id=key).status_code == 302
        assert site.stored(Spell, key)["monthly_fen"] == fen


@ONE_DATABASE
def test_amounts_that_are_none_are_refused(site: AdminSite):
    browser, key, before = site.browser(), site.here[Spell], site.everything()
    for typed in ("1200.505", "abc", "1e3", "-5", "999999999999999", "--", "1.2.3", "NaN", "∞"):
        assert browser.filled("spell/edit/", {"monthly_fen": typed}, id=key).status_code == 422
    assert site.everything() == before


def test_an_amount_too_large_for_its_column_is_refused_with_the_bound(site: AdminSite):
    browser = site.browser("province")
    answer = browser.filled("spell/edit/", {"monthly_fen": "30000000"}, id=site.here[Spell])
    assert answer.status_code == 422
    assert "Monthly amount (yuan): at most 20,000,000." in answer.text
    assert 'value="30000000"' in answer.text
    assert browser.insisted("spell/edit/", {"monthly_fen": "20000000"}, id=site.here[Spell]).status_code == 302
    assert browser.insisted("pledge/edit/", {"value_fen": "30000000"}, id=site.here[Pledge]).status_code == 302
    for path, column, record in (
        ("benefit-payment", "amount_fen", BenefitPayment),
        ("delivery", "value_fen", Delivery),
        ("programme-cycle", "unit_value_fen", ProgrammeCycle),
        ("quota", "units", Quota),
        ("pledge", "units", Pledge),
    ):
        answer = browser.filled(f"{path}/edit/", {column: "99999999999"}, id=site.here[record])
        assert (path, answer.status_code) == (path, 422)


@ONE_DATABASE
def test_days_that_are_none_are_refused(site: AdminSite):
    browser, key = site.browser(), site.here[Person]
    for typed in ("2023-02-30", "tomorrow", "20231301", "0001-01-01", "9999-12-31", "2023-1", "٢٠٢٣-01-01"):
        assert browser.filled("person/edit/", {"born_on": typed}, id=key).status_code == 422


@ONE_DATABASE
def test_days_may_be_written_in_the_usual_ways(site: AdminSite):
    browser, key = site.browser(), site.here[Spell]
    for typed in ("2023/01/05", "2023.1.5", "20230105", "２０２３-01-05"):
        assert browser.filled("spell/edit/", {"start_on": typed}, id=key).status_code == 302
        assert str(site.stored(Spell, key)["start_on"]) == "2023-01-05"


def test_a_lookup_offers_a_few_only(site: AdminSite, monkeypatch):
    monkeypatch.setattr(lookup_page, "MAX_LOOKUP_RESULTS", 2)
    with Session(site.engine.execution_options(writing=True)) as session:
        session.add_all(make.person(HERE, name=f"欧阳{n}") for n in range(5))
        session.commit()
    for path, text in (("person", "欧阳"), ("region", "32")):
        answer = site.browser("province").post(f"{path}/lookup", {"q": text}).json
        assert len(answer["options"]) == 2
        assert answer["message"] == "The first 2 results. Keep typing to narrow them down."


def test_a_lookup_takes_a_text_that_fits_one_record(site: AdminSite):
    browser, key = site.browser(), site.here[Spell]
    number = site.stored(Household, site.here[Household])["number"]
    assert browser.filled("spell/edit/", {"household_id": number, "person_id": "王芳"}, id=key).status_code == 302


def test_a_lookup_says_which_records_a_text_fits(site: AdminSite):
    browser = site.browser()
    for name in ("王芳", "王芳芳"):
        person = {"name": name, "sex": "2", "identity_kind": "none", "born_on": "1951-01-01", "region_code": HERE}
        assert browser.filled("person/new/", person).status_code == 302
    answer = browser.filled("spell/edit/", {"person_id": "王"}, id=site.here[Spell])
    assert answer.status_code == 422
    assert "Several records match" in answer.text


def test_the_tiers_of_a_programme_are_chosen(site: AdminSite):
    browser, key = site.browser("province"), site.here[Programme]
    assert browser.filled("programme/edit/", {"tiers": ["marginal", "dibao"]}, id=key).status_code == 302
    assert sorted(browser.page("programme/edit/", id=key).form().sent["tiers"]) == ["dibao", "marginal"]


def test_only_a_province_changes_what_has_no_place(site: AdminSite):
    browser = site.browser()
    assert browser.get("programme/details/", id=site.here[Programme]).status_code == 200
    assert browser.get("programme/edit/", id=site.here[Programme]).status_code == 403
